package extract

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// Limits of an answer for one place: characters, sentences, and how near to
// the best a further sentence must come.
const (
	maxLength    = 230
	maxSentences = 4
	nearBest     = 0.75
	nearOther    = 0.6  // the same where the question has several parts
	leastHeld    = 0.15 // share of the question's words that the best or its headings must hold,
	leastClose   = 0.5  // unless it is as close as this by meaning
	stillOpen    = 0.5  // what a term is worth to a further sentence, once one holds it
)

// choose takes the best sentence, then others that add to it, within the
// limits, and puts them in the order of the passages.
func choose(q question, all []candidate) []candidate {
	open := maps.Clone(q.weights)
	length, first := maxLength, 0.0
	var chosen []candidate
	for len(chosen) < maxSentences {
		best, worth := -1, 0.0
		for i, c := range all {
			w := c.worth(q, open)
			if w > worth && (len(chosen) == 0 || c.adds(q, chosen, length)) {
				best, worth = i, w
			}
		}
		if best < 0 || len(chosen) == 0 && !all[best].near(q) || worth < q.near()*first {
			break
		}
		c := all[best]
		first = max(first, worth)
		chosen, length = append(chosen, c), length-len([]rune(c.text))
		for _, t := range c.terms {
			open[t] *= stillOpen
		}
	}
	slices.SortStableFunc(chosen, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.index, b.index), cmp.Compare(a.start, b.start))
	})
	return chosen
}

// adds tells whether a further sentence is whole, fits and says something that
// is asked for: where that is a figure and there is one already, another figure.
func (c candidate) adds(q question, chosen []candidate, length int) bool {
	broken := strings.ContainsRune(c.text, unicode.ReplacementChar)
	if broken || len([]rune(c.text)) > length || repeats(chosen, c) {
		return false
	}
	return !q.figure || c.figure() || !slices.ContainsFunc(chosen, candidate.figure)
}

// figure tells whether a sentence holds one.
func (c candidate) figure() bool { return strings.ContainsFunc(c.text, unicode.IsDigit) }

// repeats tells whether what c says was chosen already.
func repeats(chosen []candidate, c candidate) bool {
	return slices.ContainsFunc(chosen, func(o candidate) bool {
		return strings.Contains(o.text, c.text) || strings.Contains(c.text, o.text)
	})
}

// near is how near to the best, as a share of its worth, a further sentence must come.
func (q question) near() float64 {
	if q.parts || q.list {
		return nearOther
	}
	return nearBest
}

// near tells whether a candidate has to do with the question at all.
func (c candidate) near(q question) bool {
	return weigh(q.weights, c.terms)+c.around >= leastHeld*q.total || c.close >= leastClose
}
