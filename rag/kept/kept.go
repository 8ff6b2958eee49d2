// Package kept says how stores keep what chunk made of a document. The types of
// chunk leave out of their JSON what no client should see; the types here are
// the same with everything. What an older version of this program kept, before
// a field was there, is read with that field empty.
package kept

import "chuchu/chunk"

// A Section is a chunk.Section.
type Section struct {
	chunk.Section
	Heading chunk.Span `json:"heading"`
}

// A Fact is a chunk.Fact.
type Fact struct {
	chunk.Fact
	Title  chunk.Span `json:"title_span"`
	Header chunk.Span `json:"header_span"`
}

// A Plan is a chunk.Plan but for its metadata, its text and its chunks, which
// stores keep apart.
type Plan struct {
	Sections []Section        `json:"sections"`
	Facts    []Fact           `json:"facts"`
	Readings []chunk.Reading  `json:"readings,omitempty"`
	Cleaning []chunk.Cleaning `json:"cleaning"`
	Damage   []chunk.Damage   `json:"damage"`
	Pages    []int            `json:"pages,omitempty"`
}

// A Chunk is a chunk.Chunk but for its path and its text, by which it is found.
type Chunk struct {
	Kind string `json:"kind"`
	chunk.Span
	Quote    *string           `json:"quote,omitempty"` // nil: the text, which is not kept twice
	Within   []chunk.Numbers   `json:"within,omitempty"`
	Headings []chunk.Span      `json:"headings,omitempty"`
	Context  []chunk.Excerpt   `json:"context,omitempty"`
	Fact     *Fact             `json:"fact,omitempty"`
	Damage   []chunk.Damage    `json:"damage,omitempty"`
	Pages    []chunk.PageStart `json:"pages,omitempty"`
}

// OfPlan returns a plan as it is kept.
func OfPlan(p chunk.Plan) Plan {
	k := Plan{Readings: p.Readings, Cleaning: p.Cleaning, Damage: p.Damage, Pages: p.Pages}
	for _, s := range p.Sections {
		k.Sections = append(k.Sections, Section{Section: s, Heading: s.Heading})
	}
	for _, f := range p.Facts {
		k.Facts = append(k.Facts, ofFact(f))
	}
	return k
}

// Plan returns what OfPlan kept, without metadata, text and chunks.
func (k Plan) Plan() (p chunk.Plan) {
	p.Readings, p.Cleaning, p.Damage, p.Pages = k.Readings, k.Cleaning, k.Damage, k.Pages
	for _, s := range k.Sections {
		s.Section.Heading = s.Heading
		p.Sections = append(p.Sections, s.Section)
	}
	for _, f := range k.Facts {
		p.Facts = append(p.Facts, f.fact())
	}
	return p
}

// OfChunk returns a chunk as it is kept.
func OfChunk(c chunk.Chunk) Chunk {
	k := Chunk{Kind: c.Kind, Span: c.Span, Within: c.Within, Headings: c.Headings, Context: c.Context, Damage: c.Damage, Pages: c.Pages}
	if c.Quote != c.Text {
		k.Quote = &c.Quote
	}
	if c.Fact != nil {
		f := ofFact(*c.Fact)
		k.Fact = &f
	}
	return k
}

// Chunk returns what OfChunk kept, with the path and text that were kept apart.
func (k Chunk) Chunk(path []string, text string) chunk.Chunk {
	c := chunk.Chunk{
		Path: path, Kind: k.Kind, Text: text, Span: k.Span, Quote: text,
		Within: k.Within, Headings: k.Headings, Context: k.Context, Damage: k.Damage, Pages: k.Pages,
	}
	if k.Quote != nil {
		c.Quote = *k.Quote
	}
	if k.Fact != nil {
		f := k.Fact.fact()
		c.Fact = &f
	}
	return c
}

// ofFact returns a fact as it is kept.
func ofFact(f chunk.Fact) Fact { return Fact{Fact: f, Title: f.Title, Header: f.Header} }

// fact returns what ofFact kept.
func (k Fact) fact() chunk.Fact {
	k.Fact.Title, k.Fact.Header = k.Title, k.Header
	return k.Fact
}
