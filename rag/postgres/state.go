package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// A state is what every query must know of the library first.
type state struct {
	generation int64
	embedded   int64
	chunks     int64
	set        int32
	dimensions *int32
	hnsw       bool
}

// rows is a pool or a transaction.
type rows interface {
	Query(ctx context.Context, query string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, query string, args ...any) pgx.Row
}

// stateOf reads the state. In a transaction it belongs to the transaction's snapshot.
func stateOf(ctx context.Context, from rows) (st state, err error) {
	err = from.QueryRow(ctx, `SELECT l.generation, l.embedded, l.chunks, s.id, s.dimensions, s.hnsw
		FROM library l JOIN vectorset s ON s.id = l.vectorset`).
		Scan(&st.generation, &st.embedded, &st.chunks, &st.set, &st.dimensions, &st.hnsw)
	return st, err
}

// stateNow returns the state outside of a transaction.
func (s *Store) stateNow(ctx context.Context) (st state, err error) {
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		st, err = stateOf(ctx, from)
		return err
	})
	return st, err
}
