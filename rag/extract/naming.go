package extract

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
)

// placesAsked matches a question for the names of several places: 试点城市有哪些,
// 具体是哪些小区. 哪些城市可以申请 may be answered without a name.
var placesAsked = regexp.MustCompile(`(城市|小区|社区|省份?|区县|县区|市县|乡镇|街道|村庄?)(?:名单)?(?:具体|分别|都|各)*(?:有|是|为|包括)哪(?:些|几[个座])[呢啊]?[?？]?$|(?:具体|分别|都)是哪(?:些|几个)(城市|小区|社区|省份?|区县|县区|市县|乡镇|街道|村庄?)|哪几个(城市|小区|社区|省份?|市县?|县|区县|村庄?|乡镇|街道)`)

// wantsPlaces tells whether an ask wants the names of places.
func (a ask) wantsPlaces() bool { return placesAsked.MatchString(a.text) }

// namesPlaces tells whether a text names two places side by side: such as are
// known, or whose names end as those of places do (幸福小区、阳光小区).
func namesPlaces(text string) bool {
	text = fold.Simplified(text)
	sure, all := 0, regions.Named(text)
	for _, m := range all {
		if !m.Doubtful {
			sure++
		}
	}
	list := strings.Contains(text, "、")
	return sure > 1 || list && len(all) > 1 || list && sideBySide.MatchString(unbracketed(text))
}

// sideBySide matches two names of places that end as kinds of places do.
var sideBySide = regexp.MustCompile(`\p{Han}{2,8}(?:[省市县镇乡村]|小区|社区|街道|新村|花园)[、和]\p{Han}{2,8}(?:[省市县镇乡村]|小区|社区|街道|新村|花园)`)
