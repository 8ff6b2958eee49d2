package server

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
	"golang.org/x/text/unicode/norm"

	"chuchu/chunk"
	"chuchu/chunk/read"
	"chuchu/rag"
	"chuchu/rag/desk"
	"chuchu/rag/talk"
)

const (
	maxFile   = 50 << 20  // one file, or one text
	maxUpload = 256 << 20 // a body with files
	maxInRAM  = 8 << 20   // of such a body; the rest waits on disk
)

// A file is a document as a client sent it.
type file struct {
	name  string
	given chunk.Meta
	size  int64 // 0 while it is packed
	open  func() (io.ReadCloser, error)
}

// addDocuments answers POST /api/documents: the files are taken at once and read
// afterwards. Each succeeds or fails for itself; a request with one file fails
// as a whole where its id or its type is refused.
func (s *Server) addDocuments(w http.ResponseWriter, r *http.Request) error {
	files, err := s.files(w, r)
	if err != nil {
		return err
	}
	replace := r.URL.Query().Get("replace") == "1"
	docs := make([]rag.Document, len(files))
	added := make(map[string]string, len(files))
	for i, f := range files {
		docs[i], err = s.take(r.Context(), f, replace, added)
		if err != nil && len(files) == 1 {
			return err
		}
		if err != nil {
			reason := s.failure(err, english(r)).Message
			docs[i] = rag.Document{Meta: f.given, State: desk.Failed, Reason: reason}
		} else {
			audit(r.Context(), "documents", docs[i].ID)
		}
	}
	s.writeJSON(w, http.StatusAccepted, struct {
		Documents []rag.Document `json:"documents"`
	}{docs})
	return nil
}

// files reads what a request carries, whichever way.
func (s *Server) files(w http.ResponseWriter, r *http.Request) ([]file, error) {
	switch kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind {
	case "multipart/form-data":
		return s.multipartFiles(w, r)
	case "application/json", "":
		return s.jsonFile(w, r)
	}
	return nil, problem{code: talk.UnsupportedType}
}

// multipartFiles reads parts named files, and fields that hold for all of them.
func (s *Server) multipartFiles(w http.ResponseWriter, r *http.Request) ([]file, error) {
	defer s.hasten(w, s.pace.upload)()
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	if err := r.ParseMultipartForm(maxInRAM); err != nil {
		return nil, fmt.Errorf("%w: %w", badForm(err), err)
	}
	parts := r.MultipartForm.File["files"]
	given, err := metaOf(r.FormValue)
	switch {
	case err != nil:
		return nil, err
	case len(parts) == 0:
		return nil, invalid(sayNoFile)
	}
	var files []file
	budget := read.NewBudget()
	for _, p := range parts {
		files = append(files, unpacked(fileOf(p, given), given, budget)...)
	}
	if len(files) > 1 && given.ID != "" {
		return nil, invalid(sayID)
	}
	return files, nil
}

// badForm tells a form that is too large from one that is none.
func badForm(err error) error {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return problem{code: talk.TooLarge, say: sayLargeFile}
	}
	return invalid(sayNoFile)
}

// fileOf makes a file of a part; the metadata given hold for every part.
func fileOf(p *multipart.FileHeader, given chunk.Meta) file {
	name := printable(p.Filename)
	if given.ID == "" {
		given.ID = idOf(p.Filename)
	}
	return file{name, given, p.Size, func() (io.ReadCloser, error) { return p.Open() }}
}

// stem is a file's name without its extension.
func stem(name string) string {
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		return name[:i]
	}
	return name
}

// jsonFile reads a document that is sent as text.
func (s *Server) jsonFile(w http.ResponseWriter, r *http.Request) ([]file, error) {
	var body struct {
		chunk.Meta
		Text string `json:"text"`
	}
	if err := s.readJSON(w, r, 2*maxFile, &body); err != nil {
		return nil, err
	}
	if strings.TrimSpace(body.Text) == "" {
		return nil, invalid(sayNoText)
	}
	given, err := checkMeta(body.Meta)
	if err != nil {
		return nil, err
	}
	given.ID = cmp.Or(given.ID, norm.NFC.String(strings.ReplaceAll(given.Title, "/", "／")), uuid.NewString())
	text := strings.NewReader(body.Text)
	return []file{{given.ID + ".txt", given, text.Size(), func() (io.ReadCloser, error) { return io.NopCloser(text), nil }}}, nil
}

