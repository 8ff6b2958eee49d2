package rag

import (
	"context"
	"slices"
)

// A Reranker scores passages against a question. *openai.Reranker is one.
type Reranker interface {
	// Rerank returns a score for each text, in their order; higher is better.
	// It keeps a time limit of its own.
	Rerank(ctx context.Context, question string, texts []string) ([]float64, error)
}

// reranked is how many hits a reranker sees.
const reranked = 30

// rerank puts the best hits into the reranker's order. Where it fails or is too
// slow they stay as they are; only ctx's error is an error. Scores keep their
// places in the list, so that they fall as before.
func (a *Answerer) rerank(ctx context.Context, question string, hits []hit) ([]hit, error) {
	if a.Reranker == nil || len(hits) < 2 {
		return hits, nil
	}
	top := hits[:min(len(hits), reranked)]
	passages, err := a.passages(ctx, top)
	if err != nil {
		return nil, err
	}
	texts := make([]string, len(passages))
	for i, p := range passages {
		texts[i] = SearchText(p)
	}
	scores, err := stepped(ctx, "rerank", func(ctx context.Context) ([]float64, error) {
		return a.Reranker.Rerank(ctx, question, texts)
	})
	if err != nil || len(scores) != len(passages) {
		return hits, ctx.Err()
	}
	order := make([]int, len(passages))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		switch {
		case scores[i] > scores[j]:
			return -1
		case scores[i] < scores[j]:
			return 1
		}
		return 0
	})
	out := make([]hit, 0, len(hits))
	for place, i := range order {
		out = append(out, hit{key: passages[i].Key, score: top[place].score})
	}
	return append(out, hits[len(top):]...), nil
}
