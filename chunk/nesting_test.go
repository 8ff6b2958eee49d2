package chunk

import (
	"strings"
	"testing"
)

func TestOrderOfUse(t *testing.T) {
	begun := func(kinds ...markKind) []opening {
		var out []opening
		for _, k := range kinds {
			out = append(out, opening{mark: mark{kind: k, number: 1}})
		}
		return out
	}
	usual := orderOfUse(begun(comma, bracket, dot))
	if !usual.outer(comma, bracket) || !usual.outer(bracket, dot) || usual.outer(dot, comma) {
		t.Error("一、（一） 1. do not nest as they usually do")
	}
	turned := begun(bracket, comma, bracket, comma)
	turned[2].number = 2
	if o := orderOfUse(turned); o.outer(comma, bracket) || !o.outer(bracket, comma) {
		t.Error("（一） does not stand above 一、 where the text nests them so")
	}
	once := orderOfUse(begun(bracket, comma))
	if once.outer(comma, bracket) {
		t.Error("一、 that begins once under （一）, and never the other way, stands above it")
	}
	if none := orderOfUse(nil); !none.outer(chapter, section) || none.outer(section, chapter) {
		t.Error("without use the usual order does not hold")
	}
}

func TestNesting(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph + "\n" }
	for _, c := range []struct{ name, text, want string }{
		{"（一） above 一、 all through", text("（一）甲") + text("（二）乙") + text("一、丙") + text("二、丁") + text("（三）戊"),
			"（一）甲\n（二）乙\n  一、丙\n  二、丁\n（三）戊\n"},
		{"a level that comes later", text("一、甲") + text("1.乙") + text("2.丙") + text("二、丁") + text("（一）戊") + text("1.己") + text("（二）庚"),
			"一、甲\n  1.乙\n  2.丙\n二、丁\n  （一）戊\n    1.己\n  （二）庚\n"},
		{"chapters that run on across 一、", "一、甲\n" + text("第一章 乙") + text("第二章 丙") + "二、丁\n" + text("第三章 戊") + text("第四章 己"),
			"一、甲\n  第一章 乙\n  第二章 丙\n二、丁\n  第三章 戊\n  第四章 己\n"},
		{"a chapter closes all", text("第一章 甲") + text("一、乙") + text("（一）丙") + text("第二章 丁") + text("一、戊"),
			"第一章 甲\n  一、乙\n    （一）丙\n第二章 丁\n  一、戊\n"},
		{"a preface stands beside the chapters", text("前言") + text("第一章 甲") + text("附则"), "前言\n第一章 甲\n附则\n"},
		{"ordinals below a line without a number", paragraph + "\n" + text("今后的任务") + "第一，甲。" + paragraph + "\n第二，乙。" + paragraph,
			"今后的任务\n  第一，甲\n  第二，乙\n"},
		{"ordinals below a line without a number, the first of them in words", paragraph + "\n" + text("今后的任务") + "首先，甲。" + paragraph + "\n第二，乙。" + paragraph + "\n第三，丙。" + paragraph,
			"今后的任务\n  第二，乙\n  第三，丙\n"},
		{"a list of clauses inside the numbers that hold it", text("一、甲") + text("二、乙") + "一、丙；\n二、丁；\n三、戊。\n" + paragraph + "\n" + text("三、己") + text("四、庚"),
			"一、甲\n二、乙\n三、己\n四、庚\n"},
		{"a box between two numbers", text("一、甲") + text("（一）乙") + "专栏1 丙\n" + paragraph + "\n" + text("（二）丁"),
			"一、甲\n  （一）乙\n    专栏1 丙\n  （二）丁\n"},
		{"two boxes", text("一、甲") + "专栏1 乙\n" + paragraph + "\n专栏2 丙\n" + paragraph + "\n" + text("二、丁"),
			"一、甲\n  专栏1 乙\n  专栏2 丙\n二、丁\n"},
		{"an annex with chapters", text("一、甲") + "附件\n" + text("第一章 乙") + text("第二章 丙"), "一、甲\n附件\n  第一章 乙\n  第二章 丙\n"},
		{"leads end with their paragraph", "一、甲\n乙乙乙乙。" + paragraph + "\n丙丙丙丙。" + paragraph + "\n（一）丁\n" + paragraph + "\n（二）戊\n" + paragraph,
			"一、甲\n  乙乙乙乙\n  丙丙丙丙\n  （一）丁\n  （二）戊\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestHeadingsThatNameTheirSection(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph + "\n" }
	points := text("1. 智能装备标准") + text("（1）识别标准") + text("（2）控制标准")
	for line, want := range map[string]string{
		"智能装备标准建设重点": "1. 智能装备标准\n  （1）识别标准\n  （2）控制标准\n  智能装备标准建设重点\n2. 智能工厂标准\n",
		"控制标准建设重点":   "1. 智能装备标准\n  （1）识别标准\n  （2）控制标准\n    控制标准建设重点\n2. 智能工厂标准\n",
		"智能装备建设重点":   "1. 智能装备标准\n  （1）识别标准\n  （2）控制标准\n    智能装备建设重点\n2. 智能工厂标准\n",
	} {
		if got := drawn(points + text(line) + strings.TrimRight(text("2. 智能工厂标准"), "\n")); got != want {
			t.Errorf("%s:\n got\n%swant\n%s", line, got, want)
		}
	}
}

func TestDepthBeside(t *testing.T) {
	at := func(k markKind, number int) frame {
		return frame{opening: opening{mark: mark{kind: k, number: number}}}
	}
	n := nesting{stack: []frame{at(comma, 1), at(dot, 1), at(box, 1), at(dot, 8)}}
	for _, c := range []struct {
		name string
		o    mark
		want int
	}{
		{"goes on in the box", mark{kind: dot, number: 9}, 3},
		{"goes on outside it", mark{kind: dot, number: 2}, 1},
		{"begins anew", mark{kind: dot, number: 1}, 3},
		{"goes on with the first", mark{kind: comma, number: 2}, 0},
		{"is not open", mark{kind: bracket, number: 2}, 4},
	} {
		if got := n.depthBeside(opening{mark: c.o}); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestSectionsEndWithoutLineEnds(t *testing.T) {
	b := newBody("一、甲\n" + paragraph + "\n\n二、乙\n" + paragraph + "\n")
	for _, s := range outline(b, nil) {
		if last := b.runes[s.End-1]; last == '\n' {
			t.Errorf("%v ends with a line end", s.Path)
		}
	}
}

func TestNumbersBehindARow(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph + "\n" }
	row := text("一、甲") + text("成就显著") + text("开局良好") + text("能力增强")
	for _, c := range []struct{ name, text, want string }{
		{"further down", row + text("取得进展") + paragraph + "\n" + paragraph + "\n" + text("（一）乙") + text("（二）丙"),
			"一、甲\n  成就显著\n  开局良好\n  能力增强\n  取得进展\n  （一）乙\n  （二）丙\n"},
		{"ordinals further down", row + text("取得进展") + paragraph + "\n" + paragraph + "\n第一，乙。" + paragraph + "\n第二，丙。" + paragraph,
			"一、甲\n  成就显著\n  开局良好\n  能力增强\n  取得进展\n  第一，乙\n  第二，丙\n"},
		{"right below", row + text("主要任务") + text("（一）乙") + text("（二）丙"),
			"一、甲\n  成就显著\n  开局良好\n  能力增强\n  主要任务\n    （一）乙\n    （二）丙\n"},
		{"as below another of the row", row + text("主要任务") + text("（一）乙") + text("（二）丙") + text("保障措施") + paragraph + "\n" + paragraph + "\n" + text("（一）丁") + text("（二）戊"),
			"一、甲\n  成就显著\n  开局良好\n  能力增强\n  主要任务\n    （一）乙\n    （二）丙\n  保障措施\n    （一）丁\n    （二）戊\n"},
		{"a row too short", text("一、甲") + text("成就显著") + text("主要任务") + paragraph + "\n" + paragraph + "\n" + text("（一）乙") + text("（二）丙"),
			"一、甲\n  成就显著\n  主要任务\n    （一）乙\n    （二）丙\n"},
	} {
		if got := drawn(strings.TrimRight(c.text, "\n")); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}
