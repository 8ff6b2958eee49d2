package rag_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/extract"
	"chuchu/rag/ragtest"
)

var plans = ragtest.Library{Plans: []chunk.Plan{
	ragtest.Plan(chunk.Meta{ID: "chikan", Title: "赤坎区规划", Region: "湛江市赤坎区", Standing: chunk.Issued, Period: &chunk.Period{From: 2021, To: 2025}},
		"# 第一章 民生\n健全养老服务体系。新增养老床位300张。\n建设公园10个。\n# 第二章 产业\n工业总产值达到39.4亿元。"),
	ragtest.Plan(chunk.Meta{ID: "yantian", Title: "盐田区计划", Region: "深圳市盐田区", Standing: chunk.Issued, Published: "2017-05-12"},
		"# 民生\n推动医养结合，新增养老床位120张。\n改造公厕40座。"),
}}

func answerer(w rag.Writer) *rag.Answerer {
	return &rag.Answerer{
		Library: plans, Finder: plans, Embedder: ragtest.Embedder{}, Writer: w,
		Now: func() time.Time { return time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC) },
	}
}

// collect runs an answer to its end and tells its events by their names.
func collect(t *testing.T, events iter.Seq2[rag.Event, error]) (names []string, a rag.Answer, err error) {
	t.Helper()
	for e, failed := range events {
		if failed != nil {
			return names, a, failed
		}
		names = append(names, strings.TrimPrefix(fmt.Sprintf("%T", e), "rag."))
		if f, ok := e.(rag.Finished); ok {
			a = f.Answer
		}
	}
	return names, a, nil
}

func TestAnswerEvents(t *testing.T) {
	w := &ragtest.Writer{Pieces: []string{"新增养老床位", "300张[1]。新增", "养老床位500张[1]。"}}
	names, a, err := collect(t, answerer(w).Answer(t.Context(), rag.Question{Text: "赤坎区新增多少张养老床位？"}))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Rewritten", "Retrieved", "Delta", "Delta", "Checked", "Delta", "Dropped", "Finished"}
	if !slices.Equal(names, want) {
		t.Errorf("events %v, want %v", names, want)
	}
	if a.Text != "新增养老床位300张[1]。" || a.Refused || len(a.Sentences) != 1 || len(a.Citations) != 1 {
		t.Errorf("answer %+v", a)
	}
	c := a.Citations[0]
	text := []rune(plans.Plans[0].Text)
	if c.Document.ID != "chikan" || c.Quote != "新增养老床位300张" || string(text[c.Start:c.End]) != c.Quote || !slices.Equal(c.Path, []string{"第一章 民生"}) {
		t.Errorf("citation %+v", c)
	}
	if len(a.Notices) != 1 || a.Notices[0].Code != rag.NoticePeriodOver {
		t.Errorf("notices %+v", a.Notices)
	}
	if asked := w.Asked(); len(asked) != 1 || !slices.Equal(asked[0].Question.Places, []string{"赤坎"}) || asked[0].Passages[0].Document.ID != "chikan" {
		t.Errorf("the writer was asked %+v", asked)
	}
}

func TestMarkKeepsWhatFails(t *testing.T) {
	w := &ragtest.Writer{Pieces: []string{"新增养老床位500张[1]。没有出处。"}}
	_, a, err := collect(t, answerer(w).Answer(t.Context(), rag.Question{Text: "赤坎区养老床位", Unsupported: rag.Mark}))
	if err != nil || len(a.Sentences) != 2 {
		t.Fatalf("%v, %+v", err, a.Sentences)
	}
	if a.Sentences[0].Problem != rag.ProblemNumber || a.Sentences[1].Problem != rag.ProblemNoCitation {
		t.Errorf("sentences %+v", a.Sentences)
	}
	if want := "新增养老床位500张[1]。（未能与原文对上：数字、单位、年份或状态与所引原文不符）没有出处。（未能与原文对上：没有标明出处）"; a.Text != want || a.Sound() != "" {
		t.Errorf("text %q, sound %q", a.Text, a.Sound())
	}
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		pieces []string
		reason string
	}{
		"the writer says nothing":    {nil, rag.NoEvidence},
		"every sentence was dropped": {[]string{"新增养老床位500张[1]。"}, rag.Unsupported},
		"only layout":                {[]string{"\n---\n"}, rag.NoEvidence},
	} {
		_, a, err := collect(t, answerer(&ragtest.Writer{Pieces: c.pieces}).Answer(t.Context(), rag.Question{Text: "赤坎区养老床位"}))
		if err != nil || !a.Refused || a.Reason != c.reason || len(a.Sentences) != 0 || len(a.Citations) != 0 {
			t.Errorf("%s: %v, %+v", name, err, a)
		}
		if !strings.Contains(a.Text, "资料中没有找到") || !strings.Contains(a.Text, "赤坎区规划") || len(a.Passages) == 0 {
			t.Errorf("%s: refusal %q with %d passages", name, a.Text, len(a.Passages))
		}
		if a.Notices == nil || a.Missing == nil || a.Sentences == nil || a.Citations == nil {
			t.Errorf("%s: a list is nil", name)
		}
	}
}

