package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"
)

// A query reads a row for each term of each segment, so segments are merged as
// they gather: mergeOf of one level become one of the next. A posting is thus
// written again once a level, of which a library of a million documents has seven.
const mergeOf = 8

// vacuumAfter is how many bytes of postings merges leave dead before their room
// is made free: the server's own vacuum comes seldom while much is loaded.
const vacuumAfter = 16 << 20

// mergePage is how many bytes of postings a merge reads at once.
const mergePage = 4 << 20

// merge merges once, if there is something to merge, and reports whether it
// did. Segments that others are at are left to them.
func (s *Store) merge(ctx context.Context) (merged bool, err error) {
	var m merging
	err = s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		merged = false
		some, err := mergeable(ctx, tx)
		if err != nil || len(some) == 0 {
			return err
		}
		m, err = lockMerging(ctx, tx, some)
		if err != nil || len(m.old) < len(some) {
			return err
		}
		merged = true
		return m.into(ctx, tx)
	})
	if err == nil && merged && s.rewritten.Add(int64(m.new.bytes)) > vacuumAfter {
		s.rewritten.Store(0)
		err = s.vacuumPostings(ctx)
	}
	if err != nil {
		return merged, fmt.Errorf("merge postings: %w", err)
	}
	return merged, nil
}

// mergeable returns the ids of segments to merge: all of the lowest level that
// has enough, else one of which half is gone.
func mergeable(ctx context.Context, tx pgx.Tx) (ids []int64, err error) {
	for _, query := range []string{
		`SELECT array_agg(id) FROM segment GROUP BY level HAVING count(*) >= $1 ORDER BY level LIMIT 1`,
		`SELECT ARRAY[id] FROM segment WHERE $1 > 0 AND cardinality(serials) >
			2 * (SELECT count(*) FROM unnest(serials) s (serial) JOIN document d ON d.serial = s.serial) ORDER BY id LIMIT 1`,
	} {
		err = tx.QueryRow(ctx, query, mergeOf).Scan(&ids)
		if !errors.Is(err, pgx.ErrNoRows) {
			return ids, err
		}
	}
	return nil, nil
}

// A merging is some segments on their way to be one.
type merging struct {
	old   []segment
	new   segment
	place map[int64][]int // of each old segment's documents, their places in the new one; -1 for one that is gone
}

// lockMerging locks segments and plans the new one.
func lockMerging(ctx context.Context, tx pgx.Tx, ids []int64) (m merging, err error) {
	rows, err := tx.Query(ctx, lockedSegments, ids)
	if err != nil {
		return m, err
	}
	if m.old, err = pgx.CollectRows(rows, scanSegment); err != nil {
		return m, err
	}
	var serials []int64
	for _, g := range m.old {
		serials = append(serials, g.serials...)
		m.new.level = g.level
		m.new.bytes += g.bytes
	}
	if len(m.old) > 1 {
		m.new.level++
	}
	rows, err = tx.Query(ctx, `SELECT serial FROM document WHERE serial = ANY ($1) ORDER BY serial`, serials)
	if err != nil {
		return m, err
	}
	if m.new.serials, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil {
		return m, err
	}
	m.new.buckets = bucketsFor(m.new.bytes)
	m.findPlaces()
	return m, tx.QueryRow(ctx, `SELECT nextval('serial_number')`).Scan(&m.new.id)
}

// findPlaces finds where the old segments' documents stand in the new one.
func (m *merging) findPlaces() {
	m.place = map[int64][]int{}
	for _, g := range m.old {
		for _, serial := range g.serials {
			at, live := slices.BinarySearch(m.new.serials, serial)
			if !live {
				at = -1
			}
			m.place[g.id] = append(m.place[g.id], at)
		}
	}
}

