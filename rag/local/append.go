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

// Append implements talk.Keeper.
func (s *Store) Append(ctx context.Context, answerID string, records []talk.Record, lease time.Time) (stop bool, err error) {
	return s.additions.Append(ctx, &talk.Addition{AnswerID: answerID, Records: records, Lease: lease}, s.appendAll)
}

// appendAll writes additions in one transaction. One that is refused does not
// keep the others out; an error of the file is everybody's.
func (s *Store) appendAll(ctx context.Context, all []*talk.Addition) {
	err := s.change(ctx, func(tx *sql.Tx) error {
		k, err := prepareKeeping(ctx, tx)
		if err != nil {
			return err
		}
		defer k.close()
		for _, a := range all {
			if err := k.add(ctx, a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		for _, a := range all {
			a.Err = err
		}
	}
}

// Keeping is the prepared statements of appending.
type keeping struct {
	run, same, insert, update *sql.Stmt
}

// prepareKeeping compiles the statements once for all additions of a transaction:
// compiling takes as long as running them.
func prepareKeeping(ctx context.Context, tx *sql.Tx) (k keeping, err error) {
	for _, p := range []struct {
		statement **sql.Stmt
		query     string
	}{
		{&k.run, `SELECT seq, ended, stop FROM run WHERE answer = ?`},
		{&k.same, `SELECT count(*) FROM record WHERE answer = ? AND seq = ? AND type = ? AND data = ?`},
		{&k.insert, `INSERT INTO record VALUES (?, ?, ?, ?)`},
		{&k.update, `UPDATE run SET seq = ?, ended = ?, lease = ? WHERE answer = ?`},
	} {
		if *p.statement, err = tx.PrepareContext(ctx, p.query); err != nil {
			k.close()
			return keeping{}, err
		}
	}
	return k, nil
}

// close lets the statements go. The transaction reports their errors.
func (k keeping) close() {
	for _, s := range []*sql.Stmt{k.run, k.same, k.insert, k.update} {
		if s != nil {
			s.Close()
		}
	}
}

// add writes one addition, or sets its error. It returns errors of the file only.
func (k keeping) add(ctx context.Context, a *talk.Addition) error {
	var seq int
	var ended sql.NullInt64
	err := k.run.QueryRowContext(ctx, a.AnswerID).Scan(&seq, &ended, &a.Stop)
	if errors.Is(err, sql.ErrNoRows) {
		a.Err = rag.ErrNotFound
		return nil
	}
	if err != nil {
		return err
	}
	fresh, err := k.fresh(ctx, a, seq, ended.Valid)
	if err != nil || a.Err != nil {
		return err
	}
	for _, r := range fresh {
		if _, err := k.insert.ExecContext(ctx, a.AnswerID, r.Seq, r.Type, string(r.Data)); err != nil {
			return err
		}
		seq = r.Seq
		if r.Ends() {
			ended = sql.NullInt64{Int64: time.Now().UnixMicro(), Valid: true}
		}
	}
	_, err = k.update.ExecContext(ctx, seq, ended, a.Lease.UnixMicro(), a.AnswerID)
	return err
}

// fresh returns the records that the run, which has those up to seq, lacks. A
// record that is neither kept nor the next one is the addition's error.
func (k keeping) fresh(ctx context.Context, a *talk.Addition, seq int, ended bool) (fresh []talk.Record, err error) {
	for _, r := range a.Records {
		known := 0
		if r.Seq <= seq {
			if err := k.same.QueryRowContext(ctx, a.AnswerID, r.Seq, r.Type, string(r.Data)).Scan(&known); err != nil {
				return nil, err
			}
		}
		switch {
		case known > 0:
		case r.Seq != seq+1 || ended:
			a.Err = fmt.Errorf("record %d: %w", r.Seq, rag.ErrConflict)
			return nil, nil
		default:
			seq, ended = r.Seq, r.Ends()
			fresh = append(fresh, r)
		}
	}
	return fresh, nil
}
