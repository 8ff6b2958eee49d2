package extract

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/bm25"
	"chuchu/rag/verify"
)

// A question is what is looked for in sentences.
type question struct {
	weights map[string]float64 // of the terms that a sentence should hold
	total   float64
	figure  bool           // a figure is asked for
	measure string         // the measure word of that figure, "家" of 几家
	counted *regexp.Regexp // a figure with that measure word; nil where there is none
	list    bool           // several things are asked for
	count   int            // how many of them, 0 where that is not said
	ahead   bool           // what is planned is asked for, not what was reached
	parts   bool           // it has several parts, or compares
}

var (
	asksFigure  = regexp.MustCompile(`多少|几(?:个|家|所|座|项|条|种|栋|级|分|次|回|张|亩|人|名|公里|平方米|年|天)|多[大高长久远宽]|比例|率|什么时候|何时|哪年|哪天|面积|总额|数量|人数|增速`)
	asksMeasure = regexp.MustCompile(`(?:多少|几)(?:个?百分点|万?[个家所座项条种栋级次回张亩人名元户件处]|公里|平方米)`)
	asksList    = regexp.MustCompile(`哪些|哪几|[哪的][一二两三四五六七八九十0-9]+[个条项种大]|哪[一二两三四五六七八九十]|分别|几[种级类条项]|包含|都有`)
	asksCount   = regexp.MustCompile(`[哪的]([一二两三四五六七八九十]+)`)
	asksParts   = regexp.MustCompile(`分别|各|对比|比较|相比|比20|区别|不一样|不同|变化|哪个更|[,，;；?？].*(?:多少|几|哪|什么|吗|呢|怎)`)
	asksHead    = regexp.MustCompile(`(\p{Han}{2})(?:各|分别)?(?:是|有|为)?(?:什么|多少|哪些|啥)`)
	asks        = regexp.MustCompile(`请问|听说|是什么|什么|多少|哪些|哪几|哪[一二三四五六七八九十两]?[个条种家位所类级]?|几[个家所座项条种年栋级次回]?|怎么样|怎么|如何|有没有|吗|呢|啥|分别|各自|各有|各是|多大|多高|打算|想|那|[的和与跟及]`)
)

// Weights of terms: a single character is weak evidence, and what a follow-up
// asks now counts more than what it takes from before.
const (
	characterWeight = 0.3
	earlierWeight   = 0.3
	unseen          = 10 // sentences that hold nothing of the question, beside those of the passages: few passages do not make a word common
	headWeight      = 2  // the word in front of 是什么, 多少 and the like names what is asked for
)

// parse weighs the terms of a question by how rare they are among the sentences
// of the passages. Names of places say nothing here: all passages are of them.
func parse(q rag.Question, passages []rag.Passage) question {
	focus := fold.Simplified(q.Focus)
	if focus == "" {
		focus = fold.Simplified(q.Text)
	}
	out := question{
		figure: asksFigure.MatchString(focus), list: asksList.MatchString(focus), parts: asksParts.MatchString(focus),
		ahead: asksAhead.MatchString(focus) && !asksBack.MatchString(focus), weights: make(map[string]float64),
	}
	if len(q.Places) > 1 {
		out.parts = false // each place is answered by itself
	}
	if m := asksMeasure.FindString(focus); m != "" {
		out.measure = strings.TrimPrefix(strings.TrimPrefix(m, "多少"), "几")
		out.counted = figureWith(out.measure)
	}
	if m := asksCount.FindStringSubmatch(focus); m != nil {
		out.count = chineseCount(m[1])
	}
	holding, n := count(passages)
	idf := func(term string) float64 { return bm25.IDF(max(holding[term], 1), n+unseen) }
	terms := out.weighTerms(without(q.Places, fold.Simplified(q.Text)), earlierWeight, idf)
	terms = append(terms, out.weighTerms(without(q.Places, focus), 1, idf)...)
	if m := asksHead.FindStringSubmatch(focus); m != nil {
		out.weights[m[1]] *= headWeight
	}
	for _, t := range bm25.Distinct(terms) { // in their order, so that the sum is the same each time
		out.total += out.weights[t]
	}
	return out
}

// without is a text without the names of places and the words that only ask.
func without(places []string, text string) string {
	for _, p := range places {
		text = regexp.MustCompile(regexp.QuoteMeta(p)+`(?:街道|[省市区县街镇乡])?`).ReplaceAllString(text, " ")
	}
	return asks.ReplaceAllString(text, " ")
}

// weighTerms gives the terms of a part of the question their weights, and returns them.
func (q question) weighTerms(text string, weight float64, idf func(term string) float64) []string {
	terms := bm25.Terms(text)
	for _, t := range terms {
		w := weight * idf(t)
		if len([]rune(t)) == 1 {
			w *= characterWeight
		}
		q.weights[t] = max(q.weights[t], w)
	}
	return terms
}

// chineseCount reads 二 to 十, and 两; 0 for anything else.
func chineseCount(s string) int {
	if i := strings.Index("零一二三四五六七八九十", s); i >= 0 && len([]rune(s)) == 1 {
		return i / len("零")
	}
	if s == "两" {
		return 2
	}
	return 0
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
