package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A cell is a table's, with the paragraphs that stand in it and the columns
// and rows that it covers, at least one of each.
type cell struct {
	paragraphs []string
	cols, rows int
}

// A grid is a table, row by row, each cell where it begins.
type grid [][]cell

const (
	maxColumns = 60
	boxCell    = 300 // characters of a cell that is a box of text
	boxWidth   = 2   // columns of a table that may be one
)

// into puts a table in: a row a line, tabs between cells, a cell that covers
// several places in each of them, one that covers a whole row once. What is
// only laid out as a table, a box or columns of prose, comes as its paragraphs.
func (g grid) into(l *lines) {
	if !l.mayHold(g) {
		return
	}
	full := g.spread()
	if g.isBox(full) {
		for _, c := range slices.Concat(g...) {
			for _, p := range c.paragraphs {
				l.add(p)
			}
		}
		return
	}
	used := usedColumns(full)
	for i, row := range full {
		texts := make([]string, 0, len(row))
		size := 0
		for c, s := range row {
			if used[c] {
				texts, size = append(texts, s), size+len(s)+1
			}
		}
		if !l.has(size) {
			return
		}
		if s := strings.Join(texts, ""); s == "" {
			continue
		}
		if len(g[i]) > 0 && g[i][0].cols >= len(row) {
			texts = texts[:1]
		}
		l.row(strings.Join(texts, "\t"))
	}
}

// mayHold tells whether a table's places may be put in, and notes what of it
// will be missing.
func (l *lines) mayHold(g grid) bool {
	width := 0
	for _, row := range g {
		sum := 0
		for _, c := range row {
			if sum >= maxColumns && strings.TrimSpace(strings.Join(c.paragraphs, "")) != "" {
				l.cut = true
			}
			sum += max(c.cols, 1)
		}
		width = max(width, min(sum, maxColumns))
	}
	l.places += len(g) * width
	l.over = l.over || l.places > maxPlaces
	return !l.over
}

// isBox tells whether a table only frames text.
func (g grid) isBox(full [][]string) bool {
	width := 0
	for _, row := range full {
		width = max(width, filled(row))
	}
	if width <= 1 {
		return true
	}
	if width > boxWidth {
		return false
	}
	for _, row := range g {
		for _, c := range row {
			if utf8.RuneCountInString(strings.Join(c.paragraphs, "")) > boxCell {
				return true
			}
		}
	}
	return false
}

// filled is how many places of a row have text.
func filled(row []string) int {
	n := 0
	for _, s := range row {
		if s != "" {
			n++
		}
	}
	return n
}

// usedColumns tells which columns hold anything of their own.
func usedColumns(full [][]string) []bool {
	var used []bool
	for _, row := range full {
		for c, s := range row {
			if c == len(used) {
				used = append(used, false)
			}
			used[c] = used[c] || s != ""
		}
	}
	return used
}

// spread returns what stands in each place of a table, all rows of one width.
func (g grid) spread() [][]string {
	out := make([][]string, len(g))
	type rest struct {
		text string
		rows int
	}
	var below [maxColumns]rest
	width := 0
	for i, row := range g {
		put := func(s string) {
			if len(out[i]) < maxColumns {
				out[i] = append(out[i], s)
			}
		}
		fill := func() {
			for n := len(out[i]); n < maxColumns && below[n].rows > 0; n = len(out[i]) {
				below[n].rows--
				put(below[n].text)
			}
		}
		for _, c := range row {
			fill()
			s := joinParagraphs(c.paragraphs)
			for range min(max(c.cols, 1), maxColumns) {
				if n := len(out[i]); n < maxColumns {
					below[n] = rest{s, c.rows - 1}
				}
				put(s)
			}
		}
		fill()
		width = max(width, len(out[i]))
	}
	for i := range out {
		out[i] = append(out[i], slices.Repeat([]string{""}, width-len(out[i]))...)
	}
	return out
}

// joinParagraphs is what stands in a cell, in one line: a word that was broken
// over two is put together, sentences and items stay apart.
func joinParagraphs(ps []string) string {
	var b strings.Builder
	for _, p := range ps {
		p = strings.Join(strings.Fields(p), " ")
		if p == "" {
			continue
		}
		if b.Len() > 0 && !goesOn(b.String(), p) {
			b.WriteByte(' ')
		}
		b.WriteString(p)
	}
	return b.String()
}

// goesOn tells whether a cell's next line goes on with the word before.
func goesOn(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	return wide(last) && wide(first) && !numbered.MatchString(after) || strings.ContainsRune("（(％%", first) || strings.ContainsRune("（(", last)
}

// wide tells characters between which no blank stands.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 || strings.ContainsRune("“”‘’—…·", r)
}
