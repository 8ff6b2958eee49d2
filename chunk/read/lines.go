package read

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"chuchu/chunk"
)

const (
	maxText       = 10 << 20  // bytes of text that a file may give
	maxCharacters = 5_000_000 // of it
	maxRepeated   = 10_000    // of one character in a row
	maxDeep       = 40        // tables in tables, boxes in boxes
	maxPlaces     = 2_000_000 // of a file's tables: rows by columns
)

// Errors of files that hold more than people write.
var (
	errText  = unreadable(fmt.Sprintf(sayText, maxText>>20, maxCharacters/10_000))
	errCells = unreadable(fmt.Sprintf(sayCells, maxCells/10_000))
)

// lines are a text being put together, a paragraph a line.
type lines struct {
	b        strings.Builder
	headings int

	places int  // of the tables that were put in
	cut    bool // a table had more columns than are read
	over   bool // there was more text than a file may give; it is not in
}

// heed takes over what is to be told of lines that stand in a cell of these.
func (l *lines) heed(in *lines) { l.cut, l.over = l.cut || in.cut, l.over || in.over }

// into ends the lines as what was read; errText where there was too much.
func (l *lines) into(r *Result) error {
	if l.over {
		*r = Result{}
		return errText
	}
	if l.cut {
		r.Warnings = append(r.Warnings, fmt.Sprintf(warnColumns, maxColumns))
	}
	r.Text = l.String()
	return nil
}

// has tells whether so many bytes more may be put in, and notes if they may not.
func (l *lines) has(n int) bool {
	l.over = l.over || l.b.Len()+n > maxText
	return !l.over
}

// add puts a paragraph in, without blanks around it; a line break within makes two.
func (l *lines) add(s string) {
	for p := range strings.SplitSeq(s, "\n") {
		if p = chunk.Squeeze(p); p != "" && l.has(len(p)) {
			l.b.WriteString(p)
			l.b.WriteByte('\n')
		}
	}
}

// row puts a row of a table in, as it is.
func (l *lines) row(s string) {
	if !l.has(len(s)) {
		return
	}
	l.b.WriteString(s)
	l.b.WriteByte('\n')
}

var (
	numbered  = regexp.MustCompile(`^(?:第\s?[\d〇零一二三四五六七八九十百]{1,5}\s?[编編篇部章节節条條]|[一二三四五六七八九十]{1,4}[、．.]|[（(][\d一二三四五六七八九十]{1,4}[）)]|\d{1,3}(?:\.\d{1,3})*[、．.\s]|[①-⑳]|[专專][栏欄]|附[件录錄表])`)
	endsAsOne = regexp.MustCompile(`[。；;，,：:]$`)
)

const (
	maxHeading = 60 // characters
	headMark   = '\x01'
)

var (
	framed   = regexp.MustCompile(`^(?:[专專附][栏欄件录錄表]|[图圖表]\s?\d)`)
	headLine = regexp.MustCompile(`(?m)^\x01([1-6])`)
)

// heading puts a heading in that has the level given, from 1. The first of a
// text is its title: it stands as it is.
func (l *lines) heading(s string, level int) {
	s = chunk.Squeeze(strings.ReplaceAll(s, "\n", " "))
	l.headings++
	if s == "" || l.headings == 1 && l.b.Len() == 0 || !mayHead(s) {
		l.add(s)
		return
	}
	l.b.WriteRune(headMark)
	l.b.WriteByte('0' + byte(min(max(level, 1)+1, 6)))
	l.add(s)
}

// mayHead tells whether a line that is set as a heading may be marked as one:
// it is short, no sentence, and heads no table.
func mayHead(s string) bool {
	return utf8.RuneCountInString(s) <= maxHeading && !endsAsOne.MatchString(s) && !framed.MatchString(s)
}

// String is the text. Where all its headings have numbers by which they are
// known, they stand as they are; else ## tells each, and its rank.
func (l *lines) String() string {
	s := l.b.String()
	need := false
	for _, at := range headLine.FindAllStringIndex(s, -1) {
		line, _, _ := strings.Cut(s[at[1]:], "\n")
		need = need || !numbered.MatchString(line)
	}
	return headLine.ReplaceAllStringFunc(s, func(m string) string {
		if !need {
			return ""
		}
		return hashes(int(m[1] - '0'))
	})
}

// hashes is how a heading of a rank begins.
func hashes(rank int) string { return strings.Repeat("#", rank) + " " }

// plain are the lines without marks of headings, as they stand in a cell.
func (l *lines) plain() []string {
	return strings.Split(strings.TrimSuffix(headLine.ReplaceAllString(l.b.String(), ""), "\n"), "\n")
}
