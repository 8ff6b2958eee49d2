package chunk

import (
	"strings"
	"testing"
)

func TestNamedTableHoldsNothingBehindIt(t *testing.T) {
	text := "一、甲\n" + paragraph + "\n附表1 主要指标\n| 序号 | 指标 | 单位 | 2025年 |\n| --- | --- | --- | --- |\n| 1 | 总产值 | 亿元 | 460 |\n| 2 | 绿地 | 公顷 | 20 |\n二、乙\n" + paragraph
	if got, want := drawn(text), "一、甲\n附表1 主要指标\n二、乙\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestFirstBlank(t *testing.T) {
	for s, want := range map[string]int{
		"质量引领 构建现代产业体系": 4,
		"总 则":           0, // set wide
		"提升 5G 网络覆盖水平":  0, // beside figures and Latin letters
		"发展 、 改革 、 稳定":  0, // beside marks
		"加快建设 “三区一城”工程": 4,
		"没有空白的标题":       0,
		"指导思想 原则":       0, // too little behind it
		"":              0,
	} {
		b := newBody(s)
		if got := b.firstBlank(Span{0, len(b.runes)}); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestRunsOn(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"a second part of the heading", "质量引领 构建现代产业体系", false},
		{"text with a comma", "主要任务 要加快建设，推动发展", true},
		{"a comma in the heading itself", "加快建设，推动 全面发展，再上台阶", false},
	} {
		g := drawnFrom(c.text + "\n" + strings.Repeat(paragraph+"\n", 3))
		end := g.ps[0].End
		blank := strings.IndexRune(c.text, ' ')
		if got := g.runsOn(0, len([]rune(c.text[:blank])), end); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestArticleHeading(t *testing.T) {
	for text, want := range map[string]string{
		"第一条 为了规范管理，制定本法。":         "第一条",
		"第一条 （立法目的）为了规范管理。":        "第一条 （立法目的）",
		"第二条【适用范围】本市行政区域内适用。":      "第二条【适用范围】",
		"第十条之一 前款规定的人员，应当回避。":      "第十条之一",
		"第三条 （一个没有合上的括号里写了很长很长的话，": "第三条",
		"## 第四条 本法自公布之日起施行。":       "第四条",
	} {
		g := drawnFrom(text)
		if got := g.slice(g.articleHeading(0, articles{})); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestColon(t *testing.T) {
	rest := strings.Repeat("甲", minAfterLead)
	for text, want := range map[string]int{
		"责任单位：" + rest:                       4,
		"一轴:" + rest:                         2,
		"甲：" + rest:                          -1, // one character heads nothing
		"责任单位：甲":                             -1, // too little behind it
		"到2025年：" + rest:                     -1, // a figure
		"甲，乙丙：" + rest:                       -1, // a clause
		"“双碳”目标：" + rest:                     6,
		strings.Repeat("甲", 20) + "：" + rest: -1,
	} {
		b := newBody(text)
		want := want
		if strings.HasPrefix(text, "“双碳”") {
			want = 6
		}
		if got := b.colon(0, len(b.runes)); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestSplitTitle(t *testing.T) {
	for text, want := range map[string][2]string{
		"第三篇推进改革开放第十三章深化各项改革":  {"第三篇推进改革开放", "第十三章深化各项改革"},
		"第三篇 推进改革开放 第十三章 深化改革": {"第三篇 推进改革开放", "第十三章 深化改革"},
		"第一章 总体要求第一节 指导思想":     {"第一章 总体要求", "第一节 指导思想"},
		"第一篇 发展环境":             {"第一篇 发展环境", ""},
		"第一章 落实第一部分和第二节的任务":    {"第一章 落实第一部分和第二节的任务", ""},
		"第一节 甲乙丙丁第二章 戊己庚辛":     {"第一节 甲乙丙丁第二章 戊己庚辛", ""},
	} {
		g := drawnFrom(text)
		g.own[0] = opening{mark: g.marks[0], heading: g.ps[0]}
		g.splitTitle(0)
		second := ""
		if len(g.more[0]) > 0 {
			second = g.slice(g.more[0][0].heading)
		}
		if got := [2]string{g.slice(g.own[0].heading), second}; got != want {
			t.Errorf("%q parts into %q, want %q", text, got, want)
		}
	}
}

func TestWholeOr(t *testing.T) {
	long := strings.Repeat("甲", 90)
	for text, want := range map[string]string{
		"专栏1 主要指标":       "专栏1 主要指标",
		"专栏2 工程。" + long: "专栏2 工程",
		long:             "",
	} {
		b := newBody(text)
		if got := b.slice(b.wholeOr(b.paragraphs[0], maxHeadingLine)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestInOneParagraph(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"items with leads", "一、甲\n一是完善制度。要抓紧。二是强化监管。要严格。", "一、甲\n  一是完善制度\n  二是强化监管\n"},
		{"after a lead-in", "一、甲\n主要做三件事：一是完善制度。要抓紧。二是强化监管。要严格。", "一、甲\n  一是完善制度\n  二是强化监管\n"},
		{"one that lacks a lead", "一、甲\n要做到：一是完善制度。要抓紧。二是" + strings.Repeat("乙", 60) + "。", "一、甲\n  一是完善制度\n"},
		{"one alone", "一、甲\n一是完善制度。要抓紧。", "一、甲\n"},
		{"out of order", "一、甲\n二是完善制度。要抓紧。一是强化监管。要严格。", "一、甲\n"},
		{"in the midst of a clause", "一、甲\n要突出一是完善制度。要抓紧。突出二是强化监管。要严格。", "一、甲\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestLostQuote(t *testing.T) {
	for s, want := range map[string]int{"价格总水平”九五”期间": 5, "落实“双减”政策": -1, "没有引号": -1, strings.Repeat("甲", 40) + "”": -1} {
		b := newBody(s)
		if got := b.lostQuote(Span{0, len(b.runes)}); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestHasUnder(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"text", "（一）甲\n" + paragraph, true},
		{"a numbering that begins", "（一）甲\n1.乙", true},
		{"the next of its kind", "（一）甲\n（二）乙", false},
		{"one that goes on above", "（三）甲\n二、乙", false},
		{"a box", "（一）甲\n专栏1 乙", true},
		{"the end", "（一）甲", false},
	} {
		g := drawnFrom(c.text)
		if got := g.hasUnder(0); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestNoPartsAmongCells(t *testing.T) {
	cells := "序号\n标准名称\n标准号\n第1部分：系统要求\nGB/T33008.1-2016\n已发布\n26\n"
	if got := drawn(paragraph + "\n" + cells + "第一部分 总则\n" + paragraph + "\n第二部分 分则\n" + paragraph); got != "第一部分 总则\n第二部分 分则\n" {
		t.Errorf("among cells opens\n%s", got)
	}
	if got := drawn(paragraph + "\n第1部分：系统要求国家标准已发布GB/T33008.1-2016\n" + paragraph); got != "" {
		t.Errorf("a standard opens\n%s", got)
	}
	if got := drawn(paragraph + "\n市人民政府\n2021年\n序\n" + paragraph); got != "序\n" {
		t.Errorf("below a title opens\n%s", got)
	}
	if got := drawn(paragraph + "\n单位\n名称\n序\n号\n分类\n备注\n" + paragraph); got != "" {
		t.Errorf("a table's head opens\n%s", got)
	}
}

func TestNamesOfArticles(t *testing.T) {
	named := "第一条 推动敏捷治理。" + paragraph + "\n第二条 正确行权用权。" + paragraph + "\n第三条 加强风险防范。" + paragraph + "\n第四条 提倡善意使用。" + paragraph
	if got := drawn(named + "\n第五条 本规范自公布之日起施行。"); got != "第一条 推动敏捷治理\n第二条 正确行权用权\n第三条 加强风险防范\n第四条 提倡善意使用\n第五条\n" {
		t.Errorf("articles with names:\n%s", got)
	}
	few := "第一条 推动敏捷治理。" + paragraph + "\n第二条 " + paragraph + "\n第三条 " + paragraph
	if got := drawn(few); got != "第一条\n第二条\n第三条\n" {
		t.Errorf("one short sentence names an article:\n%s", got)
	}
}
