package eval

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"chuchu/rag"
)

// RecordModel returns a Model that asks m, nil for none, and keeps what it was
// asked and what it said in time. One that said nothing leaves no completion.
func (t Tape) RecordModel(m rag.Model) rag.Model { return modelRecorder{t, m} }

// ReplayModel returns a Model that says what was recorded. What was not is an
// error that wraps ErrNotRecorded: the question goes on as it stands, as it did
// when the model was too slow.
func (t Tape) ReplayModel() rag.Model { return modelRecorder{t, nil} }

// A modelRecorder asks a model, or the tape where there is none.
type modelRecorder struct {
	tape  Tape
	model rag.Model
}

// Ask implements rag.Model.
func (r modelRecorder) Ask(ctx context.Context, rules, text string) (string, error) {
	prompt := rules + "\n\n" + text
	if err := r.tape.keep(prompt, filePrompt, prompt); err != nil {
		return "", err
	}
	if r.model == nil {
		return r.read(prompt)
	}
	said, err := r.model.Ask(ctx, rules, text)
	if err != nil || ctx.Err() != nil {
		return "", errors.Join(err, ctx.Err())
	}
	return said, r.tape.keep(prompt, fileCompletion, said)
}

func (r modelRecorder) read(prompt string) (string, error) {
	said, err := os.ReadFile(r.tape.path(prompt, fileCompletion))
	if errors.Is(err, fs.ErrNotExist) {
		err = fmt.Errorf("%w: %s", ErrNotRecorded, r.tape.path(prompt, filePrompt))
	}
	return string(said), err
}
