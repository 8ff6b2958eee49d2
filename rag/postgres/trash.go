package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
	"chuchu/rag/kept"
)

// Discard implements desk.Trash.
func (s *Store) Discard(ctx context.Context, id string, now time.Time) error {
	if !storable(id) {
		return fmt.Errorf("discard %q: %w", id, rag.ErrNotFound)
	}
	err := s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		var serial int64
		err := tx.QueryRow(ctx, `SELECT serial FROM document WHERE id = $1 FOR UPDATE`, id).Scan(&serial)
		if errors.Is(err, pgx.ErrNoRows) {
			return rag.ErrNotFound
		}
		if err != nil {
			return err
		}
		in, parser, err := ingestOf(ctx, tx, id)
		if err != nil {
			return err
		}
		whole, err := text(kept.OfIngest(in))
		if err != nil {
			return err
		}
		raw := in.Raw
		if raw == nil {
			raw = []byte{}
		}
		return all(ctx, tx,
			run(`DELETE FROM trash WHERE document = $1`, id),
			run(`INSERT INTO trash VALUES ($1, $2, $3, $4, $5)`, id, now, parser, whole, raw),
			run(`DELETE FROM document WHERE id = $1`, id),
			run(dropSegment, serial), raised(-len(in.Plan.Chunks)))
	})
	if err != nil {
		return fmt.Errorf("discard %s: %w", id, err)
	}
	return nil
}

// ingestOf reads a document as it was put in, and the parser that made it.
func ingestOf(ctx context.Context, tx pgx.Tx, id string) (in rag.Ingest, parser int, err error) {
	st, err := stateOf(ctx, tx)
	if err != nil {
		return in, 0, err
	}
	rows, err := tx.Query(ctx, documentColumns+`WHERE d.id = $2`, st.set, id)
	if err != nil {
		return in, 0, err
	}
	d, err := pgx.CollectExactlyOneRow(rows, scanDocument)
	if err != nil {
		return in, 0, err
	}
	in.Example = d.Example
	if in.Plan, in.Raw, err = wholePlan(ctx, tx, d.Meta); err != nil {
		return in, 0, err
	}
	var given string
	err = tx.QueryRow(ctx, `SELECT c.given, d.parser FROM document d JOIN content c USING (key) WHERE d.id = $1`, id).Scan(&given, &parser)
	if err != nil {
		return in, 0, err
	}
	return in, parser, json.Unmarshal([]byte(given), &in.Given)
}

// Restore implements desk.Trash.
func (s *Store) Restore(ctx context.Context, id string, since time.Time) error {
	if !storable(id) {
		return fmt.Errorf("restore %q: %w", id, rag.ErrNotFound)
	}
	in, parser, err := s.discarded(ctx, id, since)
	if err != nil {
		return fmt.Errorf("restore %s: %w", id, err)
	}
	put, err := prepare(in)
	if err == nil {
		err = s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error { return put.back(ctx, tx, parser) })
	}
	if err != nil {
		return fmt.Errorf("restore %s: %w", id, err)
	}
	s.poke()
	return nil
}

// discarded reads a document that was deleted after a time.
func (s *Store) discarded(ctx context.Context, id string, since time.Time) (in rag.Ingest, parser int, err error) {
	var folded string
	var raw []byte
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		err := from.QueryRow(ctx, `SELECT parser, whole, raw FROM trash WHERE document = $1 AND gone >= $2`, id, since).Scan(&parser, &folded, &raw)
		if errors.Is(err, pgx.ErrNoRows) {
			return rag.ErrNotFound
		}
		return err
	})
	if err != nil {
		return in, 0, err
	}
	var whole kept.Whole
	if err := json.Unmarshal([]byte(folded), &whole); err != nil {
		return in, 0, err
	}
	return whole.Ingest(raw), parser, nil
}

// back puts a document in that was in the trash.
func (p put) back(ctx context.Context, tx pgx.Tx, parser int) error {
	if err := holdSets(ctx, tx); err != nil {
		return err
	}
	if err := one(ctx, tx, `DELETE FROM trash WHERE document = $1`, p.Plan.ID); err != nil {
		return err
	}
	h, isNew, err := p.create(ctx, tx)
	if err != nil {
		return err
	}
	if !isNew {
		return rag.ErrConflict
	}
	if err := p.fill(ctx, tx, h); err != nil {
		return err
	}
	return all(ctx, tx, run(`UPDATE document SET parser = $1 WHERE id = $2`, parser, p.Plan.ID), raised(len(p.bodies)))
}

// Empty implements desk.Trash.
func (s *Store) Empty(ctx context.Context, before time.Time) error {
	err := s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		return all(ctx, tx, run(readWhole), run(`DELETE FROM trash WHERE gone < $1`, before))
	})
	if err != nil {
		return fmt.Errorf("empty the trash: %w", err)
	}
	return nil
}
