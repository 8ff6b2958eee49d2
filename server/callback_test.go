package server

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// signedOnly answers what carries a signature.
func signedOnly(w http.ResponseWriter, r *http.Request) {
	if r.URL.Query().Get("sig") != "good" {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	body, err := io.ReadAll(r.Body)
	fmt.Fprintf(w, "%s %d %v", r.Method, len(body), err)
}

// What a platform sends from its own machines comes through without a key; what
// else is below the path, or beside it, does not.
func TestCallback(t *testing.T) {
	s, _ := newKeyed(t, quoting)
	s.OpenCallback("/bot/in", http.HandlerFunc(signedOnly))
	for _, header := range []string{
		"", "Host: chuchu.example", "X-Forwarded-For: 1.2.3.4|Host: x", "Forwarded: for=1.2.3.4",
		"Origin: https://platform.example", "Authorization: Bearer none",
	} {
		s.check(t, call{name: "POST " + header, path: "/bot/in?sig=good", body: "1234", header: header, want: "POST 4 <nil>"})
		s.check(t, call{name: "GET " + header, path: "/bot/in?sig=good", header: header, want: "GET 0 <nil>"})
		s.check(t, call{name: "unsigned " + header, path: "/bot/in", body: "1234", header: header, status: 403})
		s.check(t, call{name: "below " + header, path: "/bot/in/x", status: 401, want: "unauthorized"})
		s.check(t, call{name: "beside " + header, path: "/bot/", status: 401, want: "unauthorized"})
	}
	s.check(t, call{name: "a huge body", path: "/bot/in?sig=good", body: strings.Repeat("x", maxBody+1), status: 413, want: "too_large"})
}

// Without keys the rules of Host and forwarding are not for a callback either,
// and still are for everything else.
func TestCallbackWithoutKeys(t *testing.T) {
	s := newSite(t, quoting)
	s.OpenCallback("/bot/in", http.HandlerFunc(signedOnly))
	s.check(t, call{path: "/bot/in?sig=good", body: "1", header: "Host: chuchu.example|X-Forwarded-For: 1.2.3.4", want: "POST 1"})
	s.check(t, call{path: "/", header: "Host: chuchu.example", status: 421, want: "wrong_host"})
}

// A callback has a request's id, which its answers carry into the log, and is
// counted under its path; its query, a signature, stands nowhere.
func TestCallbackIsCounted(t *testing.T) {
	s := newSite(t, quoting)
	j := s.logged()
	s.OpenCallback("/bot/in", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		run, err := s.o.Runner.Ask(r.Context(), talk.Ask{Owner: "wecom:C/U", Question: rag.Question{Text: "问"}})
		if err != nil {
			t.Error(err)
		}
		for range s.o.Runner.Events(t.Context(), run.Owner, run.AnswerID, 0) {
		}
	}))
	resp, _ := do(t, s.request(t, call{path: "/bot/in?sig=hidden", body: "1"}))
	id := resp.Header.Get("X-Request-Id")
	answers, requests := j.lines(t, "answer"), j.lines(t, "request")
	if len(answers) != 1 || answers[0]["request_id"] != id || answers[0]["who"] != "wecom:C/U" {
		t.Errorf("answers %v", answers)
	}
	if len(requests) != 1 || requests[0]["request_id"] != id || requests[0]["route"] != "/bot/in" || strings.Contains(j.text.String(), "hidden") {
		t.Errorf("requests %v", requests)
	}
	s.check(t, call{path: "/metrics", want: `chuchu_http_requests_total{method="POST",route="/bot/in",status="200"} 1`})
}

// A flood is held up until there is room again.
func TestCallbackFlood(t *testing.T) {
	now, flood := time.Now(), perMinute(callbacksPerMinute)
	for range callbacksPerMinute {
		if draw(flood, now) > 0 {
			t.Fatal("refused too early")
		}
	}
	wait := draw(flood, now)
	if wait <= 0 || wait > time.Second {
		t.Errorf("wait %v", wait)
	}
	if draw(flood, now.Add(wait+1)) > 0 {
		t.Error("refused after the wait")
	}
}
