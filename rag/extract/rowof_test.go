package extract

import (
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// A row answers for the indicator that it is, and for no other.
func TestRowsOfOtherIndicators(t *testing.T) {
	row := func(name, unit, value string) rag.Passage {
		p := text("甲街道", name+" "+value)
		p.Kind = chunk.KindFact
		p.Document.Period = &chunk.Period{From: 2021, To: 2025}
		p.Fact = &chunk.Fact{Name: name, Unit: unit, Attribute: "预期性", Values: []chunk.Value{{Period: "2025", Value: value}}}
		return p
	}
	rows := []rag.Passage{
		row("实际利用内资", "亿元", "3"), row("商品销售总额", "亿元", "49.6"), row("规上工业企业数量", "个", "32"), row("累计固定资产投资总额", "亿元", "50"),
	}
	for question, want := range map[string]string{
		"实际利用内资2025年目标是多少":   "甲街道：实际利用内资：2025年目标3亿元（预期性）[1]。",
		"固投2025年目标多少":        "甲街道：累计固定资产投资总额：2025年目标50亿元（预期性）[4]。",
		"规上企业2025年多少家":       "甲街道：规上工业企业数量：2025年目标32个（预期性）[3]。",
		"实际利用外资2025年目标是多少亿元": "资料中未提及：金额。",
		"一般公共预算收入2025年目标多少":  "资料中未提及：金额。",
		"规上服务业企业2025年多少家":    "资料中未提及：数量。资料中只提到：规上工业企业数量：2025年目标32个（预期性）[3]。",
	} {
		got := write(t, rag.Question{Text: question}, rows...)
		if got != want {
			t.Errorf("%s\n got %q\nwant %q", question, got, want)
		}
	}
}
