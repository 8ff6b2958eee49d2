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
	"strconv"
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
// browser asks each time and gets it when it has changed. Only the name decides
// which: net/http's own servers of files look at the address too, and answer
// some in words of their own.
func (s *Server) embedded(w http.ResponseWriter, r *http.Request, name string) error {
	data, err := web.Read(name)
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return rag.ErrNotFound
	}
	if err != nil {
		return err
	}
	sum, h := sha256.Sum256(data), w.Header()
	tag, small := hex.EncodeToString(sum[:8]), strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")
	if small {
		tag += "-gzip"
	}
	tag = `"` + tag + `"`
	h.Set("Cache-Control", "no-cache")
	h.Set("Vary", "Accept-Encoding")
	h.Set("ETag", tag)
	s.allow(w, s.pace.read)
	if matchesTag(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	if small {
		packed(w, r, data)
		return nil
	}
	h.Set("Content-Length", strconv.Itoa(len(data)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // the client is gone, then
	}
	return nil
}

// packed writes a file compressed.
func packed(w http.ResponseWriter, r *http.Request, data []byte) {
	w.Header().Set("Content-Encoding", "gzip")
	if r.Method == http.MethodHead {
		return
	}
	z := gzip.NewWriter(w)
	_, _ = z.Write(data) // the client is gone, then
	_ = z.Close()
}
