package server

import (
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag/talk"
)

// newKeyed is a site with keys: anna and ben may ask, chief may change documents.
func newKeyed(t testing.TB, a scripted) (*site, map[string]string) {
	t.Helper()
	s, keys := newSite(t, a), map[string]string{}
	path := filepath.Join(t.TempDir(), "keys")
	for name, scope := range map[string]string{"anna": AskScope, "ben": AskScope, "chief": AdminScope} {
		key, err := AddKey(path, name, scope)
		if err != nil {
			t.Fatal(err)
		}
		keys[name] = key.Secret
	}
	k, err := OpenKeys(path, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s.o.Keys = k
	return s, keys
}

func bearerOf(secret string) http.Header { return http.Header{"Authorization": {"Bearer " + secret}} }

// A route is one that the server has, and a request that it answers.
type route struct {
	pattern string // as in server.go
	kind    string // open, keyed or admin, as in server.go
	call           // what an admin key gets
}

var routes = []route{
	{"GET /{$}", "open", call{path: "/"}},
	{"GET /documents/{id}", "open", call{path: "/documents/plan"}},
	{"GET /assets/{file}", "open", call{path: "/assets/chat.js"}},
	{"GET /api/session", "keyed", call{path: "/api/session"}},
	{"POST /api/session", "open", call{path: "/api/session", body: `{"key":"none"}`, status: 401}},
	{"DELETE /api/session", "open", call{method: "DELETE", path: "/api/session", status: 204}},
	{"POST /api/ask", "keyed", call{path: "/api/ask", body: `{"question":"问"}`}},
	{"GET /ws", "keyed", call{path: "/ws", status: 400}},
	{"POST /api/search", "keyed", call{path: "/api/search", body: `{"query":"问"}`}},
	{"GET /api/examples", "keyed", call{path: "/api/examples"}},
	{"GET /api/answers/{id}", "keyed", call{path: "/api/answers/none", status: 404}},
	{"POST /api/answers/{id}/link", "keyed", call{method: "POST", path: "/api/answers/none/link", status: 404}},
	{"GET /api/conversations", "keyed", call{path: "/api/conversations"}},
	{"GET /api/conversations/{id}", "keyed", call{path: "/api/conversations/none", status: 404}},
	{"PATCH /api/conversations/{id}", "keyed", call{method: "PATCH", path: "/api/conversations/none", body: `{"title":"名"}`, status: 404}},
	{"DELETE /api/conversations/{id}", "keyed", call{method: "DELETE", path: "/api/conversations/none", status: 404}},
	{"POST /api/feedback", "keyed", call{path: "/api/feedback", body: `{"answer_id":"none","verdict":"up"}`, status: 404}},
	{"GET /api/documents", "keyed", call{path: "/api/documents"}},
	{"POST /api/documents", "admin", call{path: "/api/documents", body: `{"id":"new","text":"文"}`, status: 202}},
	{"GET /api/documents/{id}", "keyed", call{path: "/api/documents/plan"}},
	{"GET /api/documents/{id}/raw", "keyed", call{path: "/api/documents/plan/raw"}},
	{"DELETE /api/documents/{id}", "admin", call{method: "DELETE", path: "/api/documents/new", status: 204}},
	{"POST /api/documents/{id}/restore", "admin", call{method: "POST", path: "/api/documents/none/restore", status: 404}},
	{"GET /api/indicators", "keyed", call{path: "/api/indicators"}},
	{"GET /a/{id}", "open", call{path: "/a/none", status: 403}},
	{"GET /healthz", "open", call{path: "/healthz"}},
	{"GET /readyz", "open", call{path: "/readyz"}},
	{"GET /metrics", "keyed", call{path: "/metrics"}},
	{"GET /openapi.json", "keyed", call{path: "/openapi.json"}},
	{"/", "keyed", call{path: "/none", status: 404}},
}

// The walk below is of no use for a route that it does not know.
func TestRoutesAreAllWalked(t *testing.T) {
	source, err := os.ReadFile("server.go")
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, m := range regexp.MustCompile(`\t(open|keyed|admin)\("([^"]+)"`).FindAllSubmatch(source, -1) {
		want = append(want, string(m[1])+" "+string(m[2]))
	}
	for _, r := range routes {
		got = append(got, r.kind+" "+r.pattern)
	}
	if !slices.Equal(got, want) {
		t.Errorf("walked\n%s\nthere are\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// walk asks every route with a header and compares with the status it should
// have; 0 is the route's own.
func (s *site) walk(t *testing.T, header string, status func(route) int) {
	t.Helper()
	for _, r := range routes {
		c := r.call
		c.name, c.header = "with "+header, header
		if r.pattern == "DELETE /api/session" && strings.Contains(header, "Cookie: ") {
			c.header = "" // the walk goes on with the session
		}
		if want := status(r); want != 0 {
			c.status = want
		}
		s.check(t, c)
	}
}

// stranger is the status of who has no key.
func stranger(r route) int {
	if r.kind != "open" {
		return 401
	}
	return 0
}

// asker is the status of who has a key of the ask scope.
func asker(r route) int {
	if r.kind == "admin" {
		return 403
	}
	return 0
}

func anybody(route) int { return 0 }

func TestWalkWithKeys(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	ask, admin := "Authorization: Bearer "+keys["anna"], "Authorization: Bearer "+keys["chief"]
	for _, h := range []string{"", "Host: evil.example", "X-Forwarded-For: 1.2.3.4", "Authorization: Bearer ", "Authorization: Bearer none",
		"Authorization: " + keys["chief"], "Authorization: Basic " + keys["chief"], "Cookie: chuchu_session=" + keys["chief"],
		"Cookie: chuchu_session=0b51f5a3-5e1c-4a0c-9d4e-1d2f3a4b5c6d"} {
		s.walk(t, h, stranger)
	}
	s.walk(t, ask, asker)
	s.walk(t, ask+"|Host: plans.example|X-Forwarded-For: 1.2.3.4|Forwarded: for=1.2.3.4", asker)
	s.walk(t, "Cookie: "+s.signIn(t, keys["anna"]), asker)
	s.walk(t, admin, anybody)
	s.walk(t, strings.Replace(admin, "Bearer", "bearer", 1), anybody)
	s.walk(t, "Cookie: "+s.signIn(t, keys["chief"]), anybody)
	s.walk(t, "Cookie: "+s.signIn(t, keys["chief"])+"|"+ask, asker) // a key that is sent decides
	s.walk(t, "Cookie: "+s.signIn(t, keys["chief"])+"|Authorization: Bearer none", stranger)
	s.walk(t, admin+"|Origin: http://evil.example", func(r route) int {
		if r.body != "" || r.method != "" {
			return 403
		}
		return 0
	})
}

func TestWalkWithoutKeys(t *testing.T) {
	s := newSite(t, quoting)
	keyless := func(r route) int {
		if r.pattern == "POST /api/session" {
			return 404
		}
		return 0
	}
	s.walk(t, "", keyless)
	s.walk(t, "Authorization: Bearer none", keyless) // OpenAI clients always send one
	s.walk(t, "Host: evil.example", unlessSigned(421))
	s.walk(t, "X-Forwarded-For: 1.2.3.4", unlessSigned(403))
}

// unlessSigned is a status for all routes but those that a signature guards.
func unlessSigned(status int) func(route) int {
	return func(r route) int {
		if strings.HasPrefix(r.path, linkPath) {
			return 0
		}
		return status
	}
}

func TestUnauthorized(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	resp, body := do(t, s.request(t, call{path: "/api/documents"}))
	if resp.Header.Get("WWW-Authenticate") == "" || !strings.Contains(body, `{"error":{"code":"unauthorized","message":"请先登录或提供密钥。"}}`) {
		t.Errorf("%v: %s", resp.Header, body)
	}
	s.check(t, call{name: "no admin", method: "DELETE", path: "/api/documents/plan", header: "Authorization: Bearer " + keys["ben"], status: 403,
		want: `{"error":{"code":"forbidden","message":"此密钥不能更改资料`})
	for secret, want := range map[string]int{"": 401, "none": 401, keys["anna"]: 101} {
		if got := s.knock(t, bearerOf(secret)); got != want {
			t.Errorf("socket with %q: %d", secret, got)
		}
	}
	foreign := bearerOf(keys["anna"])
	foreign.Set("Origin", "http://evil.example")
	if got := s.knock(t, foreign); got != 403 {
		t.Errorf("foreign socket: %d", got)
	}
}

// Behind a proxy the Host may be ours and the Origin the public address.
func TestPublicOrigin(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	s.o.PublicURL = "https://plans.example/chuchu"
	for origin, status := range map[string]int{"https://plans.example": 200, "HTTPS://Plans.Example": 200, s.url: 200,
		"http://plans.example": 403, "https://plans.example:444": 403, "https://evil.example": 403, "null": 403} {
		s.check(t, call{name: origin, path: "/api/search", body: `{"query":"问"}`, status: status,
			header: "Origin: " + origin + "|Authorization: Bearer " + keys["anna"]})
	}
}

// Everybody sees their own: keys, and browsers that signed in with one.
func TestOwners(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	who := []string{"Authorization: Bearer " + keys["anna"], "Authorization: Bearer " + keys["ben"],
		"Cookie: " + s.signIn(t, keys["anna"]), "Cookie: " + s.signIn(t, keys["anna"])}
	who = append(who, who[2]+"|"+who[0]) // the session's, whichever way the key comes
	for i, mine := range who {
		var a struct {
			ID           string `json:"id"`
			Conversation string `json:"conversation_id"`
		}
		unmarshal(t, s.check(t, call{path: "/api/ask", body: question2(1), header: mine}), &a)
		for j, other := range who {
			status := http.StatusNotFound
			if i == j || i+j == 6 { // 2 and 4 are one session
				status = http.StatusOK
			}
			name := fmt.Sprint(j, " asks for ", i)
			s.checkAll(t, []call{
				{name: name, path: "/api/answers/" + a.ID, header: other, status: status},
				{name: name, path: "/api/conversations/" + a.Conversation, header: other, status: status},
				{name: name, path: "/api/ask", header: other, status: status,
					body: `{"question":"问","conversation_id":"` + a.Conversation + `"}`},
			})
		}
		if strings.HasPrefix(mine, "Cookie") {
			continue
		}
		ws := s.dial(t, bearerOf(keys[[]string{"ben", "anna"}[i]]))
		for _, kind := range []string{"resume", "stop"} {
			ws.send(`{"type":"` + kind + `","answer_id":"` + a.ID + `"}`)
			if m := ws.read(); m.Failure.Code != talk.NotFound {
				t.Errorf("%s: %+v", kind, m)
			}
		}
	}
}

// A socket is worth no more than the key that opened it.
func TestSocketOfALostKey(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	ws := s.dial(t, bearerOf(keys["anna"]))
	ws.send(`{"type":"ask","question":"问"}`)
	ws.next("finished")
	writeKeys(t, s.o.Keys.path, "chief admin "+keys["chief"]+"\n")
	s.o.Keys.Reload()
	ws.send(`{"type":"ask","id":"late","question":"问"}`)
	if m := ws.next("failed"); m.ID != "late" || m.Failure.Code != talk.Unauthorized {
		t.Errorf("got %+v", m)
	}
}

func TestKeysChangeUnderWay(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	anna := "Authorization: Bearer " + keys["anna"]
	s.check(t, call{path: "/api/documents", header: anna})
	key, err := AddKey(s.o.Keys.path, "dora", AdminScope)
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(lookEvery)
	s.check(t, call{name: "new", method: "DELETE", path: "/api/documents/plan", header: "Authorization: Bearer " + key.Secret, status: 204})
	writeKeys(t, s.o.Keys.path, key.line())
	time.Sleep(lookEvery)
	s.check(t, call{name: "old", path: "/api/documents", header: anna, status: 401})
}

// Keys are found while the file changes under them, as the race detector likes to see.
func TestKeysAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	writeKeys(t, path, "anna ask k1\n")
	synctest.Test(t, func(t *testing.T) {
		k, _ := openKeys(t, path)
		var all sync.WaitGroup
		for range 20 {
			all.Go(func() {
				for range 20 {
					time.Sleep(lookEvery / 7)
					if h, ok := k.find("k1"); !ok || !k.has(h) {
						t.Error("lost")
					}
				}
			})
		}
		k.Reload()
		all.Wait()
	})
}
