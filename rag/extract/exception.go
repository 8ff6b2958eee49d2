package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

// excepts matches a sentence that says when what another one says does not hold.
var excepts = regexp.MustCompile(`^但|除外|[的时后]，(?:也|还)?可以|(?:同意|批准)(?:的|后)?，(?:也|还)?可以|不受[^，。]{0,12}限制`)

// farException is how many characters lie between a rule and its exception at most.
const farException = 200

// exception is the sentence near the best one that says when what it says does
// not hold, where it is asked whether something may be and a Reader is certain
// that it answers that too: 重新鉴定应当委托其他机构进行。双方协商一致的，也可以委托原机构。
func (a ask) exception(chosen []choice, all []candidate) (choice, bool) {
	if len(chosen) == 0 {
		return choice{}, false
	}
	rule := chosen[0]
	if a.kind != truth {
		return a.otherCase(rule, all)
	}
	for _, c := range all {
		apart := c.start - rule.start - utf8.RuneCountInString(rule.text)
		if c.start < rule.start {
			apart = rule.start - c.start - utf8.RuneCountInString(c.text)
		}
		if c.index == rule.index && c.start != rule.start && apart <= farException && c.read() >= certain && excepts.MatchString(fold.Simplified(c.text)) {
			return choice{c, c.ends(), true}, true
		}
	}
	return choice{}, false
}

var (
	// special begins a sentence on the cases for which a rule has another figure.
	special = regexp.MustCompile(`^(?:但|情况|情形|案情|有?特殊|因特殊|紧急|遇有|确[有因需]|必要时|需要延长|经[^，,]{0,12}(?:批准|同意)[^，,]{0,4}[，,]?可以延长)`)
	// aCaseOf matches a sentence that begins with a case and what it is.
	aCaseOf = regexp.MustCompile(`^(?:[^，,。；]{2,}[，,])?([^，,。；]{2,}的)[，,]`)
	// not matches what makes a case the contrary of another.
	not = regexp.MustCompile(`不予|没有|未能|[不未无非]`)
)

// otherCase is the sentence right beside the one that answers which says the same
// of the special case, the rule that it is an exception of, or of the contrary one,
// where the question names neither: 异议成立的，由企业承担；异议不成立的，由用户承担。
func (a ask) otherCase(rule choice, all []candidate) (choice, bool) {
	if !a.hard() || a.list || a.penal() || rule.passage.Fact != nil || rule.duty || rule.points > 0 || caseAsked.MatchString(a.whole) {
		return choice{}, false
	}
	for _, c := range all {
		core := c.answers(a)
		if len(core) == 0 || c.points > 0 || c.cases != nil || c.duty || !besideEach(rule.candidate, c) {
			continue
		}
		said := fold.Simplified(c.text)
		behind := c.start > rule.start
		if behind && special.MatchString(said) && c.read() >= likely || !behind && strings.HasPrefix(rule.text, "但") || a.contrary(fold.Simplified(rule.text), said) {
			return choice{c, core, !a.figures()}, true
		}
	}
	return choice{}, false
}

// besideEach tells whether one of two sentences of a passage stands right behind the other.
func besideEach(c, o candidate) bool {
	if c.start > o.start {
		c, o = o, c
	}
	return c.index == o.index && o.passage.Fact == nil && c.start < o.start && o.start <= c.start+utf8.RuneCountInString(c.text)+1
}

// contrary tells whether two sentences begin with a case and its contrary, of which
// a question names neither.
func (a ask) contrary(one, other string) bool {
	m, n := aCaseOf.FindStringSubmatch(one), aCaseOf.FindStringSubmatch(other)
	if m == nil || n == nil || not.MatchString(m[1]) == not.MatchString(n[1]) {
		return false
	}
	is, negated := m[1], n[1]
	if not.MatchString(is) {
		is, negated = negated, is
	}
	at := not.FindStringIndex(negated)
	deed := strings.TrimSuffix(negated[at[1]:], "的")
	return deed != "" && strings.HasSuffix(is, deed+"的") && !slices.ContainsFunc([]string{deed, negated[at[0]:at[1]] + deed}, func(s string) bool { return strings.Contains(a.whole, s) })
}
