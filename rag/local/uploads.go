package local

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chuchu/rag"
	"chuchu/rag/desk"
)

// Receive implements desk.Keeper.
func (s *Store) Receive(ctx context.Context, u desk.Upload) error {
	given, err := text(u.Given)
	if err != nil {
		return fmt.Errorf("receive %s: %w", u.Document, err)
	}
	return s.one(ctx, "receive "+u.Document, `INSERT OR REPLACE INTO upload (document, ticket, name, given, flags, state, received, raw)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, u.Document, u.Ticket, u.Name, given, u.Flags(), desk.Received, u.Received.UnixMicro(), blob(u.Raw))
}

const uploadColumns = `document, ticket, name, given, flags, state, reason, received, tries`

// scanUpload reads uploadColumns, and the bytes where raw is told to.
func scanUpload(row interface{ Scan(...any) error }, raw ...any) (u desk.Upload, err error) {
	var given string
	var flags int
	var received int64
	into := []any{&u.Document, &u.Ticket, &u.Name, &given, &flags, &u.State, &u.Reason, &received, &u.Tries}
	if err := row.Scan(append(into, raw...)...); err != nil {
		return u, err
	}
	u.SetFlags(flags)
	u.Received = time.UnixMicro(received)
	return u, json.Unmarshal([]byte(given), &u.Given)
}

// Claim implements desk.Keeper.
func (s *Store) Claim(ctx context.Context, now, until time.Time) (u desk.Upload, ok bool, err error) {
	var waits bool
	err = s.read.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM upload WHERE state <> ? AND until < ?)`, desk.Failed, now.UnixMicro()).Scan(&waits)
	if err == nil && waits {
		err = s.change(ctx, func(tx *sql.Tx) error {
			var raw []byte
			u, err = scanUpload(tx.QueryRowContext(ctx, `UPDATE upload SET state = ?, until = ?, tries = tries + 1
				WHERE document = (SELECT document FROM upload WHERE state <> ? AND until < ? ORDER BY tries, length(raw), received, document LIMIT 1)
				RETURNING `+uploadColumns+`, raw`, desk.Reading, until.UnixMicro(), desk.Failed, now.UnixMicro()), &raw)
			u.Raw = raw
			return err
		})
	}
	if errors.Is(err, sql.ErrNoRows) {
		return desk.Upload{}, false, nil
	}
	if err != nil {
		return desk.Upload{}, false, fmt.Errorf("claim an upload: %w", err)
	}
	return u, waits, nil
}

// Hold implements desk.Keeper.
func (s *Store) Hold(ctx context.Context, u desk.Upload, until time.Time) (bool, error) {
	err := s.one(ctx, "hold "+u.Document, `UPDATE upload SET until = ? WHERE document = ? AND ticket = ? AND state = ?`,
		until.UnixMicro(), u.Document, u.Ticket, desk.Reading)
	if errors.Is(err, rag.ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Settle implements desk.Keeper.
func (s *Store) Settle(ctx context.Context, u desk.Upload) (err error) {
	what := "settle " + u.Document
	if u.Reason == "" {
		err = s.one(ctx, what, `DELETE FROM upload WHERE document = ? AND ticket = ?`, u.Document, u.Ticket)
	} else {
		err = s.one(ctx, what, `UPDATE upload SET state = ?, reason = ?, raw = x'' WHERE document = ? AND ticket = ?`, desk.Failed, u.Reason, u.Document, u.Ticket)
	}
	if errors.Is(err, rag.ErrNotFound) {
		return nil
	}
	return err
}

// Uploads implements desk.Keeper.
func (s *Store) Uploads(ctx context.Context) (all []desk.Upload, err error) {
	err = s.look(ctx, func(tx *sql.Tx) error {
		all, err = collect(ctx, tx, func(r *sql.Rows) (desk.Upload, error) { return scanUpload(r) },
			`SELECT `+uploadColumns+` FROM upload ORDER BY document`)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list uploads: %w", err)
	}
	return all, nil
}

// Withdraw implements desk.Keeper.
func (s *Store) Withdraw(ctx context.Context, document string) error {
	return s.one(ctx, "withdraw "+document, `DELETE FROM upload WHERE document = ?`, document)
}
