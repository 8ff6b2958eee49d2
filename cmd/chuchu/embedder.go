package main

import (
	"context"
	"runtime"

	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/bge"
	"chuchu/rag/extract"
	"chuchu/seeds"
)

// questionPrefix stands in front of questions before they are embedded. The
// model was trained with bge.QueryInstruction there; make eval tells what helps.
const questionPrefix = bge.QueryInstruction

// Cosines of unrelated and of well related texts under bge-small-zh, the range
// that fusion maps to 0…1.
const cosineLow, cosineHigh = 0.3, 0.8

// An embedder is the embedded model. It reads simplified script best, so all
// text is simplified first: one more question in 67 has its evidence in the top
// five, and traditional plans are found as well as others. What the seeds' chunks shipped with is
// looked up, not computed.
//
// As many calls compute at once as there are processors, the others wait in
// line: hundreds of answers that all compute leave nothing to those that must
// keep their records or hear a client.
type embedder struct {
	model  *bge.Model
	turns  chan struct{} // holds one for each call that computes
	lately *lately
}

// newEmbedder returns the embedder that all of a process should share.
func newEmbedder(model *bge.Model) embedder {
	return embedder{model, make(chan struct{}, runtime.GOMAXPROCS(0)), newLately()}
}

// Model names the model and its range.
func (e embedder) Model() rag.EmbeddingModel { return bundled() }

// bundled is the embedded model's name and range.
func bundled() rag.EmbeddingModel {
	return rag.EmbeddingModel{Name: bge.Name, Dimensions: bge.Dimensions, Low: cosineLow, High: cosineHigh}
}

// Embed returns a unit vector for each text, which nobody may change. Its only
// error is that of ctx.
func (e embedder) Embed(ctx context.Context, use rag.Use, texts []string) ([][]float32, error) {
	vectors, read := make([][]float32, len(texts)), make([]string, len(texts))
	for i, t := range texts {
		if use == rag.ForQuery {
			t = questionPrefix + t
		} else if vectors[i] = shipped(t); vectors[i] != nil {
			continue
		}
		read[i] = fold.Simplified(t)
	}
	if len(e.lately.fill(vectors, read)) == 0 {
		return vectors, nil
	}
	return vectors, e.compute(ctx, vectors, read)
}

// compute sets the vectors that are nil when it is this call's turn. By then
// another call may have made some of them.
func (e embedder) compute(ctx context.Context, vectors [][]float32, read []string) error {
	done, err := e.turn(ctx)
	if err != nil {
		return err
	}
	defer done()
	places := e.lately.fill(vectors, read)
	rest := make([]string, len(places))
	for i, place := range places {
		rest[i] = read[place]
	}
	made, err := e.model.Embed(ctx, rest)
	if err != nil {
		return err
	}
	for i, place := range places {
		vectors[place] = made[i]
	}
	e.lately.add(rest, made)
	return nil
}

// turn waits for a call's turn to compute, which is over with done.
func (e embedder) turn(ctx context.Context) (done func(), err error) {
	select {
	case e.turns <- struct{}{}:
		return func() { <-e.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// shipped is the vector that came with the program for a seed's chunk, or nil.
func shipped(text string) []float32 {
	var vector []float32
	for _, h := range seeds.Vector(bge.Name, text) {
		vector = append(vector, rag.Single(h))
	}
	return vector
}

// Read implements extract.Reader when it is this call's turn.
func (e embedder) Read(ctx context.Context, question string, sentences []extract.Sentence) ([]float32, error) {
	read := make([]bge.Sentence, len(sentences))
	for i, s := range sentences {
		read[i] = bge.Sentence{Place: fold.Simplified(s.Place), Text: fold.Simplified(s.Text)}
	}
	done, err := e.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	return e.model.Read(ctx, fold.Simplified(question), read)
}
