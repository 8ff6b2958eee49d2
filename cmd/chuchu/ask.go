package main

import (
	"context"
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
	l, err := from.openToAsk(ctx, t.err)
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

// printAnswer prints the text and what stands below it.
func printAnswer(out io.Writer, a rag.Answer) error {
	text := strings.TrimSpace(a.Text) + "\n"
	if below := a.Below(); below != "" {
		text += "\n" + below + "\n"
	}
	_, err := io.WriteString(out, text)
	return err
}
