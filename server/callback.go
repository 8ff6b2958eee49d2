package server

import (
	"net/http"
	"slices"
	"sync"
	"time"

	"chuchu/rag/talk"
)

// callbacksPerMinute is how many requests of a platform are let in: those of
// some hundred people, each of whom watches an answer come.
const callbacksPerMinute = 12_000

// A callback is a path that a chat platform calls.
type callback struct {
	path string

	mu sync.Mutex
	bucket
}

// OpenCallback has h answer the requests of a chat platform for a path, which
// their signature alone guards: h must check it. They come from the platform's
// own machines, through whatever stands in between, so that keys and the rules
// of Host, forwarding and Origin are not for them. A body is read whole before h
// is called, and is of limited size; who floods the path is told 429. Requests
// are logged and counted under the path like any other; their context tells the
// request's id to answers that are asked for with it. It is to be called before
// the Server serves.
func (s *Server) OpenCallback(path string, h http.Handler) {
	c := &callback{path: path, bucket: bucket{size: callbacksPerMinute, level: callbacksPerMinute, at: time.Now()}}
	s.callbacks = append(s.callbacks, c)
	s.routes.Handle(path, s.answering(func(w http.ResponseWriter, r *http.Request) error {
		if wait := c.wait(time.Now()); wait > 0 {
			return problem{code: talk.RateLimited, after: wait}
		}
		if err := s.receive(w, r); err != nil {
			return err
		}
		out := &begun{ResponseWriter: w, rc: http.NewResponseController(w), limit: s.pace.write}
		h.ServeHTTP(out, r)
		if !out.written {
			out.WriteHeader(http.StatusOK) // else nobody would log it
		}
		return nil
	}))
}

// wait counts a request, or tells how long there is no room for it.
func (c *callback) wait(now time.Time) time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.draw(now)
}

// calledBack reports whether a path is one that a platform calls.
func (s *Server) calledBack(path string) bool {
	return slices.ContainsFunc(s.callbacks, func(c *callback) bool { return c.path == path })
}
