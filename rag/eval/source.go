package eval

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"chuchu/chunk"
	"chuchu/rag"
)

// texts reads documents and keeps them for the length of a run.
type texts struct {
	reader Reader
	runes  map[string][]rune
}

// exact counts an answer's citations, and those whose quote and context are
// just what stands in the document's clean text at their places.
func (t *texts) exact(ctx context.Context, a rag.Answer) (Share, error) {
	var s Share
	if t.reader == nil {
		return s, nil
	}
	for _, c := range a.Citations {
		text, err := t.text(ctx, c.Document.ID)
		if err != nil {
			return s, fmt.Errorf("quotes of %s: %w", c.Document.ID, err)
		}
		excerpts := append([]chunk.Excerpt{{Quote: c.Quote, Span: c.Span}}, c.Context...)
		s.Add(!slices.ContainsFunc(excerpts, func(e chunk.Excerpt) bool { return !sliceOf(text, e) }))
	}
	return s, nil
}

// text returns a document's clean text, none for one that is not there.
func (t *texts) text(ctx context.Context, id string) ([]rune, error) {
	if runes, ok := t.runes[id]; ok {
		return runes, nil
	}
	whole, err := t.reader.Read(ctx, id)
	if err != nil && !errors.Is(err, rag.ErrNotFound) {
		return nil, err
	}
	if t.runes == nil {
		t.runes = map[string][]rune{}
	}
	t.runes[id] = []rune(whole.Plan.Text)
	return t.runes[id], nil
}

// sliceOf reports whether an excerpt stands in text at its place. An empty one stands nowhere.
func sliceOf(text []rune, e chunk.Excerpt) bool {
	return 0 <= e.Start && e.Start < e.End && e.End <= len(text) && string(text[e.Start:e.End]) == e.Quote
}

// holders returns the chunks of a question's documents that hold one of its
// pieces of evidence or share half of its 4-grams.
func (t *texts) holders(ctx context.Context, q Question) ([]rag.Key, error) {
	var keys []rag.Key
	needles := newNeedles(q.Evidence)
	for _, id := range q.Docs {
		whole, err := t.reader.Read(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", id, err)
		}
		for i, c := range whole.Plan.Chunks {
			h := newHaystack(rag.Passage{Chunk: c})
			if slices.ContainsFunc(needles, func(n needle) bool { return n.in(h) || 2*shared(n.grams, h.grams) >= len(n.grams) }) {
				keys = append(keys, rag.Key{Document: id, Number: i})
			}
		}
	}
	return keys, nil
}

// Withhold returns an Answerer like a that cannot see the chunks named,
// neither by searching nor by reading on around a passage.
func Withhold(a *rag.Answerer, keys []rag.Key) Answerer {
	hidden := make(map[rag.Key]bool, len(keys))
	for _, k := range keys {
		hidden[k] = true
	}
	blind := *a
	blind.Finder = withheld{Finder: a.Finder, hidden: hidden}
	blind.Library = withheld{Library: a.Library, hidden: hidden}
	return &blind
}

// withheld is a Finder or a Library without some of its chunks.
type withheld struct {
	rag.Finder
	rag.Library
	hidden map[rag.Key]bool
}

func (w withheld) Match(ctx context.Context, terms []string, scope rag.Scope, limit int) (rag.Matches, error) {
	m, err := w.Finder.Match(ctx, terms, scope, limit+len(w.hidden))
	hidden := func(p rag.Posting) bool { return w.hidden[p.Key] }
	m.Postings = without(m.Postings, hidden, limitOf(scope, limit))
	return m, err
}

func (w withheld) Near(ctx context.Context, vector []float32, scope rag.Scope, limit int) ([]rag.Neighbour, error) {
	all, err := w.Finder.Near(ctx, vector, scope, limit+len(w.hidden))
	hidden := func(n rag.Neighbour) bool { return w.hidden[n.Key] }
	return without(all, hidden, limitOf(scope, limit)), err
}

func (w withheld) Passages(ctx context.Context, keys []rag.Key) ([]rag.Passage, error) {
	hidden := func(k rag.Key) bool { return w.hidden[k] }
	return w.Library.Passages(ctx, without(keys, hidden, len(keys)))
}

// limitOf is how many a Finder may return: all where the scope names chunks.
func limitOf(scope rag.Scope, limit int) int {
	if scope.Chunks != nil {
		return len(scope.Chunks)
	}
	return limit
}

// without returns the first at most limit of all that are not hidden.
func without[T any](all []T, hidden func(T) bool, limit int) []T {
	kept := slices.DeleteFunc(slices.Clone(all), hidden)
	return kept[:min(len(kept), limit)]
}
