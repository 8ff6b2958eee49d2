package extract

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/bm25"
)

// caseAsked matches a question that begins with the case that it asks about:
// 情况复杂的，多久内申请.
var caseAsked = regexp.MustCompile(`^([\p{Han}0-9]{3,16})的，`)

// caseShare is what a sentence gains that says what holds in the case that is
// asked about: the one in front of it, on the same thing, has more of the words.
const caseShare = 0.6

// besideCase is the share of a topic that the passage of a case must hold.
const besideCase = 0.15

// ofCase tells whether a candidate begins with the case that an ask begins with,
// in a passage that speaks of its topic.
func (c candidate) ofCase(a ask) bool {
	m := caseAsked.FindStringSubmatch(a.whole)
	return m != nil && c.beginsWith(m[1]) && a.heldBy(bm25.Terms(c.passage.Text), c.above) >= besideCase
}

// beginsWith tells whether a candidate begins with a case, or with one that is
// called by the same last word: 案情复杂或者情况特殊的 of 案子复杂.
func (c candidate) beginsWith(named string) bool {
	text := fold.Simplified(c.text)
	if strings.HasPrefix(text, named) {
		return true
	}
	head, _, found := strings.Cut(text, "，")
	runes := []rune(named)
	return found && aCaseHead.MatchString(head) && strings.Contains(head, string(runes[len(runes)-2:]))
}

// aCaseHead matches the first clause of a sentence where it is a case.
var aCaseHead = regexp.MustCompile(`^[^第].*(?:的|时)$`)

// inCase is what a candidate gains for that; of several cases that are punished by
// one article the words are much the same, and what is closest by meaning tells
// them apart.
func (c candidate) inCase(a ask) float64 {
	switch {
	case c.ofCase(a) || c.ofCell(a):
		return caseShare
	case c.cases != nil && a.penal():
		return c.about
	case a.soft() && asksOutcome.MatchString(a.text) && hasOutcome.MatchString(fold.Simplified(c.text)):
		return outcomeShare
	}
	return 0
}

// outcomeShare is what a sentence gains that says what is done in a case, where that
// is asked.
const outcomeShare = 0.2

// Who asks what becomes of something is told what is to be done with it in a case.
var (
	asksOutcome = regexp.MustCompile(`(?:怎么|咋|如何|怎样)(?:处理|办|处置|解决)|会(?:怎么?样|如何)|(?:什么|啥)后果`)
	hasOutcome  = regexp.MustCompile(`的[，,](?:应当?|由|可以|不得|责令|予以|给予|取消|撤销|按照|须|要|将)|对[^，。；]{4,}的(?:提请|予以|给予|取消|撤销|依法|责令|应当)`)
)
