package local

import (
	"context"
	"database/sql"
	"errors"
	"hash/crc32"
	"time"
)

// A library is pictured when more than an eighth of it, and more than
// behindLeast chunks, would have to be read beside the last picture, and nothing
// has changed for a while.
const (
	behindLeast = 2048
	quiet       = 5 * time.Second
)

// errChanged means that the index is another than when its picture was begun.
var errChanged = errors.New("the index changed")

// castagnoli is CRC-32C, for which processors have an instruction.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// tend loads the index, and pictures it whenever that is worth while. An error
// of loading is the next query's to find and tell; without a picture opening
// takes longer, nothing else.
func (s *Store) tend(ctx context.Context) {
	defer close(s.tended)
	_ = s.refresh(ctx)
	if s.read == s.write {
		return // what lives in memory is never opened again
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.grown:
		}
		if s.isQuiet(ctx) {
			_ = s.picture(ctx)
		}
	}
}

// isQuiet waits until the index has stayed the same for a while. It reports
// false when ctx ends.
func (s *Store) isQuiet(ctx context.Context) bool {
	for last := s.index.changes(); ; {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(quiet):
		}
		now := s.index.changes()
		if now == last {
			return true
		}
		last = now
	}
}

// changes counts what was put into or taken out of the index.
func (x *index) changes() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.changed
}

// isBehind tells whether a picture would help the next to open the library.
func (x *index) isBehind() bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.behind > behindLeast && x.behind > x.chunks/8
}

// picture keeps the index, part by part, so that others who write wait for one
// part at most. It gives up when the index changes meanwhile.
func (s *Store) picture(ctx context.Context) error {
	x := s.index
	x.mu.RLock()
	changed, generation, names, blocks := x.changed, x.generation.Load(), x.words.names(), len(x.vectors.blocks)
	x.mu.RUnlock()
	p := painter{store: s, changed: changed}
	if err := p.begin(ctx, generation); err != nil {
		return err
	}
	err := p.add(ctx, x.appendHead)
	for n := 0; n < len(names) && err == nil; {
		err = p.add(ctx, func(data []byte) (part []byte) {
			part, n = x.appendTerms(data, names, n)
			return part
		})
	}
	for b := 0; b < blocks && err == nil; b++ {
		if x.hasBlock(b) {
			err = p.add(ctx, func(data []byte) []byte { return x.appendBlock(data, b) })
		}
	}
	return errors.Join(err, p.end(context.WithoutCancel(ctx), err == nil))
}

// hasBlock tells whether a block has vectors.
func (x *index) hasBlock(b int) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return b < len(x.vectors.blocks) && x.vectors.blocks[b] != nil
}

// A painter writes an image.
type painter struct {
	store   *Store
	changed int // of the index
	image   int64
	parts   int
	data    []byte
}

// begin begins an image of a generation.
func (p *painter) begin(ctx context.Context, generation int64) error {
	return p.store.change(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `INSERT INTO image (format, generation) VALUES (?, ?) RETURNING id`, imageFormat, generation).Scan(&p.image)
	})
}

// add writes a part of the index as it was when the image was begun.
func (p *painter) add(ctx context.Context, encode func([]byte) []byte) error {
	x := p.store.index
	x.mu.RLock()
	same := x.changed == p.changed
	if same {
		p.data = encode(p.data[:0])
	}
	x.mu.RUnlock()
	if !same {
		return errChanged
	}
	p.parts++
	return p.store.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO image_part VALUES (?, ?, ?, ?)`, p.image, p.parts, crc32.Checksum(p.data, castagnoli), p.data)
		return err
	})
}

// end has the image take the place of all others, or takes it away. What goes,
// goes a few parts at a time.
func (p *painter) end(ctx context.Context, whole bool) error {
	others := `image <= ?` // none of it stays
	if whole {
		others = `image < ?`
		if err := p.store.change(ctx, func(tx *sql.Tx) error {
			_, err := tx.ExecContext(ctx, `UPDATE image SET parts = ? WHERE id = ?`, p.parts, p.image)
			return err
		}); err != nil {
			return err
		}
		x := p.store.index
		x.mu.Lock()
		if x.changed == p.changed {
			x.behind = 0
		}
		x.mu.Unlock()
	}
	for gone := int64(1); gone > 0; {
		err := p.store.change(ctx, func(tx *sql.Tx) error {
			some, err := tx.ExecContext(ctx, `DELETE FROM image_part WHERE (image, part) IN (SELECT image, part FROM image_part WHERE `+others+` LIMIT 8)`, p.image)
			if err != nil {
				return err
			}
			gone, err = some.RowsAffected()
			return err
		})
		if err != nil {
			return err
		}
	}
	return p.store.change(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `DELETE FROM image WHERE id < ? OR (id = ? AND parts IS NULL)`, p.image, p.image)
		return err
	})
}
