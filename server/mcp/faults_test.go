package mcp

import (
	"bufio"
	"context"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"chuchu/rag"
	"chuchu/rag/ragtest"
	"chuchu/rag/talk"
)

// A call that fits no tool is told in words too, in the client's language.
func TestFaultsAreToldInWords(t *testing.T) {
	for i, header := range []http.Header{{}, {"Accept-Language": {"en"}}} {
		c, err := newSite(t, 0).connect(t, header)
		if err != nil {
			t.Fatal(err)
		}
		for _, test := range []struct{ tool, arguments, want string }{
			{"ask_plans", `{}`, [2]string{"question（必填）、documents、history", "question (needed), documents, history"}[i]},
			{"ask_plans", `{"question":4}`, [2]string{"question（必填）", "question (needed)"}[i]},
			{"search_plans", `{"query":"问","more":1}`, [2]string{"query（必填）、documents、limit，", "query (needed), documents, limit;"}[i]},
			{"read_document", `{"id":["plan"]}`, [2]string{"id（必填）、end、start，", "id (needed), end, start;"}[i]},
		} {
			r := result(t, c, test.tool, test.arguments)
			if !r.IsError || !strings.HasPrefix(textOf(r), [2]string{"参数有误：", "The arguments are wrong."}[i]) || !strings.Contains(textOf(r), test.want) {
				t.Errorf("%s %s: %v %s", test.tool, test.arguments, r.IsError, textOf(r))
			}
		}
		if _, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: "delete_everything"}); err == nil || !strings.Contains(err.Error(), sayNoTool[i]) {
			t.Errorf("an unknown tool: %v", err)
		}
	}
}

// post sends a body as a client of the protocol does.
func (s *site) post(t *testing.T, body string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), "POST", s.url+Path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept", "application/json, text/event-stream")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}

// A client that waits hears a comment now and then.
func TestKeepsAlive(t *testing.T) {
	s := newSite(t, 0)
	s.outlet.ping = time.Millisecond
	s.gate = make(chan struct{})
	const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask_plans","arguments":{"question":"等"}}}`
	resp := s.post(t, body)
	defer resp.Body.Close()
	lines, comments := bufio.NewScanner(resp.Body), 0
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), ":") {
			if comments++; comments == 3 {
				close(s.gate)
			}
		}
		if strings.HasPrefix(lines.Text(), "data:") {
			if comments < 3 || !strings.Contains(lines.Text(), "健全基本养老服务体系[1]。") {
				t.Errorf("after %d comments: %s", comments, lines.Text())
			}
			return
		}
	}
	t.Errorf("the stream ended after %d comments: %v", comments, lines.Err())
}

// Whatever comes in, the outlet answers, and nothing of ours breaks.
func FuzzBody(f *testing.F) {
	f.Add(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"read_document","arguments":{"id":"plan","start":1}}}`)
	f.Add(`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}`)
	f.Add(`[{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}]`)
	f.Add(`{"jsonrpc":"2.0","id":null,"result":{}}`)
	in := ragtest.Ingest("plan", planText)
	o := New(nobody{}, shelf{rag.Whole{Document: rag.Document{Meta: in.Given}, Plan: in.Plan}})
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequestWithContext(t.Context(), "POST", Path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Accept", "application/json, text/event-stream")
		w := httptest.NewRecorder()
		if err := o.Answer(w, r); err != nil || w.Code >= 500 {
			t.Errorf("%v %d %s", err, w.Code, w.Body)
		}
	})
}

// nobody answers.
type nobody struct{}

func (nobody) Ask(context.Context, rag.Question) (talk.Run, error) { return talk.Run{}, talk.ErrBusy }
func (nobody) Records(context.Context, talk.Run) iter.Seq2[talk.Record, error] {
	return func(func(talk.Record, error) bool) {}
}

func TestHostileBodies(t *testing.T) {
	s := newSite(t, 0)
	for name, test := range map[string]struct {
		body   string
		status int
	}{
		"huge":     {`{"jsonrpc":"2.0","id":1,"method":"ping","params":"` + strings.Repeat("长", 1<<20) + `"}`, 413},
		"empty":    {"", 400},
		"no JSON":  {"问", 400},
		"deep":     {strings.Repeat(`[`, 20000), 400},
		"deeper":   {`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":` + strings.Repeat(`{"a":`, 20000) + strings.Repeat("}", 20000) + "}", 400},
		"no batch": {`[]`, 400},
	} {
		resp := s.post(t, test.body)
		data, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		if resp.StatusCode != test.status {
			t.Errorf("%s: %s %.200s", name, resp.Status, data)
		}
	}
	if _, err := s.connect(t, nil); err != nil {
		t.Errorf("the server is not well: %v", err)
	}
}
