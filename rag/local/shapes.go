package local

import (
	"encoding/json"
	"fmt"

	"chuchu/chunk"
)

// The types of chunk leave out of their JSON what no client should see. These
// are the same types with everything, as the file keeps them.

type section struct {
	chunk.Section
	Heading chunk.Span `json:"heading"`
}

type fact struct {
	chunk.Fact
	Title  chunk.Span `json:"title_span"`
	Header chunk.Span `json:"header_span"`
}

// plan is what is kept of a chunk.Plan beside its metadata, text and chunks.
type plan struct {
	Sections []section        `json:"sections"`
	Facts    []fact           `json:"facts"`
	Cleaning []chunk.Cleaning `json:"cleaning"`
	Damage   []chunk.Damage   `json:"damage"`
}

// rest is what is kept of a chunk.Chunk beside its path and text.
type rest struct {
	Kind string `json:"kind"`
	chunk.Span
	Quote   *string         `json:"quote,omitempty"` // nil: the text
	Context []chunk.Excerpt `json:"context,omitempty"`
	Fact    *fact           `json:"fact,omitempty"`
	Damage  []chunk.Damage  `json:"damage,omitempty"`
}

// unfold returns the fact as the rest of the program knows it.
func (f fact) unfold() chunk.Fact {
	f.Fact.Title, f.Fact.Header = f.Title, f.Header
	return f.Fact
}

// foldFact returns a fact as the file keeps it.
func foldFact(f chunk.Fact) fact { return fact{Fact: f, Title: f.Title, Header: f.Header} }

// foldPlan returns a plan as the file keeps it.
func foldPlan(p chunk.Plan) plan {
	kept := plan{Cleaning: p.Cleaning, Damage: p.Damage}
	for _, s := range p.Sections {
		kept.Sections = append(kept.Sections, section{Section: s, Heading: s.Heading})
	}
	for _, f := range p.Facts {
		kept.Facts = append(kept.Facts, foldFact(f))
	}
	return kept
}

// unfold returns the plan without what foldPlan left out.
func (p plan) unfold() (whole chunk.Plan) {
	whole.Cleaning, whole.Damage = p.Cleaning, p.Damage
	for _, s := range p.Sections {
		s.Section.Heading = s.Heading
		whole.Sections = append(whole.Sections, s.Section)
	}
	for _, f := range p.Facts {
		whole.Facts = append(whole.Facts, f.unfold())
	}
	return whole
}

// foldRest returns a chunk as the file keeps it. The quote of a text chunk is
// its text, and is not kept twice.
func foldRest(c chunk.Chunk) rest {
	r := rest{Kind: c.Kind, Span: c.Span, Context: c.Context, Damage: c.Damage}
	if c.Quote != c.Text {
		r.Quote = &c.Quote
	}
	if c.Fact != nil {
		f := foldFact(*c.Fact)
		r.Fact = &f
	}
	return r
}

// unfoldChunk puts a chunk together from its columns.
func unfoldChunk(path, text, kept string) (chunk.Chunk, error) {
	c := chunk.Chunk{Text: text, Quote: text}
	var r rest
	if err := json.Unmarshal([]byte(path), &c.Path); err != nil {
		return c, fmt.Errorf("path of a chunk: %w", err)
	}
	if err := json.Unmarshal([]byte(kept), &r); err != nil {
		return c, fmt.Errorf("chunk: %w", err)
	}
	c.Kind, c.Span, c.Context, c.Damage = r.Kind, r.Span, r.Context, r.Damage
	if r.Quote != nil {
		c.Quote = *r.Quote
	}
	if r.Fact != nil {
		f := r.Fact.unfold()
		c.Fact = &f
	}
	return c, nil
}

// text is v as JSON. The shapes above hold nothing that JSON lacks.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
