package extract

import (
	"cmp"
	"context"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/bm25"
	"chuchu/rag/understand"
	"chuchu/rag/verify"
)

// A candidate is a sentence, or a table's row put in words.
type candidate struct {
	index   int // of its passage
	start   int // in the passage
	passage rag.Passage
	text    string
	clauses []verify.Span // of text
	terms   []string      // distinct
	above   []string      // distinct terms of the headings above
	around  []string      // distinct terms of its passage and its document's title
	past    bool          // it says what was reached
	span    chunk.Period  // the years that passages of its document name, where nobody knows of when that is
	step    int           // the year of the step of a plan that it is a point of, 0 for none
	duty    bool          // it ends in the brackets that say who does it
	points  int           // it is a list of so many points with the sentence that announces it
	leads   bool          // it is such a sentence by itself
	cases   [][]string    // the terms of each case whose punishment it gives, nil where it gives none
	means   string        // what is compared by meaning and read in its place, "" for its text
	back    string        // the name that it gives to what stands in front of it
	close   float64       // to the question by meaning, 0 to 1
	wasRead bool          // a Reader has read it
	odds    float64       // how well it answers in the eyes of that Reader, as log odds
	parts   []float64     // the same for each part of the question where it was read for those
	about   float64       // to the words of the question that say of what, 0 to 1; 1 where meaning is not compared
}

// clause is the text of the i-th clause.
func (c candidate) clause(i int) string {
	runes := []rune(c.text)
	return string(runes[c.clauses[i].Start:c.clauses[i].End])
}

// heading is the one right above it, "" where there is none.
func (c candidate) heading() string {
	if n := len(c.passage.Path); n > 0 {
		return c.passage.Path[n-1]
	}
	return ""
}

// shownPassages is how many passages sentences are taken from.
const shownPassages = 8

// candidates lists the sentences of a group's best passages. What only names
// what follows (a heading) or cannot be read alone (a table's cells) is none.
func candidates(group []ranked) []candidate {
	var out []candidate
	spans, articles := spansOf(group), articlesOf(group)
	for i, r := range group {
		if i >= shownPassages && r.Fact == nil {
			continue // rows of a table may all be asked for
		}
		above := bm25.Distinct(bm25.Terms(strings.Join(r.Path, "\n")))
		around := bm25.Distinct(bm25.Terms(r.Text + "\n" + r.Document.Title + "\n" + r.Document.Label))
		if r.Kind == chunk.KindFact && r.Fact != nil {
			c := newCandidate(r, 0, row(*r.Fact, r.Document), above)
			c.clauses = []verify.Span{{Start: 0, End: len([]rune(c.text))}}
			out = append(out, c)
			continue
		}
		labels := labelled(r, above)
		for _, c := range labels {
			c.around = around
			out = append(out, c)
		}
		if isTable(r.Text) {
			continue
		}
		runes := []rune(r.Text)
		out = append(out, duties(r, above)...)
		lists := points(r, above)
		out = append(append(out, lists...), backs(r, above)...)
		for _, s := range verify.Sentences(r.Text) {
			if text := string(runes[s.Start:s.End]); !asksItself.MatchString(text) && !isColumns(text) && !dutyMark.MatchString(fold.Simplified(text)) && !strings.HasPrefix(text, "#") && !strings.Contains(strings.TrimSpace(text), "\t") && (!isHeading(text, r.Path) || says.MatchString(text)) && !isWithin(s, labels) {
				c := newCandidate(r, s.Start, text, above)
				c.around = around
				c.step = stepOf(r, s.Start, group)
				c.leads = slices.ContainsFunc(lists, func(l candidate) bool { return l.start == c.start })
				out = append(out, c)
			}
		}
		out = append(out, penalties(r, above, articles)...)
	}
	for i, c := range out {
		out[i].span = spans[c.passage.Document.ID]
	}
	return out
}

// isWithin tells whether a sentence is a part of one of the candidates of its passage.
func isWithin(s verify.Span, all []candidate) bool {
	return slices.ContainsFunc(all, func(c candidate) bool {
		return c.start <= s.Start && s.End <= c.start+utf8.RuneCountInString(c.text)
	})
}

func newCandidate(r ranked, start int, text string, above []string) candidate {
	said := withoutExcepted(text)
	if ofDocument.MatchString(fold.Simplified(text)) {
		said += "\n" + r.Document.Title
	}
	return candidate{
		index: r.index, start: start, passage: r.Passage, text: text, clauses: clausesOf(text),
		terms: bm25.Distinct(bm25.Terms(said)), past: isPast(text, r.Passage), above: above, about: 1,
	}
}

// excepted matches what a sentence is said not to be of: 除抢修外，.
var excepted = regexp.MustCompile(`除[^，,。；;：、]{2,24}?(?:之外|以外|外)[，,]`)

// addsTo matches what is said of that besides: 除图纸外，还应当….
var addsTo = regexp.MustCompile(`^[^，,。；;]{0,8}(?:还|也|并|同时)`)

// withoutExcepted is a sentence without what it is said not to be of.
func withoutExcepted(text string) string {
	at := excepted.FindStringIndex(text)
	if at == nil || addsTo.MatchString(text[at[1]:]) {
		return text
	}
	return text[:at[0]] + text[at[1]:]
}

// ofDocument matches a sentence that says something of its own document: 第四十七条
// 本条例自…起施行. It holds the words of the document's title.
var ofDocument = regexp.MustCompile(`^(?:第[^条]{1,6}条[ 　]*)?本(?:条例|办法|规定|细则|规则|规范|规划|纲要|方案|意见|计划|行动计划|通知|决定|法)`)

