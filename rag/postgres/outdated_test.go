package postgres

import (
	"reflect"
	"testing"

	"chuchu/chunk"
	"chuchu/rag/ragtest"
)

func TestOutdated(t *testing.T) {
	s := openAt(t, newDatabase(t))
	for _, id := range []string{"c", "a", "b"} {
		in := ragtest.Ingest(id, "甲。")
		in.Example = id == "a"
		if _, err := s.Replace(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	if old, err := s.Outdated(t.Context(), 9); err != nil || len(old) != 0 {
		t.Errorf("before: %v, %v", old, err)
	}
	if _, err := s.pool.Exec(t.Context(), `UPDATE document SET parser = $1 WHERE id != 'b'`, chunk.Version-1); err != nil {
		t.Fatal(err)
	}
	old, err := s.Outdated(t.Context(), 1)
	if err != nil || len(old) != 1 {
		t.Fatalf("%v, %v", old, err)
	}
	want := ragtest.Ingest("a", "甲。")
	want.Plan, want.Example = chunk.Plan{}, true
	if !reflect.DeepEqual(old[0], want) {
		t.Errorf("got %+v, want %+v", old[0], want)
	}
	// The same bytes count as a change when another parser read them.
	for _, id := range []string{"a", "c"} {
		if changed, err := s.Replace(t.Context(), ragtest.Ingest(id, "甲。")); err != nil || !changed {
			t.Errorf("%s: %v, %v", id, changed, err)
		}
	}
	if old, err := s.Outdated(t.Context(), 9); err != nil || len(old) != 0 {
		t.Errorf("after: %v, %v", old, err)
	}
}
