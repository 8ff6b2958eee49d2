package ragtest

import (
	"fmt"
	"reflect"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/bm25"
)

// texts are a small library whose words overlap.
func texts() map[string]string {
	long := "# 第一章 发展目标\n"
	for i := range 40 {
		long += fmt.Sprintf("到%d年，养老服务床位达到%d张，护理型床位占比提高。\n", 2020+i%6, 100*i)
	}
	return map[string]string{
		"chikan": "# 第七章 民生\n## 一、养老\n健全基本养老服务体系，发展普惠型养老服务。\n加快实现老有所养。\n## 二、教育\n扩大普惠性学前教育供给。",
		"haibin": "# 目标\n社会消费品零售总额稳步增长。\n| 社零总额 | 亿元 | 2020: 10.69 | 2025: 11.8 | 预期性 |\n| PM2.5 | 微克/立方米 | 2020: 38 | 2025: 35 | 约束性 |",
		"Long":   long,
		"短":      "养老。",
		"空":      "",
	}
}

// stock fills a store with texts and returns what it should behave like.
func stock(t *testing.T, s Store) (l Library) {
	t.Helper()
	for id, text := range texts() {
		in := Ingest(id, text)
		put(t, s, in)
		l = l.With(in.Plan)
	}
	return l
}

// keysOf names what was found.
func keysOf(m rag.Matches) (keys []rag.Key) {
	for _, p := range m.Postings {
		keys = append(keys, p.Key)
	}
	return keys
}

// keysOfNear names what was found.
func keysOfNear(near []rag.Neighbour) (keys []rag.Key) {
	for _, n := range near {
		keys = append(keys, n.Key)
	}
	return keys
}

// scopes are narrow, wide, repeated, and partly of things that are not there.
var scopes = []rag.Scope{
	{},
	{Documents: []string{"chikan"}},
	{Documents: []string{"Long", "haibin", "haibin", "gone"}},
	{Chunks: []rag.Key{{Document: "chikan"}, {Document: "Long", Number: 39}, {Document: "Long", Number: 40}, {Document: "gone"}, {Document: "chikan"}}},
	{Documents: []string{"chikan"}, Chunks: []rag.Key{{Document: "Long", Number: 3}, {Document: "chikan", Number: 1}, {Document: "haibin", Number: -1}}},
}

var questions = []string{"养老服务目标是什么", "2025年社零总额11.8亿元", "PM2.5", "学前教育", "床", "没有的", ""}

// A search is what a store and the Library are both asked.
type search struct {
	terms  []string
	vector []float32
	scope  rag.Scope
	limit  int
}

// searchFor is a question as rag asks it.
func searchFor(question string, scope rag.Scope, limit int) search {
	return search{bm25.Distinct(bm25.Terms(question)), Vector(question), scope, limit}
}

// expectFinds holds Match and Near of a store against those of l.
func expectFinds(t *testing.T, s Store, l Library) {
	t.Helper()
	for _, question := range questions {
		for _, scope := range scopes {
			for _, limit := range []int{1, 3, 200} {
				q := searchFor(question, scope, limit)
				expectMatch(t, s, l, q)
				expectNear(t, s, l, q)
			}
		}
	}
}

// expectMatch expects the same statistics, counts and order.
func expectMatch(t *testing.T, s Store, l Library, q search) {
	t.Helper()
	got, err := s.Match(t.Context(), q.terms, q.scope, q.limit)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := l.Match(t.Context(), q.terms, q.scope, q.limit)
	if !reflect.DeepEqual(got.Stats, want.Stats) {
		t.Errorf("match %q in %v: got %+v, want %+v", q.terms, q.scope, got.Stats, want.Stats)
	}
	if fmt.Sprint(got.Postings) != fmt.Sprint(want.Postings) {
		t.Errorf("match %q in %v, at most %d:\n got %v\nwant %v", q.terms, q.scope, q.limit, got.Postings, want.Postings)
	}
}

