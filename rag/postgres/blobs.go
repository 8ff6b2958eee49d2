package postgres

import (
	"context"
	"sync"

	"github.com/jackc/pgx/v5"
)

// blobsMost is how many bytes of postings a process remembers. Segments never
// change, so what is remembered is never wrong.
const blobsMost = 48 << 20

// A bucketKey names a row of postings.
type bucketKey struct {
	segment int64
	bucket  int
}

// blobs are rows of postings read lately, in two generations: when the young
// one is full it becomes the old one, and what nobody asked for since is forgotten.
type blobs struct {
	mu         sync.Mutex
	young, old map[bucketKey][]byte
	size       int // of young
}

// find returns a row, nil if the database has none, and whether that is known.
func (b *blobs) find(k bucketKey) (data []byte, known bool) {
	if data, known = b.young[k]; known {
		return data, true
	}
	if data, known = b.old[k]; known {
		b.keep(k, data)
	}
	return data, known
}

// keep remembers a row, and forgets the old half when the young one is full.
func (b *blobs) keep(k bucketKey, data []byte) {
	const overhead = 64 // of an entry
	if b.size += len(data) + overhead; b.size > blobsMost/2 || b.young == nil {
		b.young, b.old, b.size = map[bucketKey][]byte{}, b.young, len(data)+overhead
	}
	b.young[k] = data
}

// A table holds the groups of terms (rows) in segments (columns).
type table [][][]byte

// all returns what is remembered of terms in segments, and the rows that are
// missing.
func (b *blobs) all(segments []segment, terms []uint64) (t table, missing map[bucketKey][]byte) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t = make(table, len(terms))
	missing = map[bucketKey][]byte{}
	for i, term := range terms {
		t[i] = make([][]byte, len(segments))
		for j, g := range segments {
			k := bucketKey{g.id, bucketOf(term, g.buckets)}
			data, known := b.find(k)
			if t[i][j] = find(data, term); !known {
				missing[k] = nil
			}
		}
	}
	return t, missing
}

// bucketsQuery reads rows of postings by name.
const bucketsQuery = `SELECT p.segment, p.bucket, p.data FROM unnest($1::bigint[], $2::int[]) x (segment, bucket)
	JOIN posting p ON p.segment = x.segment AND p.bucket = x.bucket`

// read reads the missing rows, and remembers them. What the database does not
// have either is remembered as nothing.
func (b *blobs) read(ctx context.Context, tx pgx.Tx, missing map[bucketKey][]byte) error {
	segments, buckets := make([]int64, 0, len(missing)), make([]int, 0, len(missing))
	for k := range missing {
		segments, buckets = append(segments, k.segment), append(buckets, k.bucket)
	}
	rows, err := tx.Query(ctx, bucketsQuery, segments, buckets)
	if err != nil {
		return err
	}
	var k bucketKey
	var data []byte
	_, err = pgx.ForEachRow(rows, []any{&k.segment, &k.bucket, &data}, func() error {
		missing[k] = data
		return nil
	})
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for k, data := range missing {
		b.keep(k, data)
	}
	return nil
}

// fill puts what was read into a table.
func (t table) fill(segments []segment, terms []uint64, read map[bucketKey][]byte) {
	for i, term := range terms {
		for j, g := range segments {
			if data := read[bucketKey{g.id, bucketOf(term, g.buckets)}]; data != nil {
				t[i][j] = find(data, term)
			}
		}
	}
}
