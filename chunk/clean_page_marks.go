package chunk

import (
	"strings"
	"unicode/utf8"
)

// Texts that were put in page by page keep a line between pages that shows
// nothing, and every link in them is a line. Only blank lines part their
// paragraphs: what goes on behind such a mark, or a link, is one line.

const (
	minPageMarks = 3 // that break a sentence
	maxLinkHead  = 40
	maxJoined    = 6000 // bytes of a line that still goes on
)

// joinPages takes the marks between pages out of a text, and joins the lines
// that they and links broke.
func (d *draft) joinPages() {
	broken := 0
	for i, l := range d.lines {
		if isPageMark(l) && i > 0 && i+1 < len(d.lines) && goesOn(d.lines[i-1], d.lines[i+1]) {
			broken++
		}
	}
	if broken < minPageMarks {
		return
	}
	kept := make([]string, 0, len(d.lines))
	for i, l := range d.lines {
		n := len(kept)
		switch {
		case isPageMark(l) && i > 0 && i+1 < len(d.lines) && strings.TrimSpace(d.lines[i-1]) != "" && strings.TrimSpace(d.lines[i+1]) != "":
			d.note("page_border", "")
		case n > 0 && len(kept[n-1]) < maxJoined && goesOn(kept[n-1], l):
			kept[n-1] = joinLines([]string{strings.TrimRight(kept[n-1], " \r"), strings.TrimLeft(l, " ")})
			d.note("broken_line", l)
		default:
			kept = append(kept, l)
		}
	}
	d.lines = kept
}

// isPageMark tells whether a line holds characters, and none that is seen.
func isPageMark(l string) bool {
	return l != "" && utf8.RuneCountInString(l) <= minPageMarks && strings.Trim(l, "\u200b\u200c\u200d\ufeff") == ""
}

// goesOn tells whether a line goes on with a sentence of the line before.
func goesOn(before, l string) bool {
	b, after := strings.TrimSpace(before), strings.TrimSpace(l)
	if b == "" || after == "" || isPageMark(b) || isPageMark(after) || strings.HasPrefix(l, "\u3000") || strings.HasPrefix(after, "—") {
		return false
	}
	heads := isNumbered(b) && utf8.RuneCountInString(b) <= maxLinkHead && !strings.ContainsAny(b, "，。")
	return !isEnded(b) && !heads && !isNumbered(after) && !beginsAnnex(after) && !isTableLine(after) && !isTableLine(b)
}
