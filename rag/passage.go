package rag

import "chuchu/chunk"

// A Key names a chunk in a library: the Number-th (from 0) of its document.
// Numbers follow the order of the text, so that (Document, Number) in byte
// order is the order of last resort wherever scores are equal.
type Key struct {
	Document string
	Number   int
}

// A Passage is a chunk of a document together with what is known of the document.
type Passage struct {
	Key      `json:"-"`
	Document chunk.Meta `json:"document"`
	chunk.Chunk
	Score float64 `json:"score"` // fused, 0 to 1, higher is better; 0 where nothing was ranked
}
