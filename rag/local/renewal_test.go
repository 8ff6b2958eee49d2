package local

import (
	"context"
	"path/filepath"
	"testing"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// short embeds with half as many dimensions as ragtest's Embedder.
type short struct{ ragtest.Embedder }

func (e short) Embed(ctx context.Context, use rag.Use, texts []string) ([][]float32, error) {
	vectors, err := e.Embedder.Embed(ctx, use, texts)
	for i := range vectors {
		vectors[i] = vectors[i][:ragtest.Dimensions/2]
	}
	return vectors, err
}

// nearest is how many neighbours a vector of n dimensions has, -1 for an error.
func nearest(t *testing.T, s *Store, n int) int {
	near, err := s.Near(t.Context(), ragtest.Vector("养老")[:n], rag.Scope{}, 100)
	if err != nil {
		return -1
	}
	return len(near)
}

func TestRenewal(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "chuchu.db")
	s, other := openAt(t, path), openAt(t, path)
	add := func(id, text string) {
		t.Helper()
		if _, err := s.Replace(ctx, ragtest.Ingest(id, text)); err != nil {
			t.Fatal(err)
		}
	}
	embed := func(b rag.Backlog, e rag.Embedder) {
		t.Helper()
		if err := rag.EmbedBacklog(ctx, b, e, nil); err != nil {
			t.Fatal(err)
		}
	}
	begin := func(model string) Renewal {
		t.Helper()
		r, err := s.Renew(ctx, model)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	expect := func(r Renewal, want bool) {
		t.Helper()
		if done, err := r.Switch(ctx, "model", r.model); err != nil || done != want {
			t.Fatalf("switched: %v, %v, want %v", done, err, want)
		}
	}
	const full, half = ragtest.Dimensions, ragtest.Dimensions / 2
	add("a", "甲。\n乙。")
	embed(s, ragtest.Embedder{})
	abandoned := begin("abandoned")
	embed(abandoned, ragtest.Embedder{})
	r := begin("short")
	embed(abandoned, ragtest.Embedder{}) // comes to an end
	expect(abandoned, false)
	expect(r, false)
	embed(r, short{})
	add("a", "甲。\n丙。\n丁。")
	embed(s, ragtest.Embedder{})
	expect(r, false) // two chunks came since
	if got := nearest(t, other, full); got != 3 {
		t.Errorf("before the switch: %d neighbours", got)
	}
	r = begin("short") // goes on
	embed(r, short{})
	expect(r, true)
	for _, s := range []*Store{s, other} {
		if old, now := nearest(t, s, full), nearest(t, s, half); old != -1 || now != 3 {
			t.Errorf("after the switch: %d neighbours of the old, %d of the new", old, now)
		}
	}
	if model, err := other.Note(ctx, "model"); err != nil || model != "short" {
		t.Errorf("model: %q, %v", model, err)
	}
	embed(r, short{})
	expect(r, false) // it is over
	expectNoRest(t, s)
}

func expectNoRest(t *testing.T, s *Store) {
	t.Helper()
	var n int
	if err := s.read.QueryRowContext(t.Context(), `SELECT count(*) FROM renewal`).Scan(&n); err != nil || n != 0 {
		t.Errorf("%d vectors are left over, %v", n, err)
	}
}
