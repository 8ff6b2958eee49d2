package chunk

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

const (
	frontLength = 3000 // characters in which a document says what it is
	nameless    = 40   // characters that stand for a missing title in a label
	longLine    = 160  // of the lines before the body, the longest
)

// A field is what the text says of one, and where that was read. A value
// that was given, or follows from another, has a zero Excerpt.
type field struct {
	value string
	Excerpt
}

// A front is what the beginning and the end of a text say about the document.
type front struct {
	text     string // its beginning, in simplified script
	opening  string // its first characters, which stand for a missing title
	lines    []Excerpt
	title    field // "" if it has none
	issuer   field
	number   field
	dated    field   // the date it bears
	draft    field   // the word that makes it a draft
	reporter field   // the newspaper whose reporters wrote it
	signed   Excerpt // who signs it in brackets at its end
}

// linesOf are the lines of a text, at most n, with their spans.
func linesOf(text string, n int) []Excerpt {
	var out []Excerpt
	at := 0
	for l := range strings.SplitSeq(text, "\n") {
		if len(out) == n {
			break
		}
		e := whole(l, at)
		out = append(out, e)
		at = e.End + 1
	}
	return out
}

// part is the stretch of an excerpt from rune i up to rune j.
func (e Excerpt) part(i, j int) Excerpt {
	if e.Start == e.End { // its line is not in the text
		return Excerpt{}
	}
	return Excerpt{string([]rune(e.Quote)[i:j]), Span{e.Start + i, e.Start + j}}
}

// match finds an expression in an excerpt's simplified text, and where its
// n-th group stands.
func (e Excerpt) match(re *regexp.Regexp, n int) (groups []string, at Excerpt) {
	s := fold.Simplified(e.Quote)
	m := re.FindStringSubmatchIndex(s)
	if m == nil || m[2*n] < 0 {
		return nil, Excerpt{}
	}
	i := utf8.RuneCountInString(s[:m[2*n]])
	return parts(s, m), e.part(i, i+utf8.RuneCountInString(s[m[2*n]:m[2*n+1]]))
}

// matchFolded finds an expression in an excerpt's folded text, and where the
// whole of it stands.
func (e Excerpt) matchFolded(re *regexp.Regexp) (groups []string, at Excerpt) {
	rs, index := fold.Map(e.Quote)
	s := string(rs)
	m := re.FindStringSubmatchIndex(s)
	if m == nil || m[0] == m[1] {
		return nil, Excerpt{}
	}
	i, j := utf8.RuneCountInString(s[:m[0]]), utf8.RuneCountInString(s[:m[1]])
	return parts(s, m), e.part(index[i], index[j-1]+1)
}

// parts are the groups of a match, "" for one that took no part.
func parts(s string, m []int) []string {
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = s[m[2*i]:m[2*i+1]]
		}
	}
	return out
}

// ofLetter matches what the letter says that sends a document.
var ofLetter = regexp.MustCompile(`印发|印發|同意|转发|通知如下|发给你们|執行|执行|实施`)

// topLines are the lines that may bear title, issuer and date: those before
// the first heading, a letter to offices included.
func topLines(lines []Excerpt) []Excerpt {
	for i, l := range lines {
		n := l.length()
		if i >= headLines || isNumbered(l.Quote) || n > longLine || n > 20 && strings.HasSuffix(l.Quote, "。") && !ofLetter.MatchString(l.Quote) {
			return lines[:i]
		}
	}
	return lines
}

// cut is the first n code points of s.
func cut(s string, n int) string {
	for i := range s {
		if n--; n < 0 {
			return s[:i]
		}
	}
	return s
}

// last is the last n code points of s.
func last(s string, n int) string {
	i := len(s)
	for ; i > 0 && n > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:]
}

// unspaced drops the blanks between Chinese characters that a line break left.
func unspaced(s string) string {
	rs := []rune(s)
	var b strings.Builder
	for i, r := range rs {
		if unicode.IsSpace(r) && i > 0 && i+1 < len(rs) && rs[i-1] >= 0x2E80 && rs[i+1] >= 0x2E80 {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
