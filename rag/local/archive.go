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

// headings reads an owner's conversations, or one of them, the latest first.
const headings = `SELECT c.id, c.title, min(r.started), max(r.started),
	(SELECT f.question FROM run f WHERE f.conversation = c.id ORDER BY f.started, f.answer LIMIT 1)
	FROM conversation c JOIN run r ON r.conversation = c.id
	WHERE c.owner = ?1 AND (?2 = '' OR c.id = ?2) GROUP BY c.id ORDER BY 4 DESC, c.id LIMIT 200`

// Conversations implements talk.Archive.
func (s *Store) Conversations(ctx context.Context, owner, conversationID string) (all []talk.Heading, err error) {
	err = s.look(ctx, func(tx *sql.Tx) error {
		all, err = collect(ctx, tx, func(r *sql.Rows) (h talk.Heading, err error) {
			var began, latest int64
			err = r.Scan(&h.ID, &h.Title, &began, &latest, &h.First)
			h.Began, h.Latest = time.UnixMicro(began), time.UnixMicro(latest)
			return h, err
		}, headings, owner, conversationID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list conversations: %w", err)
	}
	return all, nil
}

// said reads the latest questions of an owner, with the texts of their answers.
const said = `SELECT conversation, question, text FROM (
	SELECT r.conversation, r.question, coalesce(json_extract(l.data, '$.answer.text'), '') AS text, r.started, r.answer
	FROM conversation c JOIN run r ON r.conversation = c.id LEFT JOIN record l ON l.answer = r.answer AND l.seq = r.seq AND l.type = 'finished'
	WHERE c.owner = ? ORDER BY r.started DESC, r.answer DESC LIMIT 3000) ORDER BY started, answer`

// Said implements talk.Archive.
func (s *Store) Said(ctx context.Context, owner string) (all []talk.Said, err error) {
	err = s.look(ctx, func(tx *sql.Tx) error {
		all, err = collect(ctx, tx, func(r *sql.Rows) (one talk.Said, err error) {
			return one, r.Scan(&one.ConversationID, &one.Question, &one.Answer)
		}, said, owner)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what was said: %w", err)
	}
	return all, nil
}

// Rename implements talk.Archive.
func (s *Store) Rename(ctx context.Context, owner, conversationID, title string) error {
	return s.one(ctx, "rename "+conversationID, `UPDATE conversation SET title = ?3 WHERE id = ?2 AND owner = ?1`, owner, conversationID, title)
}

// Remove implements talk.Archive.
func (s *Store) Remove(ctx context.Context, owner, conversationID string) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		if err := one(ctx, tx, `DELETE FROM conversation WHERE id = ?2 AND owner = ?1`, owner, conversationID); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `DELETE FROM feedback WHERE conversation = ?`, conversationID)
		return err
	})
	if err != nil {
		return fmt.Errorf("delete conversation %s: %w", conversationID, err)
	}
	return nil
}

// Expire implements talk.Archive.
func (s *Store) Expire(ctx context.Context, before time.Time) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM conversation WHERE id NOT IN (SELECT conversation FROM run WHERE started >= ?)`, before.UnixMicro())
		return err
	})
	if err != nil {
		return fmt.Errorf("forget old conversations: %w", err)
	}
	return nil
}

// Run implements talk.Archive.
func (s *Store) Run(ctx context.Context, answerID string) (run talk.Run, err error) {
	var started int64
	err = s.read.QueryRowContext(ctx, `SELECT answer, conversation, owner, question, replaces, started, prompt FROM run WHERE answer = ?`, answerID).
		Scan(&run.AnswerID, &run.ConversationID, &run.Owner, &run.Question, &run.Replaces, &started, &run.Prompt)
	if errors.Is(err, sql.ErrNoRows) {
		err = rag.ErrNotFound
	}
	if err != nil {
		return talk.Run{}, fmt.Errorf("read run %s: %w", answerID, err)
	}
	run.Started = time.UnixMicro(started)
	return run, nil
}

// one runs a statement that changes one row; rag.ErrNotFound when there is none.
func one(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	done, err := tx.ExecContext(ctx, query, args...)
	if err != nil {
		return err
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		return errors.Join(err, rag.ErrNotFound)
	}
	return nil
}

// one is one in a transaction of its own.
func (s *Store) one(ctx context.Context, what, query string, args ...any) error {
	if err := s.change(ctx, func(tx *sql.Tx) error { return one(ctx, tx, query, args...) }); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
