package chunk

import "strings"

// inlineItems are the sections that 一是…二是…三是… open inside the i-th
// paragraph. Each item needs a lead sentence; a list of bare clauses opens
// nothing. A lone 一是 needs a 二是 in a paragraph behind.
func (g page) inlineItems(i int) []opening {
	b, p, o := g.body, g.ps[i], g.own[i]
	starts := b.itemStarts(p)
	if len(starts) < 2 && (len(starts) == 0 || starts[0] == p.Start || g.itemsBehind(i) == 0) {
		return nil
	}
	var out []opening
	leads := 0
	for i, s := range starts {
		if s == o.at && o.kind != unmarked {
			continue // the paragraph itself begins with 一是
		}
		end := p.End
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		it := opening{mark: mark{kind: item, number: i + 1}, at: s, end: p.End}
		if lead := b.sentenceEnd(Span{s, end}); lead < end && lead-s <= maxLead+2 {
			it.heading = b.trimmed(Span{s, lead})
			leads++
		} else {
			if len(out) == 0 || out[len(out)-1].kind == closing {
				continue // no item before it to end
			}
			it.mark, it.closes = mark{kind: closing}, item
		}
		out = append(out, it)
	}
	if !o.isItem() && leads*2 < len(starts) {
		return nil // clauses, of which one is a sentence
	}
	return out
}

// itemStarts are the places of 一是, 二是, 三是 … or 一要, 二要 … in a paragraph,
// in this order, each at the beginning of a sentence or a clause.
func (b body) itemStarts(p Span) []int {
	const numerals = "一二三四五六七八九十"
	next := []rune(numerals)
	var starts []int
	for i := p.Start; i+2 < p.End && len(starts) < len(next); i++ {
		if b.runes[i] != next[len(starts)] || i > p.Start && !strings.ContainsRune("。；;：:！？\n", b.before(i)) {
			continue
		}
		verb := b.runes[i+1]
		if len(starts) > 0 && verb == b.runes[starts[0]+1] || len(starts) == 0 && (verb == '是' || verb == '要') && !isNoun(b.slice(Span{i, i + 2}), b.slice(Span{i + 2, i + 3})) {
			starts = append(starts, i)
		}
	}
	return starts
}

// maxBetween is the number of paragraphs that may go on with an item inside a
// paragraph before the next has one of its own.
const maxBetween = 2

// itemsBehind is the first of the paragraphs behind the i-th that are items and
// go on with those that it holds, 0 if there is none.
func (g page) itemsBehind(i int) int {
	k := i + 1
	for k < len(g.ps) && k <= i+maxBetween && g.mayLead(k) {
		k++
	}
	if k >= len(g.ps) || !g.own[k].isItem() {
		return 0
	}
	if n := g.own[k].number; n == 1 && k > i+1 || n != len(g.itemStarts(g.ps[i]))+1 {
		return 0
	}
	return k
}

// itemEnds are the last paragraphs of a run's items: each goes on up to the
// next, the last as far as any of the others, or up to a topic.
func (g page) itemEnds(run []numbered) []int {
	ends := make([]int, len(run))
	most := 0
	for i, e := range run {
		ends[i] = e.at
		k, final := g.marks[e.at].kind, i+1 == len(run)
		limit := e.at + most + 1
		if !final {
			limit = run[i+1].at
		}
		for n := e.at + 1; n < min(limit, len(g.ps)) && g.goesOn(n, k) && !(final && e.form == runIn && g.isTopic(g.paragraphLead(g.ps[n]))); n++ {
			ends[i] = n
		}
		if !final && ends[i] == limit-1 {
			most = max(most, ends[i]-e.at)
		} else if !final {
			ends[i] = e.at // what stands between is not the list's
		}
	}
	return ends
}

// maxUnder is how many paragraphs stand under each item of an even list at most.
const maxUnder = 2

// isEven tells whether all items of a list but the last, given where they end,
// hold a few paragraphs below a line: the last then ends as they do.
func (g page) isEven(run []numbered, ends []int) bool {
	if len(run) < minList {
		return false
	}
	for i, e := range run[:len(run)-1] {
		if under := ends[i] - e.at; e.form != line && e.form != ended || under < 1 || under > maxUnder {
			return false
		}
	}
	return true
}

// goesOnInside tells whether a run is but one item with a lead, the next of those
// that a paragraph just above holds.
func (g page) goesOnInside(run []numbered) bool {
	e := run[0]
	if len(run) > 1 || e.form != runIn || g.marks[e.at].kind != item {
		return false
	}
	for i := e.at - 1; i >= max(0, e.at-1-maxBetween); i-- {
		if n := len(g.itemStarts(g.ps[i])); n > 0 {
			return n+1 == e.number
		}
		if !g.mayLead(i) {
			break
		}
	}
	return false
}

// goesOn tells whether the i-th paragraph may go on with an item of a list. One
// that begins a list of the same kind, or where items have leads a topic, does
// not; below 第三， a list 一是 that it holds may go on.
func (g page) goesOn(i int, of markKind) bool {
	m := g.marks[i]
	if of == nth && m.kind == item && m.number > 1 && (g.own[i].kind == unmarked || g.own[i].kind == item) {
		return true
	}
	if g.own[i].kind != unmarked || m.kind != unmarked && (m.kind <= bracket || m.kind >= nth) || g.addresses(g.ps[i]) {
		return false
	}
	return m.kind != unmarked || of != item || len(g.itemStarts(g.ps[i])) == 0
}

// listed tells of each paragraph whether it stands between 一是 and 二是 of an
// open list: it goes on with the item and opens nothing itself.
func (g page) listed() []bool {
	out := make([]bool, len(g.ps))
	last, at := 0, 0 // the number of the last item, and its paragraph
	for i, p := range g.ps {
		first, end := g.itemNumbers(p)
		if first == 0 {
			continue
		}
		if first == last+1 && last > 0 && i-at <= maxBetween+1 {
			for k := at + 1; k < i; k++ {
				out[k] = g.mayLead(k)
			}
		}
		last, at = end, i
	}
	return out
}

// itemNumbers are the first and the last number of the items 一是, 二要 that
// begin sentences of a paragraph, 0 if there are none.
func (g page) itemNumbers(p Span) (first, last int) {
	for i := p.Start; i+2 < p.End; i++ {
		if i > p.Start && !strings.ContainsRune("。；;：:！？\n", g.before(i)) || !strings.ContainsRune("一二三四五六七八九十", g.runes[i]) {
			continue
		}
		if m, ok := readMark(g.head(Span{i, p.End}, longestMark)); ok && m.kind == item {
			if first == 0 {
				first = m.number
			}
			last = m.number
		}
	}
	return first, last
}
