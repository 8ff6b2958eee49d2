package server

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"

	"chuchu/rag/talk"
)

// idHeader is where a response tells the id of its request.
const idHeader = "X-Request-Id"

// A trail is what the log tells of a request besides who sent it and how it
// ended: never text of a question, an answer or a document.
type trail struct {
	id string // of the request; every outlet sends it back as X-Request-Id

	mu    sync.Mutex
	attrs []any
}

type trailKey struct{}

// trailOf returns the trail of the request that ctx belongs to.
func trailOf(ctx context.Context) *trail {
	t, _ := ctx.Value(trailKey{}).(*trail)
	return t
}

// audit adds to the trail of the request that ctx belongs to.
func audit(ctx context.Context, key string, value any) {
	if t := trailOf(ctx); t != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.attrs = append(t.attrs, key, value)
	}
}

// requestID is the form of an id that a proxy in front of us may give a request.
var requestID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// trailed is a request with a trail. With keys a proxy may name it.
func (s *Server) trailed(r *http.Request) (*http.Request, *trail) {
	t := &trail{id: r.Header.Get(idHeader)}
	if s.o.Keys == nil || !requestID.MatchString(t.id) {
		t.id = uuid.NewString()
	}
	return r.WithContext(context.WithValue(r.Context(), trailKey{}, t)), t
}

// routeOf is a request's route, not its path, in which a link's signature may stand.
func routeOf(r *http.Request) string { return cmp.Or(r.Pattern, "none") } // the door was shut

// traced is what a trace is told of a request that was answered.
func traced(r *http.Request, t *trail, status int) (about []slog.Attr, failed error) {
	if status >= http.StatusInternalServerError {
		failed = errors.New(http.StatusText(status))
	}
	return []slog.Attr{slog.String("request_id", t.id), slog.String("http.route", routeOf(r)),
		slog.String("http.request.method", method(r.Method)), slog.Int("http.response.status_code", status)}, failed
}

// log tells of a request that was answered.
func (s *Server) log(r *http.Request, t *trail, status int, took time.Duration) {
	route := routeOf(r)
	s.o.Metrics.served(route, method(r.Method), status, took)
	t.mu.Lock()
	defer t.mu.Unlock()
	level := slog.LevelInfo
	if quiet(route) {
		level = slog.LevelDebug
	}
	attrs := append([]any{
		"request_id", t.id, "route", route, "method", method(r.Method), "status", status, "ms", took.Milliseconds(), "who", whoIs(visitorOf(r.Context()).owner),
	}, t.attrs...)
	s.o.Log.Log(r.Context(), level, "request", attrs...)
}

// quiet tells of routes that are asked again and again and say nothing of anybody.
func quiet(route string) bool {
	switch route {
	case "GET /healthz", "GET /readyz", "GET /metrics", "GET /assets/{file}":
		return true
	}
	return false
}

// method is a request's method, as far as there is one of that name.
func method(name string) string {
	switch name {
	case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS":
		return name
	}
	return "other"
}

// whoIs names an owner for the log. A browser's session may be all that it
// takes to be its owner, so only its hash is told.
func whoIs(owner string) string {
	if id, ok := strings.CutPrefix(owner, "session:"); ok {
		sum := sha256.Sum256([]byte(id))
		return "session#" + hex.EncodeToString(sum[:6])
	}
	return owner
}

// Audit returns a watch that logs each answer, who asked, which documents it
// cites and how it ended, and counts it in the metrics. What was asked it logs
// only if questions says so.
func Audit(log *slog.Logger, m *Metrics, questions bool) talk.Watch {
	return func(ctx context.Context, o talk.Outcome) {
		m.Answered(ctx, o)
		id := ""
		if t := trailOf(ctx); t != nil {
			id = t.id
		}
		attrs := []any{"request_id", id, "answer_id", o.AnswerID, "who", whoIs(o.Owner), "outcome", o.Type,
			"refused", o.Reason, "error", o.Code, "model", o.Model, "documents", o.Cites}
		if questions {
			attrs = append(attrs, "question", o.Question)
		}
		log.InfoContext(ctx, "answer", attrs...)
	}
}

// A recorder knows the status of a response, and lets everything else through.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *recorder) Write(data []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(data)
}

// Flush implements http.Flusher.
func (w *recorder) Flush() { _ = http.NewResponseController(w.ResponseWriter).Flush() }

// Unwrap is for http.ResponseController.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }
