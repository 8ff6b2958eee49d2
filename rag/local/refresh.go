package local

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/bm25"
)

// refresh brings the index to the library's present generation.
func (s *Store) refresh(ctx context.Context) error {
	var generation int64
	if err := s.read.QueryRowContext(ctx, `SELECT generation FROM library`).Scan(&generation); err != nil {
		return err
	}
	if s.index.generation.Load() >= generation {
		return nil
	}
	select {
	case s.loading <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.loading }()
	if s.index.generation.Load() >= generation {
		return nil
	}
	if err := s.load(ctx); err != nil {
		return fmt.Errorf("load the index: %w", err)
	}
	return nil
}

// load reads what changed since the index's generation.
func (s *Store) load(ctx context.Context) error {
	since := s.index.generation.Load()
	return s.look(ctx, func(tx *sql.Tx) error {
		var generation int64
		if err := tx.QueryRowContext(ctx, `SELECT generation FROM library`).Scan(&generation); err != nil {
			return err
		}
		if err := s.loadDocuments(ctx, tx, since); err != nil {
			return err
		}
		if err := s.loadVectors(ctx, tx, since); err != nil {
			return err
		}
		s.index.generation.Store(generation)
		return nil
	})
}

// loadDocuments puts changed documents into the index, one after the other. A
// deleted one comes as a row without a chunk.
func (s *Store) loadDocuments(ctx context.Context, tx *sql.Tx, since int64) error {
	rows, err := tx.QueryContext(ctx, `SELECT h.document, d.label, c.path, c.text, c.vector
		FROM change h LEFT JOIN document d ON d.id = h.document LEFT JOIN chunk c ON c.document = d.id
		WHERE h.generation > ? ORDER BY h.generation, c.number`, since)
	if err != nil {
		return err
	}
	defer rows.Close()
	var id string
	var entries []entry
	for rows.Next() {
		var next string
		var label, path, text sql.NullString
		var vector []byte
		if err := rows.Scan(&next, &label, &path, &text, &vector); err != nil {
			return err
		}
		if next != id && id != "" {
			s.index.put(id, entries)
			entries = nil
		}
		id = next
		if !text.Valid {
			continue
		}
		terms, err := termsOf(label.String, path.String, text.String)
		if err != nil {
			return fmt.Errorf("%s: %w", id, err)
		}
		entries = append(entries, entry{terms, vector})
	}
	if err := rows.Err(); err != nil || id == "" {
		return err
	}
	s.index.put(id, entries)
	return nil
}

func termsOf(label, path, text string) ([]string, error) {
	p := rag.Passage{Document: chunk.Meta{Label: label}, Chunk: chunk.Chunk{Text: text}}
	if err := json.Unmarshal([]byte(path), &p.Path); err != nil {
		return nil, fmt.Errorf("path of a chunk: %w", err)
	}
	return bm25.Terms(rag.SearchText(p)), nil
}

// loadVectors puts new vectors of documents that did not change into the index.
func (s *Store) loadVectors(ctx context.Context, tx *sql.Tx, since int64) error {
	var keys []rag.Key
	var packed [][]byte
	_, err := collect(ctx, tx, func(r *sql.Rows) (k rag.Key, err error) {
		var vector []byte
		err = r.Scan(&k.Document, &k.Number, &vector)
		keys, packed = append(keys, k), append(packed, vector)
		return k, err
	}, `SELECT document, number, vector FROM chunk c WHERE vector IS NOT NULL AND generation > ?1
		AND NOT EXISTS (SELECT 1 FROM change h WHERE h.document = c.document AND h.generation > ?1)`, since)
	if err != nil {
		return err
	}
	s.index.embed(keys, packed)
	return nil
}
