package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/understand"
)

var (
	asksAhead = regexp.MustCompile(`目标|打算|计划|准备|后五年|要把|将|力争|争取|十四五|十五五|未来|今后|以后|要(?:新增|新建|建|达到|达|培育|引进|改造|做到|实现|控制)|想(?:做|达|建)`)
	asksBack  = regexp.MustCompile(`十二五|十三五|前五年|完成数|拿过|现状|目前|现在|已经|当前|过去|比20|相比|对比|[增涨降减提建新完成达到]了(?:多少|几)|现有|实际`)
	done      = regexp.MustCompile(`^[0-9]{1,2}月[0-9]{1,2}日[，,]|授牌|揭牌|从无到有|圆满|荣获|获评|被评为|顺利(?:完成|通过|实施|建成)|已(?:经|达|完成|建成|实现)`)
	summed    = regexp.MustCompile(`累计`)
	ofGoals   = regexp.MustCompile(`目标|任务`)
	anyPlan   = regexp.MustCompile(`十[一二三四五六]五`) // also where no word of plans follows: 十四五人才
)

// yearsNamed are the years that a text names. 1900多元 and 2000家 are none.
func yearsNamed(text string) []int {
	var out []int
	for _, n := range aNumber.FindAllString(fold.String(text), -1) {
		if y := yearIn(n); y != 0 {
			out = append(out, y)
		}
	}
	return out
}

// yearIn is the year that a number and what stands behind it are, 0 where they are none.
func yearIn(number string) int {
	m := aYear.FindStringSubmatch(number)
	if m == nil || amount.MatchString(number) {
		return 0
	}
	n, _ := strconv.Atoi(m[1])
	return n
}

// A year may have a month behind it; an amount has more or a unit.
var (
	aYear  = regexp.MustCompile(`^((?:19|20)[0-9]{2})(?:\.[0-9]{1,2})?(?:[^0-9.]|$)`)
	amount = regexp.MustCompile(`[多余万亿千百元个家户人名位次场米亩吨张所座项条种件台套辆平公处间层棵头只%载艘架千兆瓦毫册株宗例份盏]$`)
)

// reportOf matches a year that names a document, not when something is: 2023年报告.
var reportOf = regexp.MustCompile(`((?:19|20)[0-9]{2})` + ofReport)

// ofReport is what stands behind the year of a report.
const ofReport = `年?的?(?:国务院)?(?:政府)?(?:工作)?报告`

// severalReports matches two years of one word for what they name.
var severalReports = regexp.MustCompile(`(?:19|20)[0-9]{2}年?的?[和与跟、及](?:19|20)[0-9]{2}` + ofReport)

// paperOf matches the year of a paper that a question begins with, and the paper:
// 2024年公园建设方案里，.
var paperOf = regexp.MustCompile(`^(?:19|20)[0-9]{2}年(?:版|的)?([^0-9,，]{2,30}?(?:计划|方案|要点|指南|通知|规划|意见|办法|细则)(?:里面?|中|上)?[,，])`)

// yearsAsked are the years that a question names, besides those of documents.
func yearsAsked(text string) []int {
	text = paperOf.ReplaceAllString(text, "$1")
	if reportAsked(text) == 0 {
		return yearsNamed(text)
	}
	return yearsNamed(reportOf.ReplaceAllString(fold.String(text), ""))
}

// reportAsked is the year of the document that a question names, 0 for none.
func reportAsked(text string) int {
	folded := fold.String(text)
	m := reportOf.FindAllStringSubmatch(folded, -1)
	if len(m) != 1 || severalReports.MatchString(folded) {
		return 0 // each of several is of another side
	}
	n, _ := strconv.Atoi(m[0][1])
	return n
}

// yearsOfPlans are the years of the five-year plans that a text names.
func yearsOfPlans(text string) []int {
	var out []int
	for _, name := range append(anyPlan.FindAllString(fold.String(text), -1), understand.Plans(text)...) {
		if from, to := understand.PlanYears(name); from > 0 && !slices.Contains(out, from) {
			for y := to; y >= from; y-- {
				out = append(out, y)
			}
		}
	}
	return out
}

// ownYears are the years that a sentence speaks of: those that it names, else
// those that the headings above it name. What a plan for one year says of a
// five-year plan is not of each of its years.
func (c candidate) ownYears() []int {
	above := strings.Join(c.passage.Path, "\n")
	p := c.passage.Document.Period
	for _, text := range []string{c.text, above} {
		out := yearsOf(text)
		if p == nil || p.From < p.To || len(out) == 0 && spanning.MatchString(fold.Simplified(text)) {
			out = append(out, yearsOfPlans(sincePlan.ReplaceAllString(fold.Simplified(text), " "))...)
		}
		if len(out) > 0 {
			return out
		}
		if c.step != 0 {
			return []int{c.step}
		}
	}
	said := fold.Simplified(c.text)
	if p != nil && p.From == p.To && (lookingBack.MatchString(fold.Simplified(above)) || wholeYear.MatchString(said) || sinceBefore.MatchString(said) && !thisYear.MatchString(said)) {
		return []int{p.From - 1} // a year's report looks back on the one before
	}
	return nil
}

// carriedYear is the year that a sentence without one goes on about: the last
// that its passage names in front of it, 0 where it names none.
func (c candidate) carriedYear() int {
	runes := []rune(c.passage.Text)
	named := yearsOf(string(runes[:min(c.start, len(runes))]))
	if len(named) == 0 {
		return 0
	}
	return named[len(named)-1]
}

