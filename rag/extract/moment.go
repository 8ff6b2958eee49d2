package extract

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/bm25"
)

// A moment is a time that a question asks about: a year, a five-year plan, what
// is now, what is to be.
type moment struct {
	text  string // as the question writes it
	years []int
	plan  []int
	now   bool // 现在, 实际 and the like stand beside it
	goal  bool // 目标 and the like
}

var (
	// A time, with the words beside it that say whether it was or is to be.
	aMoment = regexp.MustCompile(`“?(?:(?:19|20)[0-9]{2}年?|十[一二三四五六]五(?:规划|时期|期间|末)?|(?:[一二三四五六七八九]|十)五(?:规划|计划|时期|期间|末))”?(?:年?[底末])?(?:的|要|已经|实际|现状|目标|计划)*|` +
		`(?:前|后|今后|未来)五年|五年[之以]?后|现在|目前|现状|起点|当前|如今|实际|(?:规划|控制)?目标`)
	saysNow  = regexp.MustCompile(`前五年|现在|目前|现状|起点|当前|如今|实际|已经`)
	saysGoal = regexp.MustCompile(`[后未]来?五年|五年[之以]?后|目标|计划|要`)
	// ofItself matches a time that says of no other which kind it is.
	ofItself = regexp.MustCompile(`五年`)
)

// besideTime is how many bytes behind a time a word may stand that is of it.
const besideTime = 6

// inName matches 实际 where it is part of what a figure is called: 实际利用外资.
var inName = regexp.MustCompile(`实际(利用|使用|到位|吸收|管护)`)

// momentsOf are the times that a question names, in their order; what names the
// same one again is no further one.
func momentsOf(text string) []moment {
	text = inName.ReplaceAllString(text, "$1")
	var out []moment
	end := 0
	for _, at := range aMoment.FindAllStringIndex(text, -1) {
		s := text[at[0]:at[1]]
		beside := at[0]-end <= besideTime && !strings.Contains(text[end:at[0]], "比") // 2025年比现在
		end = at[1]
		m := moment{text: s, years: yearsNamed(s), plan: yearsOfPlans(s), now: saysNow.MatchString(s), goal: saysGoal.MatchString(s)}
		if n := len(out) - 1; n >= 0 && out[n].joins(m) && (beside || m.goal || m.dated() || s == "实际") {
			out[n].goal, out[n].now = out[n].goal || m.goal, out[n].now || m.now
			out[n].years = append(out[n].years, m.years...)
			continue
		}
		if !slices.ContainsFunc(out, m.same) {
			out = append(out, m)
		}
	}
	return out
}

// dated tells whether a moment is a year or a plan.
func (m moment) dated() bool { return len(m.years)+len(m.plan) > 0 }

// plain tells whether a moment is a year and says no more of itself.
func (m moment) plain() bool { return len(m.years) > 0 && !m.now && !m.goal }

// joins tells whether the next time of a question only says more of this one:
// of which kind it is (2025年 and 目标), or which of its years.
func (m moment) joins(next moment) bool {
	if len(m.plan) > 0 && len(next.years) == 1 && len(next.plan) == 0 && slices.Contains(m.plan, next.years[0]) {
		return true // 九五计划 and 2000年
	}
	return m.dated() && !next.dated() && !ofItself.MatchString(next.text) && !(m.now && next.goal) && !(m.goal && next.now)
}

func (m moment) same(o moment) bool {
	return slices.Equal(m.years, o.years) && slices.Equal(m.plan, o.plan) && (m.dated() || m.goal == o.goal)
}

// first is the first year of a moment: now lies before every year, and a goal
// without one behind them.
func (m moment) first() int {
	switch {
	case len(m.years) > 0:
		return m.years[0]
	case len(m.plan) > 0:
		return slices.Min(m.plan)
	case m.now:
		return 0
	}
	return 9999
}

// twoTimes gives a question that sets two times side by side one part for each,
// the earlier one as what was reached where the other is a goal. Both want the
// same of the same thing. Any other question keeps its parts.
func twoTimes(asks []ask) []ask {
	a, ok := oneThing(asks)
	if !ok {
		return asks
	}
	both := momentsOf(a.whole)
	if dated := slices.DeleteFunc(slices.Clone(both), func(m moment) bool { return !m.dated() }); len(both) == 3 && len(dated) == 2 {
		both = dated // 新增就业目标2005年跟2021年比
	}
	if len(both) != 2 || both[0].first() == both[1].first() {
		return asks
	}
	slices.SortFunc(both, func(a, b moment) int { return cmp.Compare(a.first(), b.first()) })
	out := make([]ask, 2)
	for i, m := range both {
		out[i] = a
		out[i].moment, out[i].years, out[i].plan = m.text, m.years, m.plan
		out[i].back, out[i].ahead = i == 0, i == 1
		if both[0].plain() && both[1].plain() {
			out[i].back, out[i].ahead = false, a.ahead // of two years by themselves neither is the goal
		}
		if goalOfBoth.MatchString(fold.Simplified(a.whole)) {
			out[i].back, out[i].ahead = false, true
		}
		if !m.dated() {
			out[i].years, out[i].plan = nil, nil
		}
	}
	return out
}

