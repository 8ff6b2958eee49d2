package local

import (
	"context"
	"database/sql"
	"fmt"
)

// change runs do in one writing transaction.
func (s *Store) change(ctx context.Context, do func(*sql.Tx) error) error {
	return within(ctx, s.write, nil, do)
}

// look runs do on one snapshot of the file.
func (s *Store) look(ctx context.Context, do func(*sql.Tx) error) error {
	return within(ctx, s.read, &sql.TxOptions{ReadOnly: true}, do)
}

// within runs do in a transaction, which lasts if do returns nil.
func within(ctx context.Context, db *sql.DB, opts *sql.TxOptions, do func(*sql.Tx) error) error {
	tx, err := db.BeginTx(ctx, opts)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err := do(tx); err != nil {
		return err
	}
	return tx.Commit()
}

// generationOf reads the library's generation, with a database or in a transaction.
func generationOf(ctx context.Context, db interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}) (generation int64, err error) {
	err = db.QueryRowContext(ctx, `SELECT generation FROM library`).Scan(&generation)
	return generation, err
}

// raise begins a new generation and returns it.
func raise(ctx context.Context, tx *sql.Tx) (generation int64, err error) {
	err = tx.QueryRowContext(ctx, `UPDATE library SET generation = generation + 1 RETURNING generation`).Scan(&generation)
	return generation, err
}

// collect reads all rows of a query with scan.
func collect[T any](ctx context.Context, tx *sql.Tx, scan func(*sql.Rows) (T, error), query string, args ...any) ([]T, error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("read a row: %w", err)
		}
		all = append(all, one)
	}
	return all, rows.Err()
}
