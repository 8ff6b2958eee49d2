package postgres

import (
	"encoding/json"
	"fmt"

	"chuchu/chunk"
	"chuchu/rag/kept"
)

// plan is a chunk.Plan beside its metadata and chunks, as the database keeps it.
type plan struct {
	Text string `json:"text"`
	kept.Plan
}

// body is a chunk.Chunk as the database keeps it.
type body struct {
	Path []string `json:"path"`
	Text string   `json:"text"`
	kept.Chunk
}

// readPlan reads what text made of a plan.
func readPlan(folded string) (chunk.Plan, error) {
	var k plan
	if err := json.Unmarshal([]byte(folded), &k); err != nil {
		return chunk.Plan{}, fmt.Errorf("plan: %w", err)
	}
	p := k.Plan.Plan()
	p.Text = k.Text
	return p, nil
}

// readChunk reads what text made of a body.
func readChunk(folded string) (chunk.Chunk, error) {
	var b body
	if err := json.Unmarshal([]byte(folded), &b); err != nil {
		return chunk.Chunk{}, fmt.Errorf("chunk: %w", err)
	}
	return b.Chunk.Chunk(b.Path, b.Text), nil
}

// text is v as JSON, which has no zero bytes and so fits a column of text.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
