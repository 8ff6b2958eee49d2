package chunk

import (
	"strings"
	"testing"
)

// drawn is the outline of a text, two blanks a level.
func drawn(text string) string {
	b := newBody(text)
	var out strings.Builder
	for _, s := range outline(b, findTables(b)) {
		out.WriteString(strings.Repeat("  ", s.Level-1) + s.Path[len(s.Path)-1] + "\n")
	}
	return out.String()
}

func TestOutline(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"all levels", "第一部分 甲\n第一章 乙\n第一节 丙\n一、丁\n（一）戊\n1.己\n（1）庚\n①辛\n" + paragraph,
			"第一部分 甲\n  第一章 乙\n    第一节 丙\n      一、丁\n        （一）戊\n          1.己\n            （1）庚\n              ①辛\n"},
		{"a level left out", "一、甲\n1.乙\n（1）丙\n" + paragraph + "\n（2）丁\n" + paragraph + "\n2.戊\n二、己\n" + paragraph,
			"一、甲\n  1.乙\n    （1）丙\n    （2）丁\n  2.戊\n二、己\n"},
		{"the other way round", "（一）甲\n一、乙\n二、丙\n（二）丁\n一、戊\n二、己\n（三）庚\n一、辛\n" + paragraph,
			"（一）甲\n  一、乙\n  二、丙\n（二）丁\n  一、戊\n  二、己\n（三）庚\n  一、辛\n"},
		{"lead sentences behind numbers", "一、甲。" + paragraph + "\n二、乙。" + paragraph,
			"一、甲\n二、乙\n"},
		{"lead with a colon", "1.责任单位：" + paragraph + "\n2.完成时限：" + paragraph,
			"1.责任单位\n2.完成时限\n"},
		{"items without a lead are no sections", "一、甲\n1." + paragraph + "\n2." + paragraph + "\n二、乙\n" + paragraph,
			"一、甲\n二、乙\n"},
		{"items that end in semicolons", "一、甲\n（一）建设8家；\n（二）改造2家；\n（三）提升3家。\n二、乙\n" + paragraph,
			"一、甲\n二、乙\n"},
		{"leads of neighbours", "一、甲\n坚持党的领导。" + paragraph + "\n坚持人民至上。" + paragraph + "\n" + paragraph,
			"一、甲\n  坚持党的领导\n  坚持人民至上\n"},
		{"colon leads of neighbours", "一、甲\n一轴：" + paragraph + "\n多片：" + paragraph,
			"一、甲\n  一轴\n  多片\n"},
		{"a lone first sentence with a comma is none", "一、甲\n坚持党的领导，坚持人民至上。" + paragraph + "\n" + paragraph,
			"一、甲\n"},
		{"a story's first sentence is none", "一、甲\n同时要看到困难。" + paragraph + "\n目前形势良好。" + paragraph,
			"一、甲\n"},
		{"inline items", "一、甲。一是完善制度。" + paragraph + "二是强化监管。" + paragraph + "\n" + paragraph,
			"一、甲\n  一是完善制度\n  二是强化监管\n"},
		{"clauses are no items", "一、甲\n要做到一是统一规划，二是统一标准，三是统一管理，" + paragraph,
			"一、甲\n"},
		{"items in paragraphs of their own", "一、甲\n一是注重质量。" + paragraph + "\n二是注重标杆。" + paragraph + "\n" + paragraph,
			"一、甲\n  一是注重质量\n  二是注重标杆\n"},
		{"a box inside a section", "第一节 甲\n" + paragraph + "\n专栏1 乙工程\n港区建设。" + paragraph + "\n园区建设。" + paragraph + "\n第二节 丙\n" + paragraph,
			"第一节 甲\n  专栏1 乙工程\n    港区建设\n    园区建设\n第二节 丙\n"},
		{"numbers inside a box", "一、甲\n（一）乙\n专栏1 丙\n1.丁\n" + paragraph + "\n2.戊\n（二）己\n二、庚\n" + paragraph,
			"一、甲\n  （一）乙\n    专栏1 丙\n      1.丁\n      2.戊\n  （二）己\n二、庚\n"},
		{"a box that begins the numbering again", "一、甲\n二、乙\n专栏1 丙\n一、丁\n二、戊\n" + paragraph,
			"一、甲\n二、乙\n  专栏1 丙\n    一、丁\n    二、戊\n"},
		{"annexes", "一、甲\n" + paragraph + "\n附件1：乙\n一、丙\n二、丁\n附件2：戊\n" + paragraph,
			"一、甲\n附件1：乙\n  一、丙\n  二、丁\n附件2：戊\n"},
		{"annexes listed in a letter", "附件：1.规划\n附件2：分工\n一、甲\n" + paragraph,
			"一、甲\n"},
		{"a preface", "前言\n" + paragraph + "\n一、甲\n" + paragraph,
			"前言\n一、甲\n"},
		{"a line above a paragraph", "一、甲\n" + paragraph + "\n今后五年的目标\n" + paragraph,
			"一、甲\n  今后五年的目标\n"},
		{"lines above paragraphs, numbering anew below each", "过去的工作\n" + paragraph + "\n一、甲\n二、乙\n" + paragraph + "\n今后的工作\n" + paragraph + "\n一、丙\n二、丁\n" + paragraph,
			"一、甲\n二、乙\n今后的工作\n  一、丙\n  二、丁\n"},
		{"captions are no headings", "一、甲\n" + paragraph + "\n空间规划示意图\n" + paragraph + "\n12\n" + paragraph,
			"一、甲\n"},
		{"a heading that runs on", "第一节 甲乙 " + paragraph + "\n第二节 丙\n" + paragraph,
			"第一节 甲乙\n第二节 丙\n"},
		{"a newspaper's parts", "关键词 甲\n乙丙丁戊\n摘要\n" + paragraph + "\n解读\n" + paragraph + "\n关键词 己\n庚辛\n摘要\n" + paragraph,
			"关键词 甲\n  乙丙丁戊\n    摘要\n    解读\n关键词 己\n  庚辛\n    摘要\n"},
		{"articles", "第一章 甲\n第一条 " + paragraph + "\n（一）建设8家；\n第二条 " + paragraph + "\n第二章 乙\n第三条 " + paragraph,
			"第一章 甲\n  第一条\n  第二条\n第二章 乙\n  第三条\n"},
		{"numbers alone", "一、\n" + paragraph + "\n二、\n" + paragraph, ""},
		{"nothing", paragraph + "\n" + paragraph, ""},
		{"empty", "", ""},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestOutlineSpans(t *testing.T) {
	b := newBody("一、甲。乙。\n（一）丙\n丁。\n二、戊\n己。")
	for i, s := range outline(b, nil) {
		want := [][2]string{{"一、甲。乙。\n（一）丙\n丁。", "一、甲"}, {"（一）丙\n丁。", "（一）丙"}, {"二、戊\n己。", "二、戊"}}[i]
		if b.slice(s.Span) != want[0] || b.slice(s.Heading) != want[1] {
			t.Errorf("section %d is %q headed %q, want %q", i, b.slice(s.Span), b.slice(s.Heading), want)
		}
	}
}

