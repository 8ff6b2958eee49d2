package local

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Lease takes or renews the right to do what name stands for, until the
// duration is over. It reports false while another handle on the file holds it,
// in this process or another. Zero gives it back.
func (s *Store) Lease(ctx context.Context, name string, length time.Duration) (held bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		now := time.Now()
		got, err := tx.ExecContext(ctx, `INSERT INTO lease VALUES (?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
			WHERE lease.holder = excluded.holder OR lease.until < ?`, name, s.name, now.Add(length).UnixMicro()-1, now.UnixMicro())
		if err != nil {
			return err
		}
		n, err := got.RowsAffected()
		held = n > 0 && length > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("lease %s: %w", name, err)
	}
	return held, nil
}

// release gives back what this handle holds. What cannot be given back lapses.
func (s *Store) release(ctx context.Context) {
	_ = s.change(ctx, func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM lease WHERE holder = ?`, s.name); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE errand SET lease = 0 WHERE holder = ? AND settled IS NULL`, s.name)
		return err
	})
}
