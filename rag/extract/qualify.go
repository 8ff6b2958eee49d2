package extract

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/understand"
	"chuchu/rag/verify"
)

// A qualifier is a word that makes a figure one of another thing: 人均国内生产总值
// is no 国内生产总值.
type qualifier struct {
	word string
	like []string // what plans write for it
}

var qualifiers = [...]qualifier{
	{"人均", []string{"人均", "每人", "按人口平均"}}, {"户均", []string{"户均", "每户"}}, {"亩均", []string{"亩均", "每亩"}}, {"地均", []string{"地均"}},
	{"国家级", []string{"国家级", "国家"}}, {"省级", []string{"省级", "本省", "全省", "省人民政府", "省政府"}}, {"市级", []string{"市级", "本市", "全市", "市人民政府", "市政府"}},
	{"进口", []string{"进口", "进出口"}}, {"出口", []string{"出口"}},
	{"规上", []string{"规上", "规模以上"}}, {"规模以上", []string{"规上", "规模以上"}},
	{"国防", []string{"国防", "军"}}, {"亏损", []string{"亏损", "亏"}},
}

// perHead is how many of the qualifiers make a figure what each has: these stand
// in its own clause.
const perHead = 4

// qualified tells whether a sentence, its headings or what introduces its list hold
// the qualifiers of the thing whose figure is asked for.
func (c candidate) qualified(a ask) bool {
	if !a.amounts() {
		return true
	}
	holds := func(text string) bool { return a.holdsAll(qualifiers[:], text) && a.sumOf(text) }
	text := fold.Simplified(strings.Join(append(slices.Clone(c.passage.Path), c.text, c.passage.Document.Title), "\n"))
	return holds(text) || holds(text+"\n"+c.introduction())
}

// introduction is the first sentence of a candidate's passage where it introduces
// what follows (申报省级园区应具备下列条件：), "" for any other.
func (c candidate) introduction() string {
	all := verify.Sentences(c.passage.Text)
	if len(all) == 0 {
		return ""
	}
	if text := string([]rune(c.passage.Text)[:all[0].End]); announces(text) {
		return fold.Simplified(text)
	}
	return ""
}

// amounts tells whether an ask wants a figure that is no time.
func (a ask) amounts() bool { return a.figures() && a.kind != date && a.kind != duration }

// holdsAll tells whether a text has a word for each of the qualifiers that the
// ask names.
func (a ask) holdsAll(all []qualifier, text string) bool {
	return !slices.ContainsFunc(all, func(q qualifier) bool {
		return strings.Contains(a.text, q.word) && !slices.ContainsFunc(q.like, func(l string) bool { return strings.Contains(text, l) })
	})
}

// ofAll matches what says that a figure is of all together.
var ofAll = regexp.MustCompile(`总(?:产?量|产?值|额|数|收入|人口)`)

// perEach tells whether the i-th clause may be of what each has, where that is
// asked for: it says nothing of a total.
func (c candidate) perEach(a ask, i int) bool {
	clause := fold.Simplified(c.clause(i))
	return !ofAll.MatchString(clause) || a.holdsAll(qualifiers[:perHead], clause)
}

// sameOf tells whether the i-th clause is of the qualified thing: it holds the
// qualifier itself, unless it has no words in front of its figure or the
// headings hold it. Of the other of two kinds it is not (城镇居民, 农村居民).
func (c candidate) sameOf(a ask, i int) bool {
	if !a.amounts() {
		return true
	}
	if !c.perEach(a, i) || i > 0 && leans.MatchString(fold.Simplified(c.clause(i))) && !c.perEach(a, i-1) {
		return false
	}
	clause := fold.Simplified(c.clause(i))
	if understand.Opposed(a.whole, clause) || understand.Opposed(a.whole, c.text) {
		return false
	}
	if c.meanOfYears(a, clause) {
		return false
	}
	above := fold.Simplified(strings.Join(c.passage.Path, "\n"))
	return a.holdsAll(qualifiers[:perHead], clause+"\n"+above) || leans.MatchString(sinceWhen.ReplaceAllString(clause, ""))
}

// meanOfYears tells whether a clause gives the mean of several years where one is
// asked for.
func (c candidate) meanOfYears(a ask, clause string) bool {
	return len(a.years) == 1 && (a.kind != share || !c.spans(a.years[0])) && yearly.MatchString(clause) && !yearly.MatchString(a.whole)
}

// spans tells whether a sentence is of a plan for several years, a year among them:
// what it says of each on average it says of that one.
func (c candidate) spans(year int) bool {
	p := c.passage.Document.Period
	return p != nil && p.From < p.To && p.From <= year && year <= p.To
}

// sinceWhen matches a time that a clause begins with: 2020年 of 2020年达38527元.
var sinceWhen = regexp.MustCompile(`^[到至]?[ ]*(?:19|20)[0-9]{2}[ ]*年?[底末]?[,， ]*`)

// yearly matches what makes a figure the mean of several years.
var yearly = regexp.MustCompile(`年均|平均每年`)

// sums are kinds of money: what a question for one of them asks is not answered
// by a figure of another.
var sums = [...]struct{ asked, said *regexp.Regexp }{
	{regexp.MustCompile(`投资|投入|造价|概算`), regexp.MustCompile(`投|资金|造价|概算|经费|费用|耗资|资本`)},
	{regexp.MustCompile(`预算`), regexp.MustCompile(`预算|安排|资金|经费|支出|投`)},
	{regexp.MustCompile(`营业?收入?|营收`), regexp.MustCompile(`收入|营收|销售|产值`)},
	{regexp.MustCompile(`奖励|奖补|补[贴助]|资助|津贴`), regexp.MustCompile(`奖|补|资助|津贴|给予|支持`)},
	{regexp.MustCompile(`工资|薪`), regexp.MustCompile(`工资|薪|报酬`)},
}

// sumOf tells whether a text speaks of the kind of money that is asked for.
func (a ask) sumOf(text string) bool {
	if a.kind != money {
		return true
	}
	for _, s := range sums {
		if s.asked.MatchString(a.text) {
			return s.said.MatchString(text)
		}
	}
	return true
}
