package postgres

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// Upkeep runs when documents or vectors changed here, and now and then for
// what other processes left.
const (
	upkeepEvery = 20 * time.Second
	upkeepSoon  = 300 * time.Millisecond // after a change, to gather some
	upkeepLease = 30 * time.Second
)

// upkeep merges postings and builds the index of vectors, in one process at a
// time, until ctx ends. Whatever it does only makes finding faster: what fails
// is tried again the next time.
func (s *Store) upkeep(ctx context.Context) {
	every := time.NewTicker(upkeepEvery)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
		case <-s.changed:
			select {
			case <-ctx.Done():
				return
			case <-time.After(upkeepSoon):
			}
		}
		for name, do := range map[string]func(context.Context) error{"merge": s.mergeAll, "index": s.index} {
			if err := s.underLease(ctx, name, do); err != nil && ctx.Err() == nil {
				s.log.Warn("upkeep of the database", "task", name, "error", err)
			}
		}
	}
}

// poke has upkeep run soon.
func (s *Store) poke() {
	select {
	case s.changed <- struct{}{}:
	default:
	}
}

// underLease runs do if this handle gets the lease of that name, renews it
// meanwhile and gives it back.
func (s *Store) underLease(ctx context.Context, name string, do func(context.Context) error) error {
	held, err := s.Lease(ctx, name, upkeepLease)
	if err != nil || !held {
		return err
	}
	defer func() { _, _ = s.Lease(context.WithoutCancel(ctx), name, 0) }()
	ctx, cancel := context.WithCancel(ctx)
	var renewing sync.WaitGroup
	defer renewing.Wait()
	defer cancel()
	renewing.Go(func() {
		renew := time.NewTicker(upkeepLease / 3)
		defer renew.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-renew.C:
				if held, err := s.Lease(ctx, name, upkeepLease); err == nil && !held {
					cancel()
				}
			}
		}
	})
	return do(ctx)
}

// mergeAll merges until there is nothing left to merge.
func (s *Store) mergeAll(ctx context.Context) error {
	for {
		if merged, err := s.merge(ctx); err != nil || !merged {
			return err
		}
	}
}

// A wanting set is one of vectors that has grown so that it needs an index.
type wanting struct{ ID, Dimensions int32 }

// index builds what indexes are missing and drops those that are left over.
func (s *Store) index(ctx context.Context) error {
	var todo []wanting
	err := s.ask(ctx, func(ctx context.Context, from rows) error {
		rows, err := from.Query(ctx, setsWithoutIndex, s.threshold, hnswDimensions)
		if err != nil {
			return err
		}
		todo, err = pgx.CollectRows(rows, pgx.RowToStructByPos[wanting])
		return err
	})
	if err != nil {
		return err
	}
	if err := s.dropIndexes(ctx); err != nil {
		return err
	}
	for _, w := range todo {
		if built, err := s.buildIndex(ctx, w.ID, w.Dimensions); err != nil || !built {
			return err
		}
		if err := s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
			return all(ctx, tx, run(`UPDATE vectorset SET hnsw = true WHERE id = $1`, w.ID))
		}); err != nil {
			return err
		}
	}
	return nil
}
