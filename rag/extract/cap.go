package extract

import (
	"regexp"
	"slices"

	"chuchu/chunk/fold"
)

var (
	asksCap = regexp.MustCompile(`封顶|上限|最高|最多|至多`)
	aCap    = regexp.MustCompile(`最高|不超过|上限|封顶|最多|以内`)
)

// capped is a choice with the clause that says how much at most, where the
// question asks for that too.
func (c choice) capped(focus string) choice {
	if !asksCap.MatchString(focus) || c.passage.Fact != nil || len(c.core) == 0 {
		return c
	}
	for i := range c.clauses {
		if text := fold.Simplified(c.clause(i)); !slices.Contains(c.core, i) && aCap.MatchString(text) && hasDigit(fold.String(text)) {
			c.core = slices.Sorted(slices.Values(append(slices.Clone(c.core), i)))
		}
	}
	return c
}
