package ragtest

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/bm25"
)

// A Library holds plans in memory and finds by looking at all of them. Every
// chunk has its Vector; those of Bare documents have none.
type Library struct {
	Plans []chunk.Plan
	Bare  map[string]bool // by id
}

// passages returns all chunks, by document in byte order, then by number.
func (l Library) passages() (all []rag.Passage) {
	for _, p := range l.sorted() {
		for i, c := range p.Chunks {
			all = append(all, rag.Passage{Key: rag.Key{Document: p.ID, Number: i}, Document: p.Meta, Chunk: c})
		}
	}
	return all
}

// sorted returns the plans by id in byte order.
func (l Library) sorted() []chunk.Plan {
	return slices.SortedFunc(slices.Values(l.Plans), func(a, b chunk.Plan) int { return cmp.Compare(a.ID, b.ID) })
}

// Documents implements rag.Library.
func (l Library) Documents(context.Context) (all []rag.Document, err error) {
	for _, p := range l.sorted() {
		d := rag.Document{Meta: p.Meta, Characters: len([]rune(p.Text)), Chunks: len(p.Chunks), State: "ready"}
		if d.Embedded = d.Chunks; l.Bare[p.ID] && d.Chunks > 0 {
			d.Embedded, d.State = 0, "embedding"
		}
		all = append(all, d)
	}
	return all, nil
}

// Passages implements rag.Library.
func (l Library) Passages(_ context.Context, keys []rag.Key) (found []rag.Passage, err error) {
	all := l.passages()
	for _, k := range keys {
		if i := slices.IndexFunc(all, func(p rag.Passage) bool { return p.Key == k }); i >= 0 {
			found = append(found, all[i])
		}
	}
	return found, nil
}

// A scored thing is what a search found, before it is cut.
type scored[T any] struct {
	rag.Key
	score float64
	what  T
}

// first returns the best of all, in order; all of them when the scope names chunks.
func first[T any](all []scored[T], scope rag.Scope, limit int) (out []T) {
	slices.SortStableFunc(all, func(a, b scored[T]) int { return cmp.Compare(b.score, a.score) })
	for i, s := range all {
		if i < limit || len(scope.Chunks) > 0 {
			out = append(out, s.what)
		}
	}
	return out
}

// Match implements rag.Finder.
func (l Library) Match(_ context.Context, terms []string, scope rag.Scope, limit int) (m rag.Matches, err error) {
	m.Holding = make([]int, len(terms))
	var candidates []rag.Posting
	for _, p := range l.passages() {
		counted := len(scope.Documents) == 0 || slices.Contains(scope.Documents, p.Key.Document)
		posting := rag.Posting{Key: p.Key, Counts: make([]int, len(terms))}
		for _, t := range bm25.Terms(rag.SearchText(p)) {
			posting.Length++
			if i := slices.Index(terms, t); i >= 0 {
				posting.Counts[i]++
			}
		}
		if counted {
			m.Chunks++
			m.Length += posting.Length
			for i, n := range posting.Counts {
				m.Holding[i] += min(n, 1)
			}
		}
		if in(scope, p.Key) && slices.Max(append(posting.Counts, 0)) > 0 {
			candidates = append(candidates, posting)
		}
	}
	var all []scored[rag.Posting]
	for _, c := range candidates {
		all = append(all, scored[rag.Posting]{c.Key, bm25.Score(c.Counts, c.Length, m.Stats), c})
	}
	m.Postings = first(all, scope, limit)
	return m, nil
}

// Near implements rag.Finder.
func (l Library) Near(_ context.Context, vector []float32, scope rag.Scope, limit int) ([]rag.Neighbour, error) {
	var all []scored[rag.Neighbour]
	for _, p := range l.passages() {
		if in(scope, p.Key) && !l.Bare[p.Key.Document] {
			n := rag.Neighbour{Key: p.Key, Vector: rag.Half(Vector(rag.SearchText(p)))}
			all = append(all, scored[rag.Neighbour]{p.Key, Cosine(vector, n.Vector), n})
		}
	}
	return first(all, scope, limit), nil
}

// in tells whether a chunk may be found.
func in(scope rag.Scope, k rag.Key) bool {
	if len(scope.Chunks) > 0 {
		return slices.Contains(scope.Chunks, k)
	}
	return len(scope.Documents) == 0 || slices.Contains(scope.Documents, k.Document)
}

// Cosine of a vector and a kept one, in double precision.
func Cosine(a []float32, b []uint16) float64 {
	var ab, aa, bb float64
	for i, h := range b {
		x, y := float64(a[i]), float64(rag.Single(h))
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	return ab / math.Sqrt(aa*bb)
}

// With returns the library with a plan put in place of the one of its id.
func (l Library) With(p chunk.Plan) Library {
	return Library{Plans: append(l.Without(p.ID).Plans, p), Bare: maps.Clone(l.Bare)}
}

// Without returns the library without a document.
func (l Library) Without(id string) Library {
	return Library{
		Plans: slices.DeleteFunc(slices.Clone(l.Plans), func(p chunk.Plan) bool { return p.ID == id }),
		Bare:  maps.Clone(l.Bare),
	}
}
