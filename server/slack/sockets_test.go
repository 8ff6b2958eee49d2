package slack

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// ackFor is how long Slack waits for an acknowledgement.
const ackFor = 3 * time.Second

// sockets are the Socket Mode connections of a workspace.
type sockets struct {
	mu       sync.Mutex
	tickets  map[string]bool
	open     []*plug
	opened   int
	turn     int
	pending  map[string]*pending
	envelope int
	late     bool   // envelopes that are not acknowledged break no rule
	off      string // what is sent in place of hello
}

// A plug is a connection.
type plug struct {
	conn  *websocket.Conn
	write sync.Mutex
	gone  bool // Slack delivers nothing more to it
	pings chan struct{}
}

// A pending envelope waits for its acknowledgement.
type pending struct {
	on    *plug
	retry int
	timer *time.Timer
}

func (s *sockets) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pending {
		p.timer.Stop()
	}
	for _, p := range s.open {
		_ = p.conn.Close()
	}
}

// openConnection answers apps.connections.open: an address that is good once.
func (w *workspace) openConnection(out http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	w.calls = append(w.calls, call{"apps.connections.open", time.Now(), nil})
	code := w.faulty("apps.connections.open")
	w.happened()
	w.mu.Unlock()
	if code == "" && r.Header.Get("Authorization") != "Bearer "+appToken {
		code = "invalid_auth"
	}
	if code != "" {
		answerJSON(out, no(code))
		return
	}
	s := &w.sockets
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tickets == nil {
		s.tickets, s.pending = map[string]bool{}, map[string]*pending{}
	}
	ticket := fmt.Sprintf("t%d-secret-of-a-connection", len(s.tickets))
	s.tickets[ticket] = true
	answerJSON(out, ok(map[string]any{"url": "ws" + w.url[len("http"):] + "/link?ticket=" + ticket + "&app_id=A0001"}))
}

// link answers the dial of a connection.
func (w *workspace) link(out http.ResponseWriter, r *http.Request) {
	s := &w.sockets
	s.mu.Lock()
	ticket := r.URL.Query().Get("ticket")
	good := s.tickets[ticket]
	s.tickets[ticket] = false
	off := s.off
	s.mu.Unlock()
	if !good {
		w.wrong("a ticket that is used twice, or none: %q", ticket)
		out.WriteHeader(http.StatusForbidden)
		return
	}
	conn, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(out, r, nil)
	if err != nil {
		return
	}
	p := &plug{conn: conn, pings: make(chan struct{})}
	if off != "" {
		p.send(map[string]any{"type": "disconnect", "reason": off})
		_ = conn.Close()
		return
	}
	s.mu.Lock()
	s.open, s.opened = append(s.open, p), s.opened+1
	number := len(s.open)
	s.mu.Unlock()
	p.send(map[string]any{"type": "hello", "num_connections": number, "connection_info": map[string]string{"app_id": "A0001"}})
	w.tell()
	go p.ping()
	w.listen(p)
}

// tell tells those who wait.
func (w *workspace) tell() {
	w.mu.Lock()
	w.happened()
	w.mu.Unlock()
}

func (p *plug) send(v any) {
	p.write.Lock()
	defer p.write.Unlock()
	_ = p.conn.WriteJSON(v)
}

// ping pings until the connection is over.
func (p *plug) ping() {
	tick := time.NewTicker(10 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			_ = p.conn.WriteControl(websocket.PingMessage, []byte("ping"), time.Now().Add(time.Second))
		case <-p.pings:
			return
		}
	}
}

// listen takes acknowledgements until the connection is over.
func (w *workspace) listen(p *plug) {
	s := &w.sockets
	for {
		var ack map[string]json.RawMessage
		if err := p.conn.ReadJSON(&ack); err != nil {
			break
		}
		var id string
		if err := json.Unmarshal(ack["envelope_id"], &id); err != nil || id == "" {
			w.wrong("what is said over the connection: %s", jsonOf(ack))
			continue
		}
		s.mu.Lock()
		waiting := s.pending[id]
		switch {
		case waiting == nil && !s.late:
			w.wrong("an acknowledgement of nothing, or twice: %s", id)
		case waiting != nil && waiting.on != p:
			w.wrong("an acknowledgement over another connection")
		case waiting != nil:
			waiting.timer.Stop()
			delete(s.pending, id)
		}
		s.mu.Unlock()
		w.tell()
	}
	close(p.pings)
	_ = p.conn.Close()
	s.mu.Lock()
	p.gone = true
	for i, other := range s.open {
		if other == p {
			s.open = append(s.open[:i:i], s.open[i+1:]...)
			break
		}
	}
	s.mu.Unlock()
	w.tell()
}

// push delivers something over one of the connections, and again where it is
// not acknowledged in time.
func (w *workspace) push(kind string, payload json.RawMessage) {
	s := &w.sockets
	s.mu.Lock()
	s.envelope++
	id := fmt.Sprintf("envelope-%d", s.envelope)
	s.mu.Unlock()
	w.deliver(id, 0, kind, payload)
}

func (w *workspace) deliver(id string, retry int, kind string, payload json.RawMessage) {
	s := &w.sockets
	s.mu.Lock()
	var p *plug
	for range s.open {
		s.turn++
		if next := s.open[s.turn%len(s.open)]; !next.gone {
			p = next
		}
	}
	again := func() {
		s.mu.Lock()
		late := s.late
		_, waits := s.pending[id]
		delete(s.pending, id)
		s.mu.Unlock()
		if waits && !late {
			w.wrong("no acknowledgement of %s in %v", kind, ackFor)
		}
		if retry < 3 && waits {
			w.deliver(id, retry+1, kind, payload)
		}
	}
	if s.pending == nil {
		s.pending = map[string]*pending{}
	}
	s.pending[id] = &pending{on: p, retry: retry, timer: time.AfterFunc(ackFor, again)}
	s.mu.Unlock()
	if p == nil {
		return // tried again later
	}
	p.send(map[string]any{
		"type": kind, "envelope_id": id, "payload": payload, "accepts_response_payload": kind != kindEvent,
		"retry_attempt": retry, "retry_reason": map[bool]string{true: "timeout"}[retry > 0],
	})
}

// renew has Slack give up its connections: it says so, delivers nothing more to
// them and closes them after a while.
func (w *workspace) renew(reason string) {
	s := &w.sockets
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.open {
		p.gone = true
		go p.send(map[string]any{"type": "disconnect", "reason": reason, "debug_info": map[string]string{"host": "applink-1"}})
		time.AfterFunc(10*time.Second, func() { _ = p.conn.Close() })
	}
}

// cut breaks all connections without a word.
func (w *workspace) cut() {
	s := &w.sockets
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.open {
		_ = p.conn.Close()
	}
}

// connected tells how many connections there are that Slack delivers to, and
// how many there were.
func (w *workspace) connected() (now, ever int) {
	s := &w.sockets
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.open {
		if !p.gone {
			now++
		}
	}
	return now, s.opened
}

// acknowledged reports whether no envelope waits.
func (w *workspace) acknowledged() bool {
	w.sockets.mu.Lock()
	defer w.sockets.mu.Unlock()
	return len(w.sockets.pending) == 0
}
