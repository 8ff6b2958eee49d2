package chunk

import (
	"regexp"
	"strings"
	"unicode"
)

// A table is a table of indicators, the stretch from its column heads to its last row.
type table struct {
	Span
	title   Span // the line above that names it, or empty
	header  Span
	columns []column
	rows    []row
}

// A column is a column's head and what stands in the column.
type column struct {
	Span
	kind columnKind
}

type columnKind int

const (
	otherColumn     columnKind = iota
	indexColumn                // 序号
	groupColumn                // 类别
	nameColumn                 // 指标名称
	unitColumn                 // 单位
	valueColumn                // 2020年, 年均增速
	attributeColumn            // 属性
	noteColumn                 // 备注
)

// A row is a stretch of the text with its cells in the order of the columns;
// a missing cell is empty.
type row struct {
	Span
	cells []Span
}

var columnRules = []struct {
	kind columnKind
	re   *regexp.Regexp
}{
	{indexColumn, regexp.MustCompile(`^(?:序\s*号|编\s*号|序號|編號)$`)},
	{groupColumn, regexp.MustCompile(`^(?:类\s*别|類別|类型|領域|领域|分类|指标类别|一级指标|指标类型)$`)},
	{nameColumn, regexp.MustCompile(`^(?:(?:主要|核心|具体|二级)?(?:指\s*标|指標)(?:名\s*称|名稱|内容)?|名\s*称|项\s*目|項目|目标名称)$`)},
	{unitColumn, regexp.MustCompile(`^(?:计量)?单\s*位$|^單位$`)},
	{attributeColumn, regexp.MustCompile(`^(?:指标)?(?:属\s*性|屬性|性质|類型)$`)},
	{noteColumn, regexp.MustCompile(`^(?:备\s*注|說明|说明|備註|责任单位|牵头单位|责任部门)$`)},
	{valueColumn, regexp.MustCompile(`^[“"]?(?:\d{4}|十[一二三四五六]五).{0,12}$|^(?:年均|累计|预期|规划|基期|现状|現狀|目标|目標|增长|增速|基数|完成|[五三]年).{0,10}$`)},
}

const (
	maxCell  = 40 // a cell that stands on a line of its own
	maxHeads = 16 // lines that column heads may take
)

// columnKindOf tells what a column holds by its head.
func columnKindOf(s string) columnKind {
	for _, rule := range columnRules {
		if rule.re.MatchString(s) {
			return rule.kind
		}
	}
	return otherColumn
}

// findTables finds the tables of indicators, in the order of the text.
func findTables(b body) []table {
	var out []table
	for i := 0; i < len(b.paragraphs); i++ {
		t, next := b.tableAt(i)
		if next == i {
			continue
		}
		if i > 0 && b.namesTable(b.paragraphs[i-1]) {
			t.title = b.paragraphs[i-1]
		}
		out = append(out, t)
		i = next - 1
	}
	return out
}

// tableAt reads a table whose column heads begin with the i-th paragraph and
// returns the paragraph after it, i if there is no table.
func (b body) tableAt(i int) (table, int) {
	if p := b.paragraphs[i]; p.length() > 200 || !b.mayBeHead(p) {
		return table{}, i
	}
	if t, next := b.linesTable(i); next > i {
		return t, next
	}
	return b.cellsTable(i)
}

// mayBeHead spares most lines a closer look.
func (b body) mayBeHead(p Span) bool {
	return strings.ContainsAny(b.head(p, 8), "序编類类领领領分一指标標名项項目主核具二")
}

var tableTitle = regexp.MustCompile(`(?:指标|指標|表|情况|目标)(?:[（(].{1,20}[）)])?$|^表\s*\d|^专栏|^專欄`)

// namesTable tells whether the line above a table names it.
func (b body) namesTable(p Span) bool {
	s := b.slice(p)
	return p.length() <= maxHeadingLine && !strings.ContainsAny(s, "。；") && tableTitle.MatchString(s)
}

// isHeader tells whether heads are those of a table of indicators: they name
// the indicator and give at least one year or value.
func isHeader(cs []column) bool {
	names, values := 0, 0
	for _, c := range cs {
		switch c.kind {
		case nameColumn:
			names++
		case valueColumn:
			values++
		}
	}
	return names == 1 && values > 0
}

// cellsTable reads a table that has each cell on a line of its own.
func (b body) cellsTable(i int) (table, int) {
	var t table
	j := i
	for j < len(b.paragraphs) && j-i < maxHeads {
		k := columnKindOf(b.slice(b.paragraphs[j]))
		if k == otherColumn || b.paragraphs[j].length() > maxCell {
			break
		}
		t.columns = append(t.columns, column{b.paragraphs[j], k})
		j++
	}
	if !isHeader(t.columns) {
		return table{}, i
	}
	for {
		r, next := b.cellsRow(t.columns, len(t.rows)+1, j)
		if next == j {
			break
		}
		t.rows = append(t.rows, r)
		j = next
	}
	return b.finish(t), b.after(t, j, i)
}

// after is the paragraph after a table, or none if the table has no rows.
func (b body) after(t table, next, none int) int {
	if len(t.rows) == 0 {
		return none
	}
	return next
}

// finish gives a table that was read cell by cell its stretches.
func (b body) finish(t table) table {
	if len(t.rows) > 0 {
		t.header = Span{t.columns[0].Start, t.columns[len(t.columns)-1].End}
		t.Span = Span{t.header.Start, t.rows[len(t.rows)-1].End}
	}
	return t
}

