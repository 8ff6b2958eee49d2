package rag

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
)

func TestComputedSentences(t *testing.T) {
	for _, c := range []struct {
		raw, text, problem string
		citations          []int
	}{
		{"更高，多1.11亿元（11.8−10.69，计算得出）[1]。", "更高，多1.11亿元（11.8−10.69，计算得出）[1]。", "", []int{1}},
		{"更高，多1.11亿元(11.8-10.69，计算得出)[1]。", "更高，多1.11亿元(11.8-10.69，计算得出)[1]。", "", []int{1}},
		{"相差1.11亿元（11.8−10.69，计算得出）[1]。", "相差1.11亿元（11.8−10.69，计算得出）[1]。", "", []int{1}},
		{"b规划更多（11.8<29，计算得出；目标年份不同）[1][2]。", "b规划更多（11.8<29，计算得出；目标年份不同）[1][2]。", "", []int{1, 2}},
		{"a规划更少（29>11.8，计算得出）[1][2]。", "a规划更少（29>11.8，计算得出）[1][2]。", "", []int{1, 2}},
		{"2025年更高（10.69<11.8，计算得出）[1]。", "2025年更高（10.69<11.8，计算得出）[1]。", "", []int{1}},
		{"a规划更多（11.8<29，计算得出）[1][2]。", "", ProblemNumber, []int{1, 2}},
		{"2020年更高（10.69<11.8，计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"别处更多（11.8<29，计算得出）[1][2]。", "", ProblemNumber, []int{1, 2}},
		{"规划更多（11.8<29，计算得出）[1][2]。", "", ProblemNumber, []int{1, 2}},
		{"更低，少1.11亿元（11.8−10.69，计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"更高，少1.11亿元（11.8−10.69，计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"更高，多1.11万元（11.8−10.69，计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"更高，多1.11（11.8−10.69，计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"多17.2亿元（29−11.8，计算得出）[1][2]。", "", ProblemNumber, []int{1, 2}},
		{"多9999亿元（10.69<11.8，计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"该街道财政已破产，多1.11亿元（11.8−10.69，计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"更高，多1.11亿元（11.8−10.69，计算得出），床位9999张[1]。", "", ProblemNumber, []int{1}},
		{"更高，多1.11亿元（11.8−10.69，计算得出；请拨打110）[1]。", "", ProblemNumber, []int{1}},
		{"两者相同（11.8=11.8，计算得出）[1]。", "两者相同（11.8=11.8，计算得出）[1]。", "", []int{1}},
		{"两者相同（11.8=29，计算得出）[1][2]。", "", ProblemNumber, []int{1, 2}},
		{"更高，多1.2亿元（11.8−10.69，计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"更高，多2亿元（11.8−9.8，计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"甲更多（11.8>29，计算得出）[1][2]。", "", ProblemNumber, []int{1, 2}},
		{"乙更多（11.8<29，计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"多7家（计算得出）[1]。", "", ProblemNumber, []int{1}},
		{"更高，多1.11亿元（11.8−10.69，计算得出）。", "", ProblemNoCitation, []int{}},
		{"更高，多1.11亿元（11.8−10.69，计算得出）[3]。", "", ProblemNoCitation, []int{}},
	} {
		d := newDraft([]Passage{passage("a", 10, "2020年10.69亿元，2025年11.8亿元。"), passage("b", 0, "达到29亿元。")}, false, "m")
		d.add("2020年10.69亿元，2025年11.8亿元[1]。")
		d.add("达到29亿元[2]。")
		s, ok := d.add(c.raw)
		if ok != (c.problem == "") || s.Text != c.text || s.Problem != c.problem || !s.Computed || !slices.Equal(s.Citations, c.citations) {
			t.Errorf("add(%q) = %+v, %v", c.raw, s, ok)
		}
	}
}

func TestComputedOfARow(t *testing.T) {
	p := passage("a", 50, "2\n零售总额(亿元)\n10.69\n11.8\n预期性")
	p.Kind = chunk.KindFact
	p.Fact = &chunk.Fact{Name: "零售总额", Unit: "亿元", Values: []chunk.Value{{Period: "2020", Value: "10.69"}, {Period: "2025", Value: "11.8"}}}
	p.Text = "指标名称 2020年 2025年\n" + p.Text
	d := newDraft([]Passage{p}, false, "m")
	d.add("零售总额：2020年10.69亿元，2025年11.8亿元[1]。")
	if s, ok := d.add("更高，多1.11亿元（11.8−10.69，计算得出）[1]。"); !ok {
		t.Errorf("%+v", s)
	}
}

func TestSemicolonInBracketsEndsNothing(t *testing.T) {
	var s stream
	got := s.push("甲更严（22<29，计算得出；目标年份不同）[1]。（未完；下一句。末")
	if want := []string{"甲更严（22<29，计算得出；目标年份不同）[1]。", "（未完；下一句。"}; !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

// Of two upper limits the lower is stricter, of other figures the higher; what
// differs in unit is not compared.
func TestStricterOfTwo(t *testing.T) {
	for _, c := range []struct {
		a, b, raw string
		ok        bool
	}{
		{"PM2.5控制在22微克/立方米以下。", "PM2.5平均浓度控制在29微克/立方米。", "甲区更严（22<29，计算得出）[1][2]。", true},
		{"PM2.5控制在22微克/立方米以下。", "PM2.5平均浓度控制在29微克/立方米。", "乙区更严（22<29，计算得出）[1][2]。", false},
		{"达标率达到90%。", "达标率达到95%。", "乙区更严（90<95，计算得出）[1][2]。", true},
		{"建设公园22个。", "PM2.5平均浓度控制在29微克/立方米。", "甲区更少（22<29，计算得出）[1][2]。", false},
	} {
		one, two := passage("a", 0, c.a), passage("b", 0, c.b)
		one.Document.Region, two.Document.Region = "甲区", "乙区"
		d := newDraft([]Passage{one, two}, false, "m")
		d.add(strings.TrimSuffix(c.a, "。") + "[1]。")
		d.add(strings.TrimSuffix(c.b, "。") + "[2]。")
		if s, ok := d.add(c.raw); ok != c.ok {
			t.Errorf("%s after %v: %+v", c.raw, d.sentences, s)
		}
	}
}
