package extract

import (
	"strings"

	"chuchu/rag/verify"
)

// clausesOf cuts a sentence at its commas and colons outside brackets and
// quotation marks. The spans count runes; marks and blanks between them are in none.
func clausesOf(sentence string) []verify.Span {
	var out []verify.Span
	runes := []rune(sentence)
	start, depth := 0, 0
	cut := func(end int) {
		a, b := start, end
		for a < b && strings.ContainsRune(" \t　", runes[a]) {
			a++
		}
		for b > a && strings.ContainsRune(" \t　。；;，,：:", runes[b-1]) {
			b--
		}
		if a < b {
			out = append(out, verify.Span{Start: a, End: b})
		}
		start = end
	}
	for i, r := range runes {
		switch {
		case strings.ContainsRune("（(《“「『", r):
			depth++
		case strings.ContainsRune("）)》”」』", r):
			depth = max(depth-1, 0)
		case strings.ContainsRune("，,；;：:", r) && (depth == 0 || !closes(runes[i:])) && !amid(runes, i):
			cut(i + 1)
		}
	}
	cut(len(runes))
	return out
}

// closes tells whether a bracket or quotation mark is closed in what follows; a
// mark whose partner was lost must not hold the rest of a sentence together.
func closes(rest []rune) bool {
	return strings.ContainsAny(string(rest), "）)》”」』")
}

// amid tells whether a comma stands inside a number.
func amid(runes []rune, i int) bool {
	digit := func(j int) bool { return j >= 0 && j < len(runes) && runes[j] >= '0' && runes[j] <= '9' }
	return digit(i-1) && digit(i+1)
}
