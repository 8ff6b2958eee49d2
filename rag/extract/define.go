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
	if (a.kind == meaning || a.kind == several) && c.shortens(a) {
		return true
	}
	if a.kind != meaning {
		return false
	}
	text := fold.String(c.text)
	return slices.ContainsFunc(a.terms(), func(t string) bool {
		before, behind, ok := strings.Cut(text, unquoted(t))
		return ok && utf8.RuneCountInString(before) <= inFront && defining.MatchString(behind)
	})
}

// shortens tells whether a sentence introduces a term that is asked about as
// short for something: 知识库、规则库（以下简称“两库”）.
func (c candidate) shortens(a ask) bool { return len(c.introducing(a)) > 0 }

// introducing are the clauses that do so.
func (c candidate) introducing(a ask) []int {
	var out []int
	for i := range c.clauses {
		text := quoteMarks.Replace(unspaced(c.clause(i)))
		if slices.ContainsFunc(a.terms(), func(t string) bool {
			before, _, found := strings.Cut(text, unspaced(unquoted(t)))
			return found && shortFor.MatchString(before)
		}) {
			out = append(out, i)
		}
	}
	return out
}

var (
	quoteMarks = strings.NewReplacer(`"`, "", "“", "", "”", "", "‘", "", "’", "", "「", "", "」", "")
	shortFor   = regexp.MustCompile(`(?:简|统)称为?$`)
)