// take keeps a file to be read. What the request brought before, a tag by each
// id, stays: a second file of an id is a conflict unless it is the same.
func (s *Server) take(ctx context.Context, f file, replace bool, added map[string]string) (rag.Document, error) {
	if f.size > maxFile {
		return rag.Document{}, problem{code: talk.TooLarge, say: sayLargeFile}
	}
	if !fit(f.given.ID) {
		return rag.Document{}, invalid(sayID)
	}
	raw, err := f.read()
	if err != nil {
		return rag.Document{}, err
	}
	if err := read.Check(f.name, raw); errors.Is(err, read.ErrUnsupported) {
		return rag.Document{}, err
	}
	tag := tagged(f.name, raw)
	before, twice := added[f.given.ID]
	switch {
	case twice && hashOf(before) != hashOf(tag):
		return rag.Document{}, conflict(sayHeldTwice, f.given.ID, before, tag)
	case twice:
		return rag.Document{Meta: f.given, State: desk.Received}, nil
	}
	untold := f.given.Source == ""
	f.given.Source = cmp.Or(f.given.Source, tag)
	if !replace {
		held, err := s.held(ctx, f.given, untold, raw)
		if err != nil {
			return rag.Document{}, err
		}
		if held != nil {
			added[f.given.ID] = tag
			return *held, nil
		}
	}
	u := desk.Upload{
		Document: f.given.ID, Ticket: uuid.NewString(), Name: f.name, Given: f.given,
		Replace: replace, English: visitorOf(ctx).english, Received: time.Now(), Raw: raw, State: desk.Received,
	}
	if err := s.desk.Receive(ctx, u); err != nil {
		return rag.Document{}, err
	}
	added[f.given.ID] = tag
	return coming(u), nil
}

// held returns the document that a file is already, nil when it is new; an
// error where its id is another's.
func (s *Server) held(ctx context.Context, given chunk.Meta, untold bool, raw []byte) (*rag.Document, error) {
	u, on, err := s.upload(ctx, given.ID)
	if err != nil {
		return nil, err
	}
	if on && u.State != desk.Failed && u.Given.Source != given.Source {
		return nil, conflict(sayHeldComing, given.ID, u.Given.Source, given.Source)
	}
	d, err := s.o.Store.Read(ctx, given.ID)
	switch {
	case errors.Is(err, rag.ErrNotFound):
		return nil, nil
	case err != nil:
		return nil, err
	case d.Source == given.Source:
		return nil, nil // the library tells whether it has changed
	case untold && bytes.Equal(d.Raw, raw):
		return &d.Document, nil
	}
	return nil, conflict(sayHeld, given.ID, d.Source, given.Source)
}

// read returns a file's bytes.
func (f file) read() ([]byte, error) {
	r, err := f.open()
	if err != nil {
		return nil, fmt.Errorf("open upload: %w", err)
	}
	defer r.Close()
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read upload: %w", err)
	}
	return raw, nil
}

// tagged is the source of an upload that names none: as a bare name is
// anybody's, a short hash of the bytes tells it from others of that name.
func tagged(name string, raw []byte) string {
	sum := sha256.Sum256(raw)
	return fmt.Sprintf("%s#%x", name, sum[:4])
}

// hashOf is what tagged put behind a name.
func hashOf(tag string) string { return tag[strings.LastIndexByte(tag, '#')+1:] }

// conflict names both sources that want an id.
func conflict(say words, id, held, mine string) error {
	return problem{code: talk.Conflict, say: words{fmt.Sprintf(say[0], id, held, mine), fmt.Sprintf(say[1], id, held, mine)}}
}