// asksItself matches a sentence that is a question: what it asks is answered by
// the ones behind it.
var asksItself = regexp.MustCompile(`[？?][”"」』]?$`)

// says matches a heading that is a sentence too: a run-in lead of several clauses.
var says = regexp.MustCompile(`[，,]`)

// isTable tells whether a text is cells, one a line, and not sentences.
func isTable(text string) bool {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return len(lines) > 5 && len([]rune(text))/len(lines) < 12
}

// isHeading tells whether a sentence is one of the headings above it, or as short.
func isHeading(sentence string, path []string) bool {
	return heads(sentence, path) || utf8.RuneCountInString(strings.TrimRight(sentence, "。:： \n")) < 5
}

// heads tells whether a sentence is one of some headings.
func heads(sentence string, path []string) bool {
	bare := strings.TrimRight(sentence, "。:： \n")
	return slices.ContainsFunc(path, func(h string) bool { return strings.TrimRight(h, "。:： ") == bare })
}

// compare sets how close candidates are to the question by meaning: to what is
// asked now, to it together with what was asked before, and to its topic alone,
// without the place and the words that ask: every sentence of a plan is near to a
// question on that place, whatever it asks.
func (w Writer) compare(ctx context.Context, q rag.Question, all []candidate) error {
	if w.Embedder == nil || len(all) == 0 {
		return nil
	}
	texts := make([]string, len(all))
	for i, c := range all {
		texts[i] = cmp.Or(c.means, c.text)
	}
	sentences, err := w.Embedder.Embed(ctx, rag.ForPassage, texts)
	if err != nil {
		return err
	}
	wanted := []string{q.Text}
	if q.Focus != "" && q.Focus != q.Text {
		wanted = append(wanted, q.Focus)
	}
	asked, err := w.Embedder.Embed(ctx, rag.ForQuery, append(wanted, topics(q.Places, wanted)...))
	if err != nil {
		return err
	}
	for i := range all {
		all[i].about = 0
		for k, a := range asked {
			near := closeness(sentences[i], a, w.Embedder.Model())
			if k < len(wanted) {
				all[i].close += near / float64(len(wanted))
			} else {
				all[i].about = max(all[i].about, near)
			}
		}
	}
	return nil
}

// topics are the topics of questions, each as it stands where nothing of it is one.
func topics(places, questions []string) []string {
	out := make([]string, len(questions))
	for i, q := range questions {
		out[i] = cmp.Or(understand.Topic(withoutPlaces(places, fold.Simplified(q))), q)
	}
	return out
}

// closeness maps the cosine of two vectors from the model's range to 0…1.
func closeness(a, b []float32, m rag.EmbeddingModel) float64 {
	dot := 0.0
	for i, f := range a {
		dot += float64(f) * float64(b[i])
	}
	return min(max((dot-m.Low)/(m.High-m.Low), 0), 1)
}

// worth scores a candidate for an ask: the weight of the terms it holds, its
// headings counting a third, its meaning, the place of its passage, and whether
// it is of the kind asked for.
func (c candidate) worth(a ask) float64 {
	if a.total == 0 {
		return 0
	}
	sum := weigh(a.weights, c.terms)/a.total + headingShare*weigh(a.weights, c.above)/a.total + meaningShare*c.close
	sum += passageShare * c.passage.Score / math.Sqrt(float64(c.index+1))
	sum += readShare * c.read()
	if a.ahead && c.past || a.back && !c.past && c.aims() {
		sum -= pastPenalty
	}
	if a.why() && because.MatchString(fold.Simplified(c.text)) {
		sum += reasonShare
	}
	if c.cases != nil && a.penal() && !caseAsked.MatchString(a.whole) {
		sum += caseShare * (c.about + c.caseHeld(a))
	}
	if c.givesGoal(a) {
		sum += goalShare
	}
	if c.under(a) {
		sum += underShare // what else it holds matters less
	}
	return sum
}

// Shares of a sentence's worth beside the words it holds.
const (
	headingShare = 0.3 // the words that its headings hold
	meaningShare = 0.2 // its closeness by meaning
	passageShare = 0.5 // its passage's score
	readShare    = 0.5 // how likely it answers in the eyes of a Reader
	pastPenalty  = 0.4 // speaking of what was reached where what is planned is asked for
	underShare   = 0.3 // standing under a heading that holds the term that is asked about
)

func weigh(weights map[string]float64, terms []string) float64 {
	sum := 0.0
	for _, t := range terms {
		sum += weights[t]
	}
	return sum
}

// row puts a table's row into words: 社会消费品零售总额：2020年10.69亿元，2025年目标11.8亿元（预期性）.
// What a plan gives for a year of its own period is a goal.
func row(f chunk.Fact, m chunk.Meta) string {
	var cells []string
	for _, v := range f.Values {
		if v.Value == "" {
			continue
		}
		cell := period(v.Year())
		if y, err := strconv.Atoi(v.Year()); err == nil && m.Period != nil && y >= m.Period.From && f.Attribute != "" {
			cell += "目标"
		}
		cells = append(cells, cell+v.Value+f.Unit)
	}
	text := f.Name + "：" + strings.Join(cells, "，")
	if f.Attribute != "" {
		text += "（" + f.Attribute + "）"
	}
	return text
}

var year = regexp.MustCompile(`^(?:19|20)\d\d$`)

func period(head string) string {
	if year.MatchString(head) {
		return head + "年"
	}
	return head
}
