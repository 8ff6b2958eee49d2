package local

import (
	"context"
	"database/sql"
	"fmt"

	"chuchu/rag"
	"chuchu/rag/talk"
)

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
