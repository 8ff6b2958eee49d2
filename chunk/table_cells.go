package chunk

import (
	"slices"
	"unicode"
)

// A cellReader reads the rows of a table that has each cell on a line of its own.
type cellReader struct {
	body
	columns []column
	index   int // the column of the rows' numbers, -1 if there is none
}

// cellsTable reads a table that has each cell on a line of its own.
func (b body) cellsTable(i int) (table, int) {
	heads := b.knownHeads(i)
	if cs := b.columnsOf(heads); isHeader(cs) {
		if t, next := b.cellsUnder(cs, i+len(heads)); next > 0 {
			return t, next
		}
	}
	heads, n := b.headsByRows(i)
	if n == 0 {
		return table{}, i
	}
	cs := b.columnsOf(heads)
	if n < len(heads) {
		cs = b.unfold(heads, n)
	}
	if len(cs) != n {
		return table{}, i
	}
	b.named(cs)
	if t, next := b.cellsUnder(cs, i+len(heads)); next > 0 && len(t.rows) > 1 {
		return t, next
	}
	return table{}, i
}

// knownHeads are the heads from the i-th paragraph on, as far as they say what
// they are; one between others need not.
func (b body) knownHeads(i int) []Span {
	var out []Span
	for j := i; j < len(b.paragraphs) && j-i < maxHeads; j++ {
		p := b.paragraphs[j]
		if p.length() > maxHead {
			break
		}
		if columnKindOf(b.slice(p)) == otherColumn && !b.isSureHead(j+1) {
			break
		}
		out = append(out, p)
	}
	return out
}

// isSureHead tells whether the j-th paragraph is a head and can be no cell.
func (b body) isSureHead(j int) bool {
	if j >= len(b.paragraphs) || b.paragraphs[j].length() > maxHead {
		return false
	}
	s := b.slice(b.paragraphs[j])
	k := columnKindOf(s)
	return k != otherColumn && !isValue(s) && !valueWords.MatchString(s)
}

// headsByRows are the heads from the i-th paragraph on up to the row with the
// number 1, and the number of cells up to the row with the number 2. The
// number is 0 where there are no such rows.
func (b body) headsByRows(i int) ([]Span, int) {
	ps := b.paragraphs
	if columnKindOf(b.slice(ps[i])) != indexColumn {
		return nil, 0
	}
	first := i + 1
	for first < len(ps) && first-i <= maxHeads && rowOrdinal(b.head(ps[first], maxHead)) != 1 {
		if ps[first].length() > maxHead {
			return nil, 0
		}
		first++
	}
	heads := first - i
	if heads < 3 || first >= len(ps) {
		return nil, 0
	}
	if !b.startsRow(first, 1) {
		return nil, 0
	}
	for n := heads + maxBroken; n >= max(3, heads-2); n-- {
		if b.startsRow(first+n, 2) && (n <= heads || len(b.joined(ps[first:first+n])) == heads) {
			return ps[i:first], min(n, heads)
		}
	}
	if b.repeats(first, heads) {
		return ps[i:first], heads
	}
	return nil, 0
}

// startsRow tells whether the j-th paragraph is the number n and a name follows.
func (b body) startsRow(j, n int) bool {
	return j+1 < len(b.paragraphs) && rowOrdinal(b.head(b.paragraphs[j], maxHead)) == n && b.mayName(b.paragraphs[j+1])
}

const maxBroken = 6 // lines by which the sentences of a row's cells exceed its cells

// joined puts together cells that are sentences one below the other.
func (b body) joined(cells []Span) []Span {
	var out []Span
	for i, c := range cells {
		if i > 0 && b.isSentence(cells[i-1]) && b.isSentence(c) {
			out[len(out)-1].End = c.End
			continue
		}
		out = append(out, c)
	}
	return out
}

// isSentence tells whether a cell ends as a sentence does.
func (b body) isSentence(c Span) bool {
	r := b.runes[c.End-1]
	return r == '。' || r == '；'
}

// cellsUnder reads the rows under the heads, from the j-th paragraph on. It
// returns the paragraph after the table, 0 if there are no rows.
func (b body) cellsUnder(cs []column, j int) (table, int) {
	c := cellReader{b, cs, place(cs, indexColumn)}
	t := table{columns: cs}
	group := Span{}
	for {
		r, next := c.row(j, len(t.rows)+1)
		if next == j || r.End-t.end() > MaxChunk {
			break
		}
		if r.group.length() == 0 {
			r.group = group
		}
		group = r.group
		t.rows = append(t.rows, r)
		j = next
	}
	if len(t.rows) == 0 {
		return table{}, 0
	}
	t.finish()
	return t, j
}

// A try is a way to read a row: how many paragraphs it takes and whether only
// the next row or the end of the table can prove it right.
type try struct {
	row
	width int
	plain bool // the row is whole and every cell is what its column is for
}

