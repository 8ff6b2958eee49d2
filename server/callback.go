package server

import (
	"net/http"
	"slices"
	"time"

	"golang.org/x/time/rate"

	"chuchu/rag/talk"
)

const (
	// callbacksPerMinute is how many signed requests of a platform are let in:
	// those of some hundred people, each of whom watches an answer come.
	callbacksPerMinute = 12_000
	// unsignedPerMinute is how many requests of an address are told that their
	// signature is wrong: enough for who sets the bot up. More are told to wait.
	unsignedPerMinute = 60
)

// OpenCallback has h answer the requests of a chat platform for a path, which
// their signature alone guards: h must check it before anything else, and answer
// with a status from 400 to 499 and nothing else where it does not stand. They
// come from the platform's own machines, through whatever stands in between, so
// that keys and the rules of Host, forwarding and Origin are not for them. A body
// is read whole before h is called, and is of limited size.
//
// Signed requests alone use up what is let in of them, so that no stranger
// silences a bot, also where all come through one proxy; strangers are told 429
// after some, each address for itself. Requests are logged and counted under the
// path like any other; their context tells the request's id to answers that are
// asked for with it. It is to be called before the Server serves.
func (s *Server) OpenCallback(path string, h http.Handler) {
	s.callbacks = append(s.callbacks, path)
	signed, unsigned := perMinute(callbacksPerMinute), newStrangers(unsignedPerMinute)
	s.routes.Handle(path, s.answering(func(w http.ResponseWriter, r *http.Request) error {
		if wait := untilOne(signed, time.Now()); wait > 0 {
			return problem{code: talk.RateLimited, after: wait}
		}
		if err := s.receive(w, r); err != nil {
			return err
		}
		out := &guarded{begun: begun{ResponseWriter: w, rc: http.NewResponseController(w), limit: s.pace.write}}
		h.ServeHTTP(out, r)
		if out.refused == 0 {
			signed.AllowN(time.Now(), 1)
			return out.end()
		}
		if _, wait := unsigned.try(r, time.Now()); wait > 0 {
			return problem{code: talk.RateLimited, after: wait}
		}
		w.WriteHeader(out.refused)
		return nil
	}))
}

// untilOne tells how long it is until a limiter has a token, and takes none.
func untilOne(l *rate.Limiter, now time.Time) time.Duration {
	missing := 1 - l.TokensAt(now)
	return time.Duration(max(missing, 0) / float64(l.Limit()) * float64(time.Second))
}

// A guarded response goes out once it is known that its request was signed.
type guarded struct {
	begun
	refused int // the status, where it was not
}

// WriteHeader implements http.ResponseWriter. It keeps a refusal back.
func (g *guarded) WriteHeader(status int) {
	switch {
	case g.written || g.refused != 0:
	case status >= http.StatusBadRequest && status < http.StatusInternalServerError:
		g.refused = status
	default:
		g.begun.WriteHeader(status)
	}
}

// Write implements http.ResponseWriter. A refusal has no words.
func (g *guarded) Write(data []byte) (int, error) {
	if g.refused != 0 {
		return len(data), nil
	}
	return g.begun.Write(data)
}

// end writes what nothing was written of: else nobody would log it.
func (g *guarded) end() error {
	if !g.written {
		g.begun.WriteHeader(http.StatusOK)
	}
	return nil
}

// calledBack reports whether a path is one that a platform calls.
func (s *Server) calledBack(path string) bool { return slices.Contains(s.callbacks, path) }
