package extract

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag"
)

var (
	// goalWord matches what asks for a goal by that word, not for what came of it.
	goalWord = regexp.MustCompile(`目标|指标`)
	achieved = regexp.MustCompile(`完成|达成|达标|实现(?:了|情况|得)|进展|落实|定位|哪些|几[个项条大]|原则|思路|要求|远景|总体`)
	// quantity ends the name of what a goal for is a figure: 覆盖率, 浓度, GDP.
	quantity = regexp.MustCompile(`(?:[^质效]率|增[速幅]|[^价]值|额|[^质力]量|面积|[占]?比[例重]?|浓度|强度|收入|能耗|寿命|GDP|gdp|PM2\.5|pm2\.5|人口|就业|学位|床位|里程|数)(?:的)?(?:目标|指标)(?:值)?`)
	// comparesTo matches what a quantity is said to come to without a figure.
	comparesTo = regexp.MustCompile(`同步|一致|持平|[高低快慢多少优]于|下降|步入|迈入|翻.?番|零增长|全覆盖|稳步?增长`)
)

// wantsGoal tells whether an ask wants what is aimed at: a goal by that word, or
// a figure of what is planned.
func (a ask) wantsGoal() bool {
	return a.ahead && (a.figures() || goalWord.MatchString(a.text) && !achieved.MatchString(a.text))
}

// ofGoal tells whether a candidate can answer an ask for a goal: what was
// reached is none, and the goal for a quantity is a figure or what it compares to.
func (c candidate) ofGoal(a ask) bool {
	switch {
	case c.passage.Fact != nil || !a.wantsGoal():
		return true
	case c.reached() && !c.setsGoal():
		return false
	}
	return !a.quantified() || c.quantifies(a)
}

// quantified tells whether an ask wants the goal for a quantity.
func (a ask) quantified() bool { return !a.hard() && a.wantsGoal() && quantity.MatchString(a.text) }

// quantifies tells whether some clause on the topic says what a quantity is to be.
func (c candidate) quantifies(a ask) bool {
	return slices.ContainsFunc(c.clausesWith(a), func(i int) bool {
		clause := fold.String(c.clause(i))
		return measured.MatchString(timeless(clause)) || comparesTo.MatchString(clause)
	})
}

// setsGoal tells whether a sentence speaks of a goal that was set, not one that was met.
func (c candidate) setsGoal() bool {
	text := fold.Simplified(c.text)
	return goalWord.MatchString(text) && !metGoal.MatchString(text)
}

var metGoal = regexp.MustCompile(`完成[^,，。;；]{0,20}(?:目标|指标)`)

// reached tells whether a sentence says what was reached: by itself, or as one
// of a passage that tells what was done and speaks of nothing to come.
func (c candidate) reached() bool {
	if lastYear(c.text) == 0 && leastOrMost.MatchString(fold.Simplified(c.text)) {
		return false
	}
	return c.past || lastYear(c.text) == 0 && !aims.MatchString(fold.Simplified(c.text)) && looksBack(c.passage)
}

// leastOrMost matches what sets a bound, which nothing reached has without a year.
var leastOrMost = regexp.MustCompile(`不[少低]于|不超过|不[高大]于|力争|争取|确保|计划(?:新|建|到|用|投)`)

// looksBack tells whether a passage tells of what was done: several words for
// that, none for what is to come.
func looksBack(p rag.Passage) bool {
	text := fold.Simplified(p.Text)
	return len(slices.Compact(slices.Sorted(slices.Values(wasDone.FindAllString(text, -1))))) >= fewDone && !toCome.MatchString(text)
}

// fewDone is how many different words say that a passage looks back.
const fewDone = 2

var (
	wasDone = regexp.MustCompile(`圆满|(?:全面|基本|全部|按时|顺利)完成|均[已达]|已[经达完建成]|建成(?:使用|启用|投用|投产|开放|开业)|通过[^,，。;；]{0,6}验收|获评|荣获|被评为|从无到有|累计|成功[创引举]|顺利|显著|明显`)
	toCome  = regexp.MustCompile(`力争|争取|到20[0-9]{2}年|十四五”?(?:期间|时期)|将[^军]|确保|计划(?:到|新|建|用|投)|进一步`)
)

// ofNow tells whether a candidate can answer an ask for a figure that was
// reached: a goal is none.
func (c candidate) ofNow(a ask) bool {
	switch {
	case c.passage.Fact != nil || !a.back || !a.amounts():
		return true
	case c.onlyAdds(a):
		return false
	case c.past:
		return true
	}
	p := c.passage.Document.Period
	if p != nil && p.From < p.To && lastYear(c.text) >= p.From && !untilNow.MatchString(fold.Simplified(c.text)) {
		return false
	}
	return !willBe.MatchString(fold.Simplified(c.text))
}

// untilNow matches what makes a year of a plan's own period the present.
var untilNow = regexp.MustCompile(`截至|截止|目前|已`)

var (
	asksStock = regexp.MustCompile(`现有|现在有|目前有|已有|[现目]在?前?一?共有`)
	aFlow     = regexp.MustCompile(`新增|新建|新引|净增|新培`)
)

// onlyAdds tells whether a sentence says of the topic what was added where it is
// asked what there is.
func (c candidate) onlyAdds(a ask) bool {
	if !asksStock.MatchString(a.whole) || aFlow.MatchString(a.whole) {
		return false
	}
	adds, has := false, false
	for i := range c.clauses {
		clause := fold.String(c.clause(i))
		if a.heldBy(pairs(clause)) >= goalHeld && a.shown(clause) {
			adds, has = adds || aFlow.MatchString(clause), has || !aFlow.MatchString(clause)
		}
	}
	return adds && !has
}

// besideGoal tells whether what is found for a goal only stands in for what is no
// goal but of the very thing: it holds clearly less of the topic. Beside another
// time what is no goal is what was asked of that.
func (c candidate) besideGoal(a ask, all []candidate) bool {
	if !a.wantsGoal() || a.moment != "" || c.passage.Fact != nil || len(a.topic) == 0 {
		return false
	}
	named := yearsNamed(c.text)
	if slices.ContainsFunc(a.years, func(y int) bool { return slices.Contains(named, y) }) {
		return false // it is of the very year
	}
	own := a.heldBy(c.terms)
	return slices.ContainsFunc(all, func(o candidate) bool {
		return o.passage.Document.ID == c.passage.Document.ID && !o.ofGoal(a) && a.heldBy(o.terms) >= own+clearlyMore
	})
}

// clearlyMore is by what share of a topic one sentence clearly holds more than another.
const clearlyMore = 0.2

// goalShare is what a figure of the topic is worth beside other sentences where a goal is asked for.
const goalShare = 0.3

// givesGoal tells whether a sentence on the topic calls what it says the goal,
// or gives a figure for it without saying that it is one: 2025年居民收入目标.
func (c candidate) givesGoal(a ask) bool {
	if a.hard() || !a.wantsGoal() || c.passage.Fact != nil || len(a.topic) == 0 {
		return false
	}
	return !a.quantified() && !c.past && c.setsGoal() && (c.held(a) >= topicHeld || c.about >= nearTopic) || slices.ContainsFunc(c.clausesWith(a), func(i int) bool {
		clause := fold.String(c.clause(i))
		return measured.MatchString(timeless(clause)) && a.heldBy(pairs(strings.TrimSpace(clause))) >= goalHeld
	})
}

// goalHeld is the share of a goal's topic that the clause of its figure holds.
const goalHeld = 0.5
