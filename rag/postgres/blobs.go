package postgres

import (
	"context"
	"slices"
	"sync"

	"github.com/jackc/pgx/v5"
)

// blobsMost is how many bytes of postings a process remembers. Segments never
// change, so what is remembered is never wrong.
const blobsMost = 32 << 20

// A blobKey names a term's postings in a segment.
type blobKey struct{ segment, term int64 }

// blobs are postings read lately, in two generations: when the young is full
// it becomes the old one, and what nobody asked for since is forgotten.
type blobs struct {
	mu         sync.Mutex
	young, old map[blobKey][]byte
	size       int // of young
}

func (b *blobs) find(k blobKey) (data []byte, known bool) {
	if data, known = b.young[k]; known {
		return data, true
	}
	if data, known = b.old[k]; known {
		b.keep(k, data)
	}
	return data, known
}

func (b *blobs) keep(k blobKey, data []byte) {
	const overhead = 64 // of an entry
	if b.size += len(data) + overhead; b.size > blobsMost/2 || b.young == nil {
		b.young, b.old, b.size = map[blobKey][]byte{}, b.young, len(data)+overhead
	}
	b.young[k] = data
}

// A table holds the postings of terms (rows) in segments (columns).
type table [][][]byte

// all returns what is remembered of terms in segments, and of which terms and
// segments something is missing.
func (b *blobs) all(segments []segment, terms []int64) (t table, missing [2][]int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	t = make(table, len(terms))
	for i, term := range terms {
		t[i] = make([][]byte, len(segments))
		for j, g := range segments {
			data, known := b.find(blobKey{g.id, term})
			if t[i][j] = data; !known {
				missing[0], missing[1] = append(missing[0], g.id), append(missing[1], term)
			}
		}
	}
	for i := range missing {
		slices.Sort(missing[i])
		missing[i] = slices.Compact(missing[i])
	}
	return t, missing
}

// fill reads what is missing in a table, and remembers it. What the database
// does not have either is remembered as nothing.
func (b *blobs) fill(ctx context.Context, tx pgx.Tx, t table, segments []segment, terms []int64, missing [2][]int64) error {
	rows, err := tx.Query(ctx, `SELECT segment, term, data FROM posting WHERE segment = ANY ($1) AND term = ANY ($2)`,
		missing[0], missing[1])
	if err != nil {
		return err
	}
	read := map[blobKey][]byte{}
	var k blobKey
	var data []byte
	_, err = pgx.ForEachRow(rows, []any{&k.segment, &k.term, &data}, func() error {
		read[k] = data
		return nil
	})
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, term := range terms {
		for j, g := range segments {
			k := blobKey{g.id, term}
			if _, known := b.find(k); !known {
				b.keep(k, read[k])
			}
			if data, ok := read[k]; ok {
				t[i][j] = data
			}
		}
	}
	return nil
}