// expectNear expects the same vectors, bit by bit, in the same order.
func expectNear(t *testing.T, s Store, l Library, q search) {
	t.Helper()
	got, err := s.Near(t.Context(), q.vector, q.scope, q.limit)
	if err != nil {
		t.Fatal(err)
	}
	want, _ := l.Near(t.Context(), q.vector, q.scope, q.limit)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("near in %v, at most %d:\n got %v\nwant %v", q.scope, q.limit, keysOfNear(got), keysOfNear(want))
	}
}

// testFind: with and without vectors.
func testFind(t *testing.T, place Place) {
	s := place()
	l := stock(t, s)
	bare := l
	bare.Bare = map[string]bool{}
	for id := range texts() {
		bare.Bare[id] = true
	}
	expectFinds(t, s, bare)
	embed(t, s)
	expectFinds(t, s, l)
}

// testFindChanged: what is gone leaves no trace in statistics or order.
func testFindChanged(t *testing.T, place Place) {
	s := place()
	l := stock(t, s)
	embed(t, s)
	expectFinds(t, s, l)
	// Often enough that what is gone outweighs what is there.
	for i := range 60 {
		in := Ingest("Long", fmt.Sprintf("第%d版。\n", i)+texts()["Long"])
		put(t, s, in)
		l = l.With(in.Plan)
	}
	embed(t, s)
	expectFinds(t, s, l)
	if err := s.Delete(t.Context(), "chikan"); err != nil {
		t.Fatal(err)
	}
	l = l.Without("chikan")
	expectFinds(t, s, l)
	in := Ingest("短", "护理型床位。")
	put(t, s, in)
	l = l.With(in.Plan)
	l.Bare = map[string]bool{"短": true}
	expectFinds(t, s, l)
}

// testScopeGone: a scope whose documents are gone is empty, not the whole library.
func testScopeGone(t *testing.T, place Place) {
	s := place()
	stock(t, s)
	embed(t, s)
	for _, scope := range []rag.Scope{{Documents: []string{"gone"}}, {Chunks: []rag.Key{{Document: "gone"}}, Documents: []string{"gone"}}} {
		m, err := s.Match(t.Context(), []string{"养老"}, scope, 10)
		if err != nil || len(m.Postings) != 0 || m.Chunks != 0 || m.Length != 0 || m.Holding[0] != 0 {
			t.Errorf("match in %v: %+v, %v", scope, m, err)
		}
		near, err := s.Near(t.Context(), Vector("养老"), scope, 10)
		if err != nil || len(near) != 0 {
			t.Errorf("near in %v: %v, %v", scope, near, err)
		}
	}
}

// testTies: equal scores go by document in byte order, then by number, wherever the list is cut.
func testTies(t *testing.T, place Place) {
	s := place()
	var l Library
	for _, id := range []string{"文", "b", "Z", "a10", "a2"} {
		in := Ingest(id, "同样的话。\n同样的话。\n别的。")
		in.Given.Label, in.Plan.Label = "同名", "同名"
		put(t, s, in)
		l = l.With(in.Plan)
	}
	embed(t, s)
	for limit := range 12 {
		expectMatch(t, s, l, searchFor("同样的话", rag.Scope{}, limit))
		expectNear(t, s, l, searchFor("同样的话", rag.Scope{}, limit))
	}
	want := []rag.Key{{Document: "Z"}, {Document: "Z", Number: 1}, {Document: "a10"}}
	m, err := s.Match(t.Context(), []string{"同样"}, rag.Scope{}, 3)
	if err != nil || !reflect.DeepEqual(keysOf(m), want) {
		t.Errorf("got %v, %v, want %v", keysOf(m), err, want)
	}
}

// testNothing: a library without vectors, a question without terms.
func testNothing(t *testing.T, place Place) {
	s := place()
	put(t, s, Ingest("a", "甲。"))
	m, err := s.Match(t.Context(), nil, rag.Scope{}, 10)
	if err != nil || len(m.Postings) != 0 || m.Chunks != 1 {
		t.Errorf("no terms: %+v, %v", m, err)
	}
	expectFinds(t, s, Library{Plans: []chunk.Plan{Ingest("a", "甲。").Plan}, Bare: map[string]bool{"a": true}})
}
