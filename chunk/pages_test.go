package chunk

import (
	"slices"
	"strings"
	"testing"
)

// paged parses pages that are put together as they are given.
func paged(pages ...string) Plan {
	text, starts := "", []int{}
	for _, p := range pages {
		starts = append(starts, len([]rune(text)))
		text += p
	}
	return Parse(text, Meta{ID: "x"}).Paged(text, starts)
}

// sentences are n sentences that no other call makes.
func sentences(name string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("推进" + name + strings.Repeat("稳步", i%4+1) + "发展第" + string(rune('一'+i)) + "项重点任务落地见效。")
	}
	return b.String()
}

func TestPagedFindsPages(t *testing.T) {
	broken := sentences("交通", 3)
	cut := len([]rune(broken)) / 2
	first, second := string([]rune(broken)[:cut]), string([]rune(broken)[cut:])
	p := paged("某区综合规划\n一、产业\n"+sentences("产业", 8)+"\n二、交通\n"+first, second+"\n三、教育\n"+sentences("教育", 8)+"\n", "四、医疗\n"+sentences("医疗", 8)+"\n")
	text := []rune(p.Text)
	if len(p.Pages) != 3 || p.Pages[0] != 0 || !strings.HasPrefix(string(text[p.Pages[1]:]), second) || !strings.HasPrefix(string(text[p.Pages[2]:]), "四、医疗") {
		t.Fatalf("pages %v of\n%s", p.Pages, p.Text)
	}
	for _, c := range p.Chunks {
		for at := c.Start; at < c.End; at++ {
			want := 1
			for n, start := range p.Pages {
				if start <= at {
					want = n + 1
				}
			}
			if got := c.Page(at); got != want {
				t.Fatalf("place %d stands on page %d, not %d", at, got, want)
			}
		}
	}
}

// TestPagedWithoutText: a page of which cleaning leaves nothing, an empty one and
// one that cannot be found begin where the next does.
func TestPagedWithoutText(t *testing.T) {
	a, b := sentences("产业", 8)+"\n", sentences("教育", 8)+"\n"
	for _, middle := range []string{"", "\n\n", "  "} {
		p := paged("某区综合规划\n一、产业\n"+a, middle, "二、教育\n"+b)
		if len(p.Pages) != 3 || p.Pages[1] != p.Pages[2] {
			t.Errorf("%q: pages %v", middle, p.Pages)
		}
	}
	if got := alignPages([]rune("甲乙丙丁戊己庚辛"), []int{0, 4}, []rune("甲乙丙丁")); !slices.Equal(got, []int{0, 4}) {
		t.Errorf("a page that is gone begins at %v", got)
	}
}

// TestPagedTwins: the same words on two pages are told apart by how much stands between.
func TestPagedTwins(t *testing.T) {
	twin := "各部门要加强组织领导，压实责任，确保各项任务落到实处。\n"
	p := paged("某区综合规划\n一、产业\n"+twin+sentences("产业", 8)+"\n", twin+sentences("教育", 8)+"\n")
	if want := strings.LastIndex(p.Text, twin); len(p.Pages) != 2 || string([]rune(p.Text)[p.Pages[1]:]) != p.Text[want:] {
		t.Errorf("pages %v of\n%s", p.Pages, p.Text)
	}
}

func TestUnpaged(t *testing.T) {
	p := Parse("某区综合规划\n一、产业\n"+sentences("产业", 3), Meta{})
	if q := p.Paged(p.Text, nil); q.Pages != nil || q.Chunks[0].Pages != nil || q.Chunks[0].Page(3) != 0 {
		t.Errorf("pages %v", q.Pages)
	}
}

func FuzzPaged(f *testing.F) {
	f.Add("某区规划\n一、甲。\n二、乙。", 5, 9)
	f.Fuzz(func(t *testing.T, text string, a, b int) {
		p := Parse(text, Meta{}).Paged(text, []int{0, a, b})
		if len(p.Pages) != 3 || !slices.IsSorted(p.Pages) || p.Pages[0] < 0 || p.Pages[2] > len([]rune(p.Text)) {
			t.Fatalf("pages %v of %d", p.Pages, len([]rune(p.Text)))
		}
		for _, c := range p.Chunks {
			if got := c.Page(c.Start); got < 1 || got > 3 {
				t.Fatalf("page %d", got)
			}
		}
	})
}
