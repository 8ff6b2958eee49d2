package ragtest

import (
	"slices"
	"testing"

	"chuchu/rag"
)

// vectorOf embeds a passage.
func vectorOf(p rag.Passage) rag.Vector {
	text := rag.SearchText(p)
	return rag.Vector{Key: p.Key, Text: text, Vector: Vector(text)}
}

// pending returns what waits for a vector, and its texts.
func pending(t *testing.T, s Store, n int) (texts []string, todo []rag.Passage) {
	t.Helper()
	todo, err := s.Pending(t.Context(), n)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range todo {
		texts = append(texts, p.Text)
	}
	return texts, todo
}

// testBacklog: what waits comes in order, and each vector takes one off the list.
func testBacklog(t *testing.T, place Place) {
	s, ctx := place(), t.Context()
	put(t, s, Ingest("b", "丙。\n丁。"))
	put(t, s, Ingest("a", "甲。\n乙。"))
	texts, todo := pending(t, s, 3)
	if want := []string{"甲。", "乙。", "丙。"}; !slices.Equal(texts, want) {
		t.Errorf("got %q, want %q", texts, want)
	}
	if err := s.Embedded(ctx, []rag.Vector{vectorOf(todo[0]), vectorOf(todo[2])}); err != nil {
		t.Fatal(err)
	}
	if texts, _ = pending(t, s, 9); !slices.Equal(texts, []string{"乙。", "丁。"}) {
		t.Errorf("then pending: %q", texts)
	}
	if d := the(t, s, "a"); d.Embedded != 1 || d.State != "embedding" {
		t.Errorf("half embedded: %+v", d)
	}
	if err := s.Embedded(ctx, nil); err != nil {
		t.Errorf("no vectors: %v", err)
	}
	embed(t, s)
	if texts, _ = pending(t, s, 9); len(texts) != 0 {
		t.Errorf("in the end pending: %q", texts)
	}
}

// testLate: a vector of a text that is no longer there is ignored.
func testLate(t *testing.T, place Place) {
	s, ctx := place(), t.Context()
	put(t, s, Ingest("a", "甲甲。\n乙乙。"))
	put(t, s, Ingest("b", "丙丙。"))
	put(t, s, Ingest("c", "丁丁。\n戊戊。"))
	_, todo := pending(t, s, 9)
	put(t, s, Ingest("a", "甲甲。\n变了。"))
	put(t, s, Ingest("c", "丁丁。"))
	if err := s.Delete(ctx, "b"); err != nil {
		t.Fatal(err)
	}
	var late []rag.Vector
	for _, p := range todo {
		late = append(late, vectorOf(p))
	}
	if err := s.Embedded(ctx, late); err != nil {
		t.Fatal(err)
	}
	if texts, _ := pending(t, s, 9); !slices.Equal(texts, []string{"变了。"}) {
		t.Errorf("pending: %q", texts)
	}
	near, err := s.Near(ctx, Vector("乙乙。"), rag.Scope{}, 9)
	if want := []rag.Key{{Document: "a"}, {Document: "c"}}; err != nil || !sameKeys(keysOfNear(near), want) {
		t.Errorf("near: %v, %v, want %v", keysOfNear(near), err, want)
	}
}

// sameKeys compares without regard to order.
func sameKeys(a, b []rag.Key) bool {
	for _, k := range b {
		if !slices.Contains(a, k) {
			return false
		}
	}
	return len(a) == len(b)
}

// testLength: all vectors of a library have one length.
func testLength(t *testing.T, place Place) {
	s, ctx := place(), t.Context()
	put(t, s, Ingest("a", "甲。\n乙。"))
	_, todo := pending(t, s, 9)
	if err := s.Embedded(ctx, []rag.Vector{vectorOf(todo[0])}); err != nil {
		t.Fatal(err)
	}
	short := vectorOf(todo[1])
	short.Vector = short.Vector[:Dimensions/2]
	if err := s.Embedded(ctx, []rag.Vector{short}); err == nil {
		t.Error("a shorter vector was kept among the others")
	}
	if texts, _ := pending(t, s, 9); !slices.Equal(texts, []string{"乙。"}) {
		t.Errorf("pending: %q", texts)
	}
	if _, err := s.Near(ctx, short.Vector, rag.Scope{}, 9); err == nil {
		t.Error("a shorter vector was compared with the others")
	}
}
