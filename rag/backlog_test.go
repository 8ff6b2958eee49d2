package rag

import (
	"context"
	"errors"
	"slices"
	"testing"

	"chuchu/chunk"
)

// A heap is a backlog in memory.
type heap struct {
	todo        []Passage
	kept        []Vector
	stuck, full error
}

func (h *heap) Pending(_ context.Context, n int) ([]Passage, error) {
	return h.todo[:min(n, len(h.todo))], h.stuck
}

func (h *heap) Embedded(_ context.Context, vectors []Vector) error {
	if h.full != nil {
		return h.full
	}
	h.kept = append(h.kept, vectors...)
	h.todo = h.todo[len(vectors):]
	return nil
}

// A gauge embeds a text as its length, and counts how often it is asked.
type gauge struct {
	calls []int
	wrong error
}

func (g *gauge) Embed(_ context.Context, use Use, texts []string) ([][]float32, error) {
	g.calls = append(g.calls, len(texts))
	if g.wrong != nil || use != ForPassage {
		return nil, g.wrong
	}
	out := make([][]float32, len(texts))
	for i, t := range texts {
		out[i] = []float32{float32(len(t))}
	}
	return out, nil
}

func (*gauge) Model() EmbeddingModel { return EmbeddingModel{Dimensions: 1} }

func pile(n int) []Passage {
	all := make([]Passage, n)
	for i := range all {
		all[i] = Passage{Key: Key{"a", i}, Document: chunk.Meta{ID: "a", Label: "甲区规划"}, Chunk: chunk.Chunk{Text: "推进养老服务。"}}
	}
	return all
}

// Each chunk gets the vector of its own search text, in batches, and each batch
// is told; nothing to do is no error.
func TestEmbedBacklog(t *testing.T) {
	for n, want := range map[int][]int{0: nil, 1: {1}, embedBatch: {embedBatch}, 2*embedBatch + 5: {embedBatch, embedBatch, 5}} {
		h, g := &heap{todo: pile(n)}, &gauge{}
		var told []int
		if err := EmbedBacklog(t.Context(), h, g, func(n int) { told = append(told, n) }); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(g.calls, want) || !slices.Equal(told, want) || len(h.kept) != n {
			t.Errorf("%d chunks: asked %v, told %v, kept %d", n, g.calls, told, len(h.kept))
		}
		for i, v := range h.kept {
			text := SearchText(pile(n)[i])
			if v.Key != (Key{"a", i}) || v.Text != text || v.Vector[0] != float32(len(text)) {
				t.Errorf("chunk %d: %+v", i, v)
			}
		}
	}
	if err := EmbedBacklog(t.Context(), &heap{todo: pile(3)}, &gauge{}, nil); err != nil {
		t.Errorf("nobody listens: %v", err)
	}
}

// What goes wrong ends it, and says what was being done; what was stored stays.
func TestEmbedBacklogFails(t *testing.T) {
	broken := errors.New("broken")
	for name, c := range map[string]struct {
		h *heap
		g *gauge
	}{
		"the library": {&heap{todo: pile(3), stuck: broken}, &gauge{}}, "the embedder": {&heap{todo: pile(3)}, &gauge{wrong: broken}}, "the disk": {&heap{todo: pile(3), full: broken}, &gauge{}},
	} {
		if err := EmbedBacklog(t.Context(), c.h, c.g, nil); !errors.Is(err, broken) || len(c.h.kept) > 0 {
			t.Errorf("%s: %v, %d kept", name, err, len(c.h.kept))
		}
	}
}
