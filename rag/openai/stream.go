package openai

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"time"

	goopenai "github.com/sashabaranov/go-openai"
)

// afterFinish is how long the count of tokens may take to follow the last content.
const afterFinish = 5 * time.Second

// receive reads a stream to its end.
func (c *chat) receive(x *exchange, stream *goopenai.ChatCompletionStream) error {
	for {
		line, err := stream.RecvRaw()
		if errors.Is(err, io.EOF) || err != nil && x.finish != "" {
			return c.end(x)
		}
		if err != nil {
			return broken(err)
		}
		d, err := readDelta(line)
		if err != nil {
			return err
		}
		x.thought = x.thought || d.thought
		x.reported = max(x.reported, d.reported)
		if err := c.take(x, d.content); err != nil {
			return err
		}
		if d.finish != "" && x.finish == "" {
			x.finish = d.finish
			x.watch.limit(min(c.Silence, afterFinish), saySilence)
		}
	}
}

// broken is a stream that could not be read on.
func broken(err error) error {
	if errors.Is(err, bufio.ErrTooLong) {
		return &Failure{sayUnread, err}
	}
	return &Failure{sayCutOff, err}
}

// take tells what of a piece of content is answer.
func (c *chat) take(x *exchange, piece string) error {
	if piece == "" {
		return nil
	}
	x.content = true
	text, restart := x.thinker.push(piece)
	x.thought = x.thought || x.thinker.closed
	if restart && !x.opening.restart() {
		return &Failure{Reason: sayThinking}
	}
	x.opening.thought = x.thought
	return c.pass(x, x.opening.push(text))
}

func (c *chat) pass(x *exchange, text string) error {
	if text == "" {
		return nil
	}
	x.begun = true
	x.watch.pause()
	if !x.tell(text) {
		return errStopped
	}
	x.watch.limit(c.Silence, saySilence)
	return nil
}

// bad are the ends of an answer that is none.
var bad = map[string]string{
	"content_filter": sayFiltered, "sensitive": sayFiltered, "length": sayLength, "max_tokens": sayLength,
	"model_context_window_exceeded": sayLength, "network_error": sayBroken, "error": sayBroken, "abort": sayCutOff,
	"insufficient_system_resource": sayBusy, "tool_calls": sayTool, "function_call": sayTool,
}

// end judges an answer that is over, and tells what was held back of a good one.
func (c *chat) end(x *exchange) error {
	switch reason := bad[x.finish]; {
	case x.finish == "":
		return &Failure{Reason: sayCutOff}
	case reason != "":
		return &Failure{Reason: reason}
	case wasCut(x.counted(), x.reported):
		return &Failure{Reason: sayCutPrompt}
	}
	if err := c.pass(x, x.opening.push(x.thinker.flush())); err != nil {
		return err
	}
	if err := c.pass(x, x.opening.flush()); err != nil {
		return err
	}
	switch {
	case x.begun:
		return nil
	case x.thought || x.content:
		return &Failure{Reason: sayOnlyThink}
	}
	return &Failure{Reason: sayEmpty}
}

// A delta is what one event of a stream says.
type delta struct {
	content  string
	thought  bool
	finish   string
	reported int
}

// readDelta reads an event: a piece of an answer, an answer as a whole, or an error.
func readDelta(line []byte) (d delta, err error) {
	type message struct {
		Content          string `json:"content"`
		ReasoningContent string `json:"reasoning_content"`
		Reasoning        string `json:"reasoning"`
	}
	var e struct {
		Choices []struct {
			Delta   message `json:"delta"`
			Message message `json:"message"`
			Finish  string  `json:"finish_reason"`
		} `json:"choices"`
		Usage struct {
			Prompt int `json:"prompt_tokens"`
		} `json:"usage"`
	}
	if err := json.Unmarshal(line, &e); err != nil {
		return d, &Failure{Reason: sayUnread}
	}
	if len(e.Choices) == 0 {
		if r := readRefusal(line); r != nil {
			return d, inStream(r)
		}
	}
	d.reported = e.Usage.Prompt
	for _, c := range e.Choices[:min(1, len(e.Choices))] {
		d.content = c.Delta.Content + c.Message.Content
		d.thought = c.Delta.ReasoningContent+c.Delta.Reasoning+c.Message.ReasoningContent+c.Message.Reasoning != ""
		d.finish = strings.ToLower(c.Finish)
	}
	return d, nil
}

// inStream gives an error that came inside a stream the status that its code stands for.
func inStream(r *refusal) *refusal {
	switch {
	case r.names("429", "rate_limit", "rate limit", "throttling") || r.code == "1302" || r.code == "1305":
		r.status = 429
	case r.names("400", "invalid_request", "invalid_parameter"):
		r.status = 400
	default:
		r.status = 500
	}
	return r
}
