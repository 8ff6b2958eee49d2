package chunk

import (
	"slices"
	"strings"
	"testing"
)

// drawnFrom is the page of a text, with nothing opened yet.
func drawnFrom(text string) page { return newPage(newBody(text), nil) }

func TestFormOf(t *testing.T) {
	for _, c := range []struct {
		text    string
		form    form
		heading string
	}{
		{"（一）加强领导", line, "（一）加强领导"},
		{"（一）加强领导。", ended, "（一）加强领导"},
		{"（一）加强领导。各地要高度重视。", runIn, "（一）加强领导"},
		{"1.责任单位：市发展改革委、市财政局、各区人民政府", runIn, "1.责任单位"},
		{"（一）姓名；", clause, ""},
		{"（一）姓名，", clause, ""},
		{"（一）", bare, ""},
		{"一、" + strings.Repeat("甲", 60), bare, ""},
		{"一、" + strings.Repeat("甲", 60) + "。乙。", bare, ""},
		{"（一）应当满足要求", bare, ""},
		{"④ 某某：《某某全书》，《某某文集》第3卷，第40—41页。", bare, ""},
		{"④ 某某：分析《某某全书》第3卷的意义，说明方法", runIn, "④ 某某"},
		{"（一）应满足功能要求。还应满足安全要求。", bare, ""},
		{"（一）应急管理。完善预案。", runIn, "（一）应急管理"},
		{"一、两年之内活跃起来也好嘛”", bare, ""},
		{"（一）怎么办？要靠改革。", bare, ""},
		{"三、目标和政策 为了实现奋斗目标，必须加强和改善宏观调控，实现经济总量基本平衡，促进经济结构优化，把抑制通货膨胀作为首要任务。", runIn, "三、目标和政策"},
		{"第一，坚持用发展的办法解决问题。发展是硬道理。", runIn, "第一，坚持用发展的办法解决问题"},
	} {
		g := drawnFrom(c.text)
		f, h := g.formOf(0)
		if f != c.form || g.slice(h) != c.heading {
			t.Errorf("%q is of form %d headed %q, want %d, %q", c.text, f, g.slice(h), c.form, c.heading)
		}
	}
}

func TestFormOfHeadingsWhoseLineEndIsLost(t *testing.T) {
	rest := strings.Repeat("\n根据经济发展趋势和条件努力保持总供给与总需求基本平衡", 4)
	for text, want := range map[string]string{
		"三、目标和政策 为了实现奋斗目标":   "三、目标和政策",
		"（二）价格总水平”九五”期间继续理顺": "（二）价格总水平",
		"（三）落实“双减”政策":        "（三）落实“双减”政策",
	} {
		g := drawnFrom(text + rest)
		if _, h := g.formOf(0); g.slice(h) != want {
			t.Errorf("%q is headed %q, want %q", text, g.slice(h), want)
		}
	}
}

