package local

import (
	"context"
	"fmt"
	"slices"

	"chuchu/rag"
	"chuchu/rag/best"
)

// spare is how many more hits than asked for the approximate scores propose,
// so that exact ones cannot lift in what was left out.
const spare = 16

// Near implements rag.Finder. A vector of another length than those in the
// library is an error.
func (s *Store) Near(ctx context.Context, vector []float32, scope rag.Scope, limit int) ([]rag.Neighbour, error) {
	if err := s.refresh(ctx); err != nil {
		return nil, fmt.Errorf("near: %w", err)
	}
	done, err := s.turn(ctx)
	if err != nil {
		return nil, fmt.Errorf("near: %w", err)
	}
	defer done()
	x := s.index
	x.mu.RLock()
	defer x.mu.RUnlock()
	if x.vectors.count == 0 {
		return nil, nil
	}
	if len(vector) != x.vectors.length {
		return nil, fmt.Errorf("near: a vector of %d dimensions among those of %d", len(vector), x.vectors.length)
	}
	var slots []int
	if len(scope.Chunks) > 0 {
		slots = slices.DeleteFunc(x.findAll(scope.Chunks), func(at int) bool { return !x.vectors.has(at) })
		limit = len(slots)
	} else {
		slots = x.propose(vector, x.within(scope.Documents), limit+spare)
	}
	return x.neighbours(vector, slots, limit), nil
}

// propose returns the slots that score highest, in no order.
func (x *index) propose(q []float32, in filter, limit int) []int {
	found := make([]best.Hits, cores())
	x.vectors.scan(q, in.wants(x), func(worker int) func(int, float32) {
		b := &found[worker]
		*b = best.New(limit, x.byScore)
		return func(at int, score float32) {
			if float64(score) >= b.Floor() {
				b.Add(best.Hit{At: at, Score: float64(score)})
			}
		}
	})
	all := best.New(limit, x.byScore)
	for _, b := range found {
		for _, h := range b.Kept() {
			all.Add(h)
		}
	}
	slots := make([]int, len(all.Kept()))
	for i, h := range all.Kept() {
		slots[i] = h.At
	}
	return slots
}

// neighbours returns the best of slots by exact cosine.
func (x *index) neighbours(q []float32, slots []int, limit int) []rag.Neighbour {
	b := best.New(limit, x.byScore)
	for _, at := range slots {
		b.Add(best.Hit{At: at, Score: x.vectors.cosine(at, q)})
	}
	near := make([]rag.Neighbour, len(b.Kept()))
	copies := make([]uint16, 0, len(b.Kept())*x.vectors.length)
	for i, h := range b.Sorted() {
		from := len(copies)
		copies = append(copies, x.vectors.at(h.At)...)
		near[i] = rag.Neighbour{Key: x.key(h.At), Vector: copies[from:len(copies):len(copies)]}
	}
	return near
}

// byScore orders hits, the highest score first.
func (x *index) byScore(a, b best.Hit) bool {
	if a.Score != b.Score {
		return a.Score > b.Score
	}
	return x.before(a.At, b.At)
}
