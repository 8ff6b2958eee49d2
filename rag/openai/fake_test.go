package openai

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// A dialect is how a provider's endpoint behaves.
type dialect struct {
	name   string
	base   string   // of the base URL
	fields []string // that it knows; any other fails the test
	extra  string   // what users of it set
}

var common = []string{"model", "messages", "stream", "temperature", "stream_options"}

var (
	openAI   = dialect{"OpenAI", "/v1", common, ""}
	deepSeek = dialect{"DeepSeek", "", slices.Concat(common, []string{"thinking"}), `{"thinking":{"type":"disabled"}}`}
	bailian  = dialect{"百炼", "/compatible-mode/v1", slices.Concat(common, []string{"enable_thinking"}), `{"enable_thinking":false}`}
	ark      = dialect{"方舟", "/api/v3", common, ""}
	zhipu    = dialect{"Zhipu", "/api/paas/v4", []string{"model", "messages", "stream", "temperature", "thinking"}, `{"thinking":{"type":"disabled"},"stream_options":null}`}
	vLLM     = dialect{"vLLM", "/v1", slices.Concat(common, []string{"chat_template_kwargs"}), `{"chat_template_kwargs":{"enable_thinking":false}}`}
	ollama   = dialect{"Ollama", "/v1", common, ""}
	dialects = []dialect{openAI, deepSeek, bailian, ark, zhipu, vLLM, ollama}
)

// A fake is a scripted endpoint: the n-th request gets the n-th reply. It
// fails the test when a request breaks a rule, or when one is too many or too few.
type fake struct {
	t       *testing.T
	dialect dialect
	key     string
	call    string // /chat/completions
	server  *httptest.Server

	mu      sync.Mutex
	replies []reaction
	bodies  []body
}

// A body is a request's.
type body map[string]json.RawMessage

// A reaction answers a request.
type reaction func(w http.ResponseWriter, b body)

func newFake(t *testing.T, d dialect, replies ...reaction) *fake {
	f := &fake{t: t, dialect: d, key: "sk-test", call: "/chat/completions", replies: replies}
	f.server = httptest.NewServer(f)
	t.Cleanup(func() {
		f.server.Close()
		if len(f.replies) > 0 && !t.Failed() {
			t.Errorf("%d replies were not asked for", len(f.replies))
		}
	})
	return f
}

func (f *fake) endpoint() Endpoint {
	return Endpoint{BaseURL: f.server.URL + f.dialect.base, Model: "test-model", Key: f.key, Extra: f.dialect.extra}
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	b := f.check(r)
	f.mu.Lock()
	f.bodies = append(f.bodies, b)
	if len(f.replies) == 0 {
		f.mu.Unlock()
		f.t.Error("one request too many")
		http.Error(w, "{}", http.StatusTeapot)
		return
	}
	reply := f.replies[0]
	f.replies = f.replies[1:]
	f.mu.Unlock()
	reply(w, b)
}

// check holds a request against the rules.
func (f *fake) check(r *http.Request) body {
	t := f.t
	var b body
	raw, err := io.ReadAll(r.Body)
	if err == nil {
		err = json.Unmarshal(raw, &b)
	}
	if err != nil {
		t.Errorf("body: %v", err)
	}
	if r.Method != http.MethodPost || r.URL.Path != f.dialect.base+f.call {
		t.Errorf("%s %s", r.Method, r.URL.Path)
	}
	if r.ContentLength != int64(len(raw)) || len(r.TransferEncoding) > 0 {
		t.Errorf("Content-Length %d, Transfer-Encoding %q, %d bytes", r.ContentLength, r.TransferEncoding, len(raw))
	}
	if got := r.Header.Get("Content-Type"); got != "application/json" {
		t.Errorf("Content-Type %q", got)
	}
	want := ""
	if f.key != "" {
		want = "Bearer " + f.key
	}
	if got := r.Header.Get("Authorization"); got != want {
		t.Errorf("Authorization %q", got)
	}
	if f.call == "/chat/completions" {
		f.checkChat(b)
	}
	return b
}

func (f *fake) checkChat(b body) {
	for name := range b {
		if !slices.Contains(f.dialect.fields, name) {
			f.t.Errorf("%s does not know %q", f.dialect.name, name)
		}
	}
	if string(b["stream"]) != "true" {
		f.t.Errorf("stream: %s", b["stream"])
	}
	var messages []struct{ Role, Content string }
	if err := json.Unmarshal(b["messages"], &messages); err != nil {
		f.t.Error(err)
	}
	if len(messages) != 2 || messages[0].Role != "system" || messages[1].Role != "user" || messages[1].Content == "" {
		f.t.Errorf("messages: %.200s", b["messages"])
	}
}

