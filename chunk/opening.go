package chunk

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
)

// An opening is the place at which a section begins.
type opening struct {
	mark
	at      int
	heading Span
	end     int      // where the section ends at the latest; 0 if only another section ends it
	closes  markKind // the kind of section that ends here besides
	inner   bool     // of a numbering that began anew inside one of its kind
	hashes  int      // with which Markdown sets its line off
}

const (
	maxHeadingLine = 80 // a chapter's heading
	maxItemHeading = 50 // a numbered line's
	maxLead        = 40 // a numbered paragraph's first sentence
	maxPlainLead   = 30 // a paragraph's first sentence
	maxColonLead   = 12
	minAfterLead   = 15
)

// openings are the places of a text at which sections begin, in order. What
// is certain is found first, and what comes later heeds it: signatures and
// lists of annexes, then numbers, then lines and sentences without any.
func openings(b body, tables []table) []opening {
	g := newPage(b, tables)
	g.findTails()
	g.openTitled()
	g.openRuns()
	g.openWorded()
	g.openPlain()
	g.openLeads()
	closeLost(g.ps, g.own)
	g.closeTurns()
	var out []opening
	for i := range g.ps {
		if g.own[i].kind != unmarked {
			o := g.own[i]
			o.hashes = max(0, g.afterHashes(g.ps[i])-g.ps[i].Start-1)
			out = append(out, o)
		}
		out = append(out, g.more[i]...)
		out = append(out, g.inlineItems(i)...)
	}
	return out
}

// outside are the paragraphs that stand in no table and are no notes of one.
func outside(ps []Span, tables []table) []Span {
	var out []Span
	for _, p := range ps {
		for len(tables) > 0 && tables[0].last() <= p.Start {
			tables = tables[1:]
		}
		if len(tables) == 0 || !tables[0].holds(p) {
			out = append(out, p)
		}
	}
	return out
}

// openTitled opens the sections whose mark alone makes them one: chapters,
// articles, boxes, annexes, a newspaper's parts.
func (g page) openTitled() {
	law, last := g.articles(), g.lastTitles()
	for i, m := range g.marks {
		o := opening{mark: m, at: g.ps[i].Start}
		switch {
		case g.items[i] || m.kind == unmarked || m.kind >= comma && m.kind <= item || g.isEntry(i, last) || m.kind <= section && g.entries[g.ps[i].Start]:
			continue
		case (m.kind == part || m.kind == preface) && g.isAmongCells(i):
			continue
		case m.kind == annex && g.isRemark(i):
			continue
		case m.kind == article && !g.isArticle(i, law):
			continue
		case m.kind == article:
			o.heading = g.articleHeading(i, law)
		case m.kind == box || m.kind > annex:
			o.heading = g.wholeOr(g.ps[i], maxHeadingLine)
		default:
			o.heading = g.titleOf(i)
		}
		if o.heading.length() == 0 {
			continue
		}
		if m.kind == annex {
			o.end = g.tableEnd(g.ps[i])
		}
		g.own[i] = o
		g.splitTitle(i)
	}
	g.openLostChapters(law)
}

// isRemark tells whether a paragraph 附：… says something, and names no annex.
func (g page) isRemark(i int) bool {
	p := g.ps[i]
	return remark.MatchString(g.head(p, longestMark)) && g.words(i).length() > 0 && (g.isEnded(p) || g.hasComma(p) || p.length() > maxHeadingLine)
}

var remark = regexp.MustCompile(`^附\s*[:：]`)

// isAmongCells tells whether a paragraph stands between lines so short as only
// the cells of a table are, and nothing that runs on.
func (g page) isAmongCells(i int) bool {
	for k := max(0, i-2); k <= i+3; k++ {
		if k != i && (k >= len(g.ps) || g.ps[k].length() >= minUnderPlain || g.marks[k].kind != unmarked && g.marks[k].kind < box) {
			return false
		}
	}
	return i >= 2
}

const maxAboveTable = 80 // characters between 附表1 and the table

// tableEnd is the end of the table that a paragraph 附表1 names, 0 if it names none.
func (g page) tableEnd(p Span) int {
	if !strings.HasPrefix(g.head(p, 2), "附表") {
		return 0
	}
	n := sort.Search(len(g.tables), func(i int) bool { return g.tables[i].Start >= p.End })
	if n == len(g.tables) || g.tables[n].Start-p.End > maxAboveTable {
		return 0
	}
	return g.tables[n].last()
}

// ofContents is what only a line of a contents page has: a page's number, or
// several headings of a rank; or of a list of standards, their numbers.
var ofContents = regexp.MustCompile(`[A-Z]{2}/[A-Z] ?\d{3}|\t\s*\d+$|\t.*\t|[（(〈]\s*\d{2,4}\s*[)）〉]|^第[^，。]*[^\d]\d{2,3}$|第[` + numerals + `]+章.{2,}第[` + numerals + `]+[章篇編编]|第[` + numerals + `]+[节節].*第[` + numerals + `]+[节節章篇]`)

