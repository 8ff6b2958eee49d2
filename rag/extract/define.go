package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

// defining matches how a definition goes on behind the term, in folded text.
var defining = regexp.MustCompile(`^["”」』]?(?:\([^)]*\))?,?(?:是|指|即)`)

// inFront is how many characters stand in front of a term that is defined:
// 第2条 本办法所称….
const inFront = 16

// defines tells whether a sentence says what a term is that an ask asks the
// meaning of: 智能网联汽车是…的汽车.
func (c candidate) defines(a ask) bool {
	if a.kind != meaning {
		return false
	}
	text := fold.String(c.text)
	return slices.ContainsFunc(a.terms(), func(t string) bool {
		before, behind, ok := strings.Cut(text, unquoted(t))
		return ok && utf8.RuneCountInString(before) <= inFront && defining.MatchString(behind)
	})
}
