package chunk

import (
	"slices"
	"strings"
	"testing"
)

// numberedAs are openings of a kind with some numbers; other kinds begin with a letter.
func numberedAs(k markKind, numbers ...int) []opening {
	var out []opening
	for _, n := range numbers {
		out = append(out, opening{mark: mark{kind: k, number: n}})
	}
	return out
}

func TestMarkInner(t *testing.T) {
	for _, c := range []struct {
		name    string
		numbers []int
		inner   []int // places
	}{
		{"a list inside the third", []int{1, 2, 3, 1, 2, 4}, []int{3, 4}},
		{"two lists inside the third", []int{1, 2, 3, 1, 2, 3, 4, 1, 2, 4, 5}, []int{3, 4, 5, 6, 7, 8}},
		{"a list as long as the number that holds it", []int{1, 2, 3, 1, 2, 3, 4}, nil},
		{"another document", []int{1, 2, 3, 1, 2, 3, 4, 5}, nil},
		{"a list inside the last", []int{1, 2, 3, 1, 2}, nil},
		{"none", []int{1, 2, 3, 4}, nil},
		{"numbers that repeat", []int{1, 2, 2, 3}, nil},
		{"nothing", nil, nil},
	} {
		for _, k := range []markKind{comma, bracket} {
			os := numberedAs(k, c.numbers...)
			markInner(os)
			var got []int
			for i, o := range os {
				if o.inner {
					got = append(got, i)
				}
			}
			if !slices.Equal(got, c.inner) {
				t.Errorf("%s: inner are %v, want %v", c.name, got, c.inner)
			}
		}
	}
	parts := append(numberedAs(comma, 1, 2, 3), opening{mark: mark{kind: chapter, number: 2}})
	parts = append(parts, numberedAs(comma, 1, 2, 4)...)
	markInner(parts)
	if slices.ContainsFunc(parts, func(o opening) bool { return o.inner }) {
		t.Error("numbers of another chapter are inner")
	}
}

func TestNumbersThatBeginAnewInside(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph + "\n" }
	for _, c := range []struct{ name, text, want string }{
		{"below （一）", text("一、甲") + text("二、乙") + text("（一）丙") + text("一、丁丁") + text("二、戊戊") + text("三、己己") + text("（二）庚") + text("三、辛"),
			"一、甲\n二、乙\n  （一）丙\n    一、丁丁\n    二、戊戊\n    三、己己\n  （二）庚\n三、辛\n"},
		{"at once", text("一、甲") + text("二、乙") + text("一、丁丁") + text("二、戊戊") + text("三、己己") + text("四、庚庚") + text("三、辛"),
			"一、甲\n二、乙\n  一、丁丁\n  二、戊戊\n  三、己己\n  四、庚庚\n三、辛\n"},
		{"in the next document", text("一、甲") + text("二、乙") + text("一、丁丁") + text("二、戊戊") + text("三、己己"),
			"一、甲\n二、乙\n一、丁丁\n二、戊戊\n三、己己\n"},
	} {
		if got := drawn(strings.TrimRight(c.text, "\n")); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestNameLost(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph + "\n" }
	for _, c := range []struct{ name, text, want string }{
		{"between two numbers", text("一、甲") + "加强准入管理\n（一）乙。" + paragraph + "\n（二）丙。" + paragraph + "\n" + text("三、丁"),
			"一、甲\n加强准入管理\n  （一）乙\n  （二）丙\n三、丁\n"},
		{"two lines may have been it", text("一、甲") + text("加强准入管理") + text("加强召回管理") + text("三、丁"),
			"一、甲\n  加强准入管理\n  加强召回管理\n三、丁\n"},
		{"no number is missing", text("一、甲") + text("加强准入管理") + text("二、丁"), "一、甲\n  加强准入管理\n二、丁\n"},
		{"two numbers are missing", text("一、甲") + text("加强准入管理") + text("四、丁"), "一、甲\n  加强准入管理\n四、丁\n"},
	} {
		if got := drawn(strings.TrimRight(c.text, "\n")); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestStretches(t *testing.T) {
	os := append(numberedAs(comma, 1, 2), numberedAs(annex, 1)...)
	os = append(os, numberedAs(bracket, 1)...)
	os = append(os, numberedAs(comma, 1)...)
	for k, want := range map[markKind][][]int{comma: {{0, 1}, {4}}, bracket: {nil, nil, nil, {3}, nil}} {
		got := stretches(os, k)
		if !slices.EqualFunc(got, want, slices.Equal) {
			t.Errorf("%d: %v, want %v", k, got, want)
		}
	}
}

// A numbering right under 第一、 stands in it where 第二、 goes on behind it.
func TestNumbersUnderOrdinals(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"as items of the first", "第一、严控规模\n" + paragraph + "\n一、总规模\n" + paragraph + "\n二、大中型项目\n" + paragraph + "\n第二、整顿企业\n" + paragraph + "\n第三、推进进步\n" + paragraph,
			"第一、严控规模\n  一、总规模\n  二、大中型项目\n第二、整顿企业\n第三、推进进步\n"},
		{"another 第一、 under each", "一、总规模\n" + paragraph + "\n第一、严控规模\n" + paragraph + "\n第二、整顿企业\n" + paragraph + "\n二、大中型项目\n" + paragraph + "\n第一、推进进步\n" + paragraph + "\n第二、改革\n" + paragraph,
			"一、总规模\n  第一、严控规模\n  第二、整顿企业\n二、大中型项目\n  第一、推进进步\n  第二、改革\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}
