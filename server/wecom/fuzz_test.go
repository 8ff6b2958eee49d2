package wecom

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"chuchu/rag"
	"chuchu/rag/local"
	"chuchu/rag/talk"
)

// A ledger writes down what is to be undertaken and says of all that it is
// being worked on already, so that nothing is delivered.
type ledger struct {
	talk.Errands // the rest is not to be called
	mu           sync.Mutex
	kept         []string
}

func (l *ledger) Undertake(_ context.Context, e talk.Errand, _ time.Time) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.kept = append(l.kept, e.ID)
	return false, nil
}

func (l *ledger) Errand(context.Context, string) (talk.Errand, error) {
	return talk.Errand{}, rag.ErrNotFound
}

// empty returns the names that were written down, all of one way, and begins anew.
func (l *ledger) empty(t *testing.T, way string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := l.kept
	l.kept = nil
	for _, id := range all {
		if !strings.HasPrefix(id, way) || id == way {
			t.Errorf("undertook %q", id)
		}
	}
	return all
}

// listener is a bot that hears in every way and reaches no host but socket.
func listener(f testing.TB, socket string) (*Bot, *ledger) {
	store, err := local.Open(f.Context(), filepath.Join(f.TempDir(), "chuchu.db"))
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() { _ = store.Close() })
	l, log := &ledger{}, slog.New(slog.DiscardHandler)
	b, err := New(Options{
		Config: Config{
			CorpID: fakeCorp, AgentID: strconv.Itoa(fakeAgent), Secret: fakeSecret, Token: fakeToken, AESKey: fakeKey, BotToken: fakeToken,
			BotAESKey: fakeBotKey, BotID: fakeBot, BotSecret: fakeBotSec, APIURL: "http://127.0.0.1:1", SocketURL: socket,
		},
		Runner: talk.New(talk.Options{Keeper: store, Archive: store, Judge: store, Log: log}),
		Keeper: store, Archive: store, Errands: l, Library: store, Log: log,
	})
	if err != nil {
		f.Fatal(err)
	}
	b.pace.call = 200 * time.Millisecond
	return b, l
}

// messages are what WeCom tells a bot, in JSON, and an app, in XML.
var messages = []string{
	`{"msgid":"m1","aibotid":"aib1","chattype":"single","from":{"userid":"zhang"},"response_url":"https://wecom.example/r","msgtype":"text","text":{"content":"养老"}}`,
	`{"msgid":"m2","chatid":"g1","chattype":"group","from":{"userid":"li","corpid":"ww1"},"msgtype":"mixed","mixed":{"msg_item":[{"msgtype":"text","text":{"content":"@出处 养老"}},{"msgtype":"image"}]}}`,
	`{"msgid":"m3","from":{"userid":"li"},"msgtype":"voice","voice":{"content":"养老"}}`,
	`{"msgtype":"stream","stream":{"id":"m1"}}`,
	`{"msgtype":"event","from":{"userid":"li"},"event":{"eventtype":"enter_chat"}}`,
	`{"msgtype":"event","event":{"eventtype":"feedback_event","feedback_event":{"id":"a1","type":2,"content":"不对","inaccurate_reason_list":[1,2]}}}`,
	`{"msgtype":"event","event":{"eventtype":"disconnected_event"}}`,
	`<xml><FromUserName><![CDATA[zhang]]></FromUserName><CreateTime>1800000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[养老]]></Content><MsgId>1</MsgId></xml>`,
	`<xml><FromUserName>zhang</FromUserName><MsgType>voice</MsgType><Recognition>养老</Recognition><MsgId>2</MsgId></xml>`,
	`<xml><FromUserName>zhang</FromUserName><MsgType>event</MsgType><Event>enter_agent</Event></xml>`,
	`<xml><Encrypt>AAAA</Encrypt></xml>`, `{"encrypt":"AAAA"}`, sampleBody, "",
}