// row reads the n-th row, which begins with the j-th paragraph or, behind a
// group's name, the one after. It returns the paragraph after the row, j if
// there is no row.
func (c cellReader) row(j, n int) (row, int) {
	tries := c.tries(j, n)
	for _, t := range tries { // a number right behind the row is surer than one behind a group's name
		if c.index >= 0 && c.startsRow(j+t.width, n+1) {
			return t.row, j + t.width
		}
	}
	for _, t := range tries {
		if c.begins(j+t.width, n+1) || c.followsAttribute(j+t.width) || t.plain && c.ends(j+t.width) {
			return t.row, j + t.width
		}
	}
	for _, t := range tries {
		if c.ends(j + t.width) {
			return t.row, j + t.width
		}
	}
	final, ok := c.last(j, n)
	for _, t := range tries {
		if t.plain && !c.goesOn(j+t.width) && !(ok && c.areCells(j+t.width, j+final.width)) {
			return t.row, j + t.width
		}
	}
	if ok {
		return final.row, j + final.width
	}
	return row{}, j
}

// tries are the ways to read the n-th row, the likeliest first.
func (c cellReader) tries(j, n int) []try {
	var out []try
	for skip := 0; skip <= 1; skip++ {
		if skip == 1 && !c.isGroup(j) {
			break
		}
		out = append(out, c.whole(j+skip, n, true)...)
		out = append(out, c.whole(j+skip, n, false)...)
		out = append(out, c.wrapped(j+skip, n)...)
		out = append(out, c.broken(j+skip, n)...)
		out = append(out, c.gaps(j+skip, n)...)
		for i := range out {
			if skip == 1 && out[i].Start >= c.paragraphs[j+1].Start {
				out[i].width++
				out[i].group = c.paragraphs[j]
			}
		}
	}
	return append(out, c.entry(j, n)...)
}

const maxGroup = 16 // the name of a group of rows

// isGroup tells whether the j-th paragraph may name a group of rows.
func (c cellReader) isGroup(j int) bool {
	if j+1 >= len(c.paragraphs) || c.paragraphs[j].length() > maxGroup {
		return false
	}
	s := c.slice(c.paragraphs[j])
	m, marked := readMark(s)
	return isName(s) && (!marked || m.kind >= comma && m.kind <= circle) && !footnoteLine.MatchString(s)
}

// cellsAt are n cells from the j-th paragraph on, nil if one can be none.
func (c cellReader) cellsAt(j, n int) []Span {
	if n < 2 || j+n > len(c.paragraphs) {
		return nil
	}
	for _, p := range c.paragraphs[j : j+n] {
		if p.length() > 4*maxCell {
			return nil
		}
	}
	return c.paragraphs[j : j+n]
}

// whole reads a row that has all its cells, but for the name of a group that
// it may share with the rows before it.
func (c cellReader) whole(j, n int, plain bool) []try {
	var out []try
	if cells := c.cellsAt(j, len(c.columns)); cells != nil && c.isRow(cells, n, plain) {
		out = append(out, try{row{Span: Span{cells[0].Start, cells[len(cells)-1].End}, cells: cells}, len(cells), plain})
	}
	g := place(c.columns, groupColumn)
	if cells := c.cellsAt(j, len(c.columns)-1); g >= 0 && cells != nil {
		with := append(append(append([]Span{}, cells[:g]...), Span{}), cells[g:]...)
		if c.isRow(with, n, plain) {
			out = append(out, try{row{Span: Span{cells[0].Start, cells[len(cells)-1].End}, cells: with}, len(cells), plain})
		}
	}
	return out
}

// isRow tells whether cells fit their columns. In a plain row all do; in
// another, words may stand for values.
func (c cellReader) isRow(cells []Span, n int, plain bool) bool {
	values, valued := 0, 0
	for i, col := range c.columns {
		s := c.cell(cells[i])
		fits := s == "" || col.kind.fits(s)
		switch col.kind {
		case indexColumn:
			if s != "" && rowOrdinal(s) != n {
				return false
			}
		case valueColumn:
			valued++
			if fits && s != "" {
				values++
			}
		}
		if !fits && (plain || !c.mayStand(cells, i)) {
			return false
		}
	}
	return values > 0 || valued == 0 && c.index >= 0
}

const maxAttribute = 8

// mayStand tells whether the i-th cell of a row may stand in its column though
// it does not look like it: words for a value in a row that is certainly
// whole, but not where a name stands whose group is told as the name; words
// for a unit or an attribute.
func (c cellReader) mayStand(cells []Span, i int) bool {
	s := c.slice(cells[i])
	switch c.columns[i].kind {
	case valueColumn:
		return i > 0 && c.isBounded(cells) && c.columns[i-1].kind >= valueColumn && cells[i].length() <= maxCell &&
			!c.isSentence(cells[i]) && !attributeCell.MatchString(s) && !isUnit.MatchString(s)
	case attributeColumn:
		return c.index >= 0 && cells[i].length() <= maxAttribute && !hasDigit(s)
	case unitColumn:
		return cells[i].length() <= maxAttribute && !hasDigit(s) && place(c.columns, groupColumn) < 0
	}
	return false
}

