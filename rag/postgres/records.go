package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// Records implements talk.Keeper.
func (s *Store) Records(ctx context.Context, owner, answerID string, after int) (records []talk.Record, err error) {
	if !storable(owner) || !storable(answerID) {
		return nil, fmt.Errorf("read records of %q: %w", answerID, rag.ErrNotFound)
	}
	err = s.look(ctx, func(ctx context.Context, tx pgx.Tx) error {
		var known int
		err := tx.QueryRow(ctx, `SELECT 1 FROM run WHERE answer = $1 AND owner = $2`, answerID, owner).Scan(&known)
		if errors.Is(err, pgx.ErrNoRows) {
			return rag.ErrNotFound
		}
		if err != nil {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT seq, type, data FROM record WHERE answer = $1 AND seq > $2 ORDER BY seq`, answerID, int64(after))
		if err != nil {
			return err
		}
		records, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (r talk.Record, err error) {
			var data string
			err = row.Scan(&r.Seq, &r.Type, &data)
			r.Data = []byte(data)
			return r, err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read records of %s: %w", answerID, err)
	}
	return records, nil
}
