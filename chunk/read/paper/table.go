package paper

import (
	"math"
	"regexp"
	"slices"
	"unicode/utf8"
)

const (
	minRows     = 2    // with several cells
	minCells    = 3    // of the row that has most
	maxMisses   = 3    // lines of broken cells between two rows
	nearRow     = 1.45 // of the height: how far a piece of a broken cell stands from its row
	longCell    = 40   // characters of a stretch that is prose rather than a cell
	narrowTable = 0.62 // of the region: what a line of a broken cell is narrower than
)

// A band is where a column of a table stands.
type band struct{ x, r float64 }

func (b band) meets(l line) bool { return l.x < b.r && l.r > b.x }

// tableAt reads the table that begins with the i-th row and returns its rows
// and the row after it, i if there is none.
func tableAt(rows [][]line, i int) ([]tableRow, int) {
	if len(rows[i]) == 1 && !isUpperHead(rows, i) && !isHeadPiece(rows, i) && !areCloseHeads(rows, i) {
		return nil, i
	}
	end, most := tableEnd(rows, i)
	if end == i {
		return nil, i
	}
	bands := bandsOf(rows[i:end], most)
	if len(bands) < minCells || len(anchorsOf(rows[i:end], bands)) < minRows {
		return nil, i
	}
	return readTable(rows[i:end], bands), end
}

// isUpperHead tells whether a line by itself is the upper level of a table's
// heads: it stands between, or closely above, the heads of the years below it.
func isUpperHead(rows [][]line, i int) bool {
	l := rows[i][0]
	if i+1 >= len(rows) || len(rows[i+1]) < minCells || rows[i+1][0].middle()-l.middle() > 1.9*l.size || utf8.RuneCountInString(l.text) > maxUpper {
		return false
	}
	years := 0
	for _, row := range rows[i+1 : min(i+3, len(rows))] { // they may be lower than heads of one level
		for _, h := range row {
			if year.MatchString(h.text) && h.x < l.r+2*l.size && h.r > l.x-2*l.size {
				years++
			}
		}
	}
	return years > 1 && l.x > rows[i+1][0].r
}

// isHeadPiece tells whether a line by itself is the first of a head that is
// broken over lines, 序 above 号.
func isHeadPiece(rows [][]line, i int) bool {
	l := rows[i][0]
	if utf8.RuneCountInString(l.text) > maxPiece || i+1 >= len(rows) || len(rows[i+1]) < 2 {
		return false
	}
	for _, row := range rows[i+1 : min(i+3, len(rows))] {
		if slices.ContainsFunc(row, func(h line) bool { return h.middle()-l.middle() <= closeStep*l.size && h.x < l.r && h.r > l.x }) {
			return true
		}
	}
	return false
}

const maxPiece = 6 // characters

// areCloseHeads tells whether a line by itself is a row of heads that stand so
// close to each other that they pass for one stretch: the columns below part it
// where its words end.
func areCloseHeads(rows [][]line, i int) bool {
	if len(rows[i][0].words) < minCells || i+1 >= len(rows) || len(rows[i+1]) < minCells || apartFrom(rows[i], rows[i+1]) {
		return false
	}
	end, most := tableEnd(rows, i+1)
	bands := bandsOf(rows[i+1:end], most)
	return len(bands) >= minCells && len(parted(rows[i], bands)) == len(bands)
}

const maxUpper = 12 // characters

var year = regexp.MustCompile(`^(?:19|20)\d\d|^[“"]?十[一二三四五]五`)

// tableEnd finds the rows of a table from the i-th on, and how many cells the
// fullest has; i if there are too few.
func tableEnd(rows [][]line, i int) (end, most int) {
	several, last := 0, i
	for j := i; j < len(rows) && j-last <= maxMisses; j++ {
		if j > i && apartFrom(rows[j-1], rows[j]) {
			break
		}
		n := len(rows[j])
		if n == 1 && isProseLine(rows[j][0]) {
			break
		}
		if n > 1 {
			several++
			most = max(most, n)
			last = j + 1
		}
	}
	if several < minRows || most < minCells {
		return i, 0
	}
	end = last
	for end < len(rows) && isPiece(rows[end-1], rows[end]) {
		end++
	}
	return end, most
}

