package chunk

import (
	"slices"
	"sort"
)

// split cuts a text into chunks that follow its sections, and adds a chunk for each fact.
func split(b body, sections []Section, tables []table, facts []Fact, damage []Damage) []Chunk {
	var out []placed
	for _, g := range b.gathered(groups(b, sections, tables), sections) {
		length := aim
		if g.table != nil {
			length = MaxChunk
		}
		for _, s := range pack(g.units, length, b.bonds(g.units)) {
			at := g.sectionsOf(s)
			c := Chunk{Path: pathOf(sections, at), Kind: KindText, Text: b.slice(s), Span: s, Quote: b.slice(s), Context: b.contextOf(g.table, s)}
			out = append(out, placed{c, at})
		}
		if g.table != nil {
			at := g.sectionsOf(g.table.Span)
			for _, c := range b.factChunks(*g.table, pathOf(sections, at), facts) {
				out = append(out, placed{c, at})
			}
			facts = facts[len(g.table.rows):]
		}
	}
	slices.SortStableFunc(out, func(a, b placed) int { return a.Start - b.Start })
	return number(out, sections, damage)
}

// A placed chunk knows the sections it stands in, from the outermost.
type placed struct {
	Chunk
	sections []int
}

// number finishes chunks that are in their order: each learns which chunks
// share its sections and where their headings stand, and its damage.
func number(placed []placed, sections []Section, damage []Damage) []Chunk {
	within := make([]Numbers, len(sections))
	for i, c := range placed {
		for _, s := range c.sections {
			if within[s].To == 0 {
				within[s].From = i
			}
			within[s].To = i + 1
		}
	}
	out := make([]Chunk, len(placed))
	for i, c := range placed {
		for _, s := range c.sections {
			c.Within, c.Headings = append(c.Within, within[s]), append(c.Headings, sections[s].Heading)
		}
		c.Damage = damageIn(damage, c.Span)
		out[i] = c.Chunk
	}
	return out
}

// factChunks are the chunks of a table's facts, which are the first of facts.
func (b body) factChunks(t table, path []string, facts []Fact) []Chunk {
	var out []Chunk
	for i, r := range t.rows {
		c := b.factChunk(t, r, &facts[i])
		c.Path = path
		out = append(out, c)
	}
	return out
}

// contextOf is the context of a stretch of a table that has the heads no more.
func (b body) contextOf(t *table, s Span) []Excerpt {
	if t == nil {
		return nil
	}
	var out []Excerpt
	if t.title.length() > 0 {
		out = append(out, b.excerpt(t.title))
	}
	if s.Start > t.header.Start {
		out = append(out, b.excerpt(t.header))
	}
	return out
}

// damageIn is the damage that overlaps s.
func damageIn(all []Damage, s Span) []Damage {
	from := sort.Search(len(all), func(i int) bool { return all[i].End > s.Start })
	to := from + sort.Search(len(all)-from, func(i int) bool { return all[from+i].Start >= s.End })
	if from == to {
		return nil
	}
	return all[from:to]
}

// A group is a stretch of text under one heading, in units that stay whole.
// The items that a paragraph counts, 一是…二是…, are parts of it.
type group struct {
	parts []stretchOf
	units []unit
	table *table // set if the group is one
}

// A stretchOf is a stretch of text and the sections it stands in, from the outermost.
type stretchOf struct {
	Span
	sections []int
	aside    bool // it goes with the others, and does not tell where they stand
}

// sectionsOf are the sections that all of a stretch of the group stands in, but
// for what stands aside in it.
func (g group) sectionsOf(s Span) []int {
	if out, ok := g.shared(s, false); ok {
		return out
	}
	out, _ := g.shared(s, true)
	return out
}

// shared are the sections that the parts of a stretch share, of those alone that
// stand aside or not; false if there is none.
func (g group) shared(s Span, aside bool) (out []int, ok bool) {
	for _, p := range g.parts {
		switch {
		case !p.overlaps(s) || p.aside != aside:
			continue
		case !ok:
			out, ok = p.sections, true
		}
		n := 0
		for n < min(len(out), len(p.sections)) && out[n] == p.sections[n] {
			n++
		}
		out = out[:n]
	}
	return out, ok
}

// pathOf is the path of the innermost of some sections.
func pathOf(sections []Section, of []int) []string {
	if len(of) == 0 {
		return nil
	}
	return sections[of[len(of)-1]].Path
}

// groups walks through paragraphs and sections at once.
func groups(b body, sections []Section, tables []table) []group {
	w := walk{body: b, manner: b.mannerOf(b.paragraphs), sections: sections, at: noGroup, entries: b.entryLines()}
	for _, p := range b.paragraphs {
		if len(tables) > 0 && p.Start >= tables[0].Start {
			if p.End >= tables[0].End {
				w.addTable(tables[0])
				tables = tables[1:]
			}
			continue
		}
		for s := p; s.Start < s.End; {
			part := Span{s.Start, w.next(s)}
			if b.trimBlank(part).length() > 0 { // no line's end alone
				w.add(part, p)
			}
			s.Start = part.End
		}
	}
	return w.groups
}

