package wecom

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"
)

// Settings of the fake WeCom and of those who speak with it.
const (
	fakeCorp   = "ww0123456789abcdef"
	fakeSecret = "app-secret-never-told"
	fakeToken  = "callback-token-never-told"
	fakeKey    = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
	fakeBotKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	fakeBot    = "aib0001"
	fakeBotSec = "bot-secret-never-told"
	fakeAgent  = 1000002
)

// secrets are what must stand in no log.
func secrets() []string {
	return []string{fakeSecret, fakeToken, fakeKey, fakeBotKey, fakeBotSec, "access-", "code=c"}
}

// A fake is a WeCom that is stricter than the real one: whatever breaks one of
// its rules fails the test. It counts time with the clock of the test.
type fake struct {
	t   testing.TB
	net *network
	url string // of its own interface

	mu      sync.Mutex
	changed chan struct{} // closed with each change

	token   int // number of the token that is good; earlier ones have run out
	fetched int // tokens that were fetched

	pushed   []pushed
	refuse   []apiError // of the next messages of the app
	replies  map[string]*late
	streams  map[string]*growing // of the bot's messages, by id
	lates    []lateFrame         // aibot_send_msg
	sent     map[string][]time.Time
	socket   *fakeSocket
	sockets  int // connections that were ever opened
	pings    []time.Time
	mute     bool           // it acknowledges nothing on the connection
	codes    map[string]int // errcode for frames of a command
	expired  bool           // every growing message is over
	greeted  []string
	away     bool // its interface does not answer as it should
	lostLate int  // replies to response_url that get lost after they arrived
}

// A pushed is a message that the app sent.
type pushed struct {
	to, text, kind string
	at             time.Time
}

// A late is an address for one late answer.
type late struct {
	made time.Time
	text string
	used bool
}

// A lateFrame is a message that the bot sent by itself.
type lateFrame struct {
	chat, text string
	kind       int
}

// newFake starts a WeCom on a network.
func newFake(t testing.TB, n *network) *fake {
	f := &fake{
		t: t, net: n, token: 1, changed: make(chan struct{}), replies: map[string]*late{}, streams: map[string]*growing{},
		sent: map[string][]time.Time{}, codes: map[string]int{},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /cgi-bin/gettoken", f.getToken)
	mux.HandleFunc("POST /cgi-bin/message/send", f.messageSend)
	mux.HandleFunc("GET /cgi-bin/agent/get", f.agentGet)
	mux.HandleFunc("POST /cgi-bin/aibot/response", f.response)
	mux.HandleFunc("GET /ws", f.upgrade)
	f.url = n.serve(t, mux)
	return f
}

// config is what an administrator of the fake would copy.
func (f *fake) config(ways string) (c Config) {
	c.Plain = strings.Contains(ways, "plain")
	c.APIURL, c.SocketURL, c.CorpID = f.url, "ws"+strings.TrimPrefix(f.url, "http")+"/ws", fakeCorp
	if strings.Contains(ways, "app") {
		c.AgentID, c.Secret, c.Token, c.AESKey = strconv.Itoa(fakeAgent), fakeSecret, fakeToken, fakeKey
	}
	if strings.Contains(ways, "bot") {
		c.BotToken, c.BotAESKey = fakeToken, fakeBotKey
	}
	if strings.Contains(ways, "ws") {
		c.BotID, c.BotSecret = fakeBot, fakeBotSec
	}
	return c
}

// change does something with the lock, and tells those who wait.
func (f *fake) change(do func()) {
	f.mu.Lock()
	defer f.mu.Unlock()
	do()
	close(f.changed)
	f.changed = make(chan struct{})
}

// wait waits until something is so.
func (f *fake) wait(what string, so func() bool) {
	f.t.Helper()
	limit := time.NewTimer(f.net.patience())
	defer limit.Stop()
	for {
		f.mu.Lock()
		ok, changed := so(), f.changed
		f.mu.Unlock()
		if ok {
			return
		}
		select {
		case <-changed:
		case <-limit.C:
			f.t.Fatalf("never: %s\n%s", what, f.report())
		}
	}
}

// report tells what happened, for a test that fails.
func (f *fake) report() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	s := fmt.Sprintf("%d tokens, %d connections, pushed %+v, late %+v\n", f.fetched, f.sockets, f.pushed, f.lates)
	for id, g := range f.streams {
		s += fmt.Sprintf("%s: %+v\n", id, g.states)
	}
	return s
}

