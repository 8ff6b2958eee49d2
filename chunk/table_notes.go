package chunk

import (
	"regexp"
	"strings"
)

// Notes are the lines below a table, cut into what explains one mark each.
type notes struct {
	whole string
	parts []string
}

var notePart = regexp.MustCompile(`[；;。]|[①-⑳]|(?:^|\s)\d[.、．]|\n`)

// readNotes reads the notes of a table.
func (b body) readNotes(t table) notes {
	var n notes
	var lines []string
	for _, p := range t.notes {
		lines = append(lines, b.slice(p))
	}
	n.whole = strings.Join(lines, "\n")
	start := 0
	for _, m := range notePart.FindAllStringIndex(n.whole, -1) {
		end := m[1]
		if r := []rune(n.whole[m[0]:m[1]]); !strings.ContainsRune("；;。\n", r[0]) {
			end = m[0] // a part begins with its number
		}
		n.add(n.whole[start:end])
		start = end
	}
	n.add(n.whole[start:])
	return n
}

// add notes a part, without what only sets it off.
func (n *notes) add(part string) {
	s := strings.TrimSpace(part)
	s = strings.TrimRight(strings.TrimSpace(strings.TrimSuffix(s, "\n")), "；;")
	if s != "" && s != "注：" && s != "注:" {
		n.parts = append(n.parts, s)
	}
}

// What marks a cell, and the words of the note that explains it.
var noteMarks = []struct{ cell, note *regexp.Regexp }{
	{regexp.MustCompile(`[\[［〔【]\s*[^\]］〕】]*\d[^\]］〕】]*[\]］〕】]`), regexp.MustCompile(`[\[［〔【]\s*.{0,4}[\]］〕】]|方括号|括号|累计`)},
	{regexp.MustCompile(`[*＊]`), regexp.MustCompile(`[*＊]|星号`)},
}

var (
	circled    = regexp.MustCompile(`[①-⑳]`)
	squareMark = regexp.MustCompile(`\[\d\]|注\d`)
)

// of is what the notes say of a row: the parts that explain its marks, all of
// them where none can be told apart, "" for a row without marks.
func (n notes) of(row string) string {
	marked := false
	var out []string
	for _, part := range n.parts {
		if n.explains(part, row, &marked) {
			out = append(out, part)
		}
	}
	switch {
	case len(n.parts) == 1 && (marked || len(out) > 0):
		return n.whole
	case len(out) > 0:
		return strings.Join(out, "；")
	case marked:
		return n.whole
	}
	return ""
}

// explains tells whether a part of the notes explains a mark of the row, and
// notes that the row has one.
func (n notes) explains(part, row string, marked *bool) bool {
	is := false
	for _, m := range noteMarks {
		if m.cell.MatchString(row) {
			*marked = true
			is = is || m.note.MatchString(part)
		}
	}
	for _, mark := range append(circled.FindAllString(row, -1), squareMark.FindAllString(row, -1)...) {
		if is = is || strings.HasPrefix(part, mark) || strings.HasPrefix(part, "注："+mark); is {
			*marked = true
		}
	}
	return is
}
