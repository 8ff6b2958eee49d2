package server

import (
	"context"
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
)

// heads are plans whose tables and headings make questions; the second is in
// traditional script.
var heads = map[string]string{
	"a": "第一章 重点任务\n第一节 健全养老服务体系\n" + strings.Repeat("健全养老服务体系，新建社区养老驿站20个。", 4) +
		"\n第二节 坚持人民至上\n" + strings.Repeat("始终把人民放在最高位置，办好实事。", 5) +
		"\n第二章 主要指标\n专栏1 主要指标\n序号\n指标名称\n2020\n2025\n属性\n1\n养老床位数（张）\n300\n600\n预期性\n",
	"b": "第一章 重點任務\n第一節 發展夜間經濟\n" + strings.Repeat("發展夜間經濟，打造特色街區3條。", 5),
	"c": "没有标题的文字，什么都问不出来。",
}

// offering is a site with the plans of heads; a search finds the passage whose
// own question it is, unless hidden tells otherwise.
func offering(t *testing.T, hidden ...string) *site {
	t.Helper()
	s := newSite(t, quoting)
	if err := s.store.Delete(t.Context(), "plan"); err != nil {
		t.Fatal(err)
	}
	for id, text := range heads {
		region := map[string]string{"a": "广东省湛江市赤坎区", "b": "深圳市盐田区"}[id]
		in := rag.Ingest{Plan: chunk.Parse(text, chunk.Meta{ID: id, Title: "规划" + id, Region: region}), Raw: []byte(text)}
		if _, err := s.store.Replace(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	s.o.Searcher = searching(func(question string) []rag.Passage {
		for id := range heads {
			doc, err := s.store.Read(t.Context(), id)
			if err != nil {
				continue
			}
			for _, c := range doc.Plan.Chunks {
				p := rag.Passage{Document: doc.Meta, Chunk: c}
				if fold.Simplified(p.Asks()) == question && !slices.ContainsFunc(hidden, func(h string) bool { return strings.Contains(question, h) }) {
					return []rag.Passage{p}
				}
			}
		}
		return nil
	})
	return s
}

type searching func(question string) []rag.Passage

func (f searching) Search(_ context.Context, q rag.Question, _ int) ([]rag.Passage, error) {
	return f(q.Text), nil
}

// offered are the questions that a site offers.
func offered(t *testing.T, s *site) string {
	t.Helper()
	got := decode[struct {
		Questions []string `json:"questions"`
	}](t, s.check(t, call{path: "/api/examples"}))
	return strings.Join(got.Questions, " ")
}

// Questions are made of tables and headings, in simplified script, and only
// those are offered that find what they ask for.
func TestExamples(t *testing.T) {
	for hidden, want := range map[string]string{
		"none": "赤坎区2025年养老床位数是多少？ 盐田区如何发展夜间经济？ 赤坎区如何健全养老服务体系？",
		"盐田区":  "赤坎区2025年养老床位数是多少？ 赤坎区如何健全养老服务体系？",
		"床位":   "赤坎区如何健全养老服务体系？ 盐田区如何发展夜间经济？ 赤坎区如何坚持人民至上？",
		"区":    "",
	} {
		if got := offered(t, offering(t, hidden)); got != want {
			t.Errorf("without %s: %s, want %s", hidden, got, want)
		}
	}
}

// They are made anew when the documents are others, and only then.
func TestExamplesFollowTheDocuments(t *testing.T) {
	s := offering(t)
	searches, search := 0, s.o.Searcher.(searching)
	s.o.Searcher = searching(func(question string) []rag.Passage {
		searches++
		return search(question)
	})
	before := offered(t, s)
	made := searches
	if again := offered(t, s); again != before || searches != made || made == 0 {
		t.Errorf("%d searches, then %d; %s", made, searches, again)
	}
	if err := s.store.Delete(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if after := offered(t, s); after != "盐田区如何发展夜间经济？" {
		t.Errorf("without the document: %s", after)
	}
	s.o.Searcher = scripted(quoting)
	if err := s.store.Delete(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	if none := offered(t, s); none != "" {
		t.Errorf("of nothing: %s", none)
	}
}
