package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

const bedsQuestion = "赤坎区新增养老床位多少张？"

// What models do besides answering, each with the false figure 9999.
var misbehaved = map[string]ragtest.ChatReply{
	"no marker":               ragtest.Says("赤坎区新增养老床位9999张。"),
	"half a marker":           ragtest.Says("新增养老床位9999张[", "1"),
	"half behind a right one": ragtest.Says("到2025年，新增养老床位300张[1]。床位共9999张[1"),
	"empty":                   ragtest.Says(),
	"endless":                 ragtest.Says(strings.Repeat("养老床位9999张[1]。", 600)),
	"only reasoning":          {Reasoning: "养老床位9999张[1]。"},
	"thinks aloud":            ragtest.Says("<think>养老床位9999张[1]。"),
	"cut":                     {Pieces: []string{"到2025年，新增养老床位9999张[1]。", "还有9999"}, Finish: "lost"},
	"too long":                {Pieces: []string{"新增养老床位9999张[1]。"}, Finish: "length"},
	"filtered":                {Pieces: []string{"新增养老床位9999张[1]。"}, Finish: "content_filter"},
}

// TestMisbehaviourReachesNoOutlet asks over every way out: each says what the
// plan says, and none says what the model made up.
func TestMisbehaviourReachesNoOutlet(t *testing.T) {
	var reply atomic.Value
	chat := &ragtest.Chat{Writes: func(ragtest.ChatPrompt) ragtest.ChatReply { return reply.Load().(ragtest.ChatReply) }}
	url := chat.Serve(t)
	dir := t.TempDir()
	database := filepath.Join(dir, "x.db")
	plan := write(t, filepath.Join(dir, "plan.txt"), "湛江市赤坎区养老规划\n\n第一章 目标\n\n到2025年，新增养老床位300张。\n\n第二章 公园\n\n建设公园10个。\n")
	if status, _, stderr := program(t, map[string]string{"CHUCHU_DATABASE": database}, "ingest", plan); status != 0 {
		t.Fatal(stderr)
	}
	s := start(t, database, "--no-seeds", "--chat-model", "m", "--chat-url", url)
	for name, r := range misbehaved {
		t.Run(name, func(t *testing.T) {
			reply.Store(r)
			for outlet, text := range s.everyOutlet(t) {
				if bad(text) || !strings.Contains(text, "300") {
					t.Errorf("%s: %s", outlet, text)
				}
			}
			_, out, stderr := program(t, map[string]string{"CHUCHU_DATABASE": database}, "ask", "--chat-model", "m", "--chat-url", url, bedsQuestion)
			if bad(out) || !strings.Contains(out, "300") {
				t.Errorf("command line: %s%s", out, stderr)
			}
		})
	}
}

// everyOutlet asks the server's outlets and returns what each says.
func (s served) everyOutlet(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	var a rag.Answer
	s.post(t, "/api/ask", map[string]any{"question": bedsQuestion}, &a)
	out["HTTP"], out["SSE"], out["OpenAI"] = said(a), s.events(t), hostileStream(t, s)
	conn, _, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+s.address+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	out["websocket"] = hostileSocket(t, conn, map[string]any{"question": bedsQuestion})
	session, err := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(),
		&mcp.StreamableClientTransport{Endpoint: "http://" + s.address + "/mcp"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer session.Close()
	result, err := session.CallTool(t.Context(), &mcp.CallToolParams{Name: "ask_plans", Arguments: map[string]any{"question": bedsQuestion}})
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	out["MCP"] = string(data)
	return out
}

// events is what a stream of events says besides drafts.
func (s served) events(t *testing.T) (text string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"question": bedsQuestion})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, "http://"+s.address+"/api/ask", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	res, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	for event := range strings.SplitSeq(string(data), "\n\n") {
		if !strings.Contains(event, `"type":"delta"`) && !strings.Contains(event, "event: delta") {
			text += event + "\n"
		}
	}
	return text
}
