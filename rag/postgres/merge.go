package postgres

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
)

// A query reads a row for each term of each segment, so segments are merged as
// they gather: mergeOf of one level become one of the next. A posting is thus
// written again once a level, of which a library of a million documents has seven.
const mergeOf = 8

// mergePage is how many rows of postings a merge holds in memory.
const mergePage = 20_000

// merge merges once, if there is something to merge, and reports whether it
// did. Segments that others are at are left to them.
func (s *Store) merge(ctx context.Context) (merged bool, err error) {
	err = s.changeMuch(ctx, func(ctx context.Context, tx pgx.Tx) error {
		merged = false
		c, err := readCatalog(ctx, tx, s.catalog.Load())
		if err != nil {
			return err
		}
		some := mergeable(c.segments)
		if len(some) == 0 {
			return nil
		}
		m, err := lockMerging(ctx, tx, some)
		if err != nil || len(m.segments) < len(some) {
			return err
		}
		merged = true
		return m.into(ctx, tx)
	})
	if err != nil {
		return false, fmt.Errorf("merge postings: %w", err)
	}
	return merged, nil
}

// mergeable returns the ids of segments to merge: all of the lowest level that
// has enough, else one of which half is gone.
func mergeable(segments []segment) (ids []int64) {
	levels := map[int][]int64{}
	top := 0
	for _, g := range segments {
		levels[g.level] = append(levels[g.level], g.id)
		top = max(top, g.level)
	}
	for level := range top + 1 {
		if len(levels[level]) >= mergeOf {
			return levels[level]
		}
	}
	for _, g := range segments {
		gone := 0
		for _, n := range g.documents {
			if n < 0 {
				gone++
			}
		}
		if 2*gone > len(g.documents) {
			return []int64{g.id}
		}
	}
	return nil
}

// A merging is some segments on their way to be one.
type merging struct {
	segments []segment
	id       int64
	level    int
	serials  []int64         // of the new segment, ascending
	place    map[int64][]int // of each old segment's document, its place in the new one; -1 for one that is gone
}

// lockMerging locks segments and plans the new one.
func lockMerging(ctx context.Context, tx pgx.Tx, ids []int64) (m merging, err error) {
	rows, err := tx.Query(ctx, lockedSegments, ids)
	if err != nil {
		return m, err
	}
	m.segments, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (g segment, err error) {
		return g, row.Scan(&g.id, &g.level, &g.serials)
	})
	if err != nil {
		return m, err
	}
	var serials []int64
	for _, g := range m.segments {
		serials = append(serials, g.serials...)
		m.level = g.level
	}
	if len(m.segments) > 1 {
		m.level++
	}
	rows, err = tx.Query(ctx, `SELECT serial FROM document WHERE serial = ANY ($1) ORDER BY serial`, serials)
	if err != nil {
		return m, err
	}
	if m.serials, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil {
		return m, err
	}
	m.place = map[int64][]int{}
	for _, g := range m.segments {
		for _, serial := range g.serials {
			at, live := slices.BinarySearch(m.serials, serial)
			if !live {
				at = -1
			}
			m.place[g.id] = append(m.place[g.id], at)
		}
	}
	return m, tx.QueryRow(ctx, `SELECT nextval('serial_number')`).Scan(&m.id)
}

// into writes the new segment in place of the old ones.
func (m merging) into(ctx context.Context, tx pgx.Tx) error {
	ids := make([]int64, len(m.segments))
	for i, g := range m.segments {
		ids[i] = g.id
	}
	if err := m.copy(ctx, tx, ids); err != nil {
		return err
	}
	steps := []step{run(`DELETE FROM posting WHERE segment = ANY ($1)`, ids), run(`DELETE FROM segment WHERE id = ANY ($1)`, ids)}
	if len(m.serials) > 0 {
		steps = append(steps, run(`INSERT INTO segment VALUES ($1, $2, $3)`, m.id, m.level, m.serials))
	}
	return all(ctx, tx, append(steps, raised(0))...)
}

// A sourceRow is a row of postings to merge.
type sourceRow struct {
	Segment, Term int64
	Data          []byte
}

// copy merges the postings term by term.
func (m merging) copy(ctx context.Context, tx pgx.Tx, ids []int64) error {
	if _, err := tx.Exec(ctx, `DECLARE merging NO SCROLL CURSOR FOR SELECT segment, term, data FROM posting
		WHERE segment = ANY ($1) ORDER BY term`, ids); err != nil {
		return err
	}
	var rest []sourceRow // the last term's, of which the next page may have more
	for {
		rows, err := tx.Query(ctx, fmt.Sprintf(`FETCH %d FROM merging`, mergePage))
		if err != nil {
			return err
		}
		page, err := pgx.CollectRows(rows, pgx.RowToStructByPos[sourceRow])
		if err != nil {
			return err
		}
		done := len(page) == 0
		page = append(rest, page...)
		end := len(page)
		for !done && end > 0 && page[end-1].Term == page[len(page)-1].Term {
			end--
		}
		if err := m.write(ctx, tx, page[:end]); err != nil {
			return err
		}
		if rest = page[end:]; done {
			_, err := tx.Exec(ctx, `CLOSE merging`)
			return err
		}
	}
}

// write writes the merged rows of source, which is ordered by term.
func (m merging) write(ctx context.Context, tx pgx.Tx, source []sourceRow) error {
	_, err := tx.CopyFrom(ctx, pgx.Identifier{"posting"}, []string{"segment", "term", "data"},
		pgx.CopyFromFunc(func() ([]any, error) {
			for len(source) > 0 {
				n := 1
				for n < len(source) && source[n].Term == source[0].Term {
					n++
				}
				term, data := source[0].Term, m.join(source[:n])
				source = source[n:]
				if len(data) > 0 {
					return []any{m.id, term, data}, nil
				}
			}
			return nil, nil
		}))
	return err
}

// join makes one term's rows one.
func (m merging) join(source []sourceRow) (data []byte) {
	var groups []group
	for _, row := range source {
		eachGroup(row.Data, func(g group) {
			if g.document = m.place[row.Segment][g.document]; g.document >= 0 {
				groups = append(groups, g)
			}
		})
	}
	slices.SortFunc(groups, func(a, b group) int { return cmp.Compare(a.document, b.document) })
	last := 0
	for _, g := range groups {
		data = appendGroup(data, g.document-last, g.chunks)
		last = g.document
	}
	return data
}
