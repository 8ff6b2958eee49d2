package main

import (
	"math"
	"slices"
	"testing"

	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/bge"
)

func TestEmbedder(t *testing.T) {
	model, err := bge.Open()
	if err != nil {
		t.Fatal(err)
	}
	e := embedder{model}
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
