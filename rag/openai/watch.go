package openai

import (
	"context"
	"sync"
	"time"
)

// A watch ends a context when the endpoint takes too long, with a Failure as
// the cause.
type watch struct {
	cancel context.CancelCauseFunc

	mu     sync.Mutex
	timer  *time.Timer
	turn   int // of the limit that holds
	reason string
}

func newWatch(ctx context.Context) (context.Context, *watch) {
	ctx, cancel := context.WithCancelCause(ctx)
	return ctx, &watch{cancel: cancel}
}

// limit sets when the context ends, and why, in place of any limit before.
func (w *watch) limit(after time.Duration, reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.timer != nil {
		w.timer.Stop()
	}
	w.reason = reason
	w.turn++
	turn := w.turn
	w.timer = time.AfterFunc(after, func() { w.expire(turn) })
}

// say changes why the context will end.
func (w *watch) say(reason string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.reason = reason
}

func (w *watch) expire(turn int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if turn == w.turn {
		w.cancel(&Failure{Reason: w.reason})
	}
}

// pause takes the limit off while somebody else is slow.
func (w *watch) pause() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.turn++
	if w.timer != nil {
		w.timer.Stop()
	}
}

// stop ends the context.
func (w *watch) stop() {
	w.pause()
	w.cancel(context.Canceled)
}