// into writes the new segment in place of the old ones, a page after the other.
func (m merging) into(ctx context.Context, tx pgx.Tx) error {
	pages := 1 + m.new.bytes/mergePage
	m.new.bytes = 0
	for page := range pages {
		from, to := page*m.new.buckets/pages, (page+1)*m.new.buckets/pages
		entries, err := m.read(ctx, tx, from, to)
		if err != nil {
			return err
		}
		keys := slices.Sorted(maps.Keys(entries))
		rows := bucketsOf(keys, func(key uint64) []byte { return joined(entries[key]) }, m.new.buckets)
		for _, r := range rows {
			m.new.bytes += len(r.data)
		}
		if err := copyBuckets(ctx, tx, m.new.id, rows); err != nil {
			return err
		}
	}
	ids := slices.Collect(maps.Keys(m.place))
	steps := []step{run(`DELETE FROM posting WHERE segment = ANY ($1)`, ids), run(`DELETE FROM segment WHERE id = ANY ($1)`, ids)}
	if len(m.new.serials) > 0 {
		steps = append(steps, m.new.insert())
	}
	return all(ctx, tx, append(steps, raised(0))...)
}

// read returns the entries of the old segments that go into the new one's
// buckets from…to, without those of documents that are gone.
func (m merging) read(ctx context.Context, tx pgx.Tx, from, to int) (map[uint64][]group, error) {
	lowest, beyond := keyFrom(from, m.new.buckets), keyFrom(to, m.new.buckets)
	var ids []int64
	var first, last []int
	for _, g := range m.old {
		ids = append(ids, g.id)
		first, last = append(first, bucketOf(lowest, g.buckets)), append(last, bucketOf(beyond-1, g.buckets))
	}
	rows, err := tx.Query(ctx, `SELECT p.segment, p.data FROM unnest($1::bigint[], $2::int[], $3::int[]) x (segment, first, last)
		JOIN posting p ON p.segment = x.segment AND p.bucket >= x.first AND p.bucket <= x.last`, ids, first, last)
	if err != nil {
		return nil, err
	}
	entries := map[uint64][]group{}
	var id int64
	var data []byte
	_, err = pgx.ForEachRow(rows, []any{&id, &data}, func() error {
		for rest := data; len(rest) > 0; {
			var key uint64
			var groups []byte
			key, groups, rest = nextEntry(rest)
			if key < lowest || key >= beyond {
				continue
			}
			eachGroup(groups, func(g group) {
				if g.document = m.place[id][g.document]; g.document >= 0 {
					entries[key] = append(entries[key], g)
				}
			})
		}
		return nil
	})
	return entries, err
}

// keyFrom is the lowest key of a bucket.
func keyFrom(number, buckets int) uint64 {
	return uint64(number) * (1 << keyBits / uint64(buckets))
}

// joined makes groups the value of an entry.
func joined(groups []group) (data []byte) {
	slices.SortFunc(groups, func(a, b group) int { return cmp.Compare(a.document, b.document) })
	last := 0
	for _, g := range groups {
		data = appendGroup(data, g.document-last, g.chunks)
		last = g.document
	}
	return data
}

// copyBuckets writes rows of postings.
func copyBuckets(ctx context.Context, tx pgx.Tx, segment int64, rows []bucket) error {
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"posting"}, []string{"segment", "bucket", "data"},
		pgx.CopyFromSlice(len(rows), func(i int) ([]any, error) { return []any{segment, rows[i].number, rows[i].data}, nil }))
	if err != nil {
		return fmt.Errorf("postings: %w", err)
	}
	return nil
}

// segmentColumns are what scanSegment reads and insert writes, in this order.
const segmentColumns = `id, level, serials, buckets, bytes`

// scanSegment reads a segment, without the numbers that a catalog gives its documents.
func scanSegment(row pgx.CollectableRow) (g segment, err error) {
	return g, row.Scan(&g.id, &g.level, &g.serials, &g.buckets, &g.bytes)
}

// insert is the statement that makes a segment known. Its postings are written before.
func (g segment) insert() step {
	return run(`INSERT INTO segment (`+segmentColumns+`) VALUES ($1, $2, $3, $4, $5)`, g.id, g.level, g.serials, g.buckets, g.bytes)
}
