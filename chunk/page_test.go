package chunk

import (
	"strings"
	"testing"
)

func TestMannerOf(t *testing.T) {
	sentence := strings.Repeat("甲", 30)
	for _, c := range []struct {
		name, text         string
		unstopped, wrapped bool
	}{
		{"prose", strings.Repeat(sentence+"。\n", 10), false, false},
		{"sentences without full stops", strings.Repeat(sentence+"\n", 10), true, false},
		{"broken lines", strings.Repeat(sentence+"。乙\n"+sentence+"\n", 10), true, true},
		{"one in three lost its full stop", strings.Repeat(sentence+"。\n"+sentence+"。\n"+sentence+"\n", 10), false, false},
		{"paragraphs that lost their full stops", strings.Repeat(sentence+"。"+sentence+sentence+"\n"+sentence+"。\n", 10), true, false},
		{"short lines tell nothing", strings.Repeat("甲乙丙\n", 10), false, false},
		{"nothing", "", false, false},
	} {
		b := newBody(c.text)
		if got := b.mannerOf(b.paragraphs); got.unstopped != c.unstopped || got.wrapped != c.wrapped {
			t.Errorf("%s: %+v, want unstopped %v, wrapped %v", c.name, got, c.unstopped, c.wrapped)
		}
	}
}

func TestBrokenLinesOpenNothing(t *testing.T) {
	full := strings.Repeat("甲", 29) + "，"
	text := strings.Repeat(full+"\n乙乙乙乙乙乙乙乙。丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙\n", 8) + full + "\n一、丁丁丁。" + full + "\n" + full + "\n二、戊戊戊。" + full
	if got := drawn(text); got != "" {
		t.Errorf("pieces of sentences open\n%s", got)
	}
}

func TestAfterHashes(t *testing.T) {
	for line, want := range map[string]int{"## 第一章 总则": 3, "### 第一节": 4, "# ": 2, "#1 机组": 0, "第一章": 0, "##": 0} {
		b := newBody(line)
		if line == "# " {
			continue // a blank end is taken out by cleaning
		}
		if got := b.afterHashes(b.paragraphs[0]); got != want {
			t.Errorf("%q: %d, want %d", line, got, want)
		}
	}
}

func TestMarkdownHeadings(t *testing.T) {
	text := "# 某市条例\n## 第一章 总则\n第一条 甲。\n第二条 乙。\n## 第二章 附则\n第三条 丙。\n## 说明\n丁。"
	if got, want := drawn(text), "第一章 总则\n  第一条\n  第二条\n第二章 附则\n  第三条\n说明\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestRanksOfMarkdownHeadings(t *testing.T) {
	text := "# 某市案例\n甲。\n## 程序\n乙。\n### 准备\n丙。\n### 过程\n（一）丁\n" + paragraph + "\n（二）戊\n" + paragraph + "\n## 第五章\t责任\n己。"
	if got, want := drawn(text), "程序\n  准备\n  过程\n    （一）丁\n    （二）戊\n第五章\t责任\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestBalanced(t *testing.T) {
	for s, want := range map[string]bool{"甲": true, "“甲”": true, "（甲": false, "甲”": false, "”甲“": false, "《甲（乙）》": true, "": true, "“甲\"": true, "甲\"": true, "“甲": false, "“甲\"”": false} {
		b := newBody(s)
		if got := b.balanced(Span{0, len(b.runes)}); got != want {
			t.Errorf("%q: %v, want %v", s, got, want)
		}
	}
}

func TestTrims(t *testing.T) {
	b := newBody("一、甲：。 ")
	all := Span{0, len(b.runes)}
	if got := b.slice(b.trimmed(all)); got != "一、甲" {
		t.Errorf("trimmed %q", got)
	}
	if got := b.slice(b.trimBlank(all)); got != "一、甲：。" {
		t.Errorf("without blanks %q", got)
	}
}

func TestGluedHeadings(t *testing.T) {
	for text, want := range map[string]string{
		"一、甲\n" + paragraph + "二、乙乙乙乙\n" + paragraph:                "一、甲\n二、乙乙乙乙\n",
		"一、甲\n实施第一、二、三批项目。" + paragraph:                             "一、甲\n",
		"一、甲\n（一）乙\n" + paragraph + "（二）装备与系统标准（CIB）\n" + paragraph: "一、甲\n  （一）乙\n  （二）装备与系统标准（CIB）\n",
		"一、甲\n（一）乙\n" + paragraph + "依照（二）项规定办理\n" + paragraph:      "一、甲\n  （一）乙\n",
		"一、甲\n（一）乙\n" + paragraph + "（二）丙丙丙丙，" + paragraph:          "一、甲\n  （一）乙\n",
	} {
		if got := drawn(text); got != want {
			t.Errorf("%q:\n got\n%swant\n%s", text, got, want)
		}
	}
}

