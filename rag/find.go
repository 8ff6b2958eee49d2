package rag

import (
	"context"
	"errors"
	"iter"

	"chuchu/rag/bm25"
)

// ErrNotFound means that there is nothing of that id, or that it is another's.
var ErrNotFound = errors.New("not found")

// ErrConflict means that an id is held by a document of another source.
var ErrConflict = errors.New("held by another source")

// A Scope narrows a search. The zero Scope is the whole library.
type Scope struct {
	Documents []string // only these documents
	Chunks    []Key    // only these chunks; wins over Documents
}

// A Posting says how often each term of a query stands in a chunk.
type Posting struct {
	Key
	Length int   // terms in the chunk's search text, with repeats
	Counts []int // one for each term of the query, in its order
}

// Matches is what Match returns: candidates with all that scoring them by BM25
// needs. The statistics are those of the scope's documents, of the whole
// library when it names none.
type Matches struct {
	bm25.Stats
	Postings []Posting
}

// A Neighbour is a chunk with its vector, as kept: IEEE 754 half precision, unit length.
type Neighbour struct {
	Key
	Vector []uint16
}

// A Finder proposes chunks for a query. Scores are computed by this package
// from what it returns, so that every store ranks alike. Both methods honour
// ctx and fail only when the store does; nothing found is no error.
type Finder interface {
	// Match returns at most limit chunks that hold terms (distinct, as from
	// bm25.Terms), the best by BM25 first. Where scope names chunks it returns
	// all of those that hold a term.
	Match(ctx context.Context, terms []string, scope Scope, limit int) (Matches, error)
	// Near returns at most limit chunks whose vectors have the highest cosine
	// with vector, best first. Chunks without a vector are left out. Where
	// scope names chunks it returns all of those that have one.
	Near(ctx context.Context, vector []float32, scope Scope, limit int) ([]Neighbour, error)
}

// Use tells an embedder what a text is for.
type Use int

// Uses of an embedding.
const (
	ForPassage Use = iota
	ForQuery
)

// An EmbeddingModel names an embedder's model and its vectors' properties.
type EmbeddingModel struct {
	Name       string
	Dimensions int
	Low, High  float64 // cosines of unrelated and of well related texts: the range that fusion maps to 0…1
}

// An Embedder turns texts into vectors.
type Embedder interface {
	// Embed returns one unit vector of Model().Dimensions for each text.
	Embed(ctx context.Context, use Use, texts []string) ([][]float32, error)
	Model() EmbeddingModel
}

// A Writer answers a question from passages. It yields pieces of text as they
// come; a sentence ends with its markers, [n] for the n-th passage from 1, in
// front of its full stop ("…目标[1]。") . The text is not trusted: the Answerer
// checks every sentence. What was asked and is in no passage is named in a
// sentence of its own, 资料中未提及：改造费用。 A writer that finds no answer may
// show what comes nearest, 资料中只提到：改造40座公厕[1]。 A writer with nothing to
// say yields nothing.
type Writer interface {
	Write(ctx context.Context, q Question, passages []Passage) iter.Seq2[string, error]
	Name() string // the model's name, Quoting for none
}
