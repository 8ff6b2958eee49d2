package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"chuchu/rag"
)

type searchCommand struct {
	Query []string `arg:"" name:"question" help:"要查的内容。"`
	Limit int      `default:"10" help:"最多几段。"`
	JSON  bool     `name:"json" help:"输出 JSON。"`
}

// Run prints the passages found, best first.
func (c *searchCommand) Run(ctx context.Context, t terminal, from origin) error {
	query, err := questionText(c.Query)
	if err != nil {
		return err
	}
	if c.Limit < 1 || c.Limit > 100 {
		return fmt.Errorf("--limit 应在 1 到 100 之间")
	}
	l, err := from.openToAsk(ctx, t.err)
	if err != nil {
		return err
	}
	defer l.Close()
	passages, err := l.answerer().Search(ctx, rag.Question{Text: query}, c.Limit)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(t.out, map[string][]rag.Passage{"passages": notNil(passages)})
	}
	return printPassages(plain{t.out}, passages)
}

// printPassages prints passages with their places and scores, best first.
func printPassages(out io.Writer, passages []rag.Passage) error {
	var b strings.Builder
	for i, p := range passages {
		fmt.Fprintf(&b, "%d. %.3f %s\n   %s\n", i+1, p.Score, p.Place(), flat(p.Text))
	}
	if len(passages) == 0 {
		fmt.Fprintln(&b, sayNothing)
	}
	_, err := io.WriteString(out, b.String())
	return err
}
