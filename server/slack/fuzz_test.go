package slack

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"

	"chuchu/rag/talk"
)

// A ledger writes down what is to be undertaken and says of all that it is
// being worked on already, so that nothing is delivered.
type ledger struct {
	talk.Errands // the rest is not to be called
	mu           sync.Mutex
	kept         []talk.Errand
}

func (l *ledger) Undertake(_ context.Context, e talk.Errand, _ time.Time) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.kept = append(l.kept, e)
	return false, nil
}

func (l *ledger) Fulfil(context.Context, string) error { return nil }

func (l *ledger) Room(context.Context, string) (string, error) { return "", nil }

// empty returns what was written down, and begins anew. Each has a name of its
// own and says what is wished for, unless it was withdrawn.
func (l *ledger) empty(t *testing.T) (ids []string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range l.kept {
		var to address
		err := json.Unmarshal(e.Address, &to)
		asks := to.Question != "" && utf8.RuneCountInString(to.Question) <= maxQuestion
		if err != nil || !strings.HasPrefix(e.ID, botName) || e.Owner != "" && asks == (to.Wish != "") {
			t.Errorf("undertook %s: %s (%v)", e.ID, e.Address, err)
		}
		ids = append(ids, e.ID)
	}
	l.kept = nil
	return ids
}

// listener is a bot that hears and says nothing: it reaches no host.
func listener() (*Bot, *ledger) {
	l, m := &ledger{}, newMemory()
	log := slog.New(slog.DiscardHandler)
	runner := talk.New(talk.Options{Keeper: desk{m, "one", newFlag()}, Archive: m, Judge: m, Log: log})
	o := Options{Runner: runner, Errands: l, BotToken: botToken, AppToken: appToken, SigningSecret: secret, Log: log}
	b := newBot(o, func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no network") })
	b.leaveAll()
	return b, l
}

// bodies are what Slack sends, each with its type.
var bodies = [][2]string{
	{"application/json", `{"type":"url_verification","challenge":"3eZbrw1aB10"}`},
	{"application/json", `{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"message","channel_type":"im","channel":"D1","user":"U1","text":"养老目标是什么","ts":"1.000001"},"authorizations":[{"user_id":"U0BOT","is_bot":true}]}`},
	{"application/json", `{"type":"event_callback","team_id":"T1","event":{"type":"app_mention","channel":"C1","user":"U1","text":"<@U0BOT> 目标 &lt;<#C1|规划>","ts":"1.1","thread_ts":"1.0","parent_user_id":"U2","files":[{}]}}`},
	{"application/json", `{"type":"event_callback","event":{"type":"message","subtype":"message_changed","channel":"D1","message":{"user":"U1","text":"新","ts":"1.1","edited":{"ts":"1.2"}},"previous_message":{"user":"U1","text":"旧","ts":"1.1"}}}`},
	{"application/json", `{"type":"event_callback","event":{"type":"message","subtype":"message_deleted","channel":"D1","deleted_ts":"1.1","previous_message":{"user":"U1","text":"旧","ts":"1.1"}}}`},
	{"application/x-www-form-urlencoded", "command=%2Fchuchu&text=%E5%85%BB%E8%80%81&team_id=T1&channel_id=C1&user_id=U1&response_url=https%3A%2F%2Fhooks.example%2F1&trigger_id=1.2"},
	{"application/x-www-form-urlencoded", "ssl_check=1&token=x"},
	{"application/x-www-form-urlencoded", "payload=%7B%22type%22%3A%22block_actions%22%2C%22user%22%3A%7B%22id%22%3A%22U1%22%7D%2C%22response_url%22%3A%22https%3A%2F%2Fhooks.example%2F1%22%2C%22actions%22%3A%5B%7B%22action_id%22%3A%22feedback%22%2C%22value%22%3A%22up+a1+slack%3AT1%2FU1+U1%22%7D%5D%7D"},
	{"", ""},
}

// Whatever Slack signs is answered 200, and what is sent again asks nothing new.
func FuzzRequests(f *testing.F) {
	for _, b := range bodies {
		f.Add(b[0], []byte(b[1]))
	}
	bot, kept := listener()
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		if len(body) > maxBody {
			return
		}
		post := func() []string {
			r := httptest.NewRequest(http.MethodPost, Path, bytes.NewReader(body))
			r.Header.Set("Content-Type", kind)
			sign(r.Header, body, time.Now())
			w := httptest.NewRecorder()
			if bot.ServeHTTP(w, r); w.Code != http.StatusOK {
				t.Errorf("answered %d", w.Code)
			}
			return kept.empty(t)
		}
		if first, again := post(), post(); !slices.Equal(first, again) {
			t.Errorf("undertook %q, and sent again %q", first, again)
		}
	})
}

// Lines of data, sent as messages over a connection, keep it open unless they
// say that Socket Mode is off; an envelope behind them is acknowledged.
func FuzzEnvelopes(f *testing.F) {
	f.Add([]byte(`{"type":"hello","num_connections":1,"connection_info":{"app_id":"A1"}}`))
	f.Add([]byte(`{"type":"events_api","envelope_id":"1","payload":` + bodies[1][1] + "}\nx\n[]"))
	f.Add([]byte(`{"type":"slash_commands","envelope_id":"2","payload":{"channel_id":"C1","user_id":"U1","text":"?"}}`))
	f.Add([]byte(`{"type":"interactive","envelope_id":"3","payload":{"type":"block_actions","actions":[{"action_id":"feedback","value":"up a b c"}]}}`))
	f.Add([]byte(`{"type":"disconnect","reason":"warning"}` + "\n" + `{"type":"disconnect","reason":"link_disabled"}`))
	bot, kept := listener()
	bot.dial = netDial
	conns := make(chan *websocket.Conn)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var up websocket.Upgrader
		conn, err := up.Upgrade(w, r, nil)
		if err != nil {
			f.Error(err)
			return
		}
		conns <- conn
	}))
	f.Cleanup(s.Close)
	f.Fuzz(func(t *testing.T, data []byte) {
		conn, err := bot.connectTo(t.Context(), "ws"+strings.TrimPrefix(s.URL, "http"))
		if err != nil {
			t.Fatal(err)
		}
		slack := <-conns
		defer slack.Close()
		l := &line{b: bot, conn: conn, renew: make(chan struct{}, 1)}
		var reading sync.WaitGroup
		reading.Go(func() {
			_ = l.read(t.Context())
			l.hearing.Wait()
			_ = conn.Close()
		})
		defer kept.empty(t)
		defer reading.Wait()
		defer conn.Close()
		if !acknowledges(slack, bytes.Split(data, []byte("\n"))) {
			t.Error("no acknowledgement")
		}
	})
}

// acknowledges sends lines and reports whether an envelope after them is
// acknowledged, or none was to be expected any more.
func acknowledges(slack *websocket.Conn, lines [][]byte) bool {
	off := false
	for _, l := range append(lines, []byte(`{"type":"x","envelope_id":"the last"}`)) {
		var e envelope
		off = off || json.Unmarshal(l, &e) == nil && e.Type == "disconnect" && e.Reason == "link_disabled"
		if slack.WriteMessage(websocket.TextMessage, l) != nil {
			return off
		}
	}
	for {
		var ack struct {
			ID string `json:"envelope_id"`
		}
		if err := slack.ReadJSON(&ack); err != nil || ack.ID == "the last" {
			return err == nil || off
		}
	}
}
