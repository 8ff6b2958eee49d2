package extract

import (
	"cmp"
	"context"
	"math"
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
)

// A Reader tells how well sentences answer a question: for each, in their
// order, the log odds of its answering against none of them doing so. Its only
// error is that of ctx.
type Reader interface {
	Read(ctx context.Context, question string, sentences []Sentence) ([]float32, error)
}

// A Sentence is what a Reader reads: a sentence of a document and where it
// stands.
type Sentence struct{ Place, Text string }

// Sentences are all that an answer may be quoted from, passage by passage: what
// a Reader is trained on.
func Sentences(passages []rag.Passage) [][]Sentence {
	out := make([][]Sentence, len(passages))
	for _, c := range candidates(bySide(rag.Question{}, passages)[0]) {
		out[c.index] = append(out[c.index], c.sentence())
	}
	return out
}

// sentence is a candidate as a Reader reads it.
func (c candidate) sentence() Sentence {
	return Sentence{standing(c.passage.Document, c.passage.Path), cmp.Or(c.means, c.text)}
}

// How likely a sentence must answer in the eyes of a Reader.
const (
	certain = 0.9 // to answer though the rules do not see how
	likely  = 0.8 // to have to do with the question, whatever words it has

	unseenAnswer   = 0.1  // what an answer that the rules do not see is worth less
	untimelyAnswer = 0.4  // and what one of a year that stands only in its document's title
	oddsShare      = 0.08 // what the log odds of a Reader count among those that answer, up to mostOdds
	softShare      = 0.05 // the same where any sentence on the topic may answer
	mostOdds       = 11
)

// read is how likely a sentence answers in the eyes of a Reader, 0 where it was
// not read.
func (c candidate) read() float64 {
	if !c.wasRead {
		return 0
	}
	return 1 / (1 + math.Exp(-c.odds))
}

// preference is what a Reader's odds count where the best of several answers to
// an ask is chosen. Beside how likely each answers it tells which of two does so
// better; what it is unsure of it only does not prefer.
func (c candidate) preference(a ask) float64 {
	odds := min(max(c.odds, 0), mostOdds)
	if a.hard() || a.kind == truth {
		return oddsShare * odds
	}
	return softShare * odds
}

// mostRead is how many candidates of a side are read: those worth most by their
// words and by meaning.
const mostRead = 24

// read sets how well the best candidates answer, each part of the question by itself.
func (w Writer) read(ctx context.Context, q rag.Question, side int, asks []ask, all []candidate) error {
	if w.Reader == nil || len(all) == 0 {
		return nil
	}
	order := worthReading(asks, all)
	var sentences []Sentence
	var of []int // of which candidate
	for _, n := range order {
		for _, piece := range all[n].pieces() {
			sentences, of = append(sentences, piece), append(of, n)
		}
	}
	for part, wording := range wordings(q, side, asks) {
		scores, err := w.readAfter(ctx, q.Topic, wording, sentences)
		if err != nil {
			return err
		}
		for i, s := range scores {
			c := &all[of[i]]
			if len(c.parts) == part {
				c.parts = append(c.parts, math.Inf(-1))
			}
			c.parts[part] = max(c.parts[part], float64(s))
		}
	}
	for _, n := range order {
		all[n].wasRead, all[n].odds = true, slices.Max(all[n].parts)
	}
	return nil
}

// readAfter reads what is asked behind a topic, as it stands and with the topic,
// which it may leave out: what answers either answers.
func (w Writer) readAfter(ctx context.Context, topic, asked string, sentences []Sentence) ([]float32, error) {
	scores, err := w.Reader.Read(ctx, asked, sentences)
	if err != nil || topic == "" || strings.Contains(asked, topic) {
		return scores, err
	}
	again, err := w.Reader.Read(ctx, topic+"，"+asked, sentences)
	for i, s := range again {
		scores[i] = max(scores[i], s)
	}
	return scores, err
}

// mostSeen is how many characters of a sentence a Reader sees at once.
const mostSeen = 88

// pieces are a candidate as a Reader reads it, one that is longer than it sees at
// once with what ends it besides.
func (c candidate) pieces() []Sentence {
	out := []Sentence{c.sentence()}
	n := len([]rune(c.text))
	if n <= mostSeen {
		return out
	}
	for _, s := range c.clauses {
		if n-s.Start <= mostSeen {
			return append(out, Sentence{out[0].Place, string([]rune(c.text)[s.Start:])})
		}
	}
	return out
}

