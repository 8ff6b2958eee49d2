package main

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/bge"
	"chuchu/rag/extract"
)

func TestEmbedder(t *testing.T) {
	model, err := bge.Open()
	if err != nil {
		t.Fatal(err)
	}
	e := newEmbedder(model)
	texts := []string{"养老服务目标", "社会消费品零售总额"}
	passages, err := e.Embed(t.Context(), rag.ForPassage, texts)
	if err != nil {
		t.Fatal(err)
	}
	queries, err := e.Embed(t.Context(), rag.ForQuery, texts)
	if err != nil {
		t.Fatal(err)
	}
	for i := range texts {
		if len(passages[i]) != e.Model().Dimensions || len(queries[i]) != e.Model().Dimensions {
			t.Fatalf("%d and %d numbers", len(passages[i]), len(queries[i]))
		}
		if questionPrefix != "" && slices.Equal(passages[i], queries[i]) {
			t.Errorf("%s: a question is embedded as a passage", texts[i])
		}
		if same, other := dot(queries[i], passages[i]), dot(queries[i], passages[1-i]); same <= other {
			t.Errorf("%s: nearer to the other text (%.3f, %.3f)", texts[i], same, other)
		}
	}
}

// When all turns are taken a call waits for one, but no longer than its context.
func TestEmbedderWaitsForItsTurn(t *testing.T) {
	model, err := bge.Open()
	if err != nil {
		t.Fatal(err)
	}
	e := newEmbedder(model)
	for range cap(e.turns) {
		e.turns <- struct{}{}
	}
	soon, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if _, err := e.Embed(soon, rag.ForQuery, []string{"养老"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("without a turn: %v", err)
	}
	<-e.turns
	if _, err := e.Embed(t.Context(), rag.ForQuery, []string{"养老"}); err != nil {
		t.Errorf("with a turn: %v", err)
	}
	if taken := len(e.turns); taken != cap(e.turns)-1 {
		t.Errorf("%d turns are taken after all", taken)
	}
}

// A text is read the same in either script, when there is a turn for it.
func TestEmbedderReads(t *testing.T) {
	model, err := bge.Open()
	if err != nil {
		t.Fatal(err)
	}
	e := newEmbedder(model)
	simple := []extract.Sentence{{Place: "某区规划", Text: "新增养老床位300张。"}, {Place: "某区规划", Text: "加强生态保护。"}}
	full := []extract.Sentence{{Place: "某區規劃", Text: "新增養老床位300張。"}, {Place: "某區規劃", Text: "加強生態保護。"}}
	want, err := e.Read(t.Context(), "新增多少张养老床位", simple)
	if err != nil || len(want) != 2 || want[0] <= want[1] {
		t.Fatal(want, err)
	}
	if got, err := e.Read(t.Context(), "新增多少張養老床位", full); err != nil || !slices.Equal(got, want) {
		t.Errorf("in the other script: %v, not %v; %v", got, want, err)
	}
	for range cap(e.turns) {
		e.turns <- struct{}{}
	}
	soon, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := e.Read(soon, "养老", simple); !errors.Is(err, context.Canceled) {
		t.Errorf("without a turn: %v", err)
	}
}

// What was shipped is what the model gives, rounded to half precision.
func TestShippedVectors(t *testing.T) {
	l := emptyLibrary(t)
	if err := seed(t.Context(), l, l.embedder); err != nil {
		t.Fatal(err)
	}
	found, err := l.answerer().Search(t.Context(), rag.Question{Text: "赤坎区养老服务"}, 3)
	if err != nil || len(found) == 0 {
		t.Fatal(found, err)
	}
	for _, p := range found {
		text := rag.SearchText(p)
		made, err := l.embedder.(embedder).model.Embed(t.Context(), []string{fold.Simplified(text)})
		if err != nil {
			t.Fatal(err)
		}
		if got := dot(shipped(text), made[0]); math.Abs(got-1) > 1e-3 {
			t.Errorf("%.30q: cosine of shipped and made vector %.5f", text, got)
		}
	}
}

func dot(a, b []float32) (sum float64) {
	for i := range a {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
