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

// ofCase tells whether a candidate begins with the case that an ask begins with,
// in a passage that speaks of its topic.
func (c candidate) ofCase(a ask) bool {
	m := caseAsked.FindStringSubmatch(a.whole)
	return m != nil && strings.HasPrefix(fold.Simplified(c.text), m[1]) && a.heldBy(bm25.Terms(c.passage.Text), c.above) >= topicHeld
}

// inCase is what a candidate gains for that.
func (c candidate) inCase(a ask) float64 {
	if c.ofCase(a) || c.ofCell(a) {
		return caseShare
	}
	return 0
}
