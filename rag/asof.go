package rag

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

// asOf matches what stands in front of a claim of today: when that was published
// which makes it, and what that is.
var asOf = regexp.MustCompile(`^据([0-9]{4}年(?:[0-9]{1,2}月)?)发布的(\p{Han}{2,8})，`)

// undated is a claim without that, which is none of its source's words, and
// whether the sources cited were published then and are that.
func (d *draft) undated(claim string, cited []int) (rest string, right bool) {
	m := asOf.FindStringSubmatch(fold.Simplified(claim))
	if m == nil {
		return claim, true
	}
	right = !slices.ContainsFunc(cited, func(i int) bool {
		about := d.passages[i].Document
		is := m[2] == "资料" || m[2] == about.Kind || strings.Contains(about.Title, m[2])
		return !is || about.Published == "" || !strings.HasPrefix(fold.Month(about.Published), m[1])
	})
	return string([]rune(claim)[utf8.RuneCountInString(m[0]):]), right
}
