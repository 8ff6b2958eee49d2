// Package openai writes, embeds and reranks with OpenAI-compatible endpoints:
// OpenAI, DeepSeek, 百炼 (Qwen), Zhipu, vLLM, Ollama and what speaks like them.
//
//	writer, err := openai.NewWriter(openai.Config{
//		Endpoint: openai.Endpoint{BaseURL: "http://127.0.0.1:8000/v1", Model: "qwen3-32b"},
//	})
//	answerer := rag.Answerer{Writer: writer, Fallback: extract.Writer{}, …}
//
// Whatever goes wrong with an endpoint is a Failure, which says why in a few
// Chinese words. Nothing is sent anywhere but to the BaseURL that is given.
package openai

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	goopenai "github.com/sashabaranov/go-openai"
)

// An Endpoint is where a model is and what is sent along.
type Endpoint struct {
	BaseURL    string       // used as given: …/v1, …/compatible-mode/v1, …/api/v3, …/api/paas/v4
	Model      string       // its name there
	Key        string       // sent as a bearer token unless empty
	Extra      string       // a JSON object merged into each body; a field that is null there is left out
	HTTPClient *http.Client // nil means one that honours HTTPS_PROXY; its Timeout should be 0
}

// A Config says how to write with a chat model. Zero values mean what is noted.
type Config struct {
	Endpoint
	Context     int           // tokens the model takes, prompt and answer; 8192
	Concurrency int           // answers written at once, the others wait; 4
	Timeout     time.Duration // until the first content, waiting and reasoning included; 90 s
	Silence     time.Duration // between two pieces of content; 30 s
}

func (c Config) withDefaults() Config {
	c.Context = cmp.Or(c.Context, 8192)
	c.Concurrency = cmp.Or(c.Concurrency, 4)
	c.Timeout = cmp.Or(c.Timeout, 90*time.Second)
	c.Silence = cmp.Or(c.Silence, 30*time.Second)
	return c
}

// Host is the machine that questions and passages are sent to, "" when
// BaseURL names none.
func (e Endpoint) Host() string {
	u, err := url.Parse(e.BaseURL)
	if err != nil {
		return ""
	}
	return u.Host
}

// address is the address of a call.
func (e Endpoint) address(call string) string {
	return strings.TrimRight(strings.TrimSpace(e.BaseURL), "/") + call
}

// check tells what is wrong with an endpoint before anything is sent to it.
func (e Endpoint) check() error {
	u, err := url.Parse(strings.TrimSpace(e.BaseURL))
	switch {
	case e.BaseURL == "" || e.Model == "":
		return &Failure{Reason: sayIncomplete}
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return &Failure{Reason: sayNoURL, Err: err}
	case strings.ContainsFunc(e.key(), func(r rune) bool { return r <= ' ' || r > '~' }):
		return &Failure{Reason: sayBadKey}
	}
	_, err = e.extra()
	return err
}

func (e Endpoint) key() string { return strings.TrimSpace(e.Key) }

// extra is Extra, read.
func (e Endpoint) extra() (map[string]json.RawMessage, error) {
	if strings.TrimSpace(e.Extra) == "" {
		return nil, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal([]byte(e.Extra), &fields); err != nil {
		return nil, &Failure{Reason: sayBadExtra, Err: errors.New("extra is no JSON object")}
	}
	return fields, nil
}

// http is a client whose transport is ours.
func (e Endpoint) http() (*http.Client, error) {
	if err := e.check(); err != nil {
		return nil, err
	}
	extra, err := e.extra()
	if err != nil {
		return nil, err
	}
	client := http.Client{Transport: ownTransport()}
	if e.HTTPClient != nil {
		client = *e.HTTPClient
	}
	client.Transport = transport{client.Transport, extra}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client, nil
}

// api is go-openai's client for the endpoint.
func (e Endpoint) api() (*goopenai.Client, error) {
	client, err := e.http()
	if err != nil {
		return nil, err
	}
	c := goopenai.DefaultConfig(e.key())
	c.BaseURL = e.address("")
	c.HTTPClient = client
	c.EmptyMessagesLimit = manyEmpty
	return goopenai.NewClientWithConfig(c), nil
}

// manyEmpty lines without data may stand between two events: DeepSeek sends
// one every few seconds, go-openai gives up after 300.
const manyEmpty = 1 << 30
