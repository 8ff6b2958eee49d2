package postgres

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// TestReplaceTogether has handles put, change and delete one document at once,
// from nothing on.
func TestReplaceTogether(t *testing.T) {
	there := newDatabase(t)
	handles := []*Store{openAt(t, there), openAt(t, there), openAt(t, there)}
	for round := range 5 {
		id := fmt.Sprint("d", round)
		var wait sync.WaitGroup
		for i, s := range handles {
			wait.Go(func() {
				for n := range 6 {
					if _, err := s.Replace(t.Context(), ragtest.Ingest(id, lines(5+(n+i)%4))); err != nil {
						t.Errorf("replace: %v", err)
					}
					if err := rag.EmbedBacklog(t.Context(), s, ragtest.Embedder{}, nil); err != nil {
						t.Errorf("embed: %v", err)
					}
					if i == 2 && n%2 == 0 {
						if err := s.Delete(t.Context(), id); err != nil && !errors.Is(err, rag.ErrNotFound) {
							t.Errorf("delete: %v", err)
						}
					}
				}
			})
		}
		wait.Wait()
		expectSound(t, handles[0])
	}
}

// Of several who bring one id from different sources the first has it.
func TestConflictTogether(t *testing.T) {
	there := newDatabase(t)
	handles := []*Store{openAt(t, there), openAt(t, there), openAt(t, there)}
	errs := make([]error, len(handles))
	var wait sync.WaitGroup
	for i, s := range handles {
		wait.Go(func() {
			in := ragtest.Ingest("a", "甲。")
			in.Given.Source, in.Plan.Source = fmt.Sprint(i), fmt.Sprint(i)
			_, errs[i] = s.Replace(t.Context(), in)
		})
	}
	wait.Wait()
	won := 0
	for _, err := range errs {
		switch {
		case err == nil:
			won++
		case !errors.Is(err, rag.ErrConflict):
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d won", won)
	}
	expectSound(t, handles[0])
}

// What PostgreSQL cannot hold is not there, and cannot come.
func TestUnstorable(t *testing.T) {
	s, ctx := openAt(t, newDatabase(t)), t.Context()
	for _, id := range []string{"a\x00", "\xff", ""} {
		if _, err := s.Replace(ctx, ragtest.Ingest(id, "甲。")); err == nil {
			t.Errorf("%q was kept", id)
		}
		if _, err := s.Read(ctx, id); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("read %q: %v", id, err)
		}
		if err := s.Delete(ctx, id); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("delete %q: %v", id, err)
		}
		if _, err := s.Records(ctx, "local", id, 0); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("records of %q: %v", id, err)
		}
		if found, err := s.Passages(ctx, []rag.Key{{Document: id}, {Document: "a", Number: 1 << 40}}); err != nil || len(found) != 0 {
			t.Errorf("passages of %q: %v, %v", id, found, err)
		}
		for _, scope := range []rag.Scope{{Documents: []string{id}}, {Chunks: []rag.Key{{Document: id}}}} {
			if _, err := s.Match(ctx, []string{"甲", id}, scope, 9); err != nil {
				t.Errorf("match in %q: %v", id, err)
			}
			if _, err := s.Near(ctx, ragtest.Vector("甲"), scope, 9); err != nil {
				t.Errorf("near in %q: %v", id, err)
			}
		}
	}
	in := ragtest.Ingest("zero", "甲\x00乙。")
	if _, err := s.Replace(ctx, in); err != nil {
		t.Fatal(err)
	}
	if w, err := s.Read(ctx, "zero"); err != nil || w.Plan.Text != in.Plan.Text || w.Plan.Chunks[0].Text != "甲\x00乙。" {
		t.Errorf("read %q, %v", w.Plan.Text, err)
	}
}

// A document as large as any comes in one piece.
func TestLargeDocument(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	s := openAt(t, newDatabase(t))
	var text strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&text, "第%d条，%s。\n", i, strings.Repeat(string(rune(0x4e00+i%5000)), 20))
	}
	if _, err := s.Replace(t.Context(), ragtest.Ingest("large", text.String())); err != nil {
		t.Fatal(err)
	}
	m, err := s.Match(t.Context(), []string{"17001", "条"}, rag.Scope{}, 3)
	if err != nil || m.Chunks != 20_000 || m.Holding[1] != 20_000 || m.Postings[0].Number != 17_001 {
		t.Errorf("%+v, %v", m.Stats, err)
	}
	w, err := s.Read(t.Context(), "large")
	if err != nil || w.Plan.Text != text.String() || len(w.Plan.Chunks) != 20_000 {
		t.Errorf("%d chunks, %v", len(w.Plan.Chunks), err)
	}
}
