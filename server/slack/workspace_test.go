package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// streamFor is how long Slack leaves a stream open.
const streamFor = 5 * time.Minute

const (
	botToken = "xoxb-1111-2222-Bot3Token4"
	appToken = "xapp-1-A0001-3333-App5Token6"
	secret   = "8f742231b10e8888abcd99e65f0eaa55"
	team     = "T0001"
	me       = "U0BOT"
)

// A workspace is Slack, as strict as it can be: the Web API, Socket Mode and
// what calls the Events API, over connections. A call that breaks a rule of
// Slack's fails the test.
type workspace struct {
	t        testing.TB
	url      string
	patience time.Duration // how long until waits, of the clock that there is

	mu       sync.Mutex
	changed  chan struct{} // closed when anything happens
	now      int           // of timestamps
	roots    map[string]bool
	messages []*posted
	calls    []call
	status   []string                // that threads were given
	whispers []whisper               // through response addresses
	faults   map[string][]string     // by method, what the next calls return
	budgets  map[string]int          // by method, calls a minute
	spent    map[string][]time.Time  // by method
	barred   map[string][2]time.Time // by method, when it was limited and until when
	joined   map[string]bool         // channels that the bot may speak in
	scopes   string                  // of the bot token
	hold     chan struct{}           // chat methods wait for it, unless nil
	sockets  sockets
}

// A posted message is the bot's.
type posted struct {
	Channel, TS, Thread string
	Text                string
	Below               []json.RawMessage
	Streaming, Deleted  bool
	Ways                []string // what was done to it
	began, updated      time.Time
}

// A call is one that was made.
type call struct {
	Method string
	At     time.Time
	Args   map[string]string
}

// A whisper is what one person alone saw.
type whisper struct {
	Text   string            `json:"text"`
	Type   string            `json:"response_type"`
	Blocks []json.RawMessage `json:"blocks"`
}

// open opens a workspace that listens on l.
func openWorkspace(t testing.TB, l net.Listener, url string) *workspace {
	w := &workspace{
		t: t, url: url, patience: time.Minute, scopes: strings.Join(needed, ","), changed: make(chan struct{}), roots: map[string]bool{}, faults: map[string][]string{}, budgets: map[string]int{},
		spent: map[string][]time.Time{}, barred: map[string][2]time.Time{}, joined: map[string]bool{"C1": true, "D1": true, "D2": true, "U1": true},
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/api/apps.connections.open", w.openConnection)
	mux.HandleFunc("/api/{method}", w.api)
	mux.HandleFunc("/link", w.link)
	mux.HandleFunc("/commands/{hook}", w.hook)
	s := &http.Server{Handler: mux}
	go func() { _ = s.Serve(l) }()
	t.Cleanup(func() {
		w.sockets.close()
		_ = s.Close()
	})
	return w
}

// happened tells those who wait. The lock is held.
func (w *workspace) happened() {
	close(w.changed)
	w.changed = make(chan struct{})
}

// until waits until something is so. A test whose time is up tells what it waited for.
func (w *workspace) until(what string, so func() bool) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), w.patience)
	defer cancel()
	for {
		w.mu.Lock()
		done, changed := so(), w.changed
		w.mu.Unlock()
		if done {
			return
		}
		select {
		case <-changed:
		case <-ctx.Done():
			w.t.Fatalf("waited for %s; %s", what, w.story())
		}
	}
}

// story tells what was called, for who reads a failure.
func (w *workspace) story() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []string
	for _, c := range w.calls {
		all = append(all, c.Method)
	}
	return fmt.Sprintf("calls: %v", all)
}

// wrong fails the test: a rule was broken.
func (w *workspace) wrong(format string, args ...any) {
	w.t.Errorf("slack's rules: "+format, args...)
}

// A reply is what a method returns: an error code, or fields.
type reply struct {
	code   string
	fields map[string]any
}

func ok(fields map[string]any) reply { return reply{fields: fields} }
func no(code string) reply           { return reply{code: code} }

