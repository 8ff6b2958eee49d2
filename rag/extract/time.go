package extract

import (
	"regexp"
	"strconv"

	"chuchu/chunk"
	"chuchu/chunk/fold"
)

var (
	asksAhead = regexp.MustCompile(`目标|打算|计划|准备|将|力争|争取|十四五|十五五|未来|今后|以后|要(?:新增|新建|建|达到|达|培育|引进|改造|做到|实现|控制)|想(?:做|达|建)`)
	asksBack  = regexp.MustCompile(`十二五|十三五|前五年|完成数|现状|目前|现在|已经|当前|过去|比20|相比|对比|增了多少|实际`)
	done      = regexp.MustCompile(`从无到有|圆满|荣获|获评|被评为|顺利(?:完成|通过|实施|建成)|已(?:经|达|完成|建成|实现)|累计`)
	anyYear   = regexp.MustCompile(`(?:19|20)[0-9]{2}`)
	anyPlan   = regexp.MustCompile(`十([一二三四五六])五`)
)

// lastYear is the latest year that a text speaks of, 0 when it names none. A
// five-year plan ends in a year too: 十三五 in 2020.
func lastYear(text string) int {
	folded := fold.String(text)
	last := 0
	for _, y := range anyYear.FindAllString(folded, -1) {
		n, _ := strconv.Atoi(y)
		last = max(last, n)
	}
	for _, m := range anyPlan.FindAllStringSubmatch(folded, -1) {
		last = max(last, 2005+5*chineseCount(m[1]))
	}
	return last
}

// isPast tells whether a sentence of a document says what was reached, not what
// is planned: it speaks of years before the document's period alone, or names
// no year and uses the words of a report.
func isPast(text string, m chunk.Meta) bool {
	year := lastYear(text)
	if year == 0 {
		return done.MatchString(fold.Simplified(text))
	}
	return m.Period != nil && year < m.Period.From
}
