package rag

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"chuchu/chunk"
	"chuchu/rag/verify"
)

// A draft is an answer as it grows, sentence by sentence.
type draft struct {
	asked     Question // what alone may be said to be missing, and of which place answers are
	passages  []Passage
	texts     []*verify.Text // of passages, as far as sentences were held against them
	mark      bool           // keep unsupported sentences, marked
	model     string
	text      strings.Builder
	sentences []Sentence
	citations []Citation
	notices   []Notice
	missing   []string // what was asked and is not in the passages, as the writer says
	said      string   // the document of the sentence before
	dropped   int
	begun     bool     // a sentence stood the check whole: what is left of others may stand beside it
	later     []string // sentences that did not, in front of it
	sums      []string // what was worked out from figures that were not told yet
	patient   bool     // sums may wait: the writer has not ended
	nearest   *nearest // what the writer shows of the topic where it found no answer
	refusal   *refusal // set where the question was refused before anything was written
}

func newDraft(passages []Passage, mark bool, model string) *draft {
	return &draft{passages: passages, mark: mark, model: model}
}

// add checks a sentence of the writer's and takes it into the draft. ok is
// false when it was layout, or dropped.
func (d *draft) add(raw string) (s Sentence, ok bool) {
	raw = visible(raw)
	if isLayout(raw) || tableHead.MatchString(raw) {
		d.lay(raw)
		return s, false
	}
	if d.admits(raw) {
		return s, false
	}
	var found []finding
	if isComputed(raw) {
		if s = d.compute(raw); !s.Supported && d.patient {
			d.sums = append(d.sums, raw) // its figures may be told behind it
			return Sentence{}, false
		}
	} else {
		raw, s, found = d.checkListed(raw)
		if kept, t, f, ok := d.salvaged(raw, s); ok {
			raw, s, found = kept, t, f
		}
	}
	if !s.Supported && !d.mark {
		d.dropped++
		if !d.begun {
			d.later = append(d.later, raw)
		}
		return s, false
	}
	if d.repeated(raw) {
		return s, false
	}
	if !s.Computed && s.Supported && !slices.ContainsFunc(found, func(f finding) bool { return f.at.Start < f.at.End }) {
		d.lay(raw) // 具体包括： rests on nothing and says nothing
		return Sentence{}, false
	}
	for _, f := range found {
		s.Citations = append(s.Citations, d.cite(f))
	}
	s.Text = remark(strings.TrimSpace(raw), s.Citations)
	lead := raw[:len(raw)-len(strings.TrimLeftFunc(raw, unicode.IsSpace))]
	d.text.WriteString(lead + s.marked())
	if strings.HasSuffix(raw, "\n") {
		d.text.WriteString("\n")
	}
	d.sentences = append(d.sentences, s)
	d.said = ""
	if len(found) > 0 {
		d.said = found[0].passage.Document.ID
	}
	for _, f := range found {
		d.conflicts(f)
	}
	return s, true
}

// A nearest is what a document says of the topic of a question that it does not answer.
type nearest struct {
	document chunk.Meta
	text     string
}

// mention notes what the writer says comes nearest, where its source says so.
func (d *draft) mention(raw string) {
	if s, found := d.check(raw); s.Supported {
		d.nearest = &nearest{found[0].passage.Document, strings.TrimRight(strings.TrimSpace(bare(raw)), "。")}
	}
}

// lay takes line breaks and the like into the text, never at its beginning.
func (d *draft) lay(raw string) {
	if d.text.Len() > 0 {
		d.text.WriteString(bare(raw))
	}
}

// repeated tells whether the answer says a sentence already.
func (d *draft) repeated(raw string) bool {
	claim := strings.TrimSpace(bare(raw))
	return slices.ContainsFunc(d.sentences, func(s Sentence) bool { return strings.TrimSpace(bare(s.Text)) == claim })
}

// check holds a sentence against the passages it cites; where they do not
// support it, against each other passage of the request.
func (d *draft) check(raw string) (Sentence, []finding) {
	s := Sentence{Citations: []int{}, Problem: ProblemNoCitation}
	cited := d.cited(raw)
	if len(cited) == 0 {
		return s, nil
	}
	if here := slices.DeleteFunc(slices.Clone(cited), d.astray); len(here) > 0 {
		cited = here
	}
	dated := strings.TrimSpace(bare(raw))
	claim, _ := d.undated(dated, cited)
	claim = d.uncounted(claim, cited)
	v := d.hold(claim, cited)
	if v.Problem != "" || slices.ContainsFunc(cited, d.astray) {
		if i := d.retie(claim, cited); i >= 0 {
			cited = []int{i}
			v = d.hold(claim, cited)
		}
	}
	found := d.findings(claim, cited, v)
	_, right := d.undated(dated, cited)
	switch {
	case v.Problem != "":
	case !right:
		v.Problem = ProblemPeriod
	case d.unattributed(claim, cited):
		v.Problem = ProblemStanding
	case slices.ContainsFunc(found, func(f finding) bool { return !d.asked.Tells(f.passage.Document, f.quote()) }), slices.ContainsFunc(cited, d.astray):
		v.Problem = ProblemEntity
	case d.oddFigure(claim, cited):
		v.Problem = ProblemNumber
	case slices.ContainsFunc(found, ordered), d.titled(claim, cited):
		v.Problem = ProblemNotInSource
	}
	s.Problem, s.Supported = v.Problem, v.Problem == ""
	return s, found
}

