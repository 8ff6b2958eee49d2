package local

import (
	"context"
	"database/sql"
	"fmt"

	"chuchu/rag"
)

// Pending implements rag.Backlog.
func (s *Store) Pending(ctx context.Context, n int) (todo []rag.Passage, err error) {
	err = s.look(ctx, func(tx *sql.Tx) error {
		todo, err = readPassages(ctx, tx, `FROM chunk c JOIN document d ON d.id = c.document
			WHERE c.vector IS NULL ORDER BY c.document, c.number LIMIT ?`, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list pending chunks: %w", err)
	}
	return todo, nil
}

// Embedded implements rag.Backlog. Vectors of another length than those in the
// library are an error.
func (s *Store) Embedded(ctx context.Context, vectors []rag.Vector) error {
	if len(vectors) == 0 {
		return nil
	}
	err := s.change(ctx, func(tx *sql.Tx) error { return keepVectors(ctx, tx, vectors) })
	if err != nil {
		return fmt.Errorf("keep %d vectors: %w", len(vectors), err)
	}
	return nil
}

// EmbeddedWhile is Embedded as long as a note has a value. When it has another
// it keeps nothing and reports false: a Switch that sets the note cannot come
// in between.
func (s *Store) EmbeddedWhile(ctx context.Context, note, value string, vectors []rag.Vector) (kept bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM note WHERE key = ? AND value = ?)`, note, value).Scan(&kept)
		if err != nil || !kept || len(vectors) == 0 {
			return err
		}
		return keepVectors(ctx, tx, vectors)
	})
	if err != nil {
		return false, fmt.Errorf("keep %d vectors: %w", len(vectors), err)
	}
	return kept, nil
}

// keepVectors is Embedded as a step of a transaction.
func keepVectors(ctx context.Context, tx *sql.Tx, vectors []rag.Vector) error {
	if err := sameLength(ctx, tx, vectors); err != nil {
		return err
	}
	generation, err := raise(ctx, tx)
	if err != nil {
		return err
	}
	update, err := tx.PrepareContext(ctx, `UPDATE chunk SET vector = ?, generation = ?
		WHERE document = ? AND number = ? AND digest = ?`)
	if err != nil {
		return err
	}
	defer update.Close()
	for _, v := range vectors {
		_, err := update.ExecContext(ctx, pack(v.Vector), generation, v.Document, v.Number, digest(v.Text))
		if err != nil {
			return err
		}
	}
	return nil
}

// sameLength refuses vectors that could not be compared with the rest.
func sameLength(ctx context.Context, tx *sql.Tx, vectors []rag.Vector) error {
	have, err := collect(ctx, tx, func(r *sql.Rows) (n int, err error) { return n, r.Scan(&n) },
		`SELECT length(vector) / 2 FROM chunk WHERE vector IS NOT NULL AND generation >= 0 LIMIT 1`)
	if err != nil {
		return err
	}
	want := len(vectors[0].Vector)
	if len(have) > 0 {
		want = have[0]
	}
	for _, v := range vectors {
		if len(v.Vector) != want || want == 0 {
			return fmt.Errorf("a vector of %d dimensions among those of %d", len(v.Vector), want)
		}
	}
	return nil
}
