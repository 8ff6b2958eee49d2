package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"github.com/jackc/pgx/v5"

	"chuchu/chunk"
	"chuchu/rag"
)

// A place is a rag.Key as rows have it.
type place struct {
	Document string
	Number   int
}

// Passages implements rag.Library.
func (s *Store) Passages(ctx context.Context, keys []rag.Key) (found []rag.Passage, err error) {
	if len(keys) == 0 {
		return nil, nil
	}
	err = s.ask(ctx, func(ctx context.Context, from rows) error {
		found, err = readPassages(ctx, from, keys)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read %d passages: %w", len(keys), err)
	}
	return found, nil
}

// columns are keys as two arrays, which a statement joins with unnest. Those
// that PostgreSQL cannot hold are left out: it has no such chunk.
func columns(keys []rag.Key) (documents []string, numbers []int32) {
	for _, k := range keys {
		if storable(k.Document) && k.Number >= 0 && k.Number <= math.MaxInt32 {
			documents, numbers = append(documents, k.Document), append(numbers, int32(k.Number))
		}
	}
	return documents, numbers
}

// passagesQuery reads chunks by name, in the order of the names.
const passagesQuery = `SELECT d.id, c.number, d.meta, c.body
	FROM unnest($1::text[], $2::int[]) WITH ORDINALITY k (document, number, place)
	JOIN document d ON d.id = k.document JOIN LATERAL ` + namedChunk + ` ON true
	ORDER BY k.place`

// readPassages reads those of chunks that are there.
func readPassages(ctx context.Context, from rows, keys []rag.Key) ([]rag.Passage, error) {
	documents, numbers := columns(keys)
	rows, err := from.Query(ctx, passagesQuery, documents, numbers)
	if err != nil {
		return nil, err
	}
	metas := map[string]chunk.Meta{} // most passages share their document
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (p rag.Passage, err error) {
		var meta, folded string
		if err := row.Scan(&p.Key.Document, &p.Number, &meta, &folded); err != nil {
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
		p.Chunk, err = readChunk(folded)
		return p, err
	})
}
