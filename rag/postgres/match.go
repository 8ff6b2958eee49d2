package postgres

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
	"chuchu/rag/bm25"
)

// Match implements rag.Finder.
func (s *Store) Match(ctx context.Context, terms []string, scope rag.Scope, limit int) (rag.Matches, error) {
	c, t, err := s.postingsOf(ctx, termKeys(terms))
	if err != nil {
		return rag.Matches{}, fmt.Errorf("match: %w", err)
	}
	q := queries.Get().(*query)
	defer queries.Put(q)
	q.read(c, t, scope)
	if len(scope.Chunks) > 0 {
		chosen := q.named(scope.Chunks)
		return q.matches(chosen, len(chosen)), nil
	}
	return q.matches(q.propose(limit), limit), nil
}

// postingsOf returns the postings of terms and the catalog that explains them.
// Where nothing changed and all was read before, one statement does.
func (s *Store) postingsOf(ctx context.Context, terms []uint64) (c *catalog, t table, err error) {
	var missing map[bucketKey][]byte
	if c = s.catalog.Load(); c != nil {
		if t, missing = s.blobs.all(c.segments, terms); len(missing) == 0 {
			if st, err := s.stateNow(ctx); err == nil && st.generation == c.generation {
				return c, t, nil
			}
		}
	}
	err = s.look(ctx, func(ctx context.Context, tx pgx.Tx) error {
		st, err := stateOf(ctx, tx)
		if err != nil {
			return err
		}
		if c, err = s.catalogAt(ctx, tx, st.generation); err != nil {
			return err
		}
		if t, missing = s.blobs.all(c.segments, terms); len(missing) == 0 {
			return nil
		}
		err = s.blobs.read(ctx, tx, missing)
		t.fill(c.segments, terms, missing)
		return err
	})
	return c, t, err
}

// A query is the working memory of one Match; it is large and used again.
type query struct {
	*catalog
	stats  bm25.Stats
	lists  [][]posting // of each term, in the scope's documents
	scores []float64   // of each chunk
	rows   []int32     // of each chunk, its row in the result and one more; 0 for none
	known  [4 * 1024]float64
}

var queries = sync.Pool{New: func() any { return new(query) }}

// read reads postings and counts those in the scope's documents. Chunks that
// the scope names may be in others.
func (q *query) read(c *catalog, t table, scope rag.Scope) {
	q.catalog = c
	q.stats = bm25.Stats{Chunks: len(c.lengths), Length: c.length, Holding: make([]int, len(t))}
	wanted := q.within(scope.Documents)
	q.lists = slices.Grow(q.lists[:0], len(t))[:len(t)]
	for i, row := range t {
		list := q.lists[i][:0]
		for j, data := range row {
			documents := c.segments[j].documents
			eachGroup(data, func(g group) {
				n := documents[g.document]
				counted := n >= 0 && (wanted == nil || wanted[n])
				if !counted && (n < 0 || len(scope.Chunks) == 0) {
					return
				}
				before := len(list)
				list = readChunks(list, uint32(c.documents[n].first), g.chunks)
				if counted {
					q.stats.Holding[i] += len(list) - before
				}
			})
		}
		q.lists[i] = list
	}
}

// within returns which documents are named, nil when none is, and has the
// statistics be theirs.
func (q *query) within(ids []string) []bool {
	if len(ids) == 0 {
		return nil
	}
	wanted := make([]bool, len(q.documents))
	q.stats.Chunks, q.stats.Length = 0, 0
	for _, id := range ids {
		n, ok := q.document(id)
		if !ok || wanted[n] {
			continue
		}
		wanted[n] = true
		q.stats.Chunks += len(q.documents[n].lengths)
		for _, length := range q.documents[n].lengths {
			q.stats.Length += int(length)
		}
	}
	return wanted
}

// propose returns the chunks that score highest, best first.
func (q *query) propose(limit int) []int {
	q.scores = cleared(q.scores, len(q.catalog.lengths))
	for i, all := range q.lists {
		q.score(all, q.stats.Holding[i])
	}
	b := best{limit: limit}
	for chunk, score := range q.scores {
		if score > 0 {
			b.add(hit{chunk, score})
		}
	}
	return b.sorted()
}

// score adds what one term gives to each chunk. BM25 is a sum over terms, and
// a term gives the same to all chunks of one count and length.
func (q *query) score(all []posting, holding int) {
	one := bm25.Stats{Chunks: q.stats.Chunks, Length: q.stats.Length, Holding: []int{holding}}
	counts := make([]int, 1)
	clear(q.known[:])
	for _, p := range all {
		length := q.catalog.lengths[p.chunk]
		at := int(length)*4 + int(p.count)
		if p.count < 4 && at < len(q.known) && q.known[at] != 0 {
			q.scores[p.chunk] += q.known[at]
			continue
		}
		counts[0] = int(p.count)
		gives := bm25.Score(counts, int(length), one)
		if p.count < 4 && at < len(q.known) {
			q.known[at] = gives
		}
		q.scores[p.chunk] += gives
	}
}

// named returns the chunks that keys name, each once.
func (q *query) named(keys []rag.Key) (chunks []int) {
	for _, k := range keys {
		if chunk, ok := q.chunk(k); ok {
			chunks = append(chunks, chunk)
		}
	}
	slices.Sort(chunks)
	return slices.Compact(chunks)
}

// matches returns those of chunks that hold a term, the best first.
func (q *query) matches(chunks []int, limit int) rag.Matches {
	q.rows = cleared(q.rows, len(q.catalog.lengths))
	for row, chunk := range chunks {
		q.rows[chunk] = int32(row) + 1
	}
	width := len(q.lists)
	counts := make([]int, len(chunks)*width) // one row for each chunk
	for i, all := range q.lists {
		for _, p := range all {
			if row := q.rows[p.chunk]; row > 0 {
				counts[(int(row)-1)*width+i] = int(p.count)
			}
		}
	}
	of := func(row int) []int { return counts[row*width:][:width:width] }
	b := best{limit: limit}
	for row, chunk := range chunks {
		if score := bm25.Score(of(row), int(q.catalog.lengths[chunk]), q.stats); score > 0 {
			b.add(hit{chunk, score})
		}
	}
	m := rag.Matches{Stats: q.stats}
	for _, chunk := range b.sorted() {
		m.Postings = append(m.Postings, rag.Posting{
			Key: q.key(chunk), Length: int(q.catalog.lengths[chunk]), Counts: of(int(q.rows[chunk]) - 1),
		})
	}
	return m
}