// cited are the indices of the passages that a sentence cites.
func (d *draft) cited(raw string) []int {
	var out []int
	for _, n := range markers(raw) {
		if n >= 1 && n <= len(d.passages) {
			out = append(out, n-1)
		}
	}
	return out
}

// hold checks a claim against passages.
func (d *draft) hold(claim string, passages []int) verify.Verdict {
	texts := make([]*verify.Text, len(passages))
	for i, p := range passages {
		texts[i] = d.read(p)
	}
	return verify.Check(claim, texts)
}

// read is a passage as sentences are held against it, read once.
func (d *draft) read(i int) *verify.Text {
	if d.texts == nil {
		d.texts = make([]*verify.Text, len(d.passages))
	}
	if d.texts[i] == nil {
		d.texts[i] = verify.Read(source(&d.passages[i]))
	}
	return d.texts[i]
}

// astray tells whether a passage is of another place than is asked about.
func (d *draft) astray(i int) bool { return d.asked.astray(d.passages[i]) }

// retie is the first passage besides those cited that supports a claim, -1 if none does.
func (d *draft) retie(claim string, cited []int) int {
	for i := range d.passages {
		if !slices.Contains(cited, i) && !d.astray(i) && d.read(i).Near(claim) && d.hold(claim, []int{i}).Problem == "" {
			return i
		}
	}
	return -1
}

// unattributed tells whether a claim passes a proposal or a report off as the
// government's own word. Who says it need not be repeated from sentence to sentence.
func (d *draft) unattributed(claim string, cited []int) bool {
	return slices.ContainsFunc(cited, func(i int) bool {
		return verify.Unattributed(claim, d.read(i), d.passages[i].Document.ID == d.said)
	})
}

// findings are the places that support a claim, one for each passage that does.
func (d *draft) findings(claim string, cited []int, v verify.Verdict) []finding {
	var out []finding
	for i, n := range cited {
		p := &d.passages[n]
		at, ok := quoteOf(claim, p, i, v)
		if ok || len(cited) == 1 {
			out = append(out, finding{p, at})
		}
	}
	return out
}

// quoteOf is what of a passage a claim quotes: the exact slice, else the
// sentences that support it. A table's row is cited whole. What stands in
// front of a colon may name the document instead ("湛江市赤坎区：…").
func quoteOf(claim string, p *Passage, i int, v verify.Verdict) (at chunk.Span, ok bool) {
	for _, u := range v.Used {
		ok = ok || u.Text == i
	}
	if p.Kind == chunk.KindFact {
		return p.Span, ok
	}
	slice, coverage := verify.Locate(claim, p.Quote)
	if i := headingIn(claim, p); i >= 0 && coverage < 1 {
		return p.Headings[i], true
	}
	if head, tail, found := strings.Cut(claim, "："); found && coverage < 1 && verify.Covers(about(p.Document), head) {
		if s, c := verify.Locate(tail, p.Quote); c > coverage {
			slice, coverage = s, c
		}
	}
	if coverage < 1 && ok {
		slice = v.Hull(i)
	}
	if ok && slice.Start == slice.End {
		slice = known(claim, p.Quote)
	}
	return chunk.Span{Start: p.Start + slice.Start, End: p.Start + slice.End}, ok || coverage > 0
}

// known is where a text tells what a claim says is known of its document
// (…发布机关为甲区人民政府), its first sentence where it stands in none.
func known(claim, text string) (at verify.Span) {
	if _, value, found := strings.Cut(claim, "为"); found {
		if said, coverage := verify.Locate(value, text); coverage == 1 {
			return said
		}
	}
	if first := verify.Sentences(text); len(first) > 0 {
		at = first[0]
	}
	return at
}

// headingIn is which of the headings above a passage a claim is, -1 where it is
// none. The name in front of a colon may be the document's ("湛江市赤坎区：…").
func headingIn(claim string, p *Passage) int {
	if head, tail, found := strings.Cut(claim, "："); found && verify.Covers(about(p.Document), head) {
		claim = tail
	}
	for i := len(p.Headings) - 1; i >= 0; i-- {
		if _, coverage := verify.Locate(claim, p.Path[i]); coverage == 1 {
			return i
		}
	}
	return -1
}

