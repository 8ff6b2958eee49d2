package chunk

import (
	"slices"
	"strings"
	"testing"
)

// partedLines are the paragraphs of a text, parted where numbers are missing.
func partedLines(text string) []string {
	b := newBody(text)
	var out []string
	for _, p := range b.parted(b.paragraphs, b.marksOf(b.paragraphs)) {
		out = append(out, b.slice(p))
	}
	return out
}

func TestParted(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       string // lines as they are parted, | between them
	}{
		{"behind a full stop", "一、甲\n乙乙。二、丙丙丙丙\n三、丁", "一、甲|乙乙。|二、丙丙丙丙|三、丁"},
		{"behind a bracket", "（一）甲。（责任单位：乙）（二）丙丙丙丙。\n（三）丁", "（一）甲。（责任单位：乙）|（二）丙丙丙丙。|（三）丁"},
		{"behind a title", "四、加大力度，促进发展5.狠抓招商引资。甲\n6.乙", "四、加大力度，促进发展5.狠抓招商引资。甲|6.乙"},
		{"behind a title, between two", "4.甲\n二、加大力度，促进发展5.狠抓招商引资。甲\n6.乙", "4.甲|二、加大力度，促进发展|5.狠抓招商引资。甲|6.乙"},
		{"the first", "三、甲\n应当建设:（一）乙乙乙乙。\n（二）丙", "三、甲|应当建设:|（一）乙乙乙乙。|（二）丙"},
		{"two in a row", "（1）甲。（2）乙乙乙乙。（3）丙丙丙丙。\n（4）丁", "（1）甲。|（2）乙乙乙乙。|（3）丙丙丙丙。|（4）丁"},
		{"figures with figures", "8.3.3 甲\n乙乙。8.3.4 丙丙丙丙\n8.3.5 丁", "8.3.3 甲|乙乙。|8.3.4 丙丙丙丙|8.3.5 丁"},
		{"across a box", "（一）甲\n专栏1 乙\n1.丙\n丁丁。 （二）戊戊戊戊\n（三）己", "（一）甲|专栏1 乙|1.丙|丁丁。|（二）戊戊戊戊|（三）己"},
		{"the numbers of two boxes", "专栏1 甲\n1.乙。2.丙丙丙丙\n专栏2 丁\n3.戊", "专栏1 甲|1.乙。2.丙丙丙丙|专栏2 丁|3.戊"},
		{"nothing is missing", "一、甲。二、乙乙乙乙\n二、丙", "一、甲。二、乙乙乙乙|二、丙"},
		{"more than a few are missing", "一、甲。二、乙乙乙乙\n九、丙", "一、甲。二、乙乙乙乙|九、丙"},
		{"what refers to a clause", "（一）甲\n依照前款（二）项规定办理\n（三）乙", "（一）甲|依照前款（二）项规定办理|（三）乙"},
		{"what refers to an article", "（一）甲\n依照第三条（二）规定办理\n（三）乙", "（一）甲|依照第三条（二）规定办理|（三）乙"},
		{"a decimal", "4.甲\n增长5.5个百分点\n6.乙", "4.甲|增长5.5个百分点|6.乙"},
		{"twice behind words", "4.甲\n增长5.乙乙乙乙，增长5.丙丙丙丙\n6.丁", "4.甲|增长5.乙乙乙乙，增长5.丙丙丙丙|6.丁"},
		{"in a list of annexes", "附件：1.甲甲甲甲\n2.乙", "附件：1.甲甲甲甲|2.乙"},
		{"in the articles of a law", "一、甲。二、乙乙乙乙\n第一条 丙\n三、丁", "一、甲。二、乙乙乙乙|第一条 丙|三、丁"},
		{"numbers that begin at 2", "二、甲\n（二）乙", "二、甲|（二）乙"},
		{"nothing", "", ""},
	} {
		if got := strings.Join(partedLines(c.text), "|"); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestPartedHeadings(t *testing.T) {
	text := func(s string) string { return s + "\n" + paragraph }
	got := drawn(text("一、甲") + "二、乙乙乙乙\n" + text("（一）丙") + "\n" + text("（二）丁") + "\n" + text("三、戊"))
	want := "一、甲\n二、乙乙乙乙\n  （一）丙\n  （二）丁\n三、戊\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestGaps(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []gap
	}{
		{"none", "一、甲\n二、乙", nil},
		{"one number", "一、甲\n乙\n三、丙", []gap{{comma, 2, 3, 0, 2}}},
		{"three numbers", "1.甲\n5.乙", []gap{{dot, 2, 5, 0, 1}}},
		{"the first", "甲\n（2）乙", []gap{{bracketDot, 1, 2, 0, 1}}},
		{"the first below a heading", "甲\n一、乙\n丙\n（2）丁", []gap{{bracketDot, 1, 2, 1, 3}}},
		{"behind an annex", "（一）甲\n附件1\n（三）乙", nil},
		{"a second that follows a first", "1.甲\n2.乙\n（一）丙\n2.丁", []gap{{dot, 1, 2, 2, 3}}},
	} {
		b := newBody(c.text)
		if got := gaps(b.marksOf(b.paragraphs)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestPartedKeepsTheText(t *testing.T) {
	text := "一、甲。 三、乙乙乙乙。\n（一）丙（二）丁丁丁丁（三）戊戊戊戊\n（四）己。 五、庚庚庚庚\n六、辛"
	b := newBody(text)
	at := 0
	for _, p := range b.parted(b.paragraphs, b.marksOf(b.paragraphs)) {
		if between := strings.TrimSpace(b.slice(Span{at, p.Start})); between != "" || p.Start >= p.End {
			t.Errorf("%q is in no paragraph before %q", between, b.slice(p))
		}
		at = p.End
	}
	if at != len(b.runes) {
		t.Errorf("the paragraphs end at %d of %d", at, len(b.runes))
	}
}

func TestMarkDotless(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []int // the numbers of the marks 1. of the paragraphs, 0 for none
	}{
		{"one among others", "5.甲\n6科技教育\n7.乙", []int{5, 6, 7}},
		{"all", "1突破甲\n2强化乙\n3建设丙\n4构建丁", []int{1, 2, 3, 0}},
		{"under headings that run on", "（一）甲\n1突破乙\n2强化丙\n（二）丁\n3建设戊\n4.己", []int{0, 1, 2, 0, 3, 4}},
		{"what it counts", "1.甲\n2个中心\n3.乙", []int{1, 0, 3}},
		{"a year", "1.甲\n2年内\n3.乙", []int{1, 0, 3}},
		{"a cell", "5\n6\n7.乙", []int{0, 0, 7}},
		{"out of order", "5.甲\n8科技教育\n7.乙", []int{5, 0, 7}},
		{"none behind", "5.甲\n6科技教育", []int{5, 0}},
	} {
		b := newBody(c.text)
		marks := b.marksOf(b.paragraphs)
		b.markDotless(b.paragraphs, marks)
		var got []int
		for _, m := range marks {
			if m.kind != dot {
				m.number = 0
			}
			got = append(got, m.number)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if got := drawn("一、甲\n1突破乙乙。" + paragraph + "\n2强化丙丙。" + paragraph + "\n3建设丁丁。" + paragraph + "\n4.构建戊戊。" + paragraph); got != "一、甲\n  1突破乙乙\n  2强化丙丙\n  3建设丁丁\n  4.构建戊戊\n" {
		t.Errorf("got\n%s", got)
	}
}
