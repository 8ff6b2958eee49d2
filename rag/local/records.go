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

// Append implements talk.Keeper. A record that is not the next one, or comes
// after a terminal one, is rag.ErrConflict and nothing is added: another
// process has ended the run. The same record again is none.
func (s *Store) Append(ctx context.Context, answerID string, records []talk.Record, lease time.Time) (stop bool, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		stop, err = appendRecords(ctx, tx, answerID, records, lease)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("append to %s: %w", answerID, err)
	}
	return stop, nil
}

func appendRecords(ctx context.Context, tx *sql.Tx, answerID string, records []talk.Record, lease time.Time) (stop bool, err error) {
	var seq int
	var ended sql.NullInt64
	err = tx.QueryRowContext(ctx, `SELECT seq, ended, stop FROM run WHERE answer = ?`, answerID).Scan(&seq, &ended, &stop)
	if errors.Is(err, sql.ErrNoRows) {
		return false, rag.ErrNotFound
	}
	if err != nil {
		return false, err
	}
	for _, r := range records {
		if r.Seq <= seq {
			err = same(ctx, tx, answerID, r)
		} else if r.Seq == seq+1 && !ended.Valid {
			seq++
			_, err = tx.ExecContext(ctx, `INSERT INTO record VALUES (?, ?, ?, ?)`, answerID, r.Seq, r.Type, string(r.Data))
		} else {
			err = rag.ErrConflict
		}
		if err != nil {
			return false, fmt.Errorf("record %d: %w", r.Seq, err)
		}
		if r.Ends() && !ended.Valid {
			ended = sql.NullInt64{Int64: time.Now().UnixMicro(), Valid: true}
		}
	}
	_, err = tx.ExecContext(ctx, `UPDATE run SET seq = ?, ended = ?, lease = ? WHERE answer = ?`,
		seq, ended, lease.UnixMicro(), answerID)
	return stop, err
}

// same is nil when the very same record is kept: the caller did not hear that
// it was, and tries again.
func same(ctx context.Context, tx *sql.Tx, answerID string, r talk.Record) error {
	var n int
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM record WHERE answer = ? AND seq = ? AND type = ? AND data = ?`,
		answerID, r.Seq, r.Type, string(r.Data)).Scan(&n)
	if err == nil && n == 0 {
		err = rag.ErrConflict
	}
	return err
}

// Records implements talk.Keeper.
func (s *Store) Records(ctx context.Context, owner, answerID string, after int) (records []talk.Record, err error) {
	err = s.look(ctx, func(tx *sql.Tx) error {
		var known int
		err := tx.QueryRowContext(ctx, `SELECT count(*) FROM run WHERE answer = ? AND owner = ?`, answerID, owner).Scan(&known)
		if err != nil {
			return err
		}
		if known == 0 {
			return rag.ErrNotFound
		}
		records, err = collect(ctx, tx, func(r *sql.Rows) (one talk.Record, err error) {
			var data string
			err = r.Scan(&one.Seq, &one.Type, &data)
			one.Data = []byte(data)
			return one, err
		}, `SELECT seq, type, data FROM record WHERE answer = ? AND seq > ? ORDER BY seq`, answerID, after)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read records of %s: %w", answerID, err)
	}
	return records, nil
}
