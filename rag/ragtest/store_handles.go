package ragtest

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// testHandles: each handle finds what the other wrote, at once.
func testHandles(t *testing.T, place Place) {
	one, two := place(), place()
	ctx := t.Context()
	l := stock(t, one)
	expectFinds(t, two, bare(l))
	embed(t, two)
	expectFinds(t, one, l)
	expectFinds(t, two, l)
	in := Ingest("chikan", "养老服务床位。")
	put(t, two, in)
	embed(t, one)
	expectFinds(t, one, l.With(in.Plan))
	if err := one.Delete(ctx, "Long"); err != nil {
		t.Fatal(err)
	}
	expectFinds(t, two, l.With(in.Plan).Without("Long"))
	if err := one.SetNote(ctx, "model", "m"); err != nil {
		t.Fatal(err)
	}
	if got, err := two.Note(ctx, "model"); err != nil || got != "m" {
		t.Errorf("note: %q, %v", got, err)
	}
	if changed, err := one.Replace(ctx, in); err != nil || changed {
		t.Errorf("the other's document again: %v, %v", changed, err)
	}
}

// bare is l without vectors.
func bare(l Library) Library {
	l.Bare = map[string]bool{}
	for _, p := range l.Plans {
		l.Bare[p.ID] = true
	}
	return l
}

// version is a text of which every line says the same number.
func version(n int) string {
	return strings.Repeat(fmt.Sprintf("第%d版的一行。\n", n), 3+n%5)
}

// testReaders expects every reader to see one version whole, whenever it looks.
func testReaders(t *testing.T, place Place) {
	one, two := place(), place()
	put(t, one, Ingest("a", version(0)))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for _, s := range []Store{one, two, one, two} {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
					expectOneVersion(t, s)
				}
			}
		})
	}
	for n := 1; n <= 30; n++ {
		in := Ingest("a", version(n))
		if _, err := one.Replace(t.Context(), in); err != nil {
			t.Errorf("write: %v", err)
		}
		if err := rag.EmbedBacklog(t.Context(), two, Embedder{}, nil); err != nil {
			t.Errorf("embed: %v", err)
		}
	}
	close(done)
	readers.Wait()
	expectFinds(t, two, Library{Plans: []chunk.Plan{Ingest("a", version(30)).Plan}})
}

// expectOneVersion searches and reads, and expects no mixture.
func expectOneVersion(t *testing.T, s Store) {
	m, err := s.Match(t.Context(), []string{"版"}, rag.Scope{}, 100)
	if err != nil {
		t.Errorf("match: %v", err)
		return
	}
	if m.Chunks != len(m.Postings) || m.Holding[0] != m.Chunks || m.Chunks < 3 {
		t.Errorf("%d postings of %d chunks, %d of which hold the word", len(m.Postings), m.Chunks, m.Holding[0])
	}
	if _, err := s.Near(t.Context(), Vector("版"), rag.Scope{}, 100); err != nil {
		t.Errorf("near: %v", err)
	}
	w, err := s.Read(t.Context(), "a")
	if err != nil {
		t.Errorf("read: %v", err)
		return
	}
	if len(w.Plan.Chunks) != w.Chunks || w.Plan.Text != strings.Repeat(w.Plan.Chunks[0].Text+"\n", w.Chunks) {
		t.Errorf("a mixture: %d chunks, %q", w.Chunks, w.Plan.Text)
	}
}

// testWriters has handles write the same documents at once.
func testWriters(t *testing.T, place Place) {
	handles := []Store{place(), place()}
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for n := range 10 {
				in := Ingest(fmt.Sprintf("d%d", n%3), version(n))
				if _, err := handles[w%2].Replace(t.Context(), in); err != nil {
					t.Errorf("write: %v", err)
				}
			}
		})
	}
	writers.Wait()
	var l Library
	for n := 7; n <= 9; n++ {
		id := fmt.Sprintf("d%d", n%3)
		w, err := handles[0].Read(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		l = l.With(w.Plan)
		if len(w.Plan.Chunks) != w.Chunks {
			t.Errorf("%s: %d chunks of %d", id, len(w.Plan.Chunks), w.Chunks)
		}
	}
	embed(t, handles[1])
	for _, s := range handles {
		expectFinds(t, s, l)
	}
}
