package extract

import (
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

func TestAsksWhy(t *testing.T) {
	for text, want := range map[string]bool{
		"园区企业为什么减少": true, "企业减少是什么原因": true, "为啥要改造管网": true, "企业减少的原因是啥": true, "何以解决": true,
		"因为什么补贴多少钱": false, "原因分析报告由谁编制": false, "园区企业有多少": false, "": false,
	} {
		if got := newAskOf(text).why(); got != want {
			t.Errorf("%q asks why: %v", text, got)
		}
	}
}

// newAskOf is the ask of a question of one part.
func newAskOf(text string) ask {
	a := newAsk(text)
	a.whole = text
	return a
}

func TestReasonsAreGiven(t *testing.T) {
	first := "园区企业数量减少，一个重要原因是用地成本偏高。"
	for _, c := range []struct {
		passages []rag.Passage
		want     string
	}{
		{[]rag.Passage{text("甲区", "园区占地50亩。由于用地成本偏高，园区企业数量减少。")}, "甲区：由于用地成本偏高，园区企业数量减少[1]。"},
		{[]rag.Passage{text("甲区", first+"园区占地50亩。另一个重要原因是企业配套不足。")}, "甲区：" + "园区企业数量减少，一个重要原因是用地成本偏高[1]。另一个重要原因是企业配套不足[1]。"},
		{[]rag.Passage{text("甲区", "另一个重要原因是企业配套不足。"+first)}, "甲区：园区企业数量减少，一个重要原因是用地成本偏高[1]。"}, // of something else, in front of it
		{[]rag.Passage{text("甲区", first+"园区占地50亩。")}, "甲区：园区企业数量减少，一个重要原因是用地成本偏高[1]。"},
	} {
		if got := write(t, rag.Question{Text: "园区企业数量为什么减少"}, c.passages...); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// A report for one year tells why something was so in the year before without
// naming that; two years in such a question ask for no figures.
func TestReasonsOfTheYearBefore(t *testing.T) {
	p := text("甲区", "1986年原油产量有所增加。到1990年，炉渣比重将进一步下降。炉渣比重的下降，主要是由于改进了工艺，节约了燃料。")
	p.Document.Period = &chunk.Period{From: 1987, To: 1987}
	for question, want := range map[string]string{
		"1986年炉渣比重为什么下降": "甲区：炉渣比重的下降，主要是由于改进了工艺，节约了燃料[1]。", "1987年报告说1986年炉渣比重为什么下降": "甲区：炉渣比重的下降，主要是由于改进了工艺，节约了燃料[1]。",
	} {
		if got := write(t, rag.Question{Text: question}, p); got != want {
			t.Errorf("%s: got %q, want %q", question, got, want)
		}
	}
}
