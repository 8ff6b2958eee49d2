package chunk

import (
	"regexp"
	"strings"
	"unicode"
)

// Some copies break a text at its full stops and lose these: each sentence is a
// line, and only the indent of its first line tells where a paragraph begins.
// Cleaning takes the indents out; they are read here off the text as it came.

// indents are the beginnings of the lines that begin a paragraph, nil in a text
// that does not tell paragraphs by their indents alone.
type indents map[string]bool

const (
	minIndented = 20 // lines of either kind that tell how a text is set
	stopShare   = 20 // of its lines at most one in so many ends with a full stop
	maxLineHead = 12 // characters by which a line is known again
	minLine     = 10 // of a line that tells how a text is set
)

// paragraphGap parts the paragraphs that a copy left on one line.
var paragraphGap = regexp.MustCompile(`^[ \t]*\x{3000}{2,}|^[ \x{A0}\x{3000}]{2,}|\x{3000}{2,}|[ \x{A0}]{4,}`)

// readIndents reads how the paragraphs of a text are set off.
func readIndents(text string) indents {
	if !areIndents(text) {
		return nil
	}
	in := indents{}
	for l := range strings.Lines(text) {
		for _, part := range paragraphGap.Split(l, -1)[1:] {
			if key := lineHead(part); key != "" {
				in[key] = true
			}
		}
	}
	return in
}

// areIndents tells whether a text has indented lines and others, and no full
// stops at their ends.
func areIndents(text string) bool {
	indented, others, stopped := 0, 0, 0
	for l := range strings.Lines(text) {
		if len(l) < minLine*len("字") {
			continue
		}
		if strings.HasPrefix(l, "  ") || strings.HasPrefix(strings.TrimLeft(l, " \t"), "\u3000\u3000") {
			indented++
		} else {
			others++
		}
		if strings.HasSuffix(strings.TrimRight(l, " \r\n"), "。") {
			stopped++
		}
	}
	return indented >= minIndented && others >= minIndented && stopped*stopShare <= indented+others
}

// lineHead is what a line is known again by: its first Chinese characters,
// which cleaning leaves as they are.
func lineHead(l string) string {
	var head strings.Builder
	n := 0
	for _, r := range l {
		if unicode.Is(unicode.Han, r) {
			head.WriteRune(r)
			n++
		}
		if n == maxLineHead {
			break
		}
	}
	return head.String()
}

// inParagraphs is a body whose lines are joined to paragraphs: each line that no
// indent sets off, and that is in no table and bears no mark, goes on with the
// one before.
func (b body) inParagraphs(in indents, tables []table) body {
	if in == nil {
		return b
	}
	out := body{runes: b.runes, lined: true}
	closed := false
	for _, p := range b.paragraphs {
		for len(tables) > 0 && tables[0].last() <= p.Start {
			tables = tables[1:]
		}
		n := len(out.paragraphs)
		inTable := len(tables) > 0 && tables[0].holds(p)
		goesOn := n > 0 && !inTable && out.paragraphs[n-1].End+1 == p.Start && !b.beginsParagraph(p, in)
		if goesOn && !closed {
			out.paragraphs[n-1].End = p.End
		} else {
			out.paragraphs = append(out.paragraphs, p)
		}
		closed = inTable
	}
	return out
}

// beginsParagraph tells whether a line begins a paragraph.
func (b body) beginsParagraph(p Span, in indents) bool {
	m, ok := readMark(b.head(p, longestMark))
	return ok && m.kind != item && m.kind != nth || in[lineHead(b.slice(p))]
}
