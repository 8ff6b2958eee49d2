package local

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"sync"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/bm25"
)

// refresh brings the index to the library's present generation.
func (s *Store) refresh(ctx context.Context) error {
	generation, err := generationOf(ctx, s.read)
	if err != nil {
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
	if s.index.isBehind() {
		select {
		case s.grown <- struct{}{}:
		default:
		}
	}
	return nil
}

// load reads what changed since the index's generation. Where it breaks off,
// what was read stays, and is read again the next time.
func (s *Store) load(ctx context.Context) error {
	return s.look(ctx, func(tx *sql.Tx) error {
		generation, err := generationOf(ctx, tx)
		if err != nil {
			return err
		}
		if s.index.generation.Load() < 0 {
			if x, err := recall(ctx, tx); err != nil {
				return err
			} else if x != nil {
				s.index.become(x)
			}
		}
		since := s.index.generation.Load()
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

// loadDocuments puts changed documents into the index in the order of their
// generations. They are turned inside out on all cores meanwhile.
func (s *Store) loadDocuments(ctx context.Context, tx *sql.Tx, since int64) error {
	type page struct {
		id     string
		sheets chan sheet // gets one
	}
	pages := make(chan page, cores())
	var indexed sync.WaitGroup
	indexed.Go(func() {
		for p := range pages {
			s.index.put(p.id, <-p.sheets)
		}
	})
	err := readChanged(ctx, tx, since, func(id string, texts []labelled) {
		p := page{id, make(chan sheet, 1)}
		pages <- p
		go func() { p.sheets <- invert(termsOf(texts)) }()
	})
	close(pages)
	indexed.Wait()
	return err
}

// A labelled text is a chunk with what stands in front of it for searching.
type labelled struct {
	label, text string
	path        []string
	vector      []byte
}

// termsOf cuts chunks into terms. Everything but rag.SearchText's own fields is
// left out of the passages.
func termsOf(texts []labelled) []chunkText {
	chunks := make([]chunkText, len(texts))
	for i, t := range texts {
		p := rag.Passage{Document: chunk.Meta{Label: t.label}, Chunk: chunk.Chunk{Path: t.path, Text: t.text}}
		chunks[i] = chunkText{bm25.Terms(rag.SearchText(p)), t.vector}
	}
	return chunks
}

// changedSince comes in order without sorting, for a sort would hold the whole library.
const changedSince = `SELECT h.document, d.label, c.path, c.text, c.vector
	FROM change h LEFT JOIN document d ON d.id = h.document LEFT JOIN chunk c ON c.document = d.id
	WHERE h.generation > ? ORDER BY h.generation, c.number`

// readChanged calls each with the chunks of every document that changed; a
// deleted one has none.
func readChanged(ctx context.Context, tx *sql.Tx, since int64, each func(id string, texts []labelled)) error {
	rows, err := tx.QueryContext(ctx, changedSince, since)
	if err != nil {
		return err
	}
	defer rows.Close()
	var id string
	var texts []labelled
	for rows.Next() {
		var next string
		var label, path, text sql.NullString
		var vector []byte
		if err := rows.Scan(&next, &label, &path, &text, &vector); err != nil {
			return err
		}
		if next != id && id != "" {
			each(id, texts)
			texts = nil
		}
		if id = next; !text.Valid {
			continue
		}
		t := labelled{label: label.String, text: text.String, vector: vector}
		if err := json.Unmarshal([]byte(path.String), &t.path); err != nil {
			return fmt.Errorf("path of a chunk of %s: %w", id, err)
		}
		texts = append(texts, t)
	}
	if err := rows.Err(); err != nil || id == "" {
		return err
	}
	each(id, texts)
	return nil
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
