package extract

import (
	"regexp"

	"chuchu/chunk/fold"
	"chuchu/rag/bm25"
	"chuchu/rag/verify"
)

// pointMark matches the number that a point of a list begins with.
var pointMark = regexp.MustCompile(`^(?:[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[)）]|[0-9]{1,2}[.．、]|[①-⑳]|第?[一二三四五六七八九十][,，、是])`)

// mostPoints is how many characters a list of points has at most; what goes
// beyond is left out, point by point.
const mostPoints = 600

// points are the lists of a passage, each with the sentence that announces it,
// as one candidate: 有下列行为之一的：（一）…；（二）…。 What a list is of says the sentence
// in front of it, so such a candidate holds the terms of that alone.
func points(r ranked, above []string) []candidate {
	var out []candidate
	runes := []rune(r.Text)
	sentences := verify.Sentences(r.Text)
	text := func(i int) string { return string(runes[sentences[i].Start:sentences[i].End]) }
	for i := 0; i < len(sentences); i++ {
		last := lastPoint(sentences, i, text)
		if last < i+2 {
			continue
		}
		c := newCandidate(r, sentences[i].Start, string(runes[sentences[i].Start:sentences[last].End]), above)
		c.terms, c.points = bm25.Distinct(bm25.Terms(text(i))), last-i
		out = append(out, c)
		i = last
	}
	return out
}

// lastPoint is the last sentence of the list that the i-th one announces, as far
// as it is shown; i where it announces none.
func lastPoint(sentences []verify.Span, i int, text func(i int) string) int {
	if !announces(text(i)) {
		return i
	}
	last := i
	for n := i + 1; n < len(sentences) && sentences[n].End-sentences[i].Start <= mostPoints; n++ {
		if !pointMark.MatchString(fold.Simplified(text(n))) && !(n == i+1 || goesOn(text(n-1))) {
			break
		}
		last = n
	}
	return last
}

// ofPoints tells whether a list of points, or the sentence that announces one,
// can answer: the list where no single thing is asked for, its announcement,
// which says nothing more, where one is.
func (c candidate) ofPoints(a ask) bool {
	soft := !a.hard() || a.kind == several
	if c.points > 0 {
		return soft && (a.count == 0 || a.count == c.points)
	}
	return !c.leads || !soft
}
