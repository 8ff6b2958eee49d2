package chunk

import (
	"regexp"
	"sort"
	"strings"
)

// readFacts makes a fact of each row of the tables.
func readFacts(b body, tables []table, document string) []Fact {
	var out []Fact
	for _, t := range tables {
		footnote := b.footnote(t)
		for _, r := range t.rows {
			f := b.fact(t, r)
			f.Document = document
			if f.Note == "" && strings.ContainsAny(f.Quote, "[〔*") {
				f.Note = footnote
			}
			out = append(out, f)
		}
	}
	return out
}

// fact reads a row of a table.
func (b body) fact(t table, r row) Fact {
	f := Fact{Table: b.slice(t.title), Quote: b.slice(r.Span), Span: r.Span, Title: t.title, Header: t.header}
	for i, c := range t.columns {
		cell := b.slice(r.cells[i])
		switch c.kind {
		case nameColumn:
			name, unit := splitUnit(cell)
			f.Name = name
			if f.Unit == "" {
				f.Unit = unit
			}
		case unitColumn:
			f.Unit = cell
		case valueColumn:
			f.Values = append(f.Values, Value{Period: b.slice(c.Span), Value: cell})
		case attributeColumn:
			f.Attribute = strings.Trim(cell, "（）()")
		case noteColumn:
			f.Note = cell
		}
	}
	return f
}

var unitInName = regexp.MustCompile(`^(.+?)\s*[（(]([^（）()]{1,12})[）)]$`)

var isUnit = regexp.MustCompile(`^[%％‰℃]$|^[十百千万亿]{1,2}$|^(?:[十百千万亿]{0,2}(?:美?元|吨|人次?|户|个|家|件|公里|平方米|平方公里|公顷|亩|张|套|项|岁|年|天|小时|分钟|立方米|千瓦时?|吨标准煤|辆|台|床|所|座|处|度|微克|毫克|册|篇|名|条|倍|米|升|帧|部|斤|公斤|片|株|头|只|MW|GW|km|㎡|m2|kWh)|[%％])(?:[/／每·].{1,8})?$`)

// splitUnit parts 社会消费品零售总额(亿元) into name and unit.
func splitUnit(cell string) (name, unit string) {
	if m := unitInName.FindStringSubmatch(cell); m != nil && isUnit.MatchString(strings.TrimSpace(m[2])) {
		return m[1], m[2]
	}
	return cell, ""
}

var footnoteLine = regexp.MustCompile(`^(?:注|备注|说明)\s*(?:\d\s*)?[:：]`)

// footnote is the note below a table, "" if it has none.
func (b body) footnote(t table) string {
	i := sort.Search(len(b.paragraphs), func(i int) bool { return b.paragraphs[i].Start >= t.End })
	if i < len(b.paragraphs) {
		if s := b.slice(b.paragraphs[i]); footnoteLine.MatchString(s) {
			return s
		}
	}
	return ""
}

// factChunk composes the passage that stands for a fact: the table's title,
// the column heads and the row's cells, each on a line.
func (b body) factChunk(t table, r row, f *Fact) Chunk {
	c := Chunk{Kind: KindFact, Span: r.Span, Quote: f.Quote, Fact: f}
	var heads, cells []string
	for i, col := range t.columns {
		if col.kind == indexColumn {
			continue
		}
		heads = append(heads, b.slice(col.Span))
		cells = append(cells, b.slice(r.cells[i]))
	}
	lines := []string{strings.Join(heads, " "), strings.TrimSpace(strings.Join(cells, " "))}
	if f.Table != "" {
		lines = append([]string{f.Table}, lines...)
		c.Context = append(c.Context, b.excerpt(t.title))
	}
	c.Context = append(c.Context, b.excerpt(t.header))
	c.Text = shortenTo(strings.Join(lines, "\n"), MaxChunk)
	return c
}

// shortenTo is the beginning of s, at most n code points.
func shortenTo(s string, n int) string {
	if rs := []rune(s); len(rs) > n {
		return string(rs[:n])
	}
	return s
}
