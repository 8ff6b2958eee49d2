package verify

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"chuchu/chunk/fold"
)

// A Source is a passage that a sentence may rest on.
type Source struct {
	Text    string   // what a quote is a slice of
	Row     *Row     // set where Text is the row of a table
	Context []string // what must be read with it: a table's title, the sentence that names the year
	Path    []string // the headings above it
	About   About
}

// A Row is the row of a table: a thing and its values by the heads of the columns.
type Row struct {
	Name, Attribute, Note string
	Cells                 []Cell
}

// A Cell is a column's head and what the row has there, with its unit.
type Cell struct{ Head, Value string }

// About is what is known of a source's document.
type About struct {
	Names     []string // what it may be called: title, label, number, issuer
	Issuer    string
	Region    string // full name, from the province down
	Published string // a date
	From, To  int    // the years it is for, 0 where it names none
	Plans     bool   // it says what is to be done
	Issued    bool   // it is the government's own
}

// A Text is a Source as sentences are held against it.
type Text struct {
	about     About
	sentences []sentence
	body      string // words of all sentences
	whole     string // the text itself, folded
	names     string // what the document is called, folded
	place     string // the region that it is of, folded
	heads     string // path and context, folded
	given     []period
	said      func() saying
}

// A saying is what a text says of what was reached and what is to be.
type saying struct {
	whole     status
	ahead     bool // a sentence says what is to be
	sentences []status
	clauses   []map[int]status // of each sentence
}

// A sentence of a source.
type sentence struct {
	Span
	text   string
	pieces []piece
	times  []period
	bases  []period // those that it compares with
	words  string   // of all pieces, parted by blanks
}

// Read makes a Text of a source.
func Read(s Source) *Text {
	t := &Text{about: s.About, place: plain(s.About.Region), names: plain(strings.Join(append(s.About.Names, s.About.Region), "\n")), heads: plain(strings.Join(append(s.Path, s.Context...), "\n"))}
	if s.Row != nil {
		end := len([]rune(s.Text))
		t.add(Span{0, end}, s.Row.String())
	} else {
		runes := []rune(s.Text)
		for _, span := range Sentences(s.Text) {
			t.add(span, string(runes[span.Start:span.End]))
		}
	}
	t.whole = plain(s.Text)
	t.given = t.periods(s)
	t.said = sync.OnceValue(t.saying)
	return t
}

// plain is a text folded, without quotation marks.
func plain(text string) string {
	text = spaced.ReplaceAllStringFunc(strings.ReplaceAll(fold.String(text), `"`, ""), func(figure string) string {
		return strings.ReplaceAll(figure, " ", "")
	})
	return pointed.ReplaceAllString(text, "$1.$2")
}

// spaced matches a figure with a blank behind each digit, as bad copies have it.
var spaced = regexp.MustCompile(`\b[0-9](?: [0-9])+ ?[%万亿元年个家人项吨]|[0-9] %`)

// pointed matches a decimal point as older texts print it.
var pointed = regexp.MustCompile(`([0-9])·([0-9])`)

// String puts a row into words, each value in its clause: 2020年零售总额10.69亿元，
// 2025年零售总额11.8亿元（预期性）。
func (r Row) String() string {
	var b strings.Builder
	for i, c := range r.Cells {
		if i > 0 {
			b.WriteString("，")
		}
		b.WriteString(head(c.Head) + r.Name + c.Value)
	}
	if r.Attribute != "" {
		b.WriteString("（" + r.Attribute + "）")
	}
	return b.String() + r.Note
}

// head is a column's head as it stands in front of its value.
func head(text string) string {
	if _, err := strconv.Atoi(text); err == nil && len(text) == 4 {
		return text + "年"
	}
	return text
}

func (t *Text) add(span Span, text string) {
	s := sentence{Span: span, text: text}
	var all []period
	s.pieces, all = pieces(text)
	for _, p := range all {
		if p.base {
			s.bases = append(s.bases, p)
		} else {
			s.times = append(s.times, p)
		}
	}
	var b strings.Builder
	for _, p := range s.pieces {
		b.WriteString(string(p.words) + " ")
	}
	s.words = b.String()
	t.body += s.words
	t.sentences = append(t.sentences, s)
}

// periods are those that hold for sentences that name none: of the headings
// and the context, of the document.
func (t *Text) periods(s Source) []period {
	_, out := pieces(strings.Join(append(s.Path, s.Context...), "\n"))
	if s.About.From > 0 {
		out = append(out, period{from: s.About.From, to: s.About.To}, period{from: s.About.To, to: s.About.To, until: true})
	}
	if y, ok := year(s.About.Published); ok && s.About.From == 0 {
		out = append(out, period{from: y, to: y})
	}
	return out
}

