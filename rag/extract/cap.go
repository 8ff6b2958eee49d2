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

// boundFirst puts in front what says so much at most, or at least, where that is
// asked and it comes near the best.
func (a ask) boundFirst(found []scored) []scored {
	for _, b := range bounds {
		if a.figures() && b.asked.MatchString(a.text) {
			return a.putFirst(found, func(f scored) bool {
				return slices.ContainsFunc(f.core, func(i int) bool { return b.said.MatchString(fold.Simplified(f.clause(i))) })
			})
		}
	}
	return found
}

// bounds are the words by which a bound is asked for and set.
var bounds = [...]struct{ asked, said *regexp.Regexp }{
	{regexp.MustCompile(`最[多高长大迟晚]|至多|上限|封顶`), regexp.MustCompile(`不(?:得|能|应|可)?(?:超|多于|高于|大于|长于|晚于|迟于)|最[多高长大迟晚]|至[多迟]|上限|封顶|以[内下]|限[^期制]|[0-9一二三四五六七八九十百千万](?:个?(?:工作)?日|个?月|年|小时|天)[之以]?[内前]`)},
	{regexp.MustCompile(`最[少低短小]|至少|起码`), regexp.MustCompile(`至少|不(?:得|能|应|可)?(?:少|低|小|短)于|最[低少小短]|以上|[满达]`)},
}

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
