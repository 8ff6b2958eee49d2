package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
)

type documentsCommand struct {
	ID       string `arg:"" optional:"" placeholder:"ID" xor:"what" help:"列出一份资料的标题、地区、文号等及其出处。"`
	Raw      string `placeholder:"ID" xor:"what" help:"输出一份资料收到时的原样。"`
	Facts    string `placeholder:"ID" xor:"what" help:"列出一份资料的指标。"`
	Cleaning string `placeholder:"ID" xor:"what" help:"列出对一份资料做过的清理。"`
	JSON     bool   `name:"json" help:"输出 JSON。"`
}

// Run lists the library, or prints one side of one document.
func (c *documentsCommand) Run(ctx context.Context, t terminal, from origin) error {
	l, err := from.openToRead(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	id := c.ID + c.Raw + c.Facts + c.Cleaning // at most one is set
	if id == "" {
		documents, err := l.Documents(ctx)
		if err != nil {
			return err
		}
		return c.list(plain{t.out}, rag.Versions(documents))
	}
	whole, err := l.Read(ctx, id)
	if errors.Is(err, rag.ErrNotFound) {
		return fmt.Errorf("没有编号为 %s 的资料，chuchu documents 列出全部", id)
	}
	if err != nil {
		return err
	}
	return c.one(t.out, whole)
}

// list prints the library, a document a line in the order of their ids, or all
// of them as one JSON object.
func (c *documentsCommand) list(out io.Writer, documents []rag.Document) error {
	if c.JSON {
		return printJSON(out, map[string][]rag.Document{"documents": notNil(documents)})
	}
	var b strings.Builder
	for _, d := range documents {
		fmt.Fprintln(&b, strings.Join(documentLine(d), "  "))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// documentLine is what a line tells of a document: only what is known, and what
// is still to be embedded, since answers rest on words alone until then.
func documentLine(d rag.Document) []string {
	line := []string{d.ID, "《" + titleOf(d.Meta) + "》"}
	for _, s := range []string{d.Region, d.Kind, fold.Month(d.Published)} {
		if s != "" {
			line = append(line, s)
		}
	}
	line = append(line, fmt.Sprintf("%d字 %d段", d.Characters, d.Chunks))
	if d.Embedded < d.Chunks {
		line = append(line, fmt.Sprintf(sayUnembedded, d.Chunks-d.Embedded))
	}
	if d.Example {
		line = append(line, sayExample)
	}
	return line
}

// one prints the side of a document that is asked for. Raw bytes go out as they
// came, but for a terminal, which might obey what stands in them.
func (c *documentsCommand) one(out io.Writer, w rag.Whole) error {
	switch {
	case c.Raw != "":
		if onTerminal(out) {
			out = plain{out}
		}
		_, err := out.Write(w.Raw)
		return err
	case c.JSON && c.ID != "":
		return printJSON(out, described{w.Document, notNil(w.Plan.Readings)})
	case c.ID != "":
		return printReadings(plain{out}, w)
	case c.JSON && c.Facts != "":
		return printJSON(out, map[string][]chunk.Fact{"facts": notNil(w.Plan.Facts)})
	case c.JSON:
		return printJSON(out, map[string][]chunk.Cleaning{"cleaning": notNil(w.Plan.Cleaning)})
	case c.Facts != "":
		return printFacts(plain{out}, w.Plan.Facts)
	}
	return printCleaning(plain{out}, w.Plan.Cleaning)
}

// described is a document with where its metadata was read.
type described struct {
	rag.Document
	Readings []chunk.Reading `json:"readings"`
}

// printReadings lists what is known of a document, a field a line, each with
// the words that it was read from.
func printReadings(out io.Writer, w rag.Whole) error {
	m, period := w.Meta, ""
	if m.Period != nil {
		period = fmt.Sprintf("%d—%d", m.Period.From, m.Period.To)
	}
	var b strings.Builder
	for _, f := range [][3]string{
		{"title", "标题", m.Title}, {"label", "简称", m.Label}, {"region", "地区", m.Region}, {"level", "层级", m.Level},
		{"issuer", "发文机关", m.Issuer}, {"number", "文号", m.Number}, {"kind", "类别", m.Kind}, {"standing", "性质", standingOf(m)},
		{"period", "规划期", period}, {"published", "日期", m.Published}, {"source", "来源", m.Source},
	} {
		if f[2] == "" {
			continue
		}
		fmt.Fprintf(&b, "%s：%s%s\n", f[1], flat(f[2]), readFrom(w.Plan.Readings, f[0]))
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// standingOf says how binding a document is.
func standingOf(m chunk.Meta) string {
	switch m.Standing {
	case chunk.Issued:
		return sayIssued
	case chunk.Proposed:
		return sayProposed
	case chunk.Reported:
		return sayReported
	}
	return ""
}

// readFrom quotes where a field was read; "" if nowhere.
func readFrom(readings []chunk.Reading, field string) string {
	for _, r := range readings {
		switch {
		case r.Field != field:
		case r.Start == r.End:
			return fmt.Sprintf(sayReadInCleaned, flat(r.Quote))
		default:
			return fmt.Sprintf(sayReadAt, flat(r.Quote), r.Start+1, r.End)
		}
	}
	return ""
}

// printFacts prints the rows of a document's tables, each table's title once.
func printFacts(out io.Writer, facts []chunk.Fact) error {
	var b strings.Builder
	table := ""
	for _, f := range facts {
		if f.Table != table {
			table = f.Table
			fmt.Fprintln(&b, flat(table))
		}
		fmt.Fprintln(&b, "  "+factLine(f))
	}
	if len(facts) == 0 {
		fmt.Fprintln(&b, sayNoFacts)
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// factLine is a row as it is read: its name and unit, its values by their
// columns as far as there are any, whether it binds, its footnote.
func factLine(f chunk.Fact) string {
	line := flat(f.Name)
	if f.Unit != "" {
		line += "（" + f.Unit + "）"
	}
	for _, v := range f.Values {
		if v.Value != "" {
			line += "  " + v.Period + "：" + v.Value
		}
	}
	for _, s := range []string{f.Attribute, f.Note} {
		if s != "" {
			line += "  " + flat(s)
		}
	}
	return line
}

// printCleaning prints what was taken out of a document or mended in it, so that
// a reader can see that nothing else was.
func printCleaning(out io.Writer, report []chunk.Cleaning) error {
	var b strings.Builder
	for _, c := range report {
		fmt.Fprintf(&b, sayCleaned, c.Kind, c.Count)
		for _, e := range c.Examples {
			fmt.Fprintf(&b, "    %s\n", flat(e))
		}
	}
	if len(report) == 0 {
		fmt.Fprintln(&b, sayNotCleaned)
	}
	_, err := io.WriteString(out, b.String())
	return err
}
