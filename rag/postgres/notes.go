package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Note implements rag.Notes.
func (s *Store) Note(ctx context.Context, key string) (value string, err error) {
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		err := from.QueryRow(ctx, `SELECT value FROM note WHERE key = $1`, key).Scan(&value)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("note %s: %w", key, err)
	}
	return value, nil
}

// SetNote implements rag.Notes.
func (s *Store) SetNote(ctx context.Context, key, value string) error {
	err := s.change(ctx, func(ctx context.Context, tx pgx.Tx) error { return setNote(ctx, tx, key, value) })
	if err != nil {
		return fmt.Errorf("note %s: %w", key, err)
	}
	return nil
}

// setNote sets a note in a transaction that does more.
func setNote(ctx context.Context, tx pgx.Tx, key, value string) error {
	_, err := tx.Exec(ctx, `INSERT INTO note VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return err
}
