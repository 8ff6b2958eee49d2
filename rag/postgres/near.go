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

// margin is how far two distances may lie apart and yet be in either order: the
// server counts in single precision, from a query in half precision.
const margin = 1e-4

// Near implements rag.Finder. A vector of another length than those in the
// library is an error.
func (s *Store) Near(ctx context.Context, vector []float32, scope rag.Scope, limit int) (near []rag.Neighbour, err error) {
	var found []proposal
	err = s.look(ctx, func(ctx context.Context, tx pgx.Tx) error {
		found, err = s.nearest(ctx, tx, nearing{pgvector.NewHalfVector(vector), scope, limit})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("near: %w", err)
	}
	return ranked(found, vector, scope, limit), nil
}

// A nearing is what Near was asked.
type nearing struct {
	vector pgvector.HalfVector
	scope  rag.Scope
	limit  int
}

// A proposal is a chunk that may be near.
type proposal struct {
	rag.Neighbour
	score float64 // at first the server's distance, negative; then the exact cosine
}

// nearest has the server propose chunks: all that the scope names, else somewhat
// more than the nearest that are asked for.
func (s *Store) nearest(ctx context.Context, tx pgx.Tx, n nearing) ([]proposal, error) {
	st, err := stateOf(ctx, tx)
	if err != nil || st.dimensions == nil {
		return nil, err
	}
	if length := len(n.vector.Slice()); int(*st.dimensions) != length {
		return nil, fmt.Errorf("a vector of %d dimensions among those of %d", length, *st.dimensions)
	}
	switch {
	case len(n.scope.Chunks) > 0:
		documents, numbers := columns(distinct(n.scope.Chunks))
		return proposals(ctx, tx, vectorsOfChunks, documents, numbers, st.set)
	case n.limit <= 0:
		return nil, nil
	case len(n.scope.Documents) > 0:
		ids := slices.DeleteFunc(slices.Clone(n.scope.Documents), func(id string) bool { return !storable(id) })
		return n.exactly(ctx, tx, inDocuments, st.set, ids)
	case st.hnsw && st.chunks >= int64(s.threshold):
		if err := useIndex(ctx, tx, n.limit+spare); err != nil {
			return nil, err
		}
		return proposals(ctx, tx, nearestIndexed(st.set, *st.dimensions), n.vector, n.limit+spare)
	}
	if err := all(ctx, tx, run(readWhole)); err != nil {
		return nil, err
	}
	return n.exactly(ctx, tx, "", st.set)
}

// exactly compares all vectors that where leaves. Where the last of those
// proposed are as near as the last that was asked for, others may be that near
// too, and all such are asked for.
func (n nearing) exactly(ctx context.Context, tx pgx.Tx, where string, args ...any) ([]proposal, error) {
	most := n.limit + spare
	found, err := proposals(ctx, tx, nearestExact(where, theNearest), append([]any{n.vector, most}, args...)...)
	if err != nil || len(found) < most {
		return found, err
	}
	slices.SortFunc(found, func(a, b proposal) int { return cmp.Compare(b.score, a.score) })
	last := margin - found[n.limit-1].score
	if -found[len(found)-1].score > last {
		return found, nil
	}
	return proposals(ctx, tx, nearestExact(where, allWithin), append([]any{n.vector, last}, args...)...)
}

// distinct returns keys without repeats, in order.
func distinct(keys []rag.Key) []rag.Key {
	keys = slices.SortedFunc(slices.Values(keys), byKey)
	return slices.Compact(keys)
}

// byKey is the order of last resort: by document in byte order, then by number.
func byKey(a, b rag.Key) int {
	return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Number, b.Number))
}

// proposals runs a query for document, number, vector and distance.
func proposals(ctx context.Context, tx pgx.Tx, query string, args ...any) ([]proposal, error) {
	rows, err := tx.Query(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (p proposal, err error) {
		if err := row.Scan(&p.Document, &p.Number, nil, &p.score); err != nil {
			return p, err
		}
		p.score = -p.score
		p.Vector, err = halves(row.RawValues()[2])
		return p, err
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

// ranked returns the first limit proposals by exact cosine; all where the scope
// names chunks.
func ranked(found []proposal, vector []float32, scope rag.Scope, limit int) []rag.Neighbour {
	for i := range found {
		found[i].score = cosine(vector, found[i].Vector)
	}
	slices.SortFunc(found, func(a, b proposal) int { return cmp.Or(cmp.Compare(b.score, a.score), byKey(a.Key, b.Key)) })
	if len(scope.Chunks) == 0 {
		found = found[:min(len(found), max(limit, 0))]
	}
	near := make([]rag.Neighbour, len(found))
	for i, p := range found {
		near[i] = p.Neighbour
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
