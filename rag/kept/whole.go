package kept

import (
	"chuchu/chunk"
	"chuchu/rag"
)

// A Whole is a document in one piece, as it is kept where nobody searches, but
// for the bytes it came as.
type Whole struct {
	Meta    chunk.Meta `json:"meta"`
	Given   chunk.Meta `json:"given"`
	Example bool       `json:"example,omitempty"`
	Text    string     `json:"text"`
	Plan    Plan       `json:"plan"`
	Chunks  []Part     `json:"chunks"`
}

// A Part is a chunk of a Whole.
type Part struct {
	Path []string `json:"path"`
	Text string   `json:"text"`
	Chunk
}

// OfIngest returns a document in one piece.
func OfIngest(in rag.Ingest) Whole {
	w := Whole{Meta: in.Plan.Meta, Given: in.Given, Example: in.Example, Text: in.Plan.Text, Plan: OfPlan(in.Plan)}
	for _, c := range in.Plan.Chunks {
		w.Chunks = append(w.Chunks, Part{c.Path, c.Text, OfChunk(c)})
	}
	return w
}

// Ingest returns what OfIngest kept, with the bytes that were kept apart.
func (w Whole) Ingest(raw []byte) rag.Ingest {
	in := rag.Ingest{Plan: w.Plan.Plan(), Raw: raw, Given: w.Given, Example: w.Example}
	in.Plan.Meta, in.Plan.Text = w.Meta, w.Text
	for _, p := range w.Chunks {
		in.Plan.Chunks = append(in.Plan.Chunks, p.Chunk.Chunk(p.Path, p.Text))
	}
	return in
}
