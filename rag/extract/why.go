package extract

import (
	"regexp"

	"chuchu/chunk/fold"
)

var (
	asksWhy = regexp.MustCompile(`为什么|为啥|为何|什么原因|啥原因|原因(?:是|有|在|[?？]|$)|凭什么|怎么会|何以`)
	// because matches what gives a reason.
	because = regexp.MustCompile(`因为|由于|原因|是因|因此|所以|导致|致使|造成|使得|在于`)
	// A reason that is one of several, and the next of them.
	oneReason  = regexp.MustCompile(`一个(?:\p{Han}{0,4}的)?(?:重要|主要|根本|直接|基本)?原因|原因之一|首先是?由于`)
	nextReason = regexp.MustCompile(`(?:另外?|还有|再)一?个?(?:\p{Han}{0,4}的)?(?:重要|主要|根本|直接|基本)?原因|其次是?由于`)
)

// reasonShare is what a sentence gains that gives a reason where one is asked for.
const reasonShare = 0.15

// why tells whether an ask is for reasons.
func (a ask) why() bool { return a.soft() && asksWhy.MatchString(a.whole) }

// further is the sentence with the next reason, behind one that says that its
// reason is one of several: 一个重要原因是…。另一个重要原因是….
func (a ask) further(chosen []choice, all []candidate) (choice, bool) {
	if !a.why() || len(chosen) == 0 || !oneReason.MatchString(fold.Simplified(chosen[0].text)) {
		return choice{}, false
	}
	first := chosen[0]
	for _, c := range all {
		behind := c.passage.Document.ID == first.passage.Document.ID && c.passage.Start+c.start > first.passage.Start+first.start
		if behind && nextReason.MatchString(fold.Simplified(c.text)) && c.held(a) > 0 {
			return choice{c, c.clausesWith(a), true}, true
		}
	}
	return choice{}, false
}
