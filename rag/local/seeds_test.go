package local

import (
	"context"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"chuchu/rag"
	"chuchu/rag/bm25"
)

// plant adds the five plans as they came.
func plant(tb testing.TB, s *Store) (documents int) {
	tb.Helper()
	files, err := filepath.Glob("../../seeds/*.txt")
	if err != nil || len(files) == 0 {
		tb.Skip("the seeds are not there: ", err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			tb.Fatal(err)
		}
		if _, _, err := rag.Add(context.Background(), s, filepath.Base(f), rag.Ingest{Raw: raw}); err != nil {
			tb.Fatal(err)
		}
	}
	return len(files)
}

// TestSeeds puts real plans in and takes them out again.
func TestSeeds(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "chuchu.db"))
	n := plant(t, s)
	all, err := s.Documents(t.Context())
	if err != nil || len(all) != n {
		t.Fatalf("%d documents, %v", len(all), err)
	}
	chunks := 0
	for _, d := range all {
		w, err := s.Read(t.Context(), d.ID)
		if err != nil {
			t.Fatal(err)
		}
		again := openAt(t, Memory)
		if _, err := again.Replace(t.Context(), rag.Ingest{Plan: w.Plan, Raw: w.Raw}); err != nil {
			t.Fatal(err)
		}
		if copied, err := again.Read(t.Context(), d.ID); err != nil || !reflect.DeepEqual(copied, w) {
			t.Errorf("%s does not come out as it went in: %v", d.ID, err)
		}
		chunks += d.Chunks
	}
	if plant(t, s); chunks == 0 {
		t.Error("no chunks")
	}
	m, err := s.Match(t.Context(), bm25.Distinct(bm25.Terms("赤坎区养老服务目标是什么")), rag.Scope{}, 200)
	if err != nil || m.Chunks != chunks || len(m.Postings) != 200 {
		t.Errorf("match: %d chunks of %d, %d postings, %v", m.Chunks, chunks, len(m.Postings), err)
	}
}
