package extract

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
)

// aNumber matches a number and what it counts, in folded text.
var aNumber = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?(?:\p{Han}|%)?`)

// withoutOwn is a clause without the figures that the question names, years
// apart: of 改造那40座公厕花多少万 the 40座.
func (a ask) withoutOwn(clause string) string {
	own := aNumber.FindAllString(fold.String(a.whole), -1)
	return aNumber.ReplaceAllStringFunc(clause, func(n string) string {
		if slices.Contains(own, n) && !strings.HasSuffix(n, "年") {
			return " "
		}
		return n
	})
}

// withoutOther is a folded clause without figures that are of no such kind: a day
// is no span of time, and by how much one year exceeds another not how much there
// is, unless just that is asked.
func (a ask) withoutOther(clause string) string {
	switch {
	case a.kind == duration:
		return aDayOfYear.ReplaceAllString(clause, " ")
	case a.amounts() && !asksMore.MatchString(a.whole):
		return byMore.ReplaceAllString(clause, " ")
	}
	return clause
}

var (
	aDayOfYear = regexp.MustCompile(`[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[0-9]{1,2}月[0-9]{1,2}日`)
	// byMore matches by how much something exceeds what it is held against, in folded text.
	byMore   = regexp.MustCompile(`(?:比|较)[^,。;0-9]{1,10}(?:多|少|高|低|增加|减少|提高|降低|上升|增长|下降)[^,。;0-9]{0,3}[0-9.]+(?:[万千百亿]|个百分点|%|\p{Han})*`)
	asksMore = regexp.MustCompile(`比|较|[多少高低]了|增[加长速幅]|涨|升|降|减|提高|差`)
	// howMuchMore matches a question for just that.
	howMuchMore = regexp.MustCompile(`[多少高低]了(?:多少|几)|(?:比|较)[^,，]{1,8}(?:多|少|高|低|增加|减少|提高|降低|上升|增长|下降)[^,，]{0,2}(?:多少|几)`)
	// aPart matches what part of a whole something is, which is no growth.
	aPart = regexp.MustCompile(`贡献率|占比|比重|占[^,。;]{0,8}(?:[0-9]|多少|几)`)
)

// timeless is a folded clause without the numbers that only name a time, or
// stand in a title.
func timeless(clause string) string { return yearless(noFigure.ReplaceAllString(clause, " ")) }

// yearless is a folded clause without years.
func yearless(clause string) string {
	return aNumber.ReplaceAllStringFunc(clause, func(n string) string {
		if yearIn(n) != 0 {
			return " "
		}
		return n
	})
}

// noFigure matches numbers that only name a time or a place in a law, or stand in a title.
var noFigure = regexp.MustCompile(`《[^》]*》|第?[0-9]+个5年|十[0-9一二三四五六]5|[0-9]+月|[0-9]+日|第[0-9]+[章节条款项类步]`)

// What is paid for breaking a rule is no price, fee or deposit.
var (
	aFine    = regexp.MustCompile(`罚款`)
	asksFine = regexp.MustCompile(`罚|处分|处理|后果|违|赔|代价`)
	// aMultiple matches a fine that is counted in times of something: 违法所得一倍以上三倍以下.
	aMultiple = regexp.MustCompile(`(?:[0-9.]+|` + hanNumeral + `)倍(?:以[上下]|的)?\p{Han}{0,8}(?:罚款|罚金|赔偿)`)
)

// Who asks how often something is done is told after how long it is done again.
var (
	oftenAsked = regexp.MustCompile(`(?:多久|几年|几个月|几天|多长时间)[^,，]{0,8}[一1]次|多久[^,，]{0,4}[一1]?[回遍]`)
	everySo    = regexp.MustCompile(`[按逐分每](?:半|[0-9]{1,2}|[一二两三四五六])?个?(?:年度?|季度?|月度?|周|日|天|旬)|定期|实时|(?:年|季|月|周|日)(?:通)?报`)
)

// someOf matches what says that there are some, not how many (建成一批示范园区), how
// many copies of a paper, and the number of an annex.
var someOf = regexp.MustCompile(`一大?批|一系列|一部分|一支支|[一1]式[二两三四五六2-9]份|附[件表录][0-9]+`)

// anAge matches an age, which is no length of time: 70周岁.
var anAge = regexp.MustCompile(`[0-9]+周?岁`)

// counted is a folded clause as far as it may count what is asked for: 一批 is no
// answer to 多少个.
func (a ask) counted(clause string) string {
	if a.measure != "" && strings.Contains("批次份", a.measure) {
		return articleNumber.ReplaceAllString(clause, " ")
	}
	return someOf.ReplaceAllString(articleNumber.ReplaceAllString(clause, " "), " ")
}

// articleNumber matches the number of an article of a law or of a point, which
// counts nothing.
var articleNumber = regexp.MustCompile(`第[0-9]+[章节条款项类]|^[(（](?:[0-9]+|[一二三四五六七八九十])[)）]`)

// asksSpan matches a question for a time that is said to be so much: 年限是多少.
var asksSpan = regexp.MustCompile(`期限|年限|时限|时间|时长|周期|多[久长]`)

// onlyLasts tells whether the only figures of a folded clause say how long
// something lasts: 超过3个月未还.
func onlyLasts(clause string) bool {
	return aDuration.MatchString(clause) && !hasDigit(timeless(aDuration.ReplaceAllString(clause, " ")))
}

// nearest leaves out the figures of other things that a sentence goes on to: of
// 拆除违法建筑8.6万平方米,…办结率达99.9% the second where the clause of the
// first alone has words of the question.
func (c candidate) nearest(a ask, core []int) []int {
	if !a.figures() || len(core) < 2 {
		return core
	}
	if anew := slices.DeleteFunc(slices.Clone(core), func(i int) bool { return !c.saysAny(i, a.anew) }); len(anew) > 0 {
		return anew
	}
	for _, other := range []func(i int) bool{
		func(i int) bool {
			return howMuchMore.MatchString(a.whole) && !byMore.MatchString(fold.String(c.clause(i)))
		},
		func(i int) bool {
			return a.kind == figure && onlyLasts(fold.String(c.clause(i))) && !asksSpan.MatchString(a.whole)
		},
		func(i int) bool { return weigh(a.weights, pairs(c.clause(i))) == 0 },
	} {
		if out := slices.DeleteFunc(slices.Clone(core), other); len(out) > 0 {
			core = out
		}
	}
	return core
}

// saysAny tells whether the i-th clause holds one of some words.
func (c candidate) saysAny(i int, words []string) bool {
	clause := fold.String(c.clause(i))
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(clause, w) })
}
