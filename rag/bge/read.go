package bge

import (
	"context"
	_ "embed"
)

// learned is what the network learned to read with, as scripts/reader writes it.
//
//go:embed read.bin
var learned string

const (
	readMagic = "chuchu reads with bge 1\n"
	// rank is how many columns the narrow matrices have.
	rank = block

	// What is read of a question, of a place and of a sentence, in tokens.
	mostQuestion = 64
	mostPlace    = 28
	mostSentence = 88
)

// A head turns the first token of a pair into a score.
type head struct {
	weight []float32
	bias   float32
}

// A Sentence is a sentence of a document, and where it stands: the document's
// name and the heading above.
type Sentence struct{ Place, Text string }

// Read tells for each sentence, in their order, how well it answers a question:
// log odds against there being no answer, in the eyes of a network that was
// trained on questions and answers of other documents. Below 0 it rather does
// not. The only error is that of a context which ends before the last is read.
func (m *Model) Read(ctx context.Context, question string, sentences []Sentence) ([]float32, error) {
	ids := make([][]int32, len(sentences))
	asked := m.tokens.clipped([]int32{beginToken}, question, mostQuestion)
	for i, s := range sentences {
		pair := m.tokens.clipped(append([]int32(nil), asked...), s.Place, mostPlace)
		ids[i] = m.tokens.clipped(pair, s.Text, mostSentence)
	}
	scores := make([]float32, len(sentences))
	err := m.each(ctx, ids, func(i int, s *scratch) { scores[i] = m.head.score(m.forward(m.reading, ids[i], s)) })
	if err != nil {
		return nil, err
	}
	return scores, nil
}

// clipped appends at most so many tokens of a text and the mark of its end.
func (t *tokenizer) clipped(ids []int32, text string, most int) []int32 {
	return append(ids, t.encode(text, most+2)[1:]...)
}

// score is rounded after each operation, as everything here.
func (h head) score(x []float32) float32 {
	var sum total
	for i, v := range x {
		sum[i%lanes] += float32(v * h.weight[i])
	}
	return sum.sum() + h.bias
}

// adapt returns a network that shares what it can with net and has besides what
// was learned.
func adapt(net *network, file string) (*network, head, error) {
	r := &reader{rest: file}
	if r.take(len(readMagic)) != readMagic {
		return nil, head{}, errModel
	}
	out := *net
	for i := range out.layers {
		l := &out.layers[i]
		for _, w := range l.linears() {
			w.narrow, w.wide = r.matrix(w.k, rank), r.matrix(rank, len(w.scale))
		}
		l.attended, l.norm = r.norm(), r.norm()
	}
	h := head{weight: r.floats(width), bias: r.floats(1)[0]}
	for i := range out.layers {
		for _, w := range out.layers[i].linears() {
			for _, m := range []*matrix{&w.narrow, &w.wide} {
				m.values = r.int8s(m.k * len(m.scale))
			}
		}
	}
	if r.short || r.rest != "" {
		return nil, head{}, errModel
	}
	return &out, h, nil
}
