package talk

import (
	"context"
	"encoding/json"
	"errors"

	"chuchu/rag"
)

// ErrUnfinished means that an answer is still being made.
var ErrUnfinished = errors.New("not finished yet")

const (
	maxTurns = 10 // of a conversation are told to the Answerer
	maxTitle = 40 // characters
)

// A Conversation is a row of questions and their answers.
type Conversation struct {
	ID      string            `json:"id"`
	Title   string            `json:"title"` // its owner's, else its first question
	Answers []json.RawMessage `json:"answers"`
}

// Conversation returns owner's conversation with its finished answers, oldest first.
func (r *Runner) Conversation(ctx context.Context, owner, id string) (Conversation, error) {
	runs, err := r.o.Keeper.Runs(ctx, owner, id)
	if err != nil {
		return Conversation{}, err
	}
	c := Conversation{ID: id, Answers: []json.RawMessage{}}
	if c.Title, err = r.title(ctx, owner, runs[0]); err != nil {
		return Conversation{}, err
	}
	for _, run := range runs {
		if run.Last == nil {
			continue
		}
		if answer, ok := run.Last.Answer(); ok {
			c.Answers = append(c.Answers, answer)
		}
	}
	return c, nil
}

// title is what a conversation is called that began with a run.
func (r *Runner) title(ctx context.Context, owner string, first Run) (string, error) {
	h := Heading{First: first.Question}
	if r.o.Archive != nil {
		all, err := r.o.Archive.Conversations(ctx, owner, first.ConversationID)
		if err != nil {
			return "", err
		}
		for _, one := range all {
			h.Title = one.Title
		}
	}
	return h.titled().Title, nil
}

// Answer returns the JSON of owner's answer; ErrUnfinished while it is being
// made, rag.ErrNotFound where there is none.
func (r *Runner) Answer(ctx context.Context, owner, answerID string) (json.RawMessage, error) {
	records, err := r.o.Keeper.Records(ctx, owner, answerID, 0)
	if err != nil {
		return nil, err
	}
	if len(records) == 0 || !records[len(records)-1].Ends() {
		return nil, ErrUnfinished
	}
	answer, ok := records[len(records)-1].Answer()
	if !ok {
		return nil, rag.ErrNotFound
	}
	return answer, nil
}

// turns are what was said in a conversation, as far as it was answered.
func turns(runs []Run) []rag.Turn {
	var said []rag.Turn
	for _, run := range runs {
		var answer struct{ Text string }
		if run.Last == nil {
			continue
		}
		if data, ok := run.Last.Answer(); !ok || json.Unmarshal(data, &answer) != nil {
			continue
		}
		said = append(said, rag.Turn{Question: run.Question, Answer: answer.Text})
	}
	return said[max(0, len(said)-maxTurns):]
}

// cut returns at most n characters of s.
func cut(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}
