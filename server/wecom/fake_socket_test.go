package wecom

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// fakeSilence is how long the fake waits for a ping.
const fakeSilence = 31 * time.Second

// A fakeSocket is a connection of the bot.
type fakeSocket struct {
	conn       *websocket.Conn
	write      sync.Mutex
	subscribed bool
	pinged     time.Time
}

// send sends a frame to the bot.
func (s *fakeSocket) send(f frame) {
	s.write.Lock()
	defer s.write.Unlock()
	_ = s.conn.WriteJSON(f) // the other side may be gone
}

// upgrade opens a connection.
func (f *fake) upgrade(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		f.t.Error(err)
		return
	}
	defer conn.Close()
	s := &fakeSocket{conn: conn, pinged: time.Now()}
	f.change(func() { f.sockets++ })
	for {
		_ = conn.SetReadDeadline(time.Now().Add(fakeSilence))
		var in frame
		if err := conn.ReadJSON(&in); err != nil {
			f.change(func() {
				if f.socket == s {
					f.socket = nil
				}
			})
			return
		}
		f.frame(s, in)
	}
}

// frame takes a frame of the bot's and acknowledges it.
func (f *fake) frame(s *fakeSocket, in frame) {
	code, old := 0, (*fakeSocket)(nil)
	f.change(func() {
		if in.Headers.Req == "" {
			f.t.Errorf("a frame without an id: %+v", in)
		}
		switch {
		case in.Cmd == cmdSubscribe:
			code, old = f.subscribe(s, in)
		case !s.subscribed || f.socket != s:
			if f.socket == s {
				f.t.Errorf("%s before it subscribed", in.Cmd)
			}
			code = 93000
		case in.Cmd == cmdPing:
			s.pinged = time.Now()
			f.pings = append(f.pings, s.pinged)
		case in.Cmd == cmdRespond:
			code = f.respond(in)
		case in.Cmd == cmdWelcome:
			var b textBody
			_ = json.Unmarshal(in.Body, &b)
			f.greeted = append(f.greeted, b.Text.Content)
		case in.Cmd == cmdSend:
			code = f.sendMessage(in)
		default:
			f.t.Errorf("unknown command %s", in.Cmd)
		}
	})
	if old != nil {
		old.send(frame{Cmd: cmdEvent, Headers: headers{"kick"}, Body: botText{event: eventDisconnect}.json(f)})
		_ = old.conn.Close()
	}
	f.mu.Lock()
	mute := f.mute && in.Cmd != cmdSubscribe
	f.mu.Unlock()
	if mute {
		return
	}
	go f.acknowledge(s, in, code)
}

// acknowledge acknowledges a frame, after a while: who sends the next state of a
// message before that has two writers.
func (f *fake) acknowledge(s *fakeSocket, in frame, code int) {
	_ = pause(f.t.Context(), f.net.beat()/4)
	f.change(func() {
		if g := f.streams[in.Headers.Req]; g != nil && in.Cmd == cmdRespond {
			g.busy = false
		}
	})
	// An acknowledgement always has its code, which frame leaves out where it is 0.
	s.write.Lock()
	defer s.write.Unlock()
	_ = s.conn.WriteJSON(map[string]any{"headers": in.Headers, "errcode": code, "errmsg": fmt.Sprint("code ", code)})
}

// subscribe makes a connection the bot's; the one before is told.
func (f *fake) subscribe(s *fakeSocket, in frame) (code int, old *fakeSocket) {
	var b map[string]string
	if err := json.Unmarshal(in.Body, &b); err != nil || b["bot_id"] != fakeBot || b["secret"] != fakeBotSec {
		return 93000, nil
	}
	old, f.socket, s.subscribed = f.socket, s, true
	return 0, old
}

// respond takes a state of a growing message.
func (f *fake) respond(in frame) (code int) {
	g := f.streams[in.Headers.Req]
	if g == nil {
		f.t.Errorf("a state of no message: %+v", in)
		return 846605
	}
	if g.busy {
		f.t.Errorf("two states of %s at once", in.Headers.Req)
	}
	g.busy = true
	if code := f.codes[cmdRespond]; code != 0 {
		return code
	}
	if f.expired || len(g.states) > 0 && time.Since(g.asked) > fakeLife {
		return codeStream
	}
	var s streamBody
	if err := json.Unmarshal(in.Body, &s); err != nil {
		f.t.Error(err)
	}
	if n := len(g.states); n > 0 && !s.Stream.Finish && time.Since(g.states[n-1].at) < time.Second {
		f.t.Errorf("two states within %v", time.Since(g.states[n-1].at))
	}
	f.count("bot " + g.chat)
	f.take(g, s)
	g.over = g.finished
	return 0
}

// sendMessage takes a message that the bot sends by itself.
func (f *fake) sendMessage(in frame) (code int) {
	if code := f.codes[cmdSend]; code != 0 {
		return code
	}
	var m markdownBody
	if err := json.Unmarshal(in.Body, &m); err != nil || m.Type != "markdown" || m.Chat == "" || m.Kind == 0 {
		f.t.Errorf("a message that WeCom does not take: %s", in.Body)
		return 40008
	}
	f.text(m.Markdown.Content, maxStream)
	f.count("bot " + m.Chat)
	f.lates = append(f.lates, lateFrame{m.Chat, m.Markdown.Content, m.Kind})
	return 0
}

// connected waits until the bot is connected, and returns the connection.
func (f *fake) connected() (s *fakeSocket) {
	f.t.Helper()
	f.wait("the bot connects", func() bool {
		s = f.socket
		return s != nil
	})
	return s
}

// ask has a user write to the bot over the connection.
func (f *fake) ask(m botText) *growing {
	f.t.Helper()
	s := f.connected()
	m.noReply = true
	g := f.begin(m)
	s.send(frame{Cmd: cmdMessage, Headers: headers{m.id}, Body: m.json(f)})
	return g
}

// opened counts the connections that were ever opened.
func (f *fake) opened() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.sockets
}
