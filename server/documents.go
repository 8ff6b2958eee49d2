package server

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"path"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/read"
	"chuchu/rag"
)

// documents answers GET /api/documents.
func (s *Server) documents(w http.ResponseWriter, r *http.Request) error {
	docs, err := s.listed(r.Context())
	if err != nil {
		return err
	}
	s.writeTagged(w, r, struct {
		Documents []rag.Document `json:"documents"`
	}{list(docs)})
	return nil
}

// A document is one with all that can be read of it.
type document struct {
	rag.Document
	Text     string           `json:"text"`
	Sections []chunk.Section  `json:"sections"`
	Facts    []chunk.Fact     `json:"facts"`
	Cleaning []chunk.Cleaning `json:"cleaning"`
	Readings []chunk.Reading  `json:"readings"`
}

// document answers GET /api/documents/{id}. One that is on its way has no text
// yet.
func (s *Server) document(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	u, on, err := s.upload(r.Context(), id)
	if err != nil {
		return err
	}
	d, err := s.o.Store.Read(r.Context(), id)
	switch {
	case on && errors.Is(err, rag.ErrNotFound):
		d.Document = coming(u)
	case err != nil:
		return err
	case on:
		d.Document = shown(d.Document, u, english(r))
	}
	if err := s.linkVersions(r.Context(), &d.Document); err != nil {
		return err
	}
	s.writeTagged(w, r, document{
		Document: d.Document, Text: d.Plan.Text,
		Sections: list(d.Plan.Sections), Facts: list(d.Plan.Facts), Cleaning: list(d.Plan.Cleaning),
		Readings: list(d.Plan.Readings),
	})
	return nil
}

// linkVersions tells of a document what it replaces and is superseded by.
func (s *Server) linkVersions(ctx context.Context, d *rag.Document) error {
	docs, err := s.o.Store.Documents(ctx)
	for _, o := range rag.Versions(docs) {
		if o.ID == d.ID {
			d.Replaces, d.SupersededBy = o.Replaces, o.SupersededBy
		}
	}
	return err
}

// raw answers GET /api/documents/{id}/raw with the bytes as they came, as a
// file to save: whatever is in them, no browser runs it.
func (s *Server) raw(w http.ResponseWriter, r *http.Request) error {
	d, err := s.o.Store.Read(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", read.ContentType(read.SourceName(d.Source), d.Raw))
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": filename(d)}))
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	h.Set("Cache-Control", "no-store")
	s.allow(w, s.pace.upload)
	_, _ = w.Write(d.Raw) // the client is gone, then
	return nil
}

// filename is the document's id with the extension of the file it came as.
func filename(d rag.Whole) string {
	ext := path.Ext(read.SourceName(d.Source))
	if known := extensions[read.ContentType(ext, d.Raw)]; known != "" {
		ext = known
	}
	if len(ext) < 2 || len(ext) > 6 {
		ext = ".txt"
	}
	return d.ID + ext
}

// extensions are those of files that are what they are, whatever they were called.
var extensions = map[string]string{
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       ".xlsx",
	"application/pdf": ".pdf",
	"text/html":       ".html",
}

// indicators answers GET /api/indicators with the rows of the tables of all
// documents, or of those that ?documents=a,b names, in that order.
func (s *Server) indicators(w http.ResponseWriter, r *http.Request) error {
	ids, err := s.named(r)
	if err != nil {
		return err
	}
	facts := []chunk.Fact{}
	for _, id := range ids {
		d, err := s.o.Store.Read(r.Context(), id)
		if err != nil {
			return err
		}
		facts = append(facts, d.Plan.Facts...)
	}
	s.writeJSON(w, http.StatusOK, struct {
		Facts []chunk.Fact `json:"facts"`
	}{facts})
	return nil
}

// named returns the documents that a request names, else all.
func (s *Server) named(r *http.Request) ([]string, error) {
	if names := r.URL.Query().Get("documents"); names != "" {
		return strings.Split(names, ","), nil
	}
	docs, err := s.o.Store.Documents(r.Context())
	ids := make([]string, len(docs))
	for i, d := range docs {
		ids[i] = d.ID
	}
	return ids, err
}

// health answers GET /healthz.
func (s *Server) health(w http.ResponseWriter, _ *http.Request) error {
	s.writeJSON(w, http.StatusOK, struct {
		OK bool `json:"ok"`
	}{true})
	return nil
}

// A readiness says what there is to answer from.
type readiness struct {
	Ready     bool `json:"ready"`
	Documents int  `json:"documents"`
	Chunks    int  `json:"chunks"`
	Embedded  int  `json:"embedded"` // of the chunks
	// Reason says why it is not ready, and nothing of whoever may ask should not know.
	Reason string `json:"reason,omitempty"`
}

// ready answers GET /readyz: 503 where the library cannot be read.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) error {
	docs, err := s.o.Store.Documents(r.Context())
	if err != nil {
		s.o.Log.Error("not ready", "error", err)
		s.writeJSON(w, http.StatusServiceUnavailable, readiness{Reason: sayNoLibrary.in(english(r))})
		return nil
	}
	body := readiness{Ready: true, Documents: len(docs)}
	for _, d := range docs {
		body.Chunks += d.Chunks
		body.Embedded += d.Embedded
	}
	s.writeJSON(w, http.StatusOK, body)
	return nil
}
