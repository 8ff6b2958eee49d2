package extract

import (
	"regexp"
	"slices"

	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
)

// whichPlaces matches a question for which cities or provinces, not what these do.
var whichPlaces = regexp.MustCompile(`哪(?:些|几个|几座)(?:城市|省份?|[市县]|区县|地区|地市)|(?:城市|省份|区县|地市)(?:名单)?(?:都|分别|具体|主要)*(?:是|有|包括)(?:哪|那)(?:些|几)`)

// placesAsked tells whether an ask wants names of places that have one.
func (a ask) placesAsked() bool { return whichPlaces.MatchString(a.text) }

// namesPlaces tells whether a sentence names a place beyond doubt.
func (c candidate) namesPlaces() bool {
	return slices.ContainsFunc(regions.Named(fold.Simplified(c.text)), func(m regions.Mention) bool { return !m.Doubtful })
}
