package read

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"chuchu/chunk"
)

// A government's page tells of its document in meta tags (ArticleTitle,
// PubDate) and in a table above the text: 索引号, 发文机关, 文号, 成文日期.

// fields are the words that stand before a value in that table.
var fields = []struct {
	label *regexp.Regexp
	set   func(m *chunk.Meta, value string)
}{
	{regexp.MustCompile(`^(?:发文字号|發文字號|文号|文號|文件编号|发文号)$`), func(m *chunk.Meta, v string) { m.Number = v }},
	{regexp.MustCompile(`^(?:发文机关|發文機關|发文单位|发布机构|制发机关|制定机关|发文机构|公开责任部门|发布单位|信息来源单位)$`), func(m *chunk.Meta, v string) { m.Issuer = v }},
	{regexp.MustCompile(`^(?:标题|標題|名称|信息名称|公文名称|文件名称)$`), func(m *chunk.Meta, v string) { m.Title = v }},
	{regexp.MustCompile(`^(?:发布日期|發佈日期|公开日期|发文日期|生成日期|成文日期|发布时间|公布日期)$`), func(m *chunk.Meta, v string) { m.Published = dateOf(v) }},
}

// anyField is the first of the fields without which there is no such table.
var anyField = regexp.MustCompile(`^(?:索\s*引\s*号|索\s*引\s*號|信息索引号|主题分类|主題分類|公文种类|有效性|体裁分类)$`)

const maxValue = 120 // characters of a field's value

// metaOfPage is what a page says of its document.
func metaOfPage(root *html.Node) chunk.Meta {
	m := chunk.Meta{Title: metaContent(root, "ArticleTitle"), Published: dateOf(metaContent(root, "PubDate"))}
	pieces, from := piecesOf(root), -1
	for i, p := range pieces {
		if anyField.MatchString(labelOf(p)) {
			from = max(0, i-maxFields)
			break
		}
	}
	if from < 0 {
		return m
	}
	var found chunk.Meta
	for i := from; i < min(len(pieces), from+3*maxFields); i++ {
		readField(&found, pieces[i:])
	}
	if found.Title != "" {
		m.Title = found.Title
	}
	if m.Published == "" {
		m.Published = found.Published
	}
	m.Issuer, m.Number = found.Issuer, found.Number
	return m
}

// fieldTable is the element that holds the table of fields, nil if there is
// none: the lowest one around 索引号 with several labels, and the table or list
// in which that stands.
func fieldTable(root *html.Node) *html.Node {
	for n := range root.Descendants() {
		if n.Type != html.TextNode || !anyField.MatchString(labelOf(oneLine(n.Data))) {
			continue
		}
		if t := tableAround(n); t != nil {
			return t
		}
	}
	return nil
}

// tableAround is the lowest element around a label that holds several, and the
// table or list in which that stands, nil where there is none.
func tableAround(label *html.Node) *html.Node {
	p := label.Parent
	for p != nil && p.DataAtom != atom.Body && labels(p) < minLabels {
		p = p.Parent
	}
	if p == nil || p.DataAtom == atom.Body {
		return nil
	}
	for t := p; t != nil; t = t.Parent {
		if t.DataAtom == atom.Table || t.DataAtom == atom.Ul || t.DataAtom == atom.Dl {
			return t
		}
	}
	return p
}

// minLabels is how many labels make a table one of fields: a single 发布日期 may
// stand anywhere.
const minLabels = 3

// labels is how many labels of fields stand below a node that holds no more
// than such a table does.
func labels(n *html.Node) int {
	count, all := 0, 0
	for _, p := range piecesOf(n) {
		if all += utf8.RuneCountInString(p); isLabel(p) {
			count++
		}
	}
	if all > maxFields*maxValue {
		return 0
	}
	return count
}

const maxFields = 24 // pieces of text that such a table has, labels and values

// readField reads the field whose label is the first of some pieces; its value
// stands behind the colon, or is the next piece.
func readField(m *chunk.Meta, pieces []string) {
	label, value, colon := strings.Cut(strings.ReplaceAll(pieces[0], ":", "："), "：")
	if value = strings.TrimSpace(value); value == "" && len(pieces) > 1 && (colon || isLabel(pieces[0])) {
		value = pieces[1]
	}
	if value == "" || isLabel(value) || utf8.RuneCountInString(value) > maxValue {
		return
	}
	var probe chunk.Meta
	for _, f := range fields {
		if f.label.MatchString(labelOf(label)) {
			f.set(&probe, oneLine(value))
		}
	}
	fill(&m.Number, probe.Number)
	fill(&m.Issuer, probe.Issuer)
	fill(&m.Title, probe.Title)
	fill(&m.Published, probe.Published)
}

// fill sets what is not set yet; a dash is nothing.
func fill(to *string, s string) {
	if *to == "" && strings.Trim(s, "-—/ 无") != "" {
		*to = s
	}
}

// isLabel tells whether a piece is one of the words before values.
func isLabel(s string) bool {
	s = labelOf(s)
	for _, f := range fields {
		if f.label.MatchString(s) {
			return true
		}
	}
	return anyField.MatchString(s)
}

// labelOf is a label without what is around it: 【文 号】： is 文号.
func labelOf(s string) string {
	s, _, _ = strings.Cut(strings.ReplaceAll(s, ":", "："), "：")
	return strings.Trim(strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", "")), ""), "【】[]")
}

// piecesOf are the texts of a page's cells and lines, one by one, up to as many
// as stand above a text.
func piecesOf(root *html.Node) []string {
	var out []string
	for n := range root.Descendants() {
		if len(out) == maxPieces {
			break
		}
		if n.Type != html.TextNode || n.Parent != nil && (n.Parent.DataAtom == atom.Script || n.Parent.DataAtom == atom.Style) {
			continue
		}
		if s := oneLine(n.Data); s != "" {
			out = append(out, s)
		}
	}
	return out
}

const maxPieces = 600

// metaContent is what a meta tag says.
func metaContent(root *html.Node, name string) string {
	for n := range root.Descendants() {
		if n.DataAtom == atom.Meta && strings.EqualFold(attr(n, "name"), name) {
			return oneLine(attr(n, "content"))
		}
	}
	return ""
}

var dateForm = regexp.MustCompile(`((?:19|20)\d\d)\s*[-年./]\s*(\d{1,2})\s*(?:[-月./]\s*(\d{1,2}))?`)

// dateOf reads 2021-09-29 09:41, 2021年9月29日 or 2021.9 as a date.
func dateOf(s string) string {
	m := dateForm.FindStringSubmatch(s)
	if m == nil || atoi(m[2]) < 1 || atoi(m[2]) > 12 || atoi(m[3]) > 31 {
		return ""
	}
	out := m[1] + "-" + two(m[2])
	if m[3] != "" {
		out += "-" + two(m[3])
	}
	return out
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
