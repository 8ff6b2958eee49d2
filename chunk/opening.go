package chunk

import (
	"regexp"
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
}

const (
	maxHeadingLine = 80 // a chapter's heading
	maxItemHeading = 50 // a numbered line's
	maxLead        = 40 // a numbered paragraph's first sentence
	maxPlainLead   = 30 // a paragraph's first sentence
	maxLoneLead    = 16 // the same where no neighbour has one
	maxColonLead   = 12
	maxPlain       = 30
	minUnderPlain  = 40
	minAfterLead   = 15
)

// openings are the places of a text at which sections begin, in order.
func openings(b body, tables []table) []opening {
	ps := outside(b.paragraphs, tables)
	leads := make([]opening, len(ps))
	for i, p := range ps {
		if _, ok := readMark(b.head(p, longestMark)); !ok {
			leads[i] = b.paragraphLead(p)
		}
	}
	marked := false
	own := make([]opening, len(ps)) // what each paragraph opens, of kind unmarked if nothing
	for i, p := range ps {
		m, ok := readMark(b.head(p, longestMark))
		switch {
		case ok && m.kind == annex && !marked: // a list of annexes in the letter above
		case ok:
			own[i] = b.markedOpening(p, m, b.markBelow(ps, i))
			marked = marked || own[i].kind < item
		case leads[i].kind != unmarked && (hasNeighbour(leads, i) || marked && b.standsAlone(leads[i])):
			own[i] = leads[i]
		case b.isPlainHeading(ps, i):
			own[i] = opening{mark: mark{kind: plain}, at: p.Start, heading: p}
		}
	}
	closeLost(ps, own)
	var out []opening
	for i, p := range ps {
		if own[i].kind != unmarked {
			out = append(out, own[i])
		}
		out = append(out, b.inlineItems(p, own[i])...)
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

// markBelow is the kind of mark of the paragraph after the i-th.
func (b body) markBelow(ps []Span, i int) markKind {
	if i+1 == len(ps) {
		return part
	}
	m, _ := readMark(b.head(ps[i+1], longestMark))
	return m.kind
}

// markedOpening is the section that a numbered paragraph opens. The mark below
// tells a heading with a full stop from an item of a list.
func (b body) markedOpening(p Span, m mark, below markKind) opening {
	o := opening{mark: m, at: p.Start}
	words := p.Start + len([]rune(b.head(p, longestMark)[:m.length]))
	switch {
	case words >= p.End && m.kind >= comma && m.kind <= item: // a number alone
	case m.kind == article:
		o.heading = b.trimmed(Span{p.Start, words})
	case m.kind <= section || m.kind >= box:
		o.heading = b.wholeOr(p, maxHeadingLine)
	case b.isHeadingLine(p, below == unmarked || below > m.kind && below < annex):
		o.heading = b.trimmed(p)
	default:
		o.heading = b.leadOf(p, words)
	}
	if o.heading.length() == 0 {
		o.kind, o.closes = closing, m.kind
	} else if m.kind == item && o.heading.End+1 < p.End {
		o.end = p.End
	}
	return o
}

// wholeOr is the whole paragraph if it is short, else its first sentence. Of a
// heading that runs on into the text it is what stands before the blank.
func (b body) wholeOr(p Span, limit int) Span {
	if blank, comma := b.lastBlankBeforeComma(p); comma {
		return b.trimmed(Span{p.Start, blank})
	}
	if p.length() > limit {
		p.End = b.sentenceEnd(p)
	}
	if p.length() > limit {
		return Span{}
	}
	return b.trimmed(p)
}

// lastBlankBeforeComma is the last blank before a paragraph's first comma,
// beyond its mark, and tells whether there are both.
func (b body) lastBlankBeforeComma(p Span) (int, bool) {
	blank, seen := 0, 0
	for i := p.Start; i < p.End; i++ {
		switch b.runes[i] {
		case ' ':
			blank = i
			seen++
		case '，', ',':
			return blank, seen > 1
		}
	}
	return 0, false
}

// isHeadingLine tells a numbered heading on a line of its own from a short
// item of a list. One that ends in a full stop must be short and have something under it.
func (b body) isHeadingLine(p Span, hasText bool) bool {
	if p.length() > maxItemHeading || b.sentenceEnd(p) < p.End {
		return false
	}
	switch last := b.runes[p.End-1]; {
	case strings.ContainsRune("；;，,：:、", last):
		return false
	case last == '。':
		return hasText && p.length() <= maxPlainLead
	}
	return true
}

// leadOf is the lead sentence of a numbered paragraph, up to a full stop or,
// when it is very short, a colon.
func (b body) leadOf(p Span, words int) Span {
	end := b.sentenceEnd(Span{words, p.End})
	if end < p.End && end-words <= maxLead+1 {
		return b.trimmed(Span{p.Start, end})
	}
	if c := b.colon(words, p.End); c > words {
		return b.trimmed(Span{p.Start, c})
	}
	return Span{}
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

// trimmed is a heading without what only ends it.
func (b body) trimmed(s Span) Span {
	for s.End > s.Start && (strings.ContainsRune("。：:；;，,、.", b.runes[s.End-1]) || unicode.IsSpace(b.runes[s.End-1])) {
		s.End--
	}
	return s
}

// paragraphLead is the lead sentence of a paragraph without a number, of kind unmarked if it has none.
func (b body) paragraphLead(p Span) opening {
	o := opening{mark: mark{kind: lead}, at: p.Start, end: p.End}
	if c := b.colon(p.Start, p.End); c > 0 {
		o.heading, o.number = b.trimmed(Span{p.Start, c}), colonLead
		return o
	}
	limit := min(p.End, p.Start+maxPlainLead+1)
	end := b.sentenceEnd(Span{p.Start, limit})
	n := end - p.Start
	if end == p.End || n < 4 || n > maxPlainLead || b.runes[end-1] != '。' || p.End-end < minAfterLead || b.isNarrative(p.Start) {
		return opening{}
	}
	o.heading = Span{p.Start, end - 1}
	return o
}

// isNarrative tells whether a sentence begins like a story's and not like a heading.
func (b body) isNarrative(at int) bool {
	if unicode.IsDigit(b.runes[at]) {
		return true
	}
	head := b.head(Span{at, len(b.runes)}, 4)
	for _, w := range []string{"同时", "同時", "此外", "因此", "为此", "為此", "今年", "去年", "目前", "近年", "我们", "我們", "但是", "其中", "这", "這", "据", "據", "他", "她", "本", "现", "現", "以上", "各位", "会议", "會議"} {
		if strings.HasPrefix(head, w) {
			return true
		}
	}
	return false
}

// hasNeighbour tells whether the paragraph before or after has a lead of the same form.
func hasNeighbour(leads []opening, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j >= 0 && j < len(leads) && leads[j].kind == lead && leads[j].number == leads[i].number {
			return true
		}
	}
	return false
}

// colonLead is the number of a lead that ends in a colon; others end in a full stop.
const colonLead = -1

// standsAlone tells whether a lead is a heading even without a neighbour that has one.
func (b body) standsAlone(o opening) bool {
	return o.number == 0 && o.heading.length() <= maxLoneLead && !strings.ContainsAny(b.slice(o.heading), "，,、")
}

// caption is what stands below a picture or above a table, or is a page's number.
var caption = regexp.MustCompile(`^[图圖表]\s*\d|图$|圖$|摄$|^[\d\s.]+$`)

// isPlainHeading tells whether the i-th paragraph is a short line above a
// paragraph of text and below a finished one.
func (b body) isPlainHeading(ps []Span, i int) bool {
	p := ps[i]
	if i > 0 && !strings.ContainsRune("。！？：:；;!?”）)》", b.runes[ps[i-1].End-1]) && !b.isMarkedLine(ps[i-1]) {
		return false
	}
	if i == 0 || i+1 >= len(ps) || p.length() > maxPlain || p.length() < 2 || ps[i+1].length() < minUnderPlain && !b.isTag(ps[i+1]) || ps[i-1].length() < minUnderPlain && !b.isMarkedLine(ps[i-1]) {
		return false
	}
	s := b.slice(p)
	return !strings.ContainsAny(s, "。；;！!？?\t|") && !strings.HasSuffix(s, "，") && !strings.HasSuffix(s, "：") && !strings.HasSuffix(s, ":") &&
		!dateLine.MatchString(s) && !officeEnd.MatchString(s) && !caption.MatchString(s)
}

// isTag tells whether a paragraph is a newspaper's 摘要 or 解读.
func (b body) isTag(p Span) bool {
	m, ok := readMark(b.head(p, longestMark))
	return ok && m.kind == tag
}

// isMarkedLine tells whether a paragraph is numbered and as short as a heading.
func (b body) isMarkedLine(p Span) bool {
	_, ok := readMark(b.head(p, longestMark))
	return ok && p.length() <= maxHeadingLine
}
