package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"chuchu/server"
	"chuchu/server/mcp"
	"chuchu/server/slack"
	"chuchu/server/wecom"
)

// An operation is one of the program's, as its own description has it.
type operation struct {
	Summary   string
	Responses map[string]struct{}
	Security  *[]any // empty for what needs no key
	Body      *any   `json:"requestBody"`
	Arguments []struct {
		Name, In    string
		Description string
	} `json:"parameters"`
	method, path string
}

// name is the operation's method and path.
func (o operation) name() string { return o.method + " " + o.path }

// open tells whether no key is needed.
func (o operation) open() bool { return o.Security != nil }

// admin tells whether a key of the admin scope is needed.
func (o operation) admin() bool { return strings.Contains(o.Summary, "admin key") }

// bot tells whether a chat platform calls it. No bot is switched on in these
// tests, so that there is nothing.
func (o operation) bot() bool { return slices.Contains(botPaths, o.path) }

var botPaths = []string{slack.Path, wecom.AppPath, wecom.BotPath}

// bodies are what operations that take a body are sent.
var bodies = map[string]string{
	"POST /api/session": `{"key":"none"}`, "POST /api/ask": `{"question":"养老"}`, "POST /api/search": `{"query":"养老"}`,
	"POST /api/feedback": `{"answer_id":"%[1]s","verdict":"up"}`, "POST /api/documents": `{"id":"new","text":"第一章 总则\n目标。"}`,
	"PATCH /api/conversations/{id}": `{"title":"名"}`, "POST /v1/chat/completions": `{"model":"chuchu","messages":[{"role":"user","content":"养老"}]}`,
	"POST /mcp": `{"jsonrpc":"2.0","id":1,"method":"ping"}`,
}

// A walker asks a program for everything that it says it has.
type walker struct {
	served
	t          *testing.T
	operations []operation
	answer     string // anna's, if there are keys
	talk       string // her conversation
}

// walk starts a program and reads its description.
func walk(t *testing.T, key string, more ...string) *walker {
	w := &walker{served: start(t, "", more...), t: t, answer: "none", talk: "none"}
	var d struct {
		Paths map[string]map[string]operation
	}
	_, body := w.send(operation{method: "GET", path: "/openapi.json"}, key)
	if err := json.Unmarshal(body, &d); err != nil {
		t.Fatalf("%v: %.300s", err, body)
	}
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range slices.Sorted(maps.Keys(d.Paths[path])) {
			o := d.Paths[path][method]
			o.method, o.path = strings.ToUpper(method), path
			w.operations = append(w.operations, o)
		}
	}
	return w
}

