package paper

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// An opening is a paragraph that may go on behind its last line.
type opening struct {
	on       bool
	last     line
	indented bool // its first line was set in
}

// blocksOf makes paragraphs and tables of rows of lines.
func blocksOf(rows [][]line, size float64) []Block {
	var out []Block
	open := opening{}
	for i := 0; i < len(rows); {
		if t, next := tableAt(rows, i); next > i {
			for _, r := range t { // what belongs to a row may stand before a page's end
				page := r.page
				if n := len(out); n > 0 {
					page = max(page, out[n-1].Page)
				}
				out = append(out, Block{Row, strings.Join(r.cells, "\t"), page, size})
			}
			open, i = opening{}, next
			continue
		}
		l := joinRow(rows[i])
		if open.goesOn(l) {
			b := &out[len(out)-1]
			border := strings.Repeat("\f", l.on.page-open.last.on.page)
			b.Text = strings.TrimSuffix(wrap(b.Text, l.text), l.text) + border + l.text
		} else {
			out = append(out, Block{Paragraph, l.text, l.on.page, l.size})
			open.indented = l.x-l.on.left > indent*l.size
		}
		open = opening{true, l, open.indented}
		i++
	}
	return out
}

// joinRow is what stands on a line outside of tables, whatever gaps it has.
func joinRow(row []line) line {
	l := row[0]
	for _, o := range row[1:] {
		l.text += " " + o.text
		l.r, l.y, l.b, l.size = max(l.r, o.r), min(l.y, o.y), max(l.b, o.b), max(l.size, o.size)
	}
	return l
}

const (
	indent    = 1.2  // of the height: how far the first line of a paragraph is set in, at least
	short     = 2.2  // of the height: by how much a line that is not the last may be short
	apart     = 1.15 // of the height: the gap above a new paragraph
	wider     = 1.12 // of the pitch of lines: a step that sets a paragraph off
	otherSize = 1.13
	narrowest = 0.3 // of the page: how far a full line reaches
	minFull   = 12  // characters of a line that is full
)

// itemMark is how an item begins that stands on a line of its own.
var itemMark = regexp.MustCompile(`^(?:第[\d〇零一二三四五六七八九十百]{1,5}[编編篇部章节節条條]|[一二三四五六七八九十]{1,3}、|[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳]|[专專][栏欄]\s?\d)`)

// goesOn tells whether a line goes on with the paragraph before: that ended at
// the right edge, and nothing sets the line off from it.
func (o opening) goesOn(l line) bool {
	prev := o.last
	switch {
	case !o.on, prev.size > otherSize*l.size, l.size > otherSize*prev.size:
		return false
	case prev.r-prev.on.left < narrowest*prev.on.paper:
		return false
	case prev.r < prev.on.right-short*prev.size || utf8.RuneCountInString(prev.text) < minFull:
		return false
	case l.x-l.on.left > indent*l.size && !o.hangs(l):
		return false
	case prev.on == l.on && (l.y-prev.b > apart*l.size || l.on.pitch > 0 && l.middle()-prev.middle() > wider*l.on.pitch):
		return false
	case itemMark.MatchString(l.text) && endsSentence(prev.text):
		return false
	}
	return true
}

// hangs tells whether a line is set in as the one before it was, which was not
// the first of its paragraph: a block that is set in as a whole.
func (o opening) hangs(l line) bool {
	return !o.indented && o.last.on == l.on && abs(l.x-o.last.x) < 0.3*l.size
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。；：！？;:", r)
}

func abs(x float64) float64 { return max(x, -x) }

const (
	maxHeading = 45   // characters
	larger     = 1.12 // than the text
)

// markHeadings tells short lines that are set larger than the text from it.
func markHeadings(bs []Block, size float64) []Block {
	for i := range bs {
		b := &bs[i]
		if b.Kind == Paragraph && b.Size > larger*size && utf8.RuneCountInString(b.Text) <= maxHeading && !endsSentence(b.Text) {
			b.Kind = Heading
		}
	}
	return bs
}
