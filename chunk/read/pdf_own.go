package read

import (
	"bytes"
	"context"
	"errors"
	"io"

	"github.com/ledongthuc/pdf"

	"chuchu/chunk/read/paper"
)

// ownPages reads a PDF without another program. The library reads what it
// needs from guarded bytes: once time is up, or it has read them over and
// over, it gets no more, and what it does then is no concern of the caller.
func ownPages(ctx context.Context, raw []byte) ([]paper.Page, error) {
	type result struct {
		pages []paper.Page
		err   error
	}
	done := make(chan result, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- result{err: unreadable(sayTruncated)}
			}
		}()
		pages, err := extract(ctx, &guarded{ctx: ctx, r: bytes.NewReader(raw), left: readAgain*int64(len(raw)) + readAtLeast}, int64(len(raw)))
		done <- result{pages, err}
	}()
	select {
	case r := <-done:
		return r.pages, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

const (
	readAgain   = 400      // times that all bytes of a file may be read
	readAtLeast = 64 << 20 // bytes that may be read of any file
	maxGlyphs   = 20 << 20 // characters of a file
)

// guarded bytes can be read until a context ends or too many were.
type guarded struct {
	ctx  context.Context // of the reading; it lasts as long
	r    io.ReaderAt
	left int64
}

var errGuard = errors.New("read for too long")

// ReadAt implements io.ReaderAt.
func (g *guarded) ReadAt(b []byte, at int64) (int, error) {
	if g.left -= int64(len(b)); g.left < 0 || g.ctx.Err() != nil {
		return 0, errGuard
	}
	return g.r.ReadAt(b, at)
}

// needsPassword tells whether a PDF opens only with a password.
func needsPassword(raw []byte) (locked bool) {
	defer func() { _ = recover() }() // a broken file is told of by its reader
	_, err := pdf.NewReader(bytes.NewReader(raw), int64(len(raw)))
	return errors.Is(err, pdf.ErrInvalidPassword)
}

// extract reads the characters of each page and puts them together to words.
func extract(ctx context.Context, r io.ReaderAt, size int64) ([]paper.Page, error) {
	f, err := pdf.NewReader(r, size)
	switch {
	case errors.Is(err, pdf.ErrInvalidPassword):
		return nil, unreadable(sayPassword)
	case err != nil:
		return nil, unreadable(sayTruncated)
	}
	out := make([]paper.Page, 0, min(f.NumPage(), maxPages))
	glyphs := 0
	for i := 1; i <= min(f.NumPage(), maxPages); i++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := f.Page(i)
		page := paper.Page{Width: a4Width, Height: a4Height}
		if box := p.V.Key("MediaBox"); box.Len() == 4 {
			page.Width, page.Height = box.Index(2).Float64()-box.Index(0).Float64(), box.Index(3).Float64()-box.Index(1).Float64()
		}
		if !p.V.IsNull() {
			d := drawing{page: p, height: page.Height}
			d.draw(p.V.Key("Contents"), p.Resources(), pen{ctm: unit, tm: unit, line: unit, stretch: 1}, 0)
			if glyphs += d.glyphs; glyphs > maxGlyphs {
				return nil, errBomb
			}
			page.Words = d.words
		}
		out = append(out, page)
	}
	return out, nil
}

const a4Width, a4Height = 595, 842 // of a page that does not tell its size