func TestFallback(t *testing.T) {
	broken := errors.New("401")
	for name, c := range map[string]struct {
		writer   *ragtest.Writer
		question rag.Question
		model    string
		notice   bool
		err      error
	}{
		"the model fails":               {&ragtest.Writer{Err: broken}, rag.Question{}, "extractive", true, nil},
		"it fails in the middle":        {&ragtest.Writer{Pieces: []string{"新增养老床位300张[1]。"}, Err: broken}, rag.Question{}, "extractive", true, nil},
		"it says nothing that stands":   {&ragtest.Writer{Pieces: []string{"新增500张[1]。"}}, rag.Question{}, "extractive", true, nil},
		"it may not be replaced":        {&ragtest.Writer{Err: broken}, rag.Question{NoFallback: true}, "", false, rag.ErrModel},
		"nothing is wrong with it":      {&ragtest.Writer{Pieces: []string{"新增养老床位300张[1]。"}}, rag.Question{}, "ragtest", false, nil},
		"what it says need not be kept": {&ragtest.Writer{}, rag.Question{NoFallback: true}, "ragtest", false, nil},
	} {
		a := answerer(c.writer)
		a.Fallback = extract.Writer{}
		c.question.Text = "赤坎区新增多少张养老床位？"
		_, answer, err := collect(t, a.Answer(t.Context(), c.question))
		if !errors.Is(err, c.err) || answer.Model != c.model {
			t.Errorf("%s: %v, model %q", name, err, answer.Model)
		}
		told := slices.ContainsFunc(answer.Notices, func(n rag.Notice) bool { return n.Code == rag.NoticeFallback })
		if told != c.notice {
			t.Errorf("%s: notices %+v", name, answer.Notices)
		}
		if c.notice && !strings.Contains(answer.Text, "新增养老床位300张") {
			t.Errorf("%s: %q", name, answer.Text)
		}
	}
}

func TestMissingIsTold(t *testing.T) {
	a := answerer(&ragtest.Writer{Pieces: []string{"新增养老床位300张[1]。\n资料中未提及：改造费用。"}})
	_, answer, err := collect(t, a.Answer(t.Context(), rag.Question{Text: "赤坎区养老床位和费用"}))
	if err != nil || !slices.Equal(answer.Missing, []string{"改造费用"}) || answer.Refused || strings.Contains(answer.Text, "未提及") {
		t.Errorf("%v, %+v", err, answer)
	}
	a = answerer(&ragtest.Writer{Pieces: []string{"资料中未提及：改造费用。"}})
	a.Fallback = extract.Writer{}
	_, answer, err = collect(t, a.Answer(t.Context(), rag.Question{Text: "赤坎区养老床位的费用"}))
	if err != nil || !answer.Refused || answer.Reason != rag.NoEvidence || answer.Model != "ragtest" {
		t.Errorf("a model that finds nothing: %v, %+v", err, answer)
	}
}

type caused struct{ error }

func (caused) Cause() string { return "接口超时" }

func TestFallbackTellsTheCause(t *testing.T) {
	a := answerer(&ragtest.Writer{Err: caused{errors.New("timeout")}})
	a.Fallback = extract.Writer{}
	_, answer, err := collect(t, a.Answer(t.Context(), rag.Question{Text: "赤坎区养老床位"}))
	if err != nil || answer.Notices[0].Message != "已改为摘录原文：接口超时" {
		t.Errorf("%v, %+v", err, answer.Notices)
	}
}

