package rag_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/ragtest"
	"chuchu/rag/understand"
)

// asked is what a writer is asked.
func asked(t *testing.T, a *rag.Answerer, q rag.Question) rag.Question {
	t.Helper()
	w := &ragtest.Writer{Pieces: []string{"新增养老床位300张[1]。"}}
	a.Writer = w
	if _, _, err := collect(t, a.Answer(t.Context(), q)); err != nil {
		t.Fatal(err)
	}
	if len(w.Asked()) != 1 {
		t.Fatalf("%q: the writer was asked %d times", q.Text, len(w.Asked()))
	}
	return w.Asked()[0].Question
}

func TestFollowUps(t *testing.T) {
	turns := func(questions ...string) (out []rag.Turn) {
		for _, q := range questions {
			out = append(out, rag.Turn{Question: q})
		}
		return out
	}
	for _, c := range []struct {
		text    string
		history []rag.Turn
		want    string
		focus   string
	}{
		{"赤坎的养老床位？", nil, "赤坎的养老床位？", "赤坎的养老床位？"},
		{"其中新增多少张?", turns("赤坎区的养老床位有什么目标?"), "赤坎区的养老床位，其中新增多少张?", "其中新增多少张?"},
		{"盐田区呢？", turns("赤坎区新增多少养老床位"), "盐田区新增多少养老床位", "盐田区新增多少养老床位"},
		{"改造多少座公厕？", turns("盐田区新增多少养老床位"), "盐田区改造多少座公厕？", "改造多少座公厕？"},
		{"盐田区改造多少座公厕？", turns("赤坎区新增多少养老床位"), "盐田区改造多少座公厕？", "盐田区改造多少座公厕？"},
	} {
		got := asked(t, answerer(nil), rag.Question{Text: c.text, History: c.history})
		if got.Text != c.want || got.Focus != c.focus || len(got.History) != len(c.history) {
			t.Errorf("%q after %v: %q, of which %q is asked now", c.text, c.history, got.Text, got.Focus)
		}
	}
	if got := asked(t, answerer(nil), rag.Question{Text: "改造多少座公厕？", History: turns("盐田区新增多少养老床位")}); !strings.Contains(got.Topic, "养老床位") {
		t.Errorf("the topic before is %q", got.Topic)
	}
	a := answerer(nil)
	a.Without.History = true
	if got := asked(t, a, rag.Question{Text: "新增多少养老床位？", History: turns("盐田区的公厕")}); got.Text != "新增多少养老床位？" {
		t.Errorf("without history: %q", got.Text)
	}
}

func TestWritersLearnWhatIsAsked(t *testing.T) {
	got := asked(t, answerer(nil), rag.Question{Text: "赤坎区和盐田区2025年分别新增多少张养老床位？"})
	if !slices.Equal(got.Places, []string{"赤坎", "盐田"}) || !slices.Equal(got.Sides, got.Places) || !slices.Equal(got.Asked.Years, []int{2025}) || got.Asked.Unit != "张" {
		t.Errorf("the writer was asked %+v", got)
	}
	if got := asked(t, answerer(nil), rag.Question{Text: "赤坎区新增多少张养老床位？"}); got.Asked.Kind != understand.Number || got.Sides != nil {
		t.Errorf("the writer was asked %+v", got)
	}
}

func TestTypedPinyinAndTypos(t *testing.T) {
	for typed, want := range map[string]string{
		"chikan 新增多少 yanglao 床位": "赤坎 新增多少 养老 床位",
		"赤坎区新增多少养劳床位":            "赤坎区新增多少养老床位",
		"赤坎区新增多少养老床位 hotline":    "赤坎区新增多少养老床位 hotline",
	} {
		if got := asked(t, answerer(nil), rag.Question{Text: typed}).Text; got != want {
			t.Errorf("%q is read as %q, want %q", typed, got, want)
		}
	}
	a := answerer(nil)
	a.Without.Pinyin, a.Without.Typos = true, true
	if got := asked(t, a, rag.Question{Text: "chikan养劳床位"}).Text; got != "chikan养劳床位" {
		t.Errorf("switched off: %q", got)
	}
}

