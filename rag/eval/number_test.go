package eval

import (
	"slices"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

func TestHasFact(t *testing.T) {
	for _, c := range []struct {
		answer, fact string
		want         bool
	}{
		{"引进高端人才超10人", "10人", true},
		{"引进高端人才超１０ 人", "10人", true},
		{"引进各类人才超110人", "10人", false},
		{"引进各类人才超1000人", "10", false},
		{"超110人，其中高端10人", "10人", true},
		{"2025年11.8亿元", "11.8", true},
		{"2025年11.85亿元", "11.8", false},
		{"2025年211.8亿元", "11.8", false},
		{"增长0.10人", "10人", false},
		{"完成1,130亩", "130亩", false},
		{"为10.69，11.8亿元", "11.8", true},
		{"为1130，370亩", "370亩", true},
		{"目标是11.8。", "11.8", true},
		{"新增4.85万人", "5万人", false},
		{"新增就业5万人以上", "5万人", true},
		{"共12栋", "2栋", false},
		{"连续五次蝉联", "五次|5次", true},
		{"连续5次蝉联", "五次|5次", true},
		{"连续十五次蝉联", "五次|5次", false},
		{"连续六次蝉联", "五次|5次", false},
		{"联合三民路片区", "三民路", true},
		{"老有所养、老有所醫", "老有所医", true},
		{"目标为「两环十射」体系", "两环十射", true},
		{"10.69\n\n11.8", "11.8", false}, // white space is dropped before comparing
	} {
		if got := hasFact(foldText(c.answer), c.fact); got != c.want {
			t.Errorf("%q in %q: %v", c.fact, c.answer, got)
		}
	}
}

var table = rag.Citation{
	Number:   1,
	Document: chunk.Meta{Title: "海滨街道规划", Published: "2021-09", Period: &chunk.Period{From: 2021, To: 2025}, Number: "津滨〔2021〕12号"},
	Path:     []string{"第3章"},
	Quote:    "社会消费品零售总额(亿元)\n\n10.69\n\n11.8\n\n预期性",
	Context:  []chunk.Excerpt{{Quote: "专栏1 主要指标"}, {Quote: "2020"}},
}

func TestUnfounded(t *testing.T) {
	other := rag.Citation{Number: 2, Quote: "新建公厕四十座，总投资 1,200 万元，面积 ３ ０ 平方米，到二〇三五年"}
	for _, c := range []struct {
		text     string
		computed bool
		want     []string
		total    int
	}{
		{"没有数字[1]。", false, nil, 0},
		{"2020年10.69亿元，2025年11.8亿元[1]。", false, nil, 4},
		{"2021年9月发布[1]，第3章、专栏1[1]。", false, nil, 4},
		{"2026年10.690亿元[1]。", false, []string{"2026"}, 2},
		{"津滨12号[1]", false, []string{"12"}, 1},
		{"40座、1200万元、30平方米、2035年[2]。", false, nil, 4},
		{"1，200万元[2]。", false, nil, 1},
		{"多1.11亿元（11.8−10.69，计算得出）[1]。", false, []string{"1.11"}, 3},
		{"多1.11亿元（11.8−10.69，计算得出）[1]。", true, nil, 3},
		{"增长10.4%（11.8÷10.69，计算得出）[1]。", true, nil, 3},
		{"多1.12亿元（11.8−10.69，计算得出）[1]。", true, []string{"1.12"}, 3},
		{"多3亿元（13−10，计算得出）[1]。", true, []string{"13", "10"}, 3},
	} {
		s := rag.Sentence{Text: c.text, Computed: c.computed}
		missing, total := unfounded(s, []rag.Citation{table, other})
		if !slices.Equal(missing, c.want) || total != c.total {
			t.Errorf("%s: %q of %d, want %q of %d", c.text, missing, total, c.want, c.total)
		}
	}
}

func TestComputable(t *testing.T) {
	for _, c := range []struct {
		figure   string
		operands []float64
		want     bool
	}{
		{"1.11", []float64{10.69, 11.8}, true},  // difference, either way round
		{"1.1", []float64{10.69, 11.8}, true},   // rounded
		{"1.0", []float64{10.69, 11.8}, false},  // ratio is 1.10
		{"1.10", []float64{10.69, 11.8}, true},  // ratio
		{"90.6", []float64{10.69, 11.8}, true},  // percent of
		{"10.38", []float64{10.69, 11.8}, true}, // rate of change
		{"10.39", []float64{10.69, 11.8}, false},
		{"1,000", []float64{3000, 2000}, true},
		{"5", nil, false},
		{"7", []float64{3, 0}, false},
	} {
		if got := computable(c.figure, c.operands); got != c.want {
			t.Errorf("%s of %v: %v", c.figure, c.operands, got)
		}
	}
}
