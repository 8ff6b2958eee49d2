package postgres

import (
	"slices"
	"sync"

	"chuchu/rag"
	"chuchu/rag/bm25"
)

// recentMost is how many questions are remembered, as many as may be asked at once.
const recentMost = 16

// An inquiry is what Match learns of a question's words. It never
// changes once it is counted. Its table shares rows with blobs.
type inquiry struct {
	catalog   *catalog
	terms     []uint64
	documents []string // that the scope names
	table     table
	stats     bm25.Stats // of the documents
	counted   bool       // stats are known
}

// recent remembers the latest questions. Each is asked twice, first for
// candidates, then for the counts of all candidates, and the second time
// nothing but those has to be read.
type recent struct {
	mu  sync.Mutex
	all []*inquiry // the latest last
}

// find returns what is known of the same words in the same documents, nil when nothing is.
func (r *recent) find(c *catalog, terms []uint64, scope rag.Scope) *inquiry {
	r.mu.Lock()
	defer r.mu.Unlock()
	at := slices.IndexFunc(r.all, func(a *inquiry) bool {
		return a.catalog == c && slices.Equal(a.terms, terms) && slices.Equal(a.documents, scope.Documents)
	})
	if at < 0 {
		return nil
	}
	return r.all[at]
}

// put remembers a question; the oldest goes.
func (r *recent) put(a *inquiry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all = append(r.all, a); len(r.all) > recentMost {
		r.all = slices.Delete(r.all, 0, 1)
	}
}
