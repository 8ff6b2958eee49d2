package rag

import (
	"strings"
	"unicode"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag/verify"
)

// enough is the least share of a claim's pairs of characters that must stand
// in the text it cites.
const enough = 0.5

// A draft is an answer as it grows, sentence by sentence.
type draft struct {
	passages  []Passage
	mark      bool // keep unsupported sentences, marked
	model     string
	text      strings.Builder
	sentences []Sentence
	citations []Citation
	notices   []Notice
	missing   []string // what was asked and is not in the passages, as the writer says
	dropped   int
	nearest   *nearest // what the writer shows of the topic where it found no answer
	refusal   *refusal // set where the question was refused before anything was written
}

func newDraft(passages []Passage, mark bool, model string) *draft {
	return &draft{passages: passages, mark: mark, model: model}
}

// add checks a sentence of the writer's and takes it into the draft. ok is
// false when it was layout, or dropped.
func (d *draft) add(raw string) (s Sentence, ok bool) {
	if isLayout(raw) {
		d.lay(raw)
		return s, false
	}
	if m := notMentioned.FindStringSubmatch(fold.Simplified(strings.TrimSpace(raw))); m != nil && len(markers(raw)) == 0 {
		d.missing = append(d.missing, m[1])
		return s, false
	}
	if m := onlyMentioned.FindStringSubmatch(strings.TrimSpace(raw)); m != nil {
		d.mention(m[1])
		return s, false
	}
	var found []finding
	if isComputed(raw) {
		s = d.compute(raw)
	} else {
		s, found = d.check(raw)
	}
	if !s.Supported && !d.mark {
		d.dropped++
		return s, false
	}
	for _, f := range found {
		s.Citations = append(s.Citations, d.cite(f))
	}
	s.Text = remark(strings.TrimSpace(raw), s.Citations)
	lead := raw[:len(raw)-len(strings.TrimLeftFunc(raw, unicode.IsSpace))]
	d.text.WriteString(lead + s.Text)
	if strings.HasSuffix(raw, "\n") {
		d.text.WriteString("\n")
	}
	d.sentences = append(d.sentences, s)
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

// A finding is where a passage holds a claim.
type finding struct {
	passage  *Passage
	at       chunk.Span // in the document's clean text
	coverage float64
}

// check holds a sentence against the passages it cites.
func (d *draft) check(raw string) (Sentence, []finding) {
	s := Sentence{Citations: []int{}, Problem: ProblemNoCitation}
	claim := strings.TrimSpace(bare(raw))
	var found []finding
	var cited strings.Builder
	best, cites := 0.0, false
	for _, n := range markers(raw) {
		if n < 1 || n > len(d.passages) {
			continue
		}
		cites = true
		f := find(claim, &d.passages[n-1])
		best = max(best, f.coverage)
		if f.coverage > 0 {
			found = append(found, f)
			cited.WriteString(f.cited() + "\n")
		}
	}
	switch {
	case len(found) == 0 && cites:
		s.Problem = ProblemNotInSource
	case len(found) == 0:
	case verify.MissingNumber(claim, cited.String()) != "":
		s.Problem = ProblemNumber
	case best < enough:
		s.Problem = ProblemNotInSource
	default:
		s.Supported, s.Problem = true, ""
	}
	return s, found
}

// find locates a claim in a passage. What stands in front of a colon may name
// the document instead of quoting it ("湛江市赤坎区：…"). A table's row is
// cited whole.
func find(claim string, p *Passage) finding {
	if p.Kind == chunk.KindFact {
		_, c := verify.Locate(claim, p.Text+"\n"+about(p.Document))
		return finding{p, p.Span, max(c, 0.01)}
	}
	at, c := verify.Locate(claim, p.Quote)
	if head, tail, ok := strings.Cut(claim, "："); ok && c < 1 && verify.Covers(about(p.Document), head) {
		if at2, c2 := verify.Locate(tail, p.Quote); c2 > c {
			at, c = at2, c2
		}
	}
	return finding{p, chunk.Span{Start: p.Start + at.Start, End: p.Start + at.End}, c}
}

// cited is the text that a finding's sentence may rest on: the quote, its
// context, the headings above and what is known of the document.
func (f finding) cited() string {
	var b strings.Builder
	b.WriteString(f.quote() + "\n")
	if fact := f.passage.Fact; fact != nil {
		b.WriteString(f.passage.Text + "\n")
		for _, v := range fact.Values { // a cell means its figure in the row's unit
			b.WriteString(fact.Figure(v) + "\n")
		}
	}
	for _, c := range f.passage.Context {
		b.WriteString(c.Quote + "\n")
	}
	return b.String() + strings.Join(f.passage.Path, "\n") + "\n" + about(f.passage.Document)
}

func (f finding) quote() string {
	runes := []rune(f.passage.Quote)
	return string(runes[f.at.Start-f.passage.Start : f.at.End-f.passage.Start])
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
	if c.Path == nil {
		c.Path = []string{}
	}
	damaged(&c, f.passage.Damage)
	d.citations = append(d.citations, c)
	return c.Number
}

// touches tells whether a finding lies in a citation or right beside it in the same passage.
func touches(c Citation, f finding) bool {
	if f.at.Start >= c.Start && f.at.End <= c.End {
		return true
	}
	inside := c.Start >= f.passage.Start && c.End <= f.passage.End
	return inside && f.at.Start <= c.End+1 && f.at.End >= c.Start-1
}

func (d *draft) widen(c *Citation, f finding) {
	if f.at.Start >= c.Start && f.at.End <= c.End {
		return
	}
	f.at = chunk.Span{Start: min(c.Start, f.at.Start), End: max(c.End, f.at.End)}
	c.Span, c.Quote = f.at, f.quote()
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