// isBounded tells whether a row is certainly whole: it has a number, or ends
// with its attribute.
func (c cellReader) isBounded(cells []Span) bool {
	last := len(c.columns) - 1
	return c.index >= 0 || c.columns[last].kind == attributeColumn && attributeCell.MatchString(c.slice(cells[last]))
}

// hasDigit tells whether a cell for words holds a figure.
func hasDigit(s string) bool {
	for _, r := range s {
		if unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// wrapped reads a row whose name is broken over two lines. Without a number
// in front, the first may be the name of a group, unless the second is only a bracket.
func (c cellReader) wrapped(j, n int) []try {
	name := place(c.columns, nameColumn)
	cells := c.cellsAt(j, len(c.columns)+1)
	if cells == nil || name < 0 {
		return nil
	}
	first, second := cells[name], cells[name+1]
	bracket := c.runes[second.Start] == '（' || c.runes[second.Start] == '('
	if !bracket && (c.index < 0 || c.index > name || count(c.columns, valueColumn) == 0 || !c.mayName(second)) {
		return nil
	}
	joined := append([]Span{}, cells[:name]...)
	joined = append(joined, Span{first.Start, second.End})
	joined = append(joined, cells[name+2:]...)
	if !isName(c.slice(first)) || !c.isRow(joined, n, true) {
		return nil
	}
	return []try{{row{Span: Span{cells[0].Start, cells[len(cells)-1].End}, cells: joined}, len(cells), false}}
}

// broken reads a numbered row with a cell of several paragraphs.
func (c cellReader) broken(j, n int) []try {
	var out []try
	for more := 1; more <= maxBroken && c.index >= 0; more++ {
		cells := c.cellsAt(j, len(c.columns)+more)
		if joined := c.joined(cells); cells != nil && len(joined) == len(c.columns) && c.isRow(joined, n, true) {
			out = append(out, try{row{Span: Span{cells[0].Start, cells[len(cells)-1].End}, cells: joined}, len(cells), false})
		}
	}
	return out
}

// gaps reads a row that lacks one cell or two.
func (c cellReader) gaps(j, n int) []try {
	var out []try
	for missing := 1; missing <= 2; missing++ {
		cells := c.cellsAt(j, len(c.columns)-missing)
		if len(cells) < 2 || c.index >= 0 && rowOrdinal(c.slice(cells[0])) != n && rowOrdinal(c.slice(cells[1])) != n ||
			slices.ContainsFunc(cells, func(s Span) bool { return s.length() > maxCell || c.isSentence(s) }) {
			continue
		}
		if r, ok := c.faulty(c.columns, cells); ok {
			out = append(out, try{r, len(cells), false})
		}
	}
	return out
}

// begins tells whether the n-th row begins with the j-th paragraph, or with
// the one after, behind a group's name.
func (c cellReader) begins(j, n int) bool {
	for skip := 0; skip <= 1 && j+skip+1 < len(c.paragraphs); skip++ {
		if skip == 1 && !c.isGroup(j) {
			return false
		}
		if c.index >= 0 {
			if rowOrdinal(c.head(c.paragraphs[j+skip], maxHead)) == n && c.mayName(c.paragraphs[j+skip+1]) {
				return true
			}
		} else if len(c.whole(j+skip, n, true)) > 0 || len(c.wrapped(j+skip, n)) > 0 {
			return true
		}
	}
	return false
}

// mayName tells whether a cell may be the first behind a row's number.
func (b body) mayName(s Span) bool {
	return s.length() <= 2*maxCell && !b.isSentence(s) && isName(b.slice(s))
}

// followsAttribute tells whether the row before the j-th paragraph ends with
// its attribute, the last column, and a name follows.
func (c cellReader) followsAttribute(j int) bool {
	last := c.columns[len(c.columns)-1].kind
	return c.index < 0 && last == attributeColumn && !c.ends(j) &&
		attributeCell.MatchString(c.slice(c.paragraphs[j-1])) && isName(c.slice(c.paragraphs[j]))
}

// ends tells whether the j-th paragraph is certainly no cell.
func (c cellReader) ends(j int) bool {
	if j >= len(c.paragraphs) {
		return true
	}
	p := c.paragraphs[j]
	s := c.head(p, maxCell+1)
	m, marked := readMark(s)
	return p.length() > maxCell || footnoteLine.MatchString(s) || marked && (m.kind <= bracket || m.kind >= box) && rowOrdinal(s) == 0
}

// goesOn tells whether the j-th paragraph reads like one more cell of the row.
func (c cellReader) goesOn(j int) bool {
	return c.index >= 0 && mayBeValue(c.slice(c.paragraphs[j]))
}
