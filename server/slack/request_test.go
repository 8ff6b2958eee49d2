package slack

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Slack's published sample of a signature.
func TestPublishedSignature(t *testing.T) {
	const (
		secret = "8f742231b10e8888abcd99yyyzzz85a5"
		stamp  = "1531420618"
		body   = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
		want   = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
	)
	synctest.Test(t, func(t *testing.T) {
		if err := pause(t.Context(), time.Until(time.Unix(1531420618, 0))); err != nil { // 2018, in simulated time
			t.Fatal(err)
		}
		h := http.Header{"X-Slack-Signature": {want}, "X-Slack-Request-Timestamp": {stamp}}
		if err := verify(h, []byte(body), secret); err != nil {
			t.Error(err)
		}
		if err := verify(h, []byte(body+"x"), secret); err == nil {
			t.Error("another body passed")
		}
		if err := verify(h, []byte(body), strings.ToUpper(secret)); err == nil {
			t.Error("another secret passed")
		}
		if err := pause(t.Context(), 5*time.Minute+time.Second); err != nil {
			t.Fatal(err)
		}
		if err := verify(h, []byte(body), secret); err == nil {
			t.Error("a signature of more than five minutes ago passed")
		}
	})
}

// A request without a good signature is refused and heard by nobody; one that
// asks whether anybody is there is answered.
func TestRequests(t *testing.T) {
	n := &notebook{}
	simulate(t, n.answer, func(b *bench, p *process) {
		message := b.user("U1").event("Ev1", b.user("U1").message("D1", "9.000001", "问", saying{}))
		b.roots["D19.000001"] = true
		for _, c := range []struct {
			name   string
			method string
			body   []byte
			spoil  func(h http.Header)
			status int
			says   string
		}{
			{"no signature", "POST", message, func(h http.Header) { h.Del("X-Slack-Signature") }, 401, ""},
			{"no time", "POST", message, func(h http.Header) { h.Del("X-Slack-Request-Timestamp") }, 401, ""},
			{"another signature", "POST", message, func(h http.Header) { h.Set("X-Slack-Signature", "v0="+strings.Repeat("0", 64)) }, 401, ""},
			{"another version", "POST", message, func(h http.Header) { h.Set("X-Slack-Signature", "v1"+h.Get("X-Slack-Signature")[2:]) }, 401, ""},
			{"an old one", "POST", message, func(h http.Header) { sign(h, message, time.Now().Add(-6*time.Minute)) }, 401, ""},
			{"one to come", "POST", message, func(h http.Header) { sign(h, message, time.Now().Add(6*time.Minute)) }, 401, ""},
			{"another time", "POST", message, func(h http.Header) { h.Set("X-Slack-Request-Timestamp", "946684799") }, 401, ""},
			{"a page", "GET", nil, nil, 400, ""},
			{"too large", "POST", bytes.Repeat([]byte(" "), maxBody+1), nil, 400, ""},
			{"the handshake", "POST", []byte(`{"token":"x","challenge":"3eZbrw1aB10","type":"url_verification"}`), nil, 200, "3eZbrw1aB10"},
			{"a look at the certificate", "POST", []byte("ssl_check=1&token=x"), nil, 200, ""},
			{"nothing", "POST", nil, nil, 200, ""},
		} {
			r := httptest.NewRequest(c.method, Path, bytes.NewReader(c.body))
			sign(r.Header, c.body, time.Now())
			if c.spoil != nil {
				c.spoil(r.Header)
			}
			w := httptest.NewRecorder()
			p.bot.ServeHTTP(w, r)
			if w.Code != c.status || w.Body.String() != c.says {
				t.Errorf("%s: %d %q", c.name, w.Code, w.Body)
			}
		}
		pause(context.Background(), time.Minute)
		if n.count() != 0 {
			t.Errorf("asked %d times", n.count())
		}
	})
}

// The Events API leads to the same answers. A question whose errand cannot be
// kept is delivered again, and one that is delivered again is answered once.
func TestEventsAPI(t *testing.T) {
	n := &notebook{}
	simulate(t, n.answer, func(b *bench, p *process) {
		s := newSender(b.workspace, p.bot)
		u := person{b.workspace, s, "U1"}
		u.say("C1", "<@U0BOT> 养老目标是什么", saying{})
		m := b.finished(1)[0]
		if got := looks(m); got != golden {
			t.Errorf("got:\n%s", got)
		}
		synctest.Wait()
		b.store.breaks(errors.New("the database is away"))
		u.say("D1", "再问", saying{event: "Ev7"})
		pause(context.Background(), 30*time.Second)
		b.store.breaks(nil)
		b.finished(2)
		u.command("C1", "命令")
		b.finished(3)
		u.click(m.Below, "down")
		b.until("thanks", func() bool { return len(b.whispers) == 1 })
		if n.count() != 3 || !slices.Equal(b.store.verdict(), []string{"slack:T0001/U1 down"}) {
			t.Errorf("asked %d times, verdict %q", n.count(), b.store.verdict())
		}
	})
}

// What was heard is acknowledged in time, however long the answer takes, and
// however slow the store is.
func TestAcknowledgedInTime(t *testing.T) {
	simulate(t, slow(time.Hour, time.Hour), func(b *bench, p *process) {
		u := person{b.workspace, newSender(b.workspace, p.bot), "U1"} // which measures
		u.say("C1", "<@U0BOT> 养老目标是什么", saying{})
		b.user("U2").say("C1", "<@U0BOT> 养老目标是什么", saying{}) // so do the connections
		b.finished(2)
	})
}