// worthReading are the indices of the candidates that are read.
func worthReading(asks []ask, all []candidate) []int {
	order := make([]int, len(all))
	worth := make([]float64, len(all))
	for i, c := range all {
		order[i] = i
		for _, a := range asks {
			worth[i] = max(worth[i], c.worth(a))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(worth[b], worth[a]) })
	return order[:min(len(order), mostRead)]
}

// asRead are the candidates as they were read for the i-th part of the question.
func asRead(all []candidate, part int) []candidate {
	out := slices.Clone(all)
	for i, c := range out {
		if part < len(c.parts) {
			out[i].odds = c.parts[part]
		}
	}
	return out
}

// mostParts is how many parts of a question are read by themselves.
const mostParts = 3

// atOnce matches a question that asks the same of several things at once.
var atOnce = regexp.MustCompile(`分别|` + eachOf)

// opens matches the word that a question asks by.
var opens = regexp.MustCompile(`干[嘛吗什]|多[大快长高宽久远少]|几|什么|啥|哪|谁|怎么|如何|怎样|是否|有没有|[能会]不[能会]|是不是|何[时年]`)

// wordings are a question as a Reader reads it: each part by itself where it
// has several, a later one with what the first says in front of its asking word.
func wordings(q rag.Question, side int, asks []ask) []string {
	whole := []string{ofSide(q, side)}
	if len(asks) >= fewMeasures && len(q.Places) < 2 && eachMeasure(fold.Simplified(cmp.Or(q.Focus, q.Text))) != nil {
		return wordsOf(asks)
	}
	if len(asks) < 2 || len(asks) > mostParts || len(q.Places) > 1 || q.Focus != "" && q.Focus != q.Text || asks[0].moment != "" || atOnce.MatchString(asks[0].text) {
		return whole
	}
	lead := ""
	if at := opens.FindStringIndex(asks[0].text); at != nil {
		lead = asks[0].text[:at[0]]
	}
	out := make([]string, len(asks))
	for i, a := range asks {
		switch {
		case i == 0 || a.subject != "":
			out[i] = a.text
		case lead == "":
			return whole
		default:
			out[i] = lead + "，" + a.text
		}
	}
	return out
}

// wordsOf are the parts of a question as they stand.
func wordsOf(asks []ask) []string {
	out := make([]string, len(asks))
	for i, a := range asks {
		out[i] = a.text
	}
	return out
}

// ofSide is a question without the other places that it asks about.
func ofSide(q rag.Question, side int) string {
	text := q.Text
	for i, name := range q.Places {
		if i != side && !strings.Contains(q.Places[side], name) {
			text = besideName(name).ReplaceAllString(text, "")
		}
	}
	return text
}

// besideName matches a name with what joins it to another.
func besideName(name string) *regexp.Regexp {
	return regexp.MustCompile(`[和与跟、及同]` + regexp.QuoteMeta(name) + `[区市县镇街道]*|` + regexp.QuoteMeta(name) + `[区市县镇街道]*[和与跟、及同]?`)
}

// What of a document's name and of the heading above a sentence is read, in characters.
const (
	mostTitle   = 24
	mostHeading = 30
)

// standing is where a sentence stands, as a Reader reads it.
func standing(m chunk.Meta, path []string) string {
	parts := []string{first(cmp.Or(m.Title, m.Label), mostTitle)}
	if len(path) > 0 {
		parts = append(parts, first(path[len(path)-1], mostHeading))
	}
	return strings.Join(parts, "，")
}

// first are the first n characters of a text.
func first(text string, n int) string {
	runes := []rune(text)
	return string(runes[:min(n, len(runes))])
}

// surely returns the clauses of a sentence that answer in the eyes of a Reader
// that is sure of it, whatever words they have. A figure must be one, a list
// must be as the rules want it.
func (c candidate) surely(a ask) []int {
	if c.read() < certain || c.passage.Fact != nil || c.duty || c.cases != nil || !c.ofPoints(a) || !c.ofMoment(a) || !c.timely(a) && !c.yearBefore(a) && !c.yearAbove(a) ||
		!c.onTopic(a) || !c.ofName(a) || !c.tells(a) || !c.samePost(a) || !c.ofGoal(a) || !c.ofNow(a) || !c.qualified(a) {
		return nil
	}
	switch {
	case a.kind == several, a.kind == titled, a.kind == contact, a.kind == meaning && (len(a.terms()) == 0 || !c.quotes(a)):
		return nil
	case a.kind == meaning && isHeading(c.text, c.passage.Path):
		return nil // a heading only names it
	case a.kind == meaning:
		return c.ends() // what a term is goes on behind it
	case (a.kind == actor || a.kind == person) && (!anOffice.MatchString(fold.Simplified(c.text)) && !(a.kind == actor && byRole.MatchString(fold.String(c.text))) || byName.MatchString(a.text)):
		return nil
	case a.figures() && a.kind != date:
		return c.measures(a)
	}
	return c.clausesWith(a)
}

