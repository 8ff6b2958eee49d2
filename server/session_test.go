package server

import (
	"crypto/sha256"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag/talk"
)

func unmarshal(t *testing.T, data string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(data), into); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
}

// signIn signs a browser in and returns its cookie as it sends it.
func (s *site) signIn(t *testing.T, secret string) string {
	t.Helper()
	resp, body := do(t, s.request(t, call{path: "/api/session", body: `{"key":"` + secret + `"}`}))
	if resp.StatusCode != 200 || len(resp.Cookies()) != 1 {
		t.Fatalf("%d %v: %s", resp.StatusCode, resp.Cookies(), body)
	}
	return cookieName + "=" + resp.Cookies()[0].Value
}

// cookieAfter returns the cookie that a response sets, or nil.
func cookieAfter(t *testing.T, s *site, c call) *http.Cookie {
	t.Helper()
	resp, _ := do(t, s.request(t, c))
	if len(resp.Cookies()) == 0 {
		return nil
	}
	return resp.Cookies()[0]
}

func TestSignIn(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	if c := cookieAfter(t, s, call{path: "/"}); c != nil {
		t.Errorf("a stranger gets %v", c)
	}
	in := call{path: "/api/session", body: `{"key":" ` + keys["chief"] + ` "}`}
	c := cookieAfter(t, s, in)
	if c.Name != cookieName || !c.HttpOnly || c.Secure || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.MaxAge != 30*24*3600 ||
		strings.Contains(c.Value, keys["chief"]) {
		t.Errorf("cookie %v", c)
	}
	mine := "Cookie: " + cookieName + "=" + c.Value
	s.checkAll(t, []call{
		{name: "who", path: "/api/session", header: mine, want: `{"name":"chief","scope":"admin"}`},
		{name: "answer", path: "/api/session", body: in.body, want: `{"name":"chief","scope":"admin"}`},
		{name: "wrong", path: "/api/session", body: `{"key":"none"}`, status: 401, want: `"unauthorized","message":"密钥不正确或已停用。"`},
		{name: "empty", path: "/api/session", body: `{}`, status: 401, want: "unauthorized"},
		{name: "no JSON", path: "/api/session", body: `key`, status: 400, want: "invalid_request"},
		{name: "foreign", path: "/api/session", body: in.body, header: "Origin: http://evil.example", status: 403, want: "forbidden"},
	})
	s.o.PublicURL = "https://plans.example"
	if c := cookieAfter(t, s, in); !c.Secure {
		t.Errorf("cookie over https: %v", c)
	}
	if c := cookieAfter(t, s, call{method: "DELETE", path: "/api/session", header: mine}); c == nil || c.Value != "" || c.MaxAge >= 0 || !c.Secure {
		t.Errorf("after signing out: %v", c)
	}
}

// The page prolongs its session; another key, or none, begins a new one.
func TestSessionStays(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	cookie := s.signIn(t, keys["anna"])
	id := func(c string) string { return strings.Split(strings.TrimPrefix(c, cookieName+"="), ".")[0] }
	for name, same := range map[string]bool{"anna": true, "ben": false} {
		c := cookieAfter(t, s, call{path: "/api/session", body: `{"key":"` + keys[name] + `"}`, header: "Cookie: " + cookie})
		if (id(c.Value) == id(cookie)) != same {
			t.Errorf("%s got %s after %s", name, c.Value, cookie)
		}
	}
	planted := cookieAfter(t, s, call{path: "/api/session", body: `{"key":"` + keys["anna"] + `"}`, header: "Cookie: " + cookieName + "=" + id(cookie)})
	if id(planted.Value) == id(cookie) {
		t.Error("took an id that nobody signed")
	}
	if c := cookieAfter(t, s, call{path: "/", header: "Cookie: " + cookie}); c == nil || id(c.Value) != id(cookie) {
		t.Errorf("the page prolonged to %v", c)
	}
}

