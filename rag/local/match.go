package local

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"chuchu/rag"
	"chuchu/rag/best"
	"chuchu/rag/bm25"
)

// Match implements rag.Finder.
func (s *Store) Match(ctx context.Context, terms []string, scope rag.Scope, limit int) (rag.Matches, error) {
	if err := s.refresh(ctx); err != nil {
		return rag.Matches{}, fmt.Errorf("match: %w", err)
	}
	done, err := s.turn(ctx)
	if err != nil {
		return rag.Matches{}, fmt.Errorf("match: %w", err)
	}
	defer done()
	x := s.index
	x.mu.RLock()
	defer x.mu.RUnlock()
	q := queries.Get().(*query)
	defer queries.Put(q)
	q.begin(x, terms, x.within(scope.Documents))
	var slots []int
	if len(scope.Chunks) > 0 {
		slots = x.findAll(scope.Chunks)
		limit = len(slots)
	} else {
		slots = q.propose(x, limit)
	}
	return rag.Matches{Stats: q.stats, Postings: q.postings(x, slots, limit)}, nil
}

// A query is the working memory of one Match; it is large and used again.
type query struct {
	in     filter
	stats  bm25.Stats
	lists  []list    // of each term
	scores []float64 // of each slot
	known  [4 * 1024]float64
	room   [batch]posting
}

var queries = sync.Pool{New: func() any { return new(query) }}

// begin looks terms up and counts the chunks within the filter that hold them.
func (q *query) begin(x *index, terms []string, in filter) {
	q.in = in
	q.stats = bm25.Stats{Chunks: in.chunks, Length: in.length, Holding: make([]int, len(terms))}
	q.lists = q.lists[:0]
	for i, t := range terms {
		l := x.words.list(t)
		q.lists = append(q.lists, l)
		q.stats.Holding[i] = int(l.n)
		if in.documents != nil {
			q.stats.Holding[i] = q.within(x, l)
		}
	}
}

// within counts the postings within the filter.
func (q *query) within(x *index, l list) (n int) {
	c := l.begin()
	for some := c.next(&q.room); len(some) > 0; some = c.next(&q.room) {
		for _, p := range some {
			if q.in.documents[x.slots[p.slot].document] {
				n++
			}
		}
	}
	return n
}

// propose returns the slots within the filter that score highest, in ascending order.
func (q *query) propose(x *index, limit int) []int {
	q.scores = slices.Grow(q.scores[:0], len(x.slots))[:len(x.slots)]
	clear(q.scores)
	for i, l := range q.lists {
		q.score(x, l, q.stats.Holding[i])
	}
	b := best.New(limit, x.byScore)
	for at, score := range q.scores {
		if score > 0 && score >= b.Floor() {
			b.Add(best.Hit{At: at, Score: score})
		}
	}
	slots := make([]int, len(b.Kept()))
	for i, h := range b.Kept() {
		slots[i] = h.At
	}
	slices.Sort(slots)
	return slots
}

// score adds what one term gives to each slot within the filter. BM25 is a sum
// over terms, and a term gives the same to all slots of one count and length.
func (q *query) score(x *index, l list, holding int) {
	one := bm25.Stats{Chunks: q.stats.Chunks, Length: q.stats.Length, Holding: []int{holding}}
	counts := make([]int, 1)
	clear(q.known[:])
	c := l.begin()
	for some := c.next(&q.room); len(some) > 0; some = c.next(&q.room) {
		for _, p := range some {
			s := x.slots[p.slot]
			if q.in.documents != nil && !q.in.documents[s.document] {
				continue
			}
			at := int(s.length)*4 + int(p.count)
			if p.count < 4 && at < len(q.known) && q.known[at] != 0 {
				q.scores[p.slot] += q.known[at]
				continue
			}
			counts[0] = int(p.count)
			gives := bm25.Score(counts, int(s.length), one)
			if p.count < 4 && at < len(q.known) {
				q.known[at] = gives
			}
			q.scores[p.slot] += gives
		}
	}
}

// postings returns those of slots, which ascend, that hold a term, the best first.
func (q *query) postings(x *index, slots []int, limit int) []rag.Posting {
	width := len(q.lists)
	counts := make([]int, len(slots)*width) // one row for each slot
	for i, l := range q.lists {
		q.count(l, slots, func(row int, count uint32) { counts[row*width+i] = int(count) })
	}
	rows := make(map[int][]int, len(slots))
	b := best.New(limit, x.byScore)
	for row, at := range slots {
		of := counts[row*width:][:width:width]
		if score := bm25.Score(of, int(x.slots[at].length), q.stats); score > 0 {
			rows[at] = of
			b.Add(best.Hit{At: at, Score: score})
		}
	}
	found := make([]rag.Posting, len(b.Kept()))
	for i, h := range b.Sorted() {
		found[i] = rag.Posting{Key: x.key(h.At), Length: int(x.slots[h.At].length), Counts: rows[h.At]}
	}
	return found
}

// count calls set with the counts of a term in slots, which ascend, by their rows.
func (q *query) count(l list, slots []int, set func(row int, count uint32)) {
	row := 0
	c := l.begin()
	for some := c.next(&q.room); len(some) > 0 && row < len(slots); some = c.next(&q.room) {
		last := int(some[len(some)-1].slot)
		for from := 0; row < len(slots) && slots[row] <= last; row++ {
			n, ok := slices.BinarySearchFunc(some[from:], uint32(slots[row]), func(p posting, slot uint32) int { return int(p.slot) - int(slot) })
			if from += n; ok {
				set(row, some[from].count)
			}
		}
	}
}
