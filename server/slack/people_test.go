package slack

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A courier is how the workspace reaches the bot: over its connections, or with
// requests that it signs.
type courier interface {
	push(kind string, payload json.RawMessage)
}

// A person does something in the workspace. What Slack makes of it goes to the bot.
type person struct {
	w    *workspace
	by   courier
	user string
}

// A saying is what may be particular about a message.
type saying struct {
	thread, root, subtype string
	bot                   string // who is no person
	files                 int
	event                 string // event_id; "" means one of its own
}

// event wraps an event as Slack does.
func (p person) event(id string, e map[string]any) json.RawMessage {
	p.w.mu.Lock()
	defer p.w.mu.Unlock()
	p.w.now++
	if id == "" {
		id = fmt.Sprintf("Ev%06d", p.w.now)
	}
	return jsonOf(map[string]any{
		"type": "event_callback", "token": "legacy-verification-token", "team_id": team, "api_app_id": "A0001", "event_id": id,
		"event_time": time.Now().Unix(), "event": e,
		"authorizations": []map[string]any{{"team_id": team, "user_id": me, "is_bot": true}},
	})
}

// message is a message as Slack tells of it.
func (p person) message(channel, ts, text string, s saying) map[string]any {
	m := map[string]any{"type": "message", "channel": channel, "user": p.user, "text": text, "ts": ts, "team": team, "event_ts": ts}
	m["channel_type"] = map[byte]string{'D': "im", 'C': "channel", 'G': "group"}[channel[0]]
	if s.thread != "" {
		m["thread_ts"], m["parent_user_id"] = s.thread, s.root
	}
	if s.subtype != "" {
		m["subtype"] = s.subtype
	}
	if s.bot != "" {
		m["bot_id"] = s.bot
	}
	for range s.files {
		m["files"] = append([]any{}, map[string]string{"id": "F1", "name": "计划.pdf"})
		m["subtype"] = "file_share"
	}
	return m
}

// say says something in a channel and returns the message's timestamp. A mention
// is delivered twice, as Slack does: as a mention, and as a message.
func (p person) say(channel, text string, s saying) string {
	p.w.mu.Lock()
	ts := p.w.next()
	if s.thread == "" {
		p.w.roots[channel+ts] = true
	}
	p.w.mu.Unlock()
	m := p.message(channel, ts, text, s)
	if strings.Contains(text, "<@"+me+">") && channel[0] != 'D' && s.subtype != "channel_join" {
		mention := p.message(channel, ts, text, s)
		mention["type"] = "app_mention"
		delete(mention, "channel_type")
		delete(mention, "subtype")
		p.by.push(kindEvent, p.event("", mention))
	}
	p.by.push(kindEvent, p.event(s.event, m))
	return ts
}

// edit gives a message another text.
func (p person) edit(channel, ts, was, now string, s saying) {
	before, after := p.message(channel, ts, was, s), p.message(channel, ts, now, s)
	p.w.mu.Lock()
	at := p.w.next()
	p.w.mu.Unlock()
	if was != now { // else Slack has added a preview
		after["edited"] = map[string]string{"user": p.user, "ts": at}
	}
	for _, m := range []map[string]any{before, after} {
		delete(m, "channel")
		delete(m, "channel_type")
	}
	if was != now && strings.Contains(now, "<@"+me+">") && channel[0] != 'D' { // Slack tells of it as a mention, too
		mention := p.message(channel, ts, now, s)
		mention["type"], mention["edited"] = "app_mention", after["edited"]
		p.by.push(kindEvent, p.event("", mention))
	}
	p.by.push(kindEvent, p.event("", map[string]any{
		"type": "message", "subtype": "message_changed", "channel": channel, "channel_type": p.message(channel, ts, "", s)["channel_type"],
		"ts": at, "hidden": true, "message": after, "previous_message": before,
	}))
}