// isProseLine tells a line of text from one of a broken cell.
func isProseLine(l line) bool {
	return l.r-l.x > narrowTable*(l.on.right-l.on.left) || utf8.RuneCountInString(l.text) > longCell
}

const maxPitch = 3.2 // of the height: between the rows of a table

// apartFrom tells whether rows stand too far from each other for one table.
func apartFrom(a, b []line) bool { return b[0].y-a[0].b > maxPitch*b[0].size }

// isPiece tells whether a row is the rest of a broken cell of the row before.
func isPiece(before, row []line) bool {
	l := row[0]
	return len(row) == 1 && before[0].on == l.on && l.y-before[0].b <= 0.35*l.size &&
		l.r-l.x < 0.5*(l.on.right-l.on.left) && l.x-l.on.left > indent*l.size
}

// bandsOf are the columns: where the cells of the fullest rows stand, as far
// as they stand apart.
func bandsOf(rows [][]line, most int) []band {
	for n := most; n >= minCells; n-- {
		if bs := bandsOfFull(rows, n); len(bs) >= n {
			return widest(bs, rows)
		}
	}
	return nil
}

// bandsOfFull are the bands of the cells of rows that have so many.
func bandsOfFull(rows [][]line, n int) []band {
	var bs []band
	for _, row := range rows {
		if len(row) < n {
			continue
		}
		for _, l := range row {
			bs = widen(bs, l)
		}
	}
	return bs
}

// widest widens columns by the cells of all rows: what meets no two columns
// widens one, or is the only cell of another.
func widest(bs []band, rows [][]line) []band {
	for _, row := range rows {
		for _, l := range row {
			if wider := widen(bs, l); len(row) > 1 && len(wider) >= len(bs) {
				bs = wider
			}
		}
	}
	return bs
}

// widen puts a cell into the columns: it widens those that it meets to one.
func widen(bs []band, l line) []band {
	b := band{l.x, l.r}
	rest := bs[:0:0]
	for _, o := range bs {
		if o.meets(l) {
			b = band{min(b.x, o.x), max(b.r, o.r)}
		} else {
			rest = append(rest, o)
		}
	}
	rest = append(rest, b)
	slices.SortFunc(rest, func(a, b band) int {
		if a.x < b.x {
			return -1
		}
		return 1
	})
	return rest
}

// A tableRow is a row of a table and the page on which it stands.
type tableRow struct {
	cells []string
	page  int
}

// readTable puts the lines of a table into rows. Lines that fill half of the
// columns are rows; the others are pieces of the cells of the nearest one, the
// lower level of the heads, or stand by themselves: the name of a group, the
// upper level of the heads.
func readTable(rows [][]line, bands []band) []tableRow {
	for i := range rows {
		rows[i] = parted(rows[i], bands)
	}
	if out, ok := stackedRows(rows, bands); ok {
		return out
	}
	anchors := anchorsOf(rows, bands)
	pieces := make([][]line, len(anchors))
	loose := map[int][][]line{} // by the row that they stand above
	var lower []line            // of the heads
	passed := 0
	for _, row := range rows {
		if isAnchor(row, bands) {
			passed++
			continue
		}
		at := nearest(anchors, row[0].middle())
		switch {
		case passed == 1 && isLowerHead(row, anchorOf(rows, bands), bands):
			lower = row
		case spansColumns(row, bands) || abs(anchors[at]-row[0].middle()) > nearRow*row[0].size:
			if row[0].middle() > anchors[at] {
				at++
			}
			loose[at] = append(loose[at], row)
		default:
			pieces[at] = append(pieces[at], row...)
		}
	}
	var out []tableRow
	n := 0
	for _, row := range rows {
		if !isAnchor(row, bands) {
			continue
		}
		cells := cellsOf(append(slices.Clone(row), pieces[n]...), bands)
		out = append(out, looseRows(loose[n], bands, cells)...)
		out = append(out, tableRow{cells, row[0].on.page})
		if n == 0 && lower != nil {
			out = append(out, tableRow{filledUp(cellsOf(slices.Clone(lower), bands), cells), row[0].on.page})
		}
		n++
	}
	return append(out, looseRows(loose[n], bands, nil)...)
}

