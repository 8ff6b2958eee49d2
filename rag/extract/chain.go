package extract

import (
	"strings"
	"unicode/utf8"

	"chuchu/rag/verify"
)

// mostChained is how many characters a sentence has at most with what it goes on to.
const mostChained = 260

// chained is a choice with the sentences that it goes on to behind semicolons,
// where several things are asked for: 1.申请表；2.证明文件；3.承诺书。 Where they are
// too long the sentence stays as it is.
func (c choice) chained(a ask) choice {
	if !a.list || c.duty || c.points > 0 || c.back != "" || c.passage.Fact != nil {
		return c
	}
	runes := []rune(c.passage.Text)
	start, end := 0, 0
	for _, s := range verify.Sentences(c.passage.Text) {
		if start == end {
			start = s.Start
		}
		if end = s.End; goesOn(string(runes[s.Start:s.End])) {
			continue
		}
		if end > c.start {
			break
		}
		start = end // another run begins
	}
	if end-start > mostChained || start > c.start || end < c.start+utf8.RuneCountInString(c.text) {
		return c
	}
	c.start, c.text = start, strings.TrimSpace(string(runes[start:end]))
	c.clauses = clausesOf(c.text)
	c.core = []int{0, len(c.clauses) - 1}
	return c
}

// goesOn tells whether a sentence ends in a semicolon or where a list begins.
func goesOn(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasSuffix(text, "；") || strings.HasSuffix(text, ";") || announces(text)
}

// announces tells whether a sentence ends where the list begins that it speaks of.
func announces(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasSuffix(text, "：") || strings.HasSuffix(text, ":")
}
