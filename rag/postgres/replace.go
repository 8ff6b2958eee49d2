package postgres

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/bm25"
	"chuchu/rag/kept"
)

// Replace implements rag.Store.
func (s *Store) Replace(ctx context.Context, in rag.Ingest) (changed bool, err error) {
	if in.Plan.ID == "" || !storable(in.Plan.ID) {
		return false, fmt.Errorf("replace %q: not an id", in.Plan.ID)
	}
	put, err := prepare(in)
	if err != nil {
		return false, fmt.Errorf("replace %s: %w", in.Plan.ID, err)
	}
	err = s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		changed, err = put.into(ctx, tx)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("replace %s: %w", in.Plan.ID, err)
	}
	if changed {
		s.poke()
	}
	return changed, nil
}

// A put is a document made ready for the database, before its transaction begins.
type put struct {
	rag.Ingest
	meta, given, plan string
	digest            []byte // of the bytes and of what was given
	bodies            []string
	digests           [][]byte // of the search texts
	sheet             sheet
}

// prepare does all the work that needs no database: folding, digests, and
// turning the chunks' words inside out.
func prepare(in rag.Ingest) (p put, err error) {
	p = put{Ingest: in}
	var errs [3]error
	p.meta, errs[0] = text(in.Plan.Meta)
	p.given, errs[1] = text(in.Given)
	p.plan, errs[2] = text(plan{in.Plan.Text, kept.OfPlan(in.Plan)})
	if err := errors.Join(errs[:]...); err != nil {
		return p, err
	}
	sum := sha256.New()
	sum.Write([]byte(p.given)) // JSON ends where it ends, so what follows cannot be taken for it
	sum.Write(in.Raw)
	p.digest = sum.Sum(nil)
	terms := make([][]uint64, len(in.Plan.Chunks))
	for i, c := range in.Plan.Chunks {
		folded, err := text(body{c.Path, c.Text, kept.OfChunk(c)})
		if err != nil {
			return p, err
		}
		searched := rag.SearchText(rag.Passage{Document: in.Plan.Meta, Chunk: c})
		p.bodies = append(p.bodies, folded)
		p.digests = append(p.digests, digest(searched))
		terms[i] = termKeys(bm25.Terms(searched))
	}
	p.sheet = invert(terms)
	return p, nil
}

// digest stands for a search text; 128 bits are plenty to tell one from another.
func digest(searchText string) []byte {
	sum := sha256.Sum256([]byte(searchText))
	return sum[:16]
}

// A held document is what the database has under an id.
type held struct {
	key, serial int64
	meta        string
	parser      int
	digest      []byte
	chunks      int
}

// into puts the document in, or reports that the database has just that. The
// document's row is locked first, so that those who bring the same id take turns.
func (p put) into(ctx context.Context, tx pgx.Tx) (changed bool, err error) {
	if err := holdSets(ctx, tx); err != nil {
		return false, err
	}
	now, isNew, err := p.create(ctx, tx)
	if err != nil {
		return false, err
	}
	before := 0
	if !isNew {
		if changed, err := p.differs(now); !changed {
			return false, err
		}
		before = now.chunks
		if now, err = p.update(ctx, tx, now); err != nil {
			return false, err
		}
	}
	if err := p.fill(ctx, tx, now); err != nil {
		return false, err
	}
	return true, all(ctx, tx, raised(len(p.bodies)-before))
}

// create inserts the document's row, or locks and returns the one there is.
func (p put) create(ctx context.Context, tx pgx.Tx) (h held, isNew bool, err error) {
	for range attempts { // between the two statements another may delete it
		err = tx.QueryRow(ctx, `INSERT INTO document (id, serial, meta, characters, chunks, lengths, example, parser, digest)
			VALUES ($1, nextval('serial_number'), $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING key, serial`,
			p.values()...).Scan(&h.key, &h.serial)
		if !errors.Is(err, pgx.ErrNoRows) {
			return h, true, err
		}
		err = tx.QueryRow(ctx, `SELECT key, serial, meta, parser, digest, chunks FROM document WHERE id = $1 FOR UPDATE`, p.Plan.ID).
			Scan(&h.key, &h.serial, &h.meta, &h.parser, &h.digest, &h.chunks)
		if !errors.Is(err, pgx.ErrNoRows) {
			return h, false, err
		}
	}
	return h, false, err
}

