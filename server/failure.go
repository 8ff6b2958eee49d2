package server

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"math"
	"net/http"
	"strconv"
	"time"

	"chuchu/chunk/read"
	"chuchu/rag"
	"chuchu/rag/talk"
)

// A handler answers a request, or returns an error before it has written anything.
type handler func(w http.ResponseWriter, r *http.Request) error

// A problem is an error with what the client is told of it.
type problem struct {
	code  string
	say   words         // in place of the code's general message
	about string        // in place of say, ready made
	allow string        // methods that the address takes, of a request with another
	after time.Duration // when to come again, of a problem that passes
}

// Error implements error, for the log.
func (p problem) Error() string { return cmp.Or(p.about, p.say[1], p.code) }

// invalid is a request that cannot be meant.
func invalid(say words) error { return problem{code: talk.InvalidRequest, say: say} }

// statuses are the codes' HTTP statuses.
var statuses = map[string]int{
	talk.InvalidRequest:  http.StatusBadRequest,
	talk.Unauthorized:    http.StatusUnauthorized,
	talk.Forbidden:       http.StatusForbidden,
	talk.NotFound:        http.StatusNotFound,
	talk.Conflict:        http.StatusConflict,
	talk.WrongHost:       http.StatusMisdirectedRequest,
	talk.TooLarge:        http.StatusRequestEntityTooLarge,
	talk.UnsupportedType: http.StatusUnsupportedMediaType,
	talk.RateLimited:     http.StatusTooManyRequests,
	talk.Busy:            http.StatusServiceUnavailable,
	talk.ModelFailed:     http.StatusBadGateway,
	talk.Internal:        http.StatusInternalServerError,
}

// answering makes a handler of ours one of net/http's.
func (s *Server) answering(h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

// fail tells the client of an error, and the log of one that is ours.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Pattern == "/" && wantsPage(r) {
		s.showPlain(w, http.StatusNotFound, sayNoPage, sayToStart)
		return
	}
	p := s.problemOf(err)
	f := p.failure(english(r))
	if f.Code == talk.WrongHost && wantsPage(r) {
		s.showPlain(w, statuses[f.Code], f.Message, "") // a link here would have the wrong host too
		return
	}
	if f.Code == talk.Busy || f.Code == talk.RateLimited {
		seconds := math.Ceil(cmp.Or(p.after, 2*time.Second).Seconds())
		w.Header().Set("Retry-After", strconv.Itoa(int(seconds)))
	}
	status := statuses[f.Code]
	if p.allow != "" {
		status = http.StatusMethodNotAllowed
		w.Header().Set("Allow", p.allow)
	}
	if o := s.outletOf(r.URL.Path); o != nil && o.Tell != nil {
		s.allow(w, s.pace.read)
		o.Tell(w, status, f, err)
		return
	}
	s.writeJSON(w, status, struct {
		Error talk.Failure `json:"error"`
	}{f})
}

// failure is what a client is told of an error.
func (s *Server) failure(err error, english bool) talk.Failure {
	return s.problemOf(err).failure(english)
}

// failure is what a client is told of a problem.
func (p problem) failure(english bool) talk.Failure {
	f := talk.Fail(p.code, english)
	f.Message = cmp.Or(p.about, p.say.in(english), f.Message)
	return f
}

// problemOf knows our errors and those of other packages. What it does not know
// is ours to mend: the log gets it, the client only hears that it happened.
func (s *Server) problemOf(err error) problem {
	var p problem
	var told talk.Problem
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &told):
		return problem{code: told.Code, say: told.Say}
	case errors.Is(err, rag.ErrNotFound):
		return problem{code: talk.NotFound}
	case errors.Is(err, rag.ErrConflict):
		return problem{code: talk.Conflict}
	case errors.Is(err, talk.ErrUnfinished):
		return problem{code: talk.Conflict, say: sayUnfinished}
	case errors.Is(err, talk.ErrBusy):
		return problem{code: talk.Busy}
	case errors.As(err, &tooLarge):
		return problem{code: talk.TooLarge}
	case errors.Is(err, read.ErrUnsupported):
		return problem{code: talk.UnsupportedType, say: toldOf(err, sayFileType)}
	case errors.Is(err, read.ErrUnreadable):
		return problem{code: talk.InvalidRequest, say: toldOf(err, sayUnreadable)}
	case !errors.Is(err, context.Canceled): // the client is gone
		s.o.Log.Error("request failed", "error", err)
	}
	return problem{code: talk.Internal}
}

// toldOf is what the reader of a file says of it, in Chinese; else what is said of any.
func toldOf(err error, say words) words {
	return words{cmp.Or(read.Reason(err), say[0]), say[1]}
}

// refuseUpgrade answers a request for a websocket that is none.
func (s *Server) refuseUpgrade(w http.ResponseWriter, r *http.Request, _ int, _ error) {
	s.fail(w, r, invalid(sayUpgrade))
}

// writeJSON writes a response. It gives up on a client that does not read.
func (s *Server) writeJSON(w http.ResponseWriter, status int, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		s.o.Log.Error("encode response", "error", err)
		status, data = http.StatusInternalServerError, []byte(`{"error":{"code":"internal","message":""}}`)
	}
	s.write(w, status, data, "no-store")
}

// write writes a response of JSON.
func (s *Server) write(w http.ResponseWriter, status int, data []byte, cache string) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", cache)
	s.allow(w, s.pace.read)
	w.WriteHeader(status)
	_, _ = w.Write(append(data, '\n')) // the client is gone, then
}
