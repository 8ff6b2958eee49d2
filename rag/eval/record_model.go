package eval

import (
	"context"
	"errors"

	"chuchu/rag"
)

// RecordModel returns a Model that asks m, nil for none, and keeps what it was
// asked and what it said in time, or why it said nothing. As with Record, what
// comes again is not asked again.
func (t Tape) RecordModel(m rag.Model) rag.Model { return modelRecorder{t, m, newHeard()} }

// ReplayModel returns a Model that says what was recorded. What was not is an
// error that wraps ErrNotRecorded: the question goes on as it stands, as it did
// when the model was too slow.
func (t Tape) ReplayModel() rag.Model { return modelRecorder{tape: t} }

// A modelRecorder asks a model, or the tape where there is none.
type modelRecorder struct {
	tape  Tape
	model rag.Model
	heard *heard
}

// Ask implements rag.Model.
func (r modelRecorder) Ask(ctx context.Context, rules, text string) (string, error) {
	prompt := rules + "\n\n" + text
	if err := r.tape.keep(prompt, filePrompt, prompt); err != nil {
		return "", err
	}
	if r.model == nil || r.heard.has(prompt) {
		return r.tape.read(prompt)
	}
	said, err := r.model.Ask(ctx, rules, text)
	if err = errors.Join(err, ctx.Err()); err != nil {
		said = ""
	}
	r.heard.add(prompt)
	return said, errors.Join(err, r.tape.ended(prompt, said, err))
}
