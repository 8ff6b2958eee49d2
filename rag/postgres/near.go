package postgres

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"github.com/jackc/pgx/v5"
	"github.com/pgvector/pgvector-go"

	"chuchu/rag"
)

// spare is how many more vectors than asked for the server proposes, so that
// cosines in double precision cannot lift in what was left out.
const spare = 16

// Near implements rag.Finder. A vector of another length than those in the
// library is an error.
func (s *Store) Near(ctx context.Context, vector []float32, scope rag.Scope, limit int) (near []rag.Neighbour, err error) {
	n := nearing{vector: pgvector.NewHalfVector(vector), scope: scope, limit: limit}
	err = s.look(ctx, func(ctx context.Context, tx pgx.Tx) error {
		near, err = s.nearest(ctx, tx, n)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("near: %w", err)
	}
	return ranked(near, vector, scope, limit), nil
}

// A nearing is what Near was asked.
type nearing struct {
	vector pgvector.HalfVector
	scope  rag.Scope
	limit  int
}

func (s *Store) nearest(ctx context.Context, tx pgx.Tx, n nearing) ([]rag.Neighbour, error) {
	st, err := stateOf(ctx, tx)
	if err != nil || st.dimensions == nil {
		return nil, err
	}
	if length := len(n.vector.Slice()); int(*st.dimensions) != length {
		return nil, fmt.Errorf("a vector of %d dimensions among those of %d", length, *st.dimensions)
	}
	if len(n.scope.Chunks) > 0 {
		documents, numbers := columns(distinct(n.scope.Chunks))
		return neighbours(ctx, tx, vectorsOfChunks, documents, numbers, st.set)
	}
	if n.limit <= 0 {
		return nil, nil
	}
	most := n.limit + spare
	switch {
	case len(n.scope.Documents) > 0:
		return neighbours(ctx, tx, chunksOf(nearestOf(inDocuments)), n.vector, most, st.set,
			slices.DeleteFunc(slices.Clone(n.scope.Documents), func(id string) bool { return !storable(id) }))
	case st.hnsw && st.chunks >= int64(s.threshold):
		if err := useIndex(ctx, tx, most); err != nil {
			return nil, err
		}
		return neighbours(ctx, tx, chunksOf(nearestIndexed(st.set, *st.dimensions)), n.vector, most)
	}
	if err := all(ctx, tx, run(readWhole)); err != nil {
		return nil, err
	}
	return neighbours(ctx, tx, chunksOf(nearestOf(`vectorset = $3`)), n.vector, most, st.set)
}

// inDocuments narrows a set to some documents.
const inDocuments = `vectorset = $3 AND key = ANY (ARRAY (SELECT key FROM document WHERE id = ANY ($4)))`

// vectorsOfChunks reads the vectors of chunks, which are asked for by name.
const vectorsOfChunks = `SELECT d.id, c.number, e.vector
	FROM unnest($1::text[], $2::int[]) k (document, number)
	JOIN document d ON d.id = k.document JOIN chunk c ON c.key = d.key AND c.number = k.number
	JOIN embedding e ON e.key = c.key AND e.vectorset = $3 AND e.digest = c.digest`

// distinct returns keys without repeats, in order.
func distinct(keys []rag.Key) []rag.Key {
	keys = slices.SortedFunc(slices.Values(keys), byKey)
	return slices.Compact(keys)
}

func byKey(a, b rag.Key) int {
	return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Number, b.Number))
}

// chunksOf returns a query for the chunks whose vectors another one finds.
func chunksOf(vectors string) string {
	return `WITH near AS MATERIALIZED (` + vectors + `)
		SELECT d.id, c.number, n.vector FROM near n JOIN chunk c ON c.key = n.key AND c.digest = n.digest
		JOIN document d ON d.key = n.key`
}

func neighbours(ctx context.Context, tx pgx.Tx, query string, args ...any) ([]rag.Neighbour, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (n rag.Neighbour, err error) {
		if err := row.Scan(&n.Document, &n.Number, nil); err != nil {
			return n, err
		}
		n.Vector, err = halves(row.RawValues()[2])
		return n, err
	})
}

// halves reads a halfvec as the server sends it: the number of dimensions, two
// bytes of nothing, then the numbers, the highest byte first. pgvector-go would
// make single precision of them.
func halves(sent []byte) ([]uint16, error) {
	if len(sent) < 4 || len(sent) != 4+2*int(binary.BigEndian.Uint16(sent)) {
		return nil, fmt.Errorf("not a halfvec: %d bytes", len(sent))
	}
	vector := make([]uint16, 0, len(sent)/2-2)
	for sent = sent[4:]; len(sent) > 0; sent = sent[2:] {
		vector = append(vector, binary.BigEndian.Uint16(sent))
	}
	return vector, nil
}

// ranked returns the first limit neighbours by exact cosine; all where the
// scope names chunks.
func ranked(near []rag.Neighbour, vector []float32, scope rag.Scope, limit int) []rag.Neighbour {
	type scored struct {
		rag.Neighbour
		score float64
	}
	all := make([]scored, len(near))
	for i, n := range near {
		all[i] = scored{n, cosine(vector, n.Vector)}
	}
	slices.SortFunc(all, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), byKey(a.Key, b.Key))
	})
	if len(scope.Chunks) == 0 {
		all = all[:min(len(all), max(limit, 0))]
	}
	near = near[:0]
	for _, s := range all {
		near = append(near, s.Neighbour)
	}
	return near
}

// cosine in double precision.
func cosine(a []float32, b []uint16) float64 {
	var ab, aa, bb float64
	for i, h := range b {
		x, y := float64(a[i]), float64(rag.Single(h))
		ab, aa, bb = ab+x*y, aa+x*x, bb+y*y
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}
