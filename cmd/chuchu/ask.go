package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"chuchu/rag"
)

type askCommand struct {
	Question []string `arg:"" name:"question" help:"问题。"`
	JSON     bool     `name:"json" help:"输出 JSON。"`
	Chat     chat     `embed:"" prefix:"chat-"`
}

// Run answers a question; what it prints has passed the check.
func (c *askCommand) Run(ctx context.Context, t terminal, from origin) error {
	question, err := questionText(c.Question)
	if err != nil {
		return err
	}
	l, err := from.openSeeded(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	answerer, _, err := l.writing(c.Chat, from.getenv)
	if err != nil {
		return err
	}
	answer, err := finished(ctx, answerer, rag.Question{Text: question})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(t.out, answer)
	}
	return printAnswer(plain{t.out}, answer)
}

// finished makes an answer and returns it whole.
func finished(ctx context.Context, a *rag.Answerer, q rag.Question) (rag.Answer, error) {
	var answer rag.Answer
	for event, err := range a.Answer(ctx, q) {
		if err != nil {
			return rag.Answer{}, err
		}
		if f, ok := event.(rag.Finished); ok {
			answer = f.Answer
		}
	}
	return answer, ctx.Err()
}

// nearest is how many passages a refusal shows.
const nearest = 3

// printAnswer prints the text, what is missing, the sources and the notices.
func printAnswer(out io.Writer, a rag.Answer) error {
	var b strings.Builder
	read := scriptOf(a.Question)
	fmt.Fprintln(&b, strings.TrimSpace(a.Text))
	if len(a.Missing) > 0 {
		fmt.Fprintln(&b, sayMissing+strings.Join(a.Missing, "、"))
	}
	if len(a.Citations) > 0 {
		fmt.Fprintln(&b, "\n"+saySources)
	}
	for _, c := range a.Citations {
		fmt.Fprintf(&b, "[%d] %s\n", c.Number, read(citationLine(c)))
	}
	if a.Refused && len(a.Passages) > 0 {
		fmt.Fprintln(&b, "\n"+sayNearest)
		for _, p := range a.Passages[:min(nearest, len(a.Passages))] {
			fmt.Fprintln(&b, "· "+read(passageLine(p)))
		}
	}
	if len(a.Notices) > 0 {
		fmt.Fprintln(&b)
	}
	for _, n := range a.Notices {
		fmt.Fprintln(&b, "※ "+n.Message)
	}
	_, err := io.WriteString(out, b.String())
	return err
}
