package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"chuchu/rag"
	"chuchu/rag/bge"
)

// noteEmbedding is the note that holds, as JSON, the model that the library's
// vectors are of.
const noteEmbedding = "embedding"

// notedModel is the model of a library's vectors, without a Name while there
// are none. A library from before the note was kept has the embedded model's.
func notedModel(ctx context.Context, s store) (m rag.EmbeddingModel, err error) {
	note, err := s.Note(ctx, noteEmbedding)
	if err != nil {
		return m, err
	}
	if note != "" {
		if err := json.Unmarshal([]byte(note), &m); err != nil {
			return m, fmt.Errorf("note %s: %w", noteEmbedding, err)
		}
		return m, nil
	}
	documents, err := s.Documents(ctx)
	if slices.ContainsFunc(documents, func(d rag.Document) bool { return d.Embedded > 0 }) {
		m = bundled()
	}
	return m, err
}

// noteOf is a model as a library notes it.
func noteOf(m rag.EmbeddingModel) (string, error) {
	note, err := json.Marshal(m)
	return string(note), err
}

// agree compares the model that a library has with the one that is stated.
func agree(noted rag.EmbeddingModel, stated string) error {
	switch noted.Name {
	case "", stated:
		return nil
	case bge.Name:
		return fmt.Errorf(sayBundledLibrary, noted.Name, stated)
	}
	return fmt.Errorf(sayOtherLibrary, noted.Name, stated)
}

// A switchedError means that the library has another model since it was opened.
type switchedError struct{ to string }

// Error says what to do.
func (e switchedError) Error() string { return fmt.Sprintf(saySwitched, e.to) }

// unswitched tells whether the library still has the model that it was opened
// with; a switchedError when not.
func (l library) unswitched(ctx context.Context) error {
	now, err := notedModel(ctx, l.store)
	if err == nil && now.Name != l.embedder.Model().Name {
		err = switchedError{now.Name}
	}
	return err
}

// Near implements rag.Finder. Nothing is near once the vectors are another
// model's: words go on alone. The note is read last, so that what is returned
// was found among vectors of the same model.
func (l library) Near(ctx context.Context, vector []float32, scope rag.Scope, limit int) ([]rag.Neighbour, error) {
	near, err := l.store.Near(ctx, vector, scope, limit)
	now := l.unswitched(ctx)
	if errors.As(now, new(switchedError)) {
		return nil, nil
	}
	if err == nil && now != nil {
		return nil, now
	}
	return near, err
}

// Pending implements rag.Backlog; a switchedError once the model is another.
func (l library) Pending(ctx context.Context, n int) ([]rag.Passage, error) {
	if err := l.unswitched(ctx); err != nil {
		return nil, err
	}
	return l.store.Pending(ctx, n)
}

// Embedded implements rag.Backlog; a switchedError once the model is another.
func (l library) Embedded(ctx context.Context, vectors []rag.Vector) error {
	note, err := l.Note(ctx, noteEmbedding)
	if err != nil {
		return err
	}
	if err := l.unswitched(ctx); err != nil {
		return err
	}
	kept, err := l.store.EmbeddedWhile(ctx, noteEmbedding, note, vectors)
	if err != nil || kept {
		return err
	}
	return l.unswitched(ctx)
}
