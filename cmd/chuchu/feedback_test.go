package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/eval"
	"chuchu/rag/local"
	"chuchu/rag/talk"
)

// TestFeedbackExport: what staff say of answers is a question file.
func TestFeedbackExport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chuchu.db")
	s, err := local.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	cited := func(id, quote string) rag.Citation {
		return rag.Citation{Document: chunk.Meta{ID: id}, Quote: quote}
	}
	near := rag.Passage{Document: chunk.Meta{ID: "yantian"}, Chunk: chunk.Chunk{Text: "完成40座公厕改造", Span: chunk.Span{Start: 3, End: 9}}}
	for i, c := range []struct {
		verdict string
		answer  rag.Answer
	}{
		{talk.Up, rag.Answer{Question: "那惠州呢", Standalone: "惠州养老目标<是什么>", Citations: []rag.Citation{cited("huizhou", "养老")}, Model: "m"}},
		{talk.Up, rag.Answer{Question: "霞山区呢", Refused: true, Passages: []rag.Passage{near}}},
		{talk.Down, rag.Answer{Question: "公厕花了多少", Refused: true, Passages: []rag.Passage{near}}},
		{talk.Down, rag.Answer{Question: "哪个高", Citations: []rag.Citation{cited("a", "甲"), cited("b", "乙"), cited("a", "丙")}}},
	} {
		data, err := json.Marshal(c.answer)
		if err != nil {
			t.Fatal(err)
		}
		f := talk.Feedback{AnswerID: string(rune('a' + i)), Verdict: c.verdict, Given: time.Unix(int64(i), 0), Prompt: "p", Comment: "说明", Answer: data}
		if err := s.Judge(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	status, out, complaint := program(t, nil, "feedback", "export", "--database", path)
	if status != 0 {
		t.Fatal(complaint)
	}
	questions, err := eval.Questions(strings.NewReader(out))
	if err != nil || len(questions) != 4 {
		t.Fatalf("%v in %s", err, out)
	}
	for i, want := range []struct{ text, kind, evidence string }{
		{"惠州养老目标<是什么>", "text", "养老"}, {"霞山区呢", "unanswerable", ""},
		{"公厕花了多少", "text", "完成40座公厕改造"}, {"哪个高", "compare", "甲乙丙"},
	} {
		q := questions[i]
		if q.Text != want.text || q.Kind != want.kind || strings.Join(q.Evidence, "") != want.evidence {
			t.Errorf("got %+v, want %+v", q, want)
		}
	}
	if !strings.Contains(out, `"verdict":"up"`) || !strings.Contains(out, `"prompt":"p"`) || strings.Count(out, `"review":true`) != 2 || !strings.Contains(out, "yantian 3-9") {
		t.Errorf("got %s", out)
	}
	if _, out, _ := program(t, nil, "feedback", "export", "--up", "--database", path); bytes.Count([]byte(out), []byte("\n")) != 2 {
		t.Errorf("good ones: %s", out)
	}
}
