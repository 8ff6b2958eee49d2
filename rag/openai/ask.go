package openai

import (
	"context"
	"errors"

	goopenai "github.com/sashabaranov/go-openai"

	"chuchu/rag"
)

var _ rag.Model = (*Writer)(nil)

// shortAnswer is how many tokens a model may write that is asked a short thing.
const shortAnswer = 300

// Ask implements rag.Model: one exchange that does not stream and is tried once,
// among the answers that are written at once. An error is a *Failure, or the
// error of ctx. What a model thinks in tags is left out.
func (w *Writer) Ask(ctx context.Context, rules, text string) (string, error) {
	c := w.chat
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return "", ctx.Err()
	}
	r := goopenai.ChatCompletionRequest{Model: c.Model, MaxTokens: shortAnswer, Messages: prompt{system: rules, user: text}.messages()}
	if !c.without.temperature.Load() {
		r.Temperature = temperature
	}
	resp, err := c.client.CreateChatCompletion(ctx, r)
	if errors.Is(err, goopenai.ErrReasoningModelMaxTokensDeprecated) {
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
