package rag

import (
	"slices"
	"testing"

	"chuchu/chunk"
)

func TestComputedSentences(t *testing.T) {
	for _, c := range []struct {
		raw, text, problem string
		citations          []int
	}{
		{"更高，多1.11亿元（11.8−10.69，计算得出）[1]。", "更高，多1.11亿元（11.8−10.69，计算得出）[1]。", "", []int{1}},
		{"乙更多（11.8<29，计算得出；目标年份不同）[1][2]。", "乙更多（11.8<29，计算得出；目标年份不同）[1][2]。", "", []int{1, 2}},
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
