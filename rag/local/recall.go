package local

import (
	"context"
	"database/sql"
	"errors"
	"hash/crc32"
	"sync"
)

// errImage means that an image is not whole, or not as it was written.
var errImage = errors.New("an image that cannot be read")

// recall returns the index as it was last pictured, nil when there is no
// picture or it cannot be used: then everything is read.
func recall(ctx context.Context, tx *sql.Tx) (*index, error) {
	var image, generation int64
	var parts int
	err := tx.QueryRowContext(ctx, `SELECT id, image.generation, parts FROM image, library
		WHERE parts > 0 AND format = ? AND image.generation <= library.generation ORDER BY id DESC LIMIT 1`, imageFormat).
		Scan(&image, &generation, &parts)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	x, err := readImage(ctx, tx, image, parts)
	if errors.Is(err, errImage) {
		return nil, nil
	}
	if err == nil {
		x.generation.Store(generation)
	}
	return x, err
}

// readImage reads an image. Terms and vectors are put in place meanwhile, on
// processors of their own.
func readImage(ctx context.Context, tx *sql.Tx, image int64, parts int) (x *index, err error) {
	rows, err := tx.QueryContext(ctx, `SELECT sum, data FROM image_part WHERE image = ? ORDER BY part`, image)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	terms, blocks := make(chan []byte, 4), make(chan []byte, 4)
	var placing sync.WaitGroup
	defer placing.Wait()
	defer close(terms)
	defer close(blocks)
	n := 0
	for ; rows.Next(); n++ {
		var sum uint32
		var data []byte
		if err := rows.Scan(&sum, &data); err != nil {
			return nil, err
		}
		if len(data) == 0 || crc32.Checksum(data, castagnoli) != sum || (n == 0) != (data[0] == kindHead) {
			return nil, errImage
		}
		switch data[0] {
		case kindHead:
			made := readHead(data)
			x = made // which an error sets to nil
			placing.Go(func() { each(terms, made.readTerms) })
			placing.Go(func() { each(blocks, made.readBlock) })
		case kindTerms:
			terms <- data
		case kindVectors:
			blocks <- data
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if n != parts {
		return nil, errImage
	}
	return x, nil
}

// each calls do with all that comes.
func each(all <-chan []byte, do func([]byte)) {
	for one := range all {
		do(one)
	}
}

// become takes the place of an index that has loaded nothing.
func (x *index) become(other *index) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.documents, x.live, x.slots, x.words, x.vectors = other.documents, other.live, other.slots, other.words, other.vectors
	x.chunks, x.length = other.chunks, other.length
	x.changed++
	x.generation.Store(other.generation.Load())
}
