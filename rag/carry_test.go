package rag_test

import (
	"testing"

	"chuchu/rag"
	"chuchu/rag/extract"
)

func TestYearsThatAnotherPlaceDoesNotSpeakOf(t *testing.T) {
	for _, c := range []struct{ before, text, want string }{
		// 盐田's plan is of 2017: the year of 赤坎's goal is not asked of it.
		{"赤坎区2025年新增多少养老床位？", "盐田区呢？", "盐田区新增多少养老床位？"},
		{"盐田区2017年改造多少公厕？", "赤坎区呢？", "赤坎区改造多少公厕？"},
		{"赤坎区2025年新增多少养老床位？", "那盐田呢", "盐田新增多少养老床位？"},
		// What was typed stays, and what the plan speaks of.
		{"赤坎区新增多少养老床位？", "盐田区2025年呢？", "2025年盐田区新增多少养老床位？"},
		{"赤坎区2025年新增多少养老床位？", "2024年呢？", "赤坎区2024年新增多少养老床位？"},
		{"赤坎区2017年新增多少养老床位？", "盐田区呢？", "盐田区2017年新增多少养老床位？"},
		{"", "盐田区2025年改造多少公厕？", "盐田区2025年改造多少公厕？"},
	} {
		q := rag.Question{Text: c.text}
		if c.before != "" {
			q.History = []rag.Turn{{Question: c.before}}
		}
		_, a, err := collect(t, answerer(extract.Writer{}).Answer(t.Context(), q))
		if err != nil {
			t.Fatal(err)
		}
		if a.Standalone != c.want {
			t.Errorf("%q after %q is %q, want %q", c.text, c.before, a.Standalone, c.want)
		}
	}
}
