package postgres

import (
	"cmp"
	"context"
	"slices"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
)

// A catalog is what searching by words must know of a library at one
// generation. Its chunks are numbered from 0 in the order of last resort, by
// document in byte order, then by number. It never changes.
type catalog struct {
	generation int64
	documents  []entry // by id
	serials    map[int64]int
	segments   []segment
	lengths    []uint32 // of each chunk, in terms
	length     int      // their sum
}

// An entry is a document in a catalog.
type entry struct {
	id      string
	serial  int64
	first   int // chunk
	lengths []uint32
}

// A segment is one of the pieces that postings are kept in.
type segment struct {
	id        int64
	level     int
	serials   []int64
	buckets   int
	bytes     int
	documents []int32 // of each serial the number of the document, -1 for one that is gone
}

// catalogAt returns the catalog of a snapshot.
func (s *Store) catalogAt(ctx context.Context, tx pgx.Tx, generation int64) (*catalog, error) {
	known := s.catalog.Load()
	if known != nil && known.generation == generation {
		return known, nil
	}
	c, err := readCatalog(ctx, tx, known)
	if err != nil {
		return nil, err
	}
	c.generation = generation
	if known == nil || known.generation < generation {
		s.catalog.CompareAndSwap(known, c)
	}
	return c, nil
}

// readCatalog reads what an earlier catalog, which may be nil, does not have.
func readCatalog(ctx context.Context, tx pgx.Tx, known *catalog) (*catalog, error) {
	rows, err := tx.Query(ctx, `SELECT id, serial FROM document ORDER BY id`)
	if err != nil {
		return nil, err
	}
	c := &catalog{}
	c.documents, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (e entry, err error) {
		return e, row.Scan(&e.id, &e.serial)
	})
	if err != nil {
		return nil, err
	}
	if err := c.readLengths(ctx, tx, known); err != nil {
		return nil, err
	}
	c.number()
	rows, err = tx.Query(ctx, `SELECT `+segmentColumns+` FROM segment ORDER BY id`)
	if err != nil {
		return nil, err
	}
	if c.segments, err = pgx.CollectRows(rows, scanSegment); err != nil {
		return nil, err
	}
	for i := range c.segments {
		c.segments[i].documents = c.numbersOf(c.segments[i].serials)
	}
	return c, nil
}

// numbersOf returns the numbers of documents, -1 for one that is gone.
func (c *catalog) numbersOf(serials []int64) []int32 {
	numbers := make([]int32, len(serials))
	for i, serial := range serials {
		n, live := c.serials[serial]
		if !live {
			n = -1
		}
		numbers[i] = int32(n)
	}
	return numbers
}

// readLengths takes lengths from an earlier catalog, for those of a version
// never change, and reads the others.
func (c *catalog) readLengths(ctx context.Context, tx pgx.Tx, known *catalog) error {
	c.serials = make(map[int64]int, len(c.documents))
	var missing []int64
	for i, e := range c.documents {
		c.serials[e.serial] = i
		if n, ok := known.find(e.serial); ok {
			c.documents[i].lengths = known.documents[n].lengths
		} else {
			missing = append(missing, e.serial)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	rows, err := tx.Query(ctx, `SELECT serial, lengths FROM document WHERE serial = ANY ($1)`, missing)
	if err != nil {
		return err
	}
	var serial int64
	var data []byte
	_, err = pgx.ForEachRow(rows, []any{&serial, &data}, func() error {
		c.documents[c.serials[serial]].lengths = readLengths(data)
		return nil
	})
	return err
}

// find returns the number of the document of that version. A nil catalog has none.
func (c *catalog) find(serial int64) (int, bool) {
	if c == nil {
		return 0, false
	}
	n, ok := c.serials[serial]
	return n, ok
}

// number numbers the chunks.
func (c *catalog) number() {
	for i := range c.documents {
		e := &c.documents[i]
		e.first = len(c.lengths)
		c.lengths = append(c.lengths, e.lengths...)
	}
	for _, n := range c.lengths {
		c.length += int(n)
	}
}

// document returns the number of a document.
func (c *catalog) document(id string) (int, bool) {
	return slices.BinarySearchFunc(c.documents, id, func(e entry, id string) int { return cmp.Compare(e.id, id) })
}

// chunk returns the number of a chunk.
func (c *catalog) chunk(k rag.Key) (int, bool) {
	n, ok := c.document(k.Document)
	if !ok || k.Number < 0 || k.Number >= len(c.documents[n].lengths) {
		return 0, false
	}
	return c.documents[n].first + k.Number, true
}

// key is a chunk's name outside of the catalog.
func (c *catalog) key(chunk int) rag.Key {
	e := c.documents[c.documentOf(chunk)]
	return rag.Key{Document: e.id, Number: chunk - e.first}
}

// documentOf returns the number of a chunk's document.
func (c *catalog) documentOf(chunk int) int {
	after, _ := slices.BinarySearchFunc(c.documents, chunk, func(e entry, chunk int) int {
		if e.first <= chunk {
			return -1
		}
		return 1
	})
	return after - 1 // the last that begins at or before it, so never one without chunks
}
