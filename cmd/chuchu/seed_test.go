package main

import (
	"context"
	"errors"
	"slices"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/local"
)

// emptyLibrary is a library in memory with the real model.
func emptyLibrary(t *testing.T) library {
	t.Helper()
	l, err := origin{path: local.Memory}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

// ids lists the documents of a library, examples with a mark.
func ids(t *testing.T, s rag.Library) []string {
	t.Helper()
	documents, err := s.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range documents {
		if d.Example {
			d.ID += " 示例"
		}
		if d.Embedded != d.Chunks {
			t.Errorf("%s: %d of %d chunks embedded", d.ID, d.Embedded, d.Chunks)
		}
		out = append(out, d.ID)
	}
	return out
}

var five = []string{"chikan 示例", "haibin 示例", "haigang 示例", "huizhou 示例", "yantian 示例"}

func TestSeed(t *testing.T) {
	l := emptyLibrary(t)
	for range 2 {
		if err := seed(t.Context(), l, l.embedder); err != nil {
			t.Fatal(err)
		}
		if got := ids(t, l); !slices.Equal(got, five) {
			t.Errorf("got %q, want %q", got, five)
		}
	}
}

func TestDeletedSeedNeverReturns(t *testing.T) {
	l := emptyLibrary(t)
	if err := seed(t.Context(), l, l.embedder); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{"chikan", "haibin", "haigang", "huizhou", "yantian"} {
		if err := l.Delete(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if err := seed(t.Context(), l, l.embedder); err != nil {
		t.Fatal(err)
	}
	if got := ids(t, l); len(got) != 0 {
		t.Errorf("returned: %q", got)
	}
}

func TestOwnDocumentsKeepSeedsOut(t *testing.T) {
	own := rag.Ingest{Raw: []byte("云山县供水计划\n一、目标\n到2028年普及率达到96%。"), Given: chunk.Meta{ID: "own"}}
	for name, arrive := range map[string]func(library) error{
		"by ingest": func(l library) error { return neverSeed(t.Context(), l) },
		"otherwise": func(l library) error {
			_, _, err := rag.Add(t.Context(), l, "own.txt", own)
			return errors.Join(err, rag.EmbedBacklog(t.Context(), l, l.embedder, nil))
		},
	} {
		l := emptyLibrary(t)
		if err := arrive(l); err != nil {
			t.Fatal(err)
		}
		if err := seed(t.Context(), l, l.embedder); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Read(t.Context(), "chikan"); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("%s: a seed came all the same (%v)", name, err)
		}
		if note, _ := l.Note(t.Context(), noteSeeded); note != hadOwn {
			t.Errorf("%s: note %q", name, note)
		}
	}
}

// A breaking garden fails at the n-th document.
type breaking struct {
	library
	left int
}

var errPower = errors.New("the power fails")

func (b *breaking) Replace(ctx context.Context, in rag.Ingest) (bool, error) {
	if b.left--; b.left < 0 {
		return false, errPower
	}
	return b.library.Replace(ctx, in)
}

func TestSeedInterrupted(t *testing.T) {
	l := emptyLibrary(t)
	for n := range 5 {
		if err := seed(t.Context(), &breaking{l, n}, l.embedder); !errors.Is(err, errPower) {
			t.Fatal(err)
		}
	}
	if err := seed(t.Context(), l, l.embedder); err != nil {
		t.Fatal(err)
	}
	if got := ids(t, l); !slices.Equal(got, five) {
		t.Errorf("got %q", got)
	}
}
