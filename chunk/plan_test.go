package chunk

import (
	"slices"
	"strings"
	"testing"
)

const nested = "第一章 甲\n" + paragraph + paragraph + "\n一、乙\n（一）丙\n" + paragraph + "\n（二）丁\n" + paragraph + "\n二、戊\n" + paragraph + "\n第二章 己\n" + paragraph

func TestChildren(t *testing.T) {
	p := Parse(nested, Meta{})
	for i, want := range [][]int{{1, 4}, {2, 3}, nil, nil, nil, nil} {
		if got := p.Children(i); !slices.Equal(got, want) {
			t.Errorf("children of %v are %v, want %v", p.Sections[i].Path, got, want)
		}
	}
}

func TestChildrenOfRunInHeadings(t *testing.T) {
	lines := []string{"第二节 基本原则"}
	for _, s := range []string{"坚持党的领导", "坚持人民至上", "坚持新发展理念", "坚持深化改革", "坚持总体安全"} {
		lines = append(lines, s+"。"+paragraph)
	}
	p := Parse(strings.Join(append(lines, "第三节 主要目标", paragraph), "\n"), Meta{})
	if got := p.Children(0); len(got) != 5 || p.Sections[got[4]].Path[1] != "坚持总体安全" {
		t.Errorf("the five principles are %v of %v", got, p.Sections)
	}
}

func TestWithin(t *testing.T) {
	p := Parse(nested, Meta{})
	want := map[string][]Numbers{
		"第一章 甲":          {{0, 4}},
		"第一章 甲/一、乙/（一）丙": {{0, 4}, {1, 3}, {1, 2}},
		"第一章 甲/一、乙/（二）丁": {{0, 4}, {1, 3}, {2, 3}},
		"第一章 甲/二、戊":      {{0, 4}, {3, 4}},
		"第二章 己":          {{4, 5}},
	}
	for _, c := range p.Chunks {
		path := strings.Join(c.Path, "/")
		if !slices.Equal(c.Within, want[path]) {
			t.Errorf("%s is within %v, want %v", path, c.Within, want[path])
		}
	}
	if len(p.Chunks) != 5 {
		t.Errorf("%d chunks, want 5", len(p.Chunks))
	}
}

func TestABoxKnowsItsParent(t *testing.T) {
	p := Parse("第三章 甲\n第一节 乙\n"+paragraph+"\n专栏2 丙工程\n港区建设。"+paragraph+"\n园区建设。"+paragraph+"\n第二节 丁\n"+paragraph, Meta{})
	var got []string
	for _, s := range p.Sections {
		got = append(got, strings.Join(s.Path, "/"))
	}
	want := []string{"第三章 甲", "第三章 甲/第一节 乙", "第三章 甲/第一节 乙/专栏2 丙工程", "第三章 甲/第一节 乙/专栏2 丙工程/港区建设", "第三章 甲/第一节 乙/专栏2 丙工程/园区建设", "第三章 甲/第二节 丁"}
	if !slices.Equal(got, want) {
		t.Errorf("sections %q, want %q", got, want)
	}
}

func TestInlineItemsAreSections(t *testing.T) {
	p := Parse("一、甲\n要做好三件事。一是完善制度。"+paragraph+"二是强化监管。"+paragraph+"三是改善服务。"+paragraph, Meta{})
	if got := p.Children(0); len(got) != 3 || p.Sections[got[2]].Path[1] != "三是改善服务" {
		t.Errorf("items are %v of %v", got, p.Sections)
	}
	for _, c := range p.Chunks[1:] {
		if len(c.Path) != 2 || !strings.HasPrefix(c.Text, c.Path[1]) {
			t.Errorf("chunk %q stands under %q", c.Text, c.Path)
		}
	}
}

// A file of headings alone costs as much a line however long it is: the
// outline looks at each a bounded number of times.
func BenchmarkHeadingsAlone(b *testing.B) {
	for _, n := range []int{1000, 10000} {
		text := strings.Repeat("第一章 甲\n一、乙\n（一）丙\n1.丁\n附件1：戊\n", n)
		b.Run(itoa(n*5)+" lines", func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				body := newBody(text)
				split(body, outline(body, nil), nil, nil, nil)
			}
		})
	}
}
