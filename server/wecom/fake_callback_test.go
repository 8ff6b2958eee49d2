package wecom

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"
)

// WeCom's own patience.
const (
	fakeAck     = 5 * time.Second
	fakeRetries = 3
	fakeLife    = 6 * time.Minute
)

// A growing is what a message of the bot's came to so far.
type growing struct {
	asked    time.Time
	id       string // of the stream
	states   []shown
	finished bool
	busy     bool // a state was sent and not acknowledged yet
	chat     string
	mark     string
	over     bool // WeCom asks no more
	posts    int
}

// A shown is one state.
type shown struct {
	text   string
	finish bool
	at     time.Time
}

// last is the text that stands in the chat now.
func (g *growing) last() string {
	if len(g.states) == 0 {
		return ""
	}
	return g.states[len(g.states)-1].text
}

// take adds a state, and holds it to the rules.
func (f *fake) take(g *growing, s streamBody) {
	if s.Type != "stream" || s.Stream.ID == "" || g.id != "" && g.id != s.Stream.ID {
		f.t.Errorf("not the stream %s: %+v", g.id, s)
	}
	g.id = s.Stream.ID
	f.text(s.Stream.Content, maxStream)
	if g.finished {
		f.t.Errorf("a state after the last: %.100s", s.Stream.Content)
	}
	if s.Stream.Feedback != nil {
		if len(s.Stream.Feedback.ID) > 256 || g.mark != "" {
			f.t.Errorf("feedback is marked with %q after %q", s.Stream.Feedback.ID, g.mark)
		}
		g.mark = s.Stream.Feedback.ID
	}
	g.finished = s.Stream.Finish
	g.states = append(g.states, shown{s.Stream.Content, s.Stream.Finish, time.Now()})
}

// An agent of WeCom calls the callbacks of a process.
type agent struct {
	f     *fake
	http  *http.Client
	crypt crypt
}

func (f *fake) agent(t testing.TB, key, receiver string) agent {
	t.Helper()
	c, err := newCrypt("--wecom", fakeToken, key, receiver)
	if err != nil {
		t.Fatal(err)
	}
	return agent{f, f.net.client(t), c}
}

// query signs a sealed text.
func (a agent) query(sealed string) url.Values {
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	return url.Values{"timestamp": {stamp}, "nonce": {"7"}, "msg_signature": {a.crypt.sign(stamp, "7", sealed)}}
}

// verify tries an address as WeCom does when it is saved.
func (a agent) verify(address string) (string, int) {
	sealed, err := a.crypt.seal([]byte("1616140317555161061"))
	if err != nil {
		a.f.t.Fatal(err)
	}
	q := a.query(sealed)
	q.Set("echostr", sealed)
	resp, err := a.http.Get(address + "?" + q.Encode())
	if err != nil {
		a.f.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return string(body), resp.StatusCode
}

// post delivers something once. It reports false where it was not acknowledged
// in time.
func (a agent) post(address string, plain []byte, asJSON bool) (body []byte, ok bool) {
	sealed, err := a.crypt.seal(plain)
	if err != nil {
		a.f.t.Fatal(err)
	}
	envelope := []byte("<xml><ToUserName><![CDATA[" + fakeCorp + "]]></ToUserName><Encrypt><![CDATA[" + sealed + "]]></Encrypt></xml>")
	if asJSON {
		envelope, _ = json.Marshal(map[string]string{"encrypt": sealed})
	}
	begun := time.Now()
	resp, err := a.http.Post(address+"?"+a.query(sealed).Encode(), "text/plain", bytes.NewReader(envelope))
	if err != nil {
		return nil, false
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	if took := time.Since(begun); took > fakeAck {
		a.f.t.Errorf("acknowledged after %v", took)
		return nil, false
	}
	return body, err == nil && resp.StatusCode == http.StatusOK
}

// deliver delivers something as often as it takes, as WeCom does.
func (a agent) deliver(addresses []string, plain []byte, asJSON bool) (body []byte, ok bool) {
	for n := range 1 + fakeRetries {
		if body, ok = a.post(addresses[n%len(addresses)], plain, asJSON); ok {
			return body, true
		}
		_ = pause(a.f.t.Context(), fakeAck)
	}
	return nil, false
}

// An appText is a message to the app.
type appText struct {
	XMLName xml.Name `xml:"xml"`
	To      string   `xml:"ToUserName"`
	User    string   `xml:"FromUserName"`
	Time    int64    `xml:"CreateTime"`
	Type    string   `xml:"MsgType"`
	Content string   `xml:"Content,omitempty"`
	ID      string   `xml:"MsgId,omitempty"`
	Event   string   `xml:"Event,omitempty"`
	Agent   int      `xml:"AgentID"`
}

// write has a user write to the app.
func (a agent) write(m appText, processes ...string) {
	a.f.t.Helper()
	m.To, m.Time, m.Agent = fakeCorp, time.Now().Unix(), fakeAgent
	if m.Type == "" {
		m.Type = "text"
	}
	plain, err := xml.Marshal(m)
	if err != nil {
		a.f.t.Fatal(err)
	}
	for i := range processes {
		processes[i] += AppPath
	}
	body, ok := a.deliver(processes, plain, false)
	if !ok {
		a.f.t.Errorf("the message %s was never acknowledged", m.ID)
	}
	if len(body) > 0 {
		a.f.t.Errorf("acknowledged with %q", body)
	}
}

// A botText is a message to the bot.
type botText struct {
	id, user, chat, text string
	event                string // instead
	feedback             *feedback
	raw                  string // JSON to be put in place of the text
	noReply              bool   // without an address for a late answer
}

// json is what WeCom sends of it.
func (m botText) json(f *fake) []byte {
	in := map[string]any{"msgid": m.id, "aibotid": fakeBot, "from": map[string]string{"userid": m.user}, "msgtype": "text", "chattype": "single"}
	if m.chat != "" {
		in["chattype"], in["chatid"] = "group", m.chat
	}
	switch {
	case m.event != "":
		event := map[string]any{"eventtype": m.event}
		if m.feedback != nil {
			event[m.event] = m.feedback
		}
		in["msgtype"], in["event"] = "event", event
	case m.raw != "":
		var more map[string]any
		if err := json.Unmarshal([]byte(m.raw), &more); err != nil {
			f.t.Error(err)
		}
		for k, v := range more {
			in[k] = v
		}
	default:
		in["text"] = map[string]string{"content": m.text}
	}
	if m.event == "" && !m.noReply {
		in["response_url"] = f.url + "/cgi-bin/aibot/response?code=c" + url.QueryEscape(m.id)
	}
	data, err := json.Marshal(in)
	if err != nil {
		f.t.Error(err)
	}
	return data
}

// begin notes a message of the bot's.
func (f *fake) begin(m botText) *growing {
	var g *growing
	f.change(func() {
		if g = f.streams[m.id]; g == nil {
			g = &growing{asked: time.Now(), chat: m.chat}
			if m.chat == "" {
				g.chat = m.user
			}
			f.streams[m.id] = g
			f.replies["c"+m.id] = &late{made: time.Now()}
		}
		g.posts++
	})
	return g
}

// read opens what a process replied.
func (a agent) read(body []byte, into any) {
	a.f.t.Helper()
	var e struct {
		Encrypt   string `json:"encrypt"`
		Signature string `json:"msgsignature"`
		Time      int64  `json:"timestamp"`
		Nonce     string `json:"nonce"`
	}
	if err := json.Unmarshal(body, &e); err != nil {
		a.f.t.Errorf("%v in %q", err, body)
		return
	}
	q := url.Values{"timestamp": {fmt.Sprint(e.Time)}, "nonce": {e.Nonce}, "msg_signature": {e.Signature}}
	plain, err := a.crypt.open(q, e.Encrypt, time.Now())
	if err == nil {
		dec := json.NewDecoder(bytes.NewReader(plain))
		dec.DisallowUnknownFields()
		err = dec.Decode(into)
	}
	if err != nil {
		a.f.t.Errorf("%v in %s", err, plain)
	}
}

// say has a user write to the bot, and polls until the answer is finished or
// six minutes are over. It returns at once; processes take turns.
func (a agent) say(m botText, processes ...string) *growing {
	a.f.t.Helper()
	g := a.f.begin(m)
	var addresses []string
	for _, p := range processes {
		addresses = append(addresses, p+BotPath)
	}
	body, ok := a.deliver(addresses, m.json(a.f), true)
	if !ok {
		a.f.t.Errorf("the message %s was never acknowledged", m.id)
		return g
	}
	var s streamBody
	a.read(body, &s)
	a.f.change(func() { a.f.take(g, s) })
	if g.finished {
		a.f.change(func() { g.over = true })
		return g
	}
	go a.poll(g, addresses)
	return g
}

// poll asks how a growing message stands, every second.
func (a agent) poll(g *growing, addresses []string) {
	defer a.f.change(func() { g.over = true })
	plain, _ := json.Marshal(map[string]any{"msgid": "poll", "msgtype": "stream", "stream": map[string]string{"id": g.id}})
	for n := 1; time.Since(g.asked) < fakeLife; n++ {
		_ = pause(a.f.t.Context(), a.f.net.beat())
		body, ok := a.post(addresses[n%len(addresses)], plain, true)
		if !ok || a.f.t.Context().Err() != nil {
			continue
		}
		var s streamBody
		a.read(body, &s)
		a.f.change(func() { a.f.take(g, s) })
		if g.finished {
			return
		}
	}
}

// event tells the bot of an event, and returns what it says.
func (a agent) event(m botText, process string) (said string) {
	body, ok := a.deliver([]string{process + BotPath}, m.json(a.f), true)
	if !ok {
		a.f.t.Error("the event was never acknowledged")
	}
	if len(strings.TrimSpace(string(body))) == 0 {
		return ""
	}
	var b textBody
	a.read(body, &b)
	if b.Type != "text" {
		a.f.t.Errorf("welcomed with %+v", b)
	}
	return b.Text.Content
}
