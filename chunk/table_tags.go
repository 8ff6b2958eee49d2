package chunk

import (
	"html"
	"regexp"
	"strconv"
	"strings"
)

var (
	tagTable   = regexp.MustCompile(`(?is)<table\b[^>]*>(.*?)</table\s*>`)
	tagRow     = regexp.MustCompile(`(?is)<tr\b[^>]*>(.*?)(?:</tr\s*>|$)`)
	tagCell    = regexp.MustCompile(`(?is)<t[dh]\b([^>]*)>(.*?)(?:</t[dh]\s*>|$)`)
	rowBegin   = regexp.MustCompile(`(?i)<tr\b`)
	cellBegin  = regexp.MustCompile(`(?i)<t[dh]\b`)
	spanOf     = regexp.MustCompile(`(?i)\b(col|row)span\s*=\s*["']?\s*(\d{1,3})`)
	anyTag     = regexp.MustCompile(`(?s)<[^<>]*>`)
	whiteSpace = regexp.MustCompile(`[\s\x{A0}]+`)
)

const maxColumns = 40

// untag writes the tables that came as HTML with each row on a line and tabs
// between its cells. A cell that spans columns or rows stands in each of them;
// one that spans all columns stands once.
func (d *draft) untag() {
	if !hasTags(d.lines) {
		return
	}
	text := d.text()
	for tagTable.MatchString(text) {
		text = tagTable.ReplaceAllStringFunc(text, func(s string) string {
			d.note("table_tags", plainText(s))
			return "\n" + strings.Join(tagRows(tagTable.FindStringSubmatch(s)[1]), "\n") + "\n"
		})
	}
	d.lines = strings.Split(text, "\n")
}

// hasTags tells whether a table in HTML ends somewhere in the lines.
func hasTags(lines []string) bool {
	for _, l := range lines {
		if i := strings.Index(l, "</"); i >= 0 && strings.Contains(strings.ToLower(l[i:]), "</table") {
			return true
		}
	}
	return false
}

// tagRows are the lines of a table in HTML. What stands in no cell is a line
// of its own.
func tagRows(s string) []string {
	var out []string
	pending := map[int]tagSpan{} // by columns: cells that go on from rows above
	at := rowBegin.FindAllStringIndex(s, -1)
	begin := len(s)
	if len(at) > 0 {
		begin = at[0][0]
	}
	if t := plainText(s[:begin]); t != "" {
		out = append(out, t)
	}
	for i, a := range at {
		end := len(s)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		row := tagRow.FindStringSubmatch(s[a[0]:end])
		rest := plainText(strings.TrimPrefix(s[a[0]:end], row[0]))
		if l := tagCells(row[1], pending); l != "" {
			out = append(out, l)
		}
		if rest != "" {
			out = append(out, rest)
		}
	}
	return out
}

// A tagSpan is a cell that goes on in rows below.
type tagSpan struct {
	text string
	rows int
}

// tagCells is a row as a line.
func tagCells(s string, pending map[int]tagSpan) string {
	var cells []string
	fill := func() {
		for p := pending[len(cells)]; p.rows > 0; p = pending[len(cells)] {
			pending[len(cells)] = tagSpan{p.text, p.rows - 1}
			cells = append(cells, p.text)
		}
	}
	at := cellBegin.FindAllStringIndex(s, -1)
	if len(at) == 0 {
		return plainText(s)
	}
	for i, a := range at {
		end := len(s)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		m := tagCell.FindStringSubmatch(s[a[0]:end])
		text, cols, rows := plainText(m[2]+strings.TrimPrefix(s[a[0]:end], m[0])), 1, 1
		for _, sp := range spanOf.FindAllStringSubmatch(m[1], -1) {
			if n, _ := strconv.Atoi(sp[2]); strings.EqualFold(sp[1], "col") {
				cols = max(1, min(n, maxColumns))
			} else {
				rows = max(1, n)
			}
		}
		if cols > 1 && len(at) == 1 {
			return text // over all columns: a title or the name of a group
		}
		fill()
		for range cols {
			pending[len(cells)] = tagSpan{text, rows - 1}
			cells = append(cells, text)
		}
	}
	fill()
	return strings.Join(cells, "\t")
}

// plainText is a piece of HTML without tags, in one line.
func plainText(s string) string {
	s = anyTag.ReplaceAllString(s, "")
	s = html.UnescapeString(s)
	return strings.TrimSpace(whiteSpace.ReplaceAllString(s, " "))
}
