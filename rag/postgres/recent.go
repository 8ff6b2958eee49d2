package postgres

import (
	"slices"
	"sync"

	"chuchu/rag"
)

// recentMost is how many queries are remembered, as many as may be asked at
// once; in a library of 100,000 chunks each takes about 4 MB.
const recentMost = 16

// recent remembers the latest queries. A question asks twice for the same
// words, first for candidates, then for the counts of all candidates, and the
// second time nothing has to be read again.
type recent struct {
	mu  sync.Mutex
	all []*query // the latest last; each is in use by nobody
}

// take returns a query of the same words and documents and takes it out, nil
// when there is none.
func (r *recent) take(c *catalog, terms []uint64, scope rag.Scope) *query {
	r.mu.Lock()
	defer r.mu.Unlock()
	at := slices.IndexFunc(r.all, func(q *query) bool {
		return q.catalog == c && slices.Equal(q.terms, terms) && slices.Equal(q.documents, scope.Documents) &&
			(!q.narrow || len(scope.Chunks) == 0)
	})
	if at < 0 {
		return nil
	}
	q := r.all[at]
	r.all = slices.Delete(r.all, at, at+1)
	return q
}

// put puts a query in that is done with; the oldest goes.
func (r *recent) put(q *query) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all = append(r.all, q); len(r.all) > recentMost {
		r.all[0].catalog = nil // which may be an old one
		queries.Put(r.all[0])
		r.all = slices.Delete(r.all, 0, 1)
	}
}
