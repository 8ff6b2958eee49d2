package extract

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/verify"
)

// pointsBack matches a sentence that calls what stands in front of it by a name:
// 这“三条保障线”，是…
var pointsBack = regexp.MustCompile(`^(?:这|以上|上述)(?:就是|即)?([“"][^”"]{2,12}[”"])`)

// backs are the sentences of a passage that give a name to what stands in
// front of them, each with that: the sentence before, and those that it goes on
// from behind semicolons.
func backs(r ranked, above []string) []candidate {
	var out []candidate
	runes := []rune(r.Text)
	sentences := verify.Sentences(r.Text)
	text := func(i int) string { return string(runes[sentences[i].Start:sentences[i].End]) }
	for i := 1; i < len(sentences); i++ {
		m := pointsBack.FindStringSubmatch(fold.Simplified(text(i)))
		if m == nil {
			continue
		}
		first := i - 1
		for first > 0 && goesOn(text(first-1)) {
			first--
		}
		if sentences[i].End-sentences[first].Start > mostChained {
			continue
		}
		c := newCandidate(r, sentences[first].Start, string(runes[sentences[first].Start:sentences[i].End]), above)
		c.back = m[1]
		out = append(out, c)
	}
	return out
}

// ofBack tells whether a candidate with a name for what stands in front of it
// can answer: only what that name stands for is asked of it, and of the sentence
// that gives the name only what else it says.
func (c candidate) ofBack(a ask) bool {
	stands := (a.kind == several || a.kind == meaning) && slices.ContainsFunc(a.terms(), func(t string) bool { return strings.Contains(c.text, unquoted(t)) })
	if c.back != "" {
		return stands
	}
	return !stands || !pointsBack.MatchString(fold.Simplified(c.text))
}
