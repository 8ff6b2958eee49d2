package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// A cable leads to a server, and can be cut.
type cable struct {
	listener net.Listener
	to       string

	mu    sync.Mutex
	down  bool // new connections are closed at once
	conns []net.Conn
}

// newCable returns a whole cable to the server of a database, and the URL that
// leads through it.
func newCable(t *testing.T, database string) (*cable, string) {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{listener: l, to: u.Host}
	u.Host = l.Addr().String()
	t.Cleanup(func() {
		l.Close()
		c.cut()
	})
	go c.serve()
	return c, u.String()
}

func (c *cable) serve() {
	for {
		near, err := c.listener.Accept()
		if err != nil {
			return
		}
		c.join(near)
	}
}

// join connects a client, unless the cable is cut.
func (c *cable) join(near net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	far, err := net.Dial("tcp", c.to)
	if err != nil {
		near.Close()
		return
	}
	if c.down {
		near.Close()
		far.Close()
		return
	}
	c.conns = append(c.conns, near, far)
	for _, way := range [][2]net.Conn{{near, far}, {far, near}} {
		go func() {
			_, _ = io.Copy(way[0], way[1]) // until either end closes
			near.Close()
			far.Close()
		}()
	}
}

// cut closes all connections; until mend, new ones too.
func (c *cable) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.down = true
	for _, conn := range c.conns {
		conn.Close()
	}
	c.conns = nil
}

func (c *cable) mend() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.down = false
}

// A request is one that needs the library, with the status it gets where all is well.
type request struct {
	method, path, body, accept string
	status                     int
}

var requests = []request{
	{"GET", "/api/documents", "", "", http.StatusOK},
	{"GET", "/api/documents/chikan", "", "", http.StatusOK},
	{"GET", "/api/documents/chikan/raw", "", "", http.StatusOK},
	{"GET", "/api/indicators", "", "", http.StatusOK},
	{"POST", "/api/search", `{"query":"养老服务目标"}`, "", http.StatusOK},
	{"POST", "/api/ask", `{"question":"` + goalQuestion + `"}`, "", http.StatusOK},
	{"POST", "/api/ask", `{"question":"` + goalQuestion + `"}`, "text/event-stream", http.StatusOK},
	{"POST", "/api/documents", `{"id":"forest","text":"云山县供水规划\n\n一、目标\n\n普及率达到96%。"}`, "", http.StatusAccepted},
	{"DELETE", "/api/documents/forest", "", "", http.StatusNoContent},
	{"GET", "/api/conversations/none", "", "", http.StatusNotFound},
	{"GET", "/api/answers/none", "", "", http.StatusNotFound},
}

// of makes the request of a server.
func (r request) of(t *testing.T, s served) (response *http.Response, body []byte) {
	t.Helper()
	ask, err := http.NewRequestWithContext(t.Context(), r.method, "http://"+s.address+r.path, strings.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	ask.Header.Set("Content-Type", "application/json")
	ask.Header.Set("Accept", r.accept)
	response, err = http.DefaultClient.Do(ask)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, err = io.ReadAll(response.Body); err != nil {
		t.Fatal(err)
	}
	return response, body
}

// expectBusy checks that a request is refused as the contract says, for a while.
func (r request) expectBusy(t *testing.T, s served) {
	t.Helper()
	response, body := r.of(t, s)
	var refused struct {
		Error struct{ Code, Message string }
	}
	err := json.Unmarshal(body, &refused)
	if err != nil || response.StatusCode != http.StatusServiceUnavailable || refused.Error.Code != "busy" ||
		refused.Error.Message == "" || response.Header.Get("Retry-After") == "" {
		t.Errorf("cut off, %s %s: %s %v %s", r.method, r.path, response.Status, response.Header, body)
	}
}

// expectWell checks that all is well again. The first request of each kind may
// still meet a connection that is dead; it is not refused for ever.
func (r request) expectWell(t *testing.T, s served) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; {
		response, body := r.of(t, s)
		if response.StatusCode == r.status {
			return
		}
		if response.StatusCode != http.StatusServiceUnavailable || time.Now().After(deadline) {
			t.Errorf("%s %s: %s %s", r.method, r.path, response.Status, body)
			return
		}
	}
}

