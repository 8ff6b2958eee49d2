package main

import (
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

// Every outlet tells the id of a request, under which the log has the answer
// that was asked for with it.
func TestRequestIDs(t *testing.T) {
	s := start(t, "")
	ids := map[string]string{"websocket": s.askedOnSocket(t)}
	for name, o := range map[string]struct{ path, accept, body string }{
		"API":             {"/api/ask", "", `{"question":"` + goalQuestion + `"}`},
		"stream":          {"/api/ask", "text/event-stream", `{"question":"` + goalQuestion + `"}`},
		"OpenAI":          {"/v1/chat/completions", "", `{"model":"chuchu","messages":[{"role":"user","content":"` + goalQuestion + `"}]}`},
		"OpenAI's stream": {"/v1/chat/completions", "", `{"model":"chuchu","stream":true,"messages":[{"role":"user","content":"` + goalQuestion + `"}]}`},
		"MCP":             {"/mcp", "application/json, text/event-stream", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask_plans","arguments":{"question":"` + goalQuestion + `"}}}`},
	} {
		r, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+s.address+o.path, strings.NewReader(o.body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/json")
		if o.accept != "" {
			r.Header.Set("Accept", o.accept)
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || !strings.Contains(unquoted(string(text)), goalSentence) {
			t.Errorf("%s: %v %.300s", name, err, text)
		}
		ids[name] = res.Header.Get("X-Request-Id")
	}
	_, log := s.stop()
	for name, id := range ids {
		if id == "" || !regexp.MustCompile(`msg=answer request_id=`+id+` answer_id=\S+ who=\S+ outcome=finished`).MatchString(log) {
			t.Errorf("%s: no answer of request %q", name, id)
		}
	}
}

// askedOnSocket asks on a websocket and returns the id of its request.
func (s served) askedOnSocket(t *testing.T) string {
	t.Helper()
	conn, res, err := websocket.DefaultDialer.DialContext(t.Context(), "ws://"+s.address+"/ws", nil)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	wire{t, conn}.ask(goalQuestion, "finished")
	return res.Header.Get("X-Request-Id")
}
