package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

// headRunes is how many characters the first word of a noun has.
const headRunes = 2

// countsHead tells whether a folded clause counts what a longer noun begins with,
// where the sentence and the headings above it hold the rest: of 多少家企业数据接入
// the clause 推动60家企业达到 under 数据接入.
func (c candidate) countsHead(a ask, clause string) bool {
	noun := []rune(fold.String(a.noun))
	if a.measure == "" || len(noun) <= 2*headRunes {
		return false
	}
	head, rest := string(noun[:headRunes]), pairs(string(noun[headRunes:]))
	counted, clause := false, a.counted(clause)
	for _, at := range counts[a.measure].FindAllStringIndex(clause, -1) {
		counted = counted || strings.HasPrefix(clause[at[1]:], head)
	}
	return counted && shareOf(rest, fold.String(c.text+"\n"+strings.Join(c.passage.Path, "\n"))) >= headHeld
}

// headHeld is the share of the rest of such a noun that must be held.
const headHeld = 0.7

// countsOther tells whether all that a folded clause counts by the measure word of
// an ask is called otherwise than what that counts, of which it has not the last
// character: 15个环节的40个智能场景 counts no 智能工厂.
func (a ask) countsOther(clause string) bool {
	noun := fold.String(a.noun)
	_, size := utf8.DecodeLastRuneInString(noun)
	if a.measure == "" || strings.Contains(clause, noun[len(noun)-size:]) {
		return false
	}
	clause = a.counted(clause)
	all := counts[a.measure].FindAllStringIndex(clause, -1)
	return len(all) > 0 && !slices.ContainsFunc(all, func(at []int) bool {
		called := first(clause[at[1]:], longestCounted)
		return !countedNoun.MatchString(called) || shareOf(pairs(noun), called) >= headLike
	})
}

// shareOf is the share of some words that a text holds.
func shareOf(words []string, text string) float64 {
	held := 0
	for _, w := range words {
		if strings.Contains(text, w) {
			held++
		}
	}
	return float64(held) / float64(max(len(words), 1))
}

// How many characters behind a measure word say what is counted, and the share of
// a noun's words that make it the same.
const (
	longestCounted = 8
	headLike       = 0.4
)

// countedNoun matches what is counted, behind its measure word.
var countedNoun = regexp.MustCompile(`^(?:[^\P{Han}以左之多余分内][\p{Han}]|[A-Za-z“"])`)
