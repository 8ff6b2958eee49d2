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
	// Replaced are answers that are no longer among Answers.
	Replaced []Replaced `json:"replaced"`
}

// A Replaced is what stood in a conversation before a question was asked anew:
// the answers of that turn and of those after it, oldest first.
type Replaced struct {
	By      string            `json:"by"` // the answer that took their place
	Answers []json.RawMessage `json:"answers"`
}

// Conversation returns owner's conversation with the finished answers that stand
// in it, oldest first.
func (r *Runner) Conversation(ctx context.Context, owner, id string) (Conversation, error) {
	runs, err := r.o.Keeper.Runs(ctx, owner, id)
	if err != nil {
		return Conversation{}, err
	}
	c := Conversation{ID: id, Replaced: []Replaced{}}
	if c.Title, err = r.title(ctx, owner, runs[0]); err != nil {
		return Conversation{}, err
	}
	turns := standing(runs)
	c.Answers = answers(turns)
	for _, t := range turns {
		if before := answers(t.before); len(before) > 0 {
			c.Replaced = append(c.Replaced, Replaced{By: t.AnswerID, Answers: before})
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

// cut returns at most n characters of s.
func cut(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	return string(runes[:n-1]) + "…"
}
