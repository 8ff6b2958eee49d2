package local

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"time"

	"chuchu/rag/talk"
)

// Judge implements talk.Judge.
func (s *Store) Judge(ctx context.Context, f talk.Feedback) error {
	err := s.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO feedback VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			f.AnswerID, f.ConversationID, f.Owner, f.Given.UnixMicro(), f.Verdict, f.Comment, f.Prompt, string(f.Answer))
		return err
	})
	if err != nil {
		return fmt.Errorf("keep feedback on %s: %w", f.AnswerID, err)
	}
	return nil
}

// Judged implements talk.Judge.
func (s *Store) Judged(ctx context.Context) iter.Seq2[talk.Feedback, error] {
	return func(yield func(talk.Feedback, error) bool) {
		rows, err := s.read.QueryContext(ctx, `SELECT answer, conversation, owner, given, verdict, comment, prompt, data FROM feedback ORDER BY given, answer`)
		if err != nil {
			yield(talk.Feedback{}, fmt.Errorf("read feedback: %w", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			f, err := scanFeedback(rows)
			if !yield(f, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(talk.Feedback{}, fmt.Errorf("read feedback: %w", err))
		}
	}
}

func scanFeedback(r *sql.Rows) (f talk.Feedback, err error) {
	var given int64
	var data string
	err = r.Scan(&f.AnswerID, &f.ConversationID, &f.Owner, &given, &f.Verdict, &f.Comment, &f.Prompt, &data)
	f.Given, f.Answer = time.UnixMicro(given), []byte(data)
	return f, err
}

// NoteOnce sets a note that is not set yet and returns what it is: the same to
// all who set it at once.
func (s *Store) NoteOnce(ctx context.Context, key, value string) (kept string, err error) {
	err = s.change(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `INSERT INTO note VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = value RETURNING value`, key, value).Scan(&kept)
	})
	if err != nil {
		return "", fmt.Errorf("note %s: %w", key, err)
	}
	return kept, nil
}
