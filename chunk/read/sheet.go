package read

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	maxRows   = 20000 // of a sheet
	maxSheets = 100
	xmlInRAM  = 16 << 20 // of a sheet; larger ones are unpacked to a file
)

// readSheets reads a workbook, one sheet after the other, as tables.
func readSheets(ctx context.Context, file string, raw []byte) (Result, error) {
	b, err := trimmed(ctx, raw)
	if err != nil {
		return Result{}, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.raw), excelize.Options{UnzipSizeLimit: maxUnpacked, UnzipXMLSizeLimit: xmlInRAM})
	switch {
	case err != nil && strings.Contains(err.Error(), "limit"):
		return Result{}, errBomb
	case err != nil:
		return Result{}, unreadable(sayTruncated)
	}
	defer f.Close()
	var r Result
	out := &lines{}
	for i, name := range f.GetSheetList() {
		if shown, err := f.GetSheetVisible(name); i >= maxSheets || err == nil && !shown {
			r.Warnings = append(r.Warnings, fmt.Sprintf(warnHidden, name))
			continue
		}
		s, err := readSheet(ctx, f, b, name)
		if err != nil {
			return Result{}, err
		}
		if s.cut {
			r.Warnings = append(r.Warnings, fmt.Sprintf(warnRows, maxRows, name))
		}
		out.cut = out.cut || b.wide[name]
		if len(s.grid) > 0 && !defaultName(name) && !s.says(name) {
			out.heading(name, 1)
		}
		s.grid.into(out)
	}
	if err := out.into(&r); err != nil {
		return Result{}, err
	}
	r.Found.Title = titleOfTables(file, r.Text, f.GetSheetList())
	return r, nil
}

// defaultName tells names that nobody gave a sheet.
func defaultName(name string) bool {
	return strings.HasPrefix(name, "Sheet") || strings.HasPrefix(name, "工作表") || strings.HasPrefix(name, "sheet")
}

// A sheet is a table of a workbook.
type sheet struct {
	grid grid
	cut  bool // it has more rows than are read
}

// says tells whether a sheet's first rows say what it is called.
func (s sheet) says(name string) bool {
	for _, row := range s.grid[:min(len(s.grid), 3)] {
		for _, c := range row {
			if strings.Contains(strings.Join(c.paragraphs, ""), name) {
				return true
			}
		}
	}
	return false
}

// readSheet reads a sheet row by row; an empty row ends a table.
func readSheet(ctx context.Context, f *excelize.File, b *book, name string) (s sheet, err error) {
	spans := spansOf(b.merged[name])
	s.cut = b.long[name]
	size := 0
	rows, err := f.Rows(name)
	if err != nil {
		return s, unreadable(sayTruncated)
	}
	defer rows.Close()
	for i := 0; rows.Next(); i++ {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		texts, err := rows.Columns()
		if err != nil {
			return s, unreadable(sayTruncated)
		}
		for _, t := range texts {
			size += len(t)
		}
		if size > maxText {
			return s, errText
		}
		s.grid = append(s.grid, spans.row(i, texts))
	}
	return s, nil
}

// spans are a sheet's merged cells by the place of each cell that they cover.
type spans map[place]span

// A span is what a merged cell covers, told at each place in it; it begins at one.
type span struct {
	begins     bool
	cols, rows int
}

const (
	maxSpan  = 4096    // cells that a merged one covers
	maxSpans = 200_000 // that all of a sheet cover
)

// spansOf reads merged cells as the sheet names them, A1:C2. One that covers more
// than people merge is left as single cells.
func spansOf(merged []string) spans {
	out := spans{}
	for _, m := range merged {
		from, to, _ := strings.Cut(m, ":")
		c1, r1, err1 := excelize.CellNameToCoordinates(from)
		c2, r2, err2 := excelize.CellNameToCoordinates(to)
		if err := errors.Join(err1, err2); err != nil || (c2-c1+1)*(r2-r1+1) > maxSpan || len(out) > maxSpans {
			continue
		}
		for r := r1; r <= r2; r++ {
			for c := c1; c <= c2; c++ {
				out[place{r - 1, c - 1}] = span{r == r1 && c == c1, c2 - c1 + 1, r2 - r1 + 1}
			}
		}
	}
	return out
}

// row is a row as cells: those that a merged cell covers are left out.
func (s spans) row(i int, texts []string) []cell {
	var out []cell
	for c := 0; c < maxColumns && (c < len(texts) || s[place{i, c}].cols > 0); c++ {
		text := ""
		if c < len(texts) {
			text = texts[c]
		}
		sp, merged := s[place{i, c}]
		switch {
		case merged && !sp.begins:
		case merged:
			out = append(out, cell{strings.Split(text, "\n"), sp.cols, sp.rows})
		default:
			out = append(out, cell{strings.Split(text, "\n"), 1, 1})
		}
	}
	return out
}

// readCommas reads a table whose cells commas part.
func readCommas(ctx context.Context, name string, raw []byte) (Result, error) {
	plain, err := readPlain(ctx, name, raw)
	if err != nil {
		return Result{}, err
	}
	in := csv.NewReader(strings.NewReader(plain.Text))
	in.FieldsPerRecord, in.LazyQuotes = -1, true
	var g grid
	for {
		record, err := in.Read()
		switch {
		case errors.Is(err, io.EOF):
			out := &lines{}
			g.into(out)
			var r Result
			if err := out.into(&r); err != nil {
				return Result{}, err
			}
			r.Found.Title = titleOfTables(name, r.Text, nil)
			return r, nil
		case err != nil:
			return plain, nil // it is text, then
		}
		row := make([]cell, len(record))
		for i, s := range record {
			row[i] = cell{strings.Split(s, "\n"), 1, 1}
		}
		g = append(g, row)
	}
}