func (f *fake) asked() []body {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.bodies)
}

// status answers with an error.
func status(code int, text string, header ...string) reaction {
	return func(w http.ResponseWriter, _ body) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(code)
		io.WriteString(w, text)
	}
}

// stream answers with lines of an event stream, as they stand.
func stream(lines ...string) reaction {
	return func(w http.ResponseWriter, _ body) {
		w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
		for _, l := range lines {
			io.WriteString(w, l+"\n")
			w.(http.Flusher).Flush()
		}
	}
}

// say is an event with a piece of an answer.
func say(content string) string { return choice("content", content) + "\n" }

// think is one with a piece of reasoning.
func think(field, text string) string { return choice(field, text) + "\n" }

func choice(field, text string) string {
	quoted, _ := json.Marshal(text)
	return fmt.Sprintf(`data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{%q:%s},"finish_reason":null}]}`, field, quoted)
}

func finish(reason string) string {
	return fmt.Sprintf(`data: {"id":"1","choices":[{"index":0,"delta":{},"finish_reason":%q}]}`+"\n", reason)
}

// usage is the event without choices that tells the tokens.
func usage(prompt int) string {
	return fmt.Sprintf(`data: {"id":"1","choices":[],"usage":{"prompt_tokens":%d,"completion_tokens":9,"total_tokens":%d}}`+"\n", prompt, prompt+9)
}

const done = "data: [DONE]\n"

// answered is a whole good answer.
func answered(pieces ...string) reaction {
	var lines []string
	for _, p := range pieces {
		lines = append(lines, say(p))
	}
	return stream(append(lines, finish("stop"), done)...)
}

// plan are two passages.
var plan = []rag.Passage{
	{Document: chunk.Meta{ID: "chikan", Label: "湛江市赤坎区十四五规划", Region: "湛江市赤坎区", Standing: "issued", Period: &chunk.Period{From: 2021, To: 2025}},
		Chunk: chunk.Chunk{Path: []string{"第七章 民生", "一、养老"}, Text: "健全基本养老服务体系，养老床位达到1200张。", Quote: "健全基本养老服务体系，养老床位达到1200张。"}},
	{Document: chunk.Meta{ID: "haibin", Label: "海滨街道十四五规划", Region: "天津市滨海新区海滨街道", Standing: "proposed"},
		Chunk: chunk.Chunk{Text: "社会消费品零售总额2025年达到11.8亿元。", Quote: "社会消费品零售总额2025年达到11.8亿元。"}},
}

var asks = rag.Question{Text: "赤坎区养老服务目标是什么", Places: []string{"赤坎"}}

// write collects what a Writer writes.
func write(ctx context.Context, w *Writer) (pieces []string, err error) {
	for piece, e := range w.Write(ctx, asks, plan) {
		if e != nil {
			return pieces, e
		}
		pieces = append(pieces, piece)
	}
	return pieces, nil
}

func newTestWriter(t *testing.T, e Endpoint, change ...func(*Config)) *Writer {
	t.Helper()
	c := Config{Endpoint: e}
	for _, f := range change {
		f(&c)
	}
	w, err := NewWriter(c)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// reasonOf is the reason of a Failure, else the error's text.
func reasonOf(err error) string {
	if f, ok := err.(*Failure); ok {
		return f.Reason
	}
	return fmt.Sprint(err)
}

// A pipe is a listener and a dialer without a network, for bubbles of synctest.
type pipe struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func newPipe() *pipe { return &pipe{conns: make(chan net.Conn), closed: make(chan struct{})} }

func (p *pipe) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

func (p *pipe) Close() error { p.once.Do(func() { close(p.closed) }); return nil }

func (p *pipe) Addr() net.Addr { return &net.UnixAddr{Name: "pipe", Net: "unix"} }

func (p *pipe) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	near, far := net.Pipe()
	select {
	case p.conns <- far:
		return near, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// inBubble serves requests within a bubble of synctest and returns an endpoint
// that asks there, and what ends the server.
func inBubble(h http.HandlerFunc) (Endpoint, func()) {
	p := newPipe()
	server := &http.Server{Handler: h}
	go server.Serve(p)
	t := &http.Transport{DialContext: p.dial, DisableCompression: true}
	end := func() {
		t.CloseIdleConnections()
		server.Close()
	}
	return Endpoint{BaseURL: "http://model.test/v1", Model: "test-model", HTTPClient: &http.Client{Transport: t}}, end
}

func joined(pieces []string) string { return strings.Join(pieces, "") }
