package ragtest

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// testUnchanged: same bytes and same statements are no change; each of them alone is one.
func testUnchanged(t *testing.T, place Place) {
	s := place()
	put(t, s, Ingest("a", "甲。\n乙。"))
	embed(t, s)
	again := Ingest("a", "甲。\n乙。")
	again.Example, again.Replace = true, true
	if changed, err := s.Replace(t.Context(), again); err != nil || changed {
		t.Errorf("the same again: %v, %v", changed, err)
	}
	if d := the(t, s, "a"); d.Embedded != 2 || d.Example {
		t.Errorf("the same again left %+v", d)
	}
	named := Ingest("a", "甲。\n乙。")
	named.Given.Issuer = "某局"
	put(t, s, named)
	put(t, s, Ingest("a", "甲。\n乙。"))
	put(t, s, Ingest("a", "甲。\n乙。\n丙。"))
	raw := Ingest("a", "甲。\n乙。\n丙。")
	raw.Raw = append(raw.Raw, ' ')
	put(t, s, raw)
}

// testConflict: nothing changes, and the error names both sources.
func testConflict(t *testing.T, place Place) {
	s := place()
	first := Ingest("a", "甲。")
	put(t, s, first)
	other := Ingest("a", "乙。")
	other.Given.Source, other.Plan.Source = "other.txt", "other.txt"
	changed, err := s.Replace(t.Context(), other)
	if changed || !errors.Is(err, rag.ErrConflict) {
		t.Fatalf("changed %v, %v", changed, err)
	}
	if !strings.Contains(err.Error(), "a.txt") || !strings.Contains(err.Error(), "other.txt") {
		t.Errorf("the error does not name both sources: %v", err)
	}
	if w, err := s.Read(t.Context(), "a"); err != nil || !reflect.DeepEqual(w.Plan, first.Plan) {
		t.Errorf("a conflict left %+v, %v", w.Plan, err)
	}
	other.Replace = true
	put(t, s, other)
	if w, err := s.Read(t.Context(), "a"); err != nil || w.Plan.Text != "乙。" || w.Source != "other.txt" {
		t.Errorf("replaced: %+v, %v", w.Plan, err)
	}
}

// testVectorsSurvive: a vector belongs to a search text, wherever that moves in its document.
func testVectorsSurvive(t *testing.T, place Place) {
	s, ctx := place(), t.Context()
	put(t, s, Ingest("a", "甲乙丙。\n丁戊己。\n庚辛壬。"))
	embed(t, s)
	put(t, s, Ingest("a", "新的一行。\n甲乙丙。\n庚辛壬。\n庚辛壬。"))
	if d := the(t, s, "a"); d.Chunks != 4 || d.Embedded != 3 || d.State != "embedding" {
		t.Errorf("after a change: %+v", d)
	}
	todo, err := s.Pending(ctx, 10)
	if err != nil || len(todo) != 1 || todo[0].Text != "新的一行。" {
		t.Errorf("pending: %+v, %v", todo, err)
	}
	q := Vector(rag.SearchText(rag.Passage{Document: chunk.Meta{Label: "文件a"}, Chunk: chunk.Chunk{Text: "庚辛壬。"}}))
	near, err := s.Near(ctx, q, rag.Scope{}, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(near) != 3 || near[0].Number != 2 || near[1].Number != 3 || near[2].Number != 1 {
		t.Errorf("near: %v", keysOfNear(near))
	}
	renamed := Ingest("a", "新的一行。\n甲乙丙。\n庚辛壬。\n庚辛壬。")
	renamed.Given.Label, renamed.Plan.Label = "别名", "别名"
	put(t, s, renamed)
	if d := the(t, s, "a"); d.Embedded != 0 {
		t.Errorf("another label is another search text: %+v", d)
	}
}

// testDelete: a deleted document is nowhere, nor are its vectors when it comes again.
func testDelete(t *testing.T, place Place) {
	s, ctx := place(), t.Context()
	put(t, s, Ingest("a", "甲。"))
	put(t, s, Ingest("b", "甲。"))
	embed(t, s)
	if err := s.Delete(ctx, "a"); err != nil {
		t.Fatal(err)
	}
	if err := s.Delete(ctx, "a"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("again: %v", err)
	}
	if _, err := s.Read(ctx, "a"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("read: %v", err)
	}
	if found, err := s.Passages(ctx, []rag.Key{{Document: "a"}}); err != nil || len(found) != 0 {
		t.Errorf("passages: %v, %v", found, err)
	}
	expectFinds(t, s, Library{Plans: []chunk.Plan{Ingest("b", "甲。").Plan}})
	put(t, s, Ingest("a", "甲。"))
	if d := the(t, s, "a"); d.Embedded != 0 {
		t.Errorf("a deleted document's vectors came back: %+v", d)
	}
}
