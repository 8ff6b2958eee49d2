package openai

import (
	"context"
	"errors"
	"math"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	goopenai "github.com/sashabaranov/go-openai"

	"chuchu/rag"
)

// An EmbedConfig says how to embed with an endpoint.
type EmbedConfig struct {
	Endpoint
	// Dimensions is how long vectors are; 0 means as the first one that comes.
	// Stated, it is also asked for, unless the endpoint refuses the question.
	Dimensions    int
	QueryPrefix   string        // stands in front of questions: "query: " for e5
	PassagePrefix string        // stands in front of passages: "passage: " for e5
	Low, High     float64       // see rag.EmbeddingModel; both 0 mean 0 and 1
	Timeout       time.Duration // of a call; 60 s
}

// An Embedder embeds with an endpoint. It may be used by any number of
// goroutines at once.
type Embedder struct {
	config     EmbedConfig
	client     *goopenai.Client
	low, high  float64
	dimensions atomic.Int64 // 0 until known
	batch      atomic.Int64 // texts of a call
	plain      atomic.Bool  // the endpoint refuses the field dimensions
}

// firstBatch is how many texts 百炼 takes in a call.
const firstBatch = 10

// OpenEmbedder returns an Embedder. Where the configuration does not state the
// dimensions it embeds a word to learn them. An error is a *Failure, or that
// of ctx.
func OpenEmbedder(ctx context.Context, c EmbedConfig) (*Embedder, error) {
	client, err := c.api()
	if err != nil {
		return nil, err
	}
	if c.Low == 0 && c.High == 0 {
		c.High = 1
	}
	if c.Timeout == 0 {
		c.Timeout = time.Minute
	}
	e := &Embedder{config: c, client: client, low: c.Low, high: c.High}
	e.batch.Store(firstBatch)
	e.dimensions.Store(int64(c.Dimensions))
	if c.Dimensions == 0 {
		_, err = e.Embed(ctx, rag.ForQuery, []string{"规划"})
	}
	return e, err
}

var _ rag.Embedder = (*Embedder)(nil)

// Model implements rag.Embedder. Low and High are 0 and 1 unless stated or
// measured by Calibrate.
func (e *Embedder) Model() rag.EmbeddingModel {
	return rag.EmbeddingModel{Name: e.config.Model, Dimensions: int(e.dimensions.Load()), Low: e.low, High: e.high}
}

// Embed implements rag.Embedder. A text that is too long for the endpoint is
// cut; an error is a *Failure, or that of ctx.
func (e *Embedder) Embed(ctx context.Context, use rag.Use, texts []string) ([][]float32, error) {
	prefix, patience := e.config.PassagePrefix, stocking
	if use == rag.ForQuery {
		prefix, patience = e.config.QueryPrefix, asking
	}
	whole := make([]string, len(texts))
	for i, t := range texts {
		whole[i] = prefix + sendable(t)
	}
	vectors := make([][]float32, 0, len(texts))
	for len(whole) > 0 {
		n := min(len(whole), int(e.batch.Load()))
		made, err := e.split(ctx, patience, whole[:n])
		if err != nil {
			return nil, failure(ctx, err)
		}
		vectors, whole = append(vectors, made...), whole[n:]
	}
	return vectors, nil
}

// sendable is a text that endpoints take: some refuse an empty one.
func sendable(text string) string {
	text = strings.ToValidUTF8(text, "\uFFFD")
	if strings.TrimSpace(text) == "" {
		return "。"
	}
	return text
}

// shortest is how many characters of a text are not cut further.
const shortest = 100

// split embeds texts in one call, or in halves where the endpoint finds them
// too many. A single text that it does not take is cut.
func (e *Embedder) split(ctx context.Context, p patience, texts []string) ([][]float32, error) {
	vectors, err := e.call(ctx, p, texts)
	if !tooMuch(err) {
		return vectors, err
	}
	if len(texts) == 1 {
		rs := []rune(texts[0])
		if len(rs) < shortest {
			return nil, err
		}
		return e.split(ctx, p, []string{string(rs[:len(rs)/2])})
	}
	half := len(texts) / 2
	first, err := e.split(ctx, p, texts[:half])
	if err != nil {
		return nil, err
	}
	second, err := e.split(ctx, p, texts[half:])
	if err != nil {
		return nil, err
	}
	e.batch.Store(min(e.batch.Load(), int64(max(half, len(texts)-half))))
	return append(first, second...), nil
}

// tooMuch tells whether an endpoint may have refused because of how much it
// was sent: with 400 most do, TEI with 413 and 422.
func tooMuch(err error) bool {
	var r *refusal
	if !errors.As(err, &r) || r.reason() != sayRejected && r.reason() != sayTooLong {
		return false
	}
	return r.status == http.StatusBadRequest || r.status == http.StatusRequestEntityTooLarge || r.status == http.StatusUnprocessableEntity
}

// call embeds texts in one request, which it repeats while the endpoint is busy.
func (e *Embedder) call(ctx context.Context, p patience, texts []string) (vectors [][]float32, err error) {
	err = p.try(ctx, func() error {
		ctx, cancel := context.WithTimeoutCause(ctx, e.config.Timeout, &Failure{Reason: sayTimeout})
		defer cancel()
		answer, err := e.client.CreateEmbeddings(ctx, e.request(texts))
		var r *refusal
		if errors.As(err, &r) && r.status < 500 && r.names("dimension", "matryoshka") && e.plain.CompareAndSwap(false, true) {
			answer, err = e.client.CreateEmbeddings(ctx, e.request(texts))
		}
		if err != nil {
			if ctx.Err() != nil {
				return failure(ctx, err)
			}
			return err
		}
		vectors, err = e.inOrder(answer.Data, len(texts))
		return err
	})
	return vectors, err
}

func (e *Embedder) request(texts []string) goopenai.EmbeddingRequest {
	r := goopenai.EmbeddingRequest{Input: texts, Model: goopenai.EmbeddingModel(e.config.Model)}
	if !e.plain.Load() {
		r.Dimensions = e.config.Dimensions
	}
	return r
}

// inOrder puts vectors in the order of their texts and to unit length.
func (e *Embedder) inOrder(data []goopenai.Embedding, n int) ([][]float32, error) {
	vectors := make([][]float32, n)
	for _, d := range data {
		if d.Index < 0 || d.Index >= n || vectors[d.Index] != nil || !unit(d.Embedding) {
			return nil, &Failure{Reason: sayVectors}
		}
		e.dimensions.CompareAndSwap(0, int64(len(d.Embedding)))
		if len(d.Embedding) != int(e.dimensions.Load()) {
			return nil, &Failure{Reason: sayDimensions}
		}
		vectors[d.Index] = d.Embedding
	}
	if slices.ContainsFunc(vectors, func(v []float32) bool { return v == nil }) {
		return nil, &Failure{Reason: sayVectors}
	}
	return vectors, nil
}

// unit brings a vector to length 1. It reports false for one that has no direction.
func unit(v []float32) bool {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if length := math.Sqrt(sum); length > 0 && !math.IsInf(length, 0) && !math.IsNaN(length) {
		for i := range v {
			v[i] = float32(float64(v[i]) / length)
		}
		return true
	}
	return false
}