// saying works out what a source says. Few claims ask for it.
func (t *Text) saying() saying {
	out := saying{}
	seen := map[status]int{}
	for _, s := range t.sentences {
		of := statusOf(s.text)
		if n := len(out.sentences); of == unsaid && n > 0 && t.goesOn(n) && out.sentences[n-1] == ahead {
			of = ahead
		}
		seen[of]++
		out.sentences = append(out.sentences, of)
		out.clauses = append(out.clauses, statuses(s.pieces))
	}
	out.ahead = seen[ahead] > 0
	switch {
	case t.looksBack(), !t.about.Plans && seen[done] > seen[ahead]:
		out.whole = done
	case t.about.Plans:
		out.whole = ahead
	}
	return out
}

// goesOn tells whether the i-th sentence goes on with the one before it, behind
// a semicolon.
func (t *Text) goesOn(i int) bool {
	return i > 0 && strings.HasSuffix(strings.TrimSpace(plain(t.sentences[i-1].text)), ";")
}

// headOf is the sentence that the i-th is an item under, -1 where it is none:
// behind a colon, or a semicolon and other items of it.
func (t *Text) headOf(i int) int {
	for j := i - 1; j >= 0; j-- {
		text := strings.TrimSpace(plain(t.sentences[j].text))
		if strings.HasSuffix(text, ":") {
			return j
		}
		if !strings.HasSuffix(text, ";") {
			break
		}
	}
	return -1
}

// wordsBefore are those of the sentence that the i-th goes on with.
func (t *Text) wordsBefore(i int) string {
	if !t.goesOn(i) {
		return ""
	}
	return t.sentences[i-1].words
}

// timesOf are the periods that the i-th sentence may be of: its own, else the
// nearest before it and those that hold for the whole.
func (t *Text) timesOf(i int) []period {
	for j := i; j >= 0; j-- {
		if n := len(t.sentences[j].times); n > 0 {
			if j == i {
				return t.sentences[j].times
			}
			return append([]period{t.sentences[j].times[n-1]}, t.given...)
		}
	}
	return t.given
}

// statuses is what the words of each clause say.
func statuses(pieces []piece) map[int]status {
	words := map[int]string{}
	for _, p := range pieces {
		words[p.clause] += strings.ReplaceAll(string(p.words), string(mark), "0")
	}
	out := map[int]status{}
	for clause, text := range words {
		out[clause] = statusOf(text)
	}
	return out
}

// statusOf is what a clause of the i-th sentence says of: as its words tell,
// the sentence's words or its years, else the whole text.
func (t *Text) statusOf(i, clause int) status {
	said := t.said()
	if st := said.clauses[i][clause]; st != unsaid {
		return st
	}
	if st := said.sentences[i]; st != unsaid {
		return st
	}
	if st := t.statusIn(t.sentences[i].times); st != unsaid {
		return st
	}
	return said.whole
}

// statusHere is what a clause of the i-th sentence says of by itself; of a plan,
// which is all of one status, as the whole does.
func (t *Text) statusHere(i, clause int) status {
	said := t.said()
	if !t.about.Plans && said.clauses[i][clause] == unsaid && said.sentences[i] == unsaid {
		return t.statusIn(t.sentences[i].times)
	}
	return t.statusOf(i, clause)
}

// statusOfFigure is whether a figure of the i-th sentence was reached.
func (t *Text) statusOfFigure(q quantity, i, clause int) status {
	if st := t.statusIn(q.times); st != unsaid {
		return st
	}
	return t.statusOf(i, clause)
}

// statusIn is what years say: those before the document's own are past. Of a
// document that is for no years, its date tells.
func (t *Text) statusIn(times []period) status {
	if len(times) == 0 {
		return unsaid
	}
	last, from := times[len(times)-1].to, t.about.From
	published, dated := year(t.about.Published)
	switch {
	case from > 0 && last < from, from == 0 && dated && last < published:
		return done
	case from > 0, from == 0 && dated && last > published:
		return ahead
	}
	return unsaid
}

// clashes tells whether a claim says that something was reached and its source
// that it is to be, or the other way. A text that plans nothing and names no
// goal is no source for a figure (figured) that is to be reached.
func (t *Text) clashes(claim, source status, figured bool) bool {
	if claim == ahead && source == unsaid {
		return figured && !t.about.Plans && !t.said().ahead
	}
	return claim != unsaid && source != unsaid && claim != source
}

// Near tells whether a text holds half of what a claim says in pairs of
// characters, without which no part of it can hold the claim.
func (t *Text) Near(claim string) bool {
	pairs := pairsOf([]rune(plain(claim)))
	n := 0
	for p := range pairs {
		if strings.Contains(t.whole, string(p[:])) {
			n++
		}
	}
	return 2*n >= len(pairs)
}