// sinceYear matches a year that others are only set against: 在2021年工作的基础上,
// 比2020年增长一倍, 是2010年的2.2倍.
var sinceYear = regexp.MustCompile(`在(?:19|20)[0-9]{2}年[^，,。；;]{0,8}基础上|[比较](?:19|20)[0-9]{2}年[底末]?(?:相比|[增提下减翻上多少高低降缩])|[是为](?:19|20)[0-9]{2}年的[0-9.]+倍`)

// yearsOf are the years that a text speaks of: those that it names, without those
// that it only sets others against.
func yearsOf(text string) []int {
	return yearsNamed(sinceYear.ReplaceAllString(fold.String(text), " "))
}

// sincePlan matches a five-year plan that others are only set against.
var sincePlan = regexp.MustCompile(`[比较]“?[一二三四五六七八九十]{1,3}五”?(?:时期|期间)`)

// since tells whether a sentence sets what it says against a year.
func (c candidate) since(y int) bool {
	return slices.Contains(yearsNamed(strings.Join(sinceYear.FindAllString(fold.String(c.text), -1), "\n")), y)
}

// spansOf are the years from the first to the last that the passages of each
// document name of which neither period nor date is known; none for one that names
// none. What its title names counts alone: 2021行动方案.
func spansOf(group []ranked) map[string]chunk.Period {
	out := make(map[string]chunk.Period)
	for _, r := range group {
		if r.Document.Period != nil || r.Document.Published != "" {
			continue
		}
		named := yearsNamed(r.Document.Title)
		if len(named) == 0 {
			named = yearsNamed(strings.Join(append([]string{r.Text}, r.Path...), "\n"))
		}
		span, known := out[r.Document.ID]
		for _, y := range named {
			if !known || y < span.From {
				span.From = y
			}
			span.To, known = max(span.To, y), true
		}
		if known {
			out[r.Document.ID] = span
		}
	}
	return out
}

// wholeYear matches a sentence that sums up the year before in a report.
var wholeYear = regexp.MustCompile(`全年(?:共|累计|总共|一共|完成|实现|[^，,。要目预]{0,8}达到?)`)

// sinceBefore matches a sentence on the year before that of a report: 去年…, 比上年增长9.1%.
var sinceBefore = regexp.MustCompile(`去年|比上一?年|较上一?年|同比`)

// thisYear matches one on the year to come.
var thisYear = regexp.MustCompile(`今年|本年|安排|预[期算计]|计划|力争|争取|目标|左右|以[上内]`)

// spanning matches what makes the name of a five-year plan a span of time.
var spanning = regexp.MustCompile(`五[”"]?(?:期间|时期|以来|末|前)`)

// lastYear is the latest year that a text speaks of, 0 when it names none. A
// five-year plan ends in a year too: 十三五 in 2020.
func lastYear(text string) int {
	last := slices.Max(append(yearsNamed(text), 0))
	for _, name := range anyPlan.FindAllString(fold.String(text), -1) {
		_, to := understand.PlanYears(name)
		last = max(last, to)
	}
	return last
}

// isPast tells whether a sentence says what was reached, not what is planned: it
// speaks of years before its document's period alone, or names no year and
// stands in a chapter that looks back, or uses the words of a report. What is
// summed up under a heading on goals is to come.
func isPast(text string, p rag.Passage) bool {
	year := lastYear(text)
	if above := lastYear(strings.Join(p.Path, "\n")); year == 0 && p.Document.Period != nil && p.Document.Period.From == p.Document.Period.To {
		year = above // 一、2023年工作回顾 in a report of 2024
	}
	if year == 0 {
		said, above := fold.Simplified(text), fold.Simplified(strings.Join(p.Path, "\n"))
		return done.MatchString(said) || lookingBack.MatchString(above) || summed.MatchString(said) && !ofGoals.MatchString(above)
	}
	return p.Document.Period != nil && year < p.Document.Period.From
}

var lookingBack = regexp.MustCompile(`(?:过去|上)一?年|发展基础|发展成就|发展成效|主要成就|工作回顾|回顾|取得.{0,6}成[就效绩]|十三五.{0,8}(?:成|回|基)`)

// isPlanned tells whether a sentence says what is planned: it speaks of years
// of the document's period or later, or names no year and uses the words of plans.
func isPlanned(text string, m chunk.Meta) bool {
	if year := lastYear(text); year != 0 && m.Period != nil {
		return year >= m.Period.From
	}
	return planned.MatchString(fold.Simplified(text))
}

var planned = regexp.MustCompile(`计划|力争|争取|将|加快|推进|打造|到20[0-9]{2}|要|确保`)

// ofMoment tells whether a candidate can answer for one of two times: what was
// reached is not told by a sentence of plans, nor a goal by one that looks back.
// A row has its years in it.
func (c candidate) ofMoment(a ask) bool {
	switch {
	case a.moment == "" || c.passage.Fact != nil:
		return true
	case len(a.years) > 0 && !c.timely(a):
		return false
	case a.ahead:
		return !c.past
	case c.past, len(a.years) > 0 && !a.back:
		return true // of a year by itself it is said what was and what is to be
	}
	p := c.passage.Document.Period
	year := lastYear(c.text)
	return p == nil || year < p.From && (year != 0 || !aims.MatchString(fold.Simplified(c.text)))
}

// aims tells whether a sentence says of itself that it is a plan, by its years
// or its words. 推进 and 加快 are said of what was done as well.
func (c candidate) aims() bool {
	if p := c.passage.Document.Period; p != nil && lastYear(c.text) >= p.From {
		return true
	}
	return aims.MatchString(fold.Simplified(c.text))
}

// aims matches the words by which a sentence says of itself that it is a plan.
var aims = regexp.MustCompile(`计划|力争|争取|将|到20[0-9]{2}|确保|超过|以上|控制在`)
