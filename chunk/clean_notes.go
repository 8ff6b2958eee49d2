package chunk

import (
	"regexp"
	"strings"
)

var noteNumber = regexp.MustCompile(`^\[?\s?\d{1,3}\s?\]?$`)

// dropNoteMarks takes out marks of footnotes that a page's links broke over
// three lines — [, 1, ] — and joins the sentence around them.
func (d *draft) dropNoteMarks() {
	kept := make([]string, 0, len(d.lines))
	for i := 0; i < len(d.lines); i++ {
		if i+2 >= len(d.lines) || d.lines[i] != "[" || !noteNumber.MatchString(d.lines[i+1]) || d.lines[i+2] == "" || d.lines[i+2][0] != ']' {
			kept = append(kept, d.lines[i])
			continue
		}
		d.note("footnote_mark", "["+d.lines[i+1]+"]")
		rest := strings.TrimSpace(d.lines[i+2][1:])
		i += 2
		if rest == "" && i+1 < len(d.lines) {
			i++
			rest = d.lines[i]
		}
		if n := len(kept); n > 0 && !isEnded(kept[n-1]) && !isNumbered(rest) {
			kept[n-1] = joinLines([]string{kept[n-1], rest})
		} else if rest != "" {
			kept = append(kept, rest)
		}
	}
	d.lines = kept
}
