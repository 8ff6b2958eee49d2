package rag_test

import (
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// notice has a list of which no part says what it is a part of, behind a
// beginning that speaks of all.
var notice = ragtest.Library{Plans: []chunk.Plan{chunk.Parse(strings.Join([]string{
	"智慧监管平台的场景有哪些，由各单位按本通知确定，智慧监管平台的场景分为几类见正文。" + filler,
	"一、准入审批类", "形式审查可以由机器完成。" + filler,
	"二、日常巡查类", "远程核查可以减少往返。" + filler,
	"三、服务公众类", "办事指南可以自动答复。" + filler,
}, "\n"), chunk.Meta{ID: "n", Title: "智慧监管平台应用通知"})}}

func TestListsAreFoundWhereverTheyStand(t *testing.T) {
	a := &rag.Answerer{Library: notice, Finder: notice, Embedder: ragtest.Embedder{}}
	got := slices.DeleteFunc(headings(t, a, "智慧监管平台的场景分成哪几大类", 0), func(h string) bool { return h == "" })
	if want := []string{"一、准入审批类", "二、日常巡查类", "三、服务公众类"}; !slices.Equal(got[:min(3, len(got))], want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestHeadingsAreCitedAsThemselves(t *testing.T) {
	a := &rag.Answerer{Library: notice, Finder: notice, Embedder: ragtest.Embedder{}}
	passages, err := a.Search(t.Context(), rag.Question{Text: "智慧监管平台的场景分成哪几大类"}, 8)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(passages, func(p rag.Passage) bool { return len(p.Path) > 0 && p.Path[0] == "二、日常巡查类" })
	if i < 0 {
		t.Fatal("no passage under the heading")
	}
	text := []rune(notice.Plans[0].Text)
	s, citations := rag.Check("日常巡查类[1]。", passages[i:i+1])
	if !s.Supported || len(citations) != 1 {
		t.Fatalf("%+v, %+v", s, citations)
	}
	c := citations[0]
	if c.Quote != "二、日常巡查类" || string(text[c.Start:c.End]) != c.Quote || len(c.Path) != 1 {
		t.Errorf("%+v", c)
	}
	if s, citations = rag.Check("远程核查可以减少往返[1]。", passages[i:i+1]); !s.Supported || citations[0].Quote != "远程核查可以减少往返" && citations[0].Quote != "远程核查可以减少往返。" {
		t.Errorf("%+v, %+v", s, citations)
	}
}
