package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
	"chuchu/rag/desk"
)

// Receive implements desk.Keeper.
func (s *Store) Receive(ctx context.Context, u desk.Upload) error {
	given, err := text(u.Given)
	if err != nil {
		return fmt.Errorf("receive %s: %w", u.Document, err)
	}
	raw := u.Raw
	if raw == nil {
		raw = []byte{}
	}
	err = s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		return all(ctx, tx, run(`DELETE FROM upload WHERE document = $1`, u.Document),
			run(`INSERT INTO upload (document, ticket, name, given, flags, state, received, raw) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
				u.Document, u.Ticket, u.Name, given, u.Flags(), desk.Received, u.Received, raw))
	})
	if err != nil {
		return fmt.Errorf("receive %s: %w", u.Document, err)
	}
	return nil
}

const uploadColumns = `document, ticket, name, given, flags, state, reason, received, tries`

// scanUpload reads uploadColumns, and the bytes where raw is told to.
func scanUpload(row interface{ Scan(...any) error }, raw ...any) (u desk.Upload, err error) {
	var given string
	var flags int
	into := []any{&u.Document, &u.Ticket, &u.Name, &given, &flags, &u.State, &u.Reason, &u.Received, &u.Tries}
	if err := row.Scan(append(into, raw...)...); err != nil {
		return u, err
	}
	u.SetFlags(flags)
	return u, json.Unmarshal([]byte(given), &u.Given)
}

// Claim implements desk.Keeper.
func (s *Store) Claim(ctx context.Context, now, until time.Time) (u desk.Upload, ok bool, err error) {
	err = s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		var raw []byte
		u, err = scanUpload(tx.QueryRow(ctx, claimUpload+uploadColumns+`, raw`, desk.Reading, until, desk.Failed, now), &raw)
		u.Raw = raw
		return err
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return desk.Upload{}, false, nil
	}
	if err != nil {
		return desk.Upload{}, false, fmt.Errorf("claim an upload: %w", err)
	}
	return u, true, nil
}

// Hold implements desk.Keeper.
func (s *Store) Hold(ctx context.Context, u desk.Upload, until time.Time) (bool, error) {
	err := s.one(ctx, "hold "+u.Document, `UPDATE upload SET until = $1 WHERE document = $2 AND ticket = $3 AND state = $4`,
		until, u.Document, u.Ticket, desk.Reading)
	if errors.Is(err, rag.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Settle implements desk.Keeper.
func (s *Store) Settle(ctx context.Context, u desk.Upload) (err error) {
	what := "settle " + u.Document
	if u.Reason == "" {
		err = s.one(ctx, what, `DELETE FROM upload WHERE document = $1 AND ticket = $2`, u.Document, u.Ticket)
	} else {
		err = s.one(ctx, what, `UPDATE upload SET state = $1, reason = $2, raw = '' WHERE document = $3 AND ticket = $4`, desk.Failed, u.Reason, u.Document, u.Ticket)
	}
	if errors.Is(err, rag.ErrNotFound) {
		return nil
	}
	return err
}

// Uploads implements desk.Keeper.
func (s *Store) Uploads(ctx context.Context) (uploads []desk.Upload, err error) {
	err = s.look(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, readWhole); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT `+uploadColumns+` FROM upload ORDER BY document`)
		if err != nil {
			return err
		}
		uploads, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (desk.Upload, error) { return scanUpload(row) })
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list uploads: %w", err)
	}
	return uploads, nil
}

// Withdraw implements desk.Keeper.
func (s *Store) Withdraw(ctx context.Context, document string) error {
	return s.one(ctx, "withdraw "+document, `DELETE FROM upload WHERE document = $1`, document)
}
