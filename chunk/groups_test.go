package chunk

import (
	"slices"
	"strings"
	"testing"
)

// grouped are the groups of a text, the path and the text of each.
func grouped(text string) [][2]string {
	b := newBody(text)
	var out [][2]string
	sections := outline(b, nil)
	for _, g := range groups(b, sections, nil) {
		out = append(out, [2]string{strings.Join(g.path(sections), "/"), b.slice(g.span())})
	}
	return out
}

func TestGroups(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       [][2]string
	}{
		{"a heading on its own line is in none", "一、甲\n" + paragraph, [][2]string{{"一、甲", paragraph}}},
		{"one with nothing under it is", "第一章 甲\n第二章 乙\n" + paragraph, [][2]string{{"第一章 甲", "第一章 甲"}, {"第二章 乙", paragraph}}},
		{"a run-in heading stays with its text", "一、甲。" + paragraph + "\n二、乙。" + paragraph, [][2]string{{"一、甲", "一、甲。" + paragraph}, {"二、乙", "二、乙。" + paragraph}}},
		{"text before and behind sub-sections", "一、甲\n" + paragraph + "\n——乙乙乙。" + paragraph + "\n——丙丙丙。" + paragraph + "\n" + paragraph,
			[][2]string{{"一、甲", paragraph}, {"一、甲/——乙乙乙", "——乙乙乙。" + paragraph}, {"一、甲/——丙丙丙", "——丙丙丙。" + paragraph}, {"一、甲", paragraph}}},
		{"items inside a paragraph", "一、甲\n乙丙。一是丁丁。戊。二是己己。庚。", [][2]string{{"一、甲", "乙丙。一是丁丁。戊。二是己己。庚。"}}},
		{"what follows the last item that has a lead", "一、甲\n一是丁丁。戊。二是" + strings.Repeat("己", 60) + "。",
			[][2]string{{"一、甲", "一是丁丁。戊。二是" + strings.Repeat("己", 60) + "。"}}},
		{"clauses of which the last is a sentence", "一、甲\n乙乙：一是丁丁丁；二是己己己；三是庚庚庚。" + paragraph, [][2]string{{"一、甲", "乙乙：一是丁丁丁；二是己己己；三是庚庚庚。" + paragraph}}},
		{"a letter's end", "一、甲\n" + paragraph + "\n市人民政府\n2021年3月5日", [][2]string{{"一、甲", paragraph}, {"", "市人民政府\n2021年3月5日"}}},
		{"two headings in a line", "第三篇甲甲甲第四章乙乙乙\n" + paragraph, [][2]string{{"第三篇甲甲甲/第四章乙乙乙", paragraph}}},
		{"lines of a list", "一、甲\n分配如下：\n（1）乙乙20亿元\n（2）丙丙30亿元\n二、丁\n" + paragraph, [][2]string{{"一、甲", "分配如下：\n（1）乙乙20亿元\n（2）丙丙30亿元"}, {"二、丁", paragraph}}},
		{"headings without text", "一、甲\n（一）乙乙\n" + paragraph + "\n（二）己己\n" + paragraph + "\n（三）丙丙\n（四）丁丁\n（五）戊戊\n" + paragraph,
			[][2]string{{"一、甲/（一）乙乙", paragraph}, {"一、甲/（二）己己", paragraph}, {"一、甲", "（三）丙丙\n（四）丁丁"}, {"一、甲/（五）戊戊", paragraph}}},
		{"a list whose last number another repeats", "一、甲\n（一）甲甲\n内容如下：\n1. 甲甲包括" + strings.Repeat("甲", 40) + "。\n2. 乙乙包括" + strings.Repeat("乙", 40) + "。\n（二）丙丙\n" + paragraph + "1. 丁丁\n2. 戊戊\n" + paragraph + "\n3. 己己\n" + paragraph,
			[][2]string{{"一、甲/（一）甲甲", "内容如下：\n1. 甲甲包括" + strings.Repeat("甲", 40) + "。\n2. 乙乙包括" + strings.Repeat("乙", 40) + "。"}, {"一、甲/（二）丙丙", paragraph + "1. 丁丁"}, {"一、甲/（二）丙丙/2. 戊戊", paragraph}, {"一、甲/（二）丙丙/3. 己己", paragraph}}},
		{"no heading", paragraph + "\n" + paragraph, [][2]string{{"", paragraph + "\n" + paragraph}}},
		{"nothing", "", nil},
	} {
		if got := grouped(c.text); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// span is the stretch of a group.
func (g group) span() Span { return Span{g.units[0].Start, g.units[len(g.units)-1].End} }

// path is the path of all that is in a group.
func (g group) path(sections []Section) []string { return pathOf(sections, g.sectionsOf(g.span())) }

func TestItemsOfAParagraphStayTogether(t *testing.T) {
	items := func(n int) string {
		s := "要把握好以下原则：一是甲甲。" + strings.Repeat("乙", n) + "。"
		return s + "二是丙丙。" + strings.Repeat("丁", n) + "。三是戊戊。" + strings.Repeat("己", n) + "。"
	}
	for _, c := range []struct {
		name, text string
		want       [][2]string // path and beginning
	}{
		{"short ones", "一、甲\n" + items(20), [][2]string{{"一、甲", "要把握"}}},
		{"longer ones of a short paragraph", "一、甲\n" + items(90), [][2]string{{"一、甲", "要把握"}}},
		{"long ones", "一、甲\n" + items(180), [][2]string{{"一、甲/一是甲甲", "要把握"}, {"一、甲/二是丙丙", "二是丙"}, {"一、甲/三是戊戊", "三是戊"}}},
	} {
		var got [][2]string
		for _, k := range Parse(c.text, Meta{}).Chunks {
			got = append(got, [2]string{strings.Join(k.Path, "/"), string([]rune(k.Text)[:3])})
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestSentenceEnd(t *testing.T) {
	for text, want := range map[string]string{
		"甲。乙。":          "甲。",
		"甲（乙。丙）丁。戊":     "甲（乙。丙）丁。",
		"“甲。”乙。":        "“甲。”",
		"甲”）。乙":         "甲”）。",
		"没有句号":          "没有句号",
		"甲？！乙":          "甲？",
		"":              "",
		"括号没有合上（甲。乙。":   "括号没有合上（甲。乙。",
		"多出一个）括号。乙":     "多出一个）括号。",
		"增长7.5%。下降3.2%": "增长7.5%。",
	} {
		b := newBody(text)
		if got := b.slice(Span{0, b.sentenceEnd(Span{0, len(b.runes)})}); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestClauseCut(t *testing.T) {
	b := newBody("甲甲甲，乙乙乙；丙丙丙")
	for end, want := range map[int]int{11: 8, 7: 4, 3: 3} {
		if got := b.clauseCut(0, end); got != want {
			t.Errorf("up to %d: %d, want %d", end, got, want)
		}
	}
}

func TestNewBody(t *testing.T) {
	b := newBody("\n甲\n\n乙丙\n")
	var got []string
	for _, p := range b.paragraphs {
		got = append(got, b.slice(p))
	}
	if !slices.Equal(got, []string{"甲", "乙丙"}) {
		t.Errorf("paragraphs %q", got)
	}
	if e := b.excerpt(b.paragraphs[1]); e.Quote != "乙丙" || e.Start != 4 || e.End != 6 {
		t.Errorf("excerpt %+v", e)
	}
	if got := b.head(b.paragraphs[1], 1); got != "乙" {
		t.Errorf("head %q", got)
	}
	for _, c := range []struct {
		a, b Span
		want bool
	}{{Span{0, 2}, Span{1, 3}, true}, {Span{0, 2}, Span{2, 3}, false}, {Span{0, 0}, Span{0, 1}, false}} {
		if got := c.a.overlaps(c.b); got != c.want {
			t.Errorf("%v overlaps %v: %v", c.a, c.b, got)
		}
	}
}

func TestSpansOfChunksFollowTheText(t *testing.T) {
	var lines []string
	for _, h := range []string{"第一章 甲", "第二章 乙", "第三章 丙"} {
		lines = append(lines, h)
		for range 7 {
			lines = append(lines, paragraph)
		}
	}
	p := Parse(strings.Join(lines, "\n"), Meta{})
	for i, c := range p.Chunks {
		if i > 0 && c.Start < p.Chunks[i-1].End {
			t.Errorf("chunk %d begins inside the one before", i)
		}
		if n := len([]rune(c.Text)); n < aim/2 || n > MaxChunk {
			t.Errorf("chunk %d has %d characters", i, n)
		}
		if !strings.HasPrefix(c.Text, "坚持以人民为中心") || !strings.HasSuffix(c.Text, "全面振兴。") {
			t.Errorf("chunk %d is cut inside a paragraph", i)
		}
	}
}
