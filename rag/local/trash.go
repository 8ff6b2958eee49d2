package local

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chuchu/rag"
	"chuchu/rag/kept"
)

// Discard implements desk.Trash.
func (s *Store) Discard(ctx context.Context, id string, now time.Time) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		in, parser, err := ingestOf(ctx, tx, id)
		if err != nil {
			return err
		}
		whole, err := text(kept.OfIngest(in))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT OR REPLACE INTO trash VALUES (?, ?, ?, ?, ?)`, id, now.UnixMicro(), parser, whole, blob(in.Raw))
		if err != nil {
			return err
		}
		if err := one(ctx, tx, `DELETE FROM document WHERE id = ?`, id); err != nil {
			return err
		}
		return mark(ctx, tx, id)
	})
	if err != nil {
		return fmt.Errorf("discard %s: %w", id, err)
	}
	return nil
}

// ingestOf reads a document as it was put in, and the parser that made it.
func ingestOf(ctx context.Context, tx *sql.Tx, id string) (in rag.Ingest, parser int, err error) {
	d, err := scanDocument(tx.QueryRowContext(ctx, documentColumns+`WHERE id = ?`, id))
	if errors.Is(err, sql.ErrNoRows) {
		err = rag.ErrNotFound
	}
	if err != nil {
		return in, 0, err
	}
	in.Example = d.Example
	if in.Plan, in.Raw, err = readPlan(ctx, tx, d.Meta); err != nil {
		return in, 0, err
	}
	var given string
	err = tx.QueryRowContext(ctx, `SELECT given, parser FROM content JOIN document ON document = id WHERE id = ?`, id).Scan(&given, &parser)
	if err != nil {
		return in, 0, err
	}
	return in, parser, json.Unmarshal([]byte(given), &in.Given)
}

// Restore implements desk.Trash.
func (s *Store) Restore(ctx context.Context, id string, since time.Time) error {
	in, parser, err := s.discarded(ctx, id, since)
	if err != nil {
		return fmt.Errorf("restore %s: %w", id, err)
	}
	put, err := prepare(in)
	if err == nil {
		err = s.change(ctx, func(tx *sql.Tx) error { return put.back(ctx, tx, parser) })
	}
	if err != nil {
		return fmt.Errorf("restore %s: %w", id, err)
	}
	return nil
}

// discarded reads a document that was deleted after a time.
func (s *Store) discarded(ctx context.Context, id string, since time.Time) (in rag.Ingest, parser int, err error) {
	var folded string
	var raw []byte
	err = s.read.QueryRowContext(ctx, `SELECT parser, whole, raw FROM trash WHERE document = ? AND gone >= ?`, id, since.UnixMicro()).
		Scan(&parser, &folded, &raw)
	if errors.Is(err, sql.ErrNoRows) {
		err = rag.ErrNotFound
	}
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
func (p put) back(ctx context.Context, tx *sql.Tx, parser int) error {
	if err := one(ctx, tx, `DELETE FROM trash WHERE document = ?`, p.Plan.ID); err != nil {
		return err
	}
	var taken bool
	err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM document WHERE id = ?)`, p.Plan.ID).Scan(&taken)
	if err != nil {
		return err
	}
	if taken {
		return rag.ErrConflict
	}
	if err := p.into(ctx, tx); err != nil {
		return err
	}
	return one(ctx, tx, `UPDATE document SET parser = ? WHERE id = ?`, parser, p.Plan.ID)
}

// Empty implements desk.Trash.
func (s *Store) Empty(ctx context.Context, before time.Time) error {
	var full bool
	err := s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM trash WHERE gone < ?)`, before.UnixMicro()).Scan(&full)
	if err == nil && full {
		err = s.change(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `DELETE FROM trash WHERE gone < ?`, before.UnixMicro())
			return err
		})
	}
	if err != nil {
		return fmt.Errorf("empty the trash: %w", err)
	}
	return nil
}
