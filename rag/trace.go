package rag

import (
	"context"
	"errors"
	"log/slog"
)

// A Trace is told of a step of the work as it begins, and returns the context
// for what happens within it and what is called once when it is over. What it is
// told has no text of a question, an answer or a document. It must be fast, and
// any number of goroutines may call it at once.
//
// The steps of an answer are understand; find, with embed, match, near, fuse,
// rerank and rewrite in it; and write, with a verify for each sentence in it.
type Trace func(ctx context.Context, step string) (within context.Context, over func(err error, about ...slog.Attr))

type traceKey struct{}

// WithTrace returns a context whose steps a Trace is told of.
func WithTrace(ctx context.Context, t Trace) context.Context {
	return context.WithValue(ctx, traceKey{}, t)
}

// Step tells the Trace of ctx, if there is one, that a step begins. over must be
// called when the step is over, with why it failed, if it did.
func Step(ctx context.Context, name string) (within context.Context, over func(err error, about ...slog.Attr)) {
	t, _ := ctx.Value(traceKey{}).(Trace)
	if t == nil {
		return ctx, func(error, ...slog.Attr) {}
	}
	within, end := t(ctx, name)
	return within, func(err error, about ...slog.Attr) {
		if errors.Is(err, errStopped) {
			err = nil // nobody listens any more, which is no failure
		}
		end(err, about...)
	}
}

// stepped does something as a step.
func stepped[T any](ctx context.Context, name string, do func(context.Context) (T, error)) (T, error) {
	ctx, over := Step(ctx, name)
	made, err := do(ctx)
	over(err)
	return made, err
}
