package read

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// readPage reads a web page: its main text, without what the site puts around
// it, and what its head and the table of 索引号 and 文号 say of the document.
func readPage(ctx context.Context, name string, raw []byte) (Result, error) {
	s, err := decodePage(raw)
	if err != nil {
		return Result{}, err
	}
	if s = withoutData(s); len(s) > 2*maxPart {
		return Result{}, errText
	}
	if err := plainEnough(s); err != nil {
		return Result{}, err
	}
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		return Result{}, unreadable(sayNested)
	}
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	r := Result{Found: metaOfPage(root)}
	main := mainOf(root)
	p := page{out: &lines{}, fields: fieldTable(root), title: r.Found.Title}
	if t := headlineOutside(root, main); t != "" {
		p.out.heading(t, 1)
	}
	p.children(main)
	p.flush()
	if p.lost {
		return Result{}, unreadable(sayNested)
	}
	if err := p.out.into(&r); err != nil {
		return Result{}, err
	}
	if strings.TrimSpace(r.Text) == "" {
		return Result{}, unreadable(sayNoMain)
	}
	if r.Found.Title == "" {
		r.Found.Title = titleOfFirstTable(name, r.Text)
	}
	return r, nil
}

var declared = regexp.MustCompile(`(?i)<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{3,20})`)

// decodePage returns the text of a page: it may say its encoding itself.
func decodePage(raw []byte) (string, error) {
	if m := declared.FindSubmatch(raw[:min(len(raw), 4*headerWithin)]); m != nil && bytes.IndexByte(raw, 0) < 0 {
		if enc, name := charset.Lookup(string(m[1])); enc != nil && name != "utf-8" && !isClean(raw) {
			if name == "gbk" || name == "gb2312" {
				enc, _ = charset.Lookup("gb18030")
			}
			s, err := enc.NewDecoder().Bytes(raw)
			return string(s), err
		}
	}
	return decode(raw)
}

// A page puts the text of a web page together.
type page struct {
	out  *lines
	line strings.Builder // of the paragraph that is open
	deep int             // tables that are open
	lost bool            // a table stands too deep to be read

	fields *html.Node // what is read apart from the text
	title  string
}

// flush ends the paragraph that is open.
func (p *page) flush() {
	s := p.line.String()
	p.line.Reset()
	p.out.add(s)
}

// children reads what stands in a node.
func (p *page) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.node(c)
	}
}

// node reads a node and all below it.
func (p *page) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		p.text(n.Data)
		return
	case n.Type != html.ElementNode || isUnseen(n) || n == p.fields:
		return
	}
	switch n.DataAtom {
	case atom.Br:
		p.line.WriteByte('\n')
	case atom.Hr:
		p.flush()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.flush()
		if t := textOf(n); oneLine(t) == p.title {
			p.out.add(t)
		} else {
			p.out.heading(t, int(n.Data[1]-'0'))
		}
	case atom.Table:
		p.flush()
		p.table(n)
	case atom.Ol:
		p.flush()
		p.items(n)
	case atom.Pre:
		p.flush()
		p.out.add(textOf(n))
	default:
		block := isBlock(n)
		if block {
			p.flush()
		}
		p.children(n)
		if block {
			p.flush()
		}
	}
}

// text adds running text: its line breaks mean nothing, and between wide
// characters they are not even blanks.
func (p *page) text(s string) {
	if strings.ContainsAny(s, "\r\n") {
		s = unbroken(s)
	}
	p.line.WriteString(s)
}

var lineBreak = regexp.MustCompile(`[ \t]*[\r\n]+[ \t\r\n]*`)

// unbroken is text without the breaks of its source's lines.
func unbroken(s string) string {
	at := lineBreak.FindAllStringIndex(s, -1)
	var b strings.Builder
	from := 0
	for _, a := range at {
		b.WriteString(s[from:a[0]])
		if before, after := s[from:a[0]], s[a[1]:]; before == "" || after == "" || !goesOn(before, after) {
			b.WriteByte(' ')
		}
		from = a[1]
	}
	b.WriteString(s[from:])
	return b.String()
}

// items reads a list that the browser numbers; one whose items bear numbers
// themselves is not numbered twice.
func (p *page) items(n *html.Node) {
	number := 1
	if a := attr(n, "start"); a != "" {
		number = atoi(a)
	}
	format := listFormat(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Li {
			p.node(c)
			continue
		}
		if a := attr(c, "value"); a != "" {
			number = atoi(a)
		}
		if format != "" && !numbered.MatchString(strings.TrimSpace(textOf(c))) {
			p.line.WriteString(numberText(listLabel(number, format), " "))
		}
		p.children(c)
		p.flush()
		number++
	}
}

// listFormat is how a list is numbered, "" if it is not.
func listFormat(n *html.Node) string {
	css := strings.ToLower(attr(n, "style"))
	switch t := attr(n, "type"); {
	case strings.Contains(css, "none"), strings.Contains(css, "disc"):
		return ""
	case strings.Contains(css, "cjk"), strings.Contains(css, "simp-chinese"), strings.Contains(css, "trad-chinese"):
		return "chineseCounting"
	case t == "A":
		return "upperLetter"
	case t == "a":
		return "lowerLetter"
	case t == "I":
		return "upperRoman"
	case t == "i":
		return "lowerRoman"
	}
	return "decimal"
}

func listLabel(n int, format string) string {
	if format == "chineseCounting" {
		return numeral(n, format) + "、"
	}
	return numeral(n, format) + "."
}

// table reads a table: as rows, or, where the page only uses it to lay its
// text out, as that text.
func (p *page) table(n *html.Node) {
	if p.deep++; p.deep > maxDeep {
		p.deep, p.lost = p.deep-1, true
		return
	}
	defer func() { p.deep-- }()
	if laysOut(n) {
		p.children(n)
		p.flush()
		return
	}
	var g grid
	for r := range n.Descendants() {
		switch r.DataAtom {
		case atom.Caption:
			p.out.add(textOf(r))
		case atom.Tr:
			g = append(g, p.cells(r))
		}
	}
	g.into(p.out)
}

// laysOut tells whether a table holds no figures and words but other tables,
// headings or long text.
func laysOut(n *html.Node) bool {
	for c := range n.Descendants() {
		switch c.DataAtom {
		case atom.Table, atom.H1, atom.H2, atom.H3:
			return true
		}
	}
	return false
}

// cells are the cells of a row.
func (p *page) cells(row *html.Node) []cell {
	var out []cell
	for c := row.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th || isUnseen(c) {
			continue
		}
		in := page{out: &lines{headings: 1}}
		in.children(c)
		in.flush()
		p.out.heed(in.out)
		out = append(out, cell{
			paragraphs: in.out.plain(),
			cols:       min(max(atoi(attr(c, "colspan")), 1), maxColumns),
			rows:       min(max(atoi(attr(c, "rowspan")), 1), maxRowSpan),
		})
	}
	return out
}

const maxRowSpan = 1000