func TestLostHeadingsEndSections(t *testing.T) {
	lead := func(s string) string { return s + "。" + paragraph }
	text := strings.Join([]string{
		"第一章 甲", paragraph, "一、乙", lead("丙丙丙丙"), lead("丁丁丁丁"), "二、戊", lead("己己己己"), lead("庚庚庚庚"),
		paragraph, "一、辛", lead("壬壬壬壬"), lead("癸癸癸癸"), paragraph, "一、子", lead("丑丑丑丑"), lead("寅寅寅寅"),
	}, "\n")
	b := newBody(text)
	var above []string // what each plain paragraph stands under
	sections := outline(b, nil)
	for _, g := range groups(b, sections, nil) {
		if b.slice(g.units[0].Span) == paragraph {
			above = append(above, strings.Join(g.path(sections), "/"))
		}
	}
	for _, path := range above {
		if path != "第一章 甲" {
			t.Errorf("plain paragraphs stand under %q", above)
		}
	}
	if len(above) != 3 {
		t.Errorf("%d plain paragraphs, want 3", len(above))
	}
}

// Parts numbered 一、 may hold chapters: what stands under a chapter leaves them open.
func TestPartsAboveChapters(t *testing.T) {
	got := drawn("一、开局\n第一章 工业\n（一）钢铁\n" + paragraph + "\n二、农业\n第二章 种植\n第一节 粮食\n" + paragraph + "\n第三章 林业\n" + paragraph)
	want := "一、开局\n  第一章 工业\n    （一）钢铁\n二、农业\n  第二章 种植\n    第一节 粮食\n  第三章 林业\n"
	if got != want {
		t.Errorf("got\n%s", got)
	}
}
