package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"chuchu/chunk"
	"chuchu/rag"
)

type documentsCommand struct {
	Raw      string `placeholder:"ID" xor:"what" help:"输出一份资料收到时的原样。"`
	Facts    string `placeholder:"ID" xor:"what" help:"列出一份资料的指标。"`
	Cleaning string `placeholder:"ID" xor:"what" help:"列出对一份资料做过的清理。"`
	JSON     bool   `name:"json" help:"输出 JSON。"`
}

// Run lists the library, or prints one side of one document.
func (c *documentsCommand) Run(ctx context.Context, t terminal, from origin) error {
	l, err := from.openSeeded(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	id := c.Raw + c.Facts + c.Cleaning // at most one is set
	if id == "" {
		documents, err := l.Documents(ctx)
		if err != nil {
			return err
		}
		return c.list(plain{t.out}, documents)
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

func documentLine(d rag.Document) []string {
	line := []string{d.ID, "《" + titleOf(d.Meta) + "》"}
	for _, s := range []string{d.Region, d.Kind, month(d.Published)} {
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

func (c *documentsCommand) one(out io.Writer, w rag.Whole) error {
	switch {
	case c.Raw != "":
		if onTerminal(out) {
			out = plain{out}
		}
		_, err := out.Write(w.Raw)
		return err
	case c.JSON && c.Facts != "":
		return printJSON(out, map[string][]chunk.Fact{"facts": notNil(w.Plan.Facts)})
	case c.JSON:
		return printJSON(out, map[string][]chunk.Cleaning{"cleaning": notNil(w.Plan.Cleaning)})
	case c.Facts != "":
		return printFacts(plain{out}, w.Plan.Facts)
	}
	return printCleaning(plain{out}, w.Plan.Cleaning)
}

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