// remove deletes a message.
func (p person) remove(channel, ts, was string, s saying) {
	before := p.message(channel, ts, was, s)
	p.by.push(kindEvent, p.event("", map[string]any{
		"type": "message", "subtype": "message_deleted", "channel": channel, "channel_type": before["channel_type"],
		"ts": ts, "deleted_ts": ts, "hidden": true, "previous_message": before,
	}))
}

// command gives /chuchu.
func (p person) command(channel, text string) {
	p.w.mu.Lock()
	trigger := p.w.next()
	p.w.mu.Unlock()
	p.by.push(kindCommand, jsonOf(map[string]string{
		"command": "/chuchu", "team_id": team, "channel_id": channel, "user_id": p.user, "text": text, "trigger_id": trigger,
		"response_url": p.w.url + "/commands/hook-of-a-secret",
	}))
}

// click presses a button below a message.
func (p person) click(below []json.RawMessage, verdict string) {
	for _, raw := range below {
		var b block
		if json.Unmarshal(raw, &b) != nil || b.Type != "context_actions" {
			continue
		}
		e := b.Elements[0]
		value := map[string]string{"up": e.Positive.Value, "down": e.Negative.Value}[verdict]
		p.by.push(kindClick, jsonOf(map[string]any{
			"type": "block_actions", "user": map[string]string{"id": p.user}, "team": map[string]string{"id": team},
			"response_url": p.w.url + "/commands/hook-of-a-secret",
			"actions":      []map[string]string{{"type": "feedback_buttons", "action_id": e.ActionID, "value": value}},
		}))
		return
	}
	p.w.t.Error("there is no button to press")
}

// A sender calls the Events API of a bot, as Slack does: signed, and again at
// once, after a minute and after five where the answer is no 200 in three seconds.
type sender struct {
	w       *workspace
	bot     http.Handler
	retries []time.Duration
}

func newSender(w *workspace, bot http.Handler) *sender {
	return &sender{w: w, bot: bot, retries: []time.Duration{0, time.Minute, 5 * time.Minute}}
}

// push sends something until it is heard.
func (s *sender) push(kind string, payload json.RawMessage) {
	contentType, body := "application/json", []byte(payload)
	if kind != kindEvent {
		contentType = "application/x-www-form-urlencoded"
		body = []byte(form(kind, payload).Encode())
	}
	go func() {
		for retry := 0; ; retry++ {
			if s.send(contentType, body, retry) == http.StatusOK || kind != kindEvent || retry == len(s.retries) {
				return
			}
			time.Sleep(s.retries[retry]) // of the clock that there is
		}
	}()
}

// form is how what is no event is sent.
func form(kind string, payload json.RawMessage) url.Values {
	if kind == kindClick {
		return url.Values{"payload": {string(payload)}}
	}
	var fields map[string]string
	values := url.Values{}
	if json.Unmarshal(payload, &fields) == nil {
		for name, value := range fields {
			values.Set(name, value)
		}
	}
	return values
}

// send sends a request and returns the status of the answer.
func (s *sender) send(contentType string, body []byte, retry int) int {
	r, err := http.NewRequest(http.MethodPost, Path, bytes.NewReader(body))
	if err != nil {
		s.w.t.Error(err)
		return 0
	}
	sign(r.Header, body, time.Now())
	r.Header.Set("Content-Type", contentType)
	if retry > 0 {
		r.Header.Set("X-Slack-Retry-Num", strconv.Itoa(retry))
		r.Header.Set("X-Slack-Retry-Reason", "http_error")
	}
	out := &answered{header: http.Header{}, status: http.StatusOK}
	began := time.Now()
	s.bot.ServeHTTP(out, r)
	if took := time.Since(began); took > ackFor {
		s.w.wrong("an answer to an event after %v", took)
		return 0
	}
	return out.status
}

// sign signs a request.
func sign(h http.Header, body []byte, at time.Time) {
	stamp := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	h.Set("X-Slack-Request-Timestamp", stamp)
	h.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
}

// answered is a response.
type answered struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answered) Header() http.Header            { return a.header }
func (a *answered) Write(data []byte) (int, error) { return a.body.Write(data) }
func (a *answered) WriteHeader(status int)         { a.status = status }
