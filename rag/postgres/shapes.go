package postgres

import (
	"encoding/json"
	"fmt"

	"chuchu/chunk"
)

// The types of chunk leave out of their JSON what no client should see. These
// are the same types with everything, as the database keeps them.

// section is a chunk.Section.
type section struct {
	chunk.Section
	Heading chunk.Span `json:"heading"`
}

// fact is a chunk.Fact.
type fact struct {
	chunk.Fact
	Title  chunk.Span `json:"title_span"`
	Header chunk.Span `json:"header_span"`
}

// plan is what is kept of a chunk.Plan beside its metadata and chunks.
type plan struct {
	Text     string           `json:"text"`
	Sections []section        `json:"sections"`
	Facts    []fact           `json:"facts"`
	Cleaning []chunk.Cleaning `json:"cleaning"`
	Damage   []chunk.Damage   `json:"damage"`
}

// body is a chunk.Chunk.
type body struct {
	Path []string `json:"path"`
	Text string   `json:"text"`
	Kind string   `json:"kind"`
	chunk.Span
	Quote   *string         `json:"quote,omitempty"` // nil: the text
	Context []chunk.Excerpt `json:"context,omitempty"`
	Fact    *fact           `json:"fact,omitempty"`
	Damage  []chunk.Damage  `json:"damage,omitempty"`
}

func (f fact) unfold() chunk.Fact {
	f.Fact.Title, f.Fact.Header = f.Title, f.Header
	return f.Fact
}

func foldFact(f chunk.Fact) fact { return fact{Fact: f, Title: f.Title, Header: f.Header} }

// foldPlan puts a plan into the shape it is kept in; unfold takes it out again.
func foldPlan(p chunk.Plan) plan {
	kept := plan{Text: p.Text, Cleaning: p.Cleaning, Damage: p.Damage}
	for _, s := range p.Sections {
		kept.Sections = append(kept.Sections, section{Section: s, Heading: s.Heading})
	}
	for _, f := range p.Facts {
		kept.Facts = append(kept.Facts, foldFact(f))
	}
	return kept
}

func (p plan) unfold() (whole chunk.Plan) {
	whole.Text, whole.Cleaning, whole.Damage = p.Text, p.Cleaning, p.Damage
	for _, s := range p.Sections {
		s.Section.Heading = s.Heading
		whole.Sections = append(whole.Sections, s.Section)
	}
	for _, f := range p.Facts {
		whole.Facts = append(whole.Facts, f.unfold())
	}
	return whole
}

// foldChunk puts a chunk into the shape it is kept in.
func foldChunk(c chunk.Chunk) body {
	b := body{Path: c.Path, Text: c.Text, Kind: c.Kind, Span: c.Span, Context: c.Context, Damage: c.Damage}
	if c.Quote != c.Text {
		b.Quote = &c.Quote
	}
	if c.Fact != nil {
		f := foldFact(*c.Fact)
		b.Fact = &f
	}
	return b
}

// unfoldChunk reads what text made of a foldChunk.
func unfoldChunk(kept string) (chunk.Chunk, error) {
	var b body
	if err := json.Unmarshal([]byte(kept), &b); err != nil {
		return chunk.Chunk{}, fmt.Errorf("chunk: %w", err)
	}
	c := chunk.Chunk{Path: b.Path, Text: b.Text, Kind: b.Kind, Span: b.Span, Quote: b.Text, Context: b.Context, Damage: b.Damage}
	if b.Quote != nil {
		c.Quote = *b.Quote
	}
	if b.Fact != nil {
		f := b.Fact.unfold()
		c.Fact = &f
	}
	return c, nil
}

// text is v as JSON, which has no zero bytes and so fits a column of text.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
