package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"chuchu/rag"
	"chuchu/rag/eval"
	"chuchu/rag/talk"
)

type feedbackCommand struct {
	Export feedbackExportCommand `cmd:"" help:"把用户对答复的反馈写成问题文件（每行一个 JSON），供 chuchu eval 使用。"`
}

type feedbackExportCommand struct {
	Up bool `help:"只要好评；差评的依据须人工核对（“review”:true）后才能用来衡量。"`
}

// An exported feedback is a question as eval reads it, with what was said of
// its answer and what it takes to see why it came out so.
type exported struct {
	eval.Question
	Verdict  string   `json:"verdict"`
	Comment  string   `json:"comment,omitzero"`
	Review   bool     `json:"review,omitzero"` // the evidence is what a bad answer cited: somebody must put it right
	Given    string   `json:"given"`
	Answer   string   `json:"answer"`
	Passages []string `json:"passages"` // "document start-end", best first
	Model    string   `json:"model"`
	Prompt   string   `json:"prompt,omitzero"`
}

// Run writes all feedback, oldest first.
func (c *feedbackExportCommand) Run(ctx context.Context, t terminal, from origin) error {
	if err := from.there(); err != nil {
		return err
	}
	l, err := from.openAny(ctx)
	if err != nil {
		return err
	}
	defer l.Close()
	out := json.NewEncoder(t.out)
	out.SetEscapeHTML(false)
	for f, err := range l.store.Judged(ctx) {
		if err != nil {
			return err
		}
		if c.Up && f.Verdict != talk.Up {
			continue
		}
		line, err := exportOf(f)
		if err != nil {
			return fmt.Errorf("反馈 %s：%w", f.AnswerID, err)
		}
		if err := out.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// exportOf makes a question of a feedback. A good answer's evidence is what it
// cites, and a good refusal's question has none to be found. A refusal that was
// bad must have missed something: what came nearest stands for it.
func exportOf(f talk.Feedback) (exported, error) {
	var a rag.Answer
	if err := json.Unmarshal(f.Answer, &a); err != nil {
		return exported{}, err
	}
	e := exported{
		Verdict: f.Verdict, Comment: f.Comment, Review: f.Verdict != talk.Up, Given: f.Given.UTC().Format(time.RFC3339),
		Answer: a.Text, Passages: []string{}, Model: a.Model, Prompt: f.Prompt,
	}
	for _, p := range a.Passages {
		e.Passages = append(e.Passages, fmt.Sprintf("%s %d-%d", p.Document.ID, p.Start, p.End))
	}
	text := a.Standalone
	if text == "" {
		text = a.Question
	}
	e.Question = eval.Question{ID: f.AnswerID, Text: text, Kind: "text", Docs: []string{}, Evidence: []string{}, Facts: []string{}, History: []string{}}
	for _, c := range a.Citations {
		e.cites(c.Document.ID, c.Quote)
	}
	if a.Refused && e.Review && len(a.Passages) > 0 {
		e.cites(a.Passages[0].Document.ID, a.Passages[0].Text)
	}
	switch {
	case len(e.Evidence) == 0:
		e.Kind, e.Docs = eval.Unanswerable, []string{}
	case len(e.Docs) > 1:
		e.Kind = "compare"
	}
	return e, nil
}

// cites adds evidence.
func (e *exported) cites(document, quote string) {
	if !slices.Contains(e.Docs, document) {
		e.Docs = append(e.Docs, document)
	}
	e.Evidence = append(e.Evidence, quote)
}
