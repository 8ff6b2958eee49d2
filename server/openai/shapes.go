package openai

import (
	"encoding/json"
	"net/http"
	"strings"
)

// A modelEntry is what clients are told of a model.
type modelEntry struct {
	ID      string `json:"id"`
	Object  string `json:"object"`
	Created int64  `json:"created"`
	OwnedBy string `json:"owned_by"`
}

type modelList struct {
	Object string       `json:"object"`
	Data   []modelEntry `json:"data"`
}

// ours has no date of its own; clients demand one.
var ours = modelEntry{ID: model, Object: "model", OwnedBy: "chuchu"}

// modelPath returns the model that a path names.
func modelPath(r *http.Request) (name string, ok bool) {
	name, ok = strings.CutPrefix(r.URL.Path, "/v1/models/")
	return name, ok && r.Method == http.MethodGet && name != ""
}

// A completion is a whole response, or a chunk of a stream.
type completion struct {
	ID      string          `json:"id"`
	Object  string          `json:"object"`
	Created int64           `json:"created"`
	Model   string          `json:"model"`
	Choices []choice        `json:"choices"`
	Usage   *usage          `json:"usage,omitzero"`
	Chuchu  json.RawMessage `json:"chuchu,omitzero"` // the whole answer, as /api/ask gives it
}

type choice struct {
	Index        int       `json:"index"`
	Message      *message  `json:"message,omitzero"`
	Delta        *message  `json:"delta,omitzero"`
	Logprobs     *struct{} `json:"logprobs"`
	FinishReason *string   `json:"finish_reason"`
}

// A message is what the assistant says, or in a chunk what is new of it.
type message struct {
	Role        string       `json:"role,omitzero"`
	Content     *string      `json:"content,omitzero"`
	Refusal     *string      `json:"refusal,omitzero"` // the text of a refusal
	Annotations []annotation `json:"annotations,omitzero"`
}

// An annotation says which document a marker of the content means.
type annotation struct {
	Type        string      `json:"type"`
	URLCitation urlCitation `json:"url_citation"`
}

// A urlCitation's indexes count Unicode code points of the content.
type urlCitation struct {
	StartIndex int    `json:"start_index"`
	EndIndex   int    `json:"end_index"`
	URL        string `json:"url"`
	Title      string `json:"title"`
}

// A usage is estimated: a token a character.
type usage struct {
	PromptTokens     int `json:"prompt_tokens"`
	CompletionTokens int `json:"completion_tokens"`
	TotalTokens      int `json:"total_tokens"`
}

// write writes a response in one piece.
func write[T completion | modelEntry | modelList | failure](w http.ResponseWriter, status int, body T) error {
	data, err := json.Marshal(body)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = w.Write(append(data, '\n')) // the client is gone, then
	return nil
}
