package rag

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A stream collects pieces of text and gives them back as whole sentences.
type stream struct{ rest string }

// push adds a piece and returns the sentences that are whole now. A sentence
// is whole when what follows it has begun, so that a marker or a closing
// quotation mark behind its full stop is not cut off.
func (s *stream) push(piece string) []string {
	s.rest += piece
	var out []string
	for {
		end := wholeSentence(s.rest)
		if end < 0 {
			return out
		}
		out = append(out, s.rest[:end])
		s.rest = s.rest[end:]
	}
}

// flush returns what is left.
func (s *stream) flush() string {
	rest := s.rest
	s.rest = ""
	return rest
}

// behind matches what belongs to a sentence behind its full stop: closing
// marks and citation markers, perhaps one that is not finished.
var behind = regexp.MustCompile(`^(?:[”’）》」』)"]|\[[0-9]*\]?)*`)

// wholeSentence returns the byte length of the first whole sentence, -1 when there is none.
func wholeSentence(text string) int {
	for i, r := range text {
		if !strings.ContainsRune("。！？；\n", r) || r == '；' && inBrackets(text[:i]) {
			continue
		}
		end := i + len(string(r))
		if r != '\n' {
			end += len(behind.FindString(text[end:]))
		}
		if utf8.FullRuneInString(text[end:]) || r == '\n' {
			return end
		}
		return -1
	}
	return -1
}

// inBrackets tells whether a text ends inside （）: a semicolon there ends nothing.
func inBrackets(text string) bool {
	return strings.LastIndex(text, "（") > strings.LastIndex(text, "）") && strings.LastIndex(text, "（") > strings.LastIndexAny(text, "。！？\n")
}

// visible is a text without what nobody sees: characters that turn the
// direction of figures, stand between their digits or hide words.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.Is(unicode.C, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, text)
}

// seen is what is visible of a text, on one line.
func seen(text string) string { return strings.Join(strings.Fields(visible(text)), " ") }

var marker = regexp.MustCompile(`\[([0-9]{1,3})\]`)

// markers returns the numbers that a sentence cites, each once, in its order.
func markers(sentence string) []int {
	var out []int
	seen := map[int]bool{}
	for _, m := range marker.FindAllStringSubmatch(sentence, -1) {
		if n, err := strconv.Atoi(m[1]); err == nil && !seen[n] {
			seen[n] = true
			out = append(out, n)
		}
	}
	return out
}

// bare is a sentence without markers.
func bare(sentence string) string { return marker.ReplaceAllString(sentence, "") }

// isLayout tells whether a piece of text claims nothing: marks, blanks, rules.
func isLayout(text string) bool {
	return !strings.ContainsFunc(bare(text), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// remark puts markers with new numbers in place of a sentence's own, in front
// of its last mark of punctuation.
func remark(sentence string, numbers []int) string {
	text := strings.TrimRightFunc(bare(sentence), unicode.IsSpace)
	tail := text[len(strings.TrimRight(text, "。！？；;!?，,：:")):]
	var b strings.Builder
	b.WriteString(strings.TrimSuffix(text, tail))
	for _, n := range numbers {
		b.WriteString("[" + strconv.Itoa(n) + "]")
	}
	b.WriteString(tail)
	return b.String()
}
