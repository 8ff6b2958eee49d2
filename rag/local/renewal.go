package local

import (
	"context"
	"database/sql"
	"fmt"

	"chuchu/rag"
)

// A Renewal is the backlog of a second set of vectors, which another embedding
// model makes while the library answers with the first. What was embedded
// survives the process.
type Renewal struct {
	store *Store
	model string
}

// renewing is the note that names the model whose vectors a renewal holds.
const renewing = "renewing"

// Renew begins the change to another embedding model, or goes on with it. The
// vectors of a change to yet another, that was never finished, are dropped.
func (s *Store) Renew(ctx context.Context, model string) (Renewal, error) {
	err := s.change(ctx, func(tx *sql.Tx) error {
		var begun bool
		err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM note WHERE key = ? AND value = ?)`, renewing, model).Scan(&begun)
		if err != nil || begun {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM renewal`); err != nil {
			return err
		}
		return setNote(ctx, tx, renewing, model)
	})
	if err != nil {
		return Renewal{}, fmt.Errorf("renew vectors: %w", err)
	}
	return Renewal{s, model}, nil
}

// Pending implements rag.Backlog. Nothing is left once another renewal has
// taken the place of this one, or it is over.
func (r Renewal) Pending(ctx context.Context, n int) (todo []rag.Passage, err error) {
	err = r.store.look(ctx, func(tx *sql.Tx) error {
		todo, err = readPassages(ctx, tx, `FROM chunk c JOIN document d ON d.id = c.document
			WHERE NOT EXISTS (SELECT 1 FROM renewal r WHERE r.document = c.document AND r.number = c.number)
			AND EXISTS (SELECT 1 FROM note WHERE key = ? AND value = ?)
			ORDER BY c.document, c.number LIMIT ?`, renewing, r.model, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list chunks to renew: %w", err)
	}
	return todo, nil
}

// Embedded implements rag.Backlog.
func (r Renewal) Embedded(ctx context.Context, vectors []rag.Vector) error {
	err := r.store.change(ctx, func(tx *sql.Tx) error {
		for _, v := range vectors {
			_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO renewal SELECT document, number, ? FROM chunk
				WHERE document = ? AND number = ? AND digest = ? AND EXISTS (SELECT 1 FROM note WHERE key = ? AND value = ?)`,
				pack(v.Vector), v.Document, v.Number, digest(v.Text), renewing, r.model)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep %d new vectors: %w", len(vectors), err)
	}
	return nil
}

// Switch puts the new vectors in place of the old and sets a note, all at
// once. It reports false, and changes nothing, while a chunk still lacks one.
func (r Renewal) Switch(ctx context.Context, note, value string) (done bool, err error) {
	err = r.store.change(ctx, func(tx *sql.Tx) error {
		err := tx.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM chunk) = (SELECT count(*) FROM renewal)
			AND EXISTS (SELECT 1 FROM note WHERE key = ? AND value = ?)`, renewing, r.model).Scan(&done)
		if err != nil || !done {
			return err
		}
		generation, err := raise(ctx, tx)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `UPDATE chunk SET generation = ?, vector =
			(SELECT r.vector FROM renewal r WHERE r.document = chunk.document AND r.number = chunk.number)`, generation)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `DELETE FROM renewal`); err != nil {
			return err
		}
		if err := setNote(ctx, tx, renewing, ""); err != nil {
			return err
		}
		return setNote(ctx, tx, note, value)
	})
	if err != nil {
		return false, fmt.Errorf("switch to the new vectors: %w", err)
	}
	return done, nil
}
