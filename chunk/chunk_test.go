package chunk_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk"
)

// How far a chunk reaches out of its section at most: over what announces it
// with the headings below that, and over a signature.
const (
	maxBefore = 400
	maxBehind = 70
)

// checkPlan fails the test where a plan is not what every plan must be.
func checkPlan(t *testing.T, p chunk.Plan) {
	t.Helper()
	rs := []rune(p.Text)
	covered := make([]bool, len(rs))
	checkReadings(t, p)
	inside := func(s chunk.Span) bool { return s.Start >= 0 && s.Start <= s.End && s.End <= len(rs) }
	checkOutline(t, p)
	for _, s := range p.Sections {
		if !inside(s.Span) || !inside(s.Heading) || s.Level != len(s.Path) || s.Heading.Start < s.Start || s.Heading.End > s.End {
			t.Fatalf("section %+v", s)
		}
		if got := string(rs[s.Heading.Start:s.Heading.End]); got != s.Path[len(s.Path)-1] {
			t.Fatalf("heading %q of section %v", got, s.Path)
		}
		cover(covered, s.Heading)
	}
	last := chunk.Chunk{}
	for i, c := range p.Chunks {
		if len(c.Within) != len(c.Path) || slices.ContainsFunc(c.Within, func(n chunk.Numbers) bool { return i < n.From || i >= n.To }) {
			t.Fatalf("chunk %d of %v is within %v", i, c.Path, c.Within)
		}
		for d, h := range c.Headings {
			if len(c.Headings) != len(c.Path) || !inside(h) || string(rs[h.Start:h.End]) != c.Path[d] {
				t.Fatalf("chunk %d of %v has headings at %v", i, c.Path, c.Headings)
			}
		}
		switch n := utf8.RuneCountInString(c.Text); {
		case !inside(c.Span) || c.Start == c.End || string(rs[c.Start:c.End]) != c.Quote:
			t.Fatalf("chunk [%d,%d) quotes %q", c.Start, c.End, c.Quote)
		case n > 600:
			t.Fatalf("chunk of %d characters", n)
		case c.Start < last.Start || c.Start == last.Start && c.Kind < last.Kind && last.Kind == chunk.KindFact:
			t.Fatalf("chunk at %d after the one at %d", c.Start, last.Start)
		case c.Kind == chunk.KindText && c.Text != c.Quote, c.Kind == chunk.KindFact && c.Fact == nil:
			t.Fatalf("chunk %+v", c)
		case len(c.Path) > 0 && !slices.ContainsFunc(p.Sections, func(s chunk.Section) bool {
			return s.Start <= c.Start+maxBefore && c.End <= s.End+maxBehind && c.Start < s.End && s.Start < c.End && slices.Equal(s.Path, c.Path)
		}):
			t.Fatalf("chunk [%d,%d) is in no section %v", c.Start, c.End, c.Path)
		}
		for _, x := range c.Context {
			if !inside(x.Span) || string(rs[x.Start:x.End]) != x.Quote {
				t.Fatalf("context %+v", x)
			}
		}
		cover(covered, c.Span)
		last = c
	}
	for i, c := range covered {
		if !c && !strings.ContainsRune("\n\t 。.：:；;，,、#", rs[i]) {
			t.Fatalf("%q is in no chunk or heading", string(rs[max(0, i-10):min(len(rs), i+20)]))
		}
	}
	end := 0
	for _, d := range p.Damage {
		if !inside(d.Span) || d.Start < end {
			t.Fatalf("damage %+v", d)
		}
		end = d.End
	}
	for _, f := range p.Facts {
		if !inside(f.Span) || string(rs[f.Start:f.End]) != f.Quote || !inside(f.Title) || !inside(f.Header) {
			t.Fatalf("fact %+v", f)
		}
	}
}

// checkOutline fails the test where sections do not nest: each lies in the one
// it is under, after its siblings, and is told once as a child.
func checkOutline(t *testing.T, p chunk.Plan) {
	t.Helper()
	var open []chunk.Section
	children := 0
	for i, s := range p.Sections {
		for len(open) >= s.Level {
			if last := open[len(open)-1]; last.End > s.Start {
				t.Fatalf("section %v begins at %d, in %v [%d,%d)", s.Path, s.Start, last.Path, last.Start, last.End)
			}
			open = open[:len(open)-1]
		}
		if len(open) != s.Level-1 {
			t.Fatalf("section %v under %d others", s.Path, len(open))
		}
		if len(open) > 0 {
			above := open[len(open)-1]
			if s.Start < above.Start || s.End > above.End || !slices.Equal(above.Path, s.Path[:len(open)]) {
				t.Fatalf("section %v [%d,%d) under %v [%d,%d)", s.Path, s.Start, s.End, above.Path, above.Start, above.End)
			}
		} else {
			children++
		}
		children += len(p.Children(i))
		open = append(open, s)
	}
	if children != len(p.Sections) {
		t.Fatalf("%d children, want %d", children, len(p.Sections))
	}
}

func cover(covered []bool, s chunk.Span) {
	for i := s.Start; i < s.End; i++ {
		covered[i] = true
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range seedNames {
		f.Add(seedExcerpt(f, name))
	}
	for _, s := range []string{
		"", "\n\n", "一、", "一是。二是。", "目录\n一、甲1\n二、乙2\n三、丙3\n四、丁4\n一、甲\n甲。", "专栏1 表\n指标名称\t2020\t2025\n甲(万元)\t1\t2\n",
		"|指标|2020年|2025年|\n|---|---|---|\n|甲|1|2|", "序号\n指标名称\n2020\n1\n甲\n3\n2\n乙\n4", "區(qū)域。養(yǎng)老", "散亂污整治??諝赓|量", "甲乙?！丙丁A",
		"（一）甲。" + strings.Repeat("乙，", 400), strings.Repeat("甲", 1500),
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := chunk.Parse(strings.ToValidUTF8(s, "\uFFFD"), chunk.Meta{ID: "x"})
		checkPlan(t, p)
		again := chunk.Parse(p.Text, chunk.Meta{ID: "x"})
		if again.Text != p.Text {
			t.Fatalf("cleaning a clean text changes it:\n%q\n%q", p.Text, again.Text)
		}
	})
}

func seedExcerpt(f *testing.F, name string) string {
	rs := []rune(seed(f, name))
	return string(rs[:min(len(rs), 3000)])
}
