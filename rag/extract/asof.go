package extract

import (
	"cmp"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
)

// asOf is a document's attribution where it is asked what holds now and what it
// says names no year of its own: 据2021年9月发布的规划纲要，甲街道：.
func asOf(m chunk.Meta, text, attribution string) string {
	if m.Published == "" || len(yearsNamed(text)) > 0 {
		return attribution
	}
	kind := m.Kind
	if kind == "其他" {
		kind = ""
	}
	return "据" + fold.Month(m.Published) + "发布的" + cmp.Or(kind, "资料") + "，" + strings.TrimPrefix(attribution, "据")
}
