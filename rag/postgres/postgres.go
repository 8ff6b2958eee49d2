// Package postgres keeps everything in PostgreSQL and finds passages with
// pgvector.
//
// The database is the truth, and any number of processes share it; what a
// process holds beside it (a catalog of documents, postings that it read) never
// changes once made, and every query first asks for the library's generation.
//
// Words are found by exact BM25: postings lie in the database as small blobs, a
// row for a term of a segment, and are scored here, as the embedded store does.
// Vectors are compared by pgvector, all of them in small libraries and narrow
// scopes, through an HNSW index otherwise; the order is that of exact cosines.
//
// SQL that goes beyond plain tables stands in dialect.go.
package postgres

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"chuchu/rag/talk"
)

// A Store is a library in a PostgreSQL database. It is safe for concurrent use.
type Store struct {
	pool      *pgxpool.Pool
	name      string        // tells this handle's claims and leases from others'
	patience  time.Duration // how long a statement may take; 0 for ever
	threshold int           // chunks from which vectors are found through an index
	log       *slog.Logger

	catalog   atomic.Pointer[catalog] // of the newest generation seen
	listing   atomic.Pointer[listing] // what Documents told last
	blobs     blobs                   // postings read lately
	recent    recent                  // queries answered lately
	turns     chan struct{}           // holds a token for each query that scores postings
	additions talk.Queue              // what Append writes
	hints     hints                   // who waits for records

	rewritten atomic.Int64  // bytes of postings, since their table was vacuumed
	changed   chan struct{} // tells upkeep of a change
	stop      context.CancelFunc
	kept      sync.WaitGroup // upkeep and listen
}

// Close ends what goes on beside, gives back what this handle had claimed and lets the
// connections go.
func (s *Store) Close() error {
	s.stop()
	s.kept.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	s.release(ctx)
	s.pool.Close()
	return nil
}
