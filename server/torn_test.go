package server

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// A raw client speaks the websocket's bytes itself, so that it can hang up in
// the middle of them.
type raw struct {
	net.Conn
	in *bufio.Reader
	t  *testing.T
}

// raw opens a websocket by hand.
func (s *site) raw(t *testing.T) *raw {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	fmt.Fprintf(conn, "GET /ws HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
		strings.TrimPrefix(s.url, "http://"))
	c := &raw{conn, bufio.NewReader(conn), t}
	resp, err := http.ReadResponse(c.in, nil)
	if err != nil || resp.StatusCode != http.StatusSwitchingProtocols {
		t.Fatal(resp, err)
	}
	return c
}

// frame is a masked text frame, with a mask of zeros.
func frame(text string) []byte {
	b := []byte{0x81}
	switch {
	case len(text) < 126:
		b = append(b, 0x80|byte(len(text)))
	default:
		b = binary.BigEndian.AppendUint16(append(b, 0x80|126), uint16(len(text)))
	}
	return append(append(b, 0, 0, 0, 0), text...)
}

// next reads one frame of the server's.
func (c *raw) next() (data []byte, err error) {
	head := make([]byte, 2)
	if _, err := io.ReadFull(c.in, head); err != nil {
		return nil, err
	}
	size := int64(head[1])
	if size == 126 {
		var two [2]byte
		if _, err := io.ReadFull(c.in, two[:]); err != nil {
			return nil, err
		}
		size = int64(binary.BigEndian.Uint16(two[:]))
	}
	data = make([]byte, size)
	_, err = io.ReadFull(c.in, data)
	return data, err
}

// hangUp ends the connection at once, as a tunnel does: nothing more is sent,
// and what comes is answered with a reset.
func (c *raw) hangUp() {
	_ = c.Conn.(*net.TCPConn).SetLinger(0)
	_ = c.Close()
}

// closeWrite tells the server that nothing more will come.
func (c *raw) closeWrite() error { return c.Conn.(*net.TCPConn).CloseWrite() }

// ask is a question whose own id is told.
func ask(id string) string { return `{"type":"ask","id":"` + id + `","question":"问"}` }

// all is what a whole answer of quoting consists of.
var all = []string{"accepted", "rewritten", "retrieved", "delta", "checked", "finished"}

// from reads an answer from a seq on, to its end, on a socket of its own.
func (s *site) from(t *testing.T, answerID string, after int) (kinds []string) {
	t.Helper()
	ws := s.dial(t, nil)
	defer ws.Close()
	ws.send(fmt.Sprintf(`{"type":"resume","answer_id":%q,"after":%d}`, answerID, after))
	for {
		m := ws.read()
		kinds = append(kinds, m.Type)
		if m.Seq != after+len(kinds) || m.AnswerID != answerID {
			t.Fatalf("after %d came %+v", after, m)
		}
		if m.Type == "finished" || m.Type == "failed" || m.Type == "stopped" {
			return kinds
		}
	}
}

// The connection is cut behind every event, and in the middle of every event's
// frame: who comes back gets the rest, each event once, and one end.
func TestCutAtEveryEvent(t *testing.T) {
	s := newSite(t, quoting)
	for seen := range all {
		for _, inside := range []bool{false, true} {
			c := s.raw(t)
			if _, err := c.Write(frame(ask("mine"))); err != nil {
				t.Fatal(err)
			}
			var m heard
			for range seen + 1 {
				data, err := c.next()
				if err != nil || json.Unmarshal(data, &m) != nil {
					t.Fatal(err, string(data))
				}
			}
			if inside && seen+1 < len(all) {
				_, _ = c.in.Peek(5) // the next event has begun
			}
			c.hangUp()
			if seen+1 == len(all) {
				continue // there is nothing to come back for
			}
			if got := s.from(t, m.AnswerID, m.Seq); !slices.Equal(got, all[seen+1:]) {
				t.Errorf("after %s, inside %v: %v", m.Type, inside, got)
			}
		}
	}
	s.gone()
}

// A message of the client's is cut at every byte: no question is asked, or the
// whole one, and nobody else notices.
func TestCutInTheMiddleOfAMessage(t *testing.T) {
	asked := make(chan string, 1000)
	s := newSite(t, func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		asked <- q.Text
		return quoting(ctx, q, tell)
	})
	other := s.dial(t, nil)
	message := frame(ask("mine"))
	for n := range len(message) {
		c := s.raw(t)
		if _, err := c.Write(message[:n]); err != nil {
			t.Fatal(err)
		}
		c.hangUp()
	}
	other.send(ask("other"))
	if m := other.next("accepted"); m.ID != "other" {
		t.Errorf("got %+v", m)
	}
	other.next("finished")
	other.Close()
	s.gone()
	if len(asked) != 1 {
		t.Errorf("%d questions were asked", len(asked))
	}
}

