package server

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/rag"
	"chuchu/rag/talk"
)

const maxQuestion = 2000 // characters

// A request is what a client asks, in a body or in a websocket message.
type request struct {
	Question       string     `json:"question"`
	ConversationID string     `json:"conversation_id"`
	Replaces       string     `json:"replaces"`
	History        []rag.Turn `json:"history"`
	Documents      []string   `json:"documents"`
	Unsupported    string     `json:"unsupported"`
	Fallback       *bool      `json:"fallback"`
}

// ask answers POST /api/ask, in one piece or as a stream of events.
func (s *Server) ask(w http.ResponseWriter, r *http.Request) error {
	var req request
	if err := s.readJSON(w, r, maxBody, &req); err != nil {
		return err
	}
	a := talk.Ask{English: english(r)}
	run, err := s.begin(r.Context(), req, a)
	if err != nil {
		return err
	}
	if wantsEvents(r) {
		s.stream(w, r, run)
		return nil
	}
	return s.whole(w, r, run)
}

// begin checks a request and starts its answer, for the visitor of ctx. It
// counts against the visitor's key until it ends, whoever still waits for it.
func (s *Server) begin(ctx context.Context, req request, a talk.Ask) (talk.Run, error) {
	if err := s.check(ctx, &req); err != nil {
		return talk.Run{}, err
	}
	v := visitorOf(ctx)
	leave, err := s.enter(v)
	if err != nil {
		return talk.Run{}, err
	}
	a.Owner, a.Ended = v.owner, leave
	a.ConversationID, a.Replaces = req.ConversationID, req.Replaces
	a.Question = rag.Question{
		Text: req.Question, History: req.History, Documents: req.Documents,
		Unsupported: req.Unsupported, NoFallback: req.Fallback != nil && !*req.Fallback,
	}
	return s.o.Runner.Ask(ctx, a)
}

// enter counts a question against its visitor's key; without keys it does not count.
func (s *Server) enter(v visitor) (leave func(), err error) {
	if s.o.Keys == nil {
		return func() {}, nil
	}
	return s.limits.enter(v.holder.name)
}

// check returns what is wrong with a request.
func (s *Server) check(ctx context.Context, req *request) error {
	var err error
	req.Question, err = question(req.Question)
	switch {
	case err != nil:
		return err
	case len(req.History) > 0 && req.ConversationID != "":
		return invalid(sayTwoPasts)
	case req.Replaces != "" && req.ConversationID == "":
		return invalid(sayReplaces)
	case !slices.Contains([]string{"", rag.Drop, rag.Mark}, req.Unsupported):
		return invalid(sayUnsupported)
	}
	return s.checkDocuments(ctx, req.Documents)
}

// question returns a question without the space around it. One of nothing but
// controls is none.
func question(text string) (string, error) {
	text = strings.TrimSpace(text)
	if printable(text) == "" {
		return "", invalid(sayNoQuestion)
	}
	if utf8.RuneCountInString(text) > maxQuestion {
		return "", problem{code: talk.TooLarge, say: sayLongQuestion}
	}
	return text, nil
}

// checkDocuments returns an error where the library lacks one of ids.
func (s *Server) checkDocuments(ctx context.Context, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	docs, err := s.o.Store.Documents(ctx)
	if err != nil {
		return err
	}
	for _, id := range ids {
		if !slices.ContainsFunc(docs, func(d rag.Document) bool { return d.ID == id }) {
			return problem{code: talk.NotFound, say: sayNoDocument}
		}
	}
	return nil
}

// whole waits for an answer and writes it.
func (s *Server) whole(w http.ResponseWriter, r *http.Request, run talk.Run) error {
	var last talk.Record
	for rec, err := range s.o.Runner.Events(r.Context(), run.Owner, run.AnswerID, 0) {
		if err != nil {
			return err
		}
		last = rec
	}
	switch answer, ok := last.Answer(); {
	case ok:
		s.writeJSON(w, http.StatusOK, answer)
		return nil
	case last.Type == talk.Stopped:
		return problem{code: talk.Conflict, say: sayStopped}
	}
	f := last.Failure()
	return problem{code: f.Code, about: f.Message}
}

// search answers POST /api/search.
func (s *Server) search(w http.ResponseWriter, r *http.Request) error {
	var req struct {
		Query     string   `json:"query"`
		Limit     *int     `json:"limit"`
		Documents []string `json:"documents"`
	}
	if err := s.readJSON(w, r, maxBody, &req); err != nil {
		return err
	}
	limit := 10
	if req.Limit != nil {
		limit = *req.Limit
	}
	passages, err := s.Search(r.Context(), rag.Question{Text: req.Query, Documents: req.Documents}, limit)
	if err != nil {
		return err
	}
	s.writeJSON(w, http.StatusOK, struct {
		Passages []rag.Passage `json:"passages"`
	}{list(passages)})
	return nil
}

// list is never nil, so that its JSON is [].
func list[T any](of []T) []T {
	if of == nil {
		return []T{}
	}
	return of
}