// A server whose database is cut off says so to whoever asks, and goes on by
// itself when it is back. An answer that is being made is made to its end, and
// its end kept when it can be.
func TestCutOff(t *testing.T) {
	cable, through := newCable(t, clusterDatabase(t))
	model := newHoldingModel(t)
	s := spawn(t, through, model.flags()...)
	asker, other := s.dial(t), s.dial(t)
	seen := asker.ask(goalQuestion, "checked")
	for _, meanwhile := range []func(){func() {}, model.letGo} {
		cable.cut()
		begun := time.Now()
		for _, r := range requests {
			r.expectBusy(t, s.served)
		}
		s.send(t, "GET", "/readyz", nil, http.StatusServiceUnavailable)
		s.send(t, "GET", "/healthz", nil, http.StatusOK)
		s.send(t, "GET", "/", nil, http.StatusOK)
		expectCutOff(t, other)
		other.resume(seen[0].AnswerID, 0) // made here: nothing is needed for it
		if m := other.next(); m.raw != seen[0].raw {
			t.Errorf("%s, want %s", m.raw, seen[0].raw)
		}
		meanwhile()
		t.Logf("cut off for %v", time.Since(begun))
		cable.mend()
		request{"GET", "/readyz", "", "", http.StatusOK}.expectWell(t, s.served)
		other = s.dial(t)
	}
	rest := asker.until("")
	asker.over()
	if last := rest[len(rest)-1]; last.Type != "finished" {
		t.Errorf("the end: %s", last.raw)
	}
	for _, r := range requests {
		r.expectWell(t, s.served)
	}
	other.resume(seen[0].AnswerID, 0)
	expectSame(t, other.until(""), append(seen, rest...))
	again := other.ask(goalQuestion, "finished")
	checkGoal(t, again[len(again)-1].message.Answer)
}

// expectCutOff checks that a websocket stays open and tells what cannot be done.
func expectCutOff(t *testing.T, l wire) {
	t.Helper()
	for _, order := range []map[string]any{
		{"type": "ask", "id": "mine", "question": goalQuestion},
		{"type": "resume", "answer_id": "another"},
		{"type": "stop", "answer_id": "another"},
	} {
		l.say(order)
		m := l.next()
		id, _ := order["id"].(string)
		answer, _ := order["answer_id"].(string)
		if m.Type != "failed" || m.Error.Code != "busy" || m.Error.Message == "" || m.ID != id || m.AnswerID != answer || m.Seq != 0 {
			t.Errorf("cut off, %v: %s", order, m.raw)
		}
	}
}

// A server that is cut off for longer than its lease gives its answers up, and
// one beside it ends them: nobody who follows waits for ever, whichever server
// he asks, and what is kept is the same for all.
func TestCutOffForLong(t *testing.T) {
	t.Parallel() // it mostly waits
	database, model := clusterDatabase(t), newHoldingModel(t)
	cable, through := newCable(t, database)
	lost, beside := spawn(t, through, model.flags()...), spawn(t, database, model.flags()...)
	asker, reader := lost.dial(t), beside.dial(t)
	seen := asker.ask(goalQuestion, "checked")
	reader.resume(seen[0].AnswerID, 0)
	whole := reader.until("checked")
	cable.cut()
	for _, l := range []wire{asker, reader} {
		rest := l.until("")
		expectFailed(t, rest[len(rest)-1], 0)
		l.over()
		whole = append(whole[:len(seen)], rest...) // of the reader, in the end
	}
	model.letGo() // too late
	cable.mend()
	request{"GET", "/readyz", "", "", http.StatusOK}.expectWell(t, lost.served)
	for _, s := range []process{lost, beside} {
		back := s.dial(t)
		back.resume(seen[0].AnswerID, 0)
		expectSame(t, back.until(""), whole)
		back.over()
	}
	request{"POST", "/api/ask", `{"question":"` + goalQuestion + `"}`, "", http.StatusOK}.expectWell(t, lost.served)
}
