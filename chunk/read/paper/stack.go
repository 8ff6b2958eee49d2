package paper

import (
	"cmp"
	"regexp"
	"slices"
)

// In a table whose cells are broken over lines, the lines of a cell stand
// closer to each other than cells do: where that tells, it tells the rows.

// A stack of lines is a cell, from its top to its bottom.
type stack struct {
	top, bottom float64
	size        float64
	text        string
	page        int
}

func (s stack) middle() float64 { return (s.top + s.bottom) / 2 }

const (
	closeStep  = 1.35 // of the height: how far the lines of a cell stand from each other at most
	sameStep   = 1.15 // of the smallest step: one that is about as large
	minFarther = 0.2  // of the steps: those that are larger
	fullColumn = 0.75 // of the cells of the column that has most
	fitsRows   = 0.35 // of a row: by how much the middle of a cell over several may be off
)

// figures that stand below each other are of two rows.
var bareFigure = regexp.MustCompile(`^[\d.,%％〔〕\[\]［］()（）<>＜＞≥≤+\-—]+$`)

// stackedRows reads the rows of a table by the steps between its lines; false
// where these do not tell.
func stackedRows(rows [][]line, bands []band) ([]tableRow, bool) {
	columns := make([][]line, len(bands))
	var over [][]line // lines that stand over several columns
	for _, row := range rows {
		for _, l := range row {
			if at := columnsOf(l, bands); len(at) > 1 {
				over = append(over, []line{l})
			} else {
				columns[at[0]] = beside(columns[at[0]], l)
			}
		}
	}
	step, ok := stepOf(columns)
	if !ok {
		return nil, false
	}
	cells := make([][]stack, len(bands))
	for c, ls := range columns {
		if cells[c], ok = stacks(ls, step); !ok {
			return nil, false
		}
	}
	spans := rowSpans(cells)
	if len(spans) < minRows {
		return nil, false
	}
	if !areRows(spans, cells) {
		return nil, false
	}
	out := make([]tableRow, len(spans))
	for r, s := range spans {
		out[r] = tableRow{make([]string, len(bands)), s.page}
	}
	for c := range cells {
		fill(out, spans, cells[c], c)
	}
	return withUpper(out, spans, over, bands), true
}

// beside puts a line below those of its column, or beside the last one.
func beside(column []line, l line) []line {
	if n := len(column); n > 0 && l.middle()-column[n-1].middle() < l.size/2 {
		last := &column[n-1]
		last.text = join(last.text, l.text, (l.x-last.r)/l.size)
		last.r, last.b = l.r, max(last.b, l.b)
		return column
	}
	return append(column, l)
}

// areRows tells whether what was found are rows: each has a cell of its own in
// half of the columns, and no row has two in one.
func areRows(spans []stack, cells [][]stack) bool {
	filled := make([]int, len(spans))
	for _, column := range cells {
		seen := make([]bool, len(spans))
		for _, c := range column {
			at := nearestSpan(spans, c.middle())
			if seen[at] {
				return false
			}
			seen[at] = true
			filled[at]++
		}
	}
	for _, n := range filled {
		if 2*n < len(cells) {
			return false
		}
	}
	return true
}

// stepOf is how far lines of one cell stand from each other at most; false
// where all lines stand equally far, or too far for lines of a cell.
func stepOf(columns [][]line) (float64, bool) {
	var steps []float64
	size := 0.0
	for _, ls := range columns {
		for i := 1; i < len(ls); i++ {
			if ls[i].on.page == ls[i-1].on.page {
				steps = append(steps, ls[i].middle()-ls[i-1].middle())
				size = max(size, ls[i].size)
			}
		}
	}
	if len(steps) == 0 {
		return 0, false
	}
	slices.Sort(steps)
	most := sameStep * steps[0]
	farther := 0
	for _, s := range steps {
		if s > most {
			farther++
		}
	}
	return most, steps[0] <= closeStep*size && float64(farther) >= minFarther*float64(len(steps))
}

// stacks puts the lines of a column together to cells; false where two figures
// would be one.
func stacks(ls []line, step float64) ([]stack, bool) {
	var out []stack
	for i, l := range ls {
		if n := len(out); n > 0 && l.middle()-ls[i-1].middle() <= step {
			if bareFigure.MatchString(l.text) && bareFigure.MatchString(ls[i-1].text) {
				return nil, false
			}
			out[n-1].text, out[n-1].bottom = wrap(out[n-1].text, l.text), l.b
			continue
		}
		out = append(out, stack{l.y, l.b, l.size, l.text, l.on.page})
	}
	return out, true
}

// rowSpans are where rows stand: cells side by side, of the columns that have
// most, make one.
func rowSpans(cells [][]stack) []stack {
	most := 0
	for _, c := range cells {
		most = max(most, len(c))
	}
	var all []stack
	for _, c := range cells {
		if float64(len(c)) >= fullColumn*float64(most) {
			all = append(all, c...)
		}
	}
	slices.SortStableFunc(all, func(a, b stack) int { return cmp.Compare(a.top, b.top) })
	var out []stack
	for _, s := range all {
		if n := len(out); n > 0 && s.top < out[n-1].bottom-0.3*s.size {
			out[n-1].bottom = max(out[n-1].bottom, s.bottom)
			continue
		}
		out = append(out, s)
	}
	return out
}

// fill puts the cells of a column into rows. A cell in words that stands in the
// middle of several rows stands in each.
func fill(out []tableRow, spans, cells []stack, column int) {
	from := 0
	for _, c := range cells {
		at := nearestSpan(spans, c.middle())
		first, last := at, at
		if len(cells) < len(spans) && !bareFigure.MatchString(c.text) {
			if end, ok := covered(spans, from, c); ok {
				first, last = from, end
			}
		}
		for r := first; r <= last; r++ {
			out[r].cells[column] = wrap(out[r].cells[column], c.text)
		}
		from = last + 1
	}
}

// covered is the last of the rows from one on in whose middle a cell stands.
func covered(spans []stack, from int, c stack) (int, bool) {
	for end := from; end < len(spans); end++ {
		middle := (spans[from].top + spans[end].bottom) / 2
		if abs(middle-c.middle()) <= fitsRows*(spans[end].bottom-spans[end].top) {
			return end, true
		}
		if middle > c.middle() {
			break
		}
	}
	return 0, false
}

func nearestSpan(spans []stack, at float64) int {
	best := 0
	for i, s := range spans {
		if abs(s.middle()-at) < abs(spans[best].middle()-at) {
			best = i
		}
	}
	return best
}

// withUpper puts in the lines that stand over several columns: above the row
// that they are nearest above, as the upper level of its heads, or by themselves.
func withUpper(out []tableRow, spans []stack, over [][]line, bands []band) []tableRow {
	above := map[int][][]line{}
	for _, l := range over {
		r := 0
		for r < len(spans) && spans[r].middle() < l[0].middle() {
			r++
		}
		if r == 1 && len(columnsOf(l[0], bands)) < len(bands) && l[0].b > spans[0].top { // beside heads of one level
			r = 0
		}
		above[r] = append(above[r], l)
	}
	var all []tableRow
	for r := range out {
		all = append(all, looseRows(above[r], bands, out[r].cells)...)
		all = append(all, out[r])
	}
	return append(all, looseRows(above[len(out)], bands, nil)...)
}
