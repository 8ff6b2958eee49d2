package chunk

import (
	"slices"
	"strings"
	"unicode"
)

// A lineReader reads the rows of a table that has each row on a line, its
// cells parted by tabs, bars or blanks.
type lineReader struct {
	body
	columns []column
	sep     rune
}

// linesTable reads a table whose heads stand on the i-th paragraph, parted by sep.
func (b body) linesTable(i int, sep rune) (table, int) {
	heads := b.cells(b.paragraphs[i], sep)
	if filled(heads) < 2 || filled(heads) < 3 && sep == ' ' {
		return table{}, i
	}
	l := lineReader{b, b.columnsOf(heads), sep}
	t := table{header: b.paragraphs[i]}
	j := i + 1
	ruled := j < len(b.paragraphs) && sep != ' ' && b.isRule(b.paragraphs[j])
	if ruled {
		j++
	}
	if j < len(b.paragraphs) && sep != ' ' {
		if cs, ok := b.levels(heads, b.cells(b.paragraphs[j], sep)); ok {
			l.columns = cs
			t.header.End = b.paragraphs[j].End
			j++
		}
	}
	if sep == ' ' && !l.isPlainHead() || ruled && l.hasLongHead() || !isHeader(l.columns) && !ruled && !l.isGrid(j) {
		return table{}, i
	}
	l.dropEmpty(j)
	b.named(l.columns)
	t.columns = l.columns
	j = l.rows(&t, j)
	if len(t.rows) == 0 {
		return table{}, i
	}
	t.finish()
	return t, j
}

// isPlainHead tells whether heads that are parted by mere blanks are heads
// beyond doubt: at most one does not say what it is, and there is a year.
func (l lineReader) isPlainHead() bool {
	years := slices.ContainsFunc(l.columns, func(c column) bool { return ownYear.MatchString(l.slice(c.Span)) })
	return isHeader(l.columns) && years && count(l.columns, otherColumn) < 2
}

const maxRuledHead = 24

// hasLongHead tells whether a head is so long that it is a cell: the rows of a
// table that goes on have a rule below the first of them, too.
func (l lineReader) hasLongHead() bool {
	return slices.ContainsFunc(l.columns, func(c column) bool { return c.length() > maxRuledHead })
}

// filled is the number of cells that are not empty.
func filled(cells []Span) int {
	n := 0
	for _, c := range cells {
		if c.length() > 0 {
			n++
		}
	}
	return n
}

// isGrid tells whether heads that do not say that they are a table's are so by
// the lines below: all are short and different, none is a figure, and at
// least two lines, or one where two heads are well known, have as many cells.
func (l lineReader) isGrid(j int) bool {
	known := 0
	seen := map[string]bool{}
	for _, c := range l.columns {
		s := l.slice(c.Span)
		if c.length() > maxHead || s != "" && (seen[s] || isValue(s) && columnKindOf(s) == otherColumn) || strings.ContainsAny(s, "。；") {
			return false
		}
		seen[s] = true
		if c.kind != otherColumn {
			known++
		}
	}
	if len(l.columns) < 3 {
		return false
	}
	need := 2
	if known >= 2 {
		need = 1
	}
	for ; need > 0; need-- {
		if j >= len(l.paragraphs) || len(l.cells(l.paragraphs[j], l.sep)) != len(l.columns) {
			return false
		}
		j++
	}
	return true
}

// dropEmpty leaves out of the heads those of columns in which nothing stands:
// cells set apart by more than one tab. It looks only at the lines from j on
// that have as many cells as there are heads.
func (l *lineReader) dropEmpty(j int) {
	for i := len(l.columns) - 1; i > 0; i-- {
		if l.columns[i].length() > 0 {
			continue
		}
		for k := j; k < min(j+maxLooked, len(l.paragraphs)); k++ {
			if cells := l.cells(l.paragraphs[k], l.sep); len(cells) == len(l.columns) && cells[i].length() > 0 {
				return
			}
		}
	}
	l.columns = slices.DeleteFunc(l.columns, func(c column) bool { return c.length() == 0 })
}

const (
	maxLooked = 50 // lines that are looked at for what stands in a column
	maxUnread = 3  // lines in a table that are no rows
)

// rows reads the rows from the j-th paragraph on and returns the paragraph
// after the last one. Lines between rows that are none stay in the table.
func (l lineReader) rows(t *table, j int) int {
	next := j
	group := Span{}
	for k := j; k < len(l.paragraphs) && k-next < maxUnread; k++ {
		p := l.paragraphs[k]
		cells := l.rowCells(p)
		if l.namesTable(p) && len(cells) == 1 || l.isOtherHead(cells) {
			break
		}
		if filled(cells) == 1 && l.mayName(cells) {
			group = l.only(cells)
			continue
		}
		if r, ok := l.row(p, cells); ok {
			if r.End-t.end() > MaxChunk || l.sep == ' ' && r.fault != "" && len(t.rows) == 0 {
				break
			}
			r.group = group
			t.rows = append(t.rows, r)
			next = k + 1
			continue
		}
		if len(cells) < 2 || l.sep == ' ' {
			break
		}
	}
	return next
}

// rowCells are a line's cells, without those of columns in which nothing stands.
func (l lineReader) rowCells(p Span) []Span {
	cells := l.cells(p, l.sep)
	if len(cells) <= len(l.columns) {
		return cells
	}
	if full := slices.DeleteFunc(slices.Clone(cells), func(c Span) bool { return c.length() == 0 }); len(full) == len(l.columns) {
		return full
	}
	return cells
}

