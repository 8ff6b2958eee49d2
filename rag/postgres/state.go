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
	QueryRow(ctx context.Context, query string, args ...any) pgx.Row
}

func stateOf(ctx context.Context, from rows) (st state, err error) {
	err = from.QueryRow(ctx, `SELECT l.generation, l.embedded, l.chunks, s.id, s.dimensions, s.hnsw
		FROM library l JOIN vectorset s ON s.id = l.vectorset`).
		Scan(&st.generation, &st.embedded, &st.chunks, &st.set, &st.dimensions, &st.hnsw)
	return st, err
}
