package openai

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A tidier brings markers of all forms into the one that rag reads, [1][2],
// drops those of passages that were not shown, and drops bold marks. Half a
// marker is held back until the rest comes.
type tidier struct {
	shown map[int]bool
	rest  string
}

// longestMarker is how many bytes a marker may have: [资料1、资料2、资料3].
const longestMarker = 48

var (
	markerForm = regexp.MustCompile(`^(?:资料|段落|来源|出处|\^)?\s*[0-9]{1,3}(?:\s*[,，、;；]\s*(?:资料|段落|来源|出处|\^)?\s*[0-9]{1,3})*$`)
	rangeForm  = regexp.MustCompile(`^([0-9]{1,3})\s*[-–—~～]\s*([0-9]{1,3})$`)
	halfForm   = regexp.MustCompile(`^[\[［【](?:资料|段落|来源|出处|\^|[0-9０-９,，、;；\s])*$`)
	numberForm = regexp.MustCompile(`[0-9]+`)
)

// push adds a piece and returns what is tidy.
func (t *tidier) push(piece string) string {
	t.rest += piece
	var out strings.Builder
	for {
		i := strings.IndexAny(t.rest, "[［【*")
		if i < 0 {
			out.WriteString(t.rest)
			t.rest = ""
			return out.String()
		}
		out.WriteString(t.rest[:i])
		t.rest = t.rest[i:]
		text, n := t.mark()
		if n == 0 {
			return out.String()
		}
		out.WriteString(text)
		t.rest = t.rest[n:]
	}
}

// mark reads the mark that rest begins with: what becomes of it and its
// length, 0 when more must come first.
func (t *tidier) mark() (string, int) {
	if t.rest[0] == '*' {
		switch {
		case len(t.rest) == 1:
			return "", 0
		case t.rest[1] == '*':
			return "", 2
		}
		return "*", 1
	}
	_, open := utf8.DecodeRuneInString(t.rest)
	end := strings.IndexAny(t.rest[open:], "]］】\n[［【")
	if end > longestMarker || end < 0 && len(t.rest) > longestMarker {
		return t.rest[:open], open
	}
	if end < 0 {
		return "", 0
	}
	inner := strings.TrimSpace(t.rest[open : open+end])
	r, closing := utf8.DecodeRuneInString(t.rest[open+end:])
	if strings.ContainsRune("]］】", r) {
		if numbers, ok := numbers(inner); ok {
			return t.markers(numbers), open + end + closing
		}
	}
	return t.rest[:open], open
}

// plainDigits are full-width digits as plain ones.
var plainDigits = strings.NewReplacer("０", "0", "１", "1", "２", "2", "３", "3", "４", "4", "５", "5", "６", "6", "７", "7", "８", "8", "９", "9")

// numbers reads what stands between a marker's brackets.
func numbers(inner string) (out []int, ok bool) {
	inner = plainDigits.Replace(inner)
	if m := rangeForm.FindStringSubmatch(inner); m != nil {
		from, _ := strconv.Atoi(m[1])
		to, _ := strconv.Atoi(m[2])
		for n := from; n <= to && n < from+6; n++ {
			out = append(out, n)
		}
		return out, true
	}
	if !markerForm.MatchString(inner) {
		return nil, false
	}
	for _, digits := range numberForm.FindAllString(inner, -1) {
		n, _ := strconv.Atoi(digits)
		out = append(out, n)
	}
	return out, true
}

func (t *tidier) markers(numbers []int) string {
	var b strings.Builder
	for _, n := range numbers {
		if t.shown[n] {
			b.WriteString("[" + strconv.Itoa(n) + "]")
		}
	}
	return b.String()
}

// flush returns what is left; half a marker is none.
func (t *tidier) flush() string {
	rest := t.rest
	t.rest = ""
	if halfForm.MatchString(rest) {
		return ""
	}
	return rest
}
