package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// overdueMost is how many errands are taken over at once.
const overdueMost = 32

// Undertake implements talk.Errands.
func (s *Store) Undertake(ctx context.Context, e talk.Errand, lease time.Time) (mine bool, err error) {
	for _, text := range []string{e.ID, e.Room, e.Owner, e.AnswerID, string(e.Address)} {
		if !storable(text) {
			return false, fmt.Errorf("undertake %q: %w", e.ID, rag.ErrConflict)
		}
	}
	err = s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		kept, err := tx.Exec(ctx, `INSERT INTO errand (id, room, owner, answer, address, since, holder, lease)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
			e.ID, e.Room, e.Owner, e.AnswerID, string(e.Address), e.Since, s.name, lease)
		mine = kept.RowsAffected() > 0
		return err
	})
	if err != nil {
		return false, fmt.Errorf("undertake %s: %w", e.ID, err)
	}
	return mine, nil
}

// Carry implements talk.Errands.
func (s *Store) Carry(ctx context.Context, e talk.Errand, lease time.Time) error {
	if !storable(e.ID) || !storable(e.AnswerID) || !storable(string(e.Address)) {
		return fmt.Errorf("carry %q: %w", e.ID, rag.ErrNotFound)
	}
	err := s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		held := one(ctx, tx, `UPDATE errand SET answer = $1, address = $2, lease = $3 WHERE id = $4 AND holder = $5 AND settled IS NULL`,
			e.AnswerID, string(e.Address), lease, e.ID, s.name)
		if !errors.Is(held, rag.ErrNotFound) {
			return held
		}
		err := tx.QueryRow(ctx, `SELECT 1 FROM errand WHERE id = $1`, e.ID).Scan(new(int))
		if errors.Is(err, pgx.ErrNoRows) {
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
	err := s.one(ctx, "fulfil "+id, `UPDATE errand SET settled = $1 WHERE id = $2 AND settled IS NULL`, time.Now(), id)
	if errors.Is(err, rag.ErrNotFound) {
		return nil
	}
	return err
}

// Overdue implements talk.Errands.
func (s *Store) Overdue(ctx context.Context, bot string, lease time.Time) (all []talk.Errand, err error) {
	if !storable(bot) {
		return nil, nil
	}
	err = s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		rows, err := tx.Query(ctx, overdueErrands, time.Now(), bot, overdueMost, s.name, lease)
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (talk.Errand, error) { return scanErrand(row) })
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for overdue errands: %w", err)
	}
	return all, nil
}

// scanErrand reads an errand.
func scanErrand(row pgx.Row) (e talk.Errand, err error) {
	var address string
	err = row.Scan(&e.ID, &e.Room, &e.Owner, &e.AnswerID, &address, &e.Since)
	e.Address = []byte(address)
	return e, err
}

// Errand implements talk.Errands.
func (s *Store) Errand(ctx context.Context, id string) (e talk.Errand, err error) {
	if !storable(id) {
		return e, fmt.Errorf("read errand %q: %w", id, rag.ErrNotFound)
	}
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		e, err = scanErrand(from.QueryRow(ctx, `SELECT id, room, owner, answer, address, since FROM errand WHERE id = $1`, id))
		if errors.Is(err, pgx.ErrNoRows) {
			return rag.ErrNotFound
		}
		return err
	})
	if err != nil {
		return talk.Errand{}, fmt.Errorf("read errand %s: %w", id, err)
	}
	return e, nil
}

// Room implements talk.Errands.
func (s *Store) Room(ctx context.Context, room string) (conversationID string, err error) {
	if !storable(room) {
		return "", nil
	}
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		err := from.QueryRow(ctx, `SELECT conversation FROM room WHERE name = $1`, room).Scan(&conversationID)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		return err
	})
	if err != nil {
		return "", fmt.Errorf("room %s: %w", room, err)
	}
	return conversationID, nil
}

// Enter implements talk.Errands.
func (s *Store) Enter(ctx context.Context, room, conversationID string) error {
	what := "enter room " + strings.ToValidUTF8(room, "?")
	if conversationID != "" {
		return s.one(ctx, what, `INSERT INTO room SELECT $1, id FROM conversation WHERE id = $2
			ON CONFLICT (name) DO UPDATE SET conversation = excluded.conversation`, room, conversationID)
	}
	err := s.one(ctx, what, `DELETE FROM room WHERE name = $1`, room)
	if errors.Is(err, rag.ErrNotFound) {
		return nil
	}
	return err
}

// forgetErrands drops errands that need not be known any more.
func (s *Store) forgetErrands(ctx context.Context, forget time.Time) error {
	return s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		since := forget.Add(-talk.OwedFor)
		return all(ctx, tx,
			run(`DELETE FROM errand WHERE settled < $1`, forget.Add(-talk.KnownFor)),
			run(`DELETE FROM errand WHERE settled IS NULL AND lease < $1 AND since < $1`, since))
	})
}
