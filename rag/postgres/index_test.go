package postgres

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// explain returns the plan of a query in a transaction of Near's.
func explain(t *testing.T, s *Store, before func(context.Context, pgx.Tx) error, query string, args ...any) (plan string) {
	t.Helper()
	err := s.look(t.Context(), func(ctx context.Context, tx pgx.Tx) error {
		if before != nil {
			if err := before(ctx, tx); err != nil {
				return err
			}
		}
		rows, err := tx.Query(ctx, `EXPLAIN `+query, args...)
		if err != nil {
			return err
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		plan = strings.Join(lines, "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// scatter fills a library with documents whose vectors are random.
func scatter(t *testing.T, s *Store, documents, chunks int) {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for d := range documents {
		var text strings.Builder
		for c := range chunks {
			fmt.Fprintf(&text, "第%d份第%d行。\n", d, c)
		}
		in := ragtest.Ingest(fmt.Sprintf("d%03d", d), text.String())
		if _, err := s.Replace(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		vectors := make([]rag.Vector, chunks)
		for i, c := range in.Plan.Chunks {
			p := rag.Passage{Key: rag.Key{Document: in.Plan.ID, Number: i}, Document: in.Plan.Meta, Chunk: c}
			vectors[i] = rag.Vector{Key: p.Key, Text: rag.SearchText(p), Vector: anywhere(r)}
		}
		if err := s.Embedded(t.Context(), vectors); err != nil {
			t.Fatal(err)
		}
	}
}

func anywhere(r *rand.Rand) []float32 {
	v := make([]float32, ragtest.Dimensions)
	for i := range v {
		v[i] = float32(r.NormFloat64() / 8)
	}
	return v
}

// TestIndex: a library below the threshold is searched exactly, a larger one
// through HNSW, a narrow scope exactly even then.
func TestIndex(t *testing.T) {
	s := resting(t, newDatabase(t))
	s.threshold = 2000
	scatter(t, s, 10, 150)
	if err := s.index(t.Context()); err != nil {
		t.Fatal(err)
	}
	if st := presentState(t, s); st.hnsw {
		t.Fatal("a small library has an index")
	}
	scatterMore := s.threshold/150 + 2
	scatter(t, s, scatterMore, 150)
	if err := s.index(t.Context()); err != nil {
		t.Fatal(err)
	}
	st := presentState(t, s)
	if !st.hnsw {
		t.Fatal("a large library has no index")
	}
	q := anywhere(rand.New(rand.NewPCG(9, 9)))
	half := pgvector.NewHalfVector(q)
	indexed := explain(t, s, func(ctx context.Context, tx pgx.Tx) error { return useIndex(ctx, tx, 200) },
		nearestIndexed(st.set, *st.dimensions), half, 216)
	if !strings.Contains(indexed, "Index Scan using "+indexName(st.set)) {
		t.Errorf("without HNSW:\n%s", indexed)
	}
	whole := func(ctx context.Context, tx pgx.Tx) error { return all(ctx, tx, run(readWhole)) }
	for what, plan := range map[string]string{
		"all":    explain(t, s, whole, nearestExact("", theNearest), half, 216, st.set),
		"narrow": explain(t, s, nil, nearestExact(inDocuments, theNearest), half, 216, st.set, []string{"d001", "d002"}),
		"chunks": explain(t, s, nil, vectorsOfChunks, []string{"d001"}, []int32{1}, st.set),
	} {
		if strings.Contains(plan, "hnsw") {
			t.Errorf("%s: an exact search uses the index:\n%s", what, plan)
		}
		if what != "all" && (!strings.Contains(plan, "embedding_pkey") || strings.Contains(plan, "Seq Scan on embedding")) {
			t.Errorf("%s: looks at all vectors:\n%s", what, plan)
		}
	}
	expectOverlap(t, s)
	s.threshold = 1 << 30
	if near, err := s.Near(t.Context(), q, rag.Scope{}, 10); err != nil || len(near) != 10 {
		t.Errorf("exactly again: %d, %v", len(near), err)
	}
}

func presentState(t *testing.T, s *Store) state {
	t.Helper()
	st, err := s.stateNow(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// expectOverlap compares the first 20 through the index with the exact ones.
func expectOverlap(t *testing.T, s *Store) {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 5))
	same, of := 0, 0
	threshold := s.threshold
	for range 50 {
		q := anywhere(r)
		s.threshold = threshold
		approximate, err := s.Near(t.Context(), q, rag.Scope{}, 200)
		if err != nil || len(approximate) < 190 {
			t.Fatalf("%d neighbours, %v", len(approximate), err)
		}
		s.threshold = 1 << 30
		exact, err := s.Near(t.Context(), q, rag.Scope{}, 20)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range exact {
			of++
			if slices.ContainsFunc(approximate[:20], func(a rag.Neighbour) bool { return a.Key == n.Key }) {
				same++
			}
		}
	}
	s.threshold = threshold
	if share := float64(same) / float64(of); share < 0.95 {
		t.Errorf("the index finds %.3f of the first 20", share)
	}
}

// TestIndexAgain: what a killed process left unfinished is built anew, and the
// index of vectors that are gone is dropped.
func TestIndexAgain(t *testing.T) {
	s := resting(t, newDatabase(t))
	s.threshold = 100
	scatter(t, s, 2, 100)
	st := presentState(t, s)
	ctx := t.Context()
	for _, query := range []string{
		`CREATE INDEX ` + indexName(st.set) + ` ON embedding (digest)`, // in the place of an invalid one
		`CREATE INDEX embedding_hnsw_99 ON embedding (digest)`,
	} {
		if _, err := s.pool.Exec(ctx, query); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.index(ctx); err != nil {
		t.Fatal(err)
	}
	var kinds string
	err := s.pool.QueryRow(ctx, `SELECT string_agg(relname || ' ' || amname, ', ') FROM pg_class JOIN pg_am ON pg_am.oid = relam
		WHERE relname LIKE 'embedding_hnsw%'`).Scan(&kinds)
	want := indexName(st.set) + " hnsw"
	if err != nil || kinds != want {
		t.Errorf("indexes: %s, %v, want %s", kinds, err, want)
	}
	if _, err := s.pool.Exec(ctx, `DROP INDEX `+indexName(st.set)); err != nil { // as an administrator may
		t.Fatal(err)
	}
	if err := s.index(ctx); err != nil {
		t.Fatal(err)
	}
	var valid bool
	if err := s.pool.QueryRow(ctx, `SELECT indisvalid FROM pg_index WHERE indexrelid = $1::regclass`, indexName(st.set)).Scan(&valid); err != nil || !valid {
		t.Errorf("the dropped index did not come back: %v", err)
	}
}

// TestPlans holds statements that run often to their indexes: none may look at
// every row of a table that grows.
func TestPlans(t *testing.T) {
	s := resting(t, newDatabase(t))
	scatter(t, s, 3, 50)
	for name, q := range map[string]step{
		"state":    run(`SELECT l.generation FROM library l JOIN vectorset s ON s.id = l.vectorset`),
		"postings": run(bucketsQuery, []int64{1, 2}, []int{0, 1}),
		"passages": run(passagesQuery, []string{"d001", "d002"}, []int32{1, 2}),
		"runs":     run(runsQuery, "c", "o"),
		"lapsed":   run(lapsedRuns, time.Now(), time.Now()),
		"document": run(documentColumns+`WHERE d.id = $2`, 1, "d001"),
	} {
		plan := explain(t, s, nil, q.query, q.args...)
		for _, line := range strings.Split(plan, "\n") {
			if strings.Contains(line, "Seq Scan") && !strings.Contains(line, "library") && !strings.Contains(line, "vectorset") {
				t.Errorf("%s:\n%s", name, plan)
			}
		}
	}
}

// TestIndexTogether has handles build the same index at once.
func TestIndexTogether(t *testing.T) {
	there := newDatabase(t)
	handles := []*Store{resting(t, there), resting(t, there), resting(t, there)}
	scatter(t, handles[0], 4, 300)
	errs := make(chan error)
	for _, s := range handles {
		s.threshold = 100
		go func() { errs <- s.index(t.Context()) }()
	}
	for range handles {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	if !presentState(t, handles[0]).hnsw {
		t.Error("nobody built it")
	}
}
