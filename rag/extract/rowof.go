package extract

import (
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/understand"
)

// namedRow is the share of an ask's topic whose characters the name of a row
// must hold: a row for 实际利用内资 is none for 实际利用外资.
// Half of it is enough where the row is very near by meaning.
const (
	namedRow = 0.7
	halfRow  = 0.5
	nearRow  = 0.7
)

// rowOf tells whether a row of a table is what an ask is of: its name stands in
// the question, or is made of the characters that the question names.
func (c candidate) rowOf(a ask) bool {
	if c.inside(a.whole) || len(a.topic) == 0 {
		return true
	}
	name := fold.Simplified(fold.String(c.passage.Fact.Name))
	share := max(a.within(name, a.whole), a.within(name, understand.Written(a.whole)))
	return share >= namedRow || share >= halfRow && c.close >= nearRow
}

// within is the share of the topic's terms in a wording of the question whose
// characters a name holds, 1 where the wording has none of them.
func (a ask) within(name, wording string) float64 {
	held, all := 0, 0
	for t := range a.topic {
		if !strings.Contains(fold.String(wording), t) {
			continue
		}
		if all++; madeOf(t, name) {
			held++
		}
	}
	if all == 0 {
		return 1
	}
	return float64(held) / float64(all)
}

// madeOf tells whether each character of a term stands in a name.
func madeOf(term, name string) bool {
	return !strings.ContainsFunc(term, func(r rune) bool { return !strings.ContainsRune(name, r) })
}