func TestThisYearIsOneOfTheCalendar(t *testing.T) {
	a := answerer(nil)
	a.Now = func() time.Time { return time.Date(2024, 12, 31, 17, 0, 0, 0, time.UTC) } // 2025 in China
	if got := asked(t, a, rag.Question{Text: "赤坎区今年新增多少养老床位"}); !strings.Contains(got.Text, "2025年") || !slices.Equal(got.Asked.Years, []int{2025}) {
		t.Errorf("今年: %q, %v", got.Text, got.Asked.Years)
	}
}

func TestHomeRegion(t *testing.T) {
	a := answerer(nil)
	a.HomeRegion = "深圳市盐田区"
	for text, want := range map[string]string{
		"新增多少张养老床位？":    "盐田",
		"赤坎区新增多少张养老床位？": "赤坎",
	} {
		got := asked(t, a, rag.Question{Text: text})
		if !slices.Equal(got.Places, []string{want}) {
			t.Errorf("%q is asked about %v: %q", text, got.Places, got.Text)
		}
	}
	a.HomeRegion = "罗湖区" // no document is of it
	if got := asked(t, a, rag.Question{Text: "新增多少张养老床位？"}); len(got.Places) != 0 {
		t.Errorf("asked about %v", got.Places)
	}
}

func TestEachSideHasItsShare(t *testing.T) {
	passages, err := answerer(nil).Search(t.Context(), rag.Question{Text: "赤坎区和盐田区分别新增多少养老床位"}, 2)
	if err != nil || len(passages) != 2 || passages[0].Document.ID == passages[1].Document.ID {
		t.Errorf("%v: %+v", err, passages)
	}
	_, a, err := collect(t, answerer(&ragtest.Writer{Pieces: []string{"新增养老床位300张[1]。"}}).Answer(t.Context(), rag.Question{Text: "赤坎区和罗湖区哪个新增养老床位更多"}))
	if err != nil || a.Refused || !slices.ContainsFunc(a.Notices, func(n rag.Notice) bool {
		return n.Code == rag.NoticeNothingFound && strings.Contains(n.Message, "罗湖区")
	}) {
		t.Errorf("%v: %s, notices %+v", err, a.Text, a.Notices)
	}
}

// principles is a plan with a section of items, the last of which has least of
// the question's words.
var principles = ragtest.Library{Plans: []chunk.Plan{chunk.Parse(strings.Join([]string{
	"第一章 总体要求", "第一节 指导思想", "高举伟大旗帜，坚持稳中求进工作总基调，按照基本原则的要求，基本实现发展目标，坚持走好新的道路。",
	"第二节 基本原则", "一、人民至上", "把增进人民福祉作为出发点和落脚点，让全区人民有更多获得感。" + strings.Repeat("发展为了人民，发展依靠人民，成果由人民共享。", 10),
	"二、创新驱动", "坚持创新是基本原则，坚持把创新作为第一动力。" + strings.Repeat("完善科技创新体制机制，推动产业转型升级。", 10),
	"三、底线思维", "守住安全底线，防范化解各类风险。" + strings.Repeat("健全责任体系，提高应急处置能力。", 10),
	"第二章 主要任务", "各部门要坚持基本原则，坚持问题导向，做好各项任务，哪一条都不能少。",
}, "\n"), chunk.Meta{ID: "a", Title: "赤坎区规划", Region: "广东省湛江市赤坎区"})}}

func TestSectionsComeWhole(t *testing.T) {
	a := &rag.Answerer{Library: principles, Finder: principles, Embedder: ragtest.Embedder{}}
	for question, want := range map[string][]string{
		"赤坎区坚持哪几条基本原则":  {"一、人民至上", "二、创新驱动", "三、底线思维"},
		"赤坎区的基本原则":      {"一、人民至上", "二、创新驱动", "三、底线思维"},
		"赤坎区坚持哪几条指导思想？": nil,
	} {
		passages, err := a.Search(t.Context(), rag.Question{Text: question}, 5)
		if err != nil {
			t.Fatal(err)
		}
		for i, heading := range want {
			if p := passages[i]; p.Path[len(p.Path)-1] != heading || p.Score != passages[0].Score {
				t.Errorf("%s: %d is %q with %v", question, i, p.Path, p.Score)
			}
		}
	}
	a.Without.Sections = true
	passages, err := a.Search(t.Context(), rag.Question{Text: "赤坎区坚持哪几条基本原则"}, 3)
	if err != nil || passages[0].Score == passages[1].Score {
		t.Errorf("without sections: %v, %+v", err, passages)
	}
}
