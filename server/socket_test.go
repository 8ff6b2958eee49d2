package server

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"chuchu/rag"
)

// A client is one end of a websocket.
type client struct {
	*websocket.Conn
	t *testing.T
}

func (s *site) dial(t *testing.T, h http.Header) *client {
	t.Helper()
	conn, resp, err := websocket.DefaultDialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(s.url, "http")+"/ws", h)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	isDescribed(t, resp)
	t.Cleanup(func() { conn.Close() })
	return &client{conn, t}
}

// knock returns the status of a handshake.
func (s *site) knock(t *testing.T, h http.Header) int {
	conn, resp, err := websocket.DefaultDialer.DialContext(t.Context(), "ws"+strings.TrimPrefix(s.url, "http")+"/ws", h)
	if err == nil {
		conn.Close()
	}
	if resp == nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.StatusCode
}

func (c *client) send(message string) {
	c.t.Helper()
	if err := c.WriteMessage(websocket.TextMessage, []byte(message)); err != nil {
		c.t.Error(err)
	}
}

// next reads messages until one is of the type, which it returns.
func (c *client) next(kind string) heard {
	c.t.Helper()
	for {
		m := c.read()
		if m.Type == kind {
			return m
		}
		if m.Type == "failed" || m.Type == "finished" {
			c.t.Fatalf("wanted %s, got %+v", kind, m)
		}
	}
}

func (c *client) read() (m heard) {
	c.t.Helper()
	_, data, err := c.ReadMessage()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		c.t.Fatalf("%v: %s", err, data)
	}
	return m
}

func TestSocketAnswers(t *testing.T) {
	s := newSite(t, quoting)
	ws := s.dial(t, nil)
	ws.send(`{"type":"ask","id":"mine","question":"养老服务目标是什么"}`)
	var kinds []string
	var m heard
	for m.Type != "finished" {
		m = ws.read()
		kinds = append(kinds, m.Type)
		if m.Seq != len(kinds) || m.AnswerID == "" {
			t.Errorf("message %d: %+v", len(kinds), m)
		}
		if m.Type == "accepted" && (m.ID != "mine" || m.ConversationID == "") {
			t.Errorf("accepted %+v", m)
		}
	}
	if want := []string{"accepted", "rewritten", "retrieved", "delta", "checked", "finished"}; !slices.Equal(kinds, want) {
		t.Errorf("got %v", kinds)
	}
	if m.Answer.Text != sentence || m.Answer.ID != m.AnswerID {
		t.Errorf("got %+v", m.Answer)
	}
}

func TestBadMessagesLeaveTheSocketOpen(t *testing.T) {
	s := newSite(t, quoting)
	ws := s.dial(t, http.Header{"Accept-Language": {"en"}})
	for _, c := range []struct{ name, send, code, id, answer string }{
		{"no JSON", `hello`, "invalid_request", "", ""},
		{"no object", `[]`, "invalid_request", "", ""},
		{"no type", `{"question":"问"}`, "invalid_request", "", ""},
		{"unknown type", `{"type":"sing","id":"a"}`, "invalid_request", "a", ""},
		{"wrong kind", `{"type":"ask","id":"a","question":1}`, "invalid_request", "a", ""},
		{"no question", `{"type":"ask","id":"b"}`, "invalid_request", "b", ""},
		{"long question", `{"type":"ask","id":"c","question":"` + strings.Repeat("问", 2001) + `"}`, "too_large", "c", ""},
		{"long message", `{"type":"ask","id":"d","question":"` + strings.Repeat("a", maxMessage) + `"}`, "too_large", "", ""},
		{"unknown conversation", `{"type":"ask","id":"e","question":"问","conversation_id":"x"}`, "not_found", "e", ""},
		{"unknown answer", `{"type":"resume","answer_id":"x"}`, "not_found", "", "x"},
		{"before the first", `{"type":"resume","answer_id":"x","after":-1}`, "invalid_request", "", "x"},
		{"stop of none", `{"type":"stop","answer_id":"x"}`, "not_found", "", "x"},
	} {
		ws.send(c.send)
		m := ws.read()
		if m.Type != "failed" || m.Failure.Code != c.code || m.ID != c.id || m.AnswerID != c.answer || !strings.Contains(m.Failure.Message, ".") {
			t.Errorf("%s: got %+v", c.name, m)
		}
	}
	if err := ws.WriteMessage(websocket.BinaryMessage, []byte(`{}`)); err != nil {
		t.Fatal(err)
	}
	if m := ws.read(); m.Failure.Code != "invalid_request" {
		t.Errorf("binary: %+v", m)
	}
	ws.send(`{"type":"ask","question":"问"}`)
	ws.next("finished")
}

