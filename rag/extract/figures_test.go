package extract

import (
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// A figure of another thing is no answer: a total is none for what each person
// has, nor turnover for what is invested.
func TestFiguresOfOtherKinds(t *testing.T) {
	total := text("甲省", "到2005年，国内生产总值达到2900亿元左右。")
	each := text("甲省", "人均国内生产总值达到6200元，国内生产总值达到2900亿元。")
	turnover := text("甲省", "智能制造装备主营业务收入超10亿元的供应商达40余家。")
	answers(t, []answered{
		{"2005年人均国内生产总值达到多少元", total, "资料中未提及：金额。资料中只提到：到2005年，国内生产总值达到2900亿元左右[1]。"},
		{"人均国内生产总值达到多少元", each, "甲省：人均国内生产总值达到6200元，国内生产总值达到2900亿元[1]。"},
		{"国内生产总值达到多少亿元", total, "甲省：到2005年，国内生产总值达到2900亿元左右[1]。"},
		{"智能制造装备总投资多少亿元", turnover, "资料中未提及：金额。资料中只提到：智能制造装备主营业务收入超10亿元的供应商达40余家[1]。"},
		{"智能制造装备主营业务收入多少亿元", turnover, "甲省：智能制造装备主营业务收入超10亿元的供应商达40余家[1]。"},
	})
}

// A count is of what it is called: three reforms are no codes.
func TestCountsOfOtherThings(t *testing.T) {
	p := text("甲省", "完善医疗保险制度，全面完成医疗保险等三项改革。")
	want := "资料中未提及：医保编码的数量。资料中只提到：完善医疗保险制度，全面完成医疗保险等三项改革[1]。"
	if got := write(t, rag.Question{Text: "医保编码有几项"}, p); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What a report for one year says below a heading that names another is of that
// other year.
func TestHeadingsDate(t *testing.T) {
	report := func(heading, said string) rag.Passage {
		p := text("", said, heading)
		p.Document.Label, p.Document.Period = "2024年政府工作报告", &chunk.Period{From: 2024, To: 2024}
		return p
	}
	back := report("一、2023年工作回顾", "国内生产总值增长5.2%。")
	ahead := report("二、2024年总体要求", "国内生产总值增长5%左右。")
	for question, want := range map[string]string{
		"2023年国内生产总值增长多少":   "2024年政府工作报告：国内生产总值增长5.2%[1]。",
		"2024年国内生产总值增长目标多少": "2024年政府工作报告：国内生产总值增长5%左右[2]。",
	} {
		if got := write(t, rag.Question{Text: question}, back, ahead); got != want {
			t.Errorf("%s\n got %q\nwant %q", question, got, want)
		}
	}
}

// The documents of the place that is asked about are heard first; the country's
// own speak of it only where they name it.
func TestDocumentsOfThePlaceFirst(t *testing.T) {
	own := text("甲省", "全省生产总值年均增长8%。")
	other := text("", "生产总值年均增长12%。")
	other.Document.Level = "国家"
	q := rag.Question{Text: "甲省生产总值年均增长多少", Places: []string{"甲"}, Own: []string{"甲省"}}
	if got, want := write(t, q, other, own), "甲省：全省生产总值年均增长8%[2]。"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := write(t, q, other); got != "资料中未提及：比例。" {
		t.Errorf("the country's figure is given for a province: %q", got)
	}
}
