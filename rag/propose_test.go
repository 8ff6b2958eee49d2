package rag_test

import (
	"regexp"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/extract"
	"chuchu/rag/ragtest"
)

// offering is a plan with headings and a table that make questions.
var offering = ragtest.Library{Plans: []chunk.Plan{chunk.Parse(strings.Join([]string{
	"第一章 发展基础", "过去五年，全区各项事业取得新成绩，夜间经济初具规模。",
	"第二章 主要目标", "专栏1 主要指标", "序号", "指标名称", "2020", "2025", "属性", "1", "养老床位数（张）", "300", "600", "预期性",
	"第三章 重点任务", "第一节 健全养老服务体系", "健全养老服务体系，新建社区养老驿站20个，培训护理员500人次。",
	"第二节 夜间经济", "夜间经济方面，打造3条特色街区，延长公交运营时间。",
}, "\n"), chunk.Meta{ID: "a", Title: "赤坎区规划", Region: "广东省湛江市赤坎区"})}}

var proposed = regexp.MustCompile(`可以问：(.+？)$`)

func TestWhatARefusalProposesIsAnswered(t *testing.T) {
	a := &rag.Answerer{Library: offering, Finder: offering, Embedder: ragtest.Embedder{}, Writer: extract.Writer{}}
	for _, question := range []string{"霞山区养老服务怎么样", "湛江市的夜间经济", "赤坎区2050年养老床位有多少", "月亮县新建多少养老驿站"} {
		_, refused, err := collect(t, a.Answer(t.Context(), rag.Question{Text: question}))
		if err != nil {
			t.Fatal(err)
		}
		m := proposed.FindStringSubmatch(refused.Text)
		if !refused.Refused || m == nil || !strings.HasPrefix(m[1], "赤坎区") {
			t.Errorf("%s: nothing is proposed: %s", question, refused.Text)
			continue
		}
		if _, got, err := collect(t, a.Answer(t.Context(), rag.Question{Text: m[1]})); err != nil || got.Refused {
			t.Errorf("%s: %s is refused: %s (%v)", question, m[1], got.Text, err)
		}
	}
}

func TestNothingIsProposed(t *testing.T) {
	for why, c := range map[string]struct {
		library  ragtest.Library
		question string
	}{
		"talk":                {offering, "写一首诗"},
		"no region":           {plansOf(map[string]string{"": "第一节 健全养老服务体系\n新建养老驿站20个。"}), "月亮县新建多少养老驿站"},
		"no heading":          {plansOf(map[string]string{"浙江省": "新建养老驿站20个。"}), "月亮县新建多少养老驿站"},
		"a heading of digits": {plansOf(map[string]string{"浙江省": "第一节 3+3+X体系\n新建养老驿站20个。"}), "月亮县新建多少养老驿站"},
		"the same heading":    {plansOf(map[string]string{"浙江省": "第一节 健全养老服务体系\n健全养老服务体系。"}), "月亮县如何健全养老服务体系"},
		"an empty library":    {ragtest.Library{}, "月亮县新建多少养老驿站"},
	} {
		a := &rag.Answerer{Library: c.library, Finder: c.library, Embedder: ragtest.Embedder{}, Writer: extract.Writer{}}
		_, got, err := collect(t, a.Answer(t.Context(), rag.Question{Text: c.question}))
		if err != nil || !got.Refused || strings.Contains(got.Text, "可以问") {
			t.Errorf("%s: %s (%v)", why, got.Text, err)
		}
	}
}

// A passage asks for its row, else for what stands under its heading.
func TestAsks(t *testing.T) {
	fact := &chunk.Fact{Name: "养老床位数", Values: []chunk.Value{{Period: "2020", Value: "300"}, {Period: "2025", Value: "600"}}}
	damage := []chunk.Damage{{Span: chunk.Span{Start: 1, End: 2}}}
	here := chunk.Meta{Title: "赤坎区规划", Region: "广东省湛江市赤坎区"}
	for _, c := range []struct {
		meta  chunk.Meta
		chunk chunk.Chunk
		want  string
	}{
		{here, chunk.Chunk{Path: []string{"第一章 重点任务", "第一节 健全养老服务体系"}}, "赤坎区如何健全养老服务体系？"},
		{here, chunk.Chunk{Path: []string{"二、夜间经济"}}, "赤坎区的夜间经济有哪些内容？"},
		{here, chunk.Chunk{Path: []string{"夜间经济"}, Fact: fact}, "赤坎区2025年养老床位数是多少？"},
		{here, chunk.Chunk{Path: []string{"健全养老服务体系"}, Damage: damage}, ""},
		{here, chunk.Chunk{}, ""},
		{chunk.Meta{Title: "《养老服务办法》"}, chunk.Chunk{Path: []string{"健全养老服务体系"}}, "《养老服务办法》如何健全养老服务体系？"},
		{chunk.Meta{Title: "养老服务办法", Region: here.Region, Kind: "法规"}, chunk.Chunk{Path: []string{"健全养老服务体系"}}, "《养老服务办法》如何健全养老服务体系？"},
		{chunk.Meta{Title: strings.Repeat("长", 26)}, chunk.Chunk{Path: []string{"健全养老服务体系"}}, ""},
	} {
		if got := (rag.Passage{Document: c.meta, Chunk: c.chunk}).Asks(); got != c.want {
			t.Errorf("%v of %s: %q, want %q", c.chunk.Path, c.meta.Title, got, c.want)
		}
	}
}
