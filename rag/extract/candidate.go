package extract

import (
	"context"
	"math"
	"regexp"
	"strings"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/bm25"
	"chuchu/rag/verify"
)

// A candidate is a sentence, or a table's row put in words.
type candidate struct {
	index   int // of its passage
	start   int // in the passage
	passage rag.Passage
	text    string
	terms   []string // distinct
	past    bool     // it says what was reached
	around  float64  // weight of the question's terms in the headings above
	close   float64  // to the question by meaning, 0 to 1
}

// shownPassages is how many passages sentences are taken from.
const shownPassages = 8

// candidates lists the sentences of a group's best passages. What only names
// what follows (a heading) or cannot be read alone (a table's cells) is none.
func candidates(q question, group []ranked) []candidate {
	var out []candidate
	for i, r := range group {
		if i == shownPassages {
			break
		}
		around := weigh(q.weights, bm25.Distinct(bm25.Terms(strings.Join(r.Path, "\n"))))
		if r.Kind == chunk.KindFact && r.Fact != nil {
			out = append(out, newCandidate(r, 0, row(*r.Fact), around))
			continue
		}
		if isTable(r.Text) {
			continue
		}
		runes := []rune(r.Text)
		for _, s := range verify.Sentences(r.Text) {
			if text := string(runes[s.Start:s.End]); !isHeading(text, r.Path) {
				out = append(out, newCandidate(r, s.Start, text, around))
			}
		}
	}
	return out
}

func newCandidate(r ranked, start int, text string, around float64) candidate {
	return candidate{
		index: r.index, start: start, passage: r.Passage, text: text,
		terms: bm25.Distinct(bm25.Terms(text)), past: isPast(text, r.Document), around: around,
	}
}

// isTable tells whether a text is cells, one a line, and not sentences.
func isTable(text string) bool {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return len(lines) > 5 && len([]rune(text))/len(lines) < 12
}

// isHeading tells whether a sentence is one of the headings above it.
func isHeading(sentence string, path []string) bool {
	bare := strings.TrimRight(sentence, "。:： \n")
	for _, h := range path {
		if strings.TrimRight(h, "。:： ") == bare {
			return true
		}
	}
	return len([]rune(bare)) < 5
}

// compare sets how close candidates are to the question by meaning.
func (w Writer) compare(ctx context.Context, q rag.Question, all []candidate) error {
	if w.Embedder == nil || len(all) == 0 {
		return nil
	}
	texts := make([]string, len(all))
	for i, c := range all {
		texts[i] = c.text
	}
	sentences, err := w.Embedder.Embed(ctx, rag.ForPassage, texts)
	if err != nil {
		return err
	}
	asked, err := w.Embedder.Embed(ctx, rag.ForQuery, []string{q.Text})
	if err != nil {
		return err
	}
	m := w.Embedder.Model()
	for i := range all {
		dot := 0.0
		for j, f := range sentences[i] {
			dot += float64(f) * float64(asked[0][j])
		}
		all[i].close = min(max((dot-m.Low)/(m.High-m.Low), 0), 1)
	}
	return nil
}

// worth scores a candidate against what of the question is still open: the
// weight it holds, its headings counting a third, its meaning, the place of its
// passage, and whether it is of the kind asked for.
func (c candidate) worth(q question, open map[string]float64) float64 {
	if q.total == 0 {
		return 0
	}
	sum := weigh(open, c.terms)/q.total + headingShare*c.around/q.total + meaningShare*c.close
	sum += passageShare * c.passage.Score / math.Sqrt(float64(c.index+1))
	if q.figure && c.figure() {
		sum += kindShare
		if q.counted != nil && q.counted.MatchString(c.text) {
			sum += kindShare
		}
	}
	if q.ahead && c.past {
		sum -= pastPenalty
	}
	if q.list && strings.Count(c.text, "、") >= 2 {
		sum += listShare
	}
	return sum
}

// Shares of a sentence's worth beside the words it holds.
const (
	headingShare = 0.3  // the words that its headings hold
	meaningShare = 0.2  // its closeness by meaning
	passageShare = 0.5  // its passage's score
	kindShare    = 0.12 // being of the kind that is asked for
	pastPenalty  = 0.4  // speaking of what was reached where what is planned is asked for
	listShare    = 0.08 // being an enumeration where one is asked for
)

// figureWith matches a figure that has a measure word, or one that stands for it.
func figureWith(measure string) *regexp.Regexp {
	like := measure
	switch {
	case strings.ContainsAny(like, "万亿元") && !strings.ContainsAny(like, "人家户"):
		like = "[万亿]?元"
	case like == "回":
		like = "[次届]"
	default:
		like = "(?:" + regexp.QuoteMeta(like) + "|个)"
	}
	return regexp.MustCompile(`(?:[0-9]|[一二三四五六七八九十两百千]) *[万多余]*` + like)
}

func weigh(weights map[string]float64, terms []string) float64 {
	sum := 0.0
	for _, t := range terms {
		sum += weights[t]
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