func TestGluedParts(t *testing.T) {
	for text, want := range map[string]string{
		"一、甲\n乙乙乙乙。【第二篇】丙丙丙丙\n三、丁\n" + paragraph:               "一、甲\n【第二篇】丙丙丙丙\n  三、丁\n",
		"一、甲\n乙乙乙乙。附件2 丙丙申报书\n（一）丁\n" + paragraph:              "一、甲\n附件2 丙丙申报书\n  （一）丁\n",
		"一、甲\n乙乙乙乙。专栏2 丙丙行动\n" + paragraph:                     "一、甲\n  专栏2 丙丙行动\n",
		"一、甲\n乙乙乙乙。附件2为丙丙申报书\n" + paragraph:                    "一、甲\n",
		"一、甲\n" + paragraph + "乙乙。 二、丙丙丙丙\n" + paragraph:       "一、甲\n二、丙丙丙丙\n",
		"一、甲\n（一）乙乙乙乙。" + paragraph + " （二）丙丙丙丙\n" + paragraph: "一、甲\n  （一）乙乙乙乙\n  （二）丙丙丙丙\n",
		"一、甲\n（一）乙乙乙乙。" + paragraph + "（二）丙丙丙丙。" + paragraph:   "一、甲\n  （一）乙乙乙乙\n  （二）丙丙丙丙\n",
		"一、甲\n（一）乙乙乙乙。" + paragraph + "（三）丙丙丙丙。" + paragraph:   "一、甲\n  （一）乙乙乙乙\n",
		"一、甲\n（一）乙乙乙乙。" + paragraph + "（二）丙丙丙丙；" + paragraph:   "一、甲\n  （一）乙乙乙乙\n",
	} {
		if got := drawn(text); got != want {
			t.Errorf("%s:\n got\n%swant\n%s", text, got, want)
		}
	}
}

func TestContentsAreNoChapters(t *testing.T) {
	if got, want := drawn("第一章 甲\n第二章 乙\n第一章 甲\n"+paragraph+"\n第二章 乙\n"+paragraph), "第一章 甲\n第二章 乙\n"; got != want {
		t.Errorf("lines that come again open\n%swant\n%s", got, want)
	}
	for _, line := range []string{"第一节 种植业\t（327）", "第六章 目标 （326）", "第二章 人口393", "第十九章第一节第二节第三节", "第二章 乙乙第三章 丙丙", "第二章 乙乙第二篇 丙丙"} {
		if got := drawn("第一章 甲\n" + line + "\n" + paragraph); got != "第一章 甲\n" {
			t.Errorf("%q opens\n%s", line, got)
		}
	}
}

func TestStandsShort(t *testing.T) {
	full := strings.Repeat("甲", 30)
	lines := strings.Repeat(full+"，\n乙乙乙乙乙乙乙乙乙乙。丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙\n", 6) + full + "\n"
	for line, want := range map[string]bool{
		"一、主要目标":                  true,
		"（二）加强领导":                 true,
		"一、二产业比重提高。":              false,
		"一、二产业，":                  false,
		"一、" + full:               false,
		"1.主要目标":                  false,
		"一、" + full[:len("甲")*27]: false,
	} {
		g := drawnFrom(lines + line)
		if got := g.standsShort(len(g.ps) - 1); got != want {
			t.Errorf("%q: %v, want %v", line, got, want)
		}
	}
}

func TestHeadingsBehindLinesThatNothingEnds(t *testing.T) {
	full := strings.Repeat("甲", 30)
	lines := strings.Repeat(full+"，\n乙乙乙乙乙乙乙乙乙乙。丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙\n", 6) + full + "\n"
	if got := drawn(lines + "一、主要目标\n" + full + "。\n二、主要任务\n" + full + "。"); got != "一、主要目标\n二、主要任务\n" {
		t.Errorf("got\n%s", got)
	}
}

func TestHeadingsBehindCaptions(t *testing.T) {
	full := strings.Repeat("甲", 30)
	lines := strings.Repeat(full+"，\n乙乙乙乙乙乙乙乙乙乙。丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙丙\n", 6)
	for before, want := range map[string]string{"图3 标准体系的结构图示": "1.智能装备\n2.智能工厂\n", "图示标准体系的结构和其他": "2.智能工厂\n"} {
		if got := drawn(lines + before + "\n1.智能装备\n" + full + "。\n2.智能工厂\n" + full + "。"); got != want {
			t.Errorf("behind %s:\n%swant\n%s", before, got, want)
		}
	}
}

func TestTitlesWhoseItemLostItsNumber(t *testing.T) {
	lost := strings.Repeat("要抓好以下工作：、乙乙乙乙乙乙。丙丙丙丙丙丙。、丁丁丁丁丁丁丁丁。\n", 3)
	title := "第三节食品工业、食糖。" + paragraph + "\n第四节文物、图书馆\n" + paragraph
	if got := drawn(lost + title); got != "第三节食品工业\n第四节文物、图书馆\n" {
		t.Errorf("where numerals were lost:\n%s", got)
	}
	if got := drawn(paragraph + "\n" + title); got != "第三节食品工业、食糖\n第四节文物、图书馆\n" {
		t.Errorf("where none were:\n%s", got)
	}
}
