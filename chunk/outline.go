package chunk

import "strings"

// outline finds the sections of a text: its headings, and what stands under
// each. Which way of numbering stands under which is told by their order of
// use in this text.
func outline(b body, tables []table) []Section {
	os := openings(b, tables)
	nameLost(os)
	markInner(os)
	n := nesting{body: b, openings: os, order: orderOfUse(os)}
	for i := range os {
		n.open(i)
	}
	n.closeDown(0, len(b.runes))
	return n.sections
}

// A frame is an open section.
type frame struct {
	opening
	section int // index
}

// A nesting is the state of an outline that is being made.
type nesting struct {
	body     body
	openings []opening
	order    order
	sections []Section
	stack    []frame
	plains   int   // headings without a number so far that stood under no item
	rows     []int // at each depth, the headings without a number in a row, over which no number began
}

// open makes the i-th opening a section, under the frames it belongs to.
func (n *nesting) open(i int) {
	o := n.openings[i]
	n.closeEnded(o.at)
	if d := n.depthOf(o.closes); o.closes != unmarked && (d > 0 || !o.closesInner()) {
		n.closeDown(d, o.at)
	}
	if o.kind == closing {
		if o.closes == unmarked {
			n.closeDown(0, o.at)
		}
		return
	}
	n.closeDown(n.depth(i), o.at)
	if o.kind == plain && !n.isOpen(item) && !n.isOpen(nth) {
		n.plains++
	}
	n.count(o)
	path := make([]string, 0, len(n.stack)+1)
	for _, f := range n.stack {
		path = append(path, n.body.slice(f.heading))
	}
	path = append(path, n.body.slice(o.heading))
	n.stack = append(n.stack, frame{o, len(n.sections)})
	n.sections = append(n.sections, Section{Path: path, Level: len(path), Span: Span{Start: o.at}, Heading: o.heading})
}

// closesInner tells whether an opening ends sections of a kind that may be the
// text's first level, and ends none that is.
func (o opening) closesInner() bool {
	return o.kind == closing && (o.closes == plain || o.closes >= bracket && o.closes <= nth)
}

// count notes that an opening stands at the depth at which the stack ends.
func (n *nesting) count(o opening) {
	d := len(n.stack)
	if d > 0 && o.kind < box && n.stack[d-1].kind == plain {
		n.rows[d-1] = -len(n.openings) // numbers begin under them
	}
	for len(n.rows) <= d {
		n.rows = append(n.rows, 0)
	}
	n.rows = n.rows[:d+1]
	if o.kind == plain {
		n.rows[d]++
	} else {
		n.rows[d] = 0
	}
}

// closeEnded closes the sections that end by themselves before at.
func (n *nesting) closeEnded(at int) {
	for d, f := range n.stack {
		if f.end > 0 && f.end <= at {
			n.closeDown(d, f.end)
			return
		}
	}
}

// closeDown closes all sections from depth on.
func (n *nesting) closeDown(depth, at int) {
	for _, f := range n.stack[min(depth, len(n.stack)):] {
		end := at
		if f.end > 0 {
			end = min(end, f.end)
		}
		n.sections[f.section].End = n.body.trimEnd(end)
	}
	n.stack = n.stack[:min(depth, len(n.stack))]
}

// trimEnd is end without the line ends before it.
func (b body) trimEnd(end int) int {
	for end > 0 && b.runes[end-1] == '\n' {
		end--
	}
	return end
}

// depthOf is the place in the stack of the innermost section of a kind, the stack's length if there is none.
func (n *nesting) depthOf(k markKind) int {
	for d := len(n.stack) - 1; d >= 0; d-- {
		if n.stack[d].kind == k {
			return d
		}
	}
	return len(n.stack)
}

// depthBeside is the place in the stack of the innermost section whose
// numbering an opening goes on with, else of the innermost of its kind, the
// stack's length if there is none.
func (n *nesting) depthBeside(o opening) int {
	last := len(n.stack)
	for d := len(n.stack) - 1; d >= 0; d-- {
		f := n.stack[d]
		if f.kind != o.kind || f.inner != o.inner {
			continue
		}
		if o.number > 1 && f.number < o.number {
			return d
		}
		if last == len(n.stack) {
			last = d
		}
	}
	return last
}

// depth is the number of open sections that the i-th opening belongs under.
func (n *nesting) depth(i int) int {
	o := n.openings[i]
	same := n.depthBeside(o)
	inner := func(f frame) bool { return f.kind == lead || f.isItem() }
	switch {
	case o.kind == preface && len(n.stack) > 0 && n.stack[0].kind == annex:
		return 1
	case o.kind == annex || o.kind == preface:
		return 0
	case o.inner && (o.number == 1 || same == len(n.stack)):
		return n.depthAbove(func(f frame) bool { return f.inner })
	case o.inner:
		return same
	case o.hashes > 0 && o.kind == plain:
		return n.depthAbove(func(f frame) bool { return f.hashes == 0 || f.hashes >= o.hashes })
	case o.isItem() && o.end > 0 && o.number == 1 && n.isInside(o, same):
		return len(n.stack)
	case o.isItem() && o.end > 0 && (o.number > 1 || same < len(n.stack)): // inside a paragraph
		return same
	case o.isItem() && o.end > 0:
		return n.depthAbove(func(f frame) bool { return f.kind == plain && n.endsRow(o, f) })
	case o.kind == box:
		return n.depthOfBox(i)
	case o.kind == plain && n.depthNamed(o) > 0:
		return n.depthNamed(o)
	case o.kind == plain && n.restartsAfter(i):
		return n.depthAbove(func(f frame) bool { return f.kind == plain || f.kind == n.openings[i+1].kind })
	case o.kind < item && o.number == 1 && n.isOpen(box) && n.number(same) > 0:
		return n.depthAbove(inner)
	case same == len(n.stack) && o.kind < item && (o.number == 1 && n.isOpen(box) || n.isOpen(annex)):
		return n.depthAbove(func(f frame) bool {
			return inner(f) || f.kind == preface && o.kind != article || f.kind < box && n.order.outer(o.kind, f.kind) && n.inside(f)
		})
	case same == len(n.stack):
		return n.depthUnder(o)
	}
	return same
}

