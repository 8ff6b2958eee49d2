package wecom

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/gorilla/websocket"

	"chuchu/rag/talk"
)

// Commands of the long connection.
// https://developer.work.weixin.qq.com/document/path/101463
const (
	cmdSubscribe = "aibot_subscribe"
	cmdPing      = "ping"
	cmdMessage   = "aibot_msg_callback"
	cmdEvent     = "aibot_event_callback"
	cmdRespond   = "aibot_respond_msg"
	cmdWelcome   = "aibot_respond_welcome_msg"
	cmdSend      = "aibot_send_msg"
)

// maxFrame is the size of a frame of WeCom's.
const maxFrame = 1 << 20

// A frame is what goes over the connection. One without a command acknowledges
// the frame of the same id.
type frame struct {
	Cmd     string          `json:"cmd,omitempty"`
	Headers headers         `json:"headers"`
	Body    json.RawMessage `json:"body,omitempty"`
	Code    int             `json:"errcode,omitempty"`
	Msg     string          `json:"errmsg,omitempty"`
}

type headers struct {
	Req string `json:"req_id"`
}

var (
	errLost   = errors.New("the connection is lost")
	errKicked = fmt.Errorf("%w: another connection of the same bot was opened", errLost)
)

// A wire is one connection.
type wire struct {
	conn *websocket.Conn
	gone chan struct{} // closed when it is over
	why  error         // it is, to be read once gone is closed
	pace pace

	write sync.Mutex // gorilla wants one writer at a time

	mu      sync.Mutex
	waiting map[string]chan error // for acknowledgements, by the id of the frame
}

// call sends a frame and waits until it is acknowledged. Frames of one id are
// sent one after the other.
func (w *wire) call(ctx context.Context, cmd, req string, body any) error {
	data, err := encode(body)
	if err != nil {
		return err
	}
	said := make(chan error, 1)
	w.mu.Lock()
	w.waiting[req] = said
	w.mu.Unlock()
	defer func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.waiting, req)
	}()
	if err := w.send(frame{Cmd: cmd, Headers: headers{req}, Body: data}); err != nil {
		return fmt.Errorf("%w: %w", errLost, err)
	}
	timer := time.NewTimer(w.pace.call)
	defer timer.Stop()
	select {
	case err := <-said:
		return err
	case <-timer.C:
		return fmt.Errorf("%w: no acknowledgement", errLost)
	case <-w.gone:
		return w.why
	case <-ctx.Done():
		return ctx.Err()
	}
}

// send writes a frame.
func (w *wire) send(f frame) error {
	w.write.Lock()
	defer w.write.Unlock()
	_ = w.conn.SetWriteDeadline(time.Now().Add(w.pace.call))
	return w.conn.WriteJSON(f)
}

// read hands on frames until the connection ends. Whoever is silent for longer
// than two pings take is gone.
func (w *wire) read(take func(frame) error) {
	defer close(w.gone)
	w.conn.SetReadLimit(maxFrame)
	for {
		_ = w.conn.SetReadDeadline(time.Now().Add(2*w.pace.ping + w.pace.call))
		var f frame
		if err := w.conn.ReadJSON(&f); err != nil {
			w.why = fmt.Errorf("%w: %w", errLost, err)
			return
		}
		if f.Cmd != "" {
			if w.why = take(f); w.why != nil {
				return
			}
			continue
		}
		w.mu.Lock()
		said := w.waiting[f.Headers.Req]
		w.mu.Unlock()
		if said == nil {
			continue
		}
		var err error
		if f.Code != 0 {
			err = apiError{f.Code, f.Msg}
		}
		select {
		case said <- err:
		default:
		}
	}
}

// A line is the connection that there is, if any.
type line struct {
	mu      sync.Mutex
	wire    *wire
	changed chan struct{} // closed when wire changes
}

// set makes a connection the one that there is; nil for none.
func (l *line) set(w *wire) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.wire = w
	close(l.changed)
	l.changed = make(chan struct{})
}

