package openai

import (
	"context"
	"errors"
	"iter"
	"unicode/utf8"

	"chuchu/rag"
)

// A Writer writes answers with a chat model. It may be used by any number of
// goroutines at once; more than Concurrency wait for each other.
type Writer struct {
	chat *chat
	late lateness // with short questions
}

// NewWriter returns a Writer, or a Failure when the configuration cannot work.
// Nothing is sent yet.
func NewWriter(c Config) (*Writer, error) {
	chat, err := newChat(c)
	if err != nil {
		return nil, err
	}
	return &Writer{chat: chat}, nil
}

var _ rag.Writer = (*Writer)(nil)

// Name implements rag.Writer: the model's name.
func (w *Writer) Name() string { return w.chat.Model }

// Prompt is what Write asks the model, as one text: the system message, an empty
// line, the user's. The same question and passages have the same prompt.
func (w *Writer) Prompt(q rag.Question, passages []rag.Passage) string {
	p := newPrompt(q, passages, w.chat.Context)
	return p.system + "\n\n" + p.user
}

// longestAnswer is how many characters a model may write; one that repeats
// itself does not stop by itself.
const longestAnswer = 4000

// Write implements rag.Writer. An error is a *Failure, or the error of ctx.
// Markers are [n] of passages that the model was shown; half a marker, and
// thinking, are never yielded. A stop in the middle, or a prompt that the
// endpoint cut, shows only after pieces were yielded: the caller then throws
// them away.
func (w *Writer) Write(ctx context.Context, q rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		if len(passages) == 0 {
			return
		}
		p := newPrompt(q, passages, w.chat.Context)
		tidy, length := tidier{shown: p.shown}, 0
		tell := func(text string) bool {
			text = tidy.push(text)
			length += utf8.RuneCountInString(text)
			return length <= longestAnswer && (text == "" || yield(text, nil))
		}
		err := w.chat.run(ctx, &exchange{messages: p.messages(), tell: tell})
		switch rest := tidy.flush(); {
		case errors.Is(err, errStopped) && length > longestAnswer:
			yield("", &Failure{Reason: sayEndless})
		case errors.Is(err, errStopped):
		case err != nil:
			yield("", err)
		case rest != "":
			yield(rest, nil)
		}
	}
}