// depthNamed is the number of open sections down to the numbered one that a
// heading without a number names in its first words, 0 if it names none: below
// 1. 智能装备标准 and its points stands 智能装备标准建设重点.
func (n *nesting) depthNamed(o opening) int {
	words := n.body.slice(o.heading)
	for d := len(n.stack) - 1; d >= 0; d-- {
		f := n.stack[d]
		if name := n.body.slice(n.body.afterMark(f.heading)); f.kind < nth && len(name) >= minPart*len("字") && len(name) < len(words) && strings.HasPrefix(words, name) {
			return d + 1
		}
	}
	return 0
}

// depthUnder is the number of outermost sections before the first that an
// opening closes. What stands above an open numbered section that it does not
// close stays open too: where 一、 holds chapters, 第一节 closes neither.
func (n *nesting) depthUnder(o opening) int {
	held := 0
	for d, f := range n.stack {
		if f.kind < nth && !n.closes(o, f) {
			held = d + 1
		}
	}
	for d := held; d < len(n.stack); d++ {
		if n.closes(o, n.stack[d]) {
			return d
		}
	}
	return len(n.stack)
}

// isInside tells whether a list begins within the item at depth d, in a paragraph behind its first.
func (n *nesting) isInside(o opening, d int) bool {
	return d < len(n.stack) && n.stack[d].end >= o.end && n.stack[d].number > 0
}

// closes tells whether an opening ends the open section f: one of a finer way
// of numbering. A numbering that begins stands under the line above it, though it
// be the second, 第二，, of what only a 首先 begins; and a law's heading without a
// number above its articles.
func (n *nesting) closes(o opening, f frame) bool {
	switch {
	case f.kind == plain && o.kind > section && o.kind <= item && o.number == 1 && n.endsRow(o, f):
		return true
	case f.kind == plain && o.kind <= item && (o.number == 1 || o.number == 2 && o.isItem()), f.kind == preface && o.kind == article:
		return false
	case f.kind == article && (o.kind == plain || o.kind >= part && o.kind <= section), o.kind == plain && f.isItem() && n.plains >= minStopped:
		return true
	}
	return n.order.outer(o.kind, f.kind)
}

// minRow is how many headings without a number stand in a row whose last a
// numbering ends that begins further down.
const minRow = 4

// endsRow tells whether a numbering that begins below the open heading f, the
// last in a row over which no number began, goes on with what is above the row.
func (n *nesting) endsRow(o opening, f frame) bool {
	d := n.depthOf(plain)
	if d == len(n.stack) || n.stack[d].section != f.section || n.rows[d] < minRow {
		return false
	}
	lines := 0
	for _, r := range n.body.runes[f.heading.End:o.at] {
		if r == '\n' {
			lines++
		}
	}
	return lines > 2
}

// depthAbove is the number of outermost sections before the first that closes.
func (n *nesting) depthAbove(closes func(frame) bool) int {
	for d, f := range n.stack {
		if closes(f) {
			return d
		}
	}
	return len(n.stack)
}

// restartsAfter tells whether the numbering in use begins again at 1 right
// after the unnumbered heading i: then that heading stands above it.
func (n *nesting) restartsAfter(i int) bool {
	return i+1 < len(n.openings) && n.openings[i+1].number == 1 && n.openings[i+1].kind < item &&
		n.depthOf(n.openings[i+1].kind) < len(n.stack)
}

// isOpen tells whether a section of a kind is open.
func (n *nesting) isOpen(k markKind) bool { return n.depthOf(k) < len(n.stack) }

// number is the number of the section at depth d, 0 if there is none.
func (n *nesting) number(d int) int {
	if d < len(n.stack) {
		return n.stack[d].number
	}
	return 0
}

// inside tells whether a section stands in the open box or annex.
func (n *nesting) inside(f frame) bool {
	for _, g := range n.stack {
		if g.kind == box || g.kind == annex {
			return f.at > g.at
		}
	}
	return false
}

// An order tells which ways of numbering stand above which in a text.
type order map[[2]markKind]int // how often the second began at 1 right under the first

// orderOfUse counts how ways of numbering nest.
func orderOfUse(os []opening) order {
	o := order{}
	last := opening{}
	for _, x := range os {
		if x.kind >= nth || x.inner {
			continue
		}
		if (x.number == 1 || x.kind <= section && x.isRightUnder(last)) && last.kind != unmarked && last.kind != x.kind {
			o[[2]markKind{last.kind, x.kind}]++
		}
		last = x
	}
	return o
}

// isRightUnder tells whether an opening is on the line below the heading of a
// finer way of numbering: chapters that run on across 一、 and 二、.
func (o opening) isRightUnder(above opening) bool {
	return above.kind > o.kind && above.kind <= bracket && o.at <= above.heading.End+1
}

// outer tells whether a stands above b: as they usually nest, unless this text
// plainly nests them the other way round.
func (o order) outer(a, b markKind) bool {
	under, over := o[[2]markKind{b, a}], o[[2]markKind{a, b}]
	if (under > over+1 || under > 0 && over == 0) && a < nth && b < nth {
		return false
	}
	return a < b || over > under+1
}
