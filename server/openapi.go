package server

import (
	_ "embed" // for openapi.json
	"encoding/json"
	"net/http"
)

// openAPI describes every route, what it takes and every status it answers
// with; a test holds it against the handlers.
//
//go:embed openapi.json
var openAPI []byte

// describe answers GET /openapi.json.
func (s *Server) describe(w http.ResponseWriter, r *http.Request) error {
	s.writeTagged(w, r, json.RawMessage(openAPI))
	return nil
}
