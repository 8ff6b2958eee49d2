package server

import (
	"net/http"
	"unicode/utf8"

	"chuchu/rag/talk"
)

// maxTitle is the length of the longest title of a conversation, in characters.
const maxTitle = 100

// conversations answers GET /api/conversations, with all or with those in which
// the words of ?q= stand.
func (s *Server) conversations(w http.ResponseWriter, r *http.Request) error {
	all, err := s.o.Runner.Search(r.Context(), visitorOf(r.Context()).owner, r.URL.Query().Get("q"))
	if err != nil {
		return err
	}
	s.writeJSON(w, http.StatusOK, struct {
		Conversations []talk.Heading `json:"conversations"`
	}{list(all)})
	return nil
}

// conversation answers GET /api/conversations/{id}, and {id}.md and {id}.docx
// with its answers as a file to save.
func (s *Server) conversation(w http.ResponseWriter, r *http.Request) error {
	id, as := formatOf(r.PathValue("id"))
	c, err := s.o.Runner.Conversation(r.Context(), visitorOf(r.Context()).owner, id)
	if err != nil {
		return err
	}
	if as.write != nil {
		return s.save(w, c.Answers, as)
	}
	s.writeJSON(w, http.StatusOK, c)
	return nil
}

// rename answers PATCH /api/conversations/{id} {"title"} with the conversation's
// heading. An empty title gives it its first question back.
func (s *Server) rename(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		Title *string `json:"title"`
	}
	if err := s.readJSON(w, r, maxBody, &body); err != nil {
		return err
	}
	if body.Title == nil || utf8.RuneCountInString(*body.Title) > maxTitle {
		return invalid(sayTitle)
	}
	owner, id := visitorOf(r.Context()).owner, r.PathValue("id")
	if err := s.o.Runner.Rename(r.Context(), owner, id, printable(*body.Title)); err != nil {
		return err
	}
	h, err := s.o.Runner.Heading(r.Context(), owner, id)
	if err != nil {
		return err
	}
	s.writeJSON(w, http.StatusOK, h)
	return nil
}

// deleteConversation answers DELETE /api/conversations/{id}.
func (s *Server) deleteConversation(w http.ResponseWriter, r *http.Request) error {
	if err := s.o.Runner.Remove(r.Context(), visitorOf(r.Context()).owner, r.PathValue("id")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
