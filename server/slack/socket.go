package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxEnvelope  = 1 << 20          // bytes of a message of Slack
	silentFor    = time.Minute      // Slack pings every few seconds; after so long it is gone
	writeFor     = 10 * time.Second // one acknowledgement
	partingFor   = time.Minute      // a connection that Slack gives up may still bring something
	maxReconnect = time.Minute      // between tries to connect
)

// An envelope is what comes over a connection: hello first, then whatever
// happens, each with an envelope_id that is sent back over the same connection
// to acknowledge it, and disconnect before Slack closes it, which it does every
// few hours. See docs.slack.dev/apis/events-api/using-socket-mode.
type envelope struct {
	Type       string          `json:"type"`
	ID         string          `json:"envelope_id"`
	Payload    json.RawMessage `json:"payload"`
	Reason     string          `json:"reason"`          // of a disconnect
	Number     int             `json:"num_connections"` // of a hello
	Connection struct {
		AppID string `json:"app_id"`
	} `json:"connection_info"`
}

// listen keeps a Socket Mode connection until ctx ends. Where Slack announces
// that it will close one, the next is opened first, so that nothing is missed.
//
// The library's own client tells nobody why Slack ends a connection, so that it
// asks for new ones without a pause while Socket Mode is switched off; it leaves
// a gap at each renewal, and acknowledges over whatever connection there is.
func (b *Bot) listen(ctx context.Context) {
	var parting sync.WaitGroup
	defer parting.Wait()
	wait := firstPause
	for ctx.Err() == nil {
		began := time.Now()
		ended, renew := make(chan error, 1), make(chan struct{}, 1)
		parting.Go(func() { ended <- b.session(ctx, renew) })
		var err error
		select {
		case <-renew:
			wait = firstPause
			continue
		case err = <-ended:
			if ctx.Err() != nil {
				return
			}
			if time.Since(began) > maxReconnect {
				wait = firstPause
			}
			b.o.Log.Warn("slack connection", "error", b.scrub(err), "code", codeOf(err), "again_in", wait)
		}
		if pause(ctx, max(wait, holdOff(err))) != nil {
			return
		}
		wait = min(2*wait, maxReconnect)
	}
}

// session opens a connection and reads it to its end.
func (b *Bot) session(ctx context.Context, renew chan<- struct{}) error {
	conn, err := b.connect(ctx)
	if err != nil {
		return err
	}
	l := &line{b: b, conn: conn, renew: renew}
	stop := context.AfterFunc(ctx, l.hangUp)
	defer stop()
	defer conn.Close()
	err = l.read(ctx)
	l.hearing.Wait() // and so every acknowledgement is sent
	goodbye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = conn.WriteControl(websocket.CloseMessage, goodbye, time.Now().Add(writeFor)) // closing anyway
	return err
}

// connect asks for the address of a connection and dials it, through the proxy
// that HTTPS_PROXY names.
func (b *Bot) connect(ctx context.Context) (*websocket.Conn, error) {
	var address string
	err := b.once(ctx, "apps.connections.open", func(ctx context.Context) (err error) {
		_, address, err = b.api.StartSocketModeContext(ctx)
		return stamped(address, err)
	})
	if err != nil {
		return nil, fmt.Errorf("ask for a connection: %w", err)
	}
	return b.connectTo(ctx, address)
}

// connectTo dials a connection.
func (b *Bot) connectTo(ctx context.Context, address string) (*websocket.Conn, error) {
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: 20 * time.Second, NetDialContext: b.dial}
	conn, resp, err := dialer.DialContext(ctx, address, nil)
	if err != nil && resp != nil {
		return nil, fmt.Errorf("dial the connection: %w (%s)", err, resp.Status)
	}
	if err != nil {
		return nil, fmt.Errorf("dial the connection: %w", err)
	}
	conn.SetReadLimit(maxEnvelope)
	return conn, nil
}

// A line is a connection to Slack.
type line struct {
	b       *Bot
	conn    *websocket.Conn
	renew   chan<- struct{}
	hearing sync.WaitGroup
	writing sync.Mutex // held by who writes

	mu   sync.Mutex
	last bool // the time at which reading ends is fixed
}

// read takes what comes until the connection ends.
func (l *line) read(ctx context.Context) error {
	l.conn.SetPingHandler(func(data string) error {
		l.alive()
		return l.conn.WriteControl(websocket.PongMessage, []byte(data), time.Now().Add(writeFor))
	})
	l.alive()
	for {
		var e envelope
		_, data, err := l.conn.ReadMessage()
		if err != nil {
			return err
		}
		l.alive()
		if err := json.Unmarshal(data, &e); err != nil {
			l.b.o.Log.Warn("slack sent a message that cannot be read", "error", l.b.scrub(err))
			continue
		}
		if err := l.open(ctx, e); err != nil {
			return err
		}
	}
}

// alive puts off the time at which Slack is taken for gone.
func (l *line) alive() { l.until(silentFor, false) }

// hangUp ends reading.
func (l *line) hangUp() { l.until(0, true) }

// until sets when reading ends at the latest; once that is for good.
func (l *line) until(d time.Duration, last bool) (first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	first = last && !l.last
	if !l.last || last {
		_ = l.conn.SetReadDeadline(time.Now().Add(d)) // reading tells
	}
	l.last = l.last || last
	return first
}

// open takes an envelope.
func (l *line) open(ctx context.Context, e envelope) error {
	switch {
	case e.Type == "hello":
		l.b.o.Log.Info("slack is connected", "app", e.Connection.AppID, "connections", e.Number)
	case e.Type == "disconnect" && e.Reason == "link_disabled":
		return errors.New("the app has Socket Mode off in its settings: link_disabled")
	case e.Type == "disconnect":
		if l.until(partingFor, true) {
			l.renew <- struct{}{}
		}
	case e.ID != "":
		l.hearing.Go(func() { l.take(ctx, e) })
	}
	return nil
}

// take hears what an envelope holds and acknowledges it. What was not heard is
// not acknowledged: Slack delivers it again.
func (l *line) take(ctx context.Context, e envelope) {
	if err := l.b.take(context.WithoutCancel(ctx), e.Type, e.Payload); err != nil {
		l.b.o.Log.Error("hear from slack", "kind", e.Type, "error", l.b.scrub(err))
		return
	}
	data, _ := json.Marshal(map[string]string{"envelope_id": e.ID}) // of strings
	l.writing.Lock()
	defer l.writing.Unlock()
	_ = l.conn.SetWriteDeadline(time.Now().Add(writeFor)) // writing tells
	if err := l.conn.WriteMessage(websocket.TextMessage, data); err != nil {
		l.b.o.Log.Warn("acknowledge to slack", "error", l.b.scrub(err))
	}
}
