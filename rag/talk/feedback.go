package talk

import (
	"context"
	"encoding/json"
	"iter"
	"time"
)

// Verdicts on an answer.
const (
	Up   = "up"
	Down = "down"
	// Withdrawn takes back what was said before.
	Withdrawn = "withdrawn"
)

// A Feedback is what somebody says of an answer, with all that it takes to ask
// again and to see why it came out so.
type Feedback struct {
	AnswerID       string
	ConversationID string
	Owner          string
	Given          time.Time
	Verdict        string // Up or Down
	Comment        string
	Prompt         string          // version of what the model was told; "" where none wrote
	Answer         json.RawMessage // rag.Answer: the question, the passages, the model
}

// A Judge keeps feedback.
type Judge interface {
	// Judge keeps a feedback, in place of an earlier one on the same answer.
	Judge(ctx context.Context, f Feedback) error
	// Judged yields all feedback, oldest first, then by answer.
	Judged(ctx context.Context) iter.Seq2[Feedback, error]
}

// Judge keeps what owner says of an answer: ErrUnfinished while it is being
// made, rag.ErrNotFound where it is none or another's.
func (r *Runner) Judge(ctx context.Context, f Feedback) error {
	answer, err := r.Answer(ctx, f.Owner, f.AnswerID)
	if err != nil {
		return err
	}
	run, err := r.o.Archive.Run(ctx, f.AnswerID)
	if err != nil {
		return err
	}
	f.ConversationID, f.Prompt, f.Given, f.Answer = run.ConversationID, run.Prompt, time.Now(), answer
	return r.o.Judge.Judge(ctx, f)
}

// Shared returns the JSON of an answer, whoever's it is. It is for who holds a
// link that its owner made.
func (r *Runner) Shared(ctx context.Context, answerID string) (json.RawMessage, error) {
	run, err := r.o.Archive.Run(ctx, answerID)
	if err != nil {
		return nil, err
	}
	return r.Answer(ctx, run.Owner, answerID)
}
