package understand

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
)

// allPlaces matches several places that are told by their number alone.
var allPlaces = regexp.MustCompile(`(?:这|所有|全部)?([两二三四五六2-6])个(?:地方|地区|城市|区县|街道|乡镇)`)

// Spelled is a question with what it leaves to be understood: the words that ask,
// where it only names a number of things, and the names of the regions of documents,
// where it speaks of just so many places and names none.
func Spelled(text string, own []regions.Region) string { return spread(listing(text), own) }

// spread names the regions of documents in a question that speaks of just so many
// places and names none: of 五个地方的养老措施对比 each is a side then.
func spread(text string, own []regions.Region) string {
	at := allPlaces.FindStringSubmatchIndex(text)
	if at == nil || fold.Count(text[at[2]:at[3]]) != len(own) || len(Places(text, own)) > 0 {
		return text
	}
	names := make([]string, len(own))
	for i, r := range own {
		names[i] = r.Name
	}
	slices.Sort(names)
	if len(slices.Compact(slices.Clone(names))) < len(own) {
		return text // namesakes
	}
	return text[:at[0]] + strings.Join(names, "、") + text[at[1]:]
}
