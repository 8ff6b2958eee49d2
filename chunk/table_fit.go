package chunk

// A fit is what is certain of a row whose cells are not as many as its
// columns: what all ways have in common in which the cells, in their order,
// fit their columns.
type fit struct {
	cells []Span // by columns; empty where no cell is certain
	sure  []bool // by columns: whether a cell, or that it is missing, is certain
}

// align fits cells to columns. It reports false where they do not fit at all.
func (b body) align(cs []column, cells []Span) (fit, bool) {
	w := weave{cols: len(cs), cells: len(cells)}
	w.match = make([]bool, len(cs)*len(cells))
	for j, c := range cs {
		for i, cell := range cells {
			w.match[j*len(cells)+i] = c.kind.fits(b.cell(cell))
		}
	}
	before, after := w.reach()
	if !before[w.at(w.cells, w.cols)] {
		return fit{}, false
	}
	f := fit{make([]Span, len(cs)), make([]bool, len(cs))}
	for j := range cs {
		ways := 0
		for i := range cells {
			if before[w.at(i, j)] && w.match[j*len(cells)+i] && after[w.at(i+1, j+1)] {
				f.cells[j] = cells[i]
				ways++
			}
		}
		for i := 0; i <= len(cells) && len(cells) < len(cs); i++ {
			if before[w.at(i, j)] && after[w.at(i, j+1)] {
				ways++
				break
			}
		}
		if f.sure[j] = ways == 1; !f.sure[j] {
			f.cells[j] = Span{}
		}
	}
	return f, true
}

// A weave is the grid of the ways in which cells may stand in columns: a step
// puts a cell into a column, leaves a column empty where cells are too few, or
// leaves out a cell where they are too many.
type weave struct {
	cols, cells int
	match       []bool
}

// at is the place in the grid behind i cells and j columns.
func (w weave) at(i, j int) int { return i*(w.cols+1) + j }

// reach tells which places of the grid can be reached from its beginning, and
// from which its end can be.
func (w weave) reach() (before, after []bool) {
	before = make([]bool, (w.cells+1)*(w.cols+1))
	after = make([]bool, len(before))
	before[0], after[w.at(w.cells, w.cols)] = true, true
	for i := 0; i <= w.cells; i++ {
		for j := 0; j <= w.cols; j++ {
			for _, to := range w.steps(i, j) {
				before[to] = before[to] || before[w.at(i, j)]
			}
		}
	}
	for i := w.cells; i >= 0; i-- {
		for j := w.cols; j >= 0; j-- {
			for _, to := range w.steps(i, j) {
				after[w.at(i, j)] = after[w.at(i, j)] || after[to]
			}
		}
	}
	return before, after
}

// steps are the places that follow the one behind i cells and j columns.
func (w weave) steps(i, j int) []int {
	var out []int
	if i < w.cells && j < w.cols && w.match[j*w.cells+i] {
		out = append(out, w.at(i+1, j+1))
	}
	if j < w.cols && w.cells < w.cols {
		out = append(out, w.at(i, j+1))
	}
	if i < w.cells && w.cells > w.cols {
		out = append(out, w.at(i+1, j))
	}
	return out
}

// faulty makes a row of cells that are not as many as the columns, and tells
// whether at least its name is certain.
func (b body) faulty(cs []column, cells []Span) (row, bool) {
	name := place(cs, nameColumn)
	f, ok := b.align(cs, cells)
	if !ok || name < 0 || !f.sure[name] || f.cells[name].length() == 0 {
		return row{}, false
	}
	r := row{Span: Span{cells[0].Start, cells[len(cells)-1].End}, cells: f.cells}
	r.fault = b.fault(cs, f, len(cells))
	return r, true
}

// fault says what is wrong with the number of a row's cells. A group's name
// that several rows share is missing by right.
func (b body) fault(cs []column, f fit, cells int) string {
	missing, unsure, where := len(cs)-cells, false, ""
	for j, c := range cs {
		switch {
		case !f.sure[j]:
			unsure = true
		case f.cells[j].length() == 0 && c.kind == groupColumn:
			missing--
		case f.cells[j].length() == 0:
			where = b.period(c)
		}
	}
	s := ""
	switch {
	case missing > 0:
		s = "原表此行缺" + few(missing) + "格"
	case missing < 0:
		s = "原表此行多" + few(-missing) + "格"
	default:
		return ""
	}
	if unsure {
		return s + "，未能对应的数值不列"
	}
	if missing == 1 {
		return s + "（" + where + "）"
	}
	return s
}

// few is a small number in words.
func few(n int) string {
	words := []string{"", "一", "两", "三", "四", "五"}
	if n < len(words) {
		return words[n]
	}
	return "多"
}

// cell is a cell's text; one that was broken over two lines is put together.
func (b body) cell(s Span) string {
	for i := s.Start; i < s.End; i++ {
		if b.runes[i] == '\n' {
			return b.slice(Span{s.Start, i}) + b.cell(Span{i + 1, s.End})
		}
	}
	return b.slice(s)
}
