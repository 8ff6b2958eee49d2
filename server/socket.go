package server

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"

	"chuchu/rag/talk"
)

const (
	maxMessage = 64 << 10 // a larger one is refused,
	maxFrame   = 1 << 20  // and one larger than this ends the socket
	maxFollows = 32       // answers that one socket follows at once
)

var errTooLarge = problem{code: talk.TooLarge, say: sayLongMessage}

// socket answers GET /ws.
func (s *Server) socket(w http.ResponseWriter, r *http.Request) error {
	if !s.sockets.enter() {
		return talk.ErrBusy
	}
	conn, err := s.upgrader.Upgrade(w, r, http.Header{idHeader: w.Header()[idHeader]})
	if err != nil {
		s.sockets.leave()
		return nil // the upgrader has answered
	}
	c := &socket{
		Server: s, conn: conn, visitor: visitorOf(r.Context()), english: english(r),
		out: make(chan []byte), follows: make(chan struct{}, maxFollows),
	}
	go func() { // the request's own goroutine has grown large, and ends
		defer s.sockets.leave()
		c.serve(context.WithoutCancel(r.Context()))
	}()
	return nil
}

// A socket is one client's websocket. Nothing is kept for a client that does
// not read: whoever has a message for it waits, and when the client is too slow
// the socket is closed. Its answers go on, and it may come back and resume.
type socket struct {
	*Server
	conn    *websocket.Conn
	visitor visitor
	english bool
	out     chan []byte   // to the one goroutine that writes
	follows chan struct{} // a place for each answer that is followed
	drained sync.Once
}

// serve runs the socket until either end closes it. Three kinds of goroutines
// take part: this one reads, one writes, and one for each answer that is
// followed hands its records to the one that writes.
func (c *socket) serve(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	written := make(chan struct{})
	go func() {
		defer close(written)
		defer c.conn.Close() // ends read
		defer cancel()
		c.write(ctx)
	}()
	c.read(ctx)
	cancel()
	<-written
	c.drain()
}

// farewell returns a channel that is closed when every answer that is followed
// here has been sent to its end.
func (c *socket) farewell() <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.drain()
	}()
	return done
}

// drain takes all places: it waits for who follows, and lets nobody follow anew.
func (c *socket) drain() {
	c.drained.Do(func() {
		for range maxFollows {
			c.follows <- struct{}{}
		}
	})
}

// write sends what comes in, and pings, until ctx ends; or, when the server
// closes, until nothing more will come.
func (c *socket) write(ctx context.Context) {
	closing, farewell := c.sockets.closing, (<-chan struct{})(nil)
	ping := time.NewTicker(c.pace.ping)
	defer ping.Stop()
	for err := error(nil); err == nil; {
		select {
		case data := <-c.out:
			err = c.send(websocket.TextMessage, data)
		case <-ping.C:
			err = c.send(websocket.PingMessage, nil)
		case <-closing:
			closing, farewell = nil, c.farewell()
		case <-farewell:
			_ = c.send(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseGoingAway, ""))
			return
		case <-ctx.Done():
			return
		}
	}
}

// send writes one message. A client that does not take it in time is lost.
func (c *socket) send(kind int, data []byte) error {
	if err := c.conn.SetWriteDeadline(time.Now().Add(c.pace.write)); err != nil {
		return err
	}
	return c.conn.WriteMessage(kind, data)
}

// tell has data written, unless ctx ends before.
func (c *socket) tell(ctx context.Context, data []byte) error {
	select {
	case c.out <- data:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// read takes messages until the socket ends. A message that is too large is
// read past, not kept; only one of absurd size ends the socket.
func (c *socket) read(ctx context.Context) {
	c.conn.SetReadLimit(maxFrame)
	alive := func(string) error { return c.conn.SetReadDeadline(time.Now().Add(c.pace.silence)) }
	c.conn.SetPongHandler(alive)
	for alive("") == nil {
		kind, r, err := c.conn.NextReader()
		if err != nil {
			return
		}
		data, err := io.ReadAll(io.LimitReader(r, maxMessage+1))
		switch {
		case err != nil:
			return
		case len(data) > maxMessage:
			c.refuse(ctx, order{}, errTooLarge)
		case kind != websocket.TextMessage:
			c.refuse(ctx, order{}, invalid(sayJSON))
		default:
			c.obey(ctx, data)
		}
	}
}

// An order is a message from a client.
type order struct {
	Type     string `json:"type"` // ask, stop or resume
	ID       string `json:"id"`   // the client's own, of an ask
	AnswerID string `json:"answer_id"`
	After    int    `json:"after"` // resume after this seq
	request
}

// failed is what an order gets that cannot be followed.
type failed struct {
	Type     string       `json:"type"`
	ID       string       `json:"id,omitempty"`
	AnswerID string       `json:"answer_id,omitempty"`
	Error    talk.Failure `json:"error"`
}

// refuse tells the client what is wrong with an order. The socket stays open.
func (c *socket) refuse(ctx context.Context, o order, err error) {
	data, err := json.Marshal(failed{talk.Failed, o.ID, o.AnswerID, c.failure(err, c.english)})
	if err == nil {
		_ = c.tell(ctx, data) // the socket ended
	}
}

// obey does what a message asks for, as long as the key and
// the session are good that opened the socket.
func (c *socket) obey(ctx context.Context, data []byte) {
	var o order
	if err := json.Unmarshal(data, &o); err != nil {
		c.refuse(ctx, o, invalid(sayJSON))
		return
	}
	switch {
	case !c.stays(ctx, c.visitor):
		c.refuse(ctx, o, problem{code: talk.Unauthorized})
	case o.Type == "ask":
		o.AnswerID = ""
		c.follow(ctx, o, c.start)
	case o.Type == "resume" && o.After < 0:
		c.refuse(ctx, o, invalid(sayAfter))
	case o.Type == "resume":
		c.follow(ctx, o, func(context.Context, order) (string, error) { return o.AnswerID, nil })
	case o.Type == "stop":
		if err := c.o.Runner.Stop(ctx, c.visitor.owner, o.AnswerID); err != nil {
			c.refuse(ctx, o, err)
		}
	default:
		c.refuse(ctx, o, invalid(sayType))
	}
}

// start begins the answer that was asked for.
func (c *socket) start(ctx context.Context, o order) (answerID string, err error) {
	run, err := c.begin(ctx, o.request, talk.Ask{ClientID: o.ID, English: c.english})
	return run.AnswerID, err
}

// follow sends the records of the answer that begin returns as they come. It
// does so beside the reading, so that the next order is heard at once.
func (c *socket) follow(ctx context.Context, o order, begin func(context.Context, order) (string, error)) {
	select {
	case c.follows <- struct{}{}:
	default:
		c.refuse(ctx, o, problem{code: talk.Busy, say: sayTooMany})
		return
	}
	go func() {
		defer func() { <-c.follows }()
		answerID, err := begin(ctx, o)
		if err == nil {
			err = c.relay(ctx, answerID, o.After)
		}
		if err != nil && ctx.Err() == nil {
			c.refuse(ctx, o, err)
		}
	}()
}

// relay tells the client an answer's records after a seq, to the last.
func (c *socket) relay(ctx context.Context, answerID string, after int) error {
	for rec, err := range c.o.Runner.Events(ctx, c.visitor.owner, answerID, after) {
		if err == nil {
			err = c.tell(ctx, rec.Data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
