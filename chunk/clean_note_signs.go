package chunk

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

var (
	notesHead = regexp.MustCompile(`^[\[【(（]?(?:注\s*释|註\s*釋|脚\s*注|尾\s*注|注|名词解释|名词注释|名詞解釋)[\]】)）]?\s*[:：]?$`)
	// noteLine is a note with its number, and the term that it explains.
	noteLine = regexp.MustCompile(`^(?:[\[［【(（]?(\d{1,2})[\]］】)）]?[.．、\s]*|([①-⑳¹²³⁴-⁹])\s*)[“"《]?([\p{Han}A-Za-z]{2,16})?`)
	noteSign = regexp.MustCompile(`[\[［【](\d{1,2})[\]］】]|[①-⑳¹²³⁴-⁹]`)
)

const minNotes = 2 // of a list that proves that signs in the text point to notes

// dropNoteSigns takes out of sentences the signs that point to the notes in a
// list at the end of the text, under its heading or written as the signs are.
// Without such a list a sign is the text's own.
func (d *draft) dropNoteSigns() {
	start, notes := d.notes()
	if len(notes) < minNotes {
		return
	}
	for i, l := range d.lines[:start] {
		out, done := "", 0
		for _, m := range noteSign.FindAllStringIndex(l, -1) {
			n := signNumber(l[m[0]:m[1]])
			if n >= 1 && n <= len(notes) && endsInWord(l[:m[0]], l[m[0]:m[1]]) {
				out += l[done:m[0]]
				done = m[1]
				d.note("footnote_mark", last(l[:m[0]], 8)+l[m[0]:m[1]])
			}
		}
		d.lines[i] = d.withoutTermSigns(out+l[done:], notes)
	}
}

// notes are the terms of the notes at the end of the text, numbered from one
// without a gap, and the line at which they begin.
func (d *draft) notes() (start int, terms []string) {
	start = len(d.lines)
	headed := false
	for i := len(d.lines) - 1; i >= 0 && !headed; i-- {
		switch m := noteLine.FindStringSubmatch(d.lines[i]); {
		case m != nil:
			start = i
		case notesHead.MatchString(d.lines[i]):
			start, headed = i+1, true
		default:
			i = 0
		}
	}
	signed := false
	for _, l := range d.lines[start:] {
		m := noteLine.FindStringSubmatch(l)
		if m == nil || signNumber(m[1]+m[2]) != len(terms)+1 {
			return len(d.lines), nil
		}
		signed = signed || m[2] != "" || strings.HasPrefix(l, "[")
		terms = append(terms, m[3])
	}
	if !headed && !signed {
		return len(d.lines), nil // the items of a list
	}
	return start, terms
}

// signNumber is the number of 12, [12], ⑫ or ².
func signNumber(s string) int {
	s = strings.Trim(s, "[]［］【】")
	if i := strings.Index("¹²³⁴⁵⁶⁷⁸⁹", s); i >= 0 && s != "" {
		return utf8.RuneCountInString("¹²³⁴⁵⁶⁷⁸⁹"[:i]) + 1
	}
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return ordinal(s)
}

// endsInWord tells whether a sign stands behind a word, and is no power of a unit.
func endsInWord(before, sign string) bool {
	r, _ := utf8.DecodeLastRuneInString(before)
	if strings.ContainsAny(sign, "²³") && (r < 0x80 || r == '米') {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("”’》）)\"%", r)
}

// withoutTermSigns is a line without plain numbers that stand behind the very
// term that the note of this number explains.
func (d *draft) withoutTermSigns(l string, terms []string) string {
	for i, term := range terms {
		if term == "" {
			continue
		}
		n := strconv.Itoa(i + 1)
		for from := 0; ; {
			at := strings.Index(l[from:], term)
			if at < 0 {
				break
			}
			from += at + len(term)
			rest := strings.TrimLeft(l[from:], "”’\"》")
			sign := len(l) - len(rest)
			if next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(rest, n)); strings.HasPrefix(rest, n) && isSignEnd(next) {
				d.note("footnote_mark", term+n)
				l = l[:sign] + rest[len(n):]
			}
		}
	}
	return l
}

// isSignEnd tells whether a number before this character may be a sign and no
// figure: neither a digit nor a unit comes next.
func isSignEnd(r rune) bool {
	return r == utf8.RuneError || strings.ContainsRune("，。；、：！？）)”》,;:", r)
}
