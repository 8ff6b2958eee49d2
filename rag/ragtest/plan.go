package ragtest

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"strings"
	"unicode/utf8"

	"chuchu/chunk"
	"chuchu/rag"
)

// Plan makes a plan of a text without chunk.Parse. Each line is a chunk, but
// "# 第一章" is a heading, of as many levels as it has marks, and
// "| 人均预期寿命 | 岁 | 2020: 78 | 2025: 79.5 |" is a row of a table and so a fact.
func Plan(meta chunk.Meta, text string) chunk.Plan {
	sum := fnv.New64a()
	sum.Write([]byte(text))
	meta.Revision = fmt.Sprintf("%x", sum.Sum64())
	meta.Label = cmp.Or(meta.Label, meta.Title)
	p := chunk.Plan{Document: chunk.Document{Meta: meta, Text: text}}
	var path []string
	at := 0
	for line := range strings.Lines(text) {
		span := chunk.Span{Start: at, End: at + utf8.RuneCountInString(strings.TrimSuffix(line, "\n"))}
		at += utf8.RuneCountInString(line)
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.TrimSpace(line) == "":
		case line[0] == '#':
			path = enter(&p, path, line, span)
		case line[0] == '|':
			addFact(&p, path, line, span)
		default:
			p.Chunks = append(p.Chunks, chunk.Chunk{Path: path, Kind: chunk.KindText, Text: line, Span: span, Quote: line})
		}
	}
	for i := range p.Sections {
		p.Sections[i].End = sectionEnd(p.Sections[i:], at)
	}
	return p
}

// enter adds a section and returns its path.
func enter(p *chunk.Plan, path []string, line string, span chunk.Span) []string {
	title := strings.TrimLeft(line, "#")
	level := len(line) - len(title)
	path = append(append([]string(nil), path[:min(level-1, len(path))]...), strings.TrimSpace(title))
	p.Sections = append(p.Sections, chunk.Section{Path: path, Level: len(path), Span: span, Heading: span})
	return path
}

// sectionEnd is where the first of sections ends: at the next of no deeper level.
func sectionEnd(sections []chunk.Section, end int) int {
	for _, s := range sections[1:] {
		if s.Level <= sections[0].Level {
			return s.Start
		}
	}
	return end
}

// addFact adds a row of a table, as a fact and as a chunk.
func addFact(p *chunk.Plan, path []string, line string, span chunk.Span) {
	cells := strings.Split(strings.Trim(line, "| "), "|")
	f := chunk.Fact{Document: p.ID, Table: "主要指标", Quote: line, Span: span}
	for i, c := range cells {
		c = strings.TrimSpace(c)
		switch period, value, ok := strings.Cut(c, ": "); {
		case ok:
			f.Values = append(f.Values, chunk.Value{Period: period, Value: value})
		case i == 0:
			f.Name = c
		case i == 1:
			f.Unit = c
		default:
			f.Attribute = c
		}
	}
	text := f.Table + "\n" + line
	p.Facts = append(p.Facts, f)
	p.Chunks = append(p.Chunks, chunk.Chunk{Path: path, Kind: chunk.KindFact, Text: text, Span: span, Quote: line, Fact: &f})
}

// Ingest makes a document of a text on its way into a library, from a source
// named like it.
func Ingest(id, text string) rag.Ingest {
	given := chunk.Meta{ID: id, Title: "文件" + id, Source: id + ".txt"}
	return rag.Ingest{Plan: Plan(given, text), Raw: []byte(text), Given: given}
}
