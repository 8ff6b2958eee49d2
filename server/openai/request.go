package openai

import (
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/rag"
)

// maxTurns is how much of what was said before goes along with a question.
const maxTurns = 10

// A request is a body as far as anything in it matters. What else clients send
// is ignored; what is here and is not as OpenAI has it is refused.
type request struct {
	Model         string  `json:"model"`
	Messages      []said  `json:"messages"`
	Stream        bool    `json:"stream"`
	StreamOptions *option `json:"stream_options"`
	Format        *format `json:"response_format"`
	N             float64 `json:"n"`

	Temperature         float64 `json:"temperature"`
	TopP                float64 `json:"top_p"`
	PresencePenalty     float64 `json:"presence_penalty"`
	FrequencyPenalty    float64 `json:"frequency_penalty"`
	MaxTokens           float64 `json:"max_tokens"`
	MaxCompletionTokens float64 `json:"max_completion_tokens"`

	question string
	history  []rag.Turn
	size     int // characters of all messages
}

type option struct {
	IncludeUsage bool `json:"include_usage"`
}

type format struct {
	Type string `json:"type"`
}

// A said message is one that the client sends.
type said struct {
	Role    string  `json:"role"`
	Content content `json:"content"`
}

// A content is a text, or parts of text, which come on lines of their own.
type content string

// UnmarshalJSON implements json.Unmarshaler.
func (c *content) UnmarshalJSON(data []byte) error {
	var text *string
	if json.Unmarshal(data, &text) == nil {
		if text != nil {
			*c = content(*text)
		}
		return nil
	}
	var parts []struct{ Type, Text string }
	if err := json.Unmarshal(data, &parts); err != nil {
		return wrong("messages", filled(sayParam, "messages.content"))
	}
	var lines []string
	for _, p := range parts {
		if p.Type != "text" {
			return wrong("messages", filled(sayPart, p.Type))
		}
		lines = append(lines, p.Text)
	}
	*c = content(strings.Join(lines, "\n"))
	return nil
}

// read reads a request and checks it.
func read(body io.Reader) (request, error) {
	req := request{N: 1, TopP: 1, MaxTokens: 1, MaxCompletionTokens: 1}
	data, err := io.ReadAll(body)
	if err != nil {
		return req, err
	}
	if err := json.Unmarshal(data, &req); err != nil {
		var mistyped *json.UnmarshalTypeError
		var where at
		switch {
		case errors.As(err, &where):
			return req, where
		case errors.As(err, &mistyped) && mistyped.Field != "":
			return req, wrong(mistyped.Field, filled(sayParam, mistyped.Field))
		}
		return req, wrong("", sayJSON)
	}
	if err := req.check(); err != nil {
		return req, err
	}
	return req, req.converse()
}

// check returns what is wrong with the parameters.
func (r *request) check() error {
	switch {
	case r.Model == "":
		return wrong("model", sayModel)
	case r.Model != model:
		return noModel(r.Model)
	case r.N != 1:
		return wrong("n", sayOneChoice)
	case r.StreamOptions != nil && !r.Stream:
		return wrong("stream_options", sayNotStreaming)
	case r.Format != nil && r.Format.Type != "text":
		return wrong("response_format", filled(sayFormat, r.Format.Type))
	}
	for _, p := range []struct {
		name             string
		value, low, high float64
	}{
		{"temperature", r.Temperature, 0, 2}, {"top_p", r.TopP, 0, 1},
		{"presence_penalty", r.PresencePenalty, -2, 2}, {"frequency_penalty", r.FrequencyPenalty, -2, 2},
		{"max_tokens", r.MaxTokens, 1, math.MaxInt32}, {"max_completion_tokens", r.MaxCompletionTokens, 1, math.MaxInt32},
	} {
		if p.value < p.low || p.value > p.high {
			return wrong(p.name, filled(sayRange, p.name))
		}
	}
	return nil
}

var roles = []string{"system", "developer", "user", "assistant", "tool", "function"}

// converse finds the question, the last user message, and the turns before it.
func (r *request) converse() error {
	last := -1
	for i, m := range r.Messages {
		if !slices.Contains(roles, m.Role) {
			return wrong("messages", filled(sayRole, m.Role))
		}
		if r.size += utf8.RuneCountInString(string(m.Content)); m.Role == "user" {
			last = i
		}
	}
	if last < 0 {
		return wrong("messages", sayMessages)
	}
	if r.question = unwrapped(strings.TrimSpace(string(r.Messages[last].Content))); r.question == "" {
		return wrong("messages", sayNoQuestion)
	}
	turns := turns(r.Messages[:last])
	r.history = turns[max(0, len(turns)-maxTurns):]
	return nil
}

// turns pairs questions with what the assistant said to them, without the
// sources that stood below.
func turns(messages []said) (all []rag.Turn) {
	for _, m := range messages {
		text := strings.TrimSpace(string(m.Content))
		switch {
		case m.Role == "user":
			all = append(all, rag.Turn{Question: text})
		case m.Role == "assistant" && len(all) > 0:
			t := &all[len(all)-1]
			t.Answer = strings.TrimSpace(t.Answer + "\n" + rag.Above(text))
		}
	}
	return all
}
