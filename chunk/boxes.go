package chunk

// A box, 专栏1, stands where the page had room. Behind the last item of a
// section it may be that item's, or gather what all the items say.

// depthOfBox is the number of open sections that the i-th opening, a box, belongs under.
func (n *nesting) depthOfBox(i int) int {
	d := n.depthAbove(func(f frame) bool {
		return f.kind >= nth && f.kind != annex && f.kind != preface && (f.kind != plain || f.hashes == 0)
	})
	if d >= 2 && n.gathers(i, n.stack[d-2], n.stack[d-1]) {
		return d - 1
	}
	return d
}

// gathers tells whether a box belongs to a section and not to the last of its
// items, below which nothing else was opened: no more of its title is told in the
// item than in the section before it, and not half of it.
func (n *nesting) gathers(i int, above, f frame) bool {
	if f.number < 2 || f.kind < comma || f.section != len(n.sections)-1 || n.goesOnBehind(i, f) {
		return false
	}
	title := n.body.bigrams(n.body.afterMark(n.openings[i].heading))
	own := shared(title, n.body.bigrams(Span{f.at, n.openings[i].at}))
	return own*2 < len(title) && own <= shared(title, n.body.bigrams(Span{above.heading.Start, f.at}))
}

// goesOnBehind tells whether the numbering of an open section goes on behind the i-th opening.
func (n *nesting) goesOnBehind(i int, f frame) bool {
	for _, o := range n.openings[i+1:] {
		switch {
		case o.kind == f.kind && o.number == f.number+1:
			return true
		case o.kind < f.kind || o.kind == annex:
			return false
		}
	}
	return false
}

// afterMark is a heading without its mark.
func (b body) afterMark(heading Span) Span {
	head := b.head(heading, longestMark)
	m, _ := readMark(head)
	heading.Start += len([]rune(head[:m.length]))
	return heading
}

// bigrams are the pairs of Chinese characters that stand side by side in a stretch.
func (b body) bigrams(s Span) map[[2]rune]bool {
	out := map[[2]rune]bool{}
	for i := s.Start; i+1 < s.End; i++ {
		if isHan(b.runes[i]) && isHan(b.runes[i+1]) {
			out[[2]rune{b.runes[i], b.runes[i+1]}] = true
		}
	}
	return out
}

// shared is how many pairs of a title stand in a text too.
func shared(title, text map[[2]rune]bool) int {
	n := 0
	for pair := range title {
		if text[pair] {
			n++
		}
	}
	return n
}
