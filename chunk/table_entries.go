package chunk

// Where a cell may hold several lines, a table with each cell on lines of its
// own is told by what repeats: numbers that count up, each in front of as many
// lines as there are heads, or of a few more or less. Such a row is an entry: its
// lines are the table's, though which cell each is of may not be certain.

// nextEntry is the paragraph at which the n-th row begins, where that before
// begins with the j-th paragraph and has as many lines as there are columns, or a
// few more; 0 if none does.
func (b body) nextEntry(j, n, columns int) int {
	for next := j + 2; next <= j+columns+maxBroken && next < len(b.paragraphs); next++ {
		if b.startsRow(next, n) {
			return next
		}
	}
	return 0
}

// repeats tells whether most of the rows from the j-th paragraph on have as many
// lines as there are columns.
func (b body) repeats(j, columns int) bool {
	rows, even := 0, 0
	for next := b.nextEntry(j, 2, columns); next > 0; next = b.nextEntry(j, rows+2, columns) {
		rows++
		if next-j == columns {
			even++
		}
		j = next
	}
	return rows > 1 && even > 0 && even*2 >= rows
}

// hasEntries tells whether the rows may be entries: they begin with their
// numbers, and words stand behind. Where values do, each has its column.
func (c cellReader) hasEntries() bool { return c.index == 0 && place(c.columns, valueColumn) < 0 }

// entry reads the n-th row, at whose end the next begins.
func (c cellReader) entry(j, n int) []try {
	if !c.hasEntries() || !c.startsRow(j, n) {
		return nil
	}
	next := c.nextEntry(j, n+1, len(c.columns))
	if next == 0 || c.paragraphs[next-1].End-c.paragraphs[j].Start > MaxChunk {
		return nil
	}
	return []try{c.entryOf(c.paragraphs[j:next])}
}

// last reads the n-th row, where it is the last and a numbered line, the heads of
// the next table or the end of the text stands behind it.
func (c cellReader) last(j, n int) (try, bool) {
	if n < 2 || !c.hasEntries() || !c.startsRow(j, n) {
		return try{}, false
	}
	end := j + 2
	for end < len(c.paragraphs) && end <= j+len(c.columns)+maxBroken && !c.isBeyond(end) {
		end++
	}
	if end-j < len(c.columns)-1 || end > j+len(c.columns)+maxBroken || c.paragraphs[end-1].End-c.paragraphs[j].Start > MaxChunk {
		return try{}, false
	}
	return c.entryOf(c.paragraphs[j:end]), true
}

// areCells tells whether the paragraphs of a stretch read like cells of the row
// before them.
func (c cellReader) areCells(from, to int) bool {
	for _, p := range c.paragraphs[from:max(from, to)] {
		if s := c.slice(p); p.length() > maxCell || c.isEnded(p) || dateLine.MatchString(s) || isSigner(s) {
			return false
		}
	}
	return from < to
}

// isBeyond tells whether the j-th paragraph is a heading or the first head of another table.
func (c cellReader) isBeyond(j int) bool {
	s := c.head(c.paragraphs[j], maxCell)
	m, ok := readMark(s)
	return ok && (m.kind <= bracket || m.kind >= box) || columnKindOf(s) == indexColumn || footnoteLine.MatchString(s)
}

// entryOf is the row that has these lines.
func (c cellReader) entryOf(lines []Span) try {
	r := row{Span: Span{lines[0].Start, lines[len(lines)-1].End}, cells: make([]Span, len(c.columns))}
	if len(lines) == len(c.columns) {
		copy(r.cells, lines)
		return try{r, len(lines), false}
	}
	r.cells[0] = lines[0]
	f := fit{r.cells, make([]bool, len(c.columns))}
	if c.columns[1].kind == nameColumn {
		r.cells[1] = lines[1]
	}
	r.fault = c.fault(c.columns, f, len(lines))
	return try{r, len(lines), false}
}
