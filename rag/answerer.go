package rag

import (
	"context"
	"iter"
	"time"
)

// An Answerer answers questions from the documents of a library.
type Answerer struct {
	Library  Library
	Finder   Finder
	Embedder Embedder
	Writer   Writer           // writes the answers
	Fallback Writer           // writes them when Writer fails; nil where Writer cannot
	Now      func() time.Time // nil means time.Now
}

// Answer yields the events of an answer; see Event. Ranging over it makes the
// answer, breaking out of the loop stops it.
func (a *Answerer) Answer(ctx context.Context, q Question) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {}
}

// Search returns at most limit passages for a question, best first.
func (a *Answerer) Search(ctx context.Context, q Question, limit int) ([]Passage, error) {
	return nil, nil
}
