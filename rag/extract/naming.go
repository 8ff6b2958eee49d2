package extract

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

// quartersAsked matches a question for the names of several places that no
// gazetteer has: 具体是哪些小区. 哪些社区可以申请 may be answered without a name.
var quartersAsked = regexp.MustCompile(`(?:小区|社区|乡镇|街道|村庄?)(?:名单)?(?:具体|分别|都|各)*(?:有|是|为|包括)哪(?:些|几[个座])[呢啊]?[?？]?$|(?:具体|分别|都)是哪(?:些|几个)(?:小区|社区|乡镇|街道|村庄?)`)

// wantsQuarters tells whether an ask wants the names of such places.
func (a ask) wantsQuarters() bool { return quartersAsked.MatchString(a.text) }

// namesQuarters tells whether a text names two of them side by side.
func namesQuarters(text string) bool {
	return strings.Contains(text, "、") && quarters.MatchString(unbracketed(fold.Simplified(text)))
}

// quarters matches two names of places that end as such places do.
var quarters = regexp.MustCompile(`\p{Han}{2,8}(?:[镇乡村]|小区|社区|街道|花园)[、和]\p{Han}{2,8}(?:[镇乡村]|小区|社区|街道|花园)`)
