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

// Begin implements talk.Keeper. A second run of the same answer is rag.ErrConflict.
func (s *Store) Begin(ctx context.Context, r talk.Run, lease time.Time) error {
	if !storable(r.AnswerID) || !storable(r.ConversationID) || !storable(r.Owner) || !storable(r.Replaces) {
		return fmt.Errorf("begin %q: %w", r.AnswerID, rag.ErrNotFound)
	}
	err := s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		var owner string
		err := tx.QueryRow(ctx, `INSERT INTO conversation (id, owner) VALUES ($1, $2)
			ON CONFLICT (id) DO UPDATE SET owner = conversation.owner RETURNING owner`, r.ConversationID, r.Owner).Scan(&owner)
		if err != nil {
			return err
		}
		if owner != r.Owner {
			return rag.ErrNotFound
		}
		question := strings.ReplaceAll(strings.ToValidUTF8(r.Question, "\uFFFD"), "\x00", "\uFFFD")
		begun, err := tx.Exec(ctx, `INSERT INTO run (answer, conversation, owner, question, replaces, started, lease, prompt)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`, r.AnswerID, r.ConversationID, r.Owner, question, r.Replaces, r.Started, lease, r.Prompt)
		if err == nil && begun.RowsAffected() == 0 {
			err = rag.ErrConflict
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("begin %s: %w", r.AnswerID, err)
	}
	return nil
}

// Stop implements talk.Keeper. It changes nothing once the run has ended.
func (s *Store) Stop(ctx context.Context, owner, answerID string) error {
	if !storable(owner) || !storable(answerID) {
		return fmt.Errorf("stop %q: %w", answerID, rag.ErrNotFound)
	}
	err := s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		asked, err := tx.Exec(ctx, `UPDATE run SET stop = true WHERE answer = $1 AND owner = $2`, answerID, owner)
		if err == nil && asked.RowsAffected() == 0 {
			err = rag.ErrNotFound
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("stop %s: %w", answerID, err)
	}
	return nil
}

// scanRun reads a run with its latest record, which it may not have yet.
func scanRun(row pgx.CollectableRow) (r talk.Run, err error) {
	var seq *int
	var kind, data *string
	err = row.Scan(&r.AnswerID, &r.ConversationID, &r.Owner, &r.Question, &r.Replaces, &r.Started, &seq, &kind, &data)
	if err == nil && seq != nil {
		r.Last = &talk.Record{Seq: *seq, Type: *kind, Data: []byte(*data)}
	}
	return r, err
}

// runsQuery reads an owner's conversation.
const runsQuery = `SELECT r.answer, r.conversation, r.owner, r.question, r.replaces, r.started, l.seq, l.type, l.data
	FROM run r LEFT JOIN record l ON l.answer = r.answer AND l.seq = r.seq
	WHERE r.conversation = $1 AND r.owner = $2 ORDER BY r.started, r.answer`

// Runs implements talk.Keeper.
func (s *Store) Runs(ctx context.Context, owner, conversationID string) (runs []talk.Run, err error) {
	if !storable(owner) || !storable(conversationID) {
		return nil, fmt.Errorf("read conversation %q: %w", conversationID, rag.ErrNotFound)
	}
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		rows, err := from.Query(ctx, runsQuery, conversationID, owner)
		if err != nil {
			return err
		}
		runs, err = pgx.CollectRows(rows, scanRun)
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

// bury is how long one who was told of a lapsed run has to end it, before
// another is told.
const bury = 5 * time.Second

// Lapsed implements talk.Keeper. The runs come oldest first; each is told to
// one caller, who has some seconds to end it.
func (s *Store) Lapsed(ctx context.Context, now, forget time.Time) (runs []talk.Run, err error) {
	err = s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		rows, err := tx.Query(ctx, lapsedRuns, now, now.Add(bury))
		if err != nil {
			return err
		}
		runs, err = pgx.CollectRows(rows, scanRun)
		return err
	})
	if err == nil {
		err = errors.Join(s.forget(ctx, forget), s.forgetErrands(ctx, forget))
	}
	if err != nil {
		return nil, fmt.Errorf("look for lapsed runs: %w", err)
	}
	return runs, nil
}

// forget drops all records but the last of runs that ended before a time.
func (s *Store) forget(ctx context.Context, before time.Time) error {
	var over []string
	err := s.ask(ctx, func(ctx context.Context, from rows) error {
		rows, err := from.Query(ctx, `SELECT answer FROM run WHERE ended < $1 AND NOT forgotten ORDER BY answer`, before)
		if err != nil {
			return err
		}
		over, err = pgx.CollectRows(rows, pgx.RowTo[string])
		return err
	})
	if err != nil || len(over) == 0 {
		return err
	}
	return s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		return all(ctx, tx,
			run(`SELECT 1 FROM run WHERE answer = ANY ($1) ORDER BY answer FOR UPDATE`, over),
			run(`DELETE FROM record r USING run WHERE run.answer = ANY ($1) AND r.answer = run.answer AND r.seq < run.seq`, over),
			run(`UPDATE run SET forgotten = true WHERE answer = ANY ($1)`, over))
	})
}
