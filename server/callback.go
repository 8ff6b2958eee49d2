package server

import (
	"net/http"
	"slices"
	"time"

	"chuchu/rag/talk"
)

// callbacksPerMinute is how many requests of a platform are let in: those of
// some hundred people, each of whom watches an answer come.
const callbacksPerMinute = 12_000

// OpenCallback has h answer the requests of a chat platform for a path, which
// their signature alone guards: h must check it. They come from the platform's
// own machines, through whatever stands in between, so that keys and the rules
// of Host, forwarding and Origin are not for them. A body is read whole before h
// is called, and is of limited size; who floods the path is told 429. Requests
// are logged and counted under the path like any other; their context tells the
// request's id to answers that are asked for with it. It is to be called before
// the Server serves.
func (s *Server) OpenCallback(path string, h http.Handler) {
	s.callbacks = append(s.callbacks, path)
	flood := perMinute(callbacksPerMinute)
	s.routes.Handle(path, s.answering(func(w http.ResponseWriter, r *http.Request) error {
		if wait := draw(flood, time.Now()); wait > 0 {
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

// calledBack reports whether a path is one that a platform calls.
func (s *Server) calledBack(path string) bool { return slices.Contains(s.callbacks, path) }