// isEntry tells whether a chapter's line is of a contents page: it reads so, or
// it stands above another and comes again where its text is.
func (g page) isEntry(i int, last map[string]int) bool {
	if g.marks[i].kind > section {
		return false
	}
	if ofContents.MatchString(g.head(g.ps[i], 2*maxHeadingLine)) {
		return true
	}
	return last[g.slice(g.ps[i])] > i+1 && g.marks[i+1].kind <= section && g.marks[i+1].kind != unmarked
}

// lastTitles are the last places of the chapters' lines.
func (g page) lastTitles() map[string]int {
	last := map[string]int{}
	for i, m := range g.marks {
		if m.kind != unmarked && m.kind <= section && g.ps[i].length() <= maxHeadingLine {
			last[g.slice(g.ps[i])] = i
		}
	}
	return last
}

// titleOf is a chapter's heading: the paragraph, or what stands before the
// text that runs on behind it, or else the number alone.
func (g page) titleOf(i int) Span {
	words := g.words(i)
	p := Span{g.afterHashes(g.ps[i]), words.End}
	blank := g.firstBlank(words)
	end := g.sentenceEnd(words)
	switch {
	case blank > 0 && (p.length() > maxHeadingLine || end < p.End || g.runsOn(words.Start, blank, p.End)):
		p.End = blank
	case end == p.End && p.length() <= maxHeadingLine && !g.headsNothing(i):
		if at := g.takenUp(words); at > 0 {
			p.End = at
		}
	case g.lined || g.unstopped && !g.wrapped:
		p.End = g.gluedTitle(words.Start, end)
	case end-p.Start <= maxItemHeading:
		p.End = end
	default:
		p.End = words.Start
	}
	return g.trimmed(g.withoutItem(p))
}

// withoutItem is a title without the first item below it, where its number was
// lost and it stands in the title's line: 第三节食品工业、食糖。.
func (g page) withoutItem(p Span) Span {
	if !g.unnumbered || p.length() == 0 || g.runes[p.End-1] != '。' {
		return p
	}
	for at := p.End - 1; at > p.Start+minPart; at-- {
		if g.runes[at] == '、' {
			return Span{p.Start, at}
		}
	}
	return p
}

// headsNothing tells whether a chapter's line, where sentences end without a
// mark, is long as a title is not, and the first of its own text.
func (g page) headsNothing(i int) bool {
	p := g.ps[i]
	if !g.unstopped || g.wrapped || p.length() <= maxGlued || i+1 == len(g.ps) {
		return false
	}
	return g.marks[i].kind == section || g.marks[i+1].kind == unmarked
}

// runsOn tells whether what stands behind the blank of [start, end) is text
// and no second part of a heading: where sentences end without a mark, any
// further words may be.
func (g page) runsOn(start, blank, end int) bool {
	if g.unstopped && !g.wrapped {
		return true
	}
	return blank < end && strings.ContainsAny(g.slice(Span{blank, end}), "，,") && !strings.ContainsAny(g.slice(Span{start, blank}), "，,")
}

// minPart is the least length of what stands behind the blank in a heading.
const minPart = 4

// firstBlank is the first blank between two words of a stretch, 0 if there is
// none; blanks beside marks and figures part nothing.
func (b body) firstBlank(s Span) int {
	for i := s.Start + 2; i+minPart < s.End; i++ {
		if b.runes[i] == ' ' && unicode.Is(unicode.Han, b.runes[i-1]) && (unicode.Is(unicode.Han, b.runes[i+1]) || b.runes[i+1] == '“') {
			return i
		}
	}
	return 0
}

// splitTitle parts a line that holds the headings of several ranks one after
// another: 第三篇 … 第十三章 ….
func (g page) splitTitle(i int) {
	o := &g.own[i]
	if o.kind > chapter {
		return
	}
	for at := o.heading.Start + minPart; at < o.heading.End; at++ {
		if g.runes[at] != '第' || strings.ContainsRune("、和与及至“《", g.runes[at-1]) {
			continue
		}
		m, ok := readMark(g.head(Span{at, o.heading.End}, longestMark))
		if !ok || m.kind <= o.kind || m.kind > section {
			continue
		}
		g.more[i] = append(g.more[i], opening{mark: m, at: at, heading: Span{at, o.heading.End}})
		o.heading = g.trimmed(Span{o.heading.Start, at})
		return
	}
}

// wholeOr is the whole paragraph if it is short, else its first sentence.
func (b body) wholeOr(p Span, limit int) Span {
	p.Start = b.afterHashes(p)
	if p.length() > limit {
		p.End = b.sentenceEnd(p)
	}
	if p.length() > limit {
		return Span{}
	}
	return b.trimmed(p)
}

// colon is the place of a colon that ends a short lead without other marks, or -1.
func (b body) colon(start, end int) int {
	for i := start; i < min(end, start+maxColonLead+1); i++ {
		switch r := b.runes[i]; {
		case r == ':' || r == '：':
			if i-start >= 2 && i+minAfterLead <= end {
				return i
			}
			return -1
		case unicode.IsPunct(r) && !strings.ContainsRune("“”\"", r), unicode.IsDigit(r):
			return -1
		}
	}
	return -1
}
