package local

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// Note implements rag.Notes.
func (s *Store) Note(ctx context.Context, key string) (value string, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT value FROM note WHERE key = ?`, key).Scan(&value)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("note %s: %w", key, err)
	}
	return value, nil
}

// SetNote implements rag.Notes.
func (s *Store) SetNote(ctx context.Context, key, value string) error {
	return s.change(ctx, func(tx *sql.Tx) error { return setNote(ctx, tx, key, value) })
}

// setNote is SetNote as a step of a transaction.
func setNote(ctx context.Context, tx *sql.Tx, key, value string) error {
	_, err := tx.ExecContext(ctx,
		`INSERT INTO note VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	if err != nil {
		return fmt.Errorf("note %s: %w", key, err)
	}
	return nil
}
