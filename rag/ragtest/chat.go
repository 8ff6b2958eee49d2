package ragtest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// A Chat is a chat endpoint over HTTP, as OpenAI's, whose model does what its
// scripts say, be it good or bad.
type Chat struct {
	Writes func(ChatPrompt) ChatReply // where the answer streams; nil fails the test
	Says   func(ChatPrompt) ChatReply // where it does not: short things; nil answers 404

	mu    sync.Mutex
	asked []ChatPrompt
}

// A ChatPrompt is what the model was asked.
type ChatPrompt struct {
	System, User string
	Streams      bool
	MaxTokens    int
	Temperature  float64
}

// A ChatReply is what the model does. The zero value says nothing and stops.
type ChatReply struct {
	Status    int      // of HTTP; 0 means 200
	Pieces    []string // of the content, one event each
	Reasoning string   // comes first, in its own field
	Finish    string   // finish_reason; "" means stop, "lost" breaks the connection instead
	Silent    bool     // says nothing until who asked is gone
}

// Says is a reply that says pieces and stops.
func Says(pieces ...string) ChatReply { return ChatReply{Pieces: pieces} }

// Serve serves the endpoint until the test ends and returns its base URL.
func (c *Chat) Serve(t *testing.T) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, err := readChatPrompt(r.Body)
		if err != nil || r.URL.Path != "/v1/chat/completions" {
			t.Errorf("%s %s: %v", r.Method, r.URL.Path, err)
			return
		}
		c.mu.Lock()
		c.asked = append(c.asked, p)
		c.mu.Unlock()
		c.reply(t, p).send(w, r, p.Streams)
	}))
	t.Cleanup(s.Close)
	return s.URL + "/v1"
}

// Asked returns what the model was asked so far.
func (c *Chat) Asked() []ChatPrompt {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append([]ChatPrompt(nil), c.asked...)
}

func (c *Chat) reply(t *testing.T, p ChatPrompt) ChatReply {
	switch {
	case !p.Streams && c.Says != nil:
		return c.Says(p)
	case p.Streams && c.Writes != nil:
		return c.Writes(p)
	case p.Streams:
		t.Errorf("asked to write: %.200s", p.User)
	}
	return ChatReply{Status: http.StatusNotFound}
}

func readChatPrompt(body io.Reader) (p ChatPrompt, err error) {
	var b struct {
		Messages []struct{ Role, Content string }
		Stream   bool
		Max      int     `json:"max_tokens"`
		Heat     float64 `json:"temperature"`
	}
	err = json.NewDecoder(body).Decode(&b)
	p.Streams, p.MaxTokens, p.Temperature = b.Stream, b.Max, b.Heat
	for _, m := range b.Messages {
		if m.Role == "system" {
			p.System += m.Content
		} else {
			p.User += m.Content
		}
	}
	return p, err
}

// send writes a reply as a stream of events or as one object.
func (r ChatReply) send(w http.ResponseWriter, req *http.Request, streams bool) {
	switch {
	case r.Silent:
		<-req.Context().Done()
		return
	case r.Status != 0:
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(r.Status)
		_, _ = io.WriteString(w, `{"error":{"message":"no"}}`)
		return
	case streams:
		r.stream(w)
		return
	}
	text := ""
	for _, p := range r.Pieces {
		text += p
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"choices": []any{map[string]any{
		"message": map[string]string{"role": "assistant", "content": text}, "finish_reason": r.finish(),
	}}})
}

func (r ChatReply) finish() string {
	if r.Finish == "" {
		return "stop"
	}
	return r.Finish
}

func (r ChatReply) stream(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/event-stream")
	event := func(choice map[string]any) {
		line, _ := json.Marshal(map[string]any{"choices": []any{choice}})
		_, _ = io.WriteString(w, "data: "+string(line)+"\n\n")
		w.(http.Flusher).Flush()
	}
	if r.Reasoning != "" {
		event(map[string]any{"delta": map[string]string{"reasoning_content": r.Reasoning}})
	}
	for _, p := range r.Pieces {
		event(map[string]any{"delta": map[string]string{"content": p}})
	}
	if r.Finish == "lost" {
		if conn, _, err := http.NewResponseController(w).Hijack(); err == nil {
			conn.Close()
		}
		return
	}
	event(map[string]any{"delta": map[string]string{}, "finish_reason": r.finish()})
	_, _ = io.WriteString(w, "data: [DONE]\n\n")
}
