package extract

import (
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/understand"
)

// ofNamed leaves out what stands beside a heading that the question names, under
// another of the same section: what 造纸行业 is to do is not what 家具行业 is.
func (a ask) ofNamed(found []scored) []scored {
	if a.kind == meaning {
		return found // a term is explained where it is first used
	}
	question := fold.Simplified(a.whole)
	named := func(c candidate) bool {
		name, _, _ := strings.Cut(understand.Bare(c.heading()), "：")
		return len([]rune(name)) >= leastItem && strings.Contains(question, name)
	}
	return slices.DeleteFunc(slices.Clone(found), func(f scored) bool {
		return len(f.passage.Path) > 0 && !named(f.candidate) && slices.ContainsFunc(found, func(o scored) bool { return beside(f.candidate, o.candidate) && named(o.candidate) })
	})
}

// beside tells whether two sentences stand under different headings of one section.
func beside(a, b candidate) bool {
	n := len(a.passage.Path) - 1
	return a.passage.Document.ID == b.passage.Document.ID && n == len(b.passage.Path)-1 && n >= 0 &&
		slices.Equal(a.passage.Path[:n], b.passage.Path[:n]) && a.passage.Path[n] != b.passage.Path[n]
}
