package local

import (
	"encoding/json"
	"fmt"

	"chuchu/chunk"
	"chuchu/rag/kept"
)

// readChunk puts a chunk together from its columns.
func readChunk(path, text, rest string) (c chunk.Chunk, err error) {
	var headings []string
	if err := json.Unmarshal([]byte(path), &headings); err != nil {
		return c, fmt.Errorf("path of a chunk: %w", err)
	}
	var k kept.Chunk
	if err := json.Unmarshal([]byte(rest), &k); err != nil {
		return c, fmt.Errorf("chunk: %w", err)
	}
	return k.Chunk(headings, text), nil
}

// text is v as JSON. What is kept holds nothing that JSON lacks.
func text(v any) (string, error) {
	b, err := json.Marshal(v)
	return string(b), err
}
