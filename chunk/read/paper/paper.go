// Package paper puts the text of printed pages together again from where its
// words stand: lines become paragraphs, what stands below each other in
// columns becomes a table, two columns of prose are read one after the other,
// and running heads, feet and page numbers are left out.
//
//	for _, b := range paper.Blocks(pages) { … }
//
// It knows nothing of files. Lengths are in points, y grows downwards.
package paper

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A Word is a run of characters on a page.
type Word struct {
	Text       string
	X, Y, W, H float64 // its box: left, top, width, height
}

// A Page is a page's words in any order.
type Page struct {
	Words         []Word
	Width, Height float64
}

// Kinds of block.
const (
	Paragraph = iota
	Heading   // a line set larger than the text
	Row       // of a table, tabs between its cells
)

// A Block is a paragraph, a heading or a row of a table.
type Block struct {
	Kind int
	Text string  // \f stands where a page ends within a paragraph
	Page int     // on which it begins, from 1
	Size float64 // of its characters
}

// Blocks returns the text of pages in the order in which it is read.
func Blocks(pages []Page) []Block {
	var sheets []sheet
	for i, p := range pages {
		sheets = append(sheets, sheet{page: i + 1, width: p.Width, height: p.Height, lines: linesOf(p)})
	}
	dropFurniture(sheets)
	size := bodySize(sheets)
	var rows [][]line
	for _, s := range sheets {
		for _, r := range regionsOf(s) {
			rows = append(rows, below(rows, r.rows())...)
		}
	}
	return markHeadings(blocksOf(rows, size), size)
}

// below moves rows so that they stand right below those of the region before,
// as if all text stood on one long page.
func below(before, rows [][]line) [][]line {
	if len(before) == 0 || len(rows) == 0 {
		return rows
	}
	down := math.Inf(-1)
	for _, l := range before[len(before)-1] {
		down = max(down, l.b)
	}
	down += between*rows[0][0].size - rows[0][0].y
	for _, row := range rows {
		for i := range row {
			row[i].y += down
			row[i].b += down
		}
	}
	return rows
}

const between = 0.5 // of the height: the gap put between two regions

// A sheet is a page cut into lines.
type sheet struct {
	page   int
	width  float64
	height float64
	lines  []line
}

// A line is a stretch of words side by side without a gap between them: a line
// of a paragraph, or of a cell.
type line struct {
	text       string
	x, y, r, b float64 // left, top, right, bottom
	size       float64 // height of its characters
	on         edges
	words      []Word
}

func (l line) middle() float64 { return (l.y + l.b) / 2 }

const (
	gapBetween = 0.6  // of the height: a wider gap parts two stretches
	sameLine   = 0.35 // of the height: words whose middles are as near stand on one line
)

// linesOf puts the words of a page together to lines, from the top, those
// side by side from the left.
func linesOf(p Page) []line {
	words := slices.Clone(p.Words)
	words = slices.DeleteFunc(words, func(w Word) bool { return strings.TrimSpace(w.Text) == "" || w.H <= 0 })
	for i := range words {
		words[i].settle()
	}
	slices.SortStableFunc(words, func(a, b Word) int {
		return cmp.Or(cmp.Compare(a.Y+a.H/2, b.Y+b.H/2), cmp.Compare(a.X, b.X))
	})
	var out []line
	for len(words) > 0 {
		first, n := words[0], 1
		for n < len(words) && words[n].Y+words[n].H/2-first.Y-first.H/2 <= sameLine*max(first.H, words[n].H) {
			n++
		}
		beside := slices.Clone(words[:n])
		slices.SortStableFunc(beside, func(a, b Word) int { return cmp.Compare(a.X, b.X) })
		out = append(out, joinBeside(beside)...)
		words = words[n:]
	}
	return out
}

const boxHeight = 1.3 // of the size of characters: what a box is high at most

// settle makes a word's box as high as its characters, around the same middle:
// fonts that were made bold by a printer claim more.
func (w *Word) settle() {
	n := 0
	for _, r := range w.Text {
		if isNarrow(r) {
			return
		}
		n++
	}
	if most := boxHeight * w.W / float64(max(n, 1)); n > 1 && w.H > most {
		w.Y, w.H = w.Y+(w.H-most)/2, most
	}
}

// joinBeside joins words side by side to stretches.
func joinBeside(words []Word) []line {
	var out []line
	for _, w := range words {
		if n := len(out); n > 0 && w.X-out[n-1].r <= gapBetween*min(w.H, out[n-1].size) {
			l := &out[n-1]
			l.text = join(l.text, w.Text, (w.X-l.r)/w.H)
			l.r, l.y, l.b = max(l.r, w.X+w.W), min(l.y, w.Y), max(l.b, w.Y+w.H)
			l.size, l.words = max(l.size, w.H), append(l.words, w)
			continue
		}
		out = append(out, line{text: w.Text, x: w.X, y: w.Y, r: w.X + w.W, b: w.Y + w.H, size: w.H, words: []Word{w}})
	}
	return out
}

const (
	narrowSpace = 0.12 // of the height: a wider gap is a blank between letters and figures
	wideSpace   = 0.16 // between wide characters, which often stand apart a little
	mixedSpace  = 0.18 // between both, which are often set apart
)

// join joins two pieces of a line with a gap, in parts of the height, between them.
func join(a, b string, gap float64) string {
	blank := mixedSpace
	if narrow := narrowEnd(a); narrow == narrowStart(b) {
		blank = wideSpace
		if narrow {
			blank = narrowSpace
		}
	}
	if gap > blank {
		return a + " " + b
	}
	return a + b
}

// wrap joins the end of a line with the beginning of the next: only between
// letters is that a blank.
func wrap(a, b string) string { return join(a, b, (narrowSpace+wideSpace)/2) }

func narrowEnd(s string) bool {
	r := []rune(s)
	return len(r) > 0 && isNarrow(r[len(r)-1])
}

func narrowStart(s string) bool {
	for _, r := range s {
		return isNarrow(r)
	}
	return false
}

// isNarrow tells letters and figures, which blanks part.
func isNarrow(r rune) bool { return r < 0x2000 && r > ' ' }

// bodySize is the height of most characters.
func bodySize(sheets []sheet) float64 {
	count := map[int]int{}
	for _, s := range sheets {
		for _, l := range s.lines {
			count[int(l.size*4+0.5)] += len(l.text)
		}
	}
	best := 0
	for size, n := range count {
		if n > count[best] || n == count[best] && size < best {
			best = size
		}
	}
	return float64(best) / 4
}
