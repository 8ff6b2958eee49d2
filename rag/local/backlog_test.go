package local

import (
	"path/filepath"
	"testing"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// Vectors are kept while the note has the value, and not after.
func TestEmbeddedWhile(t *testing.T) {
	ctx := t.Context()
	s := openAt(t, filepath.Join(t.TempDir(), "chuchu.db"))
	if _, err := s.Replace(ctx, ragtest.Ingest("a", "甲。\n乙。")); err != nil {
		t.Fatal(err)
	}
	if err := s.SetNote(ctx, "model", "old"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		value string
		kept  bool
		near  int
	}{{"new", false, 0}, {"", false, 0}, {"old", true, 2}} {
		todo, err := s.Pending(ctx, 10)
		if err != nil || len(todo) != 2 {
			t.Fatalf("%d chunks are left, %v", len(todo), err)
		}
		var vectors []rag.Vector
		for _, p := range todo {
			text := rag.SearchText(p)
			vectors = append(vectors, rag.Vector{Key: p.Key, Text: text, Vector: ragtest.Vector(text)})
		}
		kept, err := s.EmbeddedWhile(ctx, "model", c.value, vectors)
		if err != nil || kept != c.kept {
			t.Errorf("while %q: kept %v, %v", c.value, kept, err)
		}
		if got := nearest(t, s, ragtest.Dimensions); got != c.near {
			t.Errorf("while %q: %d neighbours, want %d", c.value, got, c.near)
		}
	}
}