// values are the columns of the document's row that its version decides, the id first.
func (p put) values() []any {
	return []any{p.Plan.ID, p.meta, utf8.RuneCountInString(p.Plan.Text), len(p.bodies), p.sheet.lengths, p.Example, chunk.Version, p.digest}
}

// differs tells whether the database holds something else under the document's id.
func (p put) differs(h held) (bool, error) {
	var meta chunk.Meta
	if err := json.Unmarshal([]byte(h.meta), &meta); err != nil {
		return false, fmt.Errorf("metadata: %w", err)
	}
	if meta.Source != p.Plan.Source && !p.Replace {
		return false, fmt.Errorf("%q is not %q: %w", p.Plan.Source, meta.Source, rag.ErrConflict)
	}
	return h.parser != chunk.Version || string(h.digest) != string(p.digest), nil
}

// update writes the document's row anew and takes out what belonged to the old version.
func (p put) update(ctx context.Context, tx pgx.Tx, h held) (held, error) {
	err := all(ctx, tx, run(`DELETE FROM chunk WHERE key = $1`, h.key), run(dropSegment, h.serial))
	if err != nil {
		return h, err
	}
	err = tx.QueryRow(ctx, `UPDATE document SET serial = nextval('serial_number'), meta = $2, characters = $3, chunks = $4,
		lengths = $5, example = $6, parser = $7, digest = $8 WHERE id = $1 RETURNING serial`, p.values()...).Scan(&h.serial)
	return h, err
}

// fill writes all that hangs on the document's row.
func (p put) fill(ctx context.Context, tx pgx.Tx, h held) error {
	raw := p.Raw
	if raw == nil {
		raw = []byte{}
	}
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"chunk"}, []string{"key", "number", "digest", "body"},
		pgx.CopyFromSlice(len(p.bodies), func(i int) ([]any, error) { return []any{h.key, i, p.digests[i], p.bodies[i]}, nil }))
	if err != nil {
		return fmt.Errorf("chunks: %w", err)
	}
	if err := copyBuckets(ctx, tx, h.serial, p.sheet.rows); err != nil {
		return err
	}
	own := segment{id: h.serial, serials: []int64{h.serial}, buckets: p.sheet.buckets}
	for _, r := range p.sheet.rows {
		own.bytes += len(r.data)
	}
	return all(ctx, tx,
		own.insert(),
		run(`INSERT INTO content VALUES ($1, $2, $3, $4)
			ON CONFLICT (key) DO UPDATE SET given = excluded.given, plan = excluded.plan, raw = excluded.raw`, h.key, p.given, p.plan, raw),
		run(`DELETE FROM embedding e WHERE key = $1 AND NOT EXISTS (SELECT 1 FROM chunk c WHERE c.key = $1 AND c.digest = e.digest)`, h.key),
		run(`DELETE FROM backlog WHERE document = $1`, p.Plan.ID),
		run(`INSERT INTO backlog (document, vectorset, number) SELECT $2, s.id, c.number FROM vectorset s CROSS JOIN chunk c
			WHERE c.key = $1 AND NOT EXISTS (SELECT 1 FROM embedding e WHERE e.key = $1 AND e.vectorset = s.id AND e.digest = c.digest)`,
			h.key, p.Plan.ID))
}

// holdSets keeps others from adding or dropping a set of vectors meanwhile.
func holdSets(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `SELECT 1 FROM vectorset ORDER BY id FOR SHARE`)
	return err
}
