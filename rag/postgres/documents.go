package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"chuchu/chunk"
	"chuchu/rag"
)

// States of a document that the library holds.
const (
	ready     = "ready"
	embedding = "embedding"
)

// documentColumns reads what Documents tells; $1 is the set of vectors in use.
const documentColumns = `SELECT d.meta, d.characters, d.chunks, d.example,
	(SELECT count(*) FROM backlog b WHERE b.document = d.id AND b.vectorset = $1) FROM document d `

// scanDocument reads a row of documentColumns. A document is embedding as long
// as a chunk waits in the backlog.
func scanDocument(row pgx.CollectableRow) (d rag.Document, err error) {
	var meta string
	var pending int
	if err := row.Scan(&meta, &d.Characters, &d.Chunks, &d.Example, &pending); err != nil {
		return d, err
	}
	if err := json.Unmarshal([]byte(meta), &d.Meta); err != nil {
		return d, fmt.Errorf("metadata: %w", err)
	}
	d.Embedded, d.State = d.Chunks-pending, ready
	if pending > 0 {
		d.State = embedding
	}
	return d, nil
}

// A listing is the answer of Documents at one state. Every question asks for
// it, and it changes seldom.
type listing struct {
	generation, embedded int64
	documents            []rag.Document
}

// Documents implements rag.Library.
func (s *Store) Documents(ctx context.Context) (documents []rag.Document, err error) {
	if l := s.listing.Load(); l != nil {
		if st, err := s.stateNow(ctx); err == nil && st.generation == l.generation && st.embedded == l.embedded {
			return slices.Clone(l.documents), nil
		}
	}
	err = s.look(ctx, func(ctx context.Context, tx pgx.Tx) error {
		st, err := stateOf(ctx, tx)
		if err != nil {
			return err
		}
		rows, err := tx.Query(ctx, documentColumns+`ORDER BY d.id`, st.set)
		if err != nil {
			return err
		}
		documents, err = pgx.CollectRows(rows, scanDocument)
		if err == nil {
			s.listing.Store(&listing{st.generation, st.embedded, documents})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list documents: %w", err)
	}
	return slices.Clone(documents), nil
}

// storable tells whether PostgreSQL can hold a text.
func storable(text string) bool { return utf8.ValidString(text) && !strings.Contains(text, "\x00") }

// Read implements rag.Store.
func (s *Store) Read(ctx context.Context, id string) (whole rag.Whole, err error) {
	if !storable(id) {
		return whole, fmt.Errorf("read %q: %w", id, rag.ErrNotFound)
	}
	err = s.look(ctx, func(ctx context.Context, tx pgx.Tx) error {
		st, err := stateOf(ctx, tx)
		if err != nil {
			return err
		}
		rows, err := tx.Query(ctx, documentColumns+`WHERE d.id = $2`, st.set, id)
		if err != nil {
			return err
		}
		whole.Document, err = pgx.CollectExactlyOneRow(rows, scanDocument)
		if errors.Is(err, pgx.ErrNoRows) {
			return rag.ErrNotFound
		}
		if err != nil {
			return err
		}
		whole.Plan, whole.Raw, err = wholePlan(ctx, tx, whole.Meta)
		return err
	})
	if err != nil {
		return rag.Whole{}, fmt.Errorf("read %s: %w", id, err)
	}
	return whole, nil
}

// wholePlan reads what Documents does not tell: the plan with all its chunks, and
// the bytes it came as.
func wholePlan(ctx context.Context, tx pgx.Tx, meta chunk.Meta) (whole chunk.Plan, raw []byte, err error) {
	var folded string
	err = tx.QueryRow(ctx, `SELECT c.plan, c.raw FROM content c JOIN document d USING (key) WHERE d.id = $1`, meta.ID).Scan(&folded, &raw)
	if err != nil {
		return whole, nil, err
	}
	if whole, err = readPlan(folded); err != nil {
		return whole, nil, err
	}
	whole.Meta = meta
	rows, err := tx.Query(ctx, `SELECT c.body FROM chunk c JOIN document d USING (key) WHERE d.id = $1 ORDER BY c.number`, meta.ID)
	if err != nil {
		return whole, nil, err
	}
	whole.Chunks, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (chunk.Chunk, error) {
		var folded string
		if err := row.Scan(&folded); err != nil {
			return chunk.Chunk{}, err
		}
		return readChunk(folded)
	})
	if len(whole.Chunks) == 0 {
		whole.Chunks = nil
	}
	return whole, raw, err
}

// Delete implements rag.Store.
func (s *Store) Delete(ctx context.Context, id string) error {
	if !storable(id) {
		return fmt.Errorf("delete %q: %w", id, rag.ErrNotFound)
	}
	err := s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		var serial int64
		var chunks int
		err := tx.QueryRow(ctx, `DELETE FROM document WHERE id = $1 RETURNING serial, chunks`, id).Scan(&serial, &chunks)
		if errors.Is(err, pgx.ErrNoRows) {
			return rag.ErrNotFound
		}
		if err != nil {
			return err
		}
		return all(ctx, tx, run(dropSegment, serial), raised(-chunks))
	})
	if err != nil {
		return fmt.Errorf("delete %s: %w", id, err)
	}
	return nil
}

// raised begins a new generation of a library that gained so many chunks. It
// is the last statement of its transaction, for others wait for it.
func raised(chunks int) step {
	return run(`UPDATE library SET generation = generation + 1, chunks = chunks + $1`, chunks)
}