// Another process on the same file takes the cookie; none does when the key is gone.
func TestCookieDiesWithItsKey(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	other := newSite(t, quoting)
	k, err := OpenKeys(s.o.Keys.path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	other.o.Keys = k
	anna, ben := "Cookie: "+s.signIn(t, keys["anna"]), "Cookie: "+s.signIn(t, keys["ben"])
	for _, s := range []*site{s, other} {
		s.check(t, call{name: "anna", path: "/api/documents", header: anna})
	}
	writeKeys(t, s.o.Keys.path, "anna ask a-new-key-of-hers\nben admin "+keys["ben"]+"\n")
	for _, s := range []*site{s, other} {
		s.o.Keys.Reload()
		s.check(t, call{name: "the key is another", path: "/api/documents", header: anna, status: 401, want: talk.Unauthorized})
		s.check(t, call{name: "the scope is another", path: "/api/session", header: ben, want: `"scope":"admin"`})
	}
}

// Who signed out is out: in every process on the library, by whichever copy of
// the cookie, and on a websocket that was open. Others of the same key stay in.
func TestSignOut(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	second := New(Options{Store: s.store, Searcher: s.o.Searcher, Runner: s.o.Runner, Keys: s.o.Keys, Log: s.o.Log})
	h := httptest.NewServer(second)
	defer h.Close()
	other := &site{Server: second, store: s.store, url: h.URL}
	cookie, elsewhere := "Cookie: "+s.signIn(t, keys["anna"]), "Cookie: "+s.signIn(t, keys["anna"])
	prolonged := cookieAfter(t, s, call{path: "/", header: cookie})
	later := "Cookie: " + cookieName + "=" + prolonged.Value
	ws := s.dial(t, http.Header{"Cookie": {strings.TrimPrefix(cookie, "Cookie: ")}})
	for range 2 { // again is no fault
		s.check(t, call{method: "DELETE", path: "/api/session", header: cookie, status: 204})
	}
	for _, s := range []*site{s, other} {
		s.checkAll(t, []call{
			{name: "the cookie", path: "/api/documents", header: cookie, status: 401, want: talk.Unauthorized},
			{name: "a copy from later", path: "/api/documents", header: later, status: 401},
			{name: "the other browser", path: "/api/documents", header: elsewhere},
			{name: "the key", path: "/api/documents", header: later + "|Authorization: Bearer " + keys["anna"]},
		})
		if c := cookieAfter(t, s, call{path: "/", header: cookie}); c != nil {
			t.Errorf("the page prolongs to %v", c)
		}
	}
	ws.send(`{"type":"ask","id":"x","question":"问"}`)
	if m := ws.next("failed"); m.Failure.Code != talk.Unauthorized {
		t.Errorf("the socket says %+v", m)
	}
	again := cookieAfter(t, s, call{path: "/api/session", body: `{"key":"` + keys["anna"] + `"}`, header: cookie})
	if again == nil || strings.HasPrefix(again.Value, prolonged.Value[:36]) {
		t.Errorf("signed in again with %v", again)
	}
	s.check(t, call{name: "in again", path: "/api/documents", header: "Cookie: " + cookieName + "=" + again.Value})
}

// Nobody is let in whose session may be over: the library tells nothing then.
func TestSessionsWithoutLibrary(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	cookie := "Cookie: " + s.signIn(t, keys["anna"])
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	s.checkAll(t, []call{
		{name: "who", path: "/api/session", header: cookie, status: 401},
		{name: "out", method: "DELETE", path: "/api/session", header: cookie, status: 500},
		{name: "by key", path: "/api/session", header: "Authorization: Bearer " + keys["anna"], want: "anna"},
	})
}

// Wrong keys are tried so often a minute, from an address; right ones cost nothing.
func TestGuessing(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	in := func(address, key string) int {
		r := httptest.NewRequestWithContext(t.Context(), "POST", "/api/session", strings.NewReader(`{"key":"`+key+`"}`))
		r.RemoteAddr = address + ":1234"
		return s.said(r)
	}
	told := map[int]int{}
	for range 2 * guessesPerMinute {
		if got := in("203.0.113.7", keys["ben"]); got != 200 {
			t.Fatalf("a right key: %d", got)
		}
	}
	for range 300 {
		told[in("203.0.113.7", "wrong")]++
	}
	if told[401] < guessesPerMinute || told[401] > guessesPerMinute+5 || told[401]+told[429] != 300 {
		t.Errorf("told %v", told)
	}
	if got := in("203.0.113.7", keys["anna"]); got != 429 {
		t.Errorf("guessed right too late: %d", got)
	}
	if got := in("203.0.113.8", keys["anna"]); got != 200 {
		t.Errorf("another address: %d", got)
	}
	for range guessesPerMinute {
		s.check(t, call{path: "/api/session", body: `{"key":"wrong"}`, status: 401})
	}
	resp, body := do(t, s.request(t, call{path: "/api/session", body: `{"key":"wrong"}`}))
	if resp.StatusCode != 429 || resp.Header.Get("Retry-After") == "" {
		t.Errorf("%d %v %s", resp.StatusCode, resp.Header, body)
	}
}

// No part of a cookie can be changed, and its time is part of it.
func TestForgedCookies(t *testing.T) {
	h := holder{"anna", AskScope, sha256.Sum256([]byte("k1"))}
	const id = "0b51f5a3-5e1c-4a0c-9d4e-1d2f3a4b5c6d"
	synctest.Test(t, func(t *testing.T) {
		k := &Keys{looked: time.Now().Add(time.Hour), holders: []holder{{"ben", AdminScope, sha256.Sum256([]byte("k2"))}, h}}
		opened := func(value string) bool {
			r, _ := http.NewRequest("GET", "/", nil)
			r.AddCookie(&http.Cookie{Name: cookieName, Value: value})
			got, session, ok := k.opened(r)
			if ok && (got != h || session != id) {
				t.Errorf("%s opens %v for %v", value, session, got)
			}
			return ok
		}
		good := h.signed(id, time.Now().Add(time.Minute))
		if !opened(good) {
			t.Fatalf("%s does not open", good)
		}
		for i := range good {
			if good[i] != '.' && opened(good[:i]+string(rune(good[i]^1))+good[i+1:]) {
				t.Errorf("byte %d does not matter", i)
			}
		}
		part := strings.Split(good, ".")
		later := part[0] + ".99999999999." + part[2] + "." + part[3]
		for _, bad := range []string{"", id, "...", strings.Join(part[:3], "."), good + ".", later, h.signed("x", time.Now().Add(time.Minute))} {
			if opened(bad) {
				t.Errorf("%q opens", bad)
			}
		}
		time.Sleep(time.Minute)
		if opened(good) {
			t.Error("opens for ever")
		}
	})
}

func TestSessionWithoutKeys(t *testing.T) {
	s := newSite(t, quoting)
	s.checkAll(t, []call{
		{name: "who", path: "/api/session", want: `{"name":"","scope":"admin"}`},
		{name: "sign in", path: "/api/session", body: `{"key":"x"}`, status: 404, want: "未设置密钥，无需登录"},
		{name: "sign out", method: "DELETE", path: "/api/session", status: 204},
	})
}

func TestSignInTooLarge(t *testing.T) {
	s, _ := newKeyed(t, quoting)
	s.check(t, call{path: "/api/session", body: `{"key":"` + strings.Repeat("a", maxBody) + `"}`, status: 413, want: "too_large"})
}
