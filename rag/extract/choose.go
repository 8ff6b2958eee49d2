package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"chuchu/chunk/fold"
	"chuchu/rag/bm25"
)

// Limits of an answer for one place, and how near to the best a further
// sentence must come.
const (
	maxLength    = 230
	maxSentences = 3
	nearBest     = 0.85
	manyItems    = 3 // an enumeration of so many is the list
)

// A choice is a candidate with the clauses of it that answer.
type choice struct {
	candidate
	core []int // in order
	soft bool  // what follows the clauses belongs to the answer
}

// choose answers each ask with its best candidate, a list or a question for
// ways with others that come near it, and puts them in the order of the
// passages. lacking are the asks that no candidate answers.
func choose(q question, all []candidate) (chosen []choice, lacking []ask) {
	for _, a := range q.asks {
		found := best(a, all)
		if len(found) == 0 {
			lacking = append(lacking, a)
		}
		for _, f := range found {
			chosen = join(chosen, f)
		}
	}
	chosen, lacking = together(chosen, lacking)
	slices.SortStableFunc(chosen, func(a, b choice) int {
		return cmp.Or(cmp.Compare(a.index, b.index), cmp.Compare(a.start, b.start))
	})
	return chosen, lacking
}

// together answers a count that is called otherwise in the plan by the sentence
// that answers another part of the question and holds such a count.
func together(chosen []choice, lacking []ask) ([]choice, []ask) {
	var still []ask
	for _, a := range lacking {
		found := false
		for i, c := range chosen {
			for j := range c.clauses {
				if !found && a.kind == counted && a.shown(fold.String(c.clause(j))) && c.timely(a) {
					chosen, found = join(chosen, choice{c.candidate, []int{j}, chosen[i].soft}), true
				}
			}
		}
		if !found {
			still = append(still, a)
		}
	}
	return chosen, still
}

// best are the candidates that answer an ask, the best first.
func best(a ask, all []candidate) []choice {
	type scored struct {
		choice
		worth float64
	}
	var found []scored
	for _, c := range all {
		if core := c.answers(a); len(core) > 0 {
			f := choice{c, core, !a.hard()}
			found = append(found, scored{f, c.worth(a) + coreShare*f.coverage(a)})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.worth, a.worth) })
	if len(found) == 0 || !found[0].speaksOf(a, found[0].worth) {
		return nil
	}
	out := []choice{found[0].choice}
	length := len([]rune(found[0].text))
	for _, f := range found[1:] {
		n := len([]rune(f.text))
		if !a.wide() || a.list && items(found[0].text) >= manyItems || len(out) == maxSentences || f.worth < nearBest*found[0].worth {
			break
		}
		if !a.list && f.index != found[0].index || length+n > maxLength || strings.ContainsRune(f.text, unicode.ReplacementChar) || repeats(out, f.candidate) {
			continue
		}
		out, length = append(out, f.choice), length+n
	}
	return out
}

// nearest is the candidate that says most of an ask's topic without answering;
// nil where none speaks of it.
func nearest(a ask, all []candidate) *choice {
	var near *choice
	most := 0.0
	for _, c := range all {
		if w := c.worth(a); w > most && c.says(a) && c.timely(a) {
			near, most = &choice{candidate: c, core: c.clausesWith(a)}, w
		}
	}
	return near
}

// says tells whether a sentence itself holds enough of an ask's topic to be
// shown for it: one word is not enough.
func (c candidate) says(a ask) bool {
	n := 0
	for t := range a.topic {
		if slices.Contains(c.terms, t) {
			n++
		}
	}
	return n >= 2 && c.held(a) >= topicHeld
}

// wide tells whether several sentences may answer an ask.
func (a ask) wide() bool { return a.kind == statement && (a.list || ways.MatchString(a.text)) }

// ways matches a question for how something is done.
var ways = regexp.MustCompile(`怎么|如何|怎样|办法|措施|举措|做法|途径|方式`)

// What the best candidate must be worth to answer, and how close by meaning it
// must be where it is worth less because it uses other words.
const (
	worthAnswering = 0.58
	worthTrying    = 0.53
	nearAnswer     = 0.55
)

// speaksOf tells whether a candidate of such worth has to do with an ask at all.
func (c candidate) speaksOf(a ask, worth float64) bool {
	return worth >= worthAnswering || c.close >= nearAnswer && (worth >= worthTrying || a.hard())
}

// coreShare is the weight of the words that the answering clauses hold.
const coreShare = 0.3

// coverage is the share of an ask's words that the answering clauses hold, the best of them.
func (c choice) coverage(a ask) float64 {
	most := 0.0
	for _, i := range c.core {
		most = max(most, weigh(a.weights, bm25.Distinct(bm25.Terms(c.clause(i)))))
	}
	return most / a.total
}

// join adds a choice, or its clauses to those of the same sentence.
func join(chosen []choice, f choice) []choice {
	for i, c := range chosen {
		if c.index == f.index && c.start == f.start {
			chosen[i].core = slices.Compact(slices.Sorted(slices.Values(append(slices.Clone(c.core), f.core...))))
			chosen[i].soft = c.soft || f.soft
			return chosen
		}
	}
	if repeats(chosen, f.candidate) {
		return chosen
	}
	return append(chosen, f)
}

// repeats tells whether what c says was chosen already.
func repeats(chosen []choice, c candidate) bool {
	return slices.ContainsFunc(chosen, func(o choice) bool {
		return strings.Contains(o.text, c.text) || strings.Contains(c.text, o.text)
	})
}