// api answers a method.
func (w *workspace) api(out http.ResponseWriter, r *http.Request) {
	method := r.PathValue("method")
	if err := r.ParseForm(); err != nil || r.Method != http.MethodPost {
		w.wrong("%s %s: %v", r.Method, method, err)
	}
	args := map[string]string{}
	for name := range r.PostForm {
		args[name] = r.PostForm.Get(name)
	}
	token := args["token"]
	delete(args, "token")
	w.mu.Lock()
	hold := w.hold
	w.mu.Unlock()
	if hold != nil && strings.HasPrefix(method, "chat.") {
		<-hold
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	defer w.happened()
	w.calls = append(w.calls, call{method, time.Now(), args})
	if wait := w.limited(method); wait > 0 {
		out.Header().Set("Retry-After", strconv.Itoa(int(wait/time.Second)))
		out.WriteHeader(http.StatusTooManyRequests)
		return
	}
	got := w.faulty(method)
	switch {
	case got == "500":
		out.WriteHeader(http.StatusInternalServerError)
		return
	case got == "cut":
		conn, _, err := http.NewResponseController(out).Hijack()
		if err == nil {
			_ = conn.Close()
		}
		return
	case got != "":
		answerJSON(out, no(got))
		return
	case token != botToken:
		answerJSON(out, no("invalid_auth"))
		return
	}
	out.Header().Set("X-OAuth-Scopes", w.scopes)
	answerJSON(out, w.method(method, args))
}

// fault sets the faults that the next calls of a method have; "always" repeats
// what follows it.
func (w *workspace) fault(method string, codes ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.faults[method] = codes
}

// budget limits methods.
func (w *workspace) budget(all map[string]int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.budgets = all
}

// faulty takes the fault that the next call of a method has.
func (w *workspace) faulty(method string) (code string) {
	if all := w.faults[method]; len(all) > 0 {
		code = all[0]
		if w.faults[method] = all[1:]; code == "always" {
			code, w.faults[method] = all[1], all
		}
	}
	return code
}

// limited counts a call, or tells how long there may be none. One that comes
// before its time breaks a rule, unless it was on its way when Slack said so.
func (w *workspace) limited(method string) time.Duration {
	now := time.Now()
	if b, barred := w.barred[method]; barred && now.After(b[0]) && now.Before(b[1]) {
		w.wrong("%s before Retry-After: %v early", method, b[1].Sub(now))
	}
	budget, limits := w.budgets[method]
	if !limits {
		return 0
	}
	w.spent[method] = slices.DeleteFunc(w.spent[method], func(at time.Time) bool { return now.Sub(at) >= time.Minute })
	if len(w.spent[method]) < budget {
		w.spent[method] = append(w.spent[method], now)
		return 0
	}
	wait := time.Minute
	if len(w.spent[method]) > 0 {
		wait = w.spent[method][0].Add(time.Minute).Sub(now).Truncate(time.Second) + time.Second
	}
	w.barred[method] = [2]time.Time{now, now.Add(wait)}
	return wait
}

// answerJSON writes a reply as Slack does: 200, whatever it says.
func answerJSON(out http.ResponseWriter, r reply) {
	fields := map[string]any{"ok": r.code == ""}
	for name, value := range r.fields {
		fields[name] = value
	}
	if r.code != "" && r.code != "no_error" {
		fields["error"] = r.code
	}
	out.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(out).Encode(fields)
}

// method does what a method does.
func (w *workspace) method(name string, args map[string]string) reply {
	do := map[string]func(map[string]string) reply{
		"auth.test":                   w.authTest,
		"assistant.threads.setStatus": w.setStatus,
		"chat.postMessage":            w.postMessage,
		"chat.update":                 w.update,
		"chat.delete":                 w.delete,
		"chat.startStream":            w.startStream,
		"chat.appendStream":           w.appendStream,
		"chat.stopStream":             w.stopStream,
	}[name]
	if do == nil {
		w.wrong("%s is not for us", name) // conversations.replies: once a minute for everybody
		return no("unknown_method")
	}
	return do(args)
}

func (w *workspace) authTest(map[string]string) reply {
	return ok(map[string]any{"team": "测试工作区", "user": "chuchu", "team_id": team, "user_id": me, "bot_id": "B1"})
}

func (w *workspace) setStatus(args map[string]string) reply {
	if !w.roots[args["channel_id"]+args["thread_ts"]] {
		w.wrong("setStatus of no thread: %v", args)
		return no("invalid_thread_ts")
	}
	w.status = append(w.status, args["status"])
	return ok(nil)
}

// next returns the next timestamp of a message.
func (w *workspace) next() string {
	w.now++
	return fmt.Sprintf("%d.%06d", time.Now().Unix(), w.now)
}

// find returns the bot's message that is there.
func (w *workspace) find(args map[string]string) *posted {
	for _, m := range w.messages {
		if m.Channel == args["channel"] && m.TS == args["ts"] && !m.Deleted {
			return m
		}
	}
	return nil
}

// add keeps a new message of the bot.
func (w *workspace) add(m *posted) reply {
	m.TS, m.began = w.next(), time.Now()
	w.messages = append(w.messages, m)
	if m.Thread == "" {
		w.roots[m.Channel+m.TS] = true
	}
	return ok(map[string]any{"channel": m.Channel, "ts": m.TS})
}

// admitted finds out whether the bot may speak where it wants to.
func (w *workspace) admitted(args map[string]string) string {
	switch {
	case !w.joined[args["channel"]]:
		return "not_in_channel"
	case args["thread_ts"] != "" && !w.roots[args["channel"]+args["thread_ts"]]:
		w.wrong("thread_ts %s begins no thread in %s", args["thread_ts"], args["channel"])
		return "thread_not_found"
	}
	return ""
}

func (w *workspace) postMessage(args map[string]string) reply {
	if code := w.admitted(args); code != "" {
		return no(code)
	}
	m := &posted{Channel: args["channel"], Thread: args["thread_ts"], Ways: []string{"post"}}
	if code := w.write(m, args); code != "" {
		return no(code)
	}
	return w.add(m)
}

// write puts text and blocks in place of what a message says.
func (w *workspace) write(m *posted, args map[string]string) string {
	if args["markdown_text"] != "" && (args["blocks"] != "" || args["text"] != "") {
		w.wrong("markdown_text beside blocks or text")
		return "markdown_text_conflict"
	}
	w.checkPlain("text", ours.ReplaceAllString(args["text"], ""))
	if args["unfurl_links"] != "false" && args["blocks"] != "" && strings.Contains(args["blocks"], "http") {
		w.wrong("links are unfurled in %s", args["blocks"])
	}
	if args["text"] == "" {
		w.wrong("no text for notifications")
	}
	text, below, code := w.blocks(args["blocks"])
	if args["blocks"] == "" || args["blocks"] == "[]" {
		text = args["text"]
	}
	if code == "" {
		m.Text, m.Below = text, below
	}
	return code
}

func (w *workspace) update(args map[string]string) reply {
	m := w.find(args)
	switch {
	case m == nil:
		return no("message_not_found")
	case w.open(m):
		return no("streaming_state_conflict")
	case time.Since(m.updated) < time.Second:
		w.wrong("chat.update after %v", time.Since(m.updated))
	}
	m.updated, m.Ways = time.Now(), append(m.Ways, "update")
	if code := w.write(m, args); code != "" {
		return no(code)
	}
	return ok(map[string]any{"channel": m.Channel, "ts": m.TS})
}

func (w *workspace) delete(args map[string]string) reply {
	m := w.find(args)
	if m == nil {
		return no("message_not_found")
	}
	m.Deleted, m.Ways = true, append(m.Ways, "delete")
	return ok(map[string]any{"channel": m.Channel, "ts": m.TS})
}

// hook takes what is posted to a response address.
func (w *workspace) hook(out http.ResponseWriter, r *http.Request) {
	var said whisper
	err := json.NewDecoder(r.Body).Decode(&said)
	w.mu.Lock()
	defer w.mu.Unlock()
	defer w.happened()
	if err != nil || said.Type != "ephemeral" {
		w.wrong("response_url: %v %+v", err, said)
	}
	if w.faulty("hook") != "" {
		out.WriteHeader(http.StatusNotFound)
		return
	}
	if len(said.Blocks) > 0 {
		text, below, code := w.blocks(string(jsonOf(said.Blocks)))
		if code != "" {
			w.wrong("blocks of a whisper: %s", code)
		}
		said.Text, said.Blocks = text, below
	}
	w.whispers = append(w.whispers, said)
}
