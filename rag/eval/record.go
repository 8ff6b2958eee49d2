package eval

import (
	"cmp"
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
	"sync"

	"chuchu/rag"
)

// A Tape is a folder of prompts and what a model wrote for them, so that a
// model's answers can be measured again without it, and answers be written by
// hand. HASH.prompt.txt is a prompt, HASH.completion.txt what was written for
// it, HASH.failure.txt why there is none; HASH is the beginning of the prompt's
// SHA-256 in hex.
type Tape struct {
	Dir string
	// Prompt is what a model would be asked, as one text. The same question and
	// passages must give the same.
	Prompt func(q rag.Question, passages []rag.Passage) string
}

// ErrNotRecorded means that a tape holds no completion of a prompt.
var ErrNotRecorded = errors.New("not recorded")

// errFailed means that the model failed when it was recorded.
var errFailed = errors.New("recorded as failed")

// Record returns a Writer that writes as w does and keeps each prompt, and what
// w wrote to the end or why it failed. A prompt that comes again is not asked
// again: it has one completion, which is what a replay will read.
func (t Tape) Record(w rag.Writer) rag.Writer { return recorder{t, w, newHeard()} }

// Prompts returns a Writer that writes as w does and keeps the prompts alone,
// for others to complete.
func (t Tape) Prompts(w rag.Writer) rag.Writer { return recorder{t, w, nil} }

// Replay returns a Writer called name that writes what was recorded. A prompt
// that nothing was recorded for is kept, and is an error that wraps
// ErrNotRecorded and names its file.
func (t Tape) Replay(name string) rag.Writer { return player{t, name} }

// StandIn returns w as what stands in for a replay: where nothing was recorded
// there is nothing to stand in for, and the error is Replay's.
func (t Tape) StandIn(w rag.Writer) rag.Writer { return standIn{t, w} }

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

// ended keeps what came of a prompt, in place of what did before.
func (t Tape) ended(prompt, written string, failure error) error {
	is, was, text := fileCompletion, fileFailure, written
	if failure != nil {
		is, was, text = fileFailure, fileCompletion, failure.Error()
	}
	if err := os.Remove(t.path(prompt, was)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("record: %w", err)
	}
	return t.keep(prompt, is, text)
}

// read returns what was written for a prompt, or the failure that was recorded.
func (t Tape) read(prompt string) (string, error) {
	text, err := os.ReadFile(t.path(prompt, fileCompletion))
	if !errors.Is(err, fs.ErrNotExist) {
		return string(text), err
	}
	if why, failed := os.ReadFile(t.path(prompt, fileFailure)); failed == nil {
		return "", fmt.Errorf("%w: %s", errFailed, why)
	}
	if err = t.keep(prompt, filePrompt, prompt); err != nil {
		return "", err
	}
	return "", fmt.Errorf("%w: %s has no completion %s", ErrNotRecorded, t.path(prompt, filePrompt), filepath.Base(t.path(prompt, fileCompletion)))
}

const (
	filePrompt     = "prompt"
	fileCompletion = "completion"
	fileFailure    = "failure"
)

// heard are the prompts of a run that something came of.
type heard struct {
	mu  sync.Mutex
	all map[string]bool
}

func newHeard() *heard { return &heard{all: map[string]bool{}} }

func (h *heard) has(prompt string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.all[prompt]
}

func (h *heard) add(prompt string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.all[prompt] = true
}

type recorder struct {
	tape Tape
	rag.Writer
	heard *heard // nil where prompts alone are kept
}

// Write implements rag.Writer.
func (r recorder) Write(ctx context.Context, q rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		prompt := r.tape.Prompt(q, passages)
		if err := r.tape.keep(prompt, filePrompt, prompt); err != nil {
			yield("", err)
			return
		}
		if r.heard != nil && r.heard.has(prompt) {
			yield(r.tape.read(prompt))
			return
		}
		var written strings.Builder
		var failure error
		for piece, err := range r.Writer.Write(ctx, q, passages) {
			written.WriteString(piece)
			failure = err
			if err == nil && !yield(piece, nil) {
				return
			}
		}
		if r.heard == nil || ctx.Err() != nil {
			r.fail(yield, failure)
			return
		}
		r.heard.add(prompt)
		r.fail(yield, cmp.Or(failure, r.tape.ended(prompt, written.String(), failure)))
	}
}

// fail yields an error, if there is one.
func (recorder) fail(yield func(string, error) bool, err error) {
	if err != nil {
		yield("", err)
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
	return func(yield func(string, error) bool) { yield(p.tape.read(p.tape.Prompt(q, passages))) }
}

type standIn struct {
	tape Tape
	rag.Writer
}

// Write implements rag.Writer.
func (s standIn) Write(ctx context.Context, q rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	if _, err := s.tape.read(s.tape.Prompt(q, passages)); err != nil && !errors.Is(err, errFailed) {
		return func(yield func(string, error) bool) { yield("", err) }
	}
	return s.Writer.Write(ctx, q, passages)
}
