package local

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/kept"
)

// States of a document that the library holds.
const (
	ready     = "ready"
	embedding = "embedding"
)

const documentColumns = `SELECT id, meta, characters, chunks, example,
	(SELECT count(*) FROM chunk WHERE document = id AND vector IS NULL) FROM document `

// scanDocument reads a row of documentColumns.
func scanDocument(row interface{ Scan(...any) error }) (rag.Document, error) {
	var d rag.Document
	var id, meta string
	var pending int
	if err := row.Scan(&id, &meta, &d.Characters, &d.Chunks, &d.Example, &pending); err != nil {
		return d, err
	}
	if err := json.Unmarshal([]byte(meta), &d.Meta); err != nil {
		return d, fmt.Errorf("metadata of %s: %w", id, err)
	}
	d.Embedded, d.State = d.Chunks-pending, ready
	if pending > 0 {
		d.State = embedding
	}
	return d, nil
}

// A listing is the answer of Documents at one generation. Every question asks
// for it, and it changes seldom.
type listing struct {
	generation int64
	documents  []rag.Document
}

// Documents implements rag.Library.
func (s *Store) Documents(ctx context.Context) ([]rag.Document, error) {
	l, err := s.listed(ctx)
	if err != nil {
		return nil, fmt.Errorf("list documents: %w", err)
	}
	return slices.Clone(l.documents), nil
}

// listed returns the listing of the present generation. Where two callers make
// it at once the later one stays; it is never taken for another generation's.
func (s *Store) listed(ctx context.Context) (*listing, error) {
	generation, err := generationOf(ctx, s.read)
	if err != nil {
		return nil, err
	}
	if l := s.listing.Load(); l != nil && l.generation == generation {
		return l, nil
	}
	var l listing
	err = s.look(ctx, func(tx *sql.Tx) error {
		if l.generation, err = generationOf(ctx, tx); err != nil {
			return err
		}
		l.documents, err = collect(ctx, tx, func(r *sql.Rows) (rag.Document, error) { return scanDocument(r) },
			documentColumns+`ORDER BY id`)
		return err
	})
	if err == nil {
		s.listing.Store(&l)
	}
	return &l, err
}

// Read implements rag.Store.
func (s *Store) Read(ctx context.Context, id string) (whole rag.Whole, err error) {
	err = s.look(ctx, func(tx *sql.Tx) error {
		whole.Document, err = scanDocument(tx.QueryRowContext(ctx, documentColumns+`WHERE id = ?`, id))
		if errors.Is(err, sql.ErrNoRows) {
			return rag.ErrNotFound
		}
		if err != nil {
			return err
		}
		whole.Plan, whole.Raw, err = readPlan(ctx, tx, whole.Meta)
		return err
	})
	if err != nil {
		return rag.Whole{}, fmt.Errorf("read %s: %w", id, err)
	}
	return whole, nil
}

// readPlan puts a document together from its content and its chunks.
func readPlan(ctx context.Context, tx *sql.Tx, meta chunk.Meta) (chunk.Plan, []byte, error) {
	var plan kept.Plan
	var text, folded string
	var raw []byte
	err := tx.QueryRowContext(ctx, `SELECT plan, text, raw FROM content WHERE document = ?`, meta.ID).
		Scan(&folded, &text, &raw)
	if err != nil {
		return chunk.Plan{}, nil, err
	}
	if err := json.Unmarshal([]byte(folded), &plan); err != nil {
		return chunk.Plan{}, nil, fmt.Errorf("plan: %w", err)
	}
	whole := plan.Plan()
	whole.Meta, whole.Text = meta, text
	whole.Chunks, err = collect(ctx, tx, func(r *sql.Rows) (chunk.Chunk, error) {
		var path, text, rest string
		if err := r.Scan(&path, &text, &rest); err != nil {
			return chunk.Chunk{}, err
		}
		return readChunk(path, text, rest)
	}, `SELECT path, text, rest FROM chunk WHERE document = ? ORDER BY number`, meta.ID)
	return whole, raw, err
}

// Delete implements rag.Store.
func (s *Store) Delete(ctx context.Context, id string) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		gone, err := tx.ExecContext(ctx, `DELETE FROM document WHERE id = ?`, id)
		if err != nil {
			return err
		}
		if n, err := gone.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, rag.ErrNotFound)
		}
		return mark(ctx, tx, id)
	})
	if err != nil {
		return fmt.Errorf("delete %s: %w", id, err)
	}
	return nil
}

// mark notes that a document changed, in a new generation.
func mark(ctx context.Context, tx *sql.Tx, id string) error {
	generation, err := raise(ctx, tx)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO change VALUES (?, ?)
		ON CONFLICT (document) DO UPDATE SET generation = excluded.generation`, id, generation)
	return err
}
