package chunk

import (
	"chuchu/chunk/fold"
	"regexp"
	"slices"
	"strings"
)

// readFacts makes a fact of each row of the tables.
func readFacts(b body, tables []table, document string) []Fact {
	var out []Fact
	for _, t := range tables {
		notes := b.readNotes(t)
		for _, r := range t.rows {
			f := b.fact(t, r)
			f.Document = document
			f.Note = joinNotes(f.Note, notes.of(f.Quote), r.fault)
			out = append(out, f)
		}
	}
	return out
}

// joinNotes joins the notes that there are.
func joinNotes(notes ...string) string {
	return strings.Join(slices.DeleteFunc(notes, func(s string) bool { return s == "" }), "；")
}

// fact reads a row of a table.
func (b body) fact(t table, r row) Fact {
	f := Fact{Table: b.slice(t.title), Quote: b.slice(r.Span), Span: r.Span, Title: t.title, Header: t.header}
	unit := ""
	for i, c := range t.columns {
		cell := b.cell(r.cells[i])
		switch c.kind {
		case nameColumn:
			f.Name, unit = splitUnit(plainName(cell))
		case groupColumn:
			if f.Name == "" {
				f.Name, unit = splitUnit(plainName(cell))
			}
		case unitColumn:
			f.Unit = cell
		case valueColumn, otherColumn:
			f.Values = append(f.Values, Value{Period: b.period(c), Value: cell})
		case attributeColumn:
			f.Attribute = strings.Trim(cell, "（）()")
		case noteColumn:
			f.Note = cell
		}
	}
	if f.Unit == "" || noValue.MatchString(f.Unit) {
		f.Unit = unit
	}
	if m := unitLine.FindStringSubmatch(b.slice(t.unit)); f.Unit == "" && m != nil && isUnit.MatchString(m[1]) {
		f.Unit = m[1]
	}
	return f
}

var (
	nameNumber = regexp.MustCompile(`^(?:\d{1,2}[.．、]\s*|[（(]\d{1,2}[）)]\s*|[①-⑳]\s*)`)
	nameMark   = regexp.MustCompile(`(?:[*＊①-⑳]|\[\d\]|［\d］|〔\d〕|[（(]?注\d?[）)]?)+$`)
)

// plainName is a row's name without the number in front and the footnote's marks behind it.
func plainName(cell string) string {
	s := strings.Trim(cell, "* ")
	s = strings.TrimSpace(s[len(nameNumber.FindString(s)):])
	if plain := nameMark.ReplaceAllString(s, ""); plain != "" {
		s = plain
	}
	if s == "" {
		return cell
	}
	return s
}

var unitInName = regexp.MustCompile(`^(.+?)\s*(?:[（(]\s*(?:单位[:：])?\s*([^（）()]{1,16}?)\s*[）)]|[\[［]([^\]］\d]{1,12})[\]］])$`)

// splitUnit parts 社会消费品零售总额(亿元) into name and unit.
func splitUnit(cell string) (name, unit string) {
	if m := unitInName.FindStringSubmatch(cell); m != nil && isUnit.MatchString(m[2]+m[3]) {
		return plainName(m[1]), m[2] + m[3]
	}
	return cell, ""
}

var (
	bareNumber  = regexp.MustCompile(`^[\[［〔【（(＞>≥≤<＜≈±+\-－]*\s*\d[\d,.，．]*\s*[\]］〕】）)]?[*＊①-⑳]*(?:\s*[-–—~～]\s*\d[\d,.]*)?(?:以上|以下|以内|左右)?$`)
	unitInHead  = regexp.MustCompile(`[（(]\s*([^（）()]{1,12})\s*[）)]`)
	growthHead  = regexp.MustCompile(`年均|增速|增长|增幅|增減|增减|变化|占比|比重`)
	unitTrailer = regexp.MustCompile(`^(.*?)((?:以上|以下|以内|左右|[*＊①-⑳])+)$`)
)

// Figure is a value of the fact with its unit, as it is read in the table:
// "11.8" of a fact in 亿元 is "11.8亿元". A value in words, one that has its
// own unit and one of a growth whose unit is not told stay as they are.
func (f Fact) Figure(v Value) string {
	if !bareNumber.MatchString(v.Value) {
		return v.Value
	}
	unit := f.Unit
	if m := unitInHead.FindStringSubmatch(v.Period); m != nil && isUnit.MatchString(m[1]) {
		unit = m[1]
	} else if growthHead.MatchString(v.Period) && !strings.ContainsAny(unit, "%％") {
		unit = ""
	}
	if m := unitTrailer.FindStringSubmatch(v.Value); m != nil && unit != "" {
		return m[1] + unit + m[2]
	}
	return v.Value + unit
}

// factChunk composes the passage that stands for a fact: the table's title,
// the group's name, the column heads and the row's cells, each on a line.
func (b body) factChunk(t table, r row, f *Fact) Chunk {
	c := Chunk{Kind: KindFact, Span: r.Span, Quote: f.Quote, Fact: f}
	var lines []string
	for _, s := range []Span{t.title, t.unit, r.group} {
		if s.length() > 0 {
			lines = append(lines, b.slice(s))
			c.Context = append(c.Context, b.excerpt(s))
		}
	}
	heads, cells := b.line(t, r)
	lines = append(lines, heads, cells)
	c.Context = append(c.Context, b.excerpt(t.header))
	c.Text = shortenTo(strings.Join(lines, "\n"), MaxChunk)
	return c
}

// line writes a row and the heads above it, without the rows' numbers. A row
// whose cells are not all certain is written as it stands.
func (b body) line(t table, r row) (heads, cells string) {
	var hs, cs []string
	for i, col := range t.columns {
		if col.kind == indexColumn {
			continue
		}
		hs = append(hs, b.period(col))
		cs = append(cs, b.cell(r.cells[i]))
	}
	if r.fault != "" {
		cs = []string{strings.Map(func(c rune) rune {
			if c == '\n' || c == '\t' {
				return ' '
			}
			return c
		}, b.slice(r.Span))}
	}
	return strings.Join(hs, " "), strings.TrimSpace(strings.Join(cs, " "))
}

// shortenTo is the beginning of s, at most n code points.
func shortenTo(s string, n int) string {
	if rs := []rune(s); len(rs) > n {
		return string(rs[:n])
	}
	return s
}

// yearHead matches a column's head that is a year with what its figures are.
var yearHead = regexp.MustCompile(`^[ ]*((?:19|20)[0-9]{2})[ ]*年?[ ]*(?:底|末)?[ ]*(?:规划|预期|计划|发展)?(?:目标|指标|规划|计划|预期|实际|现状|完成|基期)?[值数]?$`)

// Year is the year that a value is of, "2030" of 2030年 and 2030年目标; the head
// of its column where that is no year.
func (v Value) Year() string {
	if m := yearHead.FindStringSubmatch(fold.String(v.Period)); m != nil {
		return m[1]
	}
	return v.Period
}