// call sends a frame over the connection that there is, or over the next one.
func (l *line) call(ctx context.Context, cmd, req string, body any) error {
	for {
		l.mu.Lock()
		w, changed := l.wire, l.changed
		l.mu.Unlock()
		if w != nil {
			return w.call(ctx, cmd, req, body)
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// hold keeps the connection for as long as this process is the one to do it,
// until ctx ends.
func (b *Bot) hold(ctx context.Context) {
	name := leaseOf(b.o.BotID)
	defer func() { _, _ = b.o.Lease(context.WithoutCancel(ctx), name, 0) }()
	for ctx.Err() == nil {
		held, err := b.o.Lease(ctx, name, b.pace.lease)
		if err != nil && ctx.Err() == nil {
			b.o.Log.Warn("wecom: lease of the long connection", "error", err)
		}
		if held {
			b.connected(ctx, name)
		}
		_ = pause(ctx, b.pace.look)
	}
}

// connected keeps the connection while it has the lease. What it had begun when
// it loses it, is left to the process that gets it.
func (b *Bot) connected(ctx context.Context, name string) {
	ctx, cancel := context.WithCancel(ctx)
	until := time.Now().Add(b.pace.lease)
	stop := talk.Every(b.pace.renew, func() {
		held, err := b.o.Lease(ctx, name, b.pace.lease)
		switch {
		case held:
			until = time.Now().Add(b.pace.lease)
		case err == nil, time.Now().After(until.Add(-b.pace.renew)):
			cancel()
		}
	})
	defer stop()
	defer cancel()
	wait := b.pace.again
	for ctx.Err() == nil {
		begun := time.Now()
		err := b.serve(ctx)
		if ctx.Err() != nil {
			break
		}
		if time.Since(begun) > b.pace.longest {
			wait = b.pace.again
		}
		if errors.Is(err, errKicked) {
			wait = max(wait, b.pace.kicked)
		}
		b.o.Log.Warn("wecom: the long connection ended", "error", err, "again_in", wait, "advice", adviceOn(err))
		_ = pause(ctx, wait)
		wait = min(2*wait, max(b.pace.longest, b.pace.kicked))
	}
	b.dropAll(context.WithoutCancel(ctx))
}

// dropAll leaves what came over the connection to other processes.
func (b *Bot) dropAll(ctx context.Context) {
	b.mu.Lock()
	var all []*job
	for id, j := range b.jobs {
		if len(id) > len(waySocket) && id[:len(waySocket)] == waySocket {
			all = append(all, j)
		}
	}
	b.mu.Unlock()
	for _, j := range all {
		j.drop(ctx)
	}
}

// connect opens the connection and has serve work with it while it is read. It
// returns serve's error, or why the connection cannot be had.
func (b *Bot) connect(ctx context.Context, serve func(w *wire) error) error {
	dialing, cancel := context.WithTimeout(ctx, b.pace.call)
	defer cancel()
	conn, _, err := b.dial.DialContext(dialing, cmp.Or(b.o.SocketURL, socketURL), nil)
	if err != nil {
		return hidden(err)
	}
	defer conn.Close()
	w := &wire{conn: conn, gone: make(chan struct{}), pace: b.pace, waiting: map[string]chan error{}}
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	go w.read(func(f frame) error { return b.take(ctx, w, f) })
	err = w.call(ctx, cmdSubscribe, uuid.NewString(), struct {
		Bot    string `json:"bot_id"`
		Secret string `json:"secret"`
	}{b.o.BotID, b.o.BotSecret})
	if err == nil {
		err = serve(w)
	}
	_ = conn.Close()
	<-w.gone
	return err
}

// serve has jobs use a connection until it ends.
func (b *Bot) serve(ctx context.Context) error {
	return b.connect(ctx, func(w *wire) error {
		b.o.Log.Info("wecom: the long connection is open")
		b.line.set(w)
		defer b.line.set(nil)
		return b.keep(ctx, w)
	})
}

// leaseOf names the right to hold a bot's connection.
func leaseOf(botID string) string { return "wecom " + botID }

// keep pings the connection, and looks after what others left, until it ends.
func (b *Bot) keep(ctx context.Context, w *wire) error {
	ping, look := time.NewTicker(b.pace.ping), time.NewTicker(b.pace.look)
	defer ping.Stop()
	defer look.Stop()
	b.takeOver(ctx, waySocket)
	for {
		select {
		case <-w.gone:
			return w.why
		case <-look.C:
			b.takeOver(ctx, waySocket)
		case <-ping.C:
			go func() {
				if err := w.call(ctx, cmdPing, uuid.NewString(), nil); err != nil {
					_ = w.conn.Close()
				}
			}()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// take takes a frame of WeCom's. It does not wait for anything: the next frame
// may be what that waits for.
func (b *Bot) take(ctx context.Context, w *wire, f frame) error {
	var in incoming
	if err := json.Unmarshal(f.Body, &in); err != nil {
		b.o.Log.Warn("wecom: a frame that cannot be read", "cmd", f.Cmd)
		return nil
	}
	switch {
	case f.Cmd == cmdMessage:
		m := in.message(waySocket, cmp.Or(b.o.CorpID, b.o.BotID), f.Headers.Req)
		b.spawn(ctx, func(ctx context.Context) { b.receive(ctx, m) })
	case f.Cmd != cmdEvent:
	case in.Event.Type == eventDisconnect:
		return errKicked
	case in.Event.Type == eventEnter:
		b.spawn(ctx, func(ctx context.Context) {
			if err := w.call(ctx, cmdWelcome, f.Headers.Req, textBody{"text", content{b.help(ctx)}}); err != nil {
				b.o.Log.Warn("wecom: welcome", "error", err)
			}
		})
	case in.Event.Type == eventFeedback:
		b.spawn(ctx, func(ctx context.Context) { b.judge(ctx, waySocket, in.Event.Feedback) })
	}
	return nil
}
