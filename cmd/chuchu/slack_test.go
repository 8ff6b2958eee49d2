package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// What the settings of a Slack app might be.
const (
	slackBotToken = "xoxb-1-2-TokenOfABot"
	slackAppToken = "xapp-1-A1-2-TokenOfAnApp"
	slackSecret   = "0123456789abcdef0123456789abcdef"
)

// A slackDouble stands for Slack: it takes messages, and delivers what is put
// into events over a connection. The package's own tests have one that is strict.
type slackDouble struct {
	posted chan string          // each message that is complete: what was streamed, and its blocks
	events chan json.RawMessage // to deliver
	acks   chan string
	begun  chan string // each message that is new
	shut   atomic.Bool // the bot's token is not good for posting

	mu       sync.Mutex
	streamed map[string]string // text by message
}

func newSlackDouble(t *testing.T) (*slackDouble, string) {
	d := &slackDouble{posted: make(chan string, 64), events: make(chan json.RawMessage), acks: make(chan string, 8), begun: make(chan string, 64), streamed: map[string]string{}}
	mux := http.NewServeMux()
	s := httptest.NewServer(mux)
	mux.HandleFunc("/api/auth.test", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-OAuth-Scopes", "chat:write,commands")
		fmt.Fprint(w, `{"ok":true,"team":"区政府","user":"chuchu","team_id":"T1","user_id":"UBOT"}`)
	})
	mux.HandleFunc("/api/apps.connections.open", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"ok":true,"url":"ws%s/link"}`, s.URL[len("http"):])
	})
	mux.HandleFunc("/api/assistant.threads.setStatus", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"ok":true}`) })
	mux.HandleFunc("/api/", d.chat)
	mux.HandleFunc("/link", func(w http.ResponseWriter, r *http.Request) { d.link(w, r) })
	t.Cleanup(s.CloseClientConnections)
	t.Cleanup(s.Close)
	return d, s.URL + "/api/"
}

// chat answers the methods of messages. A message is complete once it has
// buttons, or is no answer.
func (d *slackDouble) chat(w http.ResponseWriter, r *http.Request) {
	if d.shut.Load() {
		d.acks <- "refused"
		fmt.Fprint(w, `{"ok":false,"error":"token_expired"}`)
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	ts, blocks := r.PostFormValue("ts"), r.PostFormValue("blocks")
	if ts == "" {
		ts = fmt.Sprintf("2.%06d", len(d.streamed)+1)
		d.streamed[ts] = ""
		d.begun <- ts
	}
	d.streamed[ts] += r.PostFormValue("markdown_text")
	if strings.Contains(blocks, "feedback_buttons") || strings.Contains(blocks, sayLocal) || strings.Contains(blocks, "请重新提问") {
		d.posted <- d.streamed[ts] + blocks
	}
	fmt.Fprintf(w, `{"ok":true,"channel":%q,"ts":%q}`, r.PostFormValue("channel"), ts)
}

// link is a connection.
func (d *slackDouble) link(w http.ResponseWriter, r *http.Request) {
	conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	_ = conn.WriteJSON(map[string]string{"type": "hello"})
	for e := range d.events {
		var ack struct {
			ID string `json:"envelope_id"`
		}
		if conn.WriteJSON(map[string]any{"type": "events_api", "envelope_id": "e1", "payload": e}) != nil || conn.ReadJSON(&ack) != nil {
			return
		}
		d.acks <- ack.ID
	}
}

// slackMessage is a direct message as Slack tells of it.
func slackMessage(ts, text string) json.RawMessage {
	data, _ := json.Marshal(map[string]any{
		"type": "event_callback", "team_id": "T1", "event_id": "Ev" + ts,
		"event": map[string]string{"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "text": text, "ts": ts},
	})
	return data
}

// checkSlackGoal expects the goal with its source, and the link to all of it.
func checkSlackGoal(t *testing.T, blocks string) {
	t.Helper()
	blocks = unquoted(blocks)
	for _, want := range []string{goalSentence, "出处：", "[1] 《湛江市赤坎区", "https://chuchu.example/documents/chikan?r=", "https://chuchu.example/a/", "已结束", "feedback_buttons"} {
		if !strings.Contains(blocks, want) {
			t.Errorf("no %s in %s", want, blocks)
		}
	}
}

// A question that is asked in Slack gets the page's answer there, over both ways.
func TestServeSlack(t *testing.T) {
	d, api := newSlackDouble(t)
	variables := map[string]string{
		"CHUCHU_SLACK_BOT_TOKEN": slackBotToken, "CHUCHU_SLACK_APP_TOKEN": slackAppToken, "CHUCHU_SLACK_SIGNING_SECRET": slackSecret,
		"CHUCHU_PUBLIC_URL": "https://chuchu.example",
	}
	s := startWith(t, variables, "", "--slack-api-url", api)
	d.events <- slackMessage("1.000001", goalQuestion)
	if id := <-d.acks; id != "e1" {
		t.Errorf("acknowledged %q", id)
	}
	checkSlackGoal(t, <-d.posted)

	body := slackMessage("1.000002", goalQuestion)
	for _, c := range []struct {
		secret string
		status int
	}{{"another", 401}, {slackSecret, 200}, {slackSecret, 200}} { // once, and once again
		if status := sendSlack(t, "http://"+s.address+"/slack/events", body, c.secret); status != c.status {
			t.Errorf("status %d, not %d", status, c.status)
		}
	}
	checkSlackGoal(t, <-d.posted)
	sendSlack(t, "http://"+s.address+"/slack/events", slackMessage("1.000003", "帮助"), slackSecret)
	if help := <-d.posted; !strings.Contains(help, sayLocal) {
		t.Errorf("help: %s", help)
	}
	close(d.events)
	status, log := s.stop()
	if status != 0 || len(d.posted) > 0 {
		t.Errorf("status %d, %d messages too many", status, len(d.posted))
	}
	for _, secret := range []string{slackBotToken, slackAppToken, slackSecret} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %s:\n%s", secret, log)
		}
	}
}

