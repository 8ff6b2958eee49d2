package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// headings reads an owner's conversations, or one of them, the latest first.
const headings = `SELECT c.id, c.title, min(r.started), max(r.started),
	(SELECT f.question FROM run f WHERE f.conversation = c.id ORDER BY f.started, f.answer LIMIT 1)
	FROM conversation c JOIN run r ON r.conversation = c.id
	WHERE c.owner = $1 AND ($2 = '' OR c.id = $2) GROUP BY c.id ORDER BY 4 DESC, c.id LIMIT 200`

// Conversations implements talk.Archive.
func (s *Store) Conversations(ctx context.Context, owner, conversationID string) (all []talk.Heading, err error) {
	if !storable(owner) || !storable(conversationID) {
		return nil, nil
	}
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		rows, err := from.Query(ctx, headings, owner, conversationID)
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (h talk.Heading, err error) {
			return h, row.Scan(&h.ID, &h.Title, &h.Began, &h.Latest, &h.First)
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list conversations: %w", err)
	}
	return all, nil
}

// Said implements talk.Archive.
func (s *Store) Said(ctx context.Context, owner string) (all []talk.Said, err error) {
	if !storable(owner) {
		return nil, nil
	}
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		rows, err := from.Query(ctx, said, owner)
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (one talk.Said, err error) {
			return one, row.Scan(&one.ConversationID, &one.Question, &one.Answer)
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what was said: %w", err)
	}
	return all, nil
}

// Rename implements talk.Archive.
func (s *Store) Rename(ctx context.Context, owner, conversationID, title string) error {
	return s.one(ctx, "rename "+conversationID, `UPDATE conversation SET title = $3 WHERE id = $2 AND owner = $1`, owner, conversationID, title)
}

// Remove implements talk.Archive.
func (s *Store) Remove(ctx context.Context, owner, conversationID string) error {
	if !storable(owner) || !storable(conversationID) {
		return fmt.Errorf("delete conversation %q: %w", conversationID, rag.ErrNotFound)
	}
	err := s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if err := one(ctx, tx, `DELETE FROM conversation WHERE id = $2 AND owner = $1`, owner, conversationID); err != nil {
			return err
		}
		return all(ctx, tx, run(`DELETE FROM feedback WHERE conversation = $1`, conversationID))
	})
	if err != nil {
		return fmt.Errorf("delete conversation %s: %w", conversationID, err)
	}
	return nil
}

// Expire implements talk.Archive.
func (s *Store) Expire(ctx context.Context, before time.Time) error {
	err := s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		return all(ctx, tx, run(readWhole), run(`DELETE FROM conversation c
			WHERE NOT EXISTS (SELECT 1 FROM run r WHERE r.conversation = c.id AND r.started >= $1)`, before))
	})
	if err != nil {
		return fmt.Errorf("forget old conversations: %w", err)
	}
	return nil
}

// Run implements talk.Archive.
func (s *Store) Run(ctx context.Context, answerID string) (r talk.Run, err error) {
	if !storable(answerID) {
		return r, fmt.Errorf("read run %q: %w", answerID, rag.ErrNotFound)
	}
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		err := from.QueryRow(ctx, `SELECT answer, conversation, owner, question, replaces, started, prompt FROM run WHERE answer = $1`, answerID).
			Scan(&r.AnswerID, &r.ConversationID, &r.Owner, &r.Question, &r.Replaces, &r.Started, &r.Prompt)
		if errors.Is(err, pgx.ErrNoRows) {
			return rag.ErrNotFound
		}
		return err
	})
	if err != nil {
		return talk.Run{}, fmt.Errorf("read run %s: %w", answerID, err)
	}
	return r, nil
}

// one runs a statement that changes one row; rag.ErrNotFound when there is none.
func one(ctx context.Context, tx pgx.Tx, query string, args ...any) error {
	done, err := tx.Exec(ctx, query, args...)
	if err == nil && done.RowsAffected() == 0 {
		err = rag.ErrNotFound
	}
	return err
}

// one is one in a transaction of its own. What cannot be stored is nowhere.
func (s *Store) one(ctx context.Context, what, query string, args ...any) error {
	for _, a := range args {
		if text, ok := a.(string); ok && !storable(text) {
			return fmt.Errorf("%q: %w", what, rag.ErrNotFound)
		}
	}
	err := s.change(ctx, func(ctx context.Context, tx pgx.Tx) error { return one(ctx, tx, query, args...) })
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