// send sends what an operation takes, with headers, "Name: value" each, and
// returns the status and the body.
func (w *walker) send(o operation, headers ...string) (int, []byte) {
	w.t.Helper()
	id := "none"
	for _, a := range o.Arguments {
		switch a.Description {
		case "answer":
			id = w.answer
		case "conversation":
			id = w.talk
		}
	}
	path := strings.NewReplacer("{id}", id, "{model}", "chuchu", "{file}", "chat.js").Replace(o.path)
	body := strings.Replace(bodies[o.name()], "%[1]s", w.answer, 1)
	if o.Body != nil && body == "" {
		w.t.Errorf("%s: no body to send", o.name())
	}
	r, err := http.NewRequestWithContext(w.t.Context(), o.method, "http://"+w.address+path, strings.NewReader(body))
	if err != nil {
		w.t.Fatal(err)
	}
	if o.path == mcp.Path {
		r.Header.Set("Accept", "application/json, text/event-stream")
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, ok := o.Responses[strconv.Itoa(res.StatusCode)]; !ok && o.Responses != nil {
		w.t.Errorf("%s with %s: status %d is not described", o.name(), headers, res.StatusCode)
	}
	if res.Header.Get("X-Request-Id") == "" {
		w.t.Errorf("%s has no X-Request-Id", o.name())
	}
	return res.StatusCode, data
}

// all sends every operation and holds its status to what it should be; 0 is
// anything but a closed door.
func (w *walker) all(status func(operation) int, headers ...string) {
	w.t.Helper()
	for _, o := range w.operations {
		got, body := w.send(o, headers...)
		want := status(o)
		shut := got == http.StatusForbidden && o.path != "/a/{id}" || got == http.StatusUnauthorized && o.name() != "POST /api/session" || got == http.StatusMisdirectedRequest
		if want != 0 && got != want || want == 0 && shut {
			w.t.Errorf("%s with %s: %d, want %d: %.200s", o.name(), headers, got, want, body)
		}
	}
}

// Everything that the program says it has is walked by everybody: who has no
// key, a wrong one, one to ask and one to change, from another host, another
// site's page and a proxy, and who has somebody else's ids.
func TestWalkWithKeys(t *testing.T) {
	keys, path := map[string]string{}, filepath.Join(t.TempDir(), "keys")
	for name, scope := range map[string]string{"anna": server.AskScope, "ben": server.AskScope, "chief": server.AdminScope} {
		key, err := server.AddKey(path, name, scope)
		if err != nil {
			t.Fatal(err)
		}
		keys[name] = "Authorization: Bearer " + key.Secret
	}
	w := walk(t, keys["chief"], "--keys", path)
	w.ownAnswer(keys["anna"])
	stranger := func(o operation) int {
		if !o.open() || o.bot() {
			return http.StatusUnauthorized
		}
		return 0
	}
	asker := func(o operation) int {
		switch {
		case o.admin():
			return http.StatusForbidden
		case o.bot():
			return http.StatusNotFound
		}
		return 0
	}
	others := func(o operation) int {
		mine := slices.ContainsFunc(o.Arguments, func(a struct{ Name, In, Description string }) bool {
			return a.In == "path" && (a.Description == "answer" || a.Description == "conversation")
		})
		if mine && !o.open() || o.path == "/api/feedback" {
			return http.StatusNotFound
		}
		return asker(o)
	}
	for _, header := range []string{"X: x", "Authorization: Bearer wrong", "Host: evil.example", "X-Forwarded-For: 1.2.3.4"} {
		w.all(stranger, header)
	}
	w.all(others, keys["ben"])
	w.all(others, keys["ben"], "Host: plans.example", "X-Forwarded-For: 1.2.3.4")
	w.all(func(o operation) int {
		if o.method != "GET" {
			return http.StatusForbidden
		}
		return asker(o)
	}, keys["ben"], "Origin: http://evil.example")
	w.all(func(o operation) int {
		if o.bot() {
			return http.StatusNotFound
		}
		return 0
	}, keys["chief"])
}

// ownAnswer has somebody ask, and notes the answer and its conversation.
func (w *walker) ownAnswer(key string) {
	_, body := w.send(operation{method: "POST", path: "/api/ask"}, key)
	var a struct {
		ID             string
		ConversationID string `json:"conversation_id"`
	}
	if err := json.Unmarshal(body, &a); err != nil || a.ID == "" {
		w.t.Fatalf("%v: %.300s", err, body)
	}
	w.answer, w.talk = a.ID, a.ConversationID
}

// Without keys whoever is on this machine may do everything, and nobody else
// anything.
func TestWalkWithoutKeys(t *testing.T) {
	w := walk(t, "X: x")
	w.all(func(o operation) int {
		if o.bot() {
			return http.StatusNotFound
		}
		return 0
	}, "Authorization: Bearer none") // OpenAI's clients always send one
	shut := func(status int) func(operation) int {
		return func(o operation) int {
			if o.path == "/a/{id}" {
				return http.StatusForbidden // the link is not good
			}
			return status
		}
	}
	w.all(shut(http.StatusMisdirectedRequest), "Host: evil.example")
	w.all(shut(http.StatusForbidden), "X-Forwarded-For: 1.2.3.4")
	w.all(func(o operation) int {
		switch {
		case o.method != "GET":
			return http.StatusForbidden
		case o.bot():
			return http.StatusNotFound
		}
		return 0
	}, "Origin: http://evil.example")
}

// What is opened beside the API is described, too.
func TestOutletsAreDescribed(t *testing.T) {
	w := walk(t, "X: x")
	for _, path := range append([]string{mcp.Path, "/v1/chat/completions"}, botPaths...) {
		if !slices.ContainsFunc(w.operations, func(o operation) bool { return o.path == path }) {
			t.Error(fmt.Sprint(path, " is not described"))
		}
	}
}
