package extract

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/bm25"
	"chuchu/rag/verify"
)

// dutyMark matches the words that begin who does what a paragraph says:
// （牵头单位：省卫生健康委，参加单位：省大数据局）.
var dutyMark = regexp.MustCompile(`^[（(【\[ 　]*(?:牵头|责任|负责|主办|承办|配合|实施|主管|参加|落实)(?:单位|部门|领导)[:：]`)

// duties are the sentences of a passage that are followed by who does what they
// say, each with that. Who does it does all that the paragraph says, so such a
// candidate holds the terms of the whole paragraph.
func duties(r ranked, above []string) []candidate {
	var out []candidate
	runes := []rune(r.Text)
	sentences := verify.Sentences(r.Text)
	first := 0 // sentence of the paragraph
	for i, s := range sentences {
		marked := dutyMark.MatchString(fold.Simplified(string(runes[s.Start:s.End])))
		if i > 0 && !marked && strings.Contains(string(runes[sentences[i-1].Start:s.Start]), "\n") {
			first = i
		}
		if !marked || i == first {
			continue
		}
		c := newCandidate(r, sentences[i-1].Start, string(runes[sentences[i-1].Start:s.End]), above)
		c.terms = bm25.Distinct(bm25.Terms(string(runes[sentences[first].Start:s.End])))
		c.duty = true
		first = i + 1
		c.clauses = dutyClauses(c.text, sentences[i-1].End-sentences[i-1].Start)
		out = append(out, c)
	}
	return out
}

// dutyClauses are the clauses of a sentence and, as one, the brackets behind it,
// which begin at a rune of the text or later.
func dutyClauses(text string, at int) []verify.Span {
	runes := []rune(text)
	out := clausesOf(string(runes[:at]))
	for at < len(runes) && strings.ContainsRune(" 　\n", runes[at]) {
		at++
	}
	return append(out, verify.Span{Start: at, End: len(runes)})
}
