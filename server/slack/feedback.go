package slack

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/slack-go/slack"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// A click is what Slack tells of a button that was pressed.
type click struct {
	Type string `json:"type"`
	User struct {
		ID string `json:"id"`
	} `json:"user"`
	ResponseURL string `json:"response_url"`
	Actions     []struct {
		ActionID string `json:"action_id"`
		Value    string `json:"value"`
	} `json:"actions"`
}

// clicked takes a click. Only who asked may say what the answer was worth: a
// later verdict replaces the one before.
func (b *Bot) clicked(ctx context.Context, payload []byte) error {
	var c click
	if err := json.Unmarshal(payload, &c); err != nil {
		b.o.Log.Warn("slack sent a click that cannot be read", "error", b.scrub(err))
		return nil
	}
	for _, action := range c.Actions {
		if c.Type != "block_actions" || action.ActionID != actionFeedback {
			continue
		}
		said, err := b.judge(ctx, action.Value, c.User.ID)
		if err != nil {
			return err
		}
		b.tell(ctx, c.ResponseURL, said)
	}
	return nil
}

// judge keeps a verdict and returns what is said to whoever gave it. The value
// is one that buttons made: it came back over a connection of ours, or signed,
// so that what it says of whose the answer is may be believed.
func (b *Bot) judge(ctx context.Context, value, user string) (said string, err error) {
	parts := strings.Split(value, " ")
	if len(parts) != 4 || parts[0] != talk.Up && parts[0] != talk.Down {
		return sayTooLate, nil
	}
	if parts[3] != user {
		return sayNotYou, nil
	}
	err = b.o.Runner.Judge(ctx, talk.Feedback{AnswerID: parts[1], Owner: parts[2], Verdict: parts[0]})
	if errors.Is(err, rag.ErrNotFound) || errors.Is(err, talk.ErrUnfinished) {
		return sayTooLate, nil
	}
	return sayThanks, err
}

// tell says something to whoever clicked, alone.
func (b *Bot) tell(ctx context.Context, hook, text string) {
	if hook == "" {
		return
	}
	b.spawn(ctx, func(ctx context.Context) {
		err := b.respond(ctx, hook, &slack.WebhookMessage{ResponseType: slack.ResponseTypeEphemeral, Text: text})
		if err != nil {
			b.o.Log.Warn("answer a click", "error", b.scrub(err))
		}
	})
}
