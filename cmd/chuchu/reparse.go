package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"

	"chuchu/chunk/read"
	"chuchu/rag"
)

// reparse parses the documents that an older version of the parser made again,
// from their kept bytes. One that cannot be is told of once and stays as it is.
func reparse(ctx context.Context, l library, log *slog.Logger) {
	tried := make(map[string]bool)
	for ctx.Err() == nil {
		old, err := l.Outdated(ctx, len(tried)+1)
		if err != nil {
			log.Error("look for outdated documents", "error", err)
			return
		}
		next := untried(old, tried)
		if next == nil {
			return
		}
		tried[next.Given.ID] = true
		// its bytes tell what it is; where they do not, the name it came under
		_, changed, err := rag.Add(ctx, unchanged{l}, keptName(next.Given.Source), *next)
		switch {
		case errors.Is(err, errReplaced) || ctx.Err() != nil:
		case err != nil:
			log.Error("parse a document again; it stays as it is", "document", next.Given.ID, "error", err)
		case changed:
			delete(tried, next.Given.ID)
		}
	}
}

// keptName is the name under which kept bytes are read again. Text that came
// under another name came as text.
func keptName(source string) string {
	if name := read.SourceName(source); read.Known(name) {
		return name
	}
	return "kept.txt"
}

// untried is the first document that was not tried, nil for none.
func untried(old []rag.Ingest, tried map[string]bool) *rag.Ingest {
	for i := range old {
		if !tried[old[i].Given.ID] {
			return &old[i]
		}
	}
	return nil
}

// errReplaced means that somebody has changed or removed the document since.
var errReplaced = errors.New("replaced in the meantime")

// An unchanged library takes a document only in place of one of the same
// bytes: what comes in while it is being parsed is newer.
type unchanged struct{ library }

// Replace implements rag.Store.
func (u unchanged) Replace(ctx context.Context, in rag.Ingest) (bool, error) {
	kept, err := u.Read(ctx, in.Given.ID)
	if errors.Is(err, rag.ErrNotFound) || err == nil && !bytes.Equal(kept.Raw, in.Raw) {
		return false, errReplaced
	}
	if err != nil {
		return false, err
	}
	return u.library.Replace(ctx, in)
}
