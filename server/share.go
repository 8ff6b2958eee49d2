package server

import "net/http"

// share answers POST /api/answers/{id}/link with a signed link to an answer of
// one's own, which whoever has it can read.
func (s *Server) share(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	if _, err := s.o.Runner.Answer(r.Context(), visitorOf(r.Context()).owner, id); err != nil {
		return err
	}
	link, err := s.Link(r.Context(), id)
	if err != nil {
		return err
	}
	s.writeJSON(w, http.StatusOK, struct {
		URL string `json:"url"`
	}{link})
	return nil
}
