package read

import (
	"strings"

	"github.com/ledongthuc/pdf"

	"chuchu/chunk/read/paper"
)

// A drawing follows the operators of a page that show text (ISO 32000-1,
// 9.4) and notes where each string stands.
type drawing struct {
	page   pdf.Page
	height float64
	words  []paper.Word
	glyphs int
}

// A matrix is a PDF's: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var unit = matrix{a: 1, d: 1}

// then is the matrix that does m and after it n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// A pen is the state in which text is shown.
type pen struct {
	ctm, tm, line                      matrix // of the page, the text, the line's beginning
	font                               pdf.Font
	code                               pdf.TextEncoding
	size, stretch, space, lead, raised float64
}

const maxForms = 6 // drawings within drawings

// draw follows the operators of a stream.
func (d *drawing) draw(stream, resources pdf.Value, p pen, deep int) {
	if stream.Kind() == pdf.Array {
		for i := range stream.Len() {
			d.draw(stream.Index(i), resources, p, deep)
		}
		return
	}
	if stream.Kind() != pdf.Stream {
		return
	}
	var saved []pen
	pdf.Interpret(stream, func(stack *pdf.Stack, op string) {
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		switch {
		case op == "q":
			saved = append(saved, p)
		case op == "Q" && len(saved) > 0:
			p, saved = saved[len(saved)-1], saved[:len(saved)-1]
		case op == "Do" && len(args) == 1 && deep < maxForms:
			d.form(resources.Key("XObject").Key(args[0].Name()), resources, p, deep+1)
		case op == "Tf" && len(args) == 2:
			p.setFont(fontOf(d.page, resources, args[0].Name()), args[1].Float64())
		default:
			d.text(&p, op, args)
		}
	})
}

// form draws a drawing within the page.
func (d *drawing) form(x, resources pdf.Value, p pen, deep int) {
	if x.Key("Subtype").Name() != "Form" {
		return
	}
	if own := x.Key("Resources"); !own.IsNull() {
		resources = own
	}
	if m := x.Key("Matrix"); m.Len() == 6 {
		p.ctm = matrixOf(m.Index).then(p.ctm)
	}
	d.draw(x, resources, p, deep)
}

// matrixOf reads the six numbers of a transformation.
func matrixOf(at func(int) pdf.Value) matrix {
	return matrix{at(0).Float64(), at(1).Float64(), at(2).Float64(), at(3).Float64(), at(4).Float64(), at(5).Float64()}
}

// fontOf is the font of a name, the page's where the drawing has none.
func fontOf(p pdf.Page, resources pdf.Value, name string) pdf.Font {
	if f := resources.Key("Font").Key(name); !f.IsNull() {
		return pdf.Font{V: f}
	}
	return p.Font(name)
}

// setFont takes a font in a size, with the way in which its strings are read.
func (p *pen) setFont(f pdf.Font, size float64) {
	p.font, p.size, p.code = f, size, codeOf(f)
}

// move sets the text's place from the line's beginning.
func (p *pen) move(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.then(p.line)
	p.tm = p.line
}

// text follows an operator that moves or shows text.
func (d *drawing) text(p *pen, op string, args []pdf.Value) {
	number := func(i int) float64 {
		if i < len(args) {
			return args[i].Float64()
		}
		return 0
	}
	switch op {
	case "cm":
		p.ctm = matrix{number(0), number(1), number(2), number(3), number(4), number(5)}.then(p.ctm)
	case "BT":
		p.tm, p.line = unit, unit
	case "Tm":
		p.tm = matrix{number(0), number(1), number(2), number(3), number(4), number(5)}
		p.line = p.tm
	case "Td":
		p.move(number(0), number(1))
	case "TD":
		p.lead = -number(1)
		p.move(number(0), number(1))
	case "T*":
		p.move(0, -p.lead)
	case "TL":
		p.lead = number(0)
	case "Tc":
		p.space = number(0)
	case "Tz":
		p.stretch = number(0) / 100
	case "Ts":
		p.raised = number(0)
	case "Tj", "'", "\"":
		if op != "Tj" {
			p.move(0, -p.lead)
		}
		if len(args) > 0 {
			d.show(p, args[len(args)-1].RawString())
		}
	case "TJ":
		d.showSpaced(p, args)
	}
}

// showSpaced shows strings with gaps between them, in thousandths of the size.
func (d *drawing) showSpaced(p *pen, args []pdf.Value) {
	if len(args) == 0 {
		return
	}
	for i := range args[0].Len() {
		v := args[0].Index(i)
		if v.Kind() == pdf.String {
			d.show(p, v.RawString())
			continue
		}
		p.tm = matrix{1, 0, 0, 1, -v.Float64() / 1000 * p.size * p.stretch, 0}.then(p.tm)
	}
}

// show notes a string and moves behind it.
func (d *drawing) show(p *pen, raw string) {
	if p.code == nil || raw == "" {
		return
	}
	s := p.code.Decode(raw)
	width := p.widthOf(raw, s)
	at := p.tm.then(p.ctm)
	scale := max(at.d, -at.d, at.b, -at.b)
	high := p.size * scale
	if high < 0 {
		high = -high
	}
	d.glyphs += len(raw)
	if strings.TrimSpace(s) != "" {
		d.put(paper.Word{Text: s, X: at.e, Y: d.height - at.f - p.raised*scale - ascent*high, W: width * max(at.a, -at.a), H: lineHeight * high})
	}
	p.tm = matrix{1, 0, 0, 1, width, 0}.then(p.tm)
}

const (
	ascent     = 0.88 // of the size: from the baseline to the top
	lineHeight = 1.15 // of the size
	touching   = 0.08 // of the size: the gap within a word
)

// put notes a word, as the rest of the one before where they touch. A word that
// stands just where the one before does is its shadow.
func (d *drawing) put(w paper.Word) {
	n := len(d.words)
	if n == 0 || d.words[n-1].Y != w.Y {
		d.words = append(d.words, w)
		return
	}
	last := &d.words[n-1]
	switch gap := w.X - last.X - last.W; {
	case last.Text == w.Text && w.X-last.X < touching*w.H && last.X-w.X < touching*w.H:
	case gap < touching*w.H && gap > -w.H/3:
		last.Text += w.Text
		last.W = w.X + w.W - last.X
	default:
		d.words = append(d.words, w)
	}
}

// widthOf is how wide a string is in text space: by the widths of its font
// where each byte is a character, else by the kinds of its characters.
func (p *pen) widthOf(raw, s string) float64 {
	sum, n := 0.0, 0
	if kind := p.font.V.Key("Subtype").Name(); kind != "Type0" {
		scale := 0.001
		if m := p.font.V.Key("FontMatrix"); kind == "Type3" && m.Len() == 6 {
			scale = m.Index(0).Float64()
		}
		for i := range len(raw) {
			sum += p.font.Width(int(raw[i])) * scale
			n++
		}
	}
	if sum == 0 {
		n = 0
		for _, r := range s {
			sum += 0.5
			if r >= 0x2000 {
				sum += 0.5
			}
			n++
		}
	}
	return (sum*p.size + float64(n)*p.space) * p.stretch
}
