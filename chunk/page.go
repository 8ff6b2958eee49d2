package chunk

import (
	"slices"
	"strings"
	"unicode"
)

// A page is a text as its headings are looked for: the paragraphs that stand in
// no table, the mark of each, and the manner in which the text is set.
type page struct {
	body
	manner
	ps    []Span
	marks []mark    // of kind unmarked where a paragraph has none
	own   []opening // what each paragraph opens, of kind unmarked if nothing
	more  [][]opening
	items []bool // paragraphs that are items of a list, and open nothing

	tables  []table
	entries map[int]bool // where lines of a table's entries begin, as entryLines has them

	unnumbered bool // numerals before 、 were lost all through it
	stopped    bool // the lines that head its paragraphs end with full stops
	longTitles bool // some of these lines are as long as sentences
}

// newPage reads the marks and the manner of a text.
func newPage(b body, tables []table) page {
	g := page{body: b, tables: tables, entries: b.entryLines(), ps: b.unglued(outside(b.paragraphs, tables))}
	g.marks = b.marksOf(g.ps)
	b.markDotless(g.ps, g.marks)
	if parted := b.parted(g.ps, g.marks); len(parted) > len(g.ps) {
		g.ps, g.marks = parted, b.marksOf(parted)
		b.markDotless(g.ps, g.marks)
	}
	n := len(g.ps)
	g.own, g.more, g.items = make([]opening, n), make([][]opening, n), make([]bool, n)
	g.manner = b.mannerOf(g.ps)
	g.unnumbered = b.losesNumerals()
	return g
}

// minLostNumerals is how often 、 stands where only a numeral can be before it,
// in a text whose scan lost them.
const minLostNumerals = 5

// losesNumerals tells whether a scan lost the numerals of 一、 and 二、 all
// through a text: 、 stands at the beginning of sentences.
func (b body) losesNumerals() bool {
	n := 0
	for i := 1; i < len(b.runes) && n < minLostNumerals; i++ {
		if b.runes[i] == '、' && strings.ContainsRune("。：；", b.runes[i-1]) {
			n++
		}
	}
	return n == minLostNumerals
}

// marksOf are the marks that paragraphs begin with, of kind unmarked where there is none.
func (b body) marksOf(ps []Span) []mark {
	out := make([]mark, len(ps))
	for i, p := range ps {
		p.Start = b.afterHashes(p)
		out[i], _ = readMark(b.head(p, longestMark))
	}
	return out
}

// afterHashes is the beginning of a paragraph's words behind the ## with which
// Markdown sets off a heading.
func (b body) afterHashes(p Span) int {
	i := p.Start
	for i < p.End && b.runes[i] == '#' {
		i++
	}
	if i == p.Start || i == p.End || b.runes[i] != ' ' {
		return p.Start
	}
	return i + 1
}

// words are a paragraph's words behind its mark.
func (g page) words(i int) Span {
	p := Span{g.afterHashes(g.ps[i]), g.ps[i].End}
	p.Start = min(p.End, p.Start+len([]rune(g.head(p, longestMark)[:g.marks[i].length])))
	return p
}

// opens tells whether the i-th paragraph opens a section with a heading on a line of its own.
func (g page) opens(i int) bool {
	o := g.own[i]
	return o.kind != unmarked && o.kind != closing && o.heading.End+1 >= g.ps[i].End
}

// A manner is how a text is set.
type manner struct {
	unstopped bool // its paragraphs end without a full stop: each is a sentence, or a piece of one
	wrapped   bool // these are pieces: the full stops stand inside them, or end the others
	width     int  // of most pieces
}

const maxPieceWidth = 80 // characters of most pieces of a text in broken lines

const minProse = 20 // characters from which a line tells how a text is set

// mannerOf reads the manner of a text off its longer paragraphs.
func (b body) mannerOf(ps []Span) manner {
	if b.lined {
		return manner{}
	}
	long, broken := 0, 0
	var open []int // lengths of the paragraphs that nothing ends
	for _, p := range ps {
		if p.length() < minProse {
			continue
		}
		long++
		if !b.isEnded(p) {
			open = append(open, p.length())
			if b.sentenceEnd(p) < p.End {
				broken++
			}
		}
	}
	if len(open)*5 <= long*2 {
		return manner{}
	}
	slices.Sort(open)
	width := open[len(open)/2]
	return manner{unstopped: true, wrapped: width <= maxPieceWidth && (broken*4 > len(open) || (long-len(open))*5 > long), width: width}
}

// maxPieces is how many times longer than most pieces one may be.
const maxPieces = 3

// isEnded tells whether a paragraph ends as prose does.
func (b body) isEnded(p Span) bool {
	if b.lined && p.length() >= minProse {
		return true
	}
	return strings.ContainsRune("。！？：；:;!?…”）)》", b.runes[p.End-1])
}

// isBroken tells whether the i-th paragraph goes on, in a text of broken lines,
// with a sentence that the one before did not end.
func (g page) isBroken(i int) bool {
	return g.wrapped && i > 0 && !g.opens(i-1) && !g.isEnded(g.ps[i-1]) && g.ps[i-1].length() >= minProse/2 && g.ps[i-1].length() <= maxPieces*g.width && !caption.MatchString(g.head(g.ps[i-1], maxHeadingLine))
}

// isFull tells whether a paragraph is a full line of a text of broken lines,
// which goes on in the next.
func (g page) isFull(p Span) bool {
	return g.wrapped && p.length() >= g.width-2 && !g.isEnded(p)
}

// trimmed is a heading without what only ends it.
func (b body) trimmed(s Span) Span {
	for s.End > s.Start && (strings.ContainsRune("。：:；;，,、.", b.runes[s.End-1]) || unicode.IsSpace(b.runes[s.End-1])) {
		s.End--
	}
	return s
}

// trimBlank is a stretch without the blanks at its end.
func (b body) trimBlank(s Span) Span {
	for s.End > s.Start && unicode.IsSpace(b.runes[s.End-1]) {
		s.End--
	}
	return s
}

// balanced tells whether what opens in a heading, a quotation or a bracket, closes in it.
func (b body) balanced(s Span) bool {
	depth, quotes := 0, 0
	for _, r := range b.runes[s.Start:s.End] {
		switch {
		case r == '“':
			quotes++
		case r == '”', r == '"' && quotes > 0: // a quotation mark of another kind closes it too
			quotes--
		case strings.ContainsRune("（(《", r):
			depth++
		case strings.ContainsRune("）)》", r):
			depth--
		}
		if depth < 0 || quotes < 0 {
			return false
		}
	}
	return depth == 0 && quotes == 0
}
