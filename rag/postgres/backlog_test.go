package postgres

import (
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

func pendingKeys(t *testing.T, b rag.Backlog, n int) (keys []rag.Key) {
	t.Helper()
	todo, err := b.Pending(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range todo {
		keys = append(keys, p.Key)
	}
	return keys
}

// lines is a text of n lines that differ.
func lines(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "第%d行。\n", i)
	}
	return b.String()
}

// TestClaims: two handles never have the same chunks to embed, and get those
// of one that died.
func TestClaims(t *testing.T) {
	there := newDatabase(t)
	one, two, three := openAt(t, there), openAt(t, there), openAt(t, there)
	if _, err := one.Replace(t.Context(), ragtest.Ingest("a", lines(50))); err != nil {
		t.Fatal(err)
	}
	first, second := pendingKeys(t, one, 20), pendingKeys(t, two, 20)
	if fmt.Sprint(pendingKeys(t, one, 20)) != fmt.Sprint(first) {
		t.Error("a handle does not get its own chunks again")
	}
	if len(first) != 20 || len(second) != 20 || first[19].Number != 19 || second[0].Number != 20 {
		t.Errorf("first %v, second %v", first, second)
	}
	if rest := pendingKeys(t, three, 100); len(rest) != 10 {
		t.Errorf("the third gets %v", rest)
	}
	if rest := pendingKeys(t, three, 100); len(rest) != 10 {
		t.Errorf("the third then gets %v", rest)
	}
	forgetClaims(t, one) // as if all had died
	if all := pendingKeys(t, three, 100); len(all) != 50 {
		t.Errorf("of the dead ones' %d come back", len(all))
	}
	embedAll(t, three, ragtest.Embedder{})
	for _, s := range []*Store{one, two, three} {
		if left := pendingKeys(t, s, 100); len(left) != 0 {
			t.Errorf("still pending: %v", left)
		}
	}
}

// A handle that is closed gives its chunks back at once.
func TestClaimsOfTheClosed(t *testing.T) {
	there := newDatabase(t)
	one, err := Open(t.Context(), there, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := one.Replace(t.Context(), ragtest.Ingest("a", lines(5))); err != nil {
		t.Fatal(err)
	}
	pendingKeys(t, one, 5)
	if held, err := one.Lease(t.Context(), "seed", 1<<40); err != nil || !held {
		t.Fatal(held, err)
	}
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	two := openAt(t, there)
	if all := pendingKeys(t, two, 5); len(all) != 5 {
		t.Errorf("got %v", all)
	}
	if held, err := two.Lease(t.Context(), "seed", 1<<40); err != nil || !held {
		t.Errorf("lease: %v, %v", held, err)
	}
}

// TestEmbedTogether has handles work a backlog off at once: each chunk is
// embedded by one.
func TestEmbedTogether(t *testing.T) {
	there := newDatabase(t)
	var wait sync.WaitGroup
	var mu sync.Mutex
	total := 0
	first := openAt(t, there)
	for i := range 4 {
		if _, err := first.Replace(t.Context(), ragtest.Ingest(fmt.Sprint("d", i), lines(60))); err != nil {
			t.Fatal(err)
		}
	}
	for range 4 {
		s := openAt(t, there)
		wait.Go(func() {
			err := rag.EmbedBacklog(t.Context(), s, ragtest.Embedder{}, func(n int) {
				mu.Lock()
				defer mu.Unlock()
				total += n
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if total != 240 {
		t.Errorf("%d chunks were embedded, of 240", total)
	}
	expectSound(t, first)
}

// The same words under two headings are two texts, but twice the same line is
// one, and gets one vector.
func TestSharedVectors(t *testing.T) {
	s := openAt(t, newDatabase(t))
	if _, err := s.Replace(t.Context(), ragtest.Ingest("a", "甲。\n甲。\n# 章\n甲。")); err != nil {
		t.Fatal(err)
	}
	embedAll(t, s, ragtest.Embedder{})
	var n int
	if err := s.pool.QueryRow(t.Context(), `SELECT count(*) FROM embedding`).Scan(&n); err != nil || n != 2 {
		t.Errorf("%d vectors, %v", n, err)
	}
	near, err := s.Near(t.Context(), ragtest.Vector("甲"), rag.Scope{}, 10)
	if err != nil || len(near) != 3 {
		t.Errorf("%d neighbours, %v", len(near), err)
	}
}

// Vectors that come twice replace each other.
func TestEmbeddedAgain(t *testing.T) {
	s := openAt(t, newDatabase(t))
	in := ragtest.Ingest("a", "甲。")
	if _, err := s.Replace(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	text := rag.SearchText(rag.Passage{Document: in.Plan.Meta, Chunk: in.Plan.Chunks[0]})
	for _, vector := range [][]float32{ragtest.Vector("一"), ragtest.Vector("二"), ragtest.Vector("二")} {
		if err := s.Embedded(t.Context(), []rag.Vector{{Key: rag.Key{Document: "a"}, Text: text, Vector: vector}}); err != nil {
			t.Fatal(err)
		}
		near, err := s.Near(t.Context(), ragtest.Vector("甲"), rag.Scope{}, 10)
		if err != nil || len(near) != 1 || fmt.Sprint(near[0].Vector) != fmt.Sprint(rag.Half(vector)) {
			t.Errorf("kept %v, %v", near, err)
		}
	}
}

// TestLongVectors: an embedder may have as many dimensions as it likes.
func TestLongVectors(t *testing.T) {
	for _, dimensions := range []int{1, 1536, 5000} {
		s := resting(t, newDatabase(t))
		in := ragtest.Ingest("a", "甲。\n乙。")
		if _, err := s.Replace(t.Context(), in); err != nil {
			t.Fatal(err)
		}
		var vectors []rag.Vector
		for i, c := range in.Plan.Chunks {
			v := make([]float32, dimensions)
			v[i%dimensions] = 1
			vectors = append(vectors, rag.Vector{Key: rag.Key{Document: "a", Number: i}, Text: rag.SearchText(rag.Passage{Document: in.Plan.Meta, Chunk: c}), Vector: v})
		}
		if err := s.Embedded(t.Context(), vectors); err != nil {
			t.Fatal(err)
		}
		near, err := s.Near(t.Context(), vectors[1].Vector, rag.Scope{}, 2)
		if err != nil || len(near) != 2 || len(near[0].Vector) != dimensions || dimensions > 1 && near[0].Number != 1 {
			t.Errorf("%d dimensions: %d neighbours, %v", dimensions, len(near), err)
		}
		s.threshold = 1
		if err := s.index(t.Context()); err != nil {
			t.Errorf("%d dimensions: %v", dimensions, err)
		}
	}
}
