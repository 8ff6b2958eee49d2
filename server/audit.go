package server

import (
	"context"
	"sync"
)

// A trail is what the log tells of a request besides who sent it and how it
// ended: never text of a question, an answer or a document.
type trail struct {
	mu    sync.Mutex
	attrs []any
}

type trailKey struct{}

// audit adds to the trail of the request that ctx belongs to.
func audit(ctx context.Context, key string, value any) {
	if t, ok := ctx.Value(trailKey{}).(*trail); ok {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.attrs = append(t.attrs, key, value)
	}
}
