package ragtest

import (
	"context"
	"iter"
	"sync"

	"chuchu/rag"
)

// A Writer writes what its script says. It remembers what it was asked.
type Writer struct {
	Pieces []string // yielded one after the other
	Err    error    // yielded last, unless nil

	mu    sync.Mutex
	asked []Asked
}

// Asked is a call of a Writer.
type Asked struct {
	Question rag.Question
	Passages []rag.Passage
}

// Name implements rag.Writer.
func (w *Writer) Name() string { return "ragtest" }

// Write implements rag.Writer. It ends with the error of ctx when that is done.
func (w *Writer) Write(ctx context.Context, q rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		w.mu.Lock()
		w.asked = append(w.asked, Asked{q, passages})
		w.mu.Unlock()
		for _, p := range w.Pieces {
			if err := ctx.Err(); err != nil {
				yield("", err)
				return
			}
			if !yield(p, nil) {
				return
			}
		}
		if w.Err != nil {
			yield("", w.Err)
		}
	}
}

// Asked returns the calls so far.
func (w *Writer) Asked() []Asked {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Asked(nil), w.asked...)
}
