package postgres

import (
	"context"
	"fmt"
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
	path := newDatabase(t)
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
		if done, err := r.Switch(ctx, "model", "short"); err != nil || done != want {
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
	add("b", "戊。")
	if left := pendingKeys(t, r, 10); len(left) != 0 {
		t.Errorf("a renewal that is over has %v to do", left)
	}
}

func expectNoRest(t *testing.T, s *Store) {
	t.Helper()
	var sets, vectors, pending int
	err := s.pool.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM vectorset), (SELECT count(*) FROM embedding), (SELECT count(*) FROM backlog)`).
		Scan(&sets, &vectors, &pending)
	if err != nil || sets != 1 || vectors != 3 || pending != 0 {
		t.Errorf("%d sets, %d vectors, %d pending, %v", sets, vectors, pending, err)
	}
}

// TestRenewalBeside has documents come while a renewal begins and switches:
// no chunk may be missed.
func TestRenewalBeside(t *testing.T) {
	there := newDatabase(t)
	s, writer := openAt(t, there), openAt(t, there)
	done := make(chan error)
	go func() {
		for n := range 60 {
			if _, err := writer.Replace(t.Context(), ragtest.Ingest(fmt.Sprint("d", n%20), lines(1+n%7))); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for i := range 3 {
		r, err := s.Renew(t.Context(), fmt.Sprint("model", i))
		if err != nil {
			t.Fatal(err)
		}
		embedAll(t, r, short{})
		if _, err := r.Switch(t.Context(), "model", fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	expectSound(t, s)
}
