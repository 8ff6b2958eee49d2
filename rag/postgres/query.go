package postgres

import (
	"slices"
	"sync"

	"chuchu/rag"
	"chuchu/rag/best"
	"chuchu/rag/bm25"
)

// A query is the working memory of one Match; it is large and used again.
type query struct {
	*catalog
	*inquiry
	lists  [][]posting // of each term
	scores []float64   // of each chunk
	rows   []int32     // of each chunk, its row in the result and one more; 0 for none
	shares [4 * 1024]float64
}

// queries are those that nobody uses, with the memory they have.
var queries = sync.Pool{New: func() any { return new(query) }}

// newQuery returns a query that has read nothing.
func newQuery(a *inquiry) *query {
	q := queries.Get().(*query)
	q.catalog, q.inquiry = a.catalog, a
	q.lists = slices.Grow(q.lists[:0], len(a.table))[:len(a.table)]
	return q
}

// done gives the memory back.
func (q *query) done() {
	q.catalog, q.inquiry = nil, nil
	queries.Put(q)
}

// readAll reads the postings in the documents asked for, and counts them.
func (q *query) readAll() {
	q.stats = bm25.Stats{Chunks: len(q.lengths), Length: q.length, Holding: make([]int, len(q.table))}
	q.read(q.within(q.inquiry.documents))
	for i, list := range q.lists {
		q.stats.Holding[i] = len(list)
	}
}

// readSome reads the postings in the documents of chunks.
func (q *query) readSome(chunks []int) {
	wanted := make([]bool, len(q.catalog.documents))
	for _, chunk := range chunks {
		wanted[q.documentOf(chunk)] = true
	}
	q.read(wanted)
}

// read reads the postings in some documents, all where nil. What is in others is passed over.
func (q *query) read(wanted []bool) {
	for i, row := range q.table {
		list := q.lists[i][:0]
		for j, data := range row {
			documents := q.segments[j].documents
			eachGroup(data, func(g group) {
				if n := documents[g.document]; n >= 0 && (wanted == nil || wanted[n]) {
					list = readChunks(list, uint32(q.catalog.documents[n].first), g.chunks)
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
	wanted := make([]bool, len(q.catalog.documents))
	q.stats.Chunks, q.stats.Length = 0, 0
	for _, id := range ids {
		n, ok := q.document(id)
		if !ok || wanted[n] {
			continue
		}
		wanted[n] = true
		q.stats.Chunks += len(q.catalog.documents[n].lengths)
		for _, length := range q.catalog.documents[n].lengths {
			q.stats.Length += int(length)
		}
	}
	return wanted
}

// propose returns the chunks that score highest, with some to spare, for the
// last bits of these scores are not those of bm25.Score.
func (q *query) propose(limit int) []int {
	q.scores = cleared(q.scores, len(q.catalog.lengths))
	clear(q.shares[:])
	for i, list := range q.lists {
		q.score(list, bm25.IDF(q.stats.Holding[i], q.stats.Chunks))
	}
	b := best.New(limit+spare, best.ByScore)
	for chunk, score := range q.scores {
		if score > 0 && score >= b.Floor() {
			b.Add(best.Hit{At: chunk, Score: score})
		}
	}
	return places(b.Sorted())
}

// score adds what one term gives to each chunk: its weight, times a share that
// depends on count and length alone.
func (q *query) score(list []posting, weight float64) {
	for _, p := range list {
		length := q.catalog.lengths[p.chunk]
		at := int(length)*4 + int(p.count)
		if p.count >= 4 || at >= len(q.shares) {
			q.scores[p.chunk] += weight * q.share(p.count, length)
			continue
		}
		if q.shares[at] == 0 {
			q.shares[at] = q.share(p.count, length)
		}
		q.scores[p.chunk] += weight * q.shares[at]
	}
}

// share is what bm25.Score makes of a count, whatever the term's weight.
func (q *query) share(count, length uint32) float64 {
	one := bm25.Stats{Chunks: q.stats.Chunks, Length: q.stats.Length, Holding: []int{1}}
	return bm25.Score([]int{int(count)}, int(length), one) / bm25.IDF(1, one.Chunks)
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
	b := best.New(limit, best.ByScore)
	for row, chunk := range chunks {
		if score := bm25.Score(of(row), int(q.catalog.lengths[chunk]), q.stats); score > 0 {
			b.Add(best.Hit{At: chunk, Score: score})
		}
	}
	m := rag.Matches{Stats: q.stats}
	for _, chunk := range places(b.Sorted()) {
		m.Postings = append(m.Postings, rag.Posting{
			Key: q.key(chunk), Length: int(q.catalog.lengths[chunk]), Counts: of(int(q.rows[chunk]) - 1),
		})
	}
	return m
}

// places returns the chunks of hits.
func places(hits []best.Hit) []int {
	chunks := make([]int, len(hits))
	for i, h := range hits {
		chunks[i] = h.At
	}
	return chunks
}

// cleared returns a slice of n zeros, in the place of old where it fits.
func cleared[T any](old []T, n int) []T {
	old = slices.Grow(old[:0], n)[:n]
	clear(old)
	return old
}
