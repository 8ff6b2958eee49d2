package server

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/http"

	"chuchu/rag"
	"chuchu/web"
)

// page answers with a page of ours, and gives the browser its session.
func (s *Server) page(name string) handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		s.welcome(w, r)
		return s.embedded(w, r, name)
	}
}

// asset answers GET /assets/{file}.
func (s *Server) asset(w http.ResponseWriter, r *http.Request) error {
	return s.embedded(w, r, "assets/"+r.PathValue("file"))
}

// embedded writes an embedded file. A browser asks each time and gets it when it has changed.
func (s *Server) embedded(w http.ResponseWriter, r *http.Request, name string) error {
	data, err := fs.ReadFile(web.FS, name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return rag.ErrNotFound
	}
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	w.Header().Set("Cache-Control", "no-cache")
	s.allow(w, s.pace.read)
	http.ServeFileFS(w, r, web.FS, name)
	return nil
}
