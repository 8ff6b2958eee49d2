package postgres

import (
	"context"
	"fmt"
	"iter"

	"github.com/jackc/pgx/v5"

	"chuchu/rag/talk"
)

// Judge implements talk.Judge.
func (s *Store) Judge(ctx context.Context, f talk.Feedback) error {
	return s.one(ctx, "keep feedback on "+f.AnswerID, `INSERT INTO feedback VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (answer) DO UPDATE SET given = excluded.given, verdict = excluded.verdict, comment = excluded.comment`,
		f.AnswerID, f.ConversationID, f.Owner, f.Given, f.Verdict, f.Comment, f.Prompt, string(f.Answer))
}

// Judged implements talk.Judge. It reads a few at a time, so that who listens
// may take as long as it likes.
func (s *Store) Judged(ctx context.Context) iter.Seq2[talk.Feedback, error] {
	return func(yield func(talk.Feedback, error) bool) {
		for last := (talk.Feedback{}); ; {
			some, err := s.judgedAfter(ctx, last)
			if err != nil {
				yield(talk.Feedback{}, fmt.Errorf("read feedback: %w", err))
				return
			}
			for _, last = range some {
				if !yield(last, nil) {
					return
				}
			}
			if len(some) == 0 {
				return
			}
		}
	}
}

// judgedAfter returns the feedback that follows another's.
func (s *Store) judgedAfter(ctx context.Context, last talk.Feedback) (some []talk.Feedback, err error) {
	err = s.look(ctx, func(ctx context.Context, tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, readWhole); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT answer, conversation, owner, given, verdict, comment, prompt, data FROM feedback
			WHERE (given, answer COLLATE "C") > ($1, $2) ORDER BY given, answer LIMIT 100`, last.Given, last.AnswerID)
		if err != nil {
			return err
		}
		some, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (f talk.Feedback, err error) {
			var data string
			err = row.Scan(&f.AnswerID, &f.ConversationID, &f.Owner, &f.Given, &f.Verdict, &f.Comment, &f.Prompt, &data)
			f.Answer = []byte(data)
			return f, err
		})
		return err
	})
	return some, err
}

// NoteOnce sets a note that is not set yet and returns what it is: the same to
// all who set it at once.
func (s *Store) NoteOnce(ctx context.Context, key, value string) (kept string, err error) {
	err = s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		return tx.QueryRow(ctx, `INSERT INTO note VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = note.value RETURNING value`, key, value).Scan(&kept)
	})
	if err != nil {
		return "", fmt.Errorf("note %s: %w", key, err)
	}
	return kept, nil
}
