package server

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
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

// from is a request as it comes from an address.
func from(t *testing.T, address, target string) *http.Request {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), "POST", target, strings.NewReader("1"))
	r.RemoteAddr = address + ":1234"
	return r
}

// said is the status of what a site says to a request.
func (s *site) said(r *http.Request) int {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Code
}

// However many strangers knock, who has signed is let in at once, from the same
// address too; strangers are told to wait, each address for itself.
func TestStrangersSilenceNobody(t *testing.T) {
	s := newSite(t, quoting)
	s.OpenCallback("/bot/in", http.HandlerFunc(signedOnly))
	told := map[int]int{}
	for range callbacksPerMinute + 1600 {
		told[s.said(from(t, "203.0.113.7", "/bot/in"))]++
	}
	if told[403] < unsignedPerMinute || told[429] < callbacksPerMinute || told[403]+told[429] != callbacksPerMinute+1600 {
		t.Errorf("strangers were told %v", told)
	}
	for _, address := range []string{"203.0.113.7", "203.0.113.8"} {
		if got := s.said(from(t, address, "/bot/in?sig=good")); got != 200 {
			t.Errorf("signed from %s: %d", address, got)
		}
	}
	if got := s.said(from(t, "203.0.113.8", "/bot/in")); got != 403 {
		t.Errorf("another stranger: %d", got)
	}
}

// A refusal goes out as its status alone, whatever else the handler says.
func TestCallbackRefusal(t *testing.T) {
	s := newSite(t, quoting)
	s.OpenCallback("/bot/in", http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "the secret is another", http.StatusUnauthorized)
		w.WriteHeader(http.StatusOK)
	}))
	resp, body := do(t, s.request(t, call{path: "/bot/in", body: "1"}))
	if resp.StatusCode != 401 || body != "" {
		t.Errorf("%d %q", resp.StatusCode, body)
	}
}

// Signed requests too are held up until there is room again.
func TestCallbackFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now, flood := time.Now(), perMinute(callbacksPerMinute)
		for range callbacksPerMinute {
			if untilOne(flood, now) > 0 || !flood.AllowN(now, 1) {
				t.Fatal("refused too early")
			}
		}
		wait := untilOne(flood, now)
		if wait <= 0 || wait > time.Second {
			t.Errorf("wait %v", wait)
		}
		if untilOne(flood, now.Add(wait+1)) > 0 {
			t.Error("refused after the wait")
		}
	})
}
