package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
)

// Match implements rag.Finder.
func (s *Store) Match(ctx context.Context, terms []string, scope rag.Scope, limit int) (rag.Matches, error) {
	a, err := s.asked(ctx, termKeys(terms), scope)
	if err != nil {
		return rag.Matches{}, fmt.Errorf("match: %w", err)
	}
	select { // more at work than there are processors would each be slower, and all of them large
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return rag.Matches{}, fmt.Errorf("match: %w", ctx.Err())
	}
	q := newQuery(a)
	defer q.done()
	if !a.counted {
		q.readAll()
		a.counted = true // before anybody else sees it
		s.recent.put(a)
	}
	if len(scope.Chunks) > 0 {
		chosen := q.named(scope.Chunks)
		q.readSome(chosen)
		return q.matches(chosen, len(chosen)), nil
	}
	return q.matches(q.propose(limit), limit), nil
}

// asked returns what was learned of a question lately, unless the library has
// changed, else what it needs to be learned.
func (s *Store) asked(ctx context.Context, terms []uint64, scope rag.Scope) (*inquiry, error) {
	if len(scope.Chunks) > 0 {
		if a := s.recent.find(s.catalog.Load(), terms, scope); a != nil {
			if st, err := s.stateNow(ctx); err == nil && st.generation == a.catalog.generation {
				return a, nil
			}
		}
	}
	c, t, err := s.postingsOf(ctx, terms)
	return &inquiry{catalog: c, terms: terms, documents: slices.Clone(scope.Documents), table: t}, err
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
