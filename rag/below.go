package rag

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"chuchu/chunk"
	"chuchu/chunk/fold"
)

// Quoting is the Model of answers that nothing but quoting wrote: below any
// other answer stands that a model wrote it.
const Quoting = "extractive"

const (
	nearestShown = 3  // passages below a refusal
	nearestRunes = 80 // characters of each
)

// Below is what stands below an answer's text wherever plain text is all there
// is: what was not found, the sources, below a refusal the passages that come
// nearest, the notices. Sources are in the script of the question and hold no
// control or format characters. Parts are apart by an empty line; "" where
// there is nothing to say.
func (a Answer) Below() string {
	read := scriptOf(a.Question)
	var parts []string
	if len(a.Missing) > 0 {
		parts = append(parts, sayMissing+strings.Join(a.Missing, "、"))
	}
	if len(a.Citations) > 0 {
		lines := []string{saySources}
		for _, c := range a.Citations {
			lines = append(lines, "["+strconv.Itoa(c.Number)+"] "+read(c.Source()))
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	if a.Refused && len(a.Passages) > 0 {
		lines := []string{sayNearest}
		for _, p := range a.Passages[:min(nearestShown, len(a.Passages))] {
			lines = append(lines, "· "+read(p.Source(nearestRunes)))
		}
		parts = append(parts, strings.Join(lines, "\n"))
	}
	if notes := a.notes(); len(notes) > 0 {
		parts = append(parts, strings.Join(notes, "\n"))
	}
	return strings.Join(parts, "\n\n")
}

// Above returns the answer's own text of a text that Below follows after an
// empty line, as outlets send it and clients send it back.
func Above(text string) string {
	for _, head := range []string{sayMissing, saySources, sayNearest, noteMark} {
		text, _, _ = strings.Cut(text, "\n\n"+head)
	}
	return text
}

// noteMark stands in front of each note.
const noteMark = "※ "

// notes are the lines that a reader must see before passing an answer on.
func (a Answer) notes() (lines []string) {
	for _, n := range a.Notices {
		lines = append(lines, noteMark+n.Message)
	}
	if !a.Refused && a.Model != "" && a.Model != Quoting {
		lines = append(lines, noteMark+sayByModel)
	}
	return lines
}

// Source writes a citation as sources are written:
// 《全称》（发文机关，文号，年月），第X章，一、…：“引文”.
func (c Citation) Source() string {
	line := place(c.Document, c.Path) + onPage(c.Page) + "：“" + flat(c.Quote) + "”"
	switch {
	case c.Damaged:
		line += "（" + sayDamaged + "）"
	case c.Repaired:
		line += fmt.Sprintf(sayRaw, flat(c.Raw))
	}
	return line
}

// Shortened is a citation whose quote, and what stood there before it was
// repaired, have at most so many characters; what is left out is marked.
func (c Citation) Shortened(most int) Citation {
	c.Quote, c.Raw = shortened(c.Quote, most), shortened(c.Raw, most)
	return c
}

// shortened is a text of at most so many characters, with … where it goes on.
func shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// Source writes a passage as a source, of at most so many characters.
func (p Passage) Source(most int) string {
	return place(p.Document, p.Path) + "：“" + shortened(flat(p.Text), most) + "”"
}

// onPage tells a source's page behind its place, nothing where it has none.
func onPage(page int) string {
	if page == 0 {
		return ""
	}
	return fmt.Sprintf("，第%d页", page)
}

// Place names the document of a passage and the headings above it.
func (p Passage) Place() string { return place(p.Document, p.Path) }

// place names a document and the headings in it.
func place(m chunk.Meta, path []string) string {
	place := "《" + strings.Trim(flat(name(m)), "《》") + "》"
	var known []string
	for _, s := range []string{m.Issuer, m.Number, fold.Month(m.Published)} {
		if s = flat(s); s != "" {
			known = append(known, s)
		}
	}
	if len(known) > 0 {
		place += "（" + strings.Join(known, "，") + "）"
	}
	for _, heading := range path {
		place += "，" + flat(heading)
	}
	return place
}

// scriptOf turns sources into simplified script for a question in it, and says
// so where that changed anything.
func scriptOf(question string) func(source string) string {
	if !(Question{Text: question}).Simplified() {
		return func(source string) string { return source }
	}
	return func(source string) string {
		if plain := fold.Simplified(source); plain != source {
			return plain + sayTraditional
		}
		return source
	}
}

// flat puts a text on one line, without the characters that a terminal obeys
// or that turn the direction of what follows.
func flat(text string) string {
	text = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Join(strings.Fields(text), " ")
}