// Whatever stands in a callback, who has not signed it is refused; signed and
// sealed it is answered, and what is delivered again asks nothing new.
func FuzzCallbacks(f *testing.F) {
	for _, m := range messages {
		f.Add([]byte(m))
	}
	b, kept := listener(f, "")
	f.Fuzz(func(t *testing.T, data []byte) {
		for path, way := range map[string]string{AppPath: wayApp, BotPath: wayBot} {
			h, c := b.Callbacks()[path], b.app
			if path == BotPath {
				c = b.bot
			}
			forged := url.Values{"timestamp": {strconv.FormatInt(time.Now().Unix(), 10)}, "nonce": {"n"}, "msg_signature": {strings.Repeat("0", 40)}}
			if code, said := posted(h, forged, data); code != http.StatusForbidden || len(said) > 0 || len(kept.empty(t, way)) > 0 {
				t.Errorf("%s: unsigned, answered %d %s", path, code, said)
			}
			garbled, _ := envelope(bytes.NewReader(data))
			if code, said := posted(h, signed(c, garbled), data); code != http.StatusForbidden || len(said) > 0 {
				t.Errorf("%s: not sealed with the key, answered %d %s", path, code, said)
			}
			first, again := sealedTo(t, h, c, data), sealedTo(t, h, c, data)
			told := kept.empty(t, way)
			if half := len(told) / 2; !slices.Equal(told[:half], told[half:]) || first != again {
				t.Errorf("%s: undertook %q, said %q and %q", path, told, first, again)
			}
		}
	})
}

// signed is the query of a callback that holds something sealed.
func signed(c crypt, sealed string) url.Values {
	now := strconv.FormatInt(time.Now().Unix(), 10)
	return url.Values{"timestamp": {now}, "nonce": {"n"}, "msg_signature": {c.sign(now, "n", sealed)}}
}

// posted posts a body and returns what it is answered with.
func posted(h http.Handler, q url.Values, body []byte) (code int, said []byte) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/?"+q.Encode(), bytes.NewReader(body)))
	return w.Code, w.Body.Bytes()
}

// sealedTo posts data as WeCom does, and returns what is said in the response.
func sealedTo(t *testing.T, h http.Handler, c crypt, data []byte) string {
	sealed, err := c.seal(data)
	if err != nil {
		t.Fatal(err)
	}
	code, said := posted(h, signed(c, sealed), []byte(`<xml><Encrypt>`+sealed+`</Encrypt></xml>`))
	if code != http.StatusOK {
		t.Errorf("answered %d", code)
	}
	if len(said) == 0 {
		return ""
	}
	inside, err := envelope(bytes.NewReader(said))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := c.decrypt(inside)
	if err != nil || !json.Valid(plain) {
		t.Errorf("said %s, %v", plain, err)
	}
	return string(plain)
}

// Lines of data, sent as frames, end the connection only where one is no frame
// or says that another connection was opened.
func FuzzFrames(f *testing.F) {
	for _, m := range messages[:7] {
		f.Add([]byte(`{"cmd":"aibot_msg_callback","headers":{"req_id":"r1"},"body":` + m + "}"))
		f.Add([]byte(`{"cmd":"aibot_event_callback","headers":{"req_id":"r2"},"body":` + m + "}\n" + `{"headers":{"req_id":"r2"},"errcode":93000}`))
	}
	f.Add([]byte("x\n[]\n{}"))
	lines := make(chan [][]byte, 1)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var up websocket.Upgrader
		conn, err := up.Upgrade(w, r, nil)
		if err != nil {
			f.Error(err)
			return
		}
		defer conn.Close()
		acknowledges(conn, <-lines)
	}))
	f.Cleanup(s.Close)
	b, kept := listener(f, "ws"+strings.TrimPrefix(s.URL, "http"))
	f.Fuzz(func(t *testing.T, data []byte) {
		all := bytes.Split(data, []byte("\n"))
		lines <- all
		err := b.connect(t.Context(), func(w *wire) error { return w.call(t.Context(), cmdPing, "the last", nil) })
		b.working.Wait()
		if kept.empty(t, waySocket); err != nil && !slices.ContainsFunc(all, ends) {
			t.Error(err)
		}
	})
}

// acknowledges takes frames, and sends lines of its own after the first.
func acknowledges(conn *websocket.Conn, lines [][]byte) {
	for {
		var in frame
		if err := conn.ReadJSON(&in); err != nil {
			return
		}
		if conn.WriteJSON(frame{Headers: in.Headers}) != nil {
			return
		}
		for _, l := range lines {
			if conn.WriteMessage(websocket.TextMessage, l) != nil {
				return
			}
		}
		lines = nil
	}
}

// ends tells whether a connection may end for a line.
func ends(line []byte) bool {
	var f frame
	if err := json.NewDecoder(bytes.NewReader(line)).Decode(&f); err != nil {
		return true
	}
	var in incoming
	return f.Headers.Req == "the last" || f.Cmd == cmdEvent && json.Unmarshal(f.Body, &in) == nil && in.Event.Type == eventDisconnect
}
