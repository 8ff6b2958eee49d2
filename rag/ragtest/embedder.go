package ragtest

import (
	"context"
	"hash/fnv"
	"math"

	"chuchu/rag"
)

// Dimensions of the vectors of an Embedder.
const Dimensions = 64

// An Embedder embeds without a model: it counts pairs of characters in
// Dimensions buckets, so that texts which share words are near each other.
type Embedder struct {
	Err error // of every call, unless nil
}

// Model implements rag.Embedder.
func (e Embedder) Model() rag.EmbeddingModel {
	return rag.EmbeddingModel{Name: "ragtest", Dimensions: Dimensions, Low: 0.3, High: 0.9}
}

// Embed implements rag.Embedder.
func (e Embedder) Embed(ctx context.Context, _ rag.Use, texts []string) ([][]float32, error) {
	if e.Err != nil {
		return nil, e.Err
	}
	vectors := make([][]float32, len(texts))
	for i, t := range texts {
		vectors[i] = Vector(t)
	}
	return vectors, ctx.Err()
}

// Vector returns the unit vector of a text.
func Vector(text string) []float32 {
	v := make([]float32, Dimensions)
	last := ' '
	for _, r := range text + " " {
		sum := fnv.New32a()
		sum.Write([]byte(string([]rune{last, r})))
		v[sum.Sum32()%Dimensions]++
		last = r
	}
	var norm float64
	for _, f := range v {
		norm += float64(f) * float64(f)
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(norm))
	}
	return v
}
