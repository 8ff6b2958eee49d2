package rag

import (
	"context"

	"chuchu/chunk"
)

// A Library lists documents and reads passages.
type Library interface {
	// Documents returns all documents, ordered by id in byte order.
	Documents(ctx context.Context) ([]Document, error)
	// Passages returns the chunks named, in the order of keys; those that are gone are left out.
	Passages(ctx context.Context, keys []Key) ([]Passage, error)
}

// A Document is what a library tells of a document.
type Document struct {
	chunk.Meta
	Replaces     string `json:"replaces"`
	SupersededBy string `json:"superseded_by"`
	Characters   int    `json:"characters"` // of the clean text
	Chunks       int    `json:"chunks"`
	Embedded     int    `json:"embedded"` // chunks that have a vector
	State        string `json:"state"`    // received, reading, embedding, ready or failed
	Reason       string `json:"reason"`   // of a failure
	Example      bool   `json:"example"`  // came with the program
}

// A Store keeps documents. Every method is atomic and honours ctx.
type Store interface {
	Library
	// Replace puts a parsed document and the bytes it came as into the library,
	// in place of the one of the same id. Vectors of chunks whose search text
	// stays the same survive. It reports false, and changes nothing, when the
	// library holds the same bytes, metadata and parser version. An id held by
	// a document of another source is ErrConflict unless in.Replace.
	Replace(ctx context.Context, in Ingest) (changed bool, err error)
	// Delete removes a document; ErrNotFound when there is none.
	Delete(ctx context.Context, id string) error
	// Read returns a whole document; ErrNotFound when there is none.
	Read(ctx context.Context, id string) (Whole, error)
}

// An Ingest is a document on its way into a library.
type Ingest struct {
	Plan    chunk.Plan
	Raw     []byte     // the bytes as they came
	Given   chunk.Meta // what the user stated, which overrides what is read; part of "unchanged"
	Example bool
	Replace bool // also in place of a document of another source
}

// A Whole is a document with all that is kept of it.
type Whole struct {
	Document
	Plan chunk.Plan
	Raw  []byte
}

// A Backlog holds the chunks that have no vector yet.
type Backlog interface {
	// Pending returns up to n such chunks in (document, number) order.
	Pending(ctx context.Context, n int) ([]Passage, error)
	// Embedded stores vectors for chunks whose search text is still the one
	// given by the same index of texts; others are ignored.
	Embedded(ctx context.Context, vectors []Vector) error
}

// Notes are what a library remembers of itself: the embedding model it was
// made with, whether it was ever seeded.
type Notes interface {
	// Note returns the value of a key, "" when there is none.
	Note(ctx context.Context, key string) (string, error)
	SetNote(ctx context.Context, key, value string) error
}

// A Vector is a chunk's embedding on its way into a library.
type Vector struct {
	Key
	Text   string // the search text it was made from (SearchText)
	Vector []float32
}