// parted parts stretches of a row at the gaps between columns, where a word
// ends: cells that stand close to each other.
func parted(row []line, bands []band) []line {
	var out []line
	for _, l := range row {
		if len(l.words) < 2 || len(columnsOf(l, bands)) < 2 {
			out = append(out, l)
			continue
		}
		first := true
		for _, w := range l.words {
			at := line{text: w.Text, x: w.X, y: l.y, r: w.X + w.W, b: l.b, size: w.H, on: l.on, words: []Word{w}}
			if last := len(out) - 1; !first && slices.Equal(columnsOf(at, bands), columnsOf(out[last], bands)) {
				out[last].text = join(out[last].text, w.Text, (w.X-out[last].r)/w.H)
				out[last].r = at.r
				continue
			}
			out, first = append(out, at), false
		}
	}
	return out
}

// anchorOf is the first row.
func anchorOf(rows [][]line, bands []band) []line {
	i := slices.IndexFunc(rows, func(row []line) bool { return isAnchor(row, bands) })
	return rows[i]
}

// isLowerHead tells whether a line is the lower level of the heads: it fills
// columns over which one head stands.
func isLowerHead(row, heads []line, bands []band) bool {
	if len(row) < 2 {
		return false
	}
	for _, l := range row {
		if !slices.ContainsFunc(heads, func(h line) bool {
			over := columnsOf(h, bands)
			return len(over) > 1 && slices.ContainsFunc(columnsOf(l, bands), func(c int) bool { return slices.Contains(over, c) })
		}) {
			return false
		}
	}
	return true
}

// isAnchor tells whether a line fills enough columns to be a row.
func isAnchor(row []line, bands []band) bool { return 2*len(row) > len(bands) }

func anchorsOf(rows [][]line, bands []band) []float64 {
	var out []float64
	for _, row := range rows {
		if isAnchor(row, bands) {
			out = append(out, row[0].middle())
		}
	}
	return out
}

const clearly = 0.8 // by what a row must be nearer than the one above it

// nearest is the row that a place is nearest to; of two, the one above.
func nearest(anchors []float64, at float64) int {
	best, least := 0, math.Inf(1)
	for i, a := range anchors {
		if d := abs(a - at); d < clearly*least {
			best, least = i, d
		}
	}
	return best
}

// spansColumns tells whether a stretch stands over several columns.
func spansColumns(row []line, bands []band) bool {
	return slices.ContainsFunc(row, func(l line) bool { return len(columnsOf(l, bands)) > 1 })
}

// columnsOf are the columns that a stretch meets; of one between columns those
// close by, else the nearest, so that nothing is lost.
func columnsOf(l line, bands []band) []int {
	for _, by := range []float64{0, l.size} {
		var out []int
		at := line{x: l.x - by, r: l.r + by}
		for i, b := range bands {
			if b.meets(at) {
				out = append(out, i)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	best := 0
	for i, b := range bands {
		if abs(b.x+b.r-l.x-l.r) < abs(bands[best].x+bands[best].r-l.x-l.r) {
			best = i
		}
	}
	return []int{best}
}

// cellsOf puts stretches into their columns, those of a cell from the top.
func cellsOf(ls []line, bands []band) []string {
	slices.SortStableFunc(ls, func(a, b line) int {
		switch {
		case a.middle() < b.middle()-1:
			return -1
		case a.middle() > b.middle()+1:
			return 1
		}
		return 0
	})
	out := make([]string, len(bands))
	for _, l := range ls {
		for _, c := range columnsOf(l, bands) {
			out[c] = wrap(out[c], l.text)
		}
	}
	return out
}

// looseRows are lines between rows. One that stands over columns of the heads
// below it is their upper level: the columns beside have the same head in both.
func looseRows(rows [][]line, bands []band, below []string) []tableRow {
	var out []tableRow
	for _, row := range rows {
		cells := []string{joinRow(row).text}
		if spansColumns(row, bands) && below != nil && (len(row) > 1 || len(columnsOf(row[0], bands)) < len(bands)) {
			cells = filledUp(cellsOf(slices.Clone(row), bands), below)
		}
		out = append(out, tableRow{cells, row[0].on.page})
	}
	return out
}

// filledUp are cells with those of another row where they are empty.
func filledUp(cells, other []string) []string {
	for c, s := range cells {
		if s == "" {
			cells[c] = other[c]
		}
	}
	return cells
}
