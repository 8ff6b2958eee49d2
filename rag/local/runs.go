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

// Begin implements talk.Keeper. A second run of the same answer is rag.ErrConflict.
func (s *Store) Begin(ctx context.Context, run talk.Run, lease time.Time) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		var owner string
		err := tx.QueryRowContext(ctx, `INSERT INTO conversation (id, owner) VALUES (?, ?)
			ON CONFLICT (id) DO UPDATE SET owner = owner RETURNING owner`, run.ConversationID, run.Owner).Scan(&owner)
		if err != nil {
			return err
		}
		if owner != run.Owner {
			return rag.ErrNotFound
		}
		begun, err := tx.ExecContext(ctx, `INSERT INTO run (answer, conversation, owner, question, replaces, started, lease, prompt)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`, run.AnswerID, run.ConversationID, run.Owner,
			run.Question, run.Replaces, run.Started.UnixMicro(), lease.UnixMicro(), run.Prompt)
		if err != nil {
			return err
		}
		if n, err := begun.RowsAffected(); err != nil || n == 0 {
			return errors.Join(err, rag.ErrConflict)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("begin %s: %w", run.AnswerID, err)
	}
	return nil
}

// Stop implements talk.Keeper. It changes nothing once the run has ended.
func (s *Store) Stop(ctx context.Context, owner, answerID string) error {
	asked, err := s.write.ExecContext(ctx, `UPDATE run SET stop = 1 WHERE answer = ? AND owner = ?`, answerID, owner)
	if err == nil {
		var n int64
		if n, err = asked.RowsAffected(); err == nil && n == 0 {
			err = rag.ErrNotFound
		}
	}
	if err != nil {
		return fmt.Errorf("stop %s: %w", answerID, err)
	}
	return nil
}

const runColumns = `SELECT r.answer, r.conversation, r.owner, r.question, r.replaces, r.started, l.seq, l.type, l.data
	FROM run r LEFT JOIN record l ON l.answer = r.answer AND l.seq = r.seq `

// scanRun reads a row of runColumns.
func scanRun(r *sql.Rows) (run talk.Run, err error) {
	var started int64
	var seq sql.NullInt64
	var kind, data sql.NullString
	err = r.Scan(&run.AnswerID, &run.ConversationID, &run.Owner, &run.Question, &run.Replaces, &started, &seq, &kind, &data)
	run.Started = time.UnixMicro(started)
	if seq.Valid {
		run.Last = &talk.Record{Seq: int(seq.Int64), Type: kind.String, Data: []byte(data.String)}
	}
	return run, err
}

// Runs implements talk.Keeper.
func (s *Store) Runs(ctx context.Context, owner, conversationID string) (runs []talk.Run, err error) {
	err = s.look(ctx, func(tx *sql.Tx) error {
		runs, err = collect(ctx, tx, scanRun, runColumns+`WHERE r.conversation = ? AND r.owner = ?
			ORDER BY r.started, r.answer`, conversationID, owner)
		if err == nil && len(runs) == 0 {
			err = rag.ErrNotFound // a conversation begins with its first run
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read conversation %s: %w", conversationID, err)
	}
	return runs, nil
}

// Lapsed implements talk.Keeper. The runs come oldest first.
func (s *Store) Lapsed(ctx context.Context, now, forget time.Time) (runs []talk.Run, err error) {
	var over []string
	err = s.look(ctx, func(tx *sql.Tx) error {
		runs, err = collect(ctx, tx, scanRun, runColumns+`WHERE r.ended IS NULL AND r.lease < ?
			ORDER BY r.started, r.answer`, now.UnixMicro())
		if err != nil {
			return err
		}
		over, err = collect(ctx, tx, func(r *sql.Rows) (id string, err error) { return id, r.Scan(&id) },
			`SELECT answer FROM run WHERE ended < ? AND forgotten = 0`, forget.UnixMicro())
		return err
	})
	if err == nil && len(over) > 0 {
		err = s.change(ctx, func(tx *sql.Tx) error { return forgetRecords(ctx, tx, over) })
	}
	if err == nil {
		err = s.forgetErrands(ctx, forget)
	}
	if err != nil {
		return nil, fmt.Errorf("look for lapsed runs: %w", err)
	}
	return runs, nil
}

// forgetRecords drops all records of runs but the last.
func forgetRecords(ctx context.Context, tx *sql.Tx, answers []string) error {
	for _, id := range answers {
		for _, query := range []string{
			`DELETE FROM record WHERE answer = ?1 AND seq < (SELECT seq FROM run WHERE answer = ?1)`,
			`UPDATE run SET forgotten = 1 WHERE answer = ?`,
		} {
			if _, err := tx.ExecContext(ctx, query, id); err != nil {
				return err
			}
		}
	}
	return nil
}
