package postgres

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jackc/pgx/v5"

	"chuchu/chunk"
	"chuchu/rag"
)

// Outdated returns up to n documents, by id, that an older version of the
// parser made: all of their Ingest but the Plan, so that rag.Add with
// Given.Source as the name parses and replaces them.
func (s *Store) Outdated(ctx context.Context, n int) (old []rag.Ingest, err error) {
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		rows, err := from.Query(ctx, `SELECT c.given, c.raw, d.example FROM document d JOIN content c USING (key)
			WHERE d.parser < $1 ORDER BY d.id LIMIT $2`, chunk.Version, n)
		if err != nil {
			return err
		}
		old, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (in rag.Ingest, err error) {
			var given string
			if err := row.Scan(&given, &in.Raw, &in.Example); err != nil {
				return in, err
			}
			return in, json.Unmarshal([]byte(given), &in.Given)
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for outdated documents: %w", err)
	}
	return old, nil
}
