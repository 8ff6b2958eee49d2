package ragtest

import (
	"context"
	"errors"
	"reflect"
	"slices"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// TestStore runs the suite. Each test gets a place of its own.
func TestStore(t *testing.T, place func(t *testing.T) Place) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, place Place)
	}{
		{"an empty library", testEmpty},
		{"documents come back whole", testWhole},
		{"documents in byte order", testListing},
		{"passages in the order of keys", testPassages},
		{"same bytes change nothing", testUnchanged},
		{"an id of another source", testConflict},
		{"vectors outlive what stays the same", testVectorsSurvive},
		{"delete", testDelete},
		{"a cancelled write", testCancelled},
		{"find as by looking at everything", testFind},
		{"find after changes", testFindChanged},
		{"find in a scope that is not there", testScopeGone},
		{"equal scores", testTies},
		{"find nothing", testNothing},
		{"backlog", testBacklog},
		{"late vectors", testLate},
		{"vectors of another length", testLength},
		{"notes", testNotes},
		{"two handles", testHandles},
		{"readers beside a writer", testReaders},
		{"writers beside each other", testWriters},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, place(t)) })
	}
}

// put ingests and expects a change.
func put(t *testing.T, s Store, in rag.Ingest) {
	t.Helper()
	changed, err := s.Replace(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	if !changed {
		t.Fatalf("%s did not change", in.Plan.ID)
	}
}

// embed gives every chunk its vector.
func embed(t *testing.T, s Store) {
	t.Helper()
	if err := rag.EmbedBacklog(t.Context(), s, Embedder{}, nil); err != nil {
		t.Fatal(err)
	}
}

// the returns the one document of that id.
func the(t *testing.T, s Store, id string) rag.Document {
	t.Helper()
	all, err := s.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(d rag.Document) bool { return d.ID == id })
	if i < 0 {
		t.Fatalf("no document %s among %d", id, len(all))
	}
	return all[i]
}

// testEmpty: nothing found is no error, nothing to read is ErrNotFound.
func testEmpty(t *testing.T, place Place) {
	s, ctx := place(), t.Context()
	if all, err := s.Documents(ctx); err != nil || len(all) != 0 {
		t.Errorf("documents: %v, %v", all, err)
	}
	if _, err := s.Read(ctx, "a"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("read: %v", err)
	}
	if err := s.Delete(ctx, "a"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("delete: %v", err)
	}
	for _, keys := range [][]rag.Key{nil, {{Document: "a"}}} {
		if found, err := s.Passages(ctx, keys); err != nil || len(found) != 0 {
			t.Errorf("passages %v: %v, %v", keys, found, err)
		}
	}
	if todo, err := s.Pending(ctx, 10); err != nil || len(todo) != 0 {
		t.Errorf("pending: %v, %v", todo, err)
	}
	if m, err := s.Match(ctx, []string{"养老"}, rag.Scope{}, 10); err != nil || m.Chunks != 0 || len(m.Postings) != 0 || !slices.Equal(m.Holding, []int{0}) {
		t.Errorf("match: %+v, %v", m, err)
	}
	if near, err := s.Near(ctx, Vector("养老"), rag.Scope{}, 10); err != nil || len(near) != 0 {
		t.Errorf("near: %v, %v", near, err)
	}
}

// full is a document that uses every field there is.
func full() rag.Ingest {
	text := "目录\n第一章 目标\n主要指标\n指标 2020 2025\n社零总额 10.69 11.8\n养老�服务。"
	span := func(start, end int) chunk.Span { return chunk.Span{Start: start, End: end} }
	fact := chunk.Fact{
		Document: "full", Table: "主要指标", Name: "社零总额", Unit: "亿元", Attribute: "预期性", Note: "注",
		Values: []chunk.Value{{Period: "2020", Value: "10.69"}, {Period: "2025", Value: "11.8"}},
		Quote:  "社零总额 10.69 11.8", Span: span(28, 43), Title: span(10, 14), Header: span(15, 27),
	}
	damage := []chunk.Damage{{Span: span(46, 47), Raw: "老??諝", Repaired: false}, {Span: span(47, 48), Raw: "“\x00<", Repaired: true}}
	within := []chunk.Numbers{{From: 0, To: 2}}
	meta := chunk.Meta{
		ID: "full", Title: "《规划》", Label: "某区规划", Region: "广东省某市某区", Level: "区县", Issuer: "某区政府", Number: "某府〔2021〕1号",
		Kind: "规划纲要", Standing: chunk.Issued, Period: &chunk.Period{From: 2021, To: 2025}, Published: "2021-05",
		Source: "https://example.org/规划?a=1", Revision: "r1",
	}
	return rag.Ingest{
		Raw: []byte("\xef\xbb\xbf\x00\xffas it came"), Example: true, Given: chunk.Meta{ID: "full", Source: meta.Source},
		Plan: chunk.Plan{
			Document: chunk.Document{
				Meta: meta, Text: text, Damage: damage, Cleaning: []chunk.Cleaning{{Kind: "contents", Count: 2, Examples: []string{"目录"}}},
				Readings: []chunk.Reading{{Field: "title", Excerpt: chunk.Excerpt{Quote: "《规划》"}}, {Field: "period", Excerpt: chunk.Excerpt{Quote: "2025", Span: span(23, 27)}}},
			},
			Sections: []chunk.Section{{Path: []string{"第一章 目标"}, Level: 1, Span: span(3, 52), Heading: span(3, 9)}},
			Facts:    []chunk.Fact{fact},
			Chunks: []chunk.Chunk{
				{Path: []string{"第一章 目标"}, Kind: chunk.KindText, Text: "养老�服务。", Quote: "养老�服务。", Span: span(44, 51), Damage: damage, Within: within},
				{
					Path: []string{"第一章 目标"}, Kind: chunk.KindFact, Text: "主要指标\n指标 2020 2025\n社零总额 10.69 11.8", Quote: fact.Quote, Span: fact.Span,
					Context: []chunk.Excerpt{{Quote: "主要指标", Span: fact.Title}}, Fact: &fact, Within: within,
				},
			},
		},
	}
}

