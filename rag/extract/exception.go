package extract

import (
	"regexp"
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
	if a.kind != truth || len(chosen) == 0 {
		return choice{}, false
	}
	rule := chosen[0]
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
