package extract

import (
	"math"
	"regexp"
	"strings"
	"unicode"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/bm25"
	"chuchu/rag/verify"
)

// A question is what is looked for in sentences.
type question struct {
	weights map[string]float64 // of the terms that a sentence should hold
	total   float64
	number  bool // a figure is asked for
	list    bool // several things are
}

var (
	asksNumber = regexp.MustCompile(`多少|几[个家所座项条种年栋级分]|几[次回]|多[大高长久远宽]|比例|[0-9]+年.*(?:目标|数)|率|什么时候|何时|哪年|哪天|面积|总额|数量|人数|增速`)
	asksList   = regexp.MustCompile(`哪些|哪几|哪[一二三四五六七八九十两0-9]+|分别|几[种级类]|包含|都有`)
	asks       = regexp.MustCompile(`请问|听说|是什么|什么|多少|哪些|哪几|哪[一二三四五六七八九十两]?[个条种家位所类级]?|几[个家所座项条种年栋级次回]?|怎么样|怎么|如何|有没有|吗|呢|啥|分别|各自|各有|各是|多大|多高|打算|想`)
)

// parse weighs the terms of a question by how rare they are among the sentences
// of the passages. Names of places say nothing here: all passages are of them.
func parse(q rag.Question, passages []rag.Passage) question {
	text := fold.Simplified(q.Text)
	out := question{number: asksNumber.MatchString(text), list: asksList.MatchString(text)}
	for _, p := range q.Places {
		text = strings.ReplaceAll(text, p, " ")
	}
	terms := bm25.Distinct(bm25.Terms(asks.ReplaceAllString(text, " ")))
	holding, n := count(passages)
	out.weights = make(map[string]float64, len(terms))
	for _, t := range terms {
		w := bm25.IDF(holding[t], n)
		if len([]rune(t)) == 1 {
			w *= 0.3 // a single character is weak evidence
		}
		out.weights[t] = w
		out.total += w
	}
	return out
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

// A candidate is a sentence, or a table's row put in words.
type candidate struct {
	index   int // of its passage
	start   int // in the passage
	passage rag.Passage
	text    string
	held    float64 // the share of the question's weight that it holds
	score   float64
}

func candidates(q question, group []ranked) []candidate {
	var out []candidate
	for _, r := range group {
		if r.Kind == chunk.KindFact && r.Fact != nil {
			out = append(out, grade(q, r, 0, row(*r.Fact)))
			continue
		}
		runes := []rune(r.Text)
		for _, s := range verify.Sentences(r.Text) {
			text := string(runes[s.Start:s.End])
			if len([]rune(text)) < 6 {
				continue
			}
			out = append(out, grade(q, r, s.Start, text))
		}
	}
	return out
}

// grade scores a sentence: what it holds of the question, its headings counting
// half, where its passage stands, and whether it is of the kind asked for.
func grade(q question, r ranked, start int, text string) candidate {
	c := candidate{index: r.index, start: start, passage: r.Passage, text: text}
	inside := weight(q, text)
	around := weight(q, strings.Join(r.Path, "\n"))
	if q.total > 0 {
		c.held = inside / q.total
		c.score = c.held + 0.3*around/q.total
	}
	c.score += 0.5 * r.Score / math.Sqrt(float64(r.index+1))
	if q.number && strings.ContainsFunc(text, unicode.IsDigit) {
		c.score += 0.12
	}
	if q.list && strings.Count(text, "、") >= 2 {
		c.score += 0.08
	}
	return c
}

func weight(q question, text string) float64 {
	sum := 0.0
	for _, t := range bm25.Distinct(bm25.Terms(text)) {
		sum += q.weights[t]
	}
	return sum
}

// row puts a table's row into words: 社会消费品零售总额：2020年10.69亿元，2025年11.8亿元（预期性）.
func row(f chunk.Fact) string {
	var b strings.Builder
	b.WriteString(f.Name + "：")
	for i, v := range f.Values {
		if v.Value == "" {
			continue
		}
		if i > 0 {
			b.WriteString("，")
		}
		b.WriteString(period(v.Period) + v.Value + f.Unit)
	}
	if f.Attribute != "" {
		b.WriteString("（" + f.Attribute + "）")
	}
	return b.String()
}

var year = regexp.MustCompile(`^(?:19|20)\d\d$`)

func period(head string) string {
	if year.MatchString(head) {
		return head + "年"
	}
	return head
}
