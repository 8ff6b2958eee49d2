package eval

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"chuchu/rag"
)

// A Tape is a folder of prompts and what a model wrote for them, so that a
// model's answers can be measured again without it, and answers be written by
// hand. HASH.prompt.txt is a prompt, HASH.completion.txt what was written for
// it; HASH is the beginning of the prompt's SHA-256 in hex.
type Tape struct {
	Dir string
	// Prompt is what a model would be asked, as one text. The same question and
	// passages must give the same.
	Prompt func(q rag.Question, passages []rag.Passage) string
}

// ErrNotRecorded means that a tape holds no completion of a prompt.
var ErrNotRecorded = errors.New("not recorded")

// Record returns a Writer that writes as w does and keeps each prompt, and what
// w wrote to the end without an error. A Writer that asks no model (its Prompt
// is not its own) so leaves prompts for others to complete: see Prompts.
func (t Tape) Record(w rag.Writer) rag.Writer { return recorder{t, w, true} }

// Prompts returns a Writer that writes as w does and keeps the prompts alone.
func (t Tape) Prompts(w rag.Writer) rag.Writer { return recorder{t, w, false} }

// Replay returns a Writer called name that writes what was recorded. A prompt
// that nothing was recorded for is kept, and is an error that wraps
// ErrNotRecorded and names its file.
func (t Tape) Replay(name string) rag.Writer { return player{t, name} }

// path is a file of a prompt's.
func (t Tape) path(prompt, what string) string {
	sum := sha256.Sum256([]byte(prompt))
	return filepath.Join(t.Dir, hex.EncodeToString(sum[:8])+"."+what+".txt")
}

// keep writes a file of a prompt's, and makes the folder.
func (t Tape) keep(prompt, what, text string) error {
	if err := os.MkdirAll(t.Dir, 0o755); err != nil {
		return fmt.Errorf("record: %w", err)
	}
	if err := os.WriteFile(t.path(prompt, what), []byte(text), 0o644); err != nil {
		return fmt.Errorf("record: %w", err)
	}
	return nil
}

const (
	filePrompt     = "prompt"
	fileCompletion = "completion"
)

type recorder struct {
	tape Tape
	rag.Writer
	completions bool
}

// Write implements rag.Writer.
func (r recorder) Write(ctx context.Context, q rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		prompt := r.tape.Prompt(q, passages)
		if err := r.tape.keep(prompt, filePrompt, prompt); err != nil {
			yield("", err)
			return
		}
		var written strings.Builder
		for piece, err := range r.Writer.Write(ctx, q, passages) {
			written.WriteString(piece)
			if !yield(piece, err) || err != nil {
				return
			}
		}
		if !r.completions {
			return
		}
		if err := r.tape.keep(prompt, fileCompletion, written.String()); err != nil {
			yield("", err)
		}
	}
}

type player struct {
	tape Tape
	name string
}

// Name implements rag.Writer.
func (p player) Name() string { return p.name }

// Write implements rag.Writer.
func (p player) Write(_ context.Context, q rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		prompt := p.tape.Prompt(q, passages)
		text, err := os.ReadFile(p.tape.path(prompt, fileCompletion))
		if errors.Is(err, fs.ErrNotExist) {
			if err = p.tape.keep(prompt, filePrompt, prompt); err == nil {
				err = fmt.Errorf("%w: %s has no completion %s", ErrNotRecorded, p.tape.path(prompt, filePrompt), filepath.Base(p.tape.path(prompt, fileCompletion)))
			}
		}
		yield(string(text), err)
	}
}
