package read

import (
	"context"
	"path"
	"strconv"
	"strings"
)

// readWord reads a DOCX as it prints: changes that are tracked are taken as
// accepted, numbers that Word counts stand in the text, notes stand below
// their paragraph, and a contents page is left out.
func readWord(ctx context.Context, _ string, raw []byte) (Result, error) {
	p, err := openPacket(raw)
	if err != nil {
		return Result{}, err
	}
	main, err := p.mainPart("word/document.xml")
	if err != nil {
		return Result{}, err
	}
	body, err := p.stream(main, maxUnpacked)
	switch {
	case err != nil:
		return Result{}, err
	case body == nil:
		return Result{}, unreadable(sayNoDocument)
	}
	defer body.Close()
	w := word{ctx: ctx, scanner: scanStream(body), out: &lines{}}
	if err := w.prepare(p, path.Dir(main)); err != nil {
		return Result{}, err
	}
	if err := w.each(w.block); err != nil {
		return Result{}, err
	}
	w.flushNotes()
	var r Result
	if w.contents {
		r.Warnings = append(r.Warnings, warnContents)
	}
	err = w.out.into(&r)
	return r, err
}

// mainPart is the name of the part that holds the text, which is called as
// given unless the packet says otherwise.
func (p *packet) mainPart(main string) (string, error) {
	rels, err := p.part("_rels/.rels")
	if err != nil {
		return "", err
	}
	s := scan(rels)
	err = s.each(func(e element) error {
		if e.name == "Relationship" && strings.HasSuffix(e.attr("Type"), "/officeDocument") {
			main = strings.TrimPrefix(e.attr("Target"), "/")
		}
		return nil
	})
	return main, err
}

// A word reads the text of a DOCX.
type word struct {
	ctx context.Context
	*scanner
	out      *lines
	styles   map[string]style
	numbers  *numbering
	notes    map[string]string // footnotes and endnotes by kind and id
	due      []string          // notes whose marks were read and that stand nowhere yet
	noted    int               // notes that were read
	held     string            // of a paragraph whose end was deleted: it goes on with the next
	contents bool              // a contents page was left out
	tables   int               // that are open
	spent    int               // bytes of text that were read, notes as often as they are cited
	cells    int               // of all tables
}

// block reads what stands in the body, in a cell or in a box.
func (w *word) block(e element) error {
	switch e.name {
	case "p":
		return w.paragraph()
	case "tbl":
		return w.table()
	case "del", "moveFrom", "sectPr", "Fallback", "sdtPr", "docPartObj":
		return w.skip()
	}
	return nil
}

// A paragraph on its way.
type paragraph struct {
	text    strings.Builder
	style   string
	level   int // of a heading by its own outline level; -1 if it has none
	number  numberRef
	deleted bool // its end is: it goes on with the next
	boxes   lines
}

// paragraph reads a paragraph into the text, with the number that its list or
// style gives it. It ends the reading where the file gives more text than people
// write.
func (w *word) paragraph() error {
	if err := w.ctx.Err(); err != nil {
		return err
	}
	p := paragraph{level: -1, number: numberRef{list: "", level: -1}}
	if err := w.each(func(e element) error { return w.inline(&p, e) }); err != nil {
		return err
	}
	if w.out.over || w.spent > maxText {
		return errText
	}
	w.finish(&p)
	return nil
}

// inline reads what stands in a paragraph.
func (w *word) inline(p *paragraph, e element) error {
	switch e.name {
	case "pPr":
		return w.each(func(e element) error { return w.property(p, e) })
	case "r":
		return w.run(p)
	case "del", "moveFrom", "Fallback", "rt", "instrText", "sdtPr", "delText":
		return w.skip()
	case "t": // of a formula
		return w.words(p)
	case "txbxContent":
		return w.box(p)
	}
	return nil
}

// property reads a property of a paragraph.
func (w *word) property(p *paragraph, e element) error {
	switch e.name {
	case "pStyle":
		p.style = e.attr("val")
	case "outlineLvl":
		p.level = outlineLevel(e)
	case "ilvl":
		p.number.level = atoi(e.attr("val"))
	case "numId":
		p.number.list = e.attr("val")
	case "rPr":
		return w.each(func(e element) error {
			p.deleted = p.deleted || e.name == "del" || e.name == "moveFrom"
			return nil
		})
	case "pPrChange":
		return w.skip()
	}
	return nil
}

// run reads a run of characters.
func (w *word) run(p *paragraph) error {
	hidden := false
	return w.each(func(e element) error {
		switch e.name {
		case "rPr":
			return w.each(func(e element) error {
				if e.name == "rPrChange" {
					return w.skip()
				}
				hidden = hidden || e.name == "vanish" && e.on()
				return nil
			})
		case "t":
			if hidden {
				return w.skip()
			}
			return w.words(p)
		case "tab", "ptab":
			p.text.WriteByte('\t')
		case "br", "cr":
			if t := e.attr("type"); t == "" || t == "textWrapping" {
				p.text.WriteByte('\n')
			}
		case "noBreakHyphen":
			p.text.WriteByte('-')
		case "footnoteReference", "endnoteReference":
			w.cite(p, e)
		case "txbxContent":
			return w.box(p)
		case "delText", "instrText", "Fallback", "rt":
			return w.skip()
		}
		return nil
	})
}