// measures are the clauses on a topic that hold a figure which may be the one that
// is asked for: where one of them, or the one behind it, holds a thing of the very
// kind, those.
func (c candidate) measures(a ask) []int {
	other := func(i int) bool {
		clause := fold.String(c.clause(i))
		if a.kind == duration {
			clause = anAge.ReplaceAllString(clause, " ")
		}
		return !measured.MatchString(timeless(a.withoutOther(clause))) || a.noun != "" && (!strings.ContainsAny(clause, fold.String(a.noun)) || a.countsOther(clause)) ||
			a.otherFigure(clause) || !c.perEach(a, i) || a.amounts() && c.meanOfYears(a, fold.Simplified(c.clause(i)))
	}
	with := slices.DeleteFunc(c.clausesWith(a), other)
	var shown []int
	for i := range c.clauses {
		if (slices.Contains(with, i) || slices.Contains(with, i-1)) && !other(i) && a.shown(fold.String(c.clause(i))) {
			shown = append(shown, i)
		}
	}
	if shown = c.nearest(a, shown); len(shown) > 0 {
		return shown
	}
	return with
}

// onTopic tells whether a sentence holds something of what is asked about, a
// figure more than something. Nothing is on a topic that a question does not name.
func (c candidate) onTopic(a ask) bool {
	held := c.held(a)
	return len(a.topic) > 0 && held > 0 && (!a.amounts() || held >= leastHeld || a.heldBy(c.terms, c.above, c.around) >= aroundHeld)
}

// aCode matches a name of letters and figures: 8号线, G15, Z4线, 5G.
var aCode = regexp.MustCompile(`[0-9A-Za-z]+号(?:线|楼|路|院|地块|馆)?|[A-Za-z]+[0-9]+|[0-9][gads]\b`)

// ofCode tells whether a passage has the names of letters and figures that a
// question has: one project's figure is not another's.
func (c candidate) ofCode(a ask) bool {
	codes := aCode.FindAllString(fold.String(a.whole), -1)
	if len(codes) == 0 {
		return true
	}
	about := c.surroundings()
	return !slices.ContainsFunc(codes, func(code string) bool { return !strings.Contains(about, code) })
}

// Shares of a topic that a figure's sentence, or it with its passage, must hold.
const (
	leastHeld  = 0.08
	aroundHeld = 0.3
)

// yearAbove tells whether the headings above a sentence that says nothing of a year
// of its own, or its document's title, name one that is asked about.
func (c candidate) yearAbove(a ask) bool {
	ofItsOwn := func(i int) bool {
		return len(yearsNamed(c.clause(i))) > 0 && (i == 0 || measured.MatchString(timeless(fold.String(c.clause(i)))))
	}
	if ofItsOwn(0) || slices.ContainsFunc(c.clausesWith(a), ofItsOwn) {
		return false
	}
	return namesYear(a, c.passage.Document.Title) || c.yearHeads(a)
}

// yearHeads tells whether the headings above a sentence do.
func (c candidate) yearHeads(a ask) bool { return namesYear(a, strings.Join(c.passage.Path, "\n")) }

// namesYear tells whether a text names a year that is asked about.
func namesYear(a ask, text string) bool {
	named := yearsNamed(text)
	return slices.ContainsFunc(a.years, func(y int) bool { return slices.Contains(named, y) })
}

// doubt is what an answer that the rules do not see is worth less: more where it
// is of the year that is asked about only by its document.
func (c candidate) doubt(a ask) float64 {
	if c.timely(a) || c.yearHeads(a) {
		return unseenAnswer
	}
	return untimelyAnswer
}

// byName matches a question for somebody's name.
var byName = regexp.MustCompile(`姓名|名字|叫什么|叫啥|哪位`)

// measured matches a number that something is counted or measured in.
var measured = regexp.MustCompile(`(?:^|[^A-Za-z0-9第.])[0-9][0-9.]*[ ]?(?:[%‰°×A-Za-z]|\p{Han})|` + hanNumeral + `(?:年|个?月|日|天|小时|分钟|[个名人家项元倍次])|` + inWords.String())

// yearBefore tells whether a sentence without a year, of a report for one year,
// may speak of the year before, which is asked about.
func (c candidate) yearBefore(a ask) bool {
	p := c.passage.Document.Period
	return p != nil && p.From == p.To && slices.Contains(a.years, p.From-1) && len(c.ownYears()) == 0 && (c.carriedYear() == 0 || c.carriedYear() == p.From-1)
}
