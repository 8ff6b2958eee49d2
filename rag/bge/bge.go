// Package bge is the embedding model bge-small-zh-v1.5 of BAAI, inside the
// binary: it turns Chinese text into vectors whose inner product says how
// near two texts are in meaning.
//
//	m, err := bge.Open()
//	...
//	vectors, err := m.Embed(ctx, []string{"养老服务目标", "社会消费品零售总额"})
//
// Passages are embedded as they are; a question gets QueryInstruction in
// front. The network is BERT with 4 layers, 512 wide, 8 heads
// (https://huggingface.co/BAAI/bge-small-zh-v1.5). Its matrices are int8, and
// so are the inputs of every matrix product, with a scale for each token;
// attention is computed in int16.
//
// Sums of products are exact integers, and everything else is rounded after
// each operation in one fixed order. So a text has the same vector, bit for
// bit, on every machine, alone or among others, whether the kernels are
// AVX-512, AVX2 or plain Go.
package bge

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

const (
	// Name is what a library records as its embedding model.
	Name = "bge-small-zh-v1.5"
	// Dimensions is the length of a vector.
	Dimensions = 512
	// MaxTokens is how many tokens of a text count, two of them marks of its
	// beginning and end. A Chinese character is one token, and so is most
	// often a run of Latin letters or digits.
	MaxTokens = 512
	// QueryInstruction stands in front of a question, never of a passage.
	QueryInstruction = "为这个句子生成表示以用于检索相关文章："
)

// A Model is the network, ready to run. It may be used by any number of
// goroutines at once.
type Model struct {
	tokens  *tokenizer
	net     *network
	reading *network // net with what it learned besides
	head    head
	kernels kernels
	spare   sync.Pool // of *scratch
}

// Open reads the embedded weights, of which most stay where the binary has
// them: it takes some milliseconds and about 5 MB.
func Open() (*Model, error) {
	return open(available()[0])
}

// open is Open with the given kernels.
func open(k kernels) (*Model, error) {
	words, net, err := load(packed)
	if err != nil {
		return nil, err
	}
	reading, h, err := adapt(net, learned)
	if err != nil {
		return nil, err
	}
	return &Model{tokens: newTokenizer(words), net: net, reading: reading, head: h, kernels: k}, nil
}

// Embed returns one vector of unit length and Dimensions numbers for each
// text, in the order of texts. What goes beyond MaxTokens is ignored; an empty
// text has a vector too. Several texts are embedded on all processors, the
// longest first. The only error is that of a context which ends before the
// last text is begun.
func (m *Model) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	ids := make([][]int32, len(texts))
	for i, t := range texts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		ids[i] = m.tokens.encode(t, MaxTokens)
	}
	vectors := make([][]float32, len(texts))
	err := m.each(ctx, ids, func(i int, s *scratch) { vectors[i] = unit(m.forward(m.net, ids[i], s)) })
	if err != nil {
		return nil, err
	}
	return vectors, nil
}

// each does something with each row of tokens, on all processors, the longest
// first. Its only error is that of a context which ends before the last is begun.
func (m *Model) each(ctx context.Context, ids [][]int32, do func(i int, s *scratch)) error {
	order := make([]int, len(ids))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(ids[b]), len(ids[a])) })
	var taken atomic.Int64
	work := func() {
		s, _ := m.spare.Get().(*scratch)
		if s == nil {
			s = new(scratch)
		}
		defer m.spare.Put(s)
		for ctx.Err() == nil {
			next := int(taken.Add(1)) - 1
			if next >= len(order) {
				return
			}
			do(order[next], s)
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ids)) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
	if int(taken.Load()) < len(order) {
		return ctx.Err()
	}
	return nil
}
