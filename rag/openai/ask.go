package openai

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	goopenai "github.com/sashabaranov/go-openai"

	"chuchu/rag"
)

var _ rag.Model = (*Writer)(nil)

// shortAnswer is how many tokens a model may write that is asked a short thing.
const shortAnswer = 300

// A model that was late so often is not asked for a while: whoever waits for it
// waits for nothing.
const (
	lateOften = 3
	lateRest  = time.Minute
)

// lateness is how often in a row a model was late, and when it may be asked again.
type lateness struct {
	times atomic.Int32
	until atomic.Int64 // Unix milliseconds
}

func (l *lateness) rests() bool { return time.Now().UnixMilli() < l.until.Load() }

// note takes note of what came of a question.
func (l *lateness) note(err error) {
	switch {
	case !errors.Is(err, context.DeadlineExceeded):
		l.times.Store(0)
	case l.times.Add(1) >= lateOften:
		l.times.Store(0)
		l.until.Store(time.Now().Add(lateRest).UnixMilli())
	}
}

// Ask implements rag.Model: one exchange that does not stream and is tried once,
// among the answers that are written at once. An error is a *Failure, or the
// error of ctx. What a model thinks in tags is left out. A model that was late
// several times in a row is a Failure at once, for a minute.
func (w *Writer) Ask(ctx context.Context, rules, text string) (said string, err error) {
	if w.late.rests() {
		return "", &Failure{Reason: sayTimeout}
	}
	defer func() { w.late.note(err) }()
	return w.ask(ctx, rules, text)
}

func (w *Writer) ask(ctx context.Context, rules, text string) (string, error) {
	c := w.chat
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	//lint:ignore SA1019 the name that every endpoint knows; those that know the new one alone are asked again below
	r := goopenai.ChatCompletionRequest{Model: c.Model, MaxTokens: shortAnswer, Messages: prompt{system: rules, user: text}.messages()}
	if !c.without.temperature.Load() {
		r.Temperature = temperature
	}
	resp, err := c.client.CreateChatCompletion(ctx, r)
	if errors.Is(err, goopenai.ErrReasoningModelMaxTokensDeprecated) {
		//lint:ignore SA1019 as above
		r.MaxTokens, r.MaxCompletionTokens, r.Temperature = 0, shortAnswer, 0
		resp, err = c.client.CreateChatCompletion(ctx, r)
	}
	switch {
	case err != nil:
		return "", failure(ctx, err)
	case len(resp.Choices) == 0:
		return "", &Failure{Reason: sayEmpty}
	}
	choice := resp.Choices[0]
	if reason := bad[string(choice.FinishReason)]; reason != "" {
		return "", &Failure{Reason: reason}
	}
	var t thinker
	said, restart := t.push(choice.Message.Content)
	if said += t.flush(); said == "" && !restart {
		return "", &Failure{Reason: sayEmpty}
	}
	return said, nil
}
