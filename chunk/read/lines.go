package read

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxText = 64 << 20 // bytes of text that a file may give, and of a part that it unpacks to
	maxDeep = 40       // tables in tables, boxes in boxes
)

// lines are a text being put together, a paragraph a line.
type lines struct {
	b        strings.Builder
	headings int
}

// add puts a paragraph in, without blanks around it; a line break within makes two.
func (l *lines) add(s string) {
	for p := range strings.SplitSeq(s, "\n") {
		if p = strings.Trim(squeeze(p), " \t"); p != "" {
			l.b.WriteString(p)
			l.b.WriteByte('\n')
		}
	}
}

// row puts a row of a table in, as it is.
func (l *lines) row(s string) {
	l.b.WriteString(s)
	l.b.WriteByte('\n')
}

var (
	numbered  = regexp.MustCompile(`^(?:第\s?[\d〇零一二三四五六七八九十百]{1,5}\s?[编編篇部章节節条條]|[一二三四五六七八九十]{1,4}[、．.]|[（(][\d一二三四五六七八九十]{1,4}[）)]|\d{1,3}(?:\.\d{1,3})*[、．.\s]|[①-⑳]|[专專][栏欄]|附[件录錄表])`)
	endsAsOne = regexp.MustCompile(`[。；;，,：:]$`)
)

const maxHeading = 60 // characters

// heading puts a heading in that has the level given, from 1. Where it has no
// number by which it is known for one, ## tells it. The first of a text is its
// title: it stands as it is.
func (l *lines) heading(s string, level int) {
	s = strings.Trim(squeeze(strings.ReplaceAll(s, "\n", " ")), " \t")
	l.headings++
	first := l.headings == 1 && l.b.Len() == 0
	if s == "" || first || numbered.MatchString(s) || endsAsOne.MatchString(s) || utf8.RuneCountInString(s) > maxHeading {
		l.add(s)
		return
	}
	l.add(strings.Repeat("#", min(max(level, 1)+1, 6)) + " " + s)
}

func (l *lines) String() string { return l.b.String() }

// squeeze makes one blank of each run of white space but line breaks, and one
// tab of one that holds any.
func squeeze(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r != ' ' && unicode.IsSpace(r) }) && !strings.Contains(s, "  ") {
		return s
	}
	var b strings.Builder
	gap := rune(0)
	for _, r := range s {
		if unicode.IsSpace(r) {
			if gap != '\t' {
				gap = ' '
			}
			if r == '\t' {
				gap = '\t'
			}
			continue
		}
		if gap != 0 && b.Len() > 0 {
			b.WriteRune(gap)
		}
		gap = 0
		b.WriteRune(r)
	}
	return b.String()
}