// cellsRow reads the n-th row, whose first cell is the j-th paragraph or,
// where groups of rows have a name of their own, the one after. It returns
// the paragraph after the row, j if there is no row.
func (b body) cellsRow(cs []column, n, j int) (row, int) {
	for skip := 0; skip <= 1 && j+skip < len(b.paragraphs); skip++ {
		first := j + skip
		for _, width := range []int{len(cs), len(cs) - 1} {
			if first+width > len(b.paragraphs) || skip == 1 && cs[0].kind != indexColumn {
				continue
			}
			cells := fitCells(cs, b.paragraphs[first:first+width])
			if cells != nil && b.isRow(cs, cells, n) && b.rowEnds(cs, first+width, n) {
				return row{Span{b.paragraphs[first].Start, b.paragraphs[first+width-1].End}, cells}, first + width
			}
		}
	}
	return row{}, j
}

// fitCells puts cells under their columns. One cell fewer than columns is
// allowed where rows may share the cell of a group's name.
func fitCells(cs []column, cells []Span) []Span {
	if len(cells) == len(cs) {
		return cells
	}
	for i, c := range cs {
		if c.kind == groupColumn && len(cells) == len(cs)-1 {
			out := append([]Span{}, cells[:i]...)
			out = append(out, Span{})
			return append(out, cells[i:]...)
		}
	}
	return nil
}

var (
	numberCell    = regexp.MustCompile(`\d|^(?:[-—–/…]+|持续|完成|达到|达标|保持|稳定|提升|提高|下降|基本|以上|全面|进一步|[高低]于|控制|力争|不).{0,16}$`)
	attributeCell = regexp.MustCompile(`^[（(]?(?:预期|约束|預期|約束|指导|引导)性?[）)]?$`)
)

// isRow tells whether cells fit what their columns are for.
func (b body) isRow(cs []column, cells []Span, n int) bool {
	values := 0
	for i, c := range cs {
		s := b.slice(cells[i])
		switch {
		case cells[i].length() > maxCell:
			return false
		case c.kind == indexColumn && ordinal(s) != n,
			c.kind == nameColumn && (strings.IndexFunc(s, unicode.IsLetter) < 0 || attributeCell.MatchString(s)),
			c.kind == attributeColumn && s != "" && !attributeCell.MatchString(s) && strings.ContainsFunc(s, unicode.IsDigit):
			return false
		case c.kind == valueColumn && numberCell.MatchString(s):
			values++
		case c.kind == valueColumn && attributeCell.MatchString(s):
			return false
		}
	}
	return values > 0
}

// rowEnds tells whether the next row, or what is not the table any more, may
// begin with the j-th paragraph: a numbered row must be followed by the next
// number, directly or behind a group's name, or by a longer line.
func (b body) rowEnds(cs []column, j, n int) bool {
	if cs[0].kind != indexColumn || j >= len(b.paragraphs) {
		return true
	}
	for k := j; k < min(j+2, len(b.paragraphs)); k++ {
		s := b.slice(b.paragraphs[k])
		if _, marked := readMark(s); ordinal(s) == n+1 || marked || b.paragraphs[k].length() > maxCell {
			return true
		}
	}
	return !numberCell.MatchString(b.slice(b.paragraphs[j]))
}

// linesTable reads a table that has each row on a line, its cells parted by
// tabs, bars or blanks.
func (b body) linesTable(i int) (table, int) {
	for _, sep := range "\t|｜ " {
		heads := b.cells(b.paragraphs[i], sep)
		t := table{}
		for _, h := range heads {
			t.columns = append(t.columns, column{h, columnKindOf(b.slice(h))})
		}
		if len(heads) < 3 || !isHeader(t.columns) {
			continue
		}
		j := i + 1
		for ; j < len(b.paragraphs); j++ {
			if b.isRule(b.paragraphs[j]) {
				continue
			}
			cells := fitCells(t.columns, b.cells(b.paragraphs[j], sep))
			if cells == nil || !b.isLineRow(t.columns, cells) {
				break
			}
			t.rows = append(t.rows, row{b.paragraphs[j], cells})
		}
		if len(t.rows) > 0 {
			t.header = b.paragraphs[i]
			t.Span = Span{t.header.Start, t.rows[len(t.rows)-1].End}
			return t, j
		}
	}
	return table{}, i
}

// isLineRow tells whether the cells of a line are a row, whatever its number.
func (b body) isLineRow(cs []column, cells []Span) bool {
	for i, c := range cs {
		if c.kind == indexColumn {
			return b.isRow(cs, cells, ordinal(b.slice(cells[i])))
		}
	}
	return b.isRow(cs, cells, 0)
}

// cells are the cells of a line, without the blanks around them. Bars at the
// line's ends part nothing.
func (b body) cells(p Span, sep rune) []Span {
	if sep != ' ' && b.runes[p.Start] == sep {
		p.Start++
	}
	if sep != ' ' && p.End > p.Start && b.runes[p.End-1] == sep {
		p.End--
	}
	var out []Span
	start := p.Start
	for i := p.Start; i <= p.End; i++ {
		if i == p.End || b.runes[i] == sep {
			out = append(out, b.unblanked(Span{start, i}))
			start = i + 1
		}
	}
	return out
}

// unblanked is a stretch without the blanks around it.
func (b body) unblanked(s Span) Span {
	for s.Start < s.End && unicode.IsSpace(b.runes[s.Start]) {
		s.Start++
	}
	for s.End > s.Start && unicode.IsSpace(b.runes[s.End-1]) {
		s.End--
	}
	return s
}

// isRule tells whether a line only rules off the heads of a table in Markdown.
func (b body) isRule(p Span) bool {
	return strings.Trim(b.slice(p), "|-: \t") == ""
}
