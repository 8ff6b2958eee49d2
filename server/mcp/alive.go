package mcp

import (
	"context"
	"net/http"
	"sync"
	"time"

	"chuchu/rag/talk"
)

// pingEvery is how often a client that waits for a tool gets a sign of life:
// proxies give up on a connection on which nothing comes.
const pingEvery = 15 * time.Second

// A line is a response that two may write: the protocol its messages, and
// whoever keeps it open a comment between two of them.
type line struct {
	http.ResponseWriter
	ping time.Duration

	mu sync.Mutex
}

type lineKey struct{}

// on is the request that is answered on the line.
func (l *line) on(r *http.Request) *http.Request {
	return r.WithContext(context.WithValue(r.Context(), lineKey{}, l))
}

// held keeps the line of a tool's request open until release is called. By the
// time a tool runs the protocol has said that a stream comes.
func held(ctx context.Context) (release func()) {
	l, _ := ctx.Value(lineKey{}).(*line)
	if l == nil {
		return func() {}
	}
	return talk.Every(l.ping, func() {
		_, _ = l.Write([]byte(": \n\n")) // who does not read it is noticed at the next message
		l.Flush()
	})
}

// Write implements http.ResponseWriter.
func (l *line) Write(data []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.ResponseWriter.Write(data)
}

// Flush implements http.Flusher.
func (l *line) Flush() {
	l.mu.Lock()
	defer l.mu.Unlock()
	_ = http.NewResponseController(l.ResponseWriter).Flush()
}

// Unwrap is for http.ResponseController.
func (l *line) Unwrap() http.ResponseWriter { return l.ResponseWriter }
