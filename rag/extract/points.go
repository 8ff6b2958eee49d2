package extract

import (
	"regexp"
	"slices"
	"unicode/utf8"

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

// announced is the sentence that announces the list which the best of some
// choices is a point of, where that says nothing by itself: 不予登记：属于违法建筑的；.
func (a ask) announced(found []choice, all []candidate) (choice, bool) {
	if a.hard() || len(found) == 0 || found[0].points > 0 || !pointMark.MatchString(fold.Simplified(found[0].text)) || byItself.MatchString(found[0].text) {
		return choice{}, false
	}
	point := found[0]
	list := slices.IndexFunc(all, func(l candidate) bool {
		return l.points > 0 && l.index == point.index && l.start < point.start && point.start < l.start+utf8.RuneCountInString(l.text)
	})
	if list < 0 {
		return choice{}, false
	}
	i := slices.IndexFunc(all, func(c candidate) bool { return c.leads && c.index == point.index && c.start == all[list].start })
	if i < 0 || utf8.RuneCountInString(all[i].text) > mostAnnounced {
		return choice{}, false
	}
	return choice{candidate: all[i]}, true
}

// mostAnnounced is how many characters a sentence has at most that is told in
// front of one of the points that it announces.
const mostAnnounced = 120

// byItself matches a point that says who must do what.
var byItself = regexp.MustCompile(`应当?|必须|可以|不得|禁止`)

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
