package chunk

import "strings"

const (
	indentMark  = "\u3000\u3000"
	minSetOff   = 10 // indented paragraphs that tell how a text is set
	setOffShare = 10 // of them at most one in so many stands right below another line
)

// joinPieces joins the lines of a paragraph that a copy broke before and behind
// its links, in a text that indents its paragraphs and sets blank lines between
// them: what stands right below a piece without an indent goes on with it.
func (d *draft) joinPieces() {
	if !setsOff(d.lines) {
		return
	}
	kept := make([]string, 0, len(d.lines))
	inParagraph := false
	for _, l := range d.lines {
		indented := strings.HasPrefix(l, indentMark)
		if n := len(kept); inParagraph && !indented && strings.TrimSpace(l) != "" && !isNumbered(l) && !isTableLine(l) && isPiece(kept[n-1]) {
			kept[n-1] += l
			d.note("broken_line", l)
			continue
		}
		inParagraph = indented || inParagraph && strings.TrimSpace(l) != ""
		kept = append(kept, l)
	}
	d.lines = kept
}

// isPiece tells whether a line breaks off: no sentence ends with it.
func isPiece(l string) bool { return !isEnded(strings.TrimRight(l, " \u3000")) }

// setsOff tells whether nearly all indented lines of a text stand below blank ones.
func setsOff(lines []string) bool {
	indented, below := 0, 0
	for i, l := range lines {
		if !strings.HasPrefix(l, indentMark) || strings.TrimSpace(l) == "" {
			continue
		}
		indented++
		if i > 0 && strings.TrimSpace(lines[i-1]) != "" {
			below++
		}
	}
	return indented >= minSetOff && below*setOffShare <= indented
}
