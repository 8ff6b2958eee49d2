package ragtest

import (
	"context"
	"reflect"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// A renewal is the backlog of another embedding model's vectors.
type renewal struct {
	rag.Backlog
	swap Switch
}

// Short embeds with half as many dimensions as an Embedder.
type Short struct{ Embedder }

// Embed implements rag.Embedder.
func (e Short) Embed(ctx context.Context, use rag.Use, texts []string) ([][]float32, error) {
	vectors, err := e.Embedder.Embed(ctx, use, texts)
	for i := range vectors {
		vectors[i] = vectors[i][:Dimensions/2]
	}
	return vectors, err
}

// nearest is how many neighbours a vector of n dimensions has, -1 for an error.
func nearest(t *testing.T, s Store, n int) int {
	near, err := s.Near(t.Context(), Vector("养老")[:n], rag.Scope{}, 100)
	if err != nil {
		return -1
	}
	return len(near)
}

// A renewing is a test of a renewal.
type renewing struct {
	*testing.T
	site Site
	s    Handle
}

// begin begins the change to a model.
func (r renewing) begin(model string) renewal {
	r.Helper()
	b, swap, err := r.site.Renew(r.Context(), r.s, model)
	if err != nil {
		r.Fatal(err)
	}
	return renewal{b, swap}
}

// embed gives every chunk of a backlog its vector.
func (r renewing) embed(b rag.Backlog, e rag.Embedder) {
	r.Helper()
	if err := rag.EmbedBacklog(r.Context(), b, e, nil); err != nil {
		r.Fatal(err)
	}
}

// expect switches and expects that it was done or not.
func (r renewing) expect(n renewal, want bool) {
	r.Helper()
	if done, err := n.swap(r.Context(), "model", "short"); err != nil || done != want {
		r.Fatalf("switched: %v, %v, want %v", done, err, want)
	}
}

// testRenewal changes to another model while a document changes, and after a
// change to a third that was given up.
func testRenewal(t *testing.T, site Site) {
	s, other := site.Open(t), site.Open(t)
	r := renewing{t, site, s}
	put(t, s, Ingest("a", "甲。\n乙。"))
	embed(t, s)
	abandoned := r.begin("abandoned")
	r.embed(abandoned, Embedder{})
	n := r.begin("short")
	r.embed(abandoned, Embedder{}) // comes to an end
	r.expect(abandoned, false)
	r.expect(n, false)
	r.embed(n, Short{})
	put(t, s, Ingest("a", "甲。\n丙。\n丁。"))
	embed(t, s)
	r.expect(n, false) // two chunks came since
	if got := nearest(t, other, Dimensions); got != 3 {
		t.Errorf("before the switch: %d neighbours", got)
	}
	n = r.begin("short") // goes on
	r.embed(n, Short{})
	r.expect(n, true)
	for _, s := range []Handle{s, other} {
		if old, now := nearest(t, s, Dimensions), nearest(t, s, Dimensions/2); old != -1 || now != 3 {
			t.Errorf("after the switch: %d neighbours of the old, %d of the new", old, now)
		}
	}
	if model, err := other.Note(t.Context(), "model"); err != nil || model != "short" {
		t.Errorf("model: %q, %v", model, err)
	}
	r.embed(n, Short{})
	r.expect(n, false) // it is over
	site.Sound(t, s)
	put(t, s, Ingest("b", "戊。"))
	if left, err := n.Pending(t.Context(), 10); err != nil || len(left) != 0 {
		t.Errorf("a renewal that is over has %v to do, %v", left, err)
	}
}

// testEmbeddedWhile: vectors are kept while the note has the value, and not after.
func testEmbeddedWhile(t *testing.T, site Site) {
	ctx, s := t.Context(), site.Open(t)
	put(t, s, Ingest("a", "甲。\n乙。"))
	if err := s.SetNote(ctx, "model", "old"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		value string
		kept  bool
		near  int
	}{{"new", false, 0}, {"", false, 0}, {"old", true, 2}} {
		_, todo := pending(t, s, 10)
		if len(todo) != 2 {
			t.Fatalf("%d chunks are left", len(todo))
		}
		var vectors []rag.Vector
		for _, p := range todo {
			vectors = append(vectors, vectorOf(p))
		}
		kept, err := s.EmbeddedWhile(ctx, "model", c.value, vectors)
		if err != nil || kept != c.kept {
			t.Errorf("while %q: kept %v, %v", c.value, kept, err)
		}
		if near := nearest(t, s, Dimensions); near != c.near {
			t.Errorf("while %q: %d neighbours, want %d", c.value, near, c.near)
		}
	}
}

// testOutdated: what an older parser made comes back as it was given, and the
// same bytes are a change.
func testOutdated(t *testing.T, site Site) {
	s := site.Open(t)
	for _, id := range []string{"c", "a", "b"} {
		in := Ingest(id, "甲。")
		in.Example = id == "a"
		put(t, s, in)
	}
	if old, err := s.Outdated(t.Context(), 9); err != nil || len(old) != 0 {
		t.Errorf("before: %v, %v", old, err)
	}
	site.Age(t, s, []string{"a", "c"})
	old, err := s.Outdated(t.Context(), 1)
	if err != nil || len(old) != 1 {
		t.Fatalf("%v, %v", old, err)
	}
	want := Ingest("a", "甲。")
	want.Plan, want.Example = chunk.Plan{}, true
	if !reflect.DeepEqual(old[0], want) {
		t.Errorf("got %+v, want %+v", old[0], want)
	}
	for _, id := range []string{"a", "c"} {
		put(t, s, Ingest(id, "甲。"))
	}
	if old, err := s.Outdated(t.Context(), 9); err != nil || len(old) != 0 {
		t.Errorf("after: %v, %v", old, err)
	}
}
