package chunk

import (
	"regexp"
	"strings"
)

// A table is a stretch of the text in rows and columns, from its column heads to its last row.
type table struct {
	Span
	title   Span // the line above that names it, or empty
	unit    Span // the line above that gives the unit of its values, or empty
	header  Span
	columns []column
	rows    []row
	notes   []Span // the lines below that explain its marks
}

// A row is a stretch of the text with its cells in the order of the columns; a
// missing cell is empty. A cell that was broken over two lines holds the line's end.
type row struct {
	Span
	cells []Span
	group Span   // the name of the group of rows that it belongs to, where it stands outside the row
	fault string // what is wrong with the number of its cells, "" if nothing
}

// findTables finds the tables, in the order of the text.
func findTables(b body) []table {
	var out []table
	from := 0 // first paragraph that is in no table
	for i := 0; i < len(b.paragraphs); i++ {
		t, next := b.tableAt(i)
		if next == i {
			continue
		}
		t.title, t.unit = b.linesAbove(from, i)
		t.notes = b.notesAt(next)
		out = append(out, t)
		from, i = next, next-1
	}
	return out
}

const maxHeadLine = 400 // a line that holds all heads

// tableAt reads a table whose column heads begin with the i-th paragraph and
// returns the paragraph after it, i if there is no table.
func (b body) tableAt(i int) (table, int) {
	p := b.paragraphs[i]
	if p.length() > maxHeadLine {
		return table{}, i
	}
	for _, sep := range b.separators(p) {
		if t, next := b.linesTable(i, sep); next > i {
			return t, next
		}
	}
	if p.length() > maxHead {
		return table{}, i
	}
	switch columnKindOf(b.slice(p)) {
	case indexColumn, groupColumn, nameColumn:
		return b.cellsTable(i)
	}
	return table{}, i
}

// separators are the characters that may part the cells of a line.
func (b body) separators(p Span) []rune {
	var tabs, bars, wideBars, blanks int
	for _, r := range b.runes[p.Start:p.End] {
		switch r {
		case '\t':
			tabs++
		case '|':
			bars++
		case '｜':
			wideBars++
		case ' ':
			blanks++
		}
	}
	var out []rune
	if tabs > 0 {
		out = append(out, '\t')
	}
	if bars > 0 {
		out = append(out, '|')
	}
	if wideBars > 0 {
		out = append(out, '｜')
	}
	if blanks > 1 && tabs+bars+wideBars == 0 && p.length() <= maxHeadLine/2 {
		out = append(out, ' ')
	}
	return out
}

var (
	tableTitle = regexp.MustCompile(`(?:指标|指標|表|情况|情況|目标|目標|清单|清單|名单|一览|汇总|明细|任务|任務|项目|項目|体系|分工)(?:[（(].{1,20}[）)])?[*]*$|^[#*\s【\[]*(?:附?表\s*[\d一二三四五六七八九十]|专栏|專欄)|(?:如下|下表|如下表)(?:所示)?[：:。]?$`)
	unitLine   = regexp.MustCompile(`^[（(]?\s*(?:计量)?(?:单\s*位|單位)\s*[:：]\s*([^（）()]{1,20}?)\s*[）)]?$`)
)

const titleWithin = 3 // how far above a table its name may stand

// linesAbove finds the lines that name the table at the i-th paragraph and give its unit.
func (b body) linesAbove(from, i int) (title, unit Span) {
	for j := i - 1; j >= max(from, i-titleWithin); j-- {
		p := b.paragraphs[j]
		switch s := b.slice(p); {
		case unit.length() == 0 && unitLine.MatchString(s):
			unit = p
		case b.namesTable(p):
			return p, unit
		default:
			return Span{}, unit
		}
	}
	return Span{}, unit
}

// namesTable tells whether the line above a table names it.
func (b body) namesTable(p Span) bool {
	if p.length() > maxHeadingLine {
		return false
	}
	s := b.slice(p)
	return !strings.ContainsAny(strings.TrimSuffix(s, "。"), "。；") && tableTitle.MatchString(s)
}

var (
	footnoteLine = regexp.MustCompile(`^[（(]?(?:注|备注|附注|说明|註|備註)\s*(?:\d\s*)?[:：.、]|^[*＊①]|^注\s*[①\d]`)
	footnoteMore = regexp.MustCompile(`^[*＊①-⑳]|^[（(]?\d[）).、．]|^[\[［〔【]`)
)

const maxNotes, maxNote = 10, 300

// notesAt are the lines from the i-th paragraph on that explain a table's marks.
func (b body) notesAt(i int) []Span {
	var out []Span
	for ; i < len(b.paragraphs) && len(out) < maxNotes; i++ {
		p := b.paragraphs[i]
		s := b.head(p, longestMark)
		if p.length() > maxNote || len(out) == 0 && !footnoteLine.MatchString(s) || len(out) > 0 && !footnoteMore.MatchString(s) {
			break
		}
		out = append(out, p)
	}
	return out
}

// finish gives a table that was read its stretches.
func (t *table) finish() {
	t.header = t.heads()
	t.Span = Span{t.header.Start, t.rows[len(t.rows)-1].End}
}

// holds tells whether a paragraph belongs to the table, its notes included.
func (t *table) holds(p Span) bool { return p.Start >= t.Start && p.Start < t.last() }

// last is the place after the table and its notes.
func (t *table) last() int {
	if len(t.notes) > 0 {
		return t.notes[len(t.notes)-1].End
	}
	return t.End
}

// heads is the stretch of the heads.
func (t *table) heads() Span {
	if t.header.length() > 0 {
		return t.header
	}
	s := t.columns[0].Span
	for _, c := range t.columns {
		s.Start, s.End = min(s.Start, c.Start), max(s.End, c.End)
	}
	return s
}

// end is the place after the last row that was read, or after the heads.
func (t *table) end() int {
	if len(t.rows) > 0 {
		return t.rows[len(t.rows)-1].End
	}
	return t.heads().End
}
