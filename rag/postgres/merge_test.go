package postgres

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// resting opens a library whose upkeep does nothing unless told.
func resting(tb testing.TB, url string) *Store {
	tb.Helper()
	s := openAt(tb, url)
	s.stop()
	s.kept.Wait()
	return s
}

// segmentsOf shows the segments: level and how many documents they were made of.
func segmentsOf(t *testing.T, s *Store) (shown []string) {
	t.Helper()
	err := s.look(t.Context(), func(ctx context.Context, tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `SELECT `+segmentColumns+` FROM segment ORDER BY level DESC, id`)
		if err != nil {
			return err
		}
		segments, err := pgx.CollectRows(rows, scanSegment)
		for _, g := range segments {
			shown = append(shown, fmt.Sprint(g.level, ":", len(g.serials)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return shown
}

// ingest puts texts as documents d0, d1, … from a number on.
func ingest(t *testing.T, s *Store, from int, texts ...string) {
	t.Helper()
	for i, text := range texts {
		if _, err := s.Replace(t.Context(), ragtest.Ingest(fmt.Sprintf("d%02d", from+i), text)); err != nil {
			t.Fatal(err)
		}
	}
}

// counts is how often a term stands in each chunk that holds it.
func counts(t *testing.T, s *Store, term string) (shown string) {
	t.Helper()
	m, err := s.Match(t.Context(), []string{term}, rag.Scope{}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(m.Postings, func(a, b rag.Posting) int { return byKey(a.Key, b.Key) })
	for _, p := range m.Postings {
		shown += fmt.Sprintf("%s/%d×%d ", p.Document, p.Number, p.Counts[0])
	}
	return shown
}

func TestMerge(t *testing.T) {
	url := newDatabase(t)
	s, other := resting(t, url), resting(t, url)
	texts := make([]string, mergeOf)
	for i := range texts {
		texts[i] = fmt.Sprintf("养老。\n第%d份，养老养老。", i)
	}
	ingest(t, s, 0, texts[1:]...)
	if merged, err := s.merge(t.Context()); err != nil || merged {
		t.Fatalf("merged too few: %v, %v", merged, err)
	}
	ingest(t, s, mergeOf-1, texts[0])
	before := counts(t, other, "养老")
	if err := s.mergeAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, want := segmentsOf(t, s), []string{fmt.Sprint("1:", mergeOf)}; !slices.Equal(got, want) {
		t.Errorf("segments %v, want %v", got, want)
	}
	if got := counts(t, other, "养老"); got != before || got == "" {
		t.Errorf("after merging\n got %s\nwant %s", got, before)
	}
	// More than half is gone: the segment is written again without.
	for i := range mergeOf/2 + 1 {
		if err := s.Delete(t.Context(), fmt.Sprintf("d%02d", i)); err != nil {
			t.Fatal(err)
		}
	}
	before = counts(t, other, "养老")
	if err := other.mergeAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, want := segmentsOf(t, s), []string{fmt.Sprint("1:", mergeOf/2-1)}; !slices.Equal(got, want) {
		t.Errorf("segments %v, want %v", got, want)
	}
	if got := counts(t, s, "养老"); got != before || got == "" {
		t.Errorf("after cleaning\n got %s\nwant %s", got, before)
	}
	// All of it is gone: so is the segment.
	for i := mergeOf/2 + 1; i < mergeOf; i++ {
		ingest(t, s, i, "变了。")
	}
	if err := s.mergeAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, want := segmentsOf(t, s), []string{"0:1", "0:1", "0:1"}; !slices.Equal(got, want) {
		t.Errorf("segments %v, want %v", got, want)
	}
	expectSound(t, s)
}

// TestMergeBeside has documents come and go while others merge and search.
func TestMergeBeside(t *testing.T) {
	url := newDatabase(t)
	one, two := resting(t, url), resting(t, url)
	done := make(chan struct{})
	merged := make(chan error, 2)
	for _, s := range []*Store{one, two} {
		go func() {
			for {
				select {
				case <-done:
					merged <- nil
					return
				default:
				}
				if err := s.mergeAll(t.Context()); err != nil {
					merged <- err
					return
				}
			}
		}()
	}
	for n := range 60 {
		ingest(t, one, n%25, fmt.Sprintf("养老第%d版。", n))
		m, err := two.Match(t.Context(), []string{"养老"}, rag.Scope{}, 100)
		if want := min(n+1, 25); err != nil || len(m.Postings) != want || m.Chunks != want {
			t.Errorf("after %d documents: %d chunks of %d, %v", n+1, len(m.Postings), m.Chunks, err)
		}
	}
	close(done)
	for range 2 {
		if err := <-merged; err != nil {
			t.Error(err)
		}
	}
	expectSound(t, one)
}

// TestMergePages merges more than fits in one page.
func TestMergePages(t *testing.T) {
	s := resting(t, newDatabase(t))
	texts := make([]string, mergeOf)
	for i := range texts {
		for line := range 30 {
			texts[i] += fmt.Sprintf("第%d份第%d行养老。\n", i, line)
		}
	}
	ingest(t, s, 0, texts...)
	terms := []string{"养老", "行养", "7", "份", "无"}
	var before []string
	for _, term := range terms {
		before = append(before, counts(t, s, term))
	}
	err := s.change(t.Context(), func(ctx context.Context, tx pgx.Tx) error {
		ids, err := mergeable(ctx, tx)
		if err != nil {
			return err
		}
		m, err := lockMerging(ctx, tx, ids)
		if err != nil {
			return err
		}
		m.new.bytes = 5 * mergePage // as if it were large
		m.new.buckets = 64
		return m.into(ctx, tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, term := range terms {
		if got := counts(t, s, term); got != before[i] {
			t.Errorf("%s\n got %s\nwant %s", term, got, before[i])
		}
	}
}
