package openai

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/http"
	"strings"
	"sync/atomic"
	"time"
)

// A RerankConfig says how to rerank with an endpoint.
type RerankConfig struct {
	Endpoint               // BaseURL with or without /rerank at its end
	Timeout  time.Duration // of a call; 10 s
}

// A Reranker scores passages against a question with an endpoint of the shape
// that Jina, Cohere, TEI, vLLM and Xinference share. It may be used by any
// number of goroutines at once.
type Reranker struct {
	config RerankConfig
	client *http.Client
	texts  atomic.Bool // TEI: the field is called texts
}

// NewReranker returns a Reranker, or a Failure when the configuration cannot
// work. Nothing is sent yet.
func NewReranker(c RerankConfig) (*Reranker, error) {
	client, err := c.http()
	if err != nil {
		return nil, err
	}
	c.Timeout = cmp.Or(c.Timeout, 10*time.Second)
	return &Reranker{config: c, client: client}, nil
}

// Rerank returns a score for each text, in the order of texts; higher is
// better, and the scale is the model's own. An error is a *Failure, or that of
// ctx; the caller then keeps the order it has.
func (r *Reranker) Rerank(ctx context.Context, query string, texts []string) ([]float64, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	parent := ctx
	ctx, cancel := context.WithTimeoutCause(ctx, r.config.Timeout, &Failure{Reason: sayTimeout})
	defer cancel()
	var scores []float64
	err := asking.try(ctx, func() (err error) {
		scores, err = r.call(ctx, query, texts)
		var no *refusal
		if errors.As(err, &no) && (no.status == 400 || no.status == 422) && no.names("texts") && r.texts.CompareAndSwap(false, true) {
			scores, err = r.call(ctx, query, texts)
		}
		return err
	})
	if parent.Err() != nil {
		return nil, parent.Err()
	}
	if err != nil {
		return nil, failure(ctx, err)
	}
	return scores, nil
}

// A rerankRequest asks for the scores of all documents.
type rerankRequest struct {
	Model     string   `json:"model"`
	Query     string   `json:"query"`
	Documents []string `json:"documents,omitempty"`
	Texts     []string `json:"texts,omitempty"`
	TopN      int      `json:"top_n,omitempty"`
}

func (r *Reranker) call(ctx context.Context, query string, texts []string) ([]float64, error) {
	ask := rerankRequest{Model: r.config.Model, Query: query, Documents: texts, TopN: len(texts)}
	if r.texts.Load() {
		ask = rerankRequest{Model: r.config.Model, Query: query, Texts: texts}
	}
	body, err := json.Marshal(ask)
	if err != nil {
		return nil, err
	}
	address := strings.TrimSuffix(r.config.address(""), "/rerank") + "/rerank"
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return nil, &Failure{sayNoURL, err}
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept", "application/json")
	if r.config.key() != "" {
		req.Header.Set("Authorization", "Bearer "+r.config.key())
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, longestWhole))
	if err != nil {
		return nil, err
	}
	return readScores(answer, len(texts))
}

// A ranked is an entry of a reranker's answer.
type ranked struct {
	Index int      `json:"index"`
	Score *float64 `json:"relevance_score"`
	Plain *float64 `json:"score"` // TEI
}

// readScores reads an answer: {"results":[…]}, or TEI's bare list.
func readScores(answer []byte, n int) ([]float64, error) {
	var outer struct {
		Results []ranked `json:"results"`
	}
	if json.Unmarshal(answer, &outer) != nil && json.Unmarshal(answer, &outer.Results) != nil {
		return nil, &Failure{Reason: sayUnread}
	}
	scores, seen := make([]float64, n), make([]bool, n)
	for _, r := range outer.Results {
		score := cmp.Or(r.Score, r.Plain)
		if r.Index < 0 || r.Index >= n || seen[r.Index] || score == nil || math.IsNaN(*score) {
			return nil, &Failure{Reason: sayVectors}
		}
		scores[r.Index], seen[r.Index] = *score, true
	}
	if len(outer.Results) != n {
		return nil, &Failure{Reason: sayVectors}
	}
	return scores, nil
}
