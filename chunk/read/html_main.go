package read

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/go-shiori/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// mainOf is the element that holds a page's main text. Which text that is,
// Readability tells, as browsers' reading views do; what it leaves out of it,
// tables and lists among others, stands in the same element.
func mainOf(root *html.Node) *html.Node {
	body := bodyOf(root)
	p := readability.NewParser()
	p.DisableJSONLD = true // what a page says of itself, metaOfPage reads
	got, err := p.ParseDocument(root, nil)
	if err != nil {
		return body
	}
	w := weights{known: map[[3]rune]bool{}, of: map[*html.Node]int{}}
	eachTrigram(got.TextContent, func(t [3]rune) { w.known[t] = true })
	w.weigh(body)
	return w.narrowest(body)
}

// weights tell how much of a known text stands below each node, in trigrams.
type weights struct {
	known map[[3]rune]bool
	of    map[*html.Node]int
}

// weigh counts how many of the known trigrams stand below a node, and notes it for
// each node on the way.
func (w weights) weigh(n *html.Node) int {
	sum := 0
	if n.Type == html.TextNode && !imprint.MatchString(n.Data) {
		eachTrigram(n.Data, func(t [3]rune) {
			if w.known[t] {
				sum++
			}
		})
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !isUnseen(c) && c.DataAtom != atom.A { // links lead elsewhere
			sum += w.weigh(c)
		}
	}
	w.of[n] = sum
	return sum
}

// imprint is what stands at a site's foot.
var imprint = regexp.MustCompile(`版权所有|ICP备|网站标识码|主办单位：|承办单位：|技术支持|公网安备|Copyright`)

// narrowest is the lowest element that holds nearly all of the known text.
func (w weights) narrowest(n *html.Node) *html.Node {
	all := w.of[n]
	if all == 0 {
		return n
	}
	for {
		next := n
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && holdsBlocks(c) && w.of[c]*100 >= all*nearlyAll {
				next = c
			}
		}
		if next == n {
			return n
		}
		n = next
	}
}

// nearlyAll of the known text must stand in an element that is to hold the text
// of a page: titles and dates are often set apart.
const nearlyAll = 97 // percent

// holdsBlocks tells elements that hold paragraphs from paragraphs and what
// stands between them.
func holdsBlocks(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Section, atom.Article, atom.Main, atom.Form, atom.Center, atom.Tbody, atom.Tr, atom.Td:
		return true
	case atom.Table:
		return laysOut(n)
	}
	return false
}

// eachTrigram calls do for each three characters in a row, blanks left out.
func eachTrigram(s string, do func([3]rune)) {
	var t [3]rune
	n := 0
	for _, r := range s {
		if unicode.IsSpace(r) {
			continue
		}
		t[0], t[1], t[2] = t[1], t[2], r
		if n++; n >= 3 {
			do(t)
		}
	}
}

// bodyOf is the body of a page, the page itself where it has none.
func bodyOf(root *html.Node) *html.Node {
	for n := range root.Descendants() {
		if n.DataAtom == atom.Body {
			return n
		}
	}
	return root
}

// headlineOutside is a page's headline where it stands outside its main text.
func headlineOutside(root, main *html.Node) string {
	title := metaContent(root, "ArticleTitle")
	for n := range root.Descendants() {
		if n.DataAtom == atom.H1 && !isUnseen(n) && title == "" {
			title = oneLine(textOf(n))
		}
	}
	if title == "" || strings.Contains(strings.Join(strings.Fields(textOf(main)), ""), strings.Join(strings.Fields(title), "")) {
		return ""
	}
	return title
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// attr is the value of an attribute, "" if it is not there.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf is all text below a node that is seen, without the breaks of its
// source's lines; a break of the page is one.
func textOf(n *html.Node) string {
	in := page{out: &lines{headings: 1}}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode && n.Parent != nil && n.Parent.DataAtom == atom.Pre:
			in.line.WriteString(n.Data)
		case n.Type == html.TextNode:
			in.text(n.Data)
		case n.DataAtom == atom.Br:
			in.line.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if !isUnseen(c) {
				walk(c)
			}
		}
	}
	walk(n)
	return in.line.String()
}

var (
	hiding    = regexp.MustCompile(`(?i)display\s*:\s*none|visibility\s*:\s*hidden`)
	furniture = regexp.MustCompile(`(?i)(?:^|[\s_-])(?:nav|navbar|breadcrumb|share|bdshare|toolbar|footer|foot|sidebar|copyright|qrcode|ewm|pagination|menu|related)(?:$|[\s_-])`)
)

// isUnseen tells what a reader of the page does not see as its text.
func isUnseen(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type != html.TextNode && n.Type != html.DocumentNode
	}
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Noscript, atom.Template, atom.Iframe, atom.Object, atom.Svg, atom.Button, atom.Select,
		atom.Input, atom.Textarea, atom.Nav, atom.Footer, atom.Rt, atom.Rp, atom.Del, atom.Audio, atom.Video, atom.Canvas:
		return true
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "style":
			if hiding.MatchString(a.Val) {
				return true
			}
		case "class", "id":
			if n.DataAtom != atom.Body && n.DataAtom != atom.Html && furniture.MatchString(a.Val) && isShort(n) {
				return true
			}
		}
	}
	return false
}

const maxFurniture = 1200 // bytes of text of what is named like furniture: a print area holds the whole text

// isShort tells whether little text stands below a node.
func isShort(n *html.Node) bool {
	sum := 0
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			if sum += len(strings.TrimSpace(c.Data)); sum > maxFurniture {
				return false
			}
		}
	}
	return true
}

// isBlock tells whether an element stands on lines of its own.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins,
		atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.Ruby, atom.Rb, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time,
		atom.Tt, atom.U, atom.Var, atom.Wbr, atom.Img, atom.Center, atom.Nobr:
		return n.DataAtom == atom.Center
	}
	return n.DataAtom != 0 // what HTML does not know, o:p and the like, stands within lines
}
