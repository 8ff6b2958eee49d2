package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Lease takes or renews the right to do what name stands for, until the
// duration is over by the server's clock. It reports false while another handle
// holds it. Zero gives it back.
func (s *Store) Lease(ctx context.Context, name string, length time.Duration) (held bool, err error) {
	err = s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		got, err := tx.Exec(ctx, `INSERT INTO lease VALUES ($1, $2, now() + $3::interval)
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
			WHERE lease.holder = excluded.holder OR lease.until < now()`, name, s.name, length)
		held = got.RowsAffected() > 0 && length > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("lease %s: %w", name, err)
	}
	return held, nil
}

// release gives back what this handle holds. A server that is gone lets it
// lapse instead.
func (s *Store) release(ctx context.Context) {
	_ = s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		return all(ctx, tx, run(`DELETE FROM lease WHERE holder = $1`, s.name),
			run(`UPDATE backlog SET holder = NULL, until = NULL WHERE holder = $1`, s.name),
			run(`UPDATE errand SET lease = '-infinity' WHERE holder = $1 AND settled IS NULL`, s.name))
	})
}
