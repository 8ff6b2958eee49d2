package chunk

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// layTables puts tabs between the cells of tables that are aligned by blanks,
// before blanks are squeezed, and puts cells together that were broken over two lines.
func (d *draft) layTables() {
	kept := make([]string, 0, len(d.lines))
	for i := 0; i < len(d.lines); i++ {
		heads := alignedCells(d.lines[i])
		if len(heads) < 2 || !headsTable(heads) {
			kept = append(kept, d.lines[i])
			continue
		}
		rows, next := alignedRows(d.lines, i, heads)
		if len(rows) < 2 {
			kept = append(kept, d.lines[i])
			continue
		}
		d.note("table_blanks", rows[0])
		kept = append(kept, rows...)
		i = next - 1
	}
	d.lines = kept
}

// An alignedCell is a cell and where it stands, in the columns of a terminal.
type alignedCell struct {
	text       string
	start, end int
}

var alignedGap = regexp.MustCompile(`[ \x{A0}]{2,}|[ \x{A0}]*\x{3000}[ \x{A0}\x{3000}]*`)

// alignedCells are the cells of a line that are parted by two blanks or more,
// nil if there are not two. A head of two characters that were spaced out is one cell.
func alignedCells(l string) []alignedCell {
	if inner := strings.TrimSpace(l); len(l) > 4*maxHeadLine || !strings.Contains(inner, "  ") && !strings.Contains(inner, "\u3000") && !strings.Contains(inner, "\u00A0") || strings.ContainsAny(inner, "\t|") {
		return nil
	}
	var out []alignedCell
	place, from := 0, 0
	add := func(to int) {
		if s := strings.TrimSpace(l[from:to]); s != "" {
			out = append(out, alignedCell{s, place, place + width(s)})
		}
		place += width(l[from:to])
	}
	for _, g := range alignedGap.FindAllStringIndex(l, -1) {
		add(g[0])
		from = g[0]
		place += width(l[from:g[1]])
		from = g[1]
	}
	add(len(l))
	out = spacedOut(out)
	if len(out) < 2 {
		return nil
	}
	return out
}

// spacedOut puts 指  标 together.
func spacedOut(cells []alignedCell) []alignedCell {
	var out []alignedCell
	for i := 0; i < len(cells); i++ {
		c := cells[i]
		if i+1 < len(cells) && utf8.RuneCountInString(c.text) == 1 && utf8.RuneCountInString(cells[i+1].text) == 1 &&
			columnKindOf(c.text+cells[i+1].text) != otherColumn {
			c.text, c.end = c.text+cells[i+1].text, cells[i+1].end
			i++
		}
		out = append(out, c)
	}
	return out
}

// width is how many columns of a terminal a text takes.
func width(s string) int {
	n := 0
	for _, r := range s {
		if n++; unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF01 && r <= 0xFF60 || strings.ContainsRune("“”‘’—…", r) {
			n++
		}
	}
	return n
}

// headsTable tells whether cells are heads of a table of indicators, or of
// another where two heads are well known.
func headsTable(cells []alignedCell) bool {
	names, values, known := 0, 0, 0
	for _, c := range cells {
		switch columnKindOf(c.text) {
		case nameColumn:
			names++
		case valueColumn:
			values++
		case otherColumn:
			continue
		}
		known++
	}
	return names == 1 && (values > 0 || known > 1)
}

// alignedRows are the lines of the table whose heads stand on line i, with
// tabs between cells, and the line after the table.
func alignedRows(lines []string, i int, heads []alignedCell) ([]string, int) {
	a := aligned{heads: heads, rows: [][]string{cellTexts(heads)}}
	a.measure(lines[i+1:])
	next := i + 1
	for j, misses := i+1, 0; j < len(lines) && misses < 2; j++ {
		if strings.TrimSpace(lines[j]) == "" {
			continue
		}
		if a.add(lines[j], followingCells(lines, j)) {
			next, misses = j+1, 0
			continue
		}
		if misses++; !a.isGroup(lines[j]) || len(followingCells(lines, j)) < len(heads)-1 {
			break
		}
		a.rows = append(a.rows, []string{strings.TrimSpace(lines[j])})
		a.open = false
	}
	out := make([]string, len(a.rows))
	for k, r := range a.rows {
		out[k] = strings.Join(r, "\t")
	}
	return out, next
}

