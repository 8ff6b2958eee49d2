package local

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"chuchu/chunk"
	"chuchu/rag"
)

// Outdated returns up to n documents, by id, that an older version of the
// parser made: all of their Ingest but the Plan, so that rag.Add with
// Given.Source as the name parses and replaces them.
func (s *Store) Outdated(ctx context.Context, n int) (old []rag.Ingest, err error) {
	err = s.look(ctx, func(tx *sql.Tx) error {
		old, err = collect(ctx, tx, func(r *sql.Rows) (in rag.Ingest, err error) {
			var given string
			if err := r.Scan(&given, &in.Raw, &in.Example); err != nil {
				return in, err
			}
			return in, json.Unmarshal([]byte(given), &in.Given)
		}, `SELECT given, raw, example FROM document JOIN content ON document = id
			WHERE parser < ? ORDER BY id LIMIT ?`, chunk.Version, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look for outdated documents: %w", err)
	}
	return old, nil
}
