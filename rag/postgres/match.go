package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
)

// Match implements rag.Finder.
func (s *Store) Match(ctx context.Context, terms []string, scope rag.Scope, limit int) (rag.Matches, error) {
	keys := termKeys(terms)
	q := s.recent.take(s.catalog.Load(), keys, scope)
	if q != nil {
		if st, err := s.stateNow(ctx); err != nil || st.generation != q.generation {
			q = nil
		}
	}
	var c *catalog
	var t table
	if q == nil {
		var err error
		if c, t, err = s.postingsOf(ctx, keys); err != nil {
			return rag.Matches{}, fmt.Errorf("match: %w", err)
		}
	}
	select { // more at work than there are processors would each be slower, and all of them large
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return rag.Matches{}, fmt.Errorf("match: %w", ctx.Err())
	}
	if q == nil {
		q = newQuery(c, t, scope)
		q.terms = keys
	}
	defer s.recent.put(q)
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
