package server

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"chuchu/rag"
	"chuchu/rag/desk"
	"chuchu/rag/talk"
)

// A Shelf keeps what is on its way into the library and out of it, the secret of
// this library's links, and which sessions are over.
type Shelf interface {
	desk.Keeper
	desk.Trash
	// NoteOnce sets a note that is not set yet and returns what it is.
	NoteOnce(ctx context.Context, key, value string) (kept string, err error)
	// Note returns the value of a note, "" when there is none.
	Note(ctx context.Context, key string) (string, error)
}

// newDesk returns the desk that reads uploads, and says why one cannot be read
// as any error is told.
func (s *Server) newDesk() *desk.Desk {
	return desk.New(desk.Options{
		Keeper: s.o.Shelf, Trash: s.o.Shelf, Store: s.o.Store, Added: s.o.Added, Log: s.o.Log,
		Reason: func(err error, u desk.Upload) string {
			if errors.Is(err, desk.ErrKilled) {
				return sayUnreadable.in(u.English)
			}
			return s.failure(err, u.English).Message
		},
	})
}

// coming is a document that an upload shall be.
func coming(u desk.Upload) rag.Document {
	return rag.Document{Meta: u.Given, State: u.State, Reason: u.Reason}
}

// shown is a document that is in the library, with what becomes of its upload.
func shown(d rag.Document, u desk.Upload, english bool) rag.Document {
	d.State, d.Reason = u.State, u.Reason
	if u.State == desk.Failed {
		d.Reason += sayStill.in(english)
	}
	return d
}

// listed returns all documents by id, those too that are on their way and
// those that did not get there.
func (s *Server) listed(ctx context.Context) ([]rag.Document, error) {
	docs, err := s.o.Store.Documents(ctx)
	if err != nil {
		return nil, err
	}
	uploads, err := s.o.Shelf.Uploads(ctx)
	if err != nil {
		return nil, err
	}
	docs = rag.Versions(docs)
	for _, u := range uploads {
		i, held := slices.BinarySearchFunc(docs, u.Document, func(d rag.Document, id string) int { return cmp.Compare(d.ID, id) })
		if held {
			docs[i] = shown(docs[i], u, visitorOf(ctx).english)
		} else {
			docs = slices.Insert(docs, i, coming(u))
		}
	}
	return docs, nil
}

// upload returns a document's upload; false when there is none.
func (s *Server) upload(ctx context.Context, id string) (u desk.Upload, ok bool, err error) {
	uploads, err := s.o.Shelf.Uploads(ctx)
	i := slices.IndexFunc(uploads, func(u desk.Upload) bool { return u.Document == id })
	if err != nil || i < 0 {
		return u, false, err
	}
	return uploads[i], true, nil
}

// deleteDocument answers DELETE /api/documents/{id}: what is in the library can
// be restored for a while, an upload is gone.
func (s *Server) deleteDocument(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	withdrawn := s.o.Shelf.Withdraw(r.Context(), id)
	if withdrawn != nil && !errors.Is(withdrawn, rag.ErrNotFound) {
		return withdrawn
	}
	err := s.o.Shelf.Discard(r.Context(), id, time.Now())
	if err != nil && (withdrawn != nil || !errors.Is(err, rag.ErrNotFound)) {
		return err
	}
	audit(r.Context(), "documents", id)
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// restoreDocument answers POST /api/documents/{id}/restore.
func (s *Server) restoreDocument(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("id")
	err := s.o.Shelf.Restore(r.Context(), id, time.Now().Add(-desk.KeepDeleted))
	if errors.Is(err, rag.ErrNotFound) {
		return problem{code: talk.NotFound, say: sayNotRestored}
	}
	if err != nil {
		return err
	}
	audit(r.Context(), "documents", id)
	s.o.Added()
	d, err := s.o.Store.Read(r.Context(), id)
	if err != nil {
		return err
	}
	s.writeJSON(w, http.StatusOK, d.Document)
	return nil
}
