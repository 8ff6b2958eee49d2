package rag_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// filler makes a paragraph long enough to be a chunk of its own.
var filler = strings.Repeat("健全工作机制，压实各方责任，确保各项工作落到实处。", 12)

// actions is a plan with three sections of actions, and six principles among
// other paragraphs of a chapter.
var actions = ragtest.Library{Plans: []chunk.Plan{chunk.Parse(strings.Join([]string{
	"第一章 总体要求", "全区经济社会发展要坚持以下六条基本原则，确定发展方向。",
	"坚持党的领导。" + filler, "坚持人民至上。" + filler, "坚持创新发展。" + filler, "坚持深化改革。" + filler, "坚持系统观念。" + filler, "坚持底线思维。" + filler,
	"第二章 重点任务", "实施城市质量提升的三大行动，各部门分工负责。",
	"第一节 经济质量提升行动", "一、做强产业", "发展数字经济。" + filler, "二、引进企业", "新增企业20家。" + filler,
	"第二节 社会质量提升行动", "一、兴办教育", "新建学校2所。" + filler, "二、办好养老", "新建床位30张。" + filler,
	"第三节 生态质量提升行动", "一、治理污水", "新建管网3公里。" + filler, "二、绿化城区", "新建公园4个。" + filler,
}, "\n"), chunk.Meta{ID: "a", Title: "赤坎区行动计划", Region: "广东省湛江市赤坎区"})}}

// headings are those above the passages of a question, at a depth.
func headings(t *testing.T, a *rag.Answerer, question string, depth int) []string {
	t.Helper()
	passages, err := a.Search(t.Context(), rag.Question{Text: question}, 8)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range passages {
		if len(p.Path) > depth {
			out = append(out, p.Path[depth])
		} else {
			out = append(out, "")
		}
	}
	return out
}

func TestListsOfSaidLengthComeWhole(t *testing.T) {
	a := &rag.Answerer{Library: actions, Finder: actions, Embedder: ragtest.Embedder{}}
	three := []string{"第一节 经济质量提升行动", "第二节 社会质量提升行动", "第三节 生态质量提升行动"}
	for question, want := range map[string][]string{
		"赤坎区的城市质量提升三大行动是哪三个":  three,
		"赤坎区城市质量提升的三大行动分别叫什么": three,
		"赤坎区“三大行动”都叫什么":       three,
		"赤坎区城市质量提升有哪几个行动":     three, // all are called so
	} {
		got := slices.DeleteFunc(headings(t, a, question, 1), func(h string) bool { return h == "" })
		if !slices.Equal(got[:3], want) {
			t.Errorf("%s: %q", question, got)
		}
	}
	got := slices.DeleteFunc(headings(t, a, "赤坎区坚持的六条基本原则是什么", 1), func(h string) bool { return h == "" })
	if n := len(got); n < 6 || !strings.HasPrefix(got[0], "坚持党的领导") || !strings.HasPrefix(got[5], "坚持底线思维") {
		t.Errorf("六条: %q", got)
	}
}

func TestListsOfAnotherLengthStayAsFound(t *testing.T) {
	a := &rag.Answerer{Library: actions, Finder: actions, Embedder: ragtest.Embedder{}}
	plain := *a
	plain.Without.Sections = true
	for _, question := range []string{"赤坎区城市质量提升的九大行动分别叫什么", "赤坎区要新建多少公里管网", "赤坎区新增哪两家企业", "赤坎区城市质量提升有哪几个中心"} {
		if got, want := headings(t, a, question, 1), headings(t, &plain, question, 1); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %q, as found %q", question, got, want)
		}
	}
}
