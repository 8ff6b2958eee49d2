package server

import (
	"bytes"
	"context"
	"io"
	"iter"
	"net/http"
	"strings"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// An Outlet is another way to the answers, behind the same doors as the API:
// who needs a key needs it here too, and the same limits count.
type Outlet struct {
	Prefix string // of its paths: "/v1/", or "/mcp" for that path alone

	// Answer answers a request, whose body has been read whole. It asks the
	// Server with the request's context. An error it returns is told by Tell.
	Answer func(w http.ResponseWriter, r *http.Request) error

	// Tell tells a client of an error, and of a request that was not let in.
	// A status of 0 means that the response has begun. nil tells as the API does.
	Tell func(w http.ResponseWriter, status int, f talk.Failure, err error)
}

// Open adds an outlet. It is to be called before the Server serves.
func (s *Server) Open(o Outlet) {
	s.outlets = append(s.outlets, o)
	s.routes.Handle(o.Prefix, s.answering(s.keyed(s.outlet(o))))
}

// outlet reads a request's body, and tells of an error that comes late.
func (s *Server) outlet(o Outlet) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := s.receive(w, r); err != nil {
			return err
		}
		out := &begun{ResponseWriter: w, rc: http.NewResponseController(w), limit: s.pace.write}
		err := o.Answer(out, r)
		if err != nil && out.written {
			if o.Tell != nil {
				o.Tell(out, 0, s.Failure(r.Context(), err), err)
			}
			return nil
		}
		return err
	}
}

// receive reads a body of a size and in a time that are limited.
func (s *Server) receive(w http.ResponseWriter, r *http.Request) error {
	defer s.hasten(w, s.pace.read)()
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return nil
}

// outletOf returns the outlet that a path belongs to, nil for the API's own.
func (s *Server) outletOf(path string) *Outlet {
	for i, o := range s.outlets {
		if path == o.Prefix || strings.HasSuffix(o.Prefix, "/") && strings.HasPrefix(path, o.Prefix) {
			return &s.outlets[i]
		}
	}
	return nil
}

// A begun response knows whether anything of it was written. A client that
// does not take what is written in time is lost.
type begun struct {
	http.ResponseWriter
	rc      *http.ResponseController
	limit   time.Duration
	written bool
}

// WriteHeader implements http.ResponseWriter.
func (b *begun) WriteHeader(status int) {
	b.written = true
	b.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (b *begun) Write(data []byte) (int, error) {
	b.written = true
	_ = b.rc.SetWriteDeadline(time.Now().Add(b.limit)) // a recorder in a test has none
	return b.ResponseWriter.Write(data)
}

// Flush implements http.Flusher.
func (b *begun) Flush() { _ = b.rc.Flush() }

// Unwrap is for http.ResponseController.
func (b *begun) Unwrap() http.ResponseWriter { return b.ResponseWriter }

// Ask starts an answer for the visitor whose request ctx belongs to. The
// question is checked and counted like any other.
func (s *Server) Ask(ctx context.Context, q rag.Question) (talk.Run, error) {
	fallback := !q.NoFallback
	return s.begin(ctx, request{
		Question: q.Text, History: q.History, Documents: q.Documents, Unsupported: q.Unsupported, Fallback: &fallback,
	}, talk.Ask{English: visitorOf(ctx).english})
}

// Records yields the records of a run from its first to its last; see talk.Runner.Events.
func (s *Server) Records(ctx context.Context, run talk.Run) iter.Seq2[talk.Record, error] {
	return s.o.Runner.Events(ctx, run.Owner, run.AnswerID, 0)
}

// Search finds passages for the visitor whose request ctx belongs to, checked
// and counted like a question.
func (s *Server) Search(ctx context.Context, q rag.Question, limit int) ([]rag.Passage, error) {
	var err error
	if q.Text, err = question(q.Text); err != nil {
		return nil, err
	}
	if limit < 1 || limit > 100 {
		return nil, invalid(sayLimit)
	}
	if err := s.checkDocuments(ctx, q.Documents); err != nil {
		return nil, err
	}
	leave, err := s.enter(visitorOf(ctx))
	if err != nil {
		return nil, err
	}
	defer leave()
	return s.o.Searcher.Search(ctx, q, limit)
}

// Read returns a whole document; rag.ErrNotFound when there is none.
func (s *Server) Read(ctx context.Context, id string) (rag.Whole, error) {
	return s.o.Store.Read(ctx, id)
}

// Failure is what the visitor whose request ctx belongs to is told of an error.
func (s *Server) Failure(ctx context.Context, err error) talk.Failure {
	return s.failure(err, visitorOf(ctx).english)
}
