package openai

import (
	"context"
	"errors"
	"sync/atomic"

	goopenai "github.com/sashabaranov/go-openai"
)

// A chat is a chat model at an endpoint. Every exchange streams.
type chat struct {
	Config
	client  *goopenai.Client
	slots   chan struct{}
	without struct{ usage, temperature atomic.Bool } // fields that the endpoint refused
}

func newChat(c Config) (*chat, error) {
	c = c.withDefaults()
	client, err := c.api()
	if err != nil {
		return nil, err
	}
	return &chat{Config: c, client: client, slots: make(chan struct{}, c.Concurrency)}, nil
}

// An exchange is what a model is asked and what was noted of its answer.
type exchange struct {
	messages []goopenai.ChatCompletionMessage
	tell     func(content string) bool // gets the content as it comes; false stops

	watch *watch
	reply
}

// A reply is what was noted of one try to get an answer.
type reply struct {
	begun    bool   // content was told
	thought  bool   // thinking came
	content  bool   // text came, thinking or not
	finish   string // finish_reason
	reported int    // usage.prompt_tokens
	thinker  thinker
	opening  opening
}

// counted is how many tokens the prompt takes by our count.
func (x *exchange) counted() int {
	n := 0
	for _, m := range x.messages {
		n += tokens(m.Content)
	}
	return n
}

// errStopped means that nobody listens any more.
var errStopped = errors.New("stopped")

// run asks and tells the content as it comes. It returns a Failure, or the
// error of ctx, or errStopped.
func (c *chat) run(ctx context.Context, x *exchange) error {
	ctx, x.watch = newWatch(ctx)
	defer x.watch.stop()
	x.watch.limit(c.Timeout, sayQueue)
	select {
	case c.slots <- struct{}{}:
		defer func() { <-c.slots }()
	case <-ctx.Done():
		return failure(ctx, ctx.Err())
	}
	x.watch.say(sayTimeout)
	err := asking.try(ctx, func() error { return c.attempt(ctx, x) })
	if errors.Is(err, errStopped) {
		return err
	}
	return failure(ctx, err)
}

// attempt asks once. What goes wrong after content was told is a Failure: it
// is not tried again.
func (c *chat) attempt(ctx context.Context, x *exchange) error {
	x.reply = reply{}
	stream, err := c.open(ctx, x)
	if err != nil {
		return err
	}
	defer stream.Close()
	err = c.receive(x, stream)
	if x.begun && !errors.Is(err, errStopped) {
		return failure(ctx, err)
	}
	return err
}

// open sends the request, again without the fields that the endpoint refuses.
func (c *chat) open(ctx context.Context, x *exchange) (*goopenai.ChatCompletionStream, error) {
	for {
		stream, err := c.client.CreateChatCompletionStream(ctx, c.request(x))
		if err == nil || !c.leaveOut(err) {
			return stream, err
		}
	}
}

// temperature is low, and not 0, which go-openai leaves out and Zhipu refuses.
const temperature = 0.1

func (c *chat) request(x *exchange) goopenai.ChatCompletionRequest {
	r := goopenai.ChatCompletionRequest{Model: c.Model, Messages: x.messages, Stream: true}
	if !c.without.temperature.Load() {
		r.Temperature = temperature
	}
	if !c.without.usage.Load() {
		r.StreamOptions = &goopenai.StreamOptions{IncludeUsage: true}
	}
	return r
}

// leaveOut takes note of a field that the endpoint, or go-openai on behalf of
// it, refuses. It reports whether there is one that was not known.
func (c *chat) leaveOut(err error) bool {
	var r *refusal
	if errors.Is(err, goopenai.ErrReasoningModelLimitationsOther) || errors.Is(err, goopenai.ErrReasoningSamplingUnsupported) {
		return c.without.temperature.CompareAndSwap(false, true)
	}
	if !errors.As(err, &r) || r.status != 400 && r.status != 422 {
		return false
	}
	switch {
	case r.names("stream_options", "include_usage"):
		return c.without.usage.CompareAndSwap(false, true)
	case r.names("temperature"):
		return c.without.temperature.CompareAndSwap(false, true)
	}
	return false
}
