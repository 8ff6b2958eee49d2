package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/bm25"
	"chuchu/rag/understand"
	"chuchu/rag/verify"
)

// A question is what is looked for in sentences.
type question struct {
	focus string // what is asked now, in simplified script
	asks  []ask  // at least one, none of a question without words
}

var (
	asksList  = regexp.MustCompile(`哪些|(?:什么|啥|怎)样的|(?:什么|啥)情况(?:下|会|要|可|能|不|才|就)|(?:什么|啥)(?:材料|条件|地方|领域|情形|程序|环节|资料|手续|行为|内容|要求)|从哪(?:里|儿)?来|来源|包括(?:什么|啥)|(?:都|分别|各)叫(?:什么|啥)|[哪的]几[个条项种大点类件]|哪几|[哪的][一二两三四五六七八九十0-9]+[个条项种大]|哪[一二两俩三四五六七八九十]|几[种级类条项]|包含|都有|举措|措施|做法`)
	asksCount = regexp.MustCompile(`(?:[哪的]|一共|总共|共有?)([一二两俩三四五六七八九十]+)`)
	compares  = regexp.MustCompile(`对比|比较|相比|[比与和].{0,12}(?:高|低|多|少|大|小|快|慢|严)|区别|不一样|不同|变化|哪个更|哪[个里边](?:高|低|多|少|大|小|严)|差(?:多少|几)`)
	asksHead  = regexp.MustCompile(`(\p{Han}{2})(?:各|分别)?(?:是|有|为)?(?:什么|多少|哪些|啥)|(\p{Han}{2})的?(?:目标|指标)[?？]?$`)
	asks      = regexp.MustCompile(`请问| 在|(?:方面|上|中)?(?:都|各)?有(?:什么|啥|何|哪些)?(?:不同|不一样|区别|差别|差异)|听说|是什么|什么样?|要(?:达到|做到|到)?多少|多少|哪些|哪几|哪[一二三四五六七八九十两俩]?[个条种家位所类级年月天]?|几[个家所座项条种年栋级次回天]?|怎么样|怎么|如何|有没有|吗|呢|啥|谁|分别|各自|各有|各是|各指|指的是|多大|多高|多长|打算|想|那|一共|总共|区别|差别|不一样|又?[定订]的|[的和与跟及是]`)
)

// Weights of terms: a single character is weak evidence, and what a part of the
// question asks counts more than its other parts and what came before.
const (
	characterWeight = 0.3
	earlierWeight   = 0.3
	besideWeight    = 0.5
	unseen          = 10 // sentences that hold nothing of the question, beside those of the passages: few passages do not make a word common
	headWeight      = 2  // the word in front of 是什么, 多少 and the like names what is asked for
	anewWeight      = 2  // what a follow-up says anew tells which sentence answers it
	fewPairs        = 3  // a part of fewer pairs of characters says too little by itself
)

// parse cuts a question into what it asks and weighs the terms of each part by
// how rare they are among the sentences of the passages. Names of places say
// nothing here: all passages are of them.
func parse(q rag.Question, passages []rag.Passage) question {
	focus := fold.Simplified(q.Focus)
	if focus == "" {
		focus = fold.Simplified(q.Text)
	}
	out := question{focus: focus}
	holding, n := count(passages)
	other := otherWords(focus+q.Text, holding)
	idf := func(term string) float64 {
		if slices.Contains(other, term) {
			return 0
		}
		return bm25.IDF(max(holding[term], 1), n+unseen)
	}
	parts, each := partsOf(focus), eachMeasure(focus)
	separate := sided(parts, focus)
	names, _ := subjectsOf(focus)
	for i, part := range separate {
		a := newAsk(part)
		if names != nil {
			a.subject, a.others = fold.String(names[i]), slices.Concat(names[:i], names[i+1:])
		}
		if a.whole = focus; len(separate) > len(parts) || each != nil {
			a.whole = part // the other sides are no part of this one
		}
		a.setTime()
		a.report = reportAsked(focus)
		if a.hard() {
			a.name = nameOf(q.Places, a.whole)
		}
		if a.kind == meaning {
			a.coined = coinedIn(withoutPlaces(q.Places, part), passages)
		}
		a.stays = q.Stays
		a.weigh(q, idf)
		a.anew = slices.DeleteFunc(a.anew, func(t string) bool { return holding[t] == 0 })
		out.asks = append(out.asks, a)
	}
	if len(out.asks) == 0 {
		return out // a question without words
	}
	if out.asks = merged(out.asks); len(q.Places) < 2 && names == nil {
		out.asks[0].sides = sidesOf(withoutPlaces(q.Places, focus), holding)
		out.asks = twoTimes(out.asks)
	} else if len(momentsOf(focus)) > 1 {
		for i := range out.asks { // one time is of one side, the other of the other
			out.asks[i].back, out.asks[i].ahead = false, out.asks[i].ahead && !saysNow.MatchString(focus)
			out.asks[i].years, out.asks[i].plan = nil, nil
		}
	}
	return out
}

// otherWords are the pairs of further words for what a question says that the
// passages do not have, where they have half of them and more: of several words
// for a thing a plan uses one.
func otherWords(text string, holding map[string]int) []string {
	said := pairs(text)
	written := slices.DeleteFunc(pairs(understand.Written(text)), func(t string) bool { return slices.Contains(said, t) })
	unseen := slices.DeleteFunc(slices.Clone(written), func(t string) bool { return holding[t] > 0 })
	if 2*len(unseen) > len(written) {
		return nil
	}
	return unseen
}