// Frames that no client should send end their socket and nothing else.
func TestBadFrames(t *testing.T) {
	s := newSite(t, quoting)
	for _, sent := range map[string][]byte{
		"unmasked":           {0x81, 0x02, '{', '}'},
		"reserved bits":      {0xf1, 0x80, 0, 0, 0, 0},
		"unknown kind":       {0x83, 0x80, 0, 0, 0, 0},
		"cut ping":           {0x09, 0x80, 0, 0, 0, 0},
		"long ping":          append([]byte{0x89, 0xfe, 0x00, 0x7e, 0, 0, 0, 0}, make([]byte, 126)...),
		"goes on from none":  {0x80, 0x80, 0, 0, 0, 0},
		"size beyond all":    {0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0},
		"no text in a close": {0x88, 0x81, 0, 0, 0, 0, 1},
	} {
		c := s.raw(t)
		if _, err := c.Write(sent); err != nil {
			t.Fatal(err)
		}
		for {
			if _, err := c.next(); err != nil {
				break // the server hung up
			}
		}
		c.Close()
	}
	s.gone()
	ws := s.dial(t, nil)
	ws.send(ask("after"))
	ws.next("finished")
}

// A message in many frames, with pings between them, is one message.
func TestMessageInPieces(t *testing.T) {
	s := newSite(t, quoting)
	c := s.raw(t)
	text := ask("mine")
	var sent bytes.Buffer
	for i := range len(text) {
		head := byte(0x00) // goes on
		if i == 0 {
			head = 0x01
		}
		if i == len(text)-1 {
			head |= 0x80
		}
		sent.Write([]byte{head, 0x81, 0, 0, 0, 0, text[i]})
		sent.Write([]byte{0x89, 0x80, 0, 0, 0, 0})
	}
	if _, err := c.Write(sent.Bytes()); err != nil {
		t.Fatal(err)
	}
	for {
		data, err := c.next()
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(data, []byte(`"type":"finished"`)) {
			return
		}
	}
}

// second is another process on a site's library: a server with a Runner of its own.
func (s *site) second(t *testing.T, a scripted) *site {
	t.Helper()
	other := &site{store: s.store}
	o := s.o
	o.Runner = talk.New(talk.Options{Answerer: a, Keeper: s.store, Archive: s.store, Judge: s.store, Log: s.o.Log})
	other.Server = New(o)
	h := httptest.NewServer(other)
	other.url = h.URL
	t.Cleanup(func() { other.sockets.close(); h.Close() })
	return other
}

// Another process goes on with an answer while it is made, replays it when it
// has ended, and can stop it.
func TestResumeInAnotherProcess(t *testing.T) {
	begun, gate := make(chan struct{}, 1), make(chan struct{})
	s := newSite(t, waiting(begun, gate))
	other := s.second(t, quoting)
	ws := s.dial(t, nil)
	ws.send(ask("mine"))
	m := ws.next("accepted")
	<-begun
	ws.Close()
	there := other.dial(t, nil)
	there.send(`{"type":"resume","answer_id":"` + m.AnswerID + `","after":1}`)
	if got := there.read(); got.Type != "rewritten" || got.Seq != 2 {
		t.Errorf("while it is made: %+v", got)
	}
	close(gate)
	there.next("finished")
	if got := other.from(t, m.AnswerID, 0); len(got) != len(all)+1 { // waiting tells the question twice
		t.Errorf("afterwards: %v", got)
	}
}

func TestStopInAnotherProcess(t *testing.T) {
	begun := make(chan struct{}, 1)
	s := newSite(t, waiting(begun, nil))
	other := s.second(t, quoting)
	ws, there := s.dial(t, nil), other.dial(t, nil)
	ws.send(ask("mine"))
	m := ws.next("accepted")
	<-begun
	there.send(`{"type":"resume","answer_id":"` + m.AnswerID + `"}`)
	there.send(`{"type":"stop","answer_id":"` + m.AnswerID + `"}`)
	ws.next("stopped")
	there.next("stopped")
	there.send(`{"type":"stop","answer_id":"` + m.AnswerID + `"}`) // changes nothing
	if got := other.from(t, m.AnswerID, 0); got[len(got)-1] != "stopped" {
		t.Errorf("got %v", got)
	}
}

// Many who follow one answer, and come and go, each get all of it once.
func TestManyFollowOneAnswer(t *testing.T) {
	begun, gate := make(chan struct{}, 1), make(chan struct{})
	s := newSite(t, waiting(begun, gate))
	ws := s.dial(t, nil)
	ws.send(ask("mine"))
	m := ws.next("accepted")
	<-begun
	ends := make(chan []string, 20)
	for i := range cap(ends) {
		go func() { ends <- s.from(t, m.AnswerID, i%2) }()
	}
	close(gate)
	for range cap(ends) {
		if got := <-ends; got[len(got)-1] != "finished" || slices.Index(got, "finished") != len(got)-1 {
			t.Errorf("got %v", got)
		}
	}
}

// inUse is the memory that goroutines and the heap take.
func inUse() int {
	for range 3 { // pools let go of what they hold at the second
		runtime.GC()
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc + m.StackInuse)
}

// An idle socket costs at most 30 KB, so that 2,000 of them cost 60 MB; here
// with its client's end, which is in this process too.
func TestIdleSocketsAreCheap(t *testing.T) {
	const sockets, most = 300, 30 << 10
	s := newSite(t, quoting)
	s.raw(t)
	before := inUse()
	clients := make([]*raw, sockets)
	for i := range clients {
		clients[i] = s.raw(t)
	}
	each := (inUse() - before) / sockets
	t.Logf("%d bytes each", each)
	if each > most {
		t.Errorf("an idle socket takes %d bytes", each)
	}
	runtime.KeepAlive(clients)
}
