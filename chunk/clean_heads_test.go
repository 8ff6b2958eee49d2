package chunk

import (
	"strings"
	"testing"
)

// pages are a plan of chapters whose lines are cut by pages: each chapter's
// halves stand around what between gives for it.
func pages(chapters int, between func(chapter int) []string) string {
	long := strings.Repeat(paragraph, 3)
	half := len([]rune(long)) / 2
	var out []string
	for i := range chapters {
		out = append(out, "第"+string([]rune("一二三四五六")[i])+"章 甲")
		out = append(out, string([]rune(long)[:half]))
		out = append(out, between(i)...)
		out = append(out, string([]rune(long)[half:]))
	}
	return strings.Join(out, "\n")
}

func TestRunningHeads(t *testing.T) {
	const measures = "第二节 主要政策措施"
	for _, c := range []struct {
		name, text, line string
		want             int // times that the line is left
	}{
		{"a section of each chapter, in sentences", pages(5, func(int) []string { return []string{measures} }), measures, 5},
		{"the same with its sibling", pages(5, func(int) []string { return []string{"第一节 任务", paragraph, measures} }), measures, 5},
		{"a title above the pages", pages(5, func(int) []string { return []string{"某某市第七个五年规划"} }), "某某市第七个五年规划", 1},
		{"a section's own head in it", "第一章 甲\n" + measures + "\n" + strings.ReplaceAll(pages(5, func(int) []string { return []string{measures} }), "章 甲", "，乙"), measures, 1},
	} {
		got := Parse(c.text, Meta{}).Text
		if n := strings.Count(got, c.line); n != c.want {
			t.Errorf("%s: %d times, want %d, in\n%s", c.name, n, c.want, got)
		}
	}
}

func TestHeadingsOfParts(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  bool
	}{
		{"chapters between", []string{"第一章 甲", "第二节 乙", "第二章 丙", "第二节 乙"}, true},
		{"sections between", []string{"第二节 乙", "第三节 丙", "第二节 乙"}, true},
		{"the chapter's own head between", []string{"第一章 甲", "第二节 乙", "第一章 甲", "第二节 乙"}, false},
		{"what stands under it between", []string{"第二章 乙", "第一节 甲", "第二节 丙", "第二章 乙"}, false},
		{"a sentence between", []string{"第二节 乙", "第三节课后开展活动。", "第二节 乙"}, false},
		{"a title", []string{"某某规划", "第一章 甲", "某某规划"}, false},
	} {
		d := draft{lines: c.lines}
		heads := []head{}
		for i, l := range c.lines {
			if l == c.lines[len(c.lines)-1] {
				heads = append(heads, head{line: i})
			}
		}
		if got := d.areHeadingsOfParts(heads); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}
