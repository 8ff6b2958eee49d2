// Package desk takes documents in and gives them back: files are read in the
// background, in whatever process has time, and a deleted document can be
// restored for a while.
//
//	err := d.Receive(ctx, desk.Upload{Document: id, Name: "plan.txt", Raw: raw, Given: meta})
//	go d.Work(ctx) // in every process
//
// A file is kept until it has been read, so that it outlives the process that
// took it; one that cannot be read stays listed, with the reason.
package desk

import (
	"context"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
)

// States of an upload. One that was read is none any more: its document is in
// the library.
const (
	Received = "received" // it waits to be read
	Reading  = "reading"
	Failed   = "failed" // it could not be read; its bytes are gone
)

// An Upload is a file on its way into the library.
type Upload struct {
	Document string // id of the document that it shall be
	Ticket   string // tells it from a later upload of the same document
	Name     string // of the file
	Given    chunk.Meta
	Replace  bool // also in place of a document of another source
	English  bool // its sender reads reasons in English
	Received time.Time
	Raw      []byte // nil in lists

	State  string
	Reason string // of a failure, for people
	Tries  int    // how often somebody began to read it, this time included
}

// A Keeper keeps uploads, one a document at most.
type Keeper interface {
	// Receive keeps an upload, in place of an earlier one of the same document.
	Receive(ctx context.Context, u Upload) error
	// Claim returns an upload that nobody reads, as Reading, and holds it until
	// the time given; false when there is none. Those that were tried least come
	// first, then the smallest, so that none waits behind a large one, then those
	// that wait longest.
	Claim(ctx context.Context, now, until time.Time) (Upload, bool, error)
	// Hold goes on holding an upload; false when it is withdrawn or replaced.
	Hold(ctx context.Context, u Upload, until time.Time) (bool, error)
	// Settle ends an upload: as Failed with u.Reason, or, without one, for good.
	// It does nothing to a later upload of the same document.
	Settle(ctx context.Context, u Upload) error
	// Uploads returns all uploads by document, without their bytes.
	Uploads(ctx context.Context) ([]Upload, error)
	// Withdraw ends a document's upload; rag.ErrNotFound when there is none.
	Withdraw(ctx context.Context, document string) error
}

// A Trash keeps deleted documents.
type Trash interface {
	// Discard deletes a document and keeps it; rag.ErrNotFound when there is none.
	Discard(ctx context.Context, id string, now time.Time) error
	// Restore puts a document back that was deleted after a time: rag.ErrNotFound
	// when there is none, rag.ErrConflict when its id is taken again. What has
	// changed of its vectors is made anew.
	Restore(ctx context.Context, id string, since time.Time) error
	// Empty forgets what was deleted before a time.
	Empty(ctx context.Context, before time.Time) error
}

// KeepDeleted is how long a deleted document can be restored.
const KeepDeleted = 10 * time.Minute

// A Reader puts a file into the library; see rag.Add.
type Reader func(ctx context.Context, s rag.Store, name string, in rag.Ingest) (doc rag.Document, changed bool, err error)