// goalOfBoth matches a question that asks for the goals of two years.
var goalOfBoth = regexp.MustCompile(`(?:19|20)[0-9]{2}年?(?:的)?[和与、跟](?:19|20)[0-9]{2}年?[^0-9]*目标`)

// inWordsAlone matches a question for what is told in words, of two times too.
var inWordsAlone = regexp.MustCompile(`要求|任务|措施|重点|定位|做法|表述|提法|内容`)

// oneThing is what all parts of a question want, where only one of them names a
// thing and it is a figure: 电商企业现在多少家,2025年要达到多少家.
func oneThing(asks []ask) (ask, bool) {
	var out ask
	named := 0
	for _, a := range asks {
		if len(a.topic) > 0 {
			named++
		}
		if named == 1 && len(out.topic) == 0 {
			kept := out
			out = a
			if !out.hard() {
				out.takes(kept)
			}
			continue
		}
		out.takes(a)
	}
	if named != 1 || !out.hard() && (inWordsAlone.MatchString(out.whole) || asksWhy.MatchString(out.whole)) {
		return out, false
	}
	if !out.hard() {
		out.kind = figure
	}
	return out, out.figures()
}

// pairFew is how many of the best sentences of each time are held against each other.
const pairFew = 6

// sameShare is what two sentences gain that call a thing the same.
const sameShare = 0.6

// paired answers two asks for two times with the two sentences that are best
// together: near the question, and of the same thing as each other.
func paired(two []ask, all []candidate) (chosen []choice, lacking []ask) {
	earlier, later := ranking(two[0], all), ranking(two[1], all)
	most, best := 0.0, [2]int{-1, -1}
	for i, a := range earlier[:min(pairFew, len(earlier))] {
		for j, b := range later[:min(pairFew, len(later))] {
			if a.index == b.index && a.start == b.start && a.passage.Fact == nil {
				continue
			}
			if w := a.worth + b.worth + sameShare*alike(a.choice, b.choice); w > most {
				most, best = w, [2]int{i, j}
			}
		}
	}
	if best[0] >= 0 {
		return join(join(nil, earlier[best[0]].choice), later[best[1]].choice), nil
	}
	for i, found := range [][]scored{earlier, later} {
		if len(found) > 0 {
			chosen = join(chosen, found[0].choice)
		} else {
			lacking = append(lacking, two[i])
		}
	}
	return chosen, lacking
}

// alike is how much two answers call a thing the same: the share of the pairs of
// characters of the shorter clause that the longer one has. Figures are no part of it.
func alike(a, b choice) float64 {
	said := func(c choice) []string {
		return bm25.Distinct(pairs(digits.ReplaceAllString(fold.String(c.clause(c.core[len(c.core)-1])), " ")))
	}
	one, other := said(a), said(b)
	if len(one) == 0 || len(other) == 0 {
		return 0
	}
	n := 0
	for _, t := range one {
		if slices.Contains(other, t) {
			n++
		}
	}
	return float64(n) / float64(min(len(one), len(other)))
}

// since says how the later of two figures of one thing differs from the earlier
// one: 2025年目标更高，多0.15万人（5−4.85，计算得出）. It is "" where they are of
// two units, or not of one thing.
func since(two []ask, chosen []choice) string {
	if len(chosen) != 2 || alike(chosen[0], chosen[1]) < sameThing || chosen[0].adds() != chosen[1].adds() {
		return ""
	}
	readings := make([]reading, 2)
	for i, c := range chosen {
		var ok bool
		if readings[i], ok = readingOf(two[0], c, ""); !ok {
			return ""
		}
	}
	from, to := readings[0], readings[1]
	if from.unit != to.unit || from.unit == "" {
		return ""
	}
	if from.cited != to.cited && alike(chosen[0], chosen[1]) < veryThing {
		return ""
	}
	if named := lastYear(two[1].when()); from.cited != to.cited && (named == 0 || named != lastYear(chosen[1].trimmed())) {
		if !rowGap.MatchString(two[0].whole) {
			return ""
		}
		return farOff(from, to) // of which time the later one is, its source does not say
	}
	said := apart(from, to)
	if said == "" {
		return ""
	}
	if to.value > from.value {
		from, to = to, from // the higher one is cited first
	}
	return two[1].when() + said + fmt.Sprintf("[%d][%d]。", from.cited, to.cited)
}

// adds tells whether the figure of a choice is what comes anew, which is no part
// of how many there are in all.
func (c choice) adds() bool {
	return aFlow.MatchString(fold.String(c.clause(c.core[len(c.core)-1])))
}

// when is the time of an ask as it is named in front of what is said of it.
func (a ask) when() string {
	return strings.TrimRight(a.moment, "的要已经计划")
}

// How alike two clauses must be for their figures to be compared, those of one
// source and of two.
const (
	sameThing = 0.5
	veryThing = 0.7
)
