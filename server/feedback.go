package server

import (
	"net/http"
	"strings"
	"unicode/utf8"

	"chuchu/rag/talk"
)

// maxComment is the length of the longest comment on an answer, in characters.
const maxComment = 2000

// feedback answers POST /api/feedback.
func (s *Server) feedback(w http.ResponseWriter, r *http.Request) error {
	var body struct {
		AnswerID string `json:"answer_id"`
		Verdict  string `json:"verdict"`
		Comment  string `json:"comment"`
	}
	if err := s.readJSON(w, r, maxBody, &body); err != nil {
		return err
	}
	switch {
	case body.Verdict != talk.Up && body.Verdict != talk.Down:
		return invalid(sayVerdict)
	case utf8.RuneCountInString(body.Comment) > maxComment:
		return problem{code: talk.TooLarge, say: sayComment}
	}
	err := s.o.Runner.Judge(r.Context(), talk.Feedback{
		Owner: visitorOf(r.Context()).owner, AnswerID: body.AnswerID, Verdict: body.Verdict, Comment: readable(body.Comment),
	})
	if err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// readable is text on as many lines as it came, without what cannot be seen.
func readable(text string) string {
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		lines[i] = printable(l)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
