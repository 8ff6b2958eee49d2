package eval

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/txtar"

	"chuchu/chunk/fold"
	"chuchu/rag"
)

// A Script is what a model wrote for questions, kept by question instead of by
// prompt: it outlives another prompt and another cut of the documents. Its
// markers name words of the passage that they mean.
type Script struct {
	// Prompt names the rules that the answers were written under, "" where the
	// file does not say: see openai.PromptVersion.
	Prompt   string
	answers  map[string]string // by question
	reworded map[string]string
}

// rewording stands behind a question in the name of what the model made of it
// to search with.
const rewording = " [rewritten]"

var promptOf = regexp.MustCompile(`(?m)^prompt: ([0-9a-f]+)$`)

// ReadScript reads a txtar file whose sections are called as the questions are.
// A section "… [rewritten]" is what the model made of the question to search
// with. A line "prompt: VERSION" above the first section names the rules.
func ReadScript(file []byte) (Script, error) {
	s := Script{answers: map[string]string{}, reworded: map[string]string{}}
	archive := txtar.Parse(file)
	if m := promptOf.FindSubmatch(archive.Comment); m != nil {
		s.Prompt = string(m[1])
	}
	for _, f := range archive.Files {
		into, question := s.answers, f.Name
		if q, found := strings.CutSuffix(f.Name, rewording); found {
			into, question = s.reworded, q
		}
		if _, twice := into[question]; twice {
			return s, fmt.Errorf("script: %s stands twice", f.Name)
		}
		into[question] = strings.TrimSpace(string(f.Data))
	}
	if len(s.answers) == 0 {
		return s, errors.New("script: no answers")
	}
	return s, nil
}

// Has tells whether the script holds an answer to a question.
func (s Script) Has(question string) bool { return s.answers[question] != "" }

// Answerer returns an Answerer like a whose model said what the script has. A
// question that it has not is an error that wraps ErrNotRecorded once the model
// would be asked.
func (s Script) Answerer(a *rag.Answerer) Answerer { return scripted{a, s} }

type scripted struct {
	*rag.Answerer
	script Script
}

// Answer implements Answerer.
func (s scripted) Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	return s.of(q).Answer(ctx, q)
}

// Search implements Searcher: the model's wording is searched for as well.
func (s scripted) Search(ctx context.Context, q rag.Question, limit int) ([]rag.Passage, error) {
	return s.of(q).Search(ctx, q, limit)
}

// of is the answerer for one question, by whatever name it is asked on the way.
func (s scripted) of(q rag.Question) *rag.Answerer {
	a := *s.Answerer
	l := line{q.Text, s.script}
	a.Writer, a.Model = l, l
	if !s.script.Has(q.Text) {
		a.Fallback = nil // else nobody would see that it is missing
	}
	return &a
}

// A line is what the model wrote for one question. It is its Writer and Model.
type line struct {
	question string
	script   Script
}

// Name implements rag.Writer.
func (line) Name() string { return "script" }

// Write implements rag.Writer.
func (l line) Write(_ context.Context, _ rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		text, found := l.script.answers[l.question]
		if !found {
			yield("", fmt.Errorf("%w: %s", ErrNotRecorded, l.question))
			return
		}
		yield(tied(text, passages), nil)
	}
}

// Ask implements rag.Model.
func (l line) Ask(context.Context, string, string) (string, error) {
	if said := l.script.reworded[l.question]; said != "" {
		return said, nil
	}
	return "", fmt.Errorf("%w: %s", ErrNotRecorded, l.question)
}

// anchor is a marker of a script: 〔words of the passage〕.
var anchor = regexp.MustCompile(`〔([^〔〕]+)〕`)

// tied is a text with [n] for each anchor, of the first passage that has its
// words. One that none has is left out: nothing bears the sentence then.
func tied(text string, passages []rag.Passage) string {
	return anchor.ReplaceAllStringFunc(text, func(a string) string {
		words := compact(strings.Trim(a, "〔〕"))
		i := slices.IndexFunc(passages, func(p rag.Passage) bool { return strings.Contains(compact(p.Text), words) })
		if i < 0 {
			return ""
		}
		return "[" + strconv.Itoa(i+1) + "]"
	})
}

// compact is a text folded, without white space.
func compact(text string) string { return strings.Join(strings.Fields(fold.String(text)), "") }
