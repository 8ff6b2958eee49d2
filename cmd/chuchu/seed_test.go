package main

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"testing"
	"time"

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

// A latecomer is a process that wants to seed a library while another one does.
type latecomer struct {
	library
	t       *testing.T
	refused chan struct{}
}

func (l latecomer) Lease(ctx context.Context, name string, length time.Duration) (bool, error) {
	held, err := l.library.Lease(ctx, name, length)
	if !held && length > 0 {
		select {
		case l.refused <- struct{}{}:
		default:
		}
	}
	return held, err
}

func (l latecomer) Replace(ctx context.Context, in rag.Ingest) (bool, error) {
	l.t.Errorf("%s is added by two", in.Plan.Meta.ID)
	return l.library.Replace(ctx, in)
}

// Of the processes that share a library one adds the seeds; the others wait
// until they are there.
func TestSeedIsOneProcess(t *testing.T) {
	path := databasePath(filepath.Join(t.TempDir(), "chuchu.db"))
	var both [2]library
	for i := range both {
		l, err := origin{path: path}.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		both[i] = l
	}
	if held, err := both[0].Lease(t.Context(), noteSeeded, time.Hour); err != nil || !held {
		t.Fatal(held, err)
	}
	late, over := latecomer{both[1], t, make(chan struct{}, 1)}, make(chan error, 1)
	go func() { over <- seed(t.Context(), late, late.embedder) }()
	<-late.refused
	if err := sowAlone(t.Context(), both[0], both[0].embedder); err != nil {
		t.Fatal(err)
	}
	if err := <-over; err != nil {
		t.Fatal(err)
	}
	if got := ids(t, late); !slices.Equal(got, five) {
		t.Errorf("got %q", got)
	}
}

// One who waits for the seeds can be stopped.
func TestSeedWaitsNoLongerThanItsCaller(t *testing.T) {
	path := databasePath(filepath.Join(t.TempDir(), "chuchu.db"))
	busy, err := origin{path: path}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer busy.Close()
	if held, err := busy.Lease(t.Context(), noteSeeded, time.Hour); err != nil || !held {
		t.Fatal(held, err)
	}
	l, err := origin{path: path}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	ctx, cancel := context.WithCancel(t.Context())
	late, over := latecomer{l, t, make(chan struct{}, 1)}, make(chan error, 1)
	go func() { over <- seed(ctx, late, late.embedder) }()
	<-late.refused
	cancel()
	if err := <-over; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}
