package eval

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"chuchu/chunk/fold"
)

// foldText folds script, width and case and drops white space and quotation
// marks. Quotation marks are those of Unicode's property: “” ‘’ 「」 『』 " ' and
// their kin, not the title marks 《》.
func foldText(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Quotation_Mark, r) {
			return -1
		}
		return r
	}, foldSpaced(s))
	return fold.Simplified(s)
}

// foldSpaced folds width and case alone, so that numbers side by side stay apart.
func foldSpaced(s string) string { return strings.ToLower(width.Fold.String(s)) }

// A gram is four characters in a row; zeros fill up a shorter text.
type gram [4]rune

// grams returns the distinct 4-grams of a folded text.
func grams(folded string) map[gram]bool {
	runes := []rune(folded)
	if len(runes) == 0 {
		return nil
	}
	set := make(map[gram]bool, len(runes))
	for i := range max(1, len(runes)-3) {
		var g gram
		copy(g[:], runes[i:])
		set[g] = true
	}
	return set
}

// shared counts the grams of a that b has.
func shared(a, b map[gram]bool) int {
	n := 0
	for g := range a {
		if b[g] {
			n++
		}
	}
	return n
}

// head returns the first n characters of s.
func head(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}
