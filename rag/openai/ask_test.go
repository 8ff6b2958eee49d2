package openai

import (
	"context"
	"errors"
	"testing"
	"time"

	"chuchu/rag/ragtest"
)

// asker is a model that says what reply holds when it is asked a short thing.
func asker(t *testing.T, model string, reply ragtest.ChatReply) (*Writer, *ragtest.Chat) {
	t.Helper()
	chat := &ragtest.Chat{Says: func(ragtest.ChatPrompt) ragtest.ChatReply { return reply }}
	w, err := NewWriter(Config{Endpoint: Endpoint{BaseURL: chat.Serve(t), Model: model}, Concurrency: 1})
	if err != nil {
		t.Fatal(err)
	}
	return w, chat
}

func TestAsk(t *testing.T) {
	for name, c := range map[string]struct {
		reply        ragtest.ChatReply
		said, reason string
	}{
		"said":          {ragtest.Says("好的。"), "好的。", ""},
		"thought first": {ragtest.Says("<think>嗯</think>好的。"), "好的。", ""},
		"only thought":  {ragtest.Says("<think>嗯"), "", sayEmpty},
		"nothing":       {ragtest.Says(), "", sayEmpty},
		"cut":           {ragtest.ChatReply{Pieces: []string{"好"}, Finish: "length"}, "", sayLength},
		"filtered":      {ragtest.ChatReply{Pieces: []string{"好"}, Finish: "content_filter"}, "", sayFiltered},
		"broken":        {ragtest.ChatReply{Status: 500}, "", sayBroken},
		"busy":          {ragtest.ChatReply{Status: 429}, "", sayBusy},
	} {
		t.Run(name, func(t *testing.T) {
			w, chat := asker(t, "m", c.reply)
			said, err := w.Ask(t.Context(), "规则", "问题")
			if said != c.said || (err != nil) != (c.reason != "") || err != nil && reasonOf(err) != c.reason {
				t.Errorf("%q, %v", said, err)
			}
			asked := chat.Asked()
			if len(asked) != 1 || asked[0].Streams || asked[0].MaxTokens != shortAnswer || asked[0].System != "规则" || asked[0].User != "问题" {
				t.Errorf("asked %+v", asked)
			}
		})
	}
}

// Models that reason refuse max_tokens and any temperature of theirs.
func TestAskAReasoningModel(t *testing.T) {
	w, chat := asker(t, "o3-mini", ragtest.Says("好的。"))
	if said, err := w.Ask(t.Context(), "规则", "问题"); err != nil || said != "好的。" {
		t.Errorf("%q, %v", said, err)
	}
	if asked := chat.Asked(); len(asked) != 1 || asked[0].MaxTokens != 0 || asked[0].Temperature != 0 {
		t.Errorf("asked %+v", asked)
	}
}

// A short thing waits for its turn among the answers, as long as its context lasts.
func TestAskCountsAsAnAnswer(t *testing.T) {
	w, chat := asker(t, "m", ragtest.Says("好的。"))
	w.chat.slots <- struct{}{}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Ask(ctx, "规则", "问题"); !errors.Is(err, context.Canceled) || len(chat.Asked()) != 0 {
		t.Errorf("%v, asked %d times", err, len(chat.Asked()))
	}
	<-w.chat.slots
	if _, err := w.Ask(t.Context(), "规则", "问题"); err != nil || len(w.chat.slots) != 0 {
		t.Errorf("%v, %d slots taken", err, len(w.chat.slots))
	}
}

// A model that is always late is not asked again and again.
func TestLateModelsRest(t *testing.T) {
	w, chat := asker(t, "m", ragtest.ChatReply{Silent: true})
	for range lateOften + 2 {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		if _, err := w.Ask(ctx, "规则", "问题"); err == nil {
			t.Error("said something")
		}
		cancel()
	}
	if n := len(chat.Asked()); n != lateOften {
		t.Errorf("asked %d times", n)
	}
	w.late.until.Store(time.Now().UnixMilli()) // the minute is over
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := w.Ask(gone, "规则", "问题"); !errors.Is(err, context.Canceled) || w.late.times.Load() != 0 {
		t.Errorf("a question that nobody waits for counts as late: %v", err)
	}
}
