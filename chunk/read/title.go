package read

import (
	"cmp"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk"
)

const (
	maxAbove   = 5  // lines above a table that may be its title
	maxCaption = 60 // characters
)

var (
	// besideTitle is what stands above a table beside its title: the annex that
	// it is, years in brackets, units and dates.
	besideTitle = regexp.MustCompile(`^(?:附[件表录錄][\d一二三四五六七八九十]*|[（(].*[）)]|\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|.*[：:].*)$`)
	prose       = regexp.MustCompile(`[。；;，,！!]|^#`)
)

// TitleOfName is the title that a file's name gives, without its extension; ""
// of a name that says nothing in Chinese.
func TitleOfName(name string) string {
	s := baseName(name)
	if !strings.ContainsFunc(s, isHan) {
		return ""
	}
	return s
}

// baseName is a file's name without its folder and its extension.
func baseName(name string) string {
	base := filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	return chunk.Squeeze(strings.TrimSuffix(base, filepath.Ext(base)))
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// captions are the lines above the table with which a text begins that may be
// its title; none where it begins otherwise.
func captions(text string) []string {
	var out []string
	seen := 0
	for l := range strings.Lines(text) {
		l = strings.Trim(l, "\t\n") // beside empty cells
		switch seen++; {
		case strings.Contains(l, "\t"):
			return out
		case seen > maxAbove || prose.MatchString(l) || utf8.RuneCountInString(l) > maxCaption:
			return nil
		case strings.ContainsFunc(l, isHan) && !besideTitle.MatchString(l) && !numbered.MatchString(l):
			out = append(out, l)
		}
	}
	return nil
}

// titleOfTables is the title of a file that is all tables: what stands above the
// first, else the file's name, rather than a sheet's that is all there is. A
// text without tables has none.
func titleOfTables(name, text string, sheets []string) string {
	if !strings.Contains(text, "\t") {
		return ""
	}
	above := captions(text)
	own := slices.DeleteFunc(slices.Clone(above), func(s string) bool { return slices.Contains(sheets, s) })
	first, sheet := append(own, "")[0], append(above, "")[0]
	if len(above) == 0 && !beginsWithRow(text) {
		return "" // prose stands above the table
	}
	return cmp.Or(first, TitleOfName(name), sheet, baseName(name))
}

// titleOfFirstTable is the title of a page that begins with a table: the one
// line above it, or a Chinese file name; "" of any other.
func titleOfFirstTable(name, text string) string {
	if beginsWithRow(text) {
		return TitleOfName(name)
	}
	if above := captions(text); len(above) == 1 {
		return above[0]
	}
	return ""
}

// beginsWithRow tells whether the first line of a text is a table's.
func beginsWithRow(text string) bool {
	first, _, _ := strings.Cut(text, "\n")
	return strings.Contains(strings.Trim(first, "\t"), "\t")
}
