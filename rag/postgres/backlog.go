package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"

	"chuchu/rag"
)

// Pending implements rag.Backlog. What it returns is this handle's to embed
// for a minute: other handles get other chunks, and nothing while all that is
// left is taken.
func (s *Store) Pending(ctx context.Context, n int) (todo []rag.Passage, err error) {
	err = s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		st, err := stateOf(ctx, tx)
		if err != nil {
			return err
		}
		todo, err = s.pending(ctx, tx, st.set, n)
		return err
	})
	if locked(err) {
		return nil, nil // by those who are at it
	}
	if err != nil {
		return nil, fmt.Errorf("list pending chunks: %w", err)
	}
	return todo, nil
}

// pending claims chunks of a set and reads them.
func (s *Store) pending(ctx context.Context, tx pgx.Tx, set int32, n int) ([]rag.Passage, error) {
	places, err := s.claimPending(ctx, tx, set, n)
	if err != nil || len(places) == 0 {
		return nil, err
	}
	keys := make([]rag.Key, len(places))
	for i, p := range places {
		keys[i] = rag.Key(p)
	}
	return readPassages(ctx, tx, distinct(keys))
}

// Embedded implements rag.Backlog. Vectors of another length than those in the
// library are an error.
func (s *Store) Embedded(ctx context.Context, vectors []rag.Vector) error {
	if len(vectors) == 0 {
		return nil
	}
	err := s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		st, err := stateOf(ctx, tx)
		if err != nil {
			return err
		}
		return keepVectors(ctx, tx, st.set, vectors)
	})
	if err != nil {
		return fmt.Errorf("keep %d vectors: %w", len(vectors), err)
	}
	s.poke()
	return nil
}

// EmbeddedWhile is Embedded as long as a note has a value. When it has another
// it keeps nothing and reports false. The note and the set of vectors in use
// are read at once, and a Switch changes both at once: vectors of a model that
// is replaced in the meantime go with its set.
func (s *Store) EmbeddedWhile(ctx context.Context, note, value string, vectors []rag.Vector) (kept bool, err error) {
	err = s.change(ctx, func(ctx context.Context, tx pgx.Tx) error {
		var set int32
		err := tx.QueryRow(ctx, `SELECT vectorset, EXISTS (SELECT 1 FROM note WHERE key = $1 AND value = $2) FROM library`,
			note, value).Scan(&set, &kept)
		if err != nil || !kept || len(vectors) == 0 {
			return err
		}
		return keepVectors(ctx, tx, set, vectors)
	})
	if err != nil {
		return false, fmt.Errorf("keep %d vectors: %w", len(vectors), err)
	}
	s.poke()
	return kept, nil
}

// keepVectors keeps vectors of a set; of one that is gone it keeps none.
func keepVectors(ctx context.Context, tx pgx.Tx, set int32, vectors []rag.Vector) error {
	if err := sameLength(ctx, tx, set, vectors); errors.Is(err, pgx.ErrNoRows) {
		return nil
	} else if err != nil {
		return err
	}
	documents := make([]string, len(vectors))
	digests := make([][]byte, len(vectors))
	for i, v := range vectors {
		documents[i], digests[i] = v.Document, digest(v.Text)
	}
	steps := []step{run(`SELECT 1 FROM document WHERE id = ANY ($1) ORDER BY id FOR SHARE`, documents)}
	for i, v := range vectors {
		steps = append(steps, run(`INSERT INTO embedding SELECT c.key, $1, c.digest, $2
			FROM document d JOIN chunk c USING (key) WHERE d.id = $3 AND c.number = $4 AND c.digest = $5
			ON CONFLICT (key, vectorset, digest) DO UPDATE SET vector = excluded.vector WHERE embedding.vector <> excluded.vector`,
			set, pgvector.NewHalfVector(v.Vector), v.Document, v.Number, digests[i]))
	}
	return all(ctx, tx, append(steps,
		run(`WITH done AS MATERIALIZED (
				SELECT d.id, c.number FROM unnest($1::text[], $2::bytea[]) x (document, digest)
				JOIN document d ON d.id = x.document JOIN chunk c ON c.key = d.key AND c.digest = x.digest
				JOIN embedding e ON e.key = c.key AND e.vectorset = $3 AND e.digest = c.digest)
			DELETE FROM backlog b USING done WHERE b.document = done.id AND b.vectorset = $3 AND b.number = done.number`,
			documents, digests, set),
		run(`UPDATE library SET embedded = embedded + 1`))...)
}

// sameLength refuses vectors that could not be compared with the rest of
// their set. The first vectors of a set decide.
func sameLength(ctx context.Context, tx pgx.Tx, set int32, vectors []rag.Vector) error {
	want := len(vectors[0].Vector)
	var have int
	err := all(ctx, tx, run(`UPDATE vectorset s SET dimensions = $2 WHERE id = $1 AND NOT hnsw AND dimensions IS DISTINCT FROM $2
		AND NOT EXISTS (SELECT 1 FROM embedding WHERE vectorset = $1)`, set, want))
	if err != nil {
		return err
	}
	err = tx.QueryRow(ctx, `SELECT dimensions FROM vectorset WHERE id = $1 FOR SHARE`, set).Scan(&have)
	if err != nil {
		return err
	}
	for _, v := range vectors {
		if len(v.Vector) != have || have == 0 {
			return fmt.Errorf("a vector of %d dimensions among those of %d", len(v.Vector), have)
		}
	}
	return nil
}