// source is a passage as verify reads it.
func source(p *Passage) verify.Source {
	m := p.Document
	s := verify.Source{
		Text: p.Quote, Path: p.Path,
		About: verify.About{
			Names: []string{m.Title, m.Label, m.Issuer, m.Number}, Issuer: m.Issuer, Region: m.Region, Published: m.Published,
			Plans: !slices.Contains([]string{"政府工作报告", "新闻报道", "解读", "讲话", "其他", ""}, m.Kind), Issued: m.Standing != chunk.Proposed && m.Standing != chunk.Reported,
		},
	}
	if m.Period != nil {
		s.About.From, s.About.To = m.Period.From, m.Period.To
	}
	for _, c := range p.Context {
		s.Context = append(s.Context, c.Quote)
	}
	if f := p.Fact; f != nil {
		s.Row = &verify.Row{Name: f.Name, Attribute: f.Attribute, Note: f.Note}
		for _, v := range f.Values {
			s.Row.Cells = append(s.Row.Cells, verify.Cell{Head: v.Year(), Value: f.Figure(v)})
		}
	}
	return s
}

// Check holds one sentence, its markers among passages, against what it cites,
// as an answer's sentences are.
func Check(sentence string, passages []Passage) (Sentence, []Citation) {
	d := newDraft(passages, true, "")
	s, _ := d.add(sentence)
	return s, d.citations
}

// A finding is where a passage holds a claim.
type finding struct {
	passage *Passage
	at      chunk.Span // in the document's clean text
}

func (f finding) quote() string {
	if i := f.heading(); i >= 0 {
		return f.passage.Path[i]
	}
	runes := []rune(f.passage.Quote)
	return string(runes[f.at.Start-f.passage.Start : f.at.End-f.passage.Start])
}

// heading is which heading above its passage a finding is, -1 where it stands in
// the passage itself.
func (f finding) heading() int {
	if f.at.Start >= f.passage.Start {
		return -1
	}
	return slices.Index(f.passage.Headings, f.at)
}

// about is what is known of a document, as text.
func about(m chunk.Meta) string {
	s := strings.Join([]string{m.Title, m.Label, m.Region, m.Issuer, m.Number, m.Published}, "\n")
	if m.Period != nil {
		s += "\n" + years(*m.Period)
	}
	return s
}

// cite returns the number of the citation for a finding: one that there is,
// widened where the quotes touch, or a new one.
func (d *draft) cite(f finding) int {
	for i := range d.citations {
		c := &d.citations[i]
		if c.Document.ID == f.passage.Document.ID && touches(*c, f) {
			d.widen(c, f)
			return c.Number
		}
	}
	c := Citation{
		Number: len(d.citations) + 1, Document: f.passage.Document, Path: f.passage.Path,
		Quote: f.quote(), Span: f.at, Context: append([]chunk.Excerpt{}, f.passage.Context...),
	}
	if i := f.heading(); i >= 0 {
		c.Path = c.Path[:i+1]
	}
	if c.Path == nil {
		c.Path = []string{}
	}
	if f.at.End+beforePassage >= f.passage.Start { // where another page may begin in between is not known
		c.Page = f.passage.Page(c.Start)
	}
	damaged(&c, f.passage.Damage)
	d.citations = append(d.citations, c)
	return c.Number
}

// beforePassage is how many characters stand at most between a heading and the
// passage right below it.
const beforePassage = 4

// touches tells whether a finding lies in a citation or right beside it in the same passage.
func touches(c Citation, f finding) bool {
	if f.at.Start >= c.Start && f.at.End <= c.End {
		return true
	}
	if c.Start < f.passage.Start || c.End > f.passage.End || f.heading() >= 0 {
		return false
	}
	first, second := chunk.Span{Start: c.Start, End: c.End}, f.at
	if second.Start < first.Start {
		first, second = second, first
	}
	return second.Start <= first.End+1 || f.passage.onlyMarks(first.End, second.Start)
}

// longestMark is how many characters stand between two points of a list at most.
const longestMark = 8

// onlyMark matches what stands between two points of a list: a mark and a number.
var onlyMark = regexp.MustCompile(`^[：:；;。 　\n]*(?:[（(][0-9一二三四五六七八九十]{1,3}[)）]|[0-9]{1,2}[.．、]|[①-⑳])?[ 　]*$`)

// onlyMarks tells whether nothing but the number of a point stands between two
// places of a document.
func (p *Passage) onlyMarks(from, to int) bool {
	return to-from <= longestMark && onlyMark.MatchString(string([]rune(p.Quote)[from-p.Start:to-p.Start]))
}

func (d *draft) widen(c *Citation, f finding) {
	if f.at.Start >= c.Start && f.at.End <= c.End {
		return
	}
	f.at = chunk.Span{Start: min(c.Start, f.at.Start), End: max(c.End, f.at.End)}
	c.Span, c.Quote = f.at, f.quote()
	c.Page = f.passage.Page(c.Start)
	damaged(c, f.passage.Damage)
}

// damaged notes what of the source of a citation was broken.
func damaged(c *Citation, all []chunk.Damage) {
	var raw []string
	for _, d := range all {
		if d.Start < c.End && d.End > c.Start {
			c.Repaired = c.Repaired || d.Repaired
			c.Damaged = c.Damaged || !d.Repaired
			raw = append(raw, d.Raw)
		}
	}
	c.Raw = strings.Join(raw, " … ")
}
