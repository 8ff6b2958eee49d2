package local

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"chuchu/chunk"
	"chuchu/rag"
)

// Passages implements rag.Library.
func (s *Store) Passages(ctx context.Context, keys []rag.Key) (found []rag.Passage, err error) {
	if len(keys) == 0 {
		return nil, nil
	}
	wanted, err := text(keys)
	if err != nil {
		return nil, err
	}
	err = s.look(ctx, func(tx *sql.Tx) error {
		found, err = readPassages(ctx, tx, `FROM json_each(?) k CROSS JOIN chunk c
			ON c.document = k.value ->> 'Document' AND c.number = k.value ->> 'Number'
			JOIN document d ON d.id = c.document ORDER BY k.key`, wanted)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read %d passages: %w", len(keys), err)
	}
	return found, nil
}

// readPassages reads chunks c of documents d.
func readPassages(ctx context.Context, tx *sql.Tx, from string, args ...any) ([]rag.Passage, error) {
	metas := map[string]chunk.Meta{} // most passages share their document
	return collect(ctx, tx, func(r *sql.Rows) (p rag.Passage, err error) {
		var meta, path, text, rest string
		if err := r.Scan(&p.Key.Document, &p.Number, &meta, &path, &text, &rest); err != nil {
			return p, err
		}
		m, known := metas[p.Key.Document]
		if !known {
			if err := json.Unmarshal([]byte(meta), &m); err != nil {
				return p, fmt.Errorf("metadata of %s: %w", p.Key.Document, err)
			}
			metas[p.Key.Document] = m
		}
		p.Document = m
		p.Chunk, err = readChunk(path, text, rest)
		return p, err
	}, `SELECT c.document, c.number, d.meta, c.path, c.text, c.rest `+from, args...)
}
