package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Who needs several locks takes them in this order, so that nobody waits in a
// circle: sets of vectors, documents by id, segments, the backlog, the library's
// row. What waits in a circle nevertheless is tried again.

// reading is a snapshot: all its statements see the same.
var reading = pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}

// slack is what a call may take beyond its statements' time, for connecting.
const slack = connectTimeout + 2*time.Second

// slowly is how many times longer a large document may take than a query.
const slowly = 20

// attempts is how often a writing transaction is begun when others are in its way.
const attempts = 5

// look runs do on one snapshot. Where the connection breaks it tries once more,
// for the pool may not have noticed a server's restart.
func (s *Store) look(ctx context.Context, do func(context.Context, pgx.Tx) error) error {
	err := s.within(ctx, s.patience, reading, do)
	if err != nil && ctx.Err() == nil && lost(err) {
		err = s.within(ctx, s.patience, reading, do)
	}
	return explained(ctx, err)
}

// ask runs do, which makes one statement and so needs no transaction.
func (s *Store) ask(ctx context.Context, do func(context.Context, rows) error) error {
	once := func() error {
		ctx, cancel := limited(ctx, s.patience)
		defer cancel()
		return do(ctx, s.pool)
	}
	err := once()
	if err != nil && ctx.Err() == nil && lost(err) {
		err = once()
	}
	return explained(ctx, err)
}

// change runs do in a writing transaction; it may run more than once.
func (s *Store) change(ctx context.Context, do func(context.Context, pgx.Tx) error) error {
	return s.write(ctx, s.patience, do)
}

// changeMuch is change for what may take longer.
func (s *Store) changeMuch(ctx context.Context, do func(context.Context, pgx.Tx) error) error {
	return s.write(ctx, slowly*s.patience, func(ctx context.Context, tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SET LOCAL statement_timeout = `+milliseconds(slowly*s.patience)); err != nil {
			return err
		}
		return do(ctx, tx)
	})
}

// write runs do, and again where the server broke it off in favour of another.
func (s *Store) write(ctx context.Context, patience time.Duration, do func(context.Context, pgx.Tx) error) error {
	var err error
	for range attempts {
		err = s.within(ctx, patience, pgx.TxOptions{}, do)
		if code := codeOf(err); code != "40001" && code != "40P01" { // serialization failure, deadlock
			break
		}
	}
	return explained(ctx, err)
}

// within runs do in a transaction, which ends with the patience of the caller.
func (s *Store) within(ctx context.Context, patience time.Duration, opts pgx.TxOptions, do func(context.Context, pgx.Tx) error) error {
	ctx, cancel := limited(ctx, patience)
	defer cancel()
	return pgx.BeginTxFunc(ctx, s.pool, opts, func(tx pgx.Tx) error { return do(ctx, tx) })
}

// limited ends a call to a server that does not answer at all, which the
// server's own timeout cannot.
func limited(ctx context.Context, patience time.Duration) (context.Context, context.CancelFunc) {
	if patience == 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, patience+slack)
}

// A step is a statement with its arguments.
type step struct {
	query string
	args  []any
}

// run makes a step.
func run(query string, args ...any) step { return step{query, args} }

// all runs steps in one round trip.
func all(ctx context.Context, tx pgx.Tx, steps ...step) error {
	batch := &pgx.Batch{}
	for _, s := range steps {
		batch.Queue(s.query, s.args...)
	}
	return tx.SendBatch(ctx, batch).Close()
}