// text holds a text that reached somebody to what every text must be.
func (f *fake) text(text string, most int) {
	switch {
	case text == "":
		f.t.Error("an empty message")
	case len(text) > most:
		f.t.Errorf("a message of %d bytes, WeCom cuts it to %d", len(text), most)
	case !utf8.ValidString(text):
		f.t.Errorf("a message cut within a character: %q", text)
	case strings.Contains(text, unchecked):
		f.t.Errorf("what nobody checked was sent: %s", text)
	}
}

// count holds messages to one chat to WeCom's limits.
func (f *fake) count(whom string) {
	now := time.Now()
	all := append(f.sent[whom], now)
	f.sent[whom] = all
	if n := len(all); n > perMinute && now.Sub(all[n-1-perMinute]) < time.Minute || n > perHour && now.Sub(all[n-1-perHour]) < time.Hour {
		f.t.Errorf("message %d to %s breaks the quota", n, whom)
	}
}

// say writes a reply.
func say(w http.ResponseWriter, body any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body)
}

func (f *fake) getToken(w http.ResponseWriter, r *http.Request) {
	f.change(func() {
		f.fetched++
		switch q := r.URL.Query(); {
		case q.Get("corpid") != fakeCorp:
			say(w, apiError{40013, "invalid corpid"})
		case q.Get("corpsecret") != fakeSecret:
			say(w, apiError{40001, "invalid credential"})
		default:
			say(w, map[string]any{"errcode": 0, "errmsg": "ok", "access_token": fmt.Sprintf("access-%d", f.token), "expires_in": 7200})
		}
	})
}

// valid tells whether a request has a good token; 42001 where it has run out.
func (f *fake) valid(w http.ResponseWriter, r *http.Request) bool {
	token := r.URL.Query().Get("access_token")
	switch {
	case token == fmt.Sprintf("access-%d", f.token):
		return true
	case strings.HasPrefix(token, "access-"):
		say(w, apiError{42001, "access_token expired"})
	default:
		f.t.Errorf("a request with the token %q", token)
		say(w, apiError{40014, "invalid access_token"})
	}
	return false
}

func (f *fake) agentGet(w http.ResponseWriter, r *http.Request) {
	f.change(func() {
		switch {
		case !f.valid(w, r):
		case len(f.refuse) > 0:
			say(w, f.refuse[0])
			f.refuse = f.refuse[1:]
		case r.URL.Query().Get("agentid") != strconv.Itoa(fakeAgent):
			say(w, apiError{301002, "not allow operate another agent with this accesstoken"})
		default:
			say(w, map[string]any{"errcode": 0, "errmsg": "ok", "name": "出处", "close": 0})
		}
	})
}

func (f *fake) messageSend(w http.ResponseWriter, r *http.Request) {
	var m appMessage
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
		f.t.Error(err)
	}
	f.change(func() {
		if f.away {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		if !f.valid(w, r) {
			return
		}
		if len(f.refuse) > 0 {
			e := f.refuse[0]
			f.refuse = f.refuse[1:]
			say(w, e)
			return
		}
		body := m.Markdown
		if m.Type == "text" {
			body = m.Text
		}
		if body == nil || m.Agent != fakeAgent || m.To == "" || m.Type != "text" && m.Type != "markdown" {
			f.t.Errorf("a message that WeCom does not take: %+v", m)
			return
		}
		f.text(body.Content, maxPush)
		f.count("app " + m.To)
		f.pushed = append(f.pushed, pushed{m.To, body.Content, m.Type, time.Now()})
		say(w, map[string]any{"errcode": 0, "errmsg": "ok", "msgid": "x"})
	})
}

