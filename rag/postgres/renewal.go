package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
)

// A Renewal is the backlog of a second set of vectors, which another embedding
// model makes while the library answers with the first. What was embedded
// survives the process.
type Renewal struct {
	store *Store
	set   int32
}

// Renew begins the change to another embedding model, or goes on with it. The
// vectors of a change to yet another, that was never finished, are dropped.
func (s *Store) Renew(ctx context.Context, model string) (Renewal, error) {
	r := Renewal{store: s}
	err := s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if err := aloneWithSets(ctx, tx); err != nil {
			return err
		}
		err := tx.QueryRow(ctx, `SELECT s.id FROM vectorset s, library l WHERE s.id <> l.vectorset AND s.model = $1`, model).Scan(&r.set)
		if !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		if err := dropSets(ctx, tx); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, `INSERT INTO vectorset (model) VALUES ($1) RETURNING id`, model).Scan(&r.set); err != nil {
			return err
		}
		return all(ctx, tx, run(`INSERT INTO backlog (document, vectorset, number)
			SELECT d.id, $1, c.number FROM document d JOIN chunk c USING (key)`, r.set))
	})
	if err != nil {
		return Renewal{}, fmt.Errorf("renew vectors: %w", err)
	}
	return r, nil
}

// aloneWithSets waits for all who put documents in, and keeps them out.
func aloneWithSets(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `SELECT 1 FROM vectorset ORDER BY id FOR UPDATE`)
	return err
}

// dropSets drops all sets of vectors but the library's.
func dropSets(ctx context.Context, tx pgx.Tx) error {
	rows, err := tx.Query(ctx, `DELETE FROM vectorset WHERE id <> (SELECT vectorset FROM library) RETURNING id`)
	if err != nil {
		return err
	}
	gone, err := pgx.CollectRows(rows, pgx.RowTo[int32])
	if err != nil || len(gone) == 0 {
		return err
	}
	return all(ctx, tx, run(`DELETE FROM backlog WHERE vectorset = ANY ($1)`, gone),
		run(`DELETE FROM embedding WHERE vectorset = ANY ($1)`, gone))
}

// goesOn tells whether a renewal is neither over nor given up for another.
func (r Renewal) goesOn(ctx context.Context, tx pgx.Tx) (on bool, err error) {
	err = tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM vectorset s JOIN library l ON s.id <> l.vectorset WHERE s.id = $1)`, r.set).Scan(&on)
	return on, err
}

// Pending implements rag.Backlog, as Store's does. Nothing is left once another
// renewal has taken the place of this one, or it is over.
func (r Renewal) Pending(ctx context.Context, n int) (todo []rag.Passage, err error) {
	err = r.store.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		todo = nil
		if on, err := r.goesOn(ctx, tx); err != nil || !on {
			return err
		}
		todo, err = r.store.pending(ctx, tx, r.set, n)
		return err
	})
	if locked(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list chunks to renew: %w", err)
	}
	return todo, nil
}

// Embedded implements rag.Backlog. It keeps nothing once Pending has nothing left.
func (r Renewal) Embedded(ctx context.Context, vectors []rag.Vector) error {
	if len(vectors) == 0 {
		return nil
	}
	err := r.store.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if on, err := r.goesOn(ctx, tx); err != nil || !on {
			return err
		}
		return keepVectors(ctx, tx, r.set, vectors)
	})
	if err != nil {
		return fmt.Errorf("keep %d new vectors: %w", len(vectors), err)
	}
	r.store.poke()
	return nil
}

// Switch puts the new vectors in place of the old and sets a note, all at
// once. It reports false, and changes nothing, while a chunk still lacks one.
func (r Renewal) Switch(ctx context.Context, note, value string) (done bool, err error) {
	err = r.store.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if err := aloneWithSets(ctx, tx); err != nil {
			return err
		}
		if done, err = r.goesOn(ctx, tx); err != nil || !done {
			return err
		}
		err := tx.QueryRow(ctx, `SELECT NOT EXISTS (SELECT 1 FROM backlog WHERE vectorset = $1)`, r.set).Scan(&done)
		if err != nil || !done {
			return err
		}
		if err := setNote(ctx, tx, note, value); err != nil {
			return err
		}
		if err := all(ctx, tx, run(`UPDATE library SET vectorset = $1, embedded = embedded + 1`, r.set)); err != nil {
			return err
		}
		return dropSets(ctx, tx)
	})
	if err != nil {
		return false, fmt.Errorf("switch to the new vectors: %w", err)
	}
	return done, nil
}
