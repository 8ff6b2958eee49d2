package read

import (
	"fmt"
	"regexp"
	"strings"
)

const notHeading = 9 // the outline level of a paragraph that is no heading

// A style is what a paragraph's style says of it.
type style struct {
	based    string
	level    int // of a heading, from 0; -1 if it is none
	number   numberRef
	contents bool // a line of a contents page
}

// maxBased is how many styles one may go back to.
const maxBased = 20

// prepare reads the parts that say how paragraphs look and what notes say.
func (w *word) prepare(p *packet, dir string) error {
	parts := map[string]*scanner{}
	for _, name := range []string{"styles", "numbering", "footnotes", "endnotes"} {
		raw, err := p.part(dir + "/" + name + ".xml")
		if err != nil {
			return err
		}
		parts[name] = scan(raw)
	}
	w.notes = map[string]string{}
	var err error
	if w.styles, err = readStyles(parts["styles"]); err == nil {
		w.numbers, err = readNumbering(parts["numbering"])
	}
	for _, name := range []string{"footnotes", "endnotes"} {
		if err == nil {
			err = w.readNotes(parts[name], name[:1])
		}
	}
	return err
}

// readStyles reads styles.xml. What a style takes over from the one that it is
// based on is looked up when it is used.
func readStyles(s *scanner) (map[string]style, error) {
	out := map[string]style{}
	id, now := "", style{}
	err := s.each(func(e element) error {
		switch e.name {
		case "style":
			id = e.attr("styleId")
			now = style{level: -1, number: numberRef{level: -1}}
		case "name":
			now.name(e.attr("val"))
		case "basedOn":
			now.based = e.attr("val")
		case "outlineLvl":
			now.level = outlineLevel(e)
		case "ilvl":
			now.number.level = atoi(e.attr("val"))
		case "numId":
			now.number.list = e.attr("val")
		}
		if id != "" {
			out[id] = now
		}
		return nil
	})
	return out, err
}

var headingName = regexp.MustCompile(`(?i)^(?:heading|标题|標題)\s*([1-9])$`)

// name reads what a style's name says.
func (s *style) name(name string) {
	lower := strings.ToLower(strings.TrimSpace(name))
	if m := headingName.FindStringSubmatch(lower); m != nil {
		s.level = atoi(m[1]) - 1
	}
	s.contents = strings.HasPrefix(lower, "toc ") || lower == "toc heading" || strings.HasPrefix(lower, "contents ") || strings.HasPrefix(lower, "table of figures")
	if lower == "title" || lower == "subtitle" {
		s.level = notHeading // it heads the whole
	}
}

// styleOf is a style with what it takes from those that it is based on.
func (w *word) styleOf(id string) style {
	s, ok := w.styles[id]
	if !ok {
		return style{level: -1, number: numberRef{level: -1}}
	}
	for range maxBased {
		b, ok := w.styles[s.based]
		if !ok {
			break
		}
		if s.level < 0 {
			s.level = b.level
		}
		if s.number.list == "" {
			s.number.list = b.number.list
		}
		if s.number.level < 0 {
			s.number.level = b.number.level
		}
		s.contents = s.contents || b.contents
		s.based = b.based
	}
	return s
}

// outlineLevel is the level that an element gives, from 0; one past the last is no heading.
func outlineLevel(e element) int {
	n := atoi(e.attr("val"))
	if n < 0 || n > notHeading {
		return notHeading
	}
	return n
}

// readNotes reads footnotes or endnotes, but for the lines that part them from the text.
func (w *word) readNotes(s *scanner, kind string) error {
	in := word{ctx: w.ctx, scanner: s, styles: w.styles, numbers: &numbering{}}
	return s.each(func(e element) error {
		if e.name != "footnote" && e.name != "endnote" {
			return nil
		}
		in.out = &lines{headings: 1}
		if err := s.each(in.block); err != nil {
			return err
		}
		if t := e.attr("type"); t == "" || t == "normal" {
			w.notes[kind+e.attr("id")] = strings.Join(strings.Fields(in.out.String()), " ")
		}
		return nil
	})
}

func sprintf(format string, n int) string { return fmt.Sprintf(format, n) }
