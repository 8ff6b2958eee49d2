package chunk

import (
	"strings"
	"unicode/utf8"
)

// The lines of a box are narrower than the page's: where a text is broken at a
// fixed width, its boxes are broken at their own.

const (
	minBoxLines  = 5  // of a box whose width can be told
	maxBoxLines  = 80 // of a box
	minBoxEnds   = 2  // its lines that end a sentence
	maxLeadRest  = 16 // characters of a lead on the line below its beginning
	minLeadBegun = 8  // the same on the line above
)

// joinBoxes joins the lines of each box that was broken at its own width, and
// the leads of its items that were broken over two lines.
func (d *draft) joinBoxes() {
	kept := make([]string, 0, len(d.lines))
	for i := 0; i < len(d.lines); {
		kept = append(kept, d.lines[i])
		if !isBoxTitle(d.lines[i]) {
			i++
			continue
		}
		end := boxEnd(d.lines, i+1)
		kept = append(kept, d.joinBox(d.lines[i+1:end])...)
		i = end
	}
	d.lines = kept
}

// isBoxTitle tells whether a line is a box's title.
func isBoxTitle(l string) bool {
	m, ok := readMark(l)
	return ok && m.kind == box && utf8.RuneCountInString(l) <= maxRunning && !isEnded(l)
}

// boxEnd is the first line behind the text of a box that begins with line i:
// a heading of a wider rank, another box, a table, or what is too far below.
func boxEnd(lines []string, i int) int {
	for end := i; end < min(len(lines), i+maxBoxLines); end++ {
		if m, ok := readMark(lines[end]); ok && (m.kind <= comma || m.kind >= box) || isTableLine(lines[end]) {
			return end
		}
	}
	return min(len(lines), i+maxBoxLines)
}

// joinBox is the text of a box with its broken lines joined.
func (d *draft) joinBox(lines []string) []string {
	width, leads := boxWidth(lines), hasLeads(lines)
	var kept []string
	last := 0 // length of the line that was joined last
	for i, l := range lines {
		if n := len(kept); n > 0 && (width > 0 && continues(kept[n-1], l, width, last) || leads && breaksLead(lines[i-1], l)) {
			kept[n-1] = joinLines([]string{kept[n-1], l})
			d.note("broken_line", l)
		} else {
			kept = append(kept, l)
		}
		last = utf8.RuneCountInString(l)
	}
	return kept
}

// boxWidth is the width at which the text of a box was broken, 0 if it was not:
// most lines that end no sentence are as long as its longest, and are prose.
func boxWidth(lines []string) int {
	width, open, ends := 0, 0, 0
	for _, l := range lines {
		if strings.HasSuffix(l, "。") {
			ends++
		} else if !isEnded(l) {
			width = max(width, utf8.RuneCountInString(l))
		}
	}
	others := 0
	for _, l := range lines {
		switch n := utf8.RuneCountInString(l); {
		case isEnded(l):
		case n >= width-raggedRight && strings.ContainsAny(l, "，、；。"):
			open++
		default:
			others++
		}
	}
	if len(lines) < minBoxLines || width < minWidth || width > maxWidth || ends < minBoxEnds || open < minBoxLines/2 || others > open {
		return 0
	}
	return width
}

// hasLeads tells whether an item of a box has a lead and text behind it on its line.
func hasLeads(lines []string) bool {
	for _, l := range lines {
		if m, ok := readMark(l); ok && m.kind > comma && m.kind <= circle && leadLength(l[m.length:]) > 0 {
			return true
		}
	}
	return false
}

// leadLength is the length of a short first sentence or of words before a
// colon, with which a line begins that goes on; 0 if there is none.
func leadLength(l string) int {
	at := strings.IndexAny(l, "。：")
	if n := utf8.RuneCountInString(l[:max(at, 0)]); at > 0 && n <= maxLead && at+len("。") < len(l) && !strings.ContainsAny(l[:at], "；;") {
		return n
	}
	return 0
}

// breaksLead tells whether the lead of an item goes on from its line to the next.
func breaksLead(before, l string) bool {
	m, ok := readMark(before)
	if _, marked := readMark(l); !ok || marked || m.kind <= comma || m.kind > circle || isEnded(before) || strings.ContainsAny(before[m.length:], "。：") {
		return false
	}
	begun := utf8.RuneCountInString(before[m.length:])
	rest := leadLength(l)
	return begun >= minLeadBegun && rest > 0 && rest <= maxLeadRest && begun+rest <= maxLead && !strings.ContainsAny(l[:strings.IndexAny(l, "。：")], "，")
}
