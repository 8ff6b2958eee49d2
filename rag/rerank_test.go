package rag_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"chuchu/rag"
)

// order is a reranker that wants one text first, or fails.
type order struct {
	score func(text string) float64
	err   error
	short bool
	asked *[]string
}

func (o order) Rerank(_ context.Context, question string, texts []string) ([]float64, error) {
	if o.asked != nil {
		*o.asked = append([]string{question}, texts...)
	}
	if o.err != nil {
		return nil, o.err
	}
	scores := make([]float64, len(texts))
	for i, t := range texts {
		scores[i] = o.score(t)
	}
	if o.short {
		scores = scores[1:]
	}
	return scores, nil
}

func keysOf(passages []rag.Passage) (out []rag.Key) {
	for _, p := range passages {
		out = append(out, p.Key)
	}
	return out
}

func TestRerank(t *testing.T) {
	a, q := answerer(nil), rag.Question{Text: "赤坎区新增多少养老床位"}
	plain, err := a.Search(t.Context(), q, 10)
	if err != nil || len(plain) < 3 {
		t.Fatalf("%v: %d passages", err, len(plain))
	}
	var asked []string
	longest := func(text string) float64 { return float64(len(text)) }
	a.Reranker = order{score: longest, asked: &asked}
	reordered, err := a.Search(t.Context(), q, 10)
	if err != nil || len(reordered) != len(plain) || asked[0] != q.Text || len(asked) != 1+len(plain) {
		t.Fatalf("%v: %d passages, asked %q", err, len(reordered), asked)
	}
	for i := range reordered {
		if i > 0 && longest(rag.SearchText(reordered[i])) > longest(rag.SearchText(reordered[i-1])) {
			t.Errorf("place %d is not the reranker's", i)
		}
		if reordered[i].Score != plain[i].Score {
			t.Errorf("place %d scores %v, %v before", i, reordered[i].Score, plain[i].Score)
		}
	}
	for name, faulty := range map[string]order{"fails": {err: errors.New("down")}, "leaves one out": {score: longest, short: true}} {
		a.Reranker = faulty
		if got, err := a.Search(t.Context(), q, 10); err != nil || !slices.Equal(keysOf(got), keysOf(plain)) {
			t.Errorf("a reranker that %s: %v, %v", name, err, keysOf(got))
		}
	}
}

func TestEqualScoresKeepTheOrder(t *testing.T) {
	a, q := answerer(nil), rag.Question{Text: "赤坎区新增多少养老床位"}
	plain, _ := a.Search(t.Context(), q, 10)
	a.Reranker = order{score: func(string) float64 { return 0.5 }}
	if got, err := a.Search(t.Context(), q, 10); err != nil || !slices.Equal(keysOf(got), keysOf(plain)) {
		t.Errorf("%v: %v, want %v", err, keysOf(got), keysOf(plain))
	}
}