type deaf struct{ ragtest.Embedder }

func (deaf) Embed(ctx context.Context, _ rag.Use, _ []string) ([][]float32, error) {
	return nil, errDown
}

func TestWordsGoOnWithoutTheEmbedder(t *testing.T) {
	a := answerer(nil)
	a.Embedder = deaf{}
	got, err := a.Search(t.Context(), rag.Question{Text: "盐田改造公厕"}, 3)
	if err != nil || len(got) == 0 || !strings.Contains(got[0].Text, "公厕") {
		t.Errorf("%v, %+v", err, got)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.Search(ctx, rag.Question{Text: "公厕"}, 3); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestBreakingOutStopsTheWriter(t *testing.T) {
	w := &ragtest.Writer{Pieces: []string{"新增养老床位300张[1]。", "新增养老床位300张[1]。"}}
	n := 0
	for range answerer(w).Answer(t.Context(), rag.Question{Text: "赤坎区养老床位"}) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d events", n)
	}
}

func TestCancelledAnswer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a := answerer(&ragtest.Writer{Pieces: []string{"x"}})
	a.Fallback = extract.Writer{}
	if _, _, err := collect(t, a.Answer(ctx, rag.Question{Text: "赤坎区养老床位"})); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestSearch(t *testing.T) {
	a := answerer(nil)
	for _, c := range []struct {
		question rag.Question
		first    []string // documents of the first passages
		holds    string   // the first passage's text
	}{
		{rag.Question{Text: "盐田的公厕改造多少座"}, []string{"yantian"}, "改造公厕40座"},
		{rag.Question{Text: "盐田和赤坎的养老床位哪个多"}, []string{"yantian", "chikan"}, "120张"},
		{rag.Question{Text: "养老床位", Documents: []string{"yantian"}}, []string{"yantian", "yantian"}, "120张"},
		{rag.Question{Text: "新增多少张？", History: []rag.Turn{{Question: "赤坎的养老床位"}}}, []string{"chikan"}, "300张"},
	} {
		got, err := a.Search(t.Context(), c.question, 5)
		if err != nil || len(got) < len(c.first) {
			t.Fatalf("%q: %v, %d passages", c.question.Text, err, len(got))
		}
		for i, id := range c.first {
			if got[i].Document.ID != id {
				t.Errorf("%q: place %d is of %s", c.question.Text, i, got[i].Document.ID)
			}
		}
		if !strings.Contains(got[0].Text, c.holds) {
			t.Errorf("%q: first is %q", c.question.Text, got[0].Text)
		}
		if got[0].Score <= 0 {
			t.Errorf("%q: score %v", c.question.Text, got[0].Score)
		}
	}
}

func TestSearchInNothing(t *testing.T) {
	a := answerer(nil)
	a.Library, a.Finder = ragtest.Library{}, ragtest.Library{}
	got, err := a.Search(t.Context(), rag.Question{Text: "养老"}, 5)
	if err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
	a.Writer = extract.Writer{}
	if _, answer, err := collect(t, a.Answer(t.Context(), rag.Question{Text: "养老"})); err != nil || !answer.Refused {
		t.Errorf("%v, %+v", err, answer)
	}
}

type failing struct{ ragtest.Library }

var errDown = errors.New("down")

func (failing) Match(context.Context, []string, rag.Scope, int) (rag.Matches, error) {
	return rag.Matches{}, errDown
}

func TestStoreFailureIsAnError(t *testing.T) {
	a := answerer(&ragtest.Writer{})
	a.Finder = failing{}
	names, _, err := collect(t, a.Answer(t.Context(), rag.Question{Text: "养老"}))
	if !errors.Is(err, errDown) || !slices.Equal(names, []string{"Rewritten"}) {
		t.Errorf("%v after %v", err, names)
	}
}

func TestSearchText(t *testing.T) {
	p := rag.Passage{Document: chunk.Meta{Label: "某区十四五规划"}, Chunk: chunk.Chunk{Path: []string{"第一章", "一、"}, Text: "正文"}}
	if got, want := rag.SearchText(p), "某区十四五规划\n第一章\n一、\n正文"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
