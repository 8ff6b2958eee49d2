package local

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"unicode/utf8"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/kept"
)

// Replace implements rag.Store.
func (s *Store) Replace(ctx context.Context, in rag.Ingest) (changed bool, err error) {
	if in.Plan.ID == "" {
		return false, errors.New("replace: a document without an id")
	}
	put, err := prepare(in)
	if err != nil {
		return false, fmt.Errorf("replace %s: %w", in.Plan.ID, err)
	}
	err = s.change(ctx, func(tx *sql.Tx) error {
		if changed, err = put.differs(ctx, tx); !changed {
			return err
		}
		return put.into(ctx, tx)
	})
	if err != nil {
		return false, fmt.Errorf("replace %s: %w", in.Plan.ID, err)
	}
	return changed, nil
}

// A put is a document made ready for the file, before its transaction begins.
type put struct {
	rag.Ingest
	meta, given, plan string
	digest            []byte // of the bytes and of what was given
	chunks            []row
}

// A row is a chunk made ready for the file.
type row struct {
	digest           []byte
	path, text, rest string
}

// prepare does all that needs no transaction, so that others may write meanwhile.
func prepare(in rag.Ingest) (p put, err error) {
	p = put{Ingest: in}
	var errs [3]error
	p.meta, errs[0] = text(in.Plan.Meta)
	p.given, errs[1] = text(in.Given)
	p.plan, errs[2] = text(kept.OfPlan(in.Plan))
	if err := errors.Join(errs[:]...); err != nil {
		return p, err
	}
	sum := sha256.New()
	sum.Write([]byte(p.given)) // JSON ends where it ends, so what follows cannot be taken for it
	sum.Write(in.Raw)
	p.digest = sum.Sum(nil)
	p.chunks = make([]row, len(in.Plan.Chunks))
	for i, c := range in.Plan.Chunks {
		r := row{digest: digest(rag.SearchText(rag.Passage{Document: in.Plan.Meta, Chunk: c})), text: c.Text}
		r.path, errs[0] = text(c.Path)
		r.rest, errs[1] = text(kept.OfChunk(c))
		if err := errors.Join(errs[:]...); err != nil {
			return p, err
		}
		p.chunks[i] = r
	}
	return p, nil
}

// digest stands for a search text; 128 bits are plenty to tell one from another.
func digest(searchText string) []byte {
	sum := sha256.Sum256([]byte(searchText))
	return sum[:16]
}

// differs tells whether the file holds something else under the document's id.
func (p put) differs(ctx context.Context, tx *sql.Tx) (bool, error) {
	var source string
	var parser int
	var have []byte
	err := tx.QueryRowContext(ctx, `SELECT source, parser, digest FROM document WHERE id = ?`, p.Plan.ID).
		Scan(&source, &parser, &have)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return true, nil
	case err != nil:
		return false, err
	case source != p.Plan.Source && !p.Replace:
		return false, fmt.Errorf("%q is not %q: %w", p.Plan.Source, source, rag.ErrConflict)
	}
	return parser != chunk.Version || string(have) != string(p.digest), nil
}

// into writes the document in place of the one of its id. The old rows go with
// it; foreign keys see to that.
func (p put) into(ctx context.Context, tx *sql.Tx) error {
	vectors, err := vectorsOf(ctx, tx, p.Plan.ID)
	if err != nil {
		return fmt.Errorf("keep vectors: %w", err)
	}
	generation, err := raise(ctx, tx)
	if err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM document WHERE id = ?`, []any{p.Plan.ID}},
		{`INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, []any{p.Plan.ID, p.Plan.Source, p.Plan.Label,
			p.meta, utf8.RuneCountInString(p.Plan.Text), len(p.chunks), p.Example, chunk.Version, p.digest}},
		{`INSERT INTO content VALUES (?, ?, ?, ?, ?)`, []any{p.Plan.ID, p.given, p.plan, p.Plan.Text, blob(p.Raw)}},
		{`INSERT INTO change VALUES (?, ?)
			ON CONFLICT (document) DO UPDATE SET generation = excluded.generation`, []any{p.Plan.ID, generation}},
	} {
		if _, err := tx.ExecContext(ctx, step.query, step.args...); err != nil {
			return err
		}
	}
	return p.insertChunks(ctx, tx, vectors, generation)
}

// insertChunks writes the chunks, each with its vector where one was kept.
func (p put) insertChunks(ctx context.Context, tx *sql.Tx, vectors map[string][]byte, generation int64) error {
	insert, err := tx.PrepareContext(ctx, `INSERT INTO chunk VALUES (?, ?, ?, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	for i, c := range p.chunks {
		args := []any{p.Plan.ID, i, c.digest, c.path, c.text, c.rest, nil, nil}
		if v, kept := vectors[string(c.digest)]; kept {
			args[6], args[7] = v, generation
		}
		if _, err := insert.ExecContext(ctx, args...); err != nil {
			return fmt.Errorf("chunk %d: %w", i, err)
		}
	}
	return nil
}

// vectorsOf returns the vectors of a document by the digest of the text they were made from.
func vectorsOf(ctx context.Context, tx *sql.Tx, id string) (map[string][]byte, error) {
	rows, err := tx.QueryContext(ctx, `SELECT digest, vector FROM chunk WHERE document = ? AND vector IS NOT NULL`, id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	vectors := map[string][]byte{}
	for rows.Next() {
		var digest, vector []byte
		if err := rows.Scan(&digest, &vector); err != nil {
			return nil, err
		}
		vectors[string(digest)] = vector
	}
	return vectors, rows.Err()
}

// blob is b as SQLite keeps it: none is empty, not NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