func TestHugeMessageEndsTheSocket(t *testing.T) {
	s := newSite(t, quoting)
	ws := s.dial(t, nil)
	_ = ws.WriteMessage(websocket.TextMessage, make([]byte, 2*maxFrame)) // the server may close before all is sent
	for {
		if _, _, err := ws.ReadMessage(); err != nil {
			return
		}
	}
}

func TestSeveralQuestionsOnOneSocket(t *testing.T) {
	begun, gate := make(chan struct{}, maxFollows), make(chan struct{})
	s := newSite(t, waiting(begun, gate))
	ws := s.dial(t, nil)
	for range maxFollows {
		ws.send(`{"type":"ask","question":"问"}`)
	}
	for range maxFollows {
		<-begun
	}
	ws.send(`{"type":"ask","id":"more","question":"问"}`)
	over := map[string]int{}
	for len(over) < maxFollows {
		switch m := ws.read(); m.Type {
		case "failed":
			if m.ID != "more" || m.Failure.Code != "busy" {
				t.Errorf("got %+v", m)
			}
			close(gate)
		case "finished":
			over[m.AnswerID]++
		}
	}
}

func TestResumeAfterDrop(t *testing.T) {
	begun, gate := make(chan struct{}, 1), make(chan struct{})
	s := newSite(t, waiting(begun, gate))
	ws := s.dial(t, nil)
	ws.send(`{"type":"ask","question":"问"}`)
	seen := ws.next("rewritten")
	<-begun
	ws.Close()

	ws = s.dial(t, nil)
	ws.send(`{"type":"resume","answer_id":"` + seen.AnswerID + `","after":1}`)
	if m := ws.read(); m.Seq != 2 || m.Type != "rewritten" {
		t.Errorf("while it is made: %+v", m)
	}
	close(gate)
	ws.next("finished")
	ws.send(`{"type":"resume","answer_id":"` + seen.AnswerID + `","after":2}`)
	if m := ws.read(); m.Seq != 3 {
		t.Errorf("after its end: %+v", m)
	}
	ws.next("finished")
}

// A client that does not read is dropped. Its answer is finished all the same,
// and whole when it comes back.
func TestSlowReaderIsDropped(t *testing.T) {
	gate := make(chan struct{})
	const pieces = 16
	s := newSite(t, func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		tell(rag.Rewritten{Query: q.Text})
		<-gate
		for range pieces {
			tell(rag.Checked{Sentence: rag.Sentence{Text: strings.Repeat("字", 1<<17), Citations: []int{}}})
		}
		tell(rag.Finished{Answer: quoted(q)})
		return nil
	})
	s.pace.write = 50 * time.Millisecond
	ws := s.dial(t, nil)
	if err := ws.NetConn().(*net.TCPConn).SetReadBuffer(1 << 12); err != nil {
		t.Fatal(err)
	}
	ws.send(`{"type":"ask","question":"问"}`)
	id := ws.next("rewritten").AnswerID
	close(gate)
	s.gone()

	ws = s.dial(t, nil)
	s.pace.write = time.Minute
	ws.send(`{"type":"resume","answer_id":"` + id + `","after":2}`)
	for i := range pieces {
		if m := ws.read(); m.Type != "checked" || m.Seq != i+3 {
			t.Fatalf("message %d: %s %d", i, m.Type, m.Seq)
		}
	}
	ws.next("finished")
}

// gone waits until no socket is open.
func (s *site) gone() { s.sockets.open.Wait() }

func TestPings(t *testing.T) {
	s := newSite(t, quoting)
	s.pace.ping = time.Millisecond
	ws := s.dial(t, nil)
	pinged := 0
	ws.SetPingHandler(func(string) error {
		if pinged++; pinged == 5 {
			ws.send(`{"type":"ask","question":"问"}`)
		}
		return ws.WriteControl(websocket.PongMessage, nil, time.Now().Add(time.Minute))
	})
	ws.next("finished")

	other := newSite(t, quoting) // the first one's sockets read its pace
	other.pace.ping, other.pace.silence = time.Millisecond, 10*time.Millisecond
	silent := other.dial(t, nil)
	silent.SetPingHandler(func(string) error { return nil })
	for {
		if _, _, err := silent.ReadMessage(); err != nil {
			return // who does not answer pings is dropped
		}
	}
}

func TestAnothersAnswerCannotBeResumed(t *testing.T) {
	s := newSite(t, quoting)
	ws := s.dial(t, nil)
	ws.send(`{"type":"ask","question":"问"}`)
	id := ws.next("finished").AnswerID
	other := s.dial(t, http.Header{"Cookie": {cookieName + "=00000000-0000-4000-8000-000000000000"}})
	for _, order := range []string{"resume", "stop"} {
		other.send(`{"type":"` + order + `","answer_id":"` + id + `"}`)
		if m := other.read(); m.Failure.Code != "not_found" {
			t.Errorf("%s: %+v", order, m)
		}
	}
}