// slackEvents are the settings of a bot that is called.
func slackEvents() map[string]string {
	return map[string]string{
		"CHUCHU_SLACK_BOT_TOKEN": slackBotToken, "CHUCHU_SLACK_SIGNING_SECRET": slackSecret, "CHUCHU_PUBLIC_URL": "https://chuchu.example",
	}
}

// An answer that could not be delivered is, once the program is started again
// with a token that is good.
func TestServeSlackAgain(t *testing.T) {
	d, api := newSlackDouble(t)
	d.shut.Store(true)
	s := startWith(t, slackEvents(), "", "--slack-api-url", api)
	if status := sendSlack(t, "http://"+s.address+"/slack/events", slackMessage("1.000001", goalQuestion), slackSecret); status != 200 {
		t.Errorf("status %d", status)
	}
	<-d.acks // is refused
	if status, log := s.stop(); status != 0 || !strings.Contains(log, "token_expired") || strings.Contains(log, slackBotToken) {
		t.Errorf("%d %s", status, log)
	}
	d.shut.Store(false)
	startWith(t, slackEvents(), s.database, "--slack-api-url", api)
	checkSlackGoal(t, <-d.posted)
}

// An answer whose server is killed in the middle ends with a word in its message,
// from the server that comes later.
func TestSlackKilledInAnswer(t *testing.T) {
	t.Parallel() // it mostly waits for leases to end
	eachStore(t, func(t *testing.T, fresh func() string) {
		t.Parallel()
		d, api := newSlackDouble(t)
		database, model := fresh(), newHoldingModel(t)
		flags := append(model.flags(), "--public-url", "https://chuchu.example", "--slack-api-url", api,
			"--slack-bot-token", slackBotToken, "--slack-signing-secret", slackSecret)
		doomed := spawn(t, database, flags...)
		sendSlack(t, "http://"+doomed.address+"/slack/events", slackMessage("1.000001", goalQuestion), slackSecret)
		<-d.begun
		doomed.kill()
		spawn(t, database, flags...)
		if end := <-d.posted; !strings.Contains(end, "中断") {
			t.Errorf("the message ended with %s", end)
		}
	})
}

// Two servers on one database answer a message once, whichever of them hears of
// it, and however often.
func TestServeSlackTogether(t *testing.T) {
	database := sharedDatabase(t)
	d, api := newSlackDouble(t)
	servers := []served{startWith(t, slackEvents(), database, "--slack-api-url", api), startWith(t, slackEvents(), database, "--slack-api-url", api)}
	const messages = 8
	var sending sync.WaitGroup
	for i := range messages {
		for _, s := range append(servers, servers...) {
			sending.Go(func() {
				body := slackMessage(fmt.Sprintf("1.%06d", i+1), goalQuestion)
				if status := sendSlack(t, "http://"+s.address+"/slack/events", body, slackSecret); status != 200 {
					t.Errorf("status %d", status)
				}
			})
		}
	}
	sending.Wait()
	for range messages {
		checkSlackGoal(t, <-d.posted)
	}
	for _, s := range servers {
		if status, log := s.stop(); status != 0 {
			t.Errorf("%d %s", status, log)
		}
	}
	if n := len(d.posted); n > 0 {
		t.Errorf("%d messages too many", n)
	}
}

// sendSlack sends an event that a secret signs.
func sendSlack(t *testing.T, address string, body []byte, secret string) (status int) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		t.Error(err)
		return 0
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "v0:%s:%s", stamp, body)
	r.Header.Set("X-Slack-Request-Timestamp", stamp)
	r.Header.Set("X-Slack-Signature", "v0="+hex.EncodeToString(mac.Sum(nil)))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Forwarded-For", "3.3.3.3") // from elsewhere, through a proxy
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Error(err)
		return 0
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	return resp.StatusCode
}

// The bot does not start without what its links need, or with tokens swapped.
func TestServeSlackRefuses(t *testing.T) {
	for want, args := range map[string][]string{
		"--public-url": {"--slack-bot-token", slackBotToken, "--slack-app-token", slackAppToken},
		"写反了":          {"--slack-bot-token", slackAppToken, "--slack-app-token", slackBotToken, "--public-url", "https://x"},
		"收不到消息":        {"--slack-bot-token", slackBotToken, "--public-url", "https://x"},
		"没有设定机器人令牌":    {"--slack-signing-secret", slackSecret, "--public-url", "https://x"},
	} {
		args = append([]string{"serve", "--addr", "127.0.0.1:0", "--no-seeds", "--database", t.TempDir() + "/c.db"}, args...)
		if status, _, stderr := program(t, nil, args...); status != 1 || !strings.Contains(stderr, want) || strings.Contains(stderr, "TokenOf") {
			t.Errorf("%v: %d %s", want, status, stderr)
		}
	}
}

// chuchu check slack tells what to change.
func TestCheckSlack(t *testing.T) {
	_, api := newSlackDouble(t)
	status, out, stderr := program(t, map[string]string{"CHUCHU_SLACK_BOT_TOKEN": slackBotToken},
		"check", "slack", "--slack-app-token", slackAppToken, "--slack-api-url", api)
	for _, want := range []string{"好  连接 Slack：可用，工作区 区政府", "坏  机器人权限：缺少权限 app_mentions:read", "好  Socket Mode", "坏  没有 --public-url"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
	if status != 1 || !strings.Contains(stderr, "2项不可用") {
		t.Errorf("%d %s", status, stderr)
	}
}