const noGroup = -2

// A walk is where groups stands.
type walk struct {
	body     body
	manner   manner
	sections []Section
	opened   int   // sections begun so far
	stack    []int // open sections
	at       int   // section of the last group, -1 for none, noGroup where it is closed
	groups   []group
	entries  map[int]bool // where paragraphs of a table's entries begin, and whether these go on
}

// next brings the open sections up to s and returns where the next one begins or ends within s, or s.End.
func (w *walk) next(s Span) int {
	for w.opened < len(w.sections) && w.sections[w.opened].Start <= s.Start {
		w.stack = append(w.stack, w.opened)
		w.opened++
	}
	open := w.stack[:0]
	for _, i := range w.stack {
		if w.sections[i].End > s.Start {
			open = append(open, i)
		}
	}
	w.stack = open
	end := s.End
	for _, i := range open {
		if e := w.sections[i].End; e < end {
			end = e
		}
	}
	if w.opened < len(w.sections) {
		end = min(end, w.sections[w.opened].Start)
	}
	return end
}

// add puts a part of a paragraph into the group of its section. A heading on
// its own line is in no group unless nothing stands under it. What goes on with a
// sentence that a line or a page broke off begins no paragraph.
func (w *walk) add(part, paragraph Span) {
	home := w.home(paragraph)
	current := w.openAt(home)
	if home > 0 && home == len(w.stack) && w.headsOnly(w.sections[current], part) {
		w.at = noGroup
		return
	}
	if home > 0 && home == len(w.stack) && w.isBare(w.sections[current], part) {
		current = w.openAt(home - 1)
	}
	if len(w.groups) == 0 || w.at != current || current >= 0 && w.sections[current].Start == part.Start {
		w.groups = append(w.groups, group{})
		w.at = current
	}
	g := &w.groups[len(w.groups)-1]
	g.parts = append(g.parts, stretchOf{Span: part, sections: slices.Clone(w.stack)})
	units := w.body.units(part, w.manner)
	if n := len(g.units); n > 0 && (part.Start > paragraph.Start || g.units[n-1].open && !units[0].item) {
		units[0].starts = false
	}
	if goesOn, ok := w.entries[part.Start]; ok && part.Start == paragraph.Start {
		units[0].starts, units[0].belongs = !goesOn, goesOn
		if n := len(g.units); n > 0 {
			g.units[n-1].open = false
		}
	}
	g.units = append(g.units, units...)
}

// openAt is the innermost of the n outermost open sections, -1 for none.
func (w *walk) openAt(n int) int {
	if n == 0 {
		return -1
	}
	return w.stack[n-1]
}

// headsOnly tells whether a part of a paragraph is but the heading of a section
// that has more.
func (w *walk) headsOnly(s Section, part Span) bool {
	return s.Start == part.Start && s.Heading.length() <= maxItemHeading && w.body.trimmed(part).End <= s.Heading.End && s.End > part.End
}

// isBare tells whether a part of a paragraph is a numbered section without text,
// as a line of a list is: it is packed with those beside it.
func (w *walk) isBare(s Section, part Span) bool {
	m, ok := readMark(w.body.head(s.Heading, longestMark))
	return ok && m.kind >= comma && m.kind <= circle && s.Start == part.Start && s.End <= part.End && w.body.trimmed(part).End <= s.Heading.End
}

// ownItem is how long an item of a paragraph longer than a chunk's aim must be to
// be packed by itself. Shorter ones are scraps; packing longer ones together too
// costs lists .1 of their facts.
const ownItem = 70

// home is the number of open sections, from the outermost, in which a paragraph
// is packed: all but the items that it counts itself, where they or it are short.
func (w *walk) home(p Span) int {
	n := len(w.stack)
	for n > 0 {
		s := w.sections[w.stack[n-1]]
		if s.Start < p.Start || s.End > p.End || s.Start == p.Start && s.End >= w.body.trimBlank(p).End || !w.body.isItem(s.Heading) || s.length() >= ownItem && p.length() > aim {
			break
		}
		n--
	}
	return n
}

// isItem tells whether a heading counts what stands in a text: 一是.
func (b body) isItem(heading Span) bool {
	m, ok := readMark(b.head(heading, longestMark))
	return ok && m.isItem()
}

// addTable makes a table a group of its own, whose units are its rows.
func (w *walk) addTable(t table) {
	w.next(Span{t.Start, t.Start + 1})
	g := group{parts: []stretchOf{{Span: t.Span, sections: slices.Clone(w.stack)}}, table: &t}
	g.units = append(g.units, unit{Span: t.header, starts: true, announces: true})
	end := t.header.End
	for _, r := range t.rows {
		g.units = append(g.units, unit{Span: Span{w.body.lineAfter(end), r.End}, starts: true})
		end = r.End
	}
	w.groups = append(w.groups, g)
	w.at = noGroup
}

// lineAfter is the first place after a line's end.
func (b body) lineAfter(end int) int {
	for end < len(b.runes) && b.runes[end] == '\n' {
		end++
	}
	return end
}
