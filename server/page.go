package server

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

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

// embedded writes an embedded file, compressed where the browser takes that. A
// browser asks each time and gets it when it has changed.
func (s *Server) embedded(w http.ResponseWriter, r *http.Request, name string) error {
	data, err := fs.ReadFile(web.FS, name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return rag.ErrNotFound
	}
	if err != nil {
		return err
	}
	sum, h := sha256.Sum256(data), w.Header()
	tag := hex.EncodeToString(sum[:8])
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	s.allow(w, s.pace.read)
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Header.Get("Range") == "" {
		packed(w, r, name, tag, data)
		return nil
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeFileFS(w, r, web.FS, name)
	return nil
}

// packed writes a file compressed, unless the browser has it so.
func packed(w http.ResponseWriter, r *http.Request, name, tag string, data []byte) {
	h := w.Header()
	h.Set("ETag", `"`+tag+`-gzip"`)
	if matchesTag(r.Header.Get("If-None-Match"), `"`+tag+`-gzip"`) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	h.Set("Content-Encoding", "gzip")
	if r.Method == http.MethodHead {
		return
	}
	z := gzip.NewWriter(w)
	_, _ = z.Write(data) // the client is gone, then
	_ = z.Close()
}