// testWhole: what went in comes out, also what no client is shown.
func testWhole(t *testing.T, place Place) {
	s, in := place(), full()
	put(t, s, in)
	got, err := s.Read(t.Context(), "full")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Plan, in.Plan) {
		t.Errorf("plan\n got %+v\nwant %+v", got.Plan, in.Plan)
	}
	if !slices.Equal(got.Raw, in.Raw) {
		t.Errorf("raw: %q", got.Raw)
	}
	want := rag.Document{Meta: in.Plan.Meta, Characters: 51, Chunks: 2, State: "embedding", Example: true}
	want.Characters = len([]rune(in.Plan.Text))
	if !reflect.DeepEqual(got.Document, want) {
		t.Errorf("document\n got %+v\nwant %+v", got.Document, want)
	}
	if d := the(t, s, "full"); !reflect.DeepEqual(d, want) {
		t.Errorf("listed\n got %+v\nwant %+v", d, want)
	}
	found, err := s.Passages(t.Context(), []rag.Key{{Document: "full", Number: 0}, {Document: "full", Number: 1}})
	if err != nil || len(found) != 2 {
		t.Fatalf("%d passages, %v", len(found), err)
	}
	for i, p := range found {
		want := rag.Passage{Key: rag.Key{Document: "full", Number: i}, Document: in.Plan.Meta, Chunk: in.Plan.Chunks[i]}
		if !reflect.DeepEqual(p, want) {
			t.Errorf("passage\n got %+v\nwant %+v", p, want)
		}
	}
}

// testListing: byte order, not the order of any language; counts and states of chunks.
func testListing(t *testing.T, place Place) {
	s := place()
	for _, id := range []string{"文", "b", "a2", "Z", "a10"} {
		put(t, s, Ingest(id, "一行。\n二行。"))
	}
	put(t, s, Ingest("无", ""))
	all, err := s.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, d := range all {
		ids = append(ids, d.ID)
	}
	if want := []string{"Z", "a10", "a2", "b", "文", "无"}; !slices.Equal(ids, want) {
		t.Errorf("got %q, want %q", ids, want)
	}
	if d := the(t, s, "无"); d.Chunks != 0 || d.State != "ready" {
		t.Errorf("without chunks: %+v", d)
	}
	embed(t, s)
	if d := the(t, s, "b"); d.Embedded != 2 || d.State != "ready" {
		t.Errorf("embedded: %+v", d)
	}
}

// testPassages: the order of the keys, and no place for those that are gone.
func testPassages(t *testing.T, place Place) {
	s := place()
	put(t, s, Ingest("a", "# 标题\n甲。\n乙。\n丙。"))
	put(t, s, Ingest("b", "丁。"))
	found, err := s.Passages(t.Context(), []rag.Key{
		{Document: "b"}, {Document: "a", Number: 2}, {Document: "c"}, {Document: "a", Number: 7}, {Document: "a", Number: -1}, {Document: "a"},
	})
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, p := range found {
		texts = append(texts, p.Text)
	}
	if want := []string{"丁。", "丙。", "甲。"}; !slices.Equal(texts, want) {
		t.Errorf("got %q, want %q", texts, want)
	}
}

// testNotes: the last value set is the value.
func testNotes(t *testing.T, place Place) {
	s, ctx := place(), t.Context()
	for _, c := range []struct{ key, value string }{{"model", "bge"}, {"model", "另一个"}, {"seeded", "yes"}, {"model", ""}} {
		if err := s.SetNote(ctx, c.key, c.value); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Note(ctx, c.key); err != nil || got != c.value {
			t.Errorf("%s: got %q, %v, want %q", c.key, got, err, c.value)
		}
	}
	if got, err := s.Note(ctx, "unknown"); err != nil || got != "" {
		t.Errorf("unknown: %q, %v", got, err)
	}
	if got, err := s.Note(ctx, "seeded"); err != nil || got != "yes" {
		t.Errorf("seeded: %q, %v", got, err)
	}
}

// testCancelled: a method whose context is over does nothing and says why.
func testCancelled(t *testing.T, place Place) {
	s := place()
	put(t, s, Ingest("a", "甲。"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Replace(ctx, Ingest("a", "乙。")); !errors.Is(err, context.Canceled) {
		t.Errorf("replace: %v", err)
	}
	if err := s.Delete(ctx, "a"); !errors.Is(err, context.Canceled) {
		t.Errorf("delete: %v", err)
	}
	if _, err := s.Match(ctx, []string{"甲"}, rag.Scope{}, 1); !errors.Is(err, context.Canceled) {
		t.Errorf("match: %v", err)
	}
	w, err := s.Read(t.Context(), "a")
	if err != nil || w.Plan.Text != "甲。" {
		t.Errorf("then: %q, %v", w.Plan.Text, err)
	}
}
