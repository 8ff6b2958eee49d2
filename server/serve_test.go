package server

import (
	"context"
	"errors"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// serve runs a site's server on a listener of its own until stop is called;
// ended tells what Serve returned.
func (s *site) serve(t *testing.T) (stop func(), ended <-chan error) {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.url = "http://" + ln.Addr().String()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	over := make(chan error, 1)
	go func() { over <- s.Serve(ctx, ln) }()
	return cancel, over
}

func TestShutdownLetsAnswersFinish(t *testing.T) {
	begun, gate := make(chan struct{}, 3), make(chan struct{})
	s := newSite(t, waiting(begun, gate))
	stop, over := s.serve(t)
	ws, idle := s.dial(t, nil), s.dial(t, nil)
	ws.send(`{"type":"ask","question":"问"}`)
	answers := make(chan string, 2)
	for _, accept := range []string{"application/json", "text/event-stream"} {
		go func() {
			_, body := do(t, s.request(t, call{path: "/api/ask", body: question2(1), header: "Accept: " + accept}))
			answers <- body
		}()
	}
	for range 3 {
		<-begun
	}
	stop()
	refused(t, idle)
	close(gate)
	ws.next("finished")
	for range 2 {
		if body := <-answers; !strings.Contains(body, sentence) {
			t.Errorf("got %s", body)
		}
	}
	for _, c := range []*client{ws, idle} {
		if _, _, err := c.ReadMessage(); !websocket.IsCloseError(err, websocket.CloseGoingAway) {
			t.Errorf("the socket ended with %v", err)
		}
	}
	if err := <-over; err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://")); err == nil {
		t.Error("the listener is open")
	}
}

// refused asks until the server says that it is closing.
func refused(t *testing.T, ws *client) {
	t.Helper()
	for {
		ws.send(`{"type":"ask","question":"问"}`)
		m := ws.read()
		if m.Type == "failed" {
			if m.Failure.Code != "busy" {
				t.Errorf("got %+v", m)
			}
			return
		}
		ws.send(`{"type":"stop","answer_id":"` + m.AnswerID + `"}`)
		ws.next("stopped")
	}
}

func TestShutdownDoesNotWaitForEver(t *testing.T) {
	begun := make(chan struct{}, 1)
	s := newSite(t, waiting(begun, nil))
	s.pace.grace = 1
	stop, over := s.serve(t)
	ws := s.dial(t, nil)
	ws.send(`{"type":"ask","question":"问"}`)
	<-begun
	stop()
	for m := ws.read(); ; m = ws.read() {
		if m.Type == "failed" {
			if m.Failure.Code != "busy" {
				t.Errorf("got %+v", m)
			}
			break
		}
	}
	if err := <-over; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// SIGHUP has the keys read again, and does not end the process.
func TestHangUp(t *testing.T) {
	signal.Ignore(syscall.SIGHUP) // until the server asks for it
	defer signal.Reset(syscall.SIGHUP)
	self, err := os.FindProcess(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	s, _ := newKeyed(t, quoting)
	s.o.Keys.looked = time.Now().Add(time.Hour) // it does not look by itself
	stop, over := s.serve(t)
	writeKeys(t, s.o.Keys.path, "dora ask k9\n")
	for !holds(s.o.Keys, "k9") {
		if err := self.Signal(syscall.SIGHUP); err != nil {
			t.Skip(err) // Windows
		}
		time.Sleep(10 * time.Millisecond)
	}
	stop()
	if err := <-over; err != nil {
		t.Error(err)
	}
}

func TestServeFailsWithItsListener(t *testing.T) {
	s := newSite(t, quoting)
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ln.Close()
	if err := s.Serve(t.Context(), ln); err == nil || errors.Is(err, http.ErrServerClosed) {
		t.Errorf("got %v", err)
	}
}
