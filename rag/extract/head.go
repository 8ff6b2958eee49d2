package extract

import (
	"strings"

	"chuchu/chunk/fold"
)

// headRunes is how many characters the first word of a noun has.
const headRunes = 2

// countsHead tells whether a folded clause counts what a longer noun begins with,
// where the sentence and the headings above it hold the rest: of 多少家企业数据接入
// the clause 推动60家企业达到 under 数据接入.
func (c candidate) countsHead(a ask, clause string) bool {
	noun := []rune(fold.String(a.noun))
	if a.measure == "" || len(noun) < 2*headRunes {
		return false
	}
	head, rest := string(noun[:headRunes]), pairs(string(noun[headRunes:]))
	counted, clause := false, a.counted(clause)
	for _, at := range counts[a.measure].FindAllStringIndex(clause, -1) {
		counted = counted || strings.HasPrefix(clause[at[1]:], head)
	}
	said, held := fold.String(c.text+"\n"+strings.Join(c.passage.Path, "\n")), 0
	for _, w := range rest {
		if strings.Contains(said, w) {
			held++
		}
	}
	return counted && len(rest) > 0 && float64(held) >= headHeld*float64(len(rest))
}

// headHeld is the share of the rest of such a noun that must be held.
const headHeld = 0.7