// only is the one cell that is not empty.
func (l lineReader) only(cells []Span) Span {
	return cells[slices.IndexFunc(cells, func(c Span) bool { return c.length() > 0 })]
}

// mayName tells whether a line's only cell may name a group of rows.
func (l lineReader) mayName(cells []Span) bool {
	c := l.only(cells)
	return c.length() <= maxCell && isName(l.slice(c)) && (len(cells) > 1 || c.length() <= maxGroup) && !strings.ContainsAny(l.slice(c), "。；：:")
}

// row reads a line as a row.
func (l lineReader) row(p Span, cells []Span) (row, bool) {
	if l.sep == ' ' {
		return l.blankRow(p, cells)
	}
	if len(cells) == len(l.columns) && !l.shifted(cells) {
		r := row{Span: p, cells: cells}
		return r, !l.isHeads(cells) && l.nameOf(r).length() > 0 && filled(cells) > 1
	}
	full := slices.DeleteFunc(slices.Clone(cells), func(c Span) bool { return c.length() == 0 })
	if len(full) < 2 || len(full) == len(l.columns) && len(cells) == len(full) {
		return row{}, false
	}
	r, ok := l.faulty(l.columns, full)
	r.Span = p
	return r, ok
}

// nameOf is the cell that names a row: the group's where the row has no name of its own.
func (b lineReader) nameOf(r row) Span {
	name, group := place(b.columns, nameColumn), place(b.columns, groupColumn)
	if name >= 0 && r.cells[name].length() == 0 && group >= 0 {
		return r.cells[group]
	}
	if name < 0 {
		return Span{}
	}
	return r.cells[name]
}

// isHeads tells whether a line has the heads again, as on the next page.
func (l lineReader) isHeads(cells []Span) bool {
	for i, c := range l.columns {
		if l.slice(cells[i]) != l.slice(c.Span) {
			return false
		}
	}
	return true
}

// isOtherHead tells whether a line has the heads of another table.
func (l lineReader) isOtherHead(cells []Span) bool {
	return len(cells) > 2 && isHeader(l.columnsOf(cells)) && (len(cells) != len(l.columns) || !l.isHeads(cells))
}

// shifted tells whether cells stand in columns where they cannot belong,
// while there is an empty one.
func (l lineReader) shifted(cells []Span) bool {
	if filled(cells) == len(cells) {
		return false
	}
	for i, c := range l.columns {
		switch s := l.slice(cells[i]); {
		case s == "":
		case c.kind == valueColumn && attributeCell.MatchString(s),
			c.kind == attributeColumn && valueCell.MatchString(s),
			c.kind == unitColumn && valueCell.MatchString(s),
			c.kind == nameColumn && (valueCell.MatchString(s) || isUnit.MatchString(s)):
			return true
		}
	}
	return false
}

// blankRow reads a line whose cells are parted by blanks. What else has blanks
// in it is the name: the cells behind it must then be what their columns are for.
func (l lineReader) blankRow(p Span, cells []Span) (row, bool) {
	name := place(l.columns, nameColumn)
	if extra := len(cells) - len(l.columns); extra > 0 && name >= 0 {
		joined := append([]Span{}, cells[:name]...)
		joined = append(joined, Span{cells[name].Start, cells[name+extra].End})
		cells = append(joined, cells[name+extra+1:]...)
	}
	for try := 0; try < 2; try++ {
		if c := (cellReader{l.body, l.columns, place(l.columns, indexColumn)}); len(cells) == len(l.columns) {
			n := 0
			if c.index >= 0 {
				n = rowOrdinal(l.slice(cells[c.index]))
			}
			return row{Span: p, cells: cells}, c.isRow(cells, n, true) && (c.index < 0 || n > 0)
		}
		g := place(l.columns, groupColumn)
		if g < 0 || len(cells) != len(l.columns)-1 {
			break
		}
		cells = slices.Insert(slices.Clone(cells), g, Span{})
	}
	if len(cells) < 3 || len(cells) > len(l.columns) {
		return row{}, false
	}
	r, ok := l.faulty(l.columns, cells)
	r.Span = p
	return r, ok
}

// cells are the cells of a line, without the blanks around them. Bars at the
// line's ends part nothing.
func (b body) cells(p Span, sep rune) []Span {
	bars := sep == '|' || sep == '｜'
	if bars && b.runes[p.Start] == sep {
		p.Start++
	}
	if bars && p.End > p.Start && b.runes[p.End-1] == sep {
		p.End--
	}
	var out []Span
	start := p.Start
	for i := p.Start; i <= p.End; i++ {
		if i == p.End || b.runes[i] == sep {
			out = append(out, b.unblanked(Span{start, i}))
			start = i + 1
		}
	}
	return out
}

// unblanked is a stretch without the blanks around it.
func (b body) unblanked(s Span) Span {
	for s.Start < s.End && unicode.IsSpace(b.runes[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && unicode.IsSpace(b.runes[s.End-1]) {
		s.End--
	}
	return s
}

// isRule tells whether a line only rules off the heads of a table in Markdown.
func (b body) isRule(p Span) bool {
	s := b.slice(p)
	return strings.Contains(s, "-") && strings.Trim(s, "|-: \t｜") == ""
}