func TestAreHeadings(t *testing.T) {
	run := func(forms ...form) []numbered {
		var out []numbered
		for i, f := range forms {
			out = append(out, numbered{at: i, number: i + 1, form: f})
		}
		return out
	}
	under := func(run []numbered, at ...int) []numbered {
		for _, i := range at {
			run[i].under = true
		}
		return run
	}
	for _, c := range []struct {
		name string
		run  []numbered
		kind markKind
		want bool
	}{
		{"lead sentences", run(runIn, runIn, runIn), dot, true},
		{"most have leads", run(runIn, bare, runIn), bracket, true},
		{"few have leads", run(bare, runIn, bare, bare), dot, false},
		{"clauses", run(clause, clause, ended), bracket, false},
		{"clauses and a lead", run(clause, clause, runIn), bracket, false},
		{"clauses with text under them", under(run(clause, clause, clause, runIn), 0, 1, 2), bracketDot, false},
		{"lines with text between", under(run(line, line, line), 0, 1), bracket, true},
		{"lines alone", run(line, line, line), bracket, false},
		{"lines alone at the first level", run(line, line, line), comma, true},
		{"short sentences alone", run(ended, ended, ended), comma, false},
		{"text with more text under it", under(run(bare, bare, bare), 0, 1), comma, true},
		{"text alone", run(bare, bare, bare), comma, false},
		{"sentences of which one holds text", under(run(bare, bare, line, ended, ended), 2), bracket, false},
		{"a lone line with text", under(run(line), 0), bracket, true},
		{"a lone line without", run(line), bracket, false},
		{"a lone ordinal", run(runIn), item, false},
		{"a number of a letter", []numbered{{number: 83, form: runIn}}, bracketDot, false},
	} {
		if got := areHeadings(c.run, c.kind); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestRunsOfNumbers(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph }
	for _, c := range []struct{ name, text, want string }{
		{"a gap", text("一、甲") + "\n" + text("二、乙") + "\n" + text("五、丙"), "一、甲\n二、乙\n五、丙\n"},
		{"a repeat", text("一、甲") + "\n" + text("二、乙") + "\n" + text("二、丙") + "\n" + text("三、丁"), "一、甲\n二、乙\n二、丙\n三、丁\n"},
		{"numbers that go on in the next section",
			"（一）甲\n1.乙。" + paragraph + "\n2.丙。" + paragraph + "\n（二）丁\n3.戊。" + paragraph + "\n4.己。" + paragraph,
			"（一）甲\n  1.乙\n  2.丙\n（二）丁\n  3.戊\n  4.己\n"},
		{"an item without a lead among others that have one",
			"（一）甲。" + paragraph + "\n（二）" + paragraph + "\n（三）丙。" + paragraph,
			"（一）甲\n（二）坚持以人民为中心的发展思想\n（三）丙\n"},
		{"a list at the end of a section", text("一、甲") + "\n（一）乙；\n（二）丙；\n（三）丁。\n" + text("二、戊"), "一、甲\n二、戊\n"},
		{"items of articles", "第一条 甲：\n（一）乙。丙。\n（二）丁。戊。\n第二条 己。\n第三条 庚。", "第一条\n第二条\n第三条\n"},
		{"headings above articles", "一、一般规定\n第一条 甲。\n第二条 乙。\n二、标的物检验\n第三条 丙。\n第四条 丁：\n一、戊；\n二、己。\n三、其他规定\n第五条 庚。",
			"一、一般规定\n  第一条\n  第二条\n二、标的物检验\n  第三条\n  第四条\n三、其他规定\n  第五条\n"},
		{"an annex below articles", "第一条 甲。\n第二条 乙。\n第三条 丙。\n附件1\n" + text("一、丁") + "\n" + text("二、戊"), "第一条\n第二条\n第三条\n附件1\n  一、丁\n  二、戊\n"},
		{"named articles", "第一条 （目的）为了甲。\n第二条【范围】本市乙。\n第三条 丙。", "第一条 （目的）\n第二条【范围】\n第三条\n"},
		{"two articles are quoted", "第一条的规定\n第二条的规定\n" + paragraph, ""},
		{"numbers that run on under lines",
			"（一）甲\n1.乙。" + paragraph + "\n2.丙。" + paragraph + "\n（二）丁\n3.戊。" + paragraph + "\n（三）己\n4.庚。" + paragraph + "\n（四）辛\n5.壬。" + paragraph,
			"（一）甲\n  1.乙\n  2.丙\n（二）丁\n  3.戊\n（三）己\n  4.庚\n（四）辛\n  5.壬\n"},
		{"numbers behind the last of those under them",
			"1.甲：\n（一）乙；\n（二）丙；\n2.丁：\n（一）戊；\n（二）己。", "1.甲\n2.丁\n"},
		{"a long sentence among lines",
			text("（一）甲") + "\n" + text("（二）保持宏观政策连续性稳定性可持续性，促进经济运行在合理区间。") + "\n" + text("（三）丙"),
			"（一）甲\n（二）保持宏观政策连续性稳定性可持续性，促进经济运行在合理区间\n（三）丙\n"},
		{"a circumstance heads nothing",
			"（一）甲。" + paragraph + "\n（二）在优先发展重工业的同时，" + paragraph + "\n（三）丙。" + paragraph,
			"（一）甲\n（二）在优先发展重工业的同时，坚持以人民为中心的发展思想\n（三）丙\n"},
		{"a sentence that begins with a circumstance",
			"（一）甲。" + paragraph + "\n（二）到2025年，覆盖率达到100%，建成食堂30个。" + paragraph + "\n（三）丙。" + paragraph,
			"（一）甲\n（二）到2025年，覆盖率达到100%，建成食堂30个\n（三）丙\n"},
		{"a first that lost its number", "一、甲\n加强组织协调。" + paragraph + "\n（二）乙乙。" + paragraph + "\n（三）丙丙。" + paragraph, "一、甲\n  加强组织协调\n  （二）乙乙\n  （三）丙丙\n"},
		{"a first that lost its number, with items",
			"一、甲\n加强组织协调。" + paragraph + "\n1.丁丁。" + paragraph + "\n2.戊戊。" + paragraph + "\n（二）乙乙。" + paragraph + "\n（三）丙丙。" + paragraph,
			"一、甲\n  加强组织协调\n    1.丁丁\n    2.戊戊\n  （二）乙乙\n  （三）丙丙\n"},
		{"no first", "一、甲\n" + paragraph + "\n（二）乙乙。" + paragraph + "\n（三）丙丙。" + paragraph, "一、甲\n  （二）乙乙\n  （三）丙丙\n"},
		{"a number on a line of its own", "一、甲\n（一）\n" + paragraph + "\n（二）\n" + paragraph + "\n二、乙\n" + paragraph, "一、甲\n二、乙\n"},
		{"a chapter glued to a sentence", text("第1章 甲") + "第2章 乙乙\n" + paragraph, "第1章 甲\n第2章 乙乙\n"},
		{"full-width figures", "４．甲。" + paragraph + "\n５．乙。" + paragraph, "４．甲\n５．乙\n"},
		{"figures with figures", "2.甲\n2.1 乙\n" + text("2.1.1 丙") + "\n" + text("2.1.2 丁") + "\n" + text("2.2 戊"), "2.甲\n  2.1 乙\n    2.1.1 丙\n    2.1.2 丁\n  2.2 戊\n"},
		{"ordinals under a heading", text("（一）甲") + "\n第一，乙。" + paragraph + "\n第二，丙。" + paragraph, "（一）甲\n  第一，乙\n  第二，丙\n"},
		{"the numbers of a box and those around it",
			"1.甲\n" + paragraph + "\n专栏1 乙\n1.丙。" + paragraph + "\n2.丁。" + paragraph + "\n3.戊。" + paragraph + "\n2.己\n" + paragraph,
			"1.甲\n  专栏1 乙\n    1.丙\n    2.丁\n    3.戊\n2.己\n"},
	} {
		if got := drawn(c.text); got != c.want {
			t.Errorf("%s:\n got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

func TestListsAreItems(t *testing.T) {
	g := drawnFrom("一、甲\n" + paragraph + "\n（一）乙；\n（二）丙；\n（三）丁。\n" + paragraph)
	g.openTitled()
	g.openRuns()
	for i, want := range []bool{false, false, true, true, true, false} {
		if g.items[i] != want {
			t.Errorf("paragraph %d is an item: %v, want %v", i, g.items[i], want)
		}
	}
}

func TestItemsRunOn(t *testing.T) {
	text := func(s string) string { return s + "。" + paragraph + "\n" }
	more := paragraph + "\n"
	for _, c := range []struct {
		name, text string
		want       [3]int // paragraphs of the items
	}{
		{"with paragraphs of their own", "一、甲\n" + text("一是乙乙") + more + text("二是丙丙") + text("三是丁丁") + more + more, [3]int{2, 1, 2}},
		{"without", "一、甲\n" + text("一是乙乙") + text("二是丙丙") + text("三是丁丁") + more, [3]int{1, 1, 1}},
		{"under headings between", "一、甲\n" + text("一是乙乙") + text("（一）戊") + text("二是丙丙") + text("三是丁丁") + more, [3]int{1, 1, 1}},
		{"before a speaker turns", "一、甲\n" + text("一是乙乙") + more + text("二是丙丙") + more + text("三是丁丁") + "各位代表！" + more, [3]int{2, 2, 1}},
	} {
		b := newBody(strings.TrimRight(c.text, "\n"))
		var got []int
		for _, s := range outline(b, nil) {
			if b.isItem(s.Heading) {
				got = append(got, 1+strings.Count(b.slice(s.Span), "\n"))
			}
		}
		if !slices.Equal(got, c.want[:]) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestNoLeadBetweenItems(t *testing.T) {
	between := "出台转移接续办法。" + paragraph
	g := drawnFrom("一、甲\n" + paragraph + "一是推进制度建设。乙乙。\n" + between + "\n二是丙丙。" + paragraph + "\n" + between)
	if got := g.listed(); !slices.Equal(got, []bool{false, false, true, false, false}) {
		t.Errorf("between items stand %v", got)
	}
	for _, c := range []struct {
		text        string
		first, last int
	}{{"一是甲。二是乙。", 1, 2}, {"要做到：二要甲；三要乙。", 2, 3}, {"甲乙一是丙。", 0, 0}, {"", 0, 0}} {
		g := drawnFrom(c.text)
		if first, last := g.itemNumbers(Span{0, len(g.runes)}); first != c.first || last != c.last {
			t.Errorf("%q: items %d to %d, want %d to %d", c.text, first, last, c.first, c.last)
		}
	}
}

func TestListsEndWithTheirLastParagraph(t *testing.T) {
	item := func(s string) string { return s + "。" + paragraph + "\n" }
	three := item("（一）乙乙") + item("（二）丙丙") + item("（三）丁丁")
	for _, c := range []struct{ name, text, want string }{
		{"plain text behind a list", "一、甲\n" + three + paragraph, "一、甲"},
		{"behind two items", "一、甲\n" + item("（一）乙乙") + item("（二）丙丙") + paragraph, "一、甲/（二）丙丙"},
		{"behind items that hold more", "一、甲\n" + item("（一）乙乙") + paragraph + "\n" + item("（二）丙丙") + item("（三）丁丁") + paragraph, "一、甲/（三）丁丁"},
		{"who is responsible for the last", "一、甲\n" + three + "（责任单位：市财政局、市发展改革委、各区人民政府）", "一、甲/（三）丁丁"},
		{"what the last announces", "一、甲\n" + item("（一）乙乙") + item("（二）丙丙") + "（三）丁丁。" + paragraph + "包括：\n" + paragraph, "一、甲/（三）丁丁"},
	} {
		groups := grouped(strings.TrimRight(c.text, "\n"))
		if got := groups[len(groups)-1][0]; got != c.want {
			t.Errorf("%s stands under %s, want %s", c.name, got, c.want)
		}
	}
}

// What a heading announces is no part of it.
func TestHeadingsWithoutWhatTheyAnnounce(t *testing.T) {
	for head, want := range map[string]string{
		"第二，关于农业的增产措施，计划已经写得很详细，现在我提出以下几点：": "第二，关于农业的增产措施",
		"一、加强组织领导，做好以下工作":                   "一、加强组织领导",
		"一、加强组织领导，落实工作责任":                   "一、加强组织领导，落实工作责任",
		"一、在全市范围内，开展以下活动":                   "一、在全市范围内，开展以下活动",
		"一、做好以下工作":                          "一、做好以下工作",
	} {
		g := drawnFrom(head + "\n" + paragraph)
		if _, got := g.formOf(0); g.slice(got) != want {
			t.Errorf("%q: %q, want %q", head, g.slice(got), want)
		}
	}
}