// followingCells are the cells of the next line that is not blank.
func followingCells(lines []string, j int) []alignedCell {
	for j++; j < len(lines); j++ {
		if strings.TrimSpace(lines[j]) != "" {
			return alignedCells(lines[j])
		}
	}
	return nil
}

// cellTexts are what cells say.
func cellTexts(cells []alignedCell) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = c.text
	}
	return out
}

// An aligned table is read line by line.
type aligned struct {
	heads []alignedCell
	exact bool // cells stand below their heads, so that places tell columns
	rows  [][]string
	open  bool // the last row is whole and may go on
}

// measure finds out from the lines below the heads whether cells stand below their heads.
func (a *aligned) measure(lines []string) {
	seen := 0
	a.exact = true
	for _, l := range lines[:min(len(lines), maxLooked)] {
		cells := alignedCells(l)
		if len(cells) != len(a.heads) {
			continue
		}
		seen++
		for i, c := range cells {
			a.exact = a.exact && c.start < a.heads[i].end && c.end > a.heads[i].start
		}
	}
	a.exact = a.exact && seen > 0
}

// columnOf is the one column below whose head a cell stands, -1 if that is not certain.
func (a *aligned) columnOf(c alignedCell) int {
	found := -1
	for i, h := range a.heads {
		if c.start < h.end && c.end > h.start {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

// place puts cells under their heads by where they stand, nil if that is not certain.
func (a *aligned) place(cells []alignedCell) []string {
	if !a.exact {
		return nil
	}
	out := make([]string, len(a.heads))
	for _, c := range cells {
		i := a.columnOf(c)
		if i < 0 || out[i] != "" {
			return nil
		}
		out[i] = c.text
	}
	return out
}

// add reads a line as a row or as the rest of the row before, and tells whether it is one.
func (a *aligned) add(l string, following []alignedCell) bool {
	cells := alignedCells(l)
	if len(cells) == 0 && strings.TrimSpace(l) != "" {
		place := width(l) - width(strings.TrimLeftFunc(l, unicode.IsSpace))
		cells = []alignedCell{{strings.TrimSpace(l), place, place + width(strings.TrimSpace(l))}}
	}
	if a.goesOn(cells, following) {
		last := a.rows[len(a.rows)-1]
		for i, s := range a.place(cells) {
			last[i] += s
		}
		return true
	}
	switch {
	case len(cells) == len(a.heads):
		a.rows = append(a.rows, cellTexts(cells))
		a.open = true
		return true
	case len(cells) < 2 || len(cells) > len(a.heads)+1 || len(cells) < 3 && len(a.heads) > 3:
		return false
	}
	if placed := a.place(cells); placed != nil {
		a.rows = append(a.rows, placed)
	} else {
		a.rows = append(a.rows, cellTexts(cells))
	}
	a.open = false
	return true
}

// goesOn tells whether cells are the rest of the row before them: words that
// stand below its words, and the line after is no row that lacks a name.
func (a *aligned) goesOn(cells, following []alignedCell) bool {
	placed := a.place(cells)
	if !a.open || placed == nil || len(cells) >= len(a.heads) {
		return false
	}
	if len(following) > 0 && len(following) < len(a.heads) && !a.isNamed(following) {
		return false
	}
	last := a.rows[len(a.rows)-1]
	for i, s := range placed {
		if s == "" {
			continue
		}
		k := columnKindOf(a.heads[i].text)
		if k == indexColumn || k == groupColumn || k == attributeColumn || isValue(s) || last[i] == "" || noValue.MatchString(last[i]) {
			return false
		}
		if k == nameColumn && len(cells) == 1 && !strings.ContainsAny(s[:min(3, len(s))], "（(") && !a.unfinished(last[i]) {
			return false // as likely the name of a group of rows
		}
	}
	return true
}

// isNamed tells whether one of the cells stands below the head of the names.
func (a *aligned) isNamed(cells []alignedCell) bool {
	for i, s := range a.place(cells) {
		if s != "" && columnKindOf(a.heads[i].text) == nameColumn {
			return true
		}
	}
	return false
}

// unfinished tells whether a cell is as wide as its column is, up to a
// character, so that its words may go on below.
func (a *aligned) unfinished(s string) bool {
	widest := 0
	name := 0
	for i, h := range a.heads {
		if columnKindOf(h.text) == nameColumn {
			name = i
		}
	}
	for _, r := range a.rows[1:] {
		if name < len(r) {
			widest = max(widest, width(r[name]))
		}
	}
	return width(s) >= widest-2 && width(s) >= 8 || strings.Count(s, "（")+strings.Count(s, "(") > strings.Count(s, "）")+strings.Count(s, ")")
}

// isGroup tells whether a line may name a group of rows.
func (a *aligned) isGroup(l string) bool {
	s := strings.TrimSpace(l)
	return utf8.RuneCountInString(s) <= maxGroup && isName(s) && !strings.ContainsAny(s, "。；：:，")
}

// inTables tells of each line whether it is one of a table whose cells are
// parted by tabs, so that two tabs are an empty cell.
func inTables(lines []string) []bool {
	out := make([]bool, len(lines))
	for i := 0; i < len(lines); {
		end, table := i, false
		for end < len(lines) && (strings.Count(lines[end], "\t") > 1 || end > i && strings.TrimSpace(lines[end]) == "") {
			table = table || filledCells(lines[end]) > 2
			end++
		}
		for k := i; k < end && table; k++ {
			out[k] = strings.TrimSpace(lines[k]) != ""
		}
		i = max(end, i+1)
	}
	return out
}

var twoFigures = regexp.MustCompile(`\s[\[〔［≥≤＞＜><]?\d[\d.,%％\]〕］]*\s+[\[〔［≥≤＞＜><]?[\d.,%％\]〕］]+$`)

// isTableLine tells whether a line is certainly one of a table: a row, or a
// head on a line of its own that is no year.
func isTableLine(l string) bool {
	if strings.Count(l, "\t") > 1 || strings.Count(l, "|") > 1 {
		return true
	}
	if hasUnitBefore(l) {
		return true
	}
	if len(l) > 4*maxHead {
		return !isNumbered(l) && twoFigures.MatchString(l)
	}
	switch columnKindOf(l) {
	case indexColumn, groupColumn, nameColumn, unitColumn, attributeColumn:
		return true
	}
	return !isNumbered(l) && twoFigures.MatchString(l)
}

// hasUnitBefore tells whether a line's last cell stands behind a unit: one in
// the brackets of a name, or a cell of its own.
func hasUnitBefore(l string) bool {
	i := strings.LastIndexAny(l, "\t ")
	if i < 0 || len(l) > 4*maxHeadLine || !isValue(l[i+1:]) {
		return false
	}
	before := strings.TrimSpace(l[:i])
	if _, unit := splitUnit(before); unit != "" {
		return true
	}
	cell := before[strings.LastIndexAny(before, "\t ")+1:]
	return cell != before && (utf8.RuneCountInString(cell) > 1 || cell == "%") && isUnit.MatchString(cell)
}

// filledCells is the number of a line's cells that are not empty.
func filledCells(l string) int {
	n := 0
	for _, c := range strings.Split(l, "\t") {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// squeezeCells squeezes the blanks in each cell of a line.
func (d *draft) squeezeCells(l string) string {
	cells := strings.Split(l, "\t")
	for i, c := range cells {
		cells[i] = Squeeze(c)
	}
	out := strings.Join(cells, "\t")
	if out != l {
		d.note("blank", "")
	}
	return out
}