// words reads the text of the element that has begun.
func (w *word) words(p *paragraph) error {
	return w.each(func(e element) error {
		if w.spent += len(e.text); w.spent > maxText {
			return errText
		}
		p.text.WriteString(e.text)
		return nil
	})
}

// cite notes that a note is due below the paragraph.
func (w *word) cite(p *paragraph, e element) {
	s := w.notes[e.name[:1]+e.attr("id")]
	if w.spent += len(s); s != "" && w.spent <= maxText {
		w.noted++
		w.due = append(w.due, sprintf(noteMark, w.noted)+s)
	}
}

// box reads a text box: it stands below the paragraph that it hangs on.
func (w *word) box(p *paragraph) error {
	if w.tables++; w.tables > maxDeep {
		return unreadable(sayNested)
	}
	out, held := w.out, w.held
	w.out, w.held = &lines{headings: 1}, ""
	err := w.each(w.block)
	p.boxes.b.WriteString(w.out.String())
	out.heed(w.out)
	w.out, w.held = out, held
	w.tables--
	return err
}

// finish puts a paragraph in.
func (w *word) finish(p *paragraph) {
	s := w.styleOf(p.style)
	text := w.held + p.text.String()
	w.held = ""
	switch {
	case p.deleted:
		w.held = text
		return
	case s.contents:
		w.contents = w.contents || strings.TrimSpace(text) != ""
		return
	}
	level := p.level
	if level < 0 {
		level = s.level
	}
	if label := w.labelOf(p, s); strings.TrimSpace(text) != "" {
		text = numberText(label, text)
	}
	switch {
	case level >= 0 && level < notHeading && w.tables == 0:
		w.out.heading(text, level+1)
	default:
		w.out.add(text)
	}
	for l := range strings.Lines(p.boxes.String()) {
		w.out.row(strings.TrimSuffix(l, "\n"))
	}
	if w.tables == 0 {
		w.flushNotes()
	}
}

// flushNotes puts in the notes that are due.
func (w *word) flushNotes() {
	for _, n := range w.due {
		w.out.add(n)
	}
	w.due = nil
}

// table reads a table; one within a cell comes as that cell's text.
func (w *word) table() error {
	if w.tables++; w.tables > maxDeep {
		return unreadable(sayNested)
	}
	t := wordTable{}
	err := w.each(func(e element) error {
		if e.name == "tr" {
			return w.tableRow(&t)
		}
		if e.name == "tblPr" || e.name == "tblGrid" {
			return w.skip()
		}
		return nil
	})
	if w.tables--; err != nil {
		return err
	}
	t.grid.into(w.out)
	if w.tables == 0 {
		w.flushNotes()
	}
	return nil
}

// A wordTable is a table and the place of each of its cells by the column
// where it begins.
type wordTable struct {
	grid  grid
	above map[int]*place // by column: the cell that a merged one below goes on with
}

// A place is a cell of a grid.
type place struct{ row, at int }

// tableRow reads a row into the grid. One that was struck out while changes were
// tracked stays in it without cells, so that those below keep their rows.
func (w *word) tableRow(t *wordTable) error {
	r := wordRow{table: t, above: map[int]*place{}}
	number := len(t.grid)
	t.grid = append(t.grid, nil)
	deleted := false
	err := w.each(func(e element) error {
		switch e.name {
		case "tc":
			return w.tableCell(&r, number)
		case "gridBefore":
			if n := atoi(e.attr("val")); n > 0 && n < maxColumns {
				t.grid[number] = append(t.grid[number], cell{cols: n, rows: 1})
				r.column += n
			}
		case "del":
			deleted = true // of the row's properties: it is struck out
		}
		return nil
	})
	t.above = r.above
	if deleted {
		t.grid[number] = nil
	}
	return err
}

// A wordRow is a row being read.
type wordRow struct {
	table  *wordTable
	above  map[int]*place
	column int
}

// tableCell reads a cell, tables in it included, into the number-th row. A cell
// that goes on with the merged one above it only makes that one taller.
func (w *word) tableCell(r *wordRow, number int) error {
	if w.cells++; w.cells > maxCells {
		return errCells
	}
	out, held := w.out, w.held
	w.out, w.held = &lines{headings: 1}, ""
	c := cell{cols: 1, rows: 1}
	goesOn := false
	err := w.each(func(e element) error {
		switch e.name {
		case "tcPr":
			return nil
		case "gridSpan":
			c.cols = min(max(atoi(e.attr("val")), 1), maxColumns)
		case "vMerge":
			goesOn = e.attr("val") != "restart"
		case "tcPrChange", "cellDel":
			return w.skip()
		}
		return w.block(e)
	})
	c.paragraphs = w.out.plain()
	out.heed(w.out)
	w.out, w.held = out, held
	above := r.table.above[r.column]
	t := r.table.grid
	if goesOn && above != nil {
		t[above.row][above.at].rows++
		r.above[r.column] = above
	} else {
		t[number] = append(t[number], c)
		r.above[r.column] = &place{number, len(t[number]) - 1}
	}
	r.column += c.cols
	return err
}

// atoi is a number, 0 where there is none.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
