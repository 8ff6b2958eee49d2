package local

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// overdueMost is how many errands are taken over at once.
const overdueMost = 32

// Undertake implements talk.Errands.
func (s *Store) Undertake(ctx context.Context, e talk.Errand, lease time.Time) (mine bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		kept, err := tx.ExecContext(ctx, `INSERT INTO errand (id, room, owner, answer, address, since, holder, lease)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
			e.ID, e.Room, e.Owner, e.AnswerID, string(e.Address), e.Since.UnixMicro(), s.name, lease.UnixMicro())
		if err != nil {
			return err
		}
		n, err := kept.RowsAffected()
		mine = n > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("undertake %s: %w", e.ID, err)
	}
	return mine, nil
}

// Carry implements talk.Errands.
func (s *Store) Carry(ctx context.Context, e talk.Errand, lease time.Time) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		held := one(ctx, tx, `UPDATE errand SET answer = ?, address = ?, lease = ? WHERE id = ? AND holder = ? AND settled IS NULL`,
			e.AnswerID, string(e.Address), lease.UnixMicro(), e.ID, s.name)
		if !errors.Is(held, rag.ErrNotFound) {
			return held
		}
		err := tx.QueryRowContext(ctx, `SELECT 1 FROM errand WHERE id = ?`, e.ID).Scan(new(int))
		if errors.Is(err, sql.ErrNoRows) {
			return rag.ErrNotFound
		}
		return errors.Join(err, rag.ErrConflict)
	})
	if err != nil {
		return fmt.Errorf("carry %s: %w", e.ID, err)
	}
	return nil
}

// Fulfil implements talk.Errands.
func (s *Store) Fulfil(ctx context.Context, id string) error {
	err := s.one(ctx, "fulfil "+id, `UPDATE errand SET settled = ? WHERE id = ? AND settled IS NULL`, time.Now().UnixMicro(), id)
	if errors.Is(err, rag.ErrNotFound) {
		return nil
	}
	return err
}

// owed are unsettled errands of a bot whose lease ended.
const owed = `SELECT id FROM errand WHERE settled IS NULL AND lease < ? AND substr(id, 1, length(?2)) = ?2 ORDER BY since, id LIMIT ?3`

// Overdue implements talk.Errands. It writes only where there is something.
func (s *Store) Overdue(ctx context.Context, bot string, lease time.Time) (all []talk.Errand, err error) {
	now := time.Now().UnixMicro()
	err = s.read.QueryRowContext(ctx, owed, now, bot, 1).Scan(new(string))
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err == nil {
		err = s.change(ctx, func(tx *sql.Tx) error {
			ids, err := collect(ctx, tx, func(r *sql.Rows) (id string, err error) { return id, r.Scan(&id) }, owed, now, bot, overdueMost)
			for _, id := range ids {
				if err == nil {
					err = s.takeOver(ctx, tx, id, lease, &all)
				}
			}
			return err
		})
	}
	if err != nil {
		return nil, fmt.Errorf("look for overdue errands: %w", err)
	}
	return all, nil
}

// takeOver makes this handle the holder of an errand, and adds it to all.
func (s *Store) takeOver(ctx context.Context, tx *sql.Tx, id string, lease time.Time, all *[]talk.Errand) error {
	e := talk.Errand{ID: id}
	var address string
	var since int64
	err := tx.QueryRowContext(ctx, `UPDATE errand SET holder = ?, lease = ? WHERE id = ? RETURNING room, owner, answer, address, since`,
		s.name, lease.UnixMicro(), id).Scan(&e.Room, &e.Owner, &e.AnswerID, &address, &since)
	e.Address, e.Since = []byte(address), time.UnixMicro(since)
	*all = append(*all, e)
	return err
}

// Errand implements talk.Errands.
func (s *Store) Errand(ctx context.Context, id string) (talk.Errand, error) {
	e := talk.Errand{ID: id}
	var address string
	var since int64
	err := s.read.QueryRowContext(ctx, `SELECT room, owner, answer, address, since FROM errand WHERE id = ?`, id).
		Scan(&e.Room, &e.Owner, &e.AnswerID, &address, &since)
	if errors.Is(err, sql.ErrNoRows) {
		err = rag.ErrNotFound
	}
	if err != nil {
		return talk.Errand{}, fmt.Errorf("read errand %s: %w", id, err)
	}
	e.Address, e.Since = []byte(address), time.UnixMicro(since)
	return e, nil
}

// Room implements talk.Errands.
func (s *Store) Room(ctx context.Context, room string) (conversationID string, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT conversation FROM room WHERE name = ?`, room).Scan(&conversationID)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", fmt.Errorf("room %s: %w", room, err)
	}
	return conversationID, nil
}

// Enter implements talk.Errands.
func (s *Store) Enter(ctx context.Context, room, conversationID string) error {
	what := "enter room " + room
	if conversationID != "" {
		return s.one(ctx, what, `INSERT INTO room SELECT ?, id FROM conversation WHERE id = ?
			ON CONFLICT (name) DO UPDATE SET conversation = excluded.conversation`, room, conversationID)
	}
	err := s.one(ctx, what, `DELETE FROM room WHERE name = ?`, room)
	if errors.Is(err, rag.ErrNotFound) {
		return nil
	}
	return err
}

// forgetErrands drops errands that need not be known any more. It writes only
// where there are some.
func (s *Store) forgetErrands(ctx context.Context, forget time.Time) error {
	const old = ` FROM errand WHERE settled < ? OR (settled IS NULL AND lease < ?2 AND since < ?2)`
	settled, since := forget.Add(-talk.KnownFor).UnixMicro(), forget.Add(-talk.OwedFor).UnixMicro()
	err := s.read.QueryRowContext(ctx, `SELECT 1`+old+` LIMIT 1`, settled, since).Scan(new(int))
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err == nil {
		err = s.change(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `DELETE`+old, settled, since)
			return err
		})
	}
	return err
}