// says tells whether a question says all that a candidate does: 北京工业大学 is no
// answer to what that does.
func (q question) says(c candidate) bool {
	text := strings.TrimFunc(fold.String(c.text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return c.passage.Fact == nil && strings.Contains(fold.String(q.focus), text)
}

// times tells whether a question sets two times side by side.
func (q question) times() bool { return len(q.asks) == 2 && q.asks[0].moment != "" }

// base is the year that others are compared with: the earlier of two, else the
// one that stands behind 比, 0 where none does.
func (q question) base() int {
	if q.times() && len(q.asks[0].years) == 1 && len(q.asks[1].years) == 1 {
		return q.asks[0].years[0]
	}
	if m := baseYear.FindStringSubmatch(q.focus); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n
	}
	return 0
}

var baseYear = regexp.MustCompile(`[比较跟和](20[0-9]{2})`)

// weigh gives the terms of the ask their weights: its own part's, those of the
// other parts, and those of the questions before it.
func (a *ask) weigh(q rag.Question, idf func(term string) float64) {
	a.weights = make(map[string]float64)
	own := without(q.Places, a.text)
	a.own = pairs(own)
	beside := besideWeight
	if len(a.own) < fewPairs {
		beside = 1
	}
	var terms []string
	add := func(text string, share float64) {
		terms = append(terms, weighTerms(a.weights, without(q.Places, text), func(t string) float64 { return share * idf(t) })...)
	}
	if q.Text != q.Focus && q.Focus != "" {
		add(strings.TrimSuffix(fold.Simplified(q.Text), fold.Simplified(q.Focus)), earlierWeight)
	}
	add(a.whole, beside)
	add(a.text, 1)
	if m := asksHead.FindStringSubmatch(a.text); m != nil {
		a.weights[cmp.Or(m[1], m[2])] *= headWeight
	}
	for _, t := range a.saidAnew(q) {
		a.weights[t] *= anewWeight
	}
	a.setTopic(own)
	for _, t := range bm25.Distinct(terms) { // in their order, so that the sum is the same each time
		a.total += a.weights[t]
	}
}

// saidAnew are the pairs of a follow-up that the question before has not.
func (a *ask) saidAnew(q rag.Question) []string {
	if q.Before == "" {
		return nil
	}
	if years := yearsAsked(q.Before); len(years) == 1 {
		a.before = years[0]
	}
	before := pairs(without(q.Places, fold.Simplified(q.Before)))
	a.anew = slices.DeleteFunc(slices.Clone(a.own), func(t string) bool { return slices.Contains(before, t) })
	return a.anew
}

// setTime tells what was from what is planned, by the ask's own words or those of the whole.
func (a *ask) setTime() {
	for _, text := range []string{a.text, a.whole} {
		a.back, a.ahead = asksBack.MatchString(text), asksAhead.MatchString(text)
		if a.back != a.ahead {
			break
		}
	}
	if a.back && a.ahead {
		a.back, a.ahead = false, false // what is now planned: both words, and neither decides
	}
	if len(a.years)+len(a.plan) == 0 {
		a.years, a.plan = yearsAsked(a.whole), yearsOfPlans(a.whole)
	}
}

// what matches words of a question that say what is wanted of the topic, or
// that any plan uses of any topic.
var what = regexp.MustCompile(`比一比|[对比]?比较?一下|指标|资金|投入|投资|经费|费用|成本|花费|花|钱|时间|时候|比例|数量|名称|名字|电话|号码|联系方式|负责人?|牵头|部门|单位|规划|计划|提出|提到|建议|方面|情况|内容|具体|要求|目标|准备|打算|达到|做到|实现|新增|新建|建设|推进|开展|今年|明年|当年|20[0-9]{2}年?|十[三四五]五|这个|那个|哪个|里面|万|亿|元|需要|应该|可以|一年|每年|年均|增长|增加|总量|现在|目前|听说|写的|怎么说|能?[办做搞弄]好|能[办做]`)

// setTopic weighs the pairs of the ask's own part that say of what it asks;
// those of the whole where its own part has none.
func (a *ask) setTopic(own string) {
	a.topic = make(map[string]float64)
	if a.penal() {
		own = penalWords.ReplaceAllString(own, " ")
	}
	for _, t := range pairs(what.ReplaceAllString(aMoment.ReplaceAllString(own, " "), " ")) {
		if a.weights[t] > 0 { // words that only stand side by side where others were taken out make none
			a.topic[t] = a.weights[t]
		}
	}
}

// without is a text without the names of places and the words that only ask.
func without(places []string, text string) string {
	text = withoutPlaces(places, text)
	return asks.ReplaceAllString(understand.Written(text), "。")
}

// withoutPlaces is a text with a blank for each name of a place.
func withoutPlaces(places []string, text string) string {
	for _, p := range places {
		parts := strings.Split(text, p)
		for i := range parts[1:] {
			parts[i+1] = placeEnd.ReplaceAllString(parts[i+1], "")
		}
		text = strings.Join(parts, " ")
	}
	return text
}

// placeEnd is what a place is, behind its short name.
var placeEnd = regexp.MustCompile(`^(?:街道|[省市区县街镇乡])`)

// weighTerms gives the terms of a part of the question their weights, and returns them.
func weighTerms(weights map[string]float64, text string, weight func(term string) float64) []string {
	terms := bm25.Terms(text)
	for _, t := range terms {
		w := weight(t)
		if len([]rune(t)) == 1 {
			w *= characterWeight
		}
		weights[t] = max(weights[t], w)
	}
	return terms
}

// count tells for each term how many sentences hold it, and how many sentences there are.
func count(passages []rag.Passage) (holding map[string]int, n int) {
	holding = make(map[string]int)
	for _, p := range passages {
		runes := []rune(p.Text)
		for _, s := range verify.Sentences(p.Text) {
			n++
			for _, t := range bm25.Distinct(bm25.Terms(string(runes[s.Start:s.End]))) {
				holding[t]++
			}
		}
	}
	return holding, n
}
