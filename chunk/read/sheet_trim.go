package read

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	maxCells  = 300_000  // with text, of a file
	maxMerged = 20_000   // merged cells of a sheet that are heeded
	maxPart   = 16 << 20 // bytes of a part that is held whole
)

// A book is a workbook with nothing in it but the cells that hold text. The
// library that knows its formats keeps a place for each cell up to the last of
// a row: one that stands far to the right, row after row, would cost gigabytes.
type book struct {
	raw    []byte
	merged map[string][]string // by the name of a sheet: the merged cells
	long   map[string]bool     // sheets with more rows than are read
	wide   map[string]bool     // sheets with text beyond the columns that are read

	ctx   context.Context
	p     *packet
	z     *zip.Writer
	cells int
}

// trimmed makes a book of a workbook.
func trimmed(ctx context.Context, raw []byte) (*book, error) {
	p, err := openPacket(raw)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	b := &book{merged: map[string][]string{}, long: map[string]bool{}, wide: map[string]bool{}, ctx: ctx, p: p, z: zip.NewWriter(&out)}
	main, err := p.mainPart("xl/workbook.xml")
	if err != nil {
		return nil, err
	}
	if err := b.all(main); err != nil {
		return nil, err
	}
	if err := b.z.Close(); err != nil {
		return nil, err
	}
	b.raw = out.Bytes()
	return b, nil
}

// all puts in what a workbook needs, and its sheets trimmed.
func (b *book) all(main string) error {
	rels := path.Dir(main) + "/_rels/" + path.Base(main) + ".rels"
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", main, rels} {
		if err := b.copy(name, maxPart); err != nil {
			return err
		}
	}
	targets, err := b.targets(rels, path.Dir(main))
	if err != nil {
		return err
	}
	raw, err := b.p.part(main)
	if err != nil {
		return err
	}
	s, done, number := scan(raw), map[string]bool{}, 0
	return s.each(func(e element) error {
		name := targets[e.attr("id")]
		if e.name != "sheet" || name == "" || done[name] {
			return nil
		}
		if number++; number > maxSheets {
			return nil
		}
		done[name] = true
		return b.sheet(name, e.attr("name"))
	})
}

// targets are the parts that a workbook refers to, by id; those that all sheets
// share are put in.
func (b *book) targets(rels, folder string) (map[string]string, error) {
	raw, err := b.p.part(rels)
	if err != nil {
		return nil, err
	}
	out, done := map[string]string{}, map[string]bool{}
	s := scan(raw)
	return out, s.each(func(e element) error {
		name := e.attr("Target")
		if e.name != "Relationship" || name == "" {
			return nil
		}
		if !strings.HasPrefix(name, "/") {
			name = path.Join(folder, name)
		}
		name = strings.TrimPrefix(name, "/")
		out[e.attr("Id")] = name
		limit := map[string]int64{"sharedStrings": maxUnpacked / 2, "styles": maxPart, "theme": maxPart}[path.Base(e.attr("Type"))]
		if limit == 0 || done[name] {
			return nil
		}
		done[name] = true
		return b.copy(name, limit)
	})
}

// copy puts a part in as it is.
func (b *book) copy(name string, limit int64) error {
	in, err := b.p.stream(name, limit)
	if in == nil || err != nil {
		return err
	}
	defer in.Close()
	out, err := b.z.Create(name)
	if err != nil {
		return err
	}
	if _, err = io.Copy(out, in); err != nil {
		return tornOr(err)
	}
	return nil
}

// sheet puts a sheet in: of its cells those that hold text.
func (b *book) sheet(part, name string) error {
	in, err := b.p.stream(part, maxUnpacked)
	if in == nil || err != nil {
		return err
	}
	defer in.Close()
	out, err := b.z.Create(part)
	if err != nil {
		return err
	}
	fmt.Fprint(out, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
	s, row := scanStream(in), 0
	err = s.each(func(e element) error {
		switch e.name {
		case "row":
			row = numberOr(e.attr("r"), row+1)
			return b.row(s, out, place{row, 0}, name)
		case "mergeCell":
			if len(b.merged[name]) < maxMerged {
				b.merged[name] = append(b.merged[name], e.attr("ref"))
			}
		}
		return nil
	})
	fmt.Fprint(out, `</sheetData></worksheet>`)
	return err
}

// row puts a row in, if it has a cell with text.
func (b *book) row(s *scanner, out io.Writer, at place, sheet string) error {
	if err := b.ctx.Err(); err != nil {
		return err
	}
	var cells bytes.Buffer
	err := s.each(func(e element) error {
		if e.name != "c" {
			return nil
		}
		at.at++
		if column, _, err := excelize.CellNameToCoordinates(e.attr("r")); err == nil {
			at.at = column
		}
		text, err := cellText(s)
		switch {
		case err != nil || text == "":
			return err
		case at.row > maxRows:
			b.long[sheet] = true
			return nil
		case at.at > maxColumns:
			b.wide[sheet] = true
			return nil
		}
		if b.cells++; b.cells > maxCells {
			return errCells
		}
		return putCell(&cells, at, e, text)
	})
	if err == nil && cells.Len() > 0 {
		_, err = fmt.Fprintf(out, `<row r="%d">%s</row>`, at.row, cells.Bytes())
	}
	return err
}

// cellText is the value of the cell that has begun, without its formula and
// the sounds above its characters.
func cellText(s *scanner) (string, error) {
	var b strings.Builder
	err := s.each(func(e element) error {
		switch e.name {
		case "f", "rPh":
			return s.skip()
		case "":
			b.WriteString(e.text)
		}
		return nil
	})
	return b.String(), err
}

// putCell writes a cell.
func putCell(out *bytes.Buffer, at place, e element, text string) error {
	name, err := excelize.CoordinatesToCellName(at.at, at.row)
	if err != nil {
		return unreadable(sayTruncated)
	}
	begin, end := "<v>", "</v>"
	if e.attr("t") == "inlineStr" {
		begin, end = "<is><t>", "</t></is>"
	}
	fmt.Fprintf(out, `<c r="%s" s="%d" t="`, name, max(atoi(e.attr("s")), 0))
	_ = xml.EscapeText(out, []byte(e.attr("t"))) // a buffer takes all
	out.WriteString(`">` + begin)
	_ = xml.EscapeText(out, []byte(text))
	out.WriteString(end + "</c>")
	return nil
}

// numberOr is a number, another where there is none.
func numberOr(s string, other int) int {
	if n := atoi(s); n > 0 {
		return n
	}
	return other
}
