package openai

import (
	"context"
	"errors"
	"net"
	"slices"
	"strings"

	goopenai "github.com/sashabaranov/go-openai"

	"chuchu/reach"
)

// A Setup is what Check tries; what is nil is not in use.
type Setup struct {
	Chat   *Config
	Embed  *EmbedConfig
	Rerank *RerankConfig
}

// A Finding is what Check found of one thing, in Chinese.
type Finding struct {
	What   string // 作答模型, 检索模型, 排序模型
	Said   string // what is so: 可用, 接口拒绝了密钥
	Advice string // what to change; may be there when OK; "" when nothing
	OK     bool
}

// Check tries what is set up with small requests, and one that fills the
// context of the chat model, and says what to change.
func Check(ctx context.Context, s Setup) []Finding {
	var out []Finding
	if s.Chat != nil {
		out = append(out, checkChat(ctx, *s.Chat)...)
	}
	if s.Embed != nil {
		out = append(out, checkEmbed(ctx, *s.Embed))
	}
	if s.Rerank != nil {
		out = append(out, checkRerank(ctx, *s.Rerank))
	}
	return out
}

func checkChat(ctx context.Context, c Config) []Finding {
	chat, err := newChat(c)
	if err != nil {
		return []Finding{blame(ctx, sayChat, c.Endpoint, err)}
	}
	x := ask(helloSystem, helloUser)
	if err := chat.run(ctx, x); err != nil {
		f := blame(ctx, sayChat, c.Endpoint, err)
		if x.thought {
			f.Advice = adviseThinking(c.Endpoint)
		}
		return []Finding{f}
	}
	found := Finding{OK: true, What: sayChat, Said: sayUsable}
	if x.thought {
		found.Said, found.Advice = sayThinks, adviseThinking(c.Endpoint)
	}
	return []Finding{found, checkContext(ctx, chat)}
}

// ask is an exchange of which nobody hears the content.
func ask(system, user string) *exchange {
	return &exchange{
		messages: []goopenai.ChatCompletionMessage{
			{Role: goopenai.ChatMessageRoleSystem, Content: system},
			{Role: goopenai.ChatMessageRoleUser, Content: user},
		},
		tell: func(string) bool { return true },
	}
}

// checkContext fills the context and looks whether the endpoint read it all.
func checkContext(ctx context.Context, chat *chat) Finding {
	room := chat.Context - min(chat.Context/answerShare, answerRoom) - tokens(helloSystem) - tokens(helloUser)
	x := ask(helloSystem, filler(room)+helloUser)
	err := chat.run(ctx, x)
	f := Finding{What: sayContext}
	var failed *Failure
	switch {
	case err == nil && x.reported == 0:
		f.OK, f.Said, f.Advice = true, sayNoCount, adviseNoCount
	case err == nil:
		f.OK, f.Said = true, sayContextFits
	case errors.As(err, &failed) && slices.Contains([]string{sayCutPrompt, sayTooLong, sayLength}, failed.Reason):
		f.Said, f.Advice = failed.Reason, adviseContext
	default:
		return blame(ctx, sayContext, chat.Endpoint, err)
	}
	return f
}

// filler is text of about n tokens, no sentence like the one before.
func filler(n int) string {
	var b strings.Builder
	for i := 0; n > 0; i++ {
		p := pairs[i%len(pairs)]
		s := p[i/len(pairs)%2] + string(rune('一'+i*7)) + "。"
		if n -= tokens(s); n >= 0 {
			b.WriteString(s)
		}
	}
	return b.String()
}

func checkEmbed(ctx context.Context, c EmbedConfig) Finding {
	e, err := OpenEmbedder(ctx, c)
	if err == nil {
		err = e.Calibrate(ctx)
	}
	var failed *Failure
	switch {
	case errors.As(err, &failed) && failed.Reason == sayBlind:
		return Finding{What: sayEmbed, Said: sayBlind, Advice: adviseBlind}
	case err != nil:
		return blame(ctx, sayEmbed, c.Endpoint, err)
	}
	return Finding{OK: true, What: sayEmbed, Said: saidEmbed(e.Model())}
}

func checkRerank(ctx context.Context, c RerankConfig) Finding {
	r, err := NewReranker(c)
	if err != nil {
		return blame(ctx, sayRerank, c.Endpoint, err)
	}
	scores, err := r.Rerank(ctx, pairs[0][0], []string{pairs[1][1], pairs[0][1]})
	switch {
	case err != nil:
		return blame(ctx, sayRerank, c.Endpoint, err)
	case scores[1] <= scores[0]:
		return Finding{What: sayRerank, Said: sayBlind, Advice: adviseBlind}
	}
	return Finding{OK: true, What: sayRerank, Said: sayUsable}
}

// blame is the finding of a call that failed.
func blame(ctx context.Context, what string, e Endpoint, err error) Finding {
	f := Finding{What: what, Said: sayUnreachable}
	var failed *Failure
	if !errors.As(err, &failed) {
		return Finding{What: what, Said: saidStopped(err)}
	}
	f.Said, f.Advice = failed.Reason, advise(ctx, e, failed)
	var r *refusal
	if errors.As(err, &r) && r.message != "" {
		f.Said += saidBy(r.message)
	} else if failed.Err != nil && r == nil {
		f.Said += saidBy(dialed(failed.Err))
	}
	return f
}

// dialed says, of an address that could not be reached, which and why; of
// another error what it says itself.
func dialed(err error) string {
	var op *net.OpError
	if errors.As(err, &op) && op.Op == "dial" && op.Addr != nil && reach.Why(err) != "" {
		return op.Addr.String() + " " + reach.Why(err)
	}
	return reach.Told(err)
}
