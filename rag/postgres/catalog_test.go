package postgres

import (
	"context"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

func newest(t *testing.T, s *Store) *catalog {
	t.Helper()
	if _, err := s.Match(t.Context(), []string{"行"}, rag.Scope{}, 1); err != nil {
		t.Fatal(err)
	}
	return s.catalog.Load()
}

func TestCatalog(t *testing.T) {
	s := resting(t, newDatabase(t))
	for id, n := range map[string]int{"b": 2, "空": 0, "B": 3, "无": 0, "c": 1} {
		if _, err := s.Replace(t.Context(), ragtest.Ingest(id, lines(n))); err != nil {
			t.Fatal(err)
		}
	}
	c := newest(t, s)
	want := []rag.Key{{Document: "B"}, {Document: "B", Number: 1}, {Document: "B", Number: 2}, {Document: "b"}, {Document: "b", Number: 1}, {Document: "c"}}
	if len(c.lengths) != len(want) {
		t.Fatalf("%d chunks", len(c.lengths))
	}
	for i, k := range want {
		if got := c.key(i); got != k {
			t.Errorf("chunk %d is %v, want %v", i, got, k)
		}
		if got, ok := c.chunk(k); !ok || got != i {
			t.Errorf("%v is chunk %d, %v, want %d", k, got, ok, i)
		}
	}
	for _, k := range []rag.Key{{Document: "b", Number: 2}, {Document: "b", Number: -1}, {Document: "空"}, {Document: "a"}} {
		if n, ok := c.chunk(k); ok {
			t.Errorf("%v is chunk %d", k, n)
		}
	}
}

// A snapshot that is older than the catalog in use gets one of its own, which
// does not take the other's place.
func TestCatalogOfAnOldSnapshot(t *testing.T) {
	s := resting(t, newDatabase(t))
	ingest(t, s, 0, lines(3))
	err := s.look(t.Context(), func(ctx context.Context, tx pgx.Tx) error {
		st, err := stateOf(ctx, tx) // from here on the snapshot stands
		if err != nil {
			return err
		}
		ingest(t, s, 1, lines(4))
		now := newest(t, s)
		old, err := s.catalogAt(ctx, tx, st.generation)
		if err != nil {
			return err
		}
		if len(now.lengths) != 7 || len(old.lengths) != 3 || s.catalog.Load() != now {
			t.Errorf("now %d chunks, in the snapshot %d", len(now.lengths), len(old.lengths))
		}
		again, err := s.catalogAt(ctx, tx, now.generation)
		if again != now {
			t.Error("the newest is read again")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What a catalog knows of a version it does not read again, and what changed it does.
func TestCatalogFollows(t *testing.T) {
	there := newDatabase(t)
	s, other := resting(t, there), resting(t, there)
	for n := range 12 {
		id := fmt.Sprint("d", n%4)
		if _, err := other.Replace(t.Context(), ragtest.Ingest(id, lines(1+n))); err != nil {
			t.Fatal(err)
		}
		if n%5 == 0 {
			if err := other.mergeAll(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		fresh := resting(t, there)
		if got, want := newest(t, s), newest(t, fresh); fmt.Sprint(got.lengths, got.documents, got.length) != fmt.Sprint(want.lengths, want.documents, want.length) {
			t.Errorf("after %d changes %v, want %v", n+1, got.documents, want.documents)
		}
	}
}