// response takes the one late answer of a message, for an hour.
func (f *fake) response(w http.ResponseWriter, r *http.Request) {
	var m markdownBody
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil || m.Type != "markdown" {
		f.t.Errorf("a late answer that WeCom does not take: %+v, %v", m, err)
	}
	f.change(func() {
		l := f.replies[r.URL.Query().Get("code")]
		switch {
		case l == nil, l.used && f.lostLate == 0, time.Since(l.made) > time.Hour:
			f.t.Errorf("a late answer to an address that is used up or unknown")
			say(w, apiError{60140, "response code is invalid"})
		case l.used:
			say(w, apiError{60140, "response code is invalid"})
		default:
			f.text(m.Markdown.Content, maxStream)
			l.used, l.text = true, m.Markdown.Content
			if f.lostLate > 0 {
				panic(http.ErrAbortHandler)
			}
			say(w, apiError{0, "ok"})
		}
	})
}

// texts are the messages that the app sent to somebody, under each other.
func (f *fake) texts(to string) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var all []string
	for _, p := range f.pushed {
		if p.to == to {
			all = append(all, p.text)
		}
	}
	return strings.Join(all, "\n====\n")
}

// A network joins the fake and the processes: real sockets, or pipes for tests
// that turn the clock.
type network struct {
	mu    sync.Mutex
	names map[string]chan net.Conn // nil for real sockets
	quit  chan struct{}
}

func realSockets() *network { return &network{} }

func pipes(t testing.TB) *network {
	n := &network{names: map[string]chan net.Conn{}, quit: make(chan struct{})}
	t.Cleanup(func() { close(n.quit) })
	return n
}

// patience is how long a test waits for what should come.
func (n *network) patience() time.Duration {
	if n.names == nil {
		return 30 * time.Second
	}
	return 2 * time.Hour
}

// beat is how often the fake asks how an answer stands: each second, unless
// that second is a real one.
func (n *network) beat() time.Duration {
	if n.names == nil {
		return 5 * time.Millisecond
	}
	return time.Second
}

// A door is a listener for pipes.
type door struct {
	name  string
	calls chan net.Conn
	shut  chan struct{}
	once  sync.Once
}

func (d *door) Accept() (net.Conn, error) {
	select {
	case c := <-d.calls:
		return c, nil
	case <-d.shut:
		return nil, net.ErrClosed
	}
}

func (d *door) Close() error   { d.once.Do(func() { close(d.shut) }); return nil }
func (d *door) Addr() net.Addr { return d }

// Network and String implement net.Addr.
func (d *door) Network() string { return "pipe" }
func (d *door) String() string  { return d.name }

// listen returns a listener and its address.
func (n *network) listen(t testing.TB) net.Listener {
	if n.names == nil {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	name := fmt.Sprintf("host%d:80", len(n.names))
	n.names[name] = make(chan net.Conn)
	return &door{name: name, calls: n.names[name], shut: make(chan struct{})}
}

// serve serves until the test ends, and returns the address.
func (n *network) serve(t testing.TB, h http.Handler) string {
	url, stop := n.serving(t, h)
	t.Cleanup(stop)
	return url
}

// serving is serve for who stops it itself.
func (n *network) serving(t testing.TB, h http.Handler) (url string, stop func()) {
	l := n.listen(t)
	s := &http.Server{Handler: h}
	over := make(chan struct{})
	go func() {
		defer close(over)
		_ = s.Serve(l)
	}()
	return "http://" + l.Addr().String(), func() {
		_ = s.Close()
		<-over
	}
}

// dial connects.
func (n *network) dial(ctx context.Context, kind, address string) (net.Conn, error) {
	if n.names == nil {
		var d net.Dialer
		return d.DialContext(ctx, kind, address)
	}
	n.mu.Lock()
	calls := n.names[address]
	n.mu.Unlock()
	if calls == nil {
		return nil, fmt.Errorf("dial %s: no such host", address)
	}
	ours, theirs := net.Pipe()
	limit := time.NewTimer(time.Second)
	defer limit.Stop()
	select {
	case calls <- theirs:
		return ours, nil
	case <-limit.C:
		return nil, fmt.Errorf("dial %s: connection refused", address)
	case <-n.quit:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// client returns a client, whose connections end with the test.
func (n *network) client(t testing.TB) *http.Client {
	transport := &http.Transport{DialContext: n.dial}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport}
}

// pushedText is all that the app sent, for who has the lock.
func (f *fake) pushedText() string {
	var all []string
	for _, p := range f.pushed {
		all = append(all, p.text)
	}
	return strings.Join(all, "\n====\n")
}
