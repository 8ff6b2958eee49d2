package server

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"chuchu/rag"
)

// A journal is a log that can be read while it is written.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(data []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(data)
}

// lines are what was logged with a message, as JSON says it.
func (j *journal) lines(t *testing.T, message string) (found []map[string]any) {
	t.Helper()
	j.mu.Lock()
	defer j.mu.Unlock()
	for l := range strings.Lines(j.text.String()) {
		var line map[string]any
		if err := json.Unmarshal([]byte(l), &line); err != nil {
			t.Fatal(err)
		}
		if line["msg"] == message {
			found = append(found, line)
		}
	}
	return found
}

// logged has a site log into a journal.
func (s *site) logged() *journal {
	j := &journal{}
	s.o.Log = slog.New(slog.NewJSONHandler(j, nil))
	return j
}

// The log tells who asked, which documents were cited and how it ended, under
// one id; and nothing of what was asked, answered or secret.
func TestAudit(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	j := s.logged()
	anna := "Authorization: Bearer " + keys["anna"]
	resp, body := do(t, s.request(t, call{path: "/api/ask", body: `{"question":"养老服务目标"}`, header: anna + "|X-Request-Id: from-proxy-7"}))
	if resp.Header.Get("X-Request-Id") != "from-proxy-7" {
		t.Errorf("%v", resp.Header)
	}
	cookie := s.signIn(t, keys["anna"])
	s.check(t, call{path: "/api/ask", body: `{"question":"养老服务目标"}`, header: "Cookie: " + cookie})
	s.check(t, call{method: "DELETE", path: "/api/documents/plan", header: "Authorization: Bearer " + keys["chief"], status: 204})
	s.check(t, call{path: "/api/documents", header: "Authorization: Bearer wrong-secret", status: 401})
	answers, requests := j.lines(t, "answer"), j.lines(t, "request")
	if len(answers) != 2 || answers[0]["request_id"] != "from-proxy-7" || answers[0]["who"] != "anna" || answers[0]["outcome"] != "finished" ||
		answers[0]["documents"].([]any)[0] != "plan" || answers[0]["answer_id"] != decode[rag.Answer](t, body).ID {
		t.Errorf("answers %v", answers)
	}
	if who := answers[1]["who"].(string); !strings.HasPrefix(who, "session#") {
		t.Errorf("of a session: %s", who)
	}
	for i, want := range []struct {
		route, who string
		status     float64
	}{
		{"POST /api/ask", "anna", 200}, {"POST /api/session", "", 200}, {"POST /api/ask", answers[1]["who"].(string), 200},
		{"DELETE /api/documents/{id}", "chief", 204}, {"GET /api/documents", "", 401},
	} {
		if r := requests[i]; r["route"] != want.route || r["who"] != want.who || r["status"] != want.status || r["request_id"] == "" {
			t.Errorf("request %d: %v", i, r)
		}
	}
	if requests[3]["documents"] != "plan" {
		t.Errorf("deleted: %v", requests[3])
	}
	session, _, _ := strings.Cut(strings.TrimPrefix(cookie, cookieName+"="), ".")
	for _, secret := range []string{"养老", "健全", keys["anna"], keys["chief"], "wrong-secret", session} {
		if strings.Contains(j.text.String(), secret) {
			t.Errorf("the log tells %s", secret)
		}
	}
}

// Whoever asks cannot write into the log.
func TestRequestIDs(t *testing.T) {
	s, _ := newKeyed(t, quoting)
	for _, sent := range []string{"", strings.Repeat("a", 65), `a" b="c`, "密"} {
		resp, _ := do(t, s.request(t, call{path: "/healthz", header: "X-Request-Id: " + sent}))
		if id := resp.Header.Get("X-Request-Id"); len(id) != 36 {
			t.Errorf("%q became %q", sent, id)
		}
	}
	plain := newSite(t, quoting)
	resp, _ := do(t, plain.request(t, call{path: "/nothing", header: "X-Request-Id: mine"}))
	if id := resp.Header.Get("X-Request-Id"); len(id) != 36 {
		t.Errorf("without keys: %q", id)
	}
}

// metric returns a metric's value, "" where there is none.
func (s *site) metric(t *testing.T, name string) string {
	t.Helper()
	body := s.check(t, call{path: "/metrics"})
	if m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(name) + ` (\S+)$`).FindStringSubmatch(body); m != nil {
		return m[1]
	}
	return ""
}

func TestMetrics(t *testing.T) {
	s := newSite(t, func(ctx context.Context, q rag.Question, tell func(rag.Event)) error {
		switch q.Text {
		case "拒":
			tell(rag.Finished{Answer: rag.Answer{Refused: true, Reason: rag.NotCovered}})
			return nil
		case "坏":
			return rag.ErrModel
		}
		tell(rag.Dropped{Problem: rag.ProblemNumber})
		return quoting(ctx, q, tell)
	})
	for _, q := range []string{"问", "拒", "坏"} {
		resp, _ := do(t, s.request(t, call{path: "/api/ask", body: `{"question":"` + q + `"}`}))
		resp.Body.Close()
	}
	s.check(t, call{path: "/api/documents/none", status: 404})
	ws := s.dial(t, nil)
	ws.send(`{"type":"ask","question":"问"}`)
	ws.next("finished")
	for name, want := range map[string]string{
		`chuchu_answers_total{outcome="answered"}`:                                              "2",
		`chuchu_answers_total{outcome="refused"}`:                                               "1",
		`chuchu_answers_total{outcome="failed"}`:                                                "1",
		`chuchu_refusals_total{reason="not_covered"}`:                                           "1",
		`chuchu_answer_failures_total{code="model_failed"}`:                                     "1",
		`chuchu_endpoint_errors_total{endpoint="chat"}`:                                         "1",
		`chuchu_sentences_dropped_total{problem="number"}`:                                      "2",
		`chuchu_answer_stage_seconds_count{stage="verify"}`:                                     "2",
		`chuchu_answer_stage_seconds_count{stage="first_piece"}`:                                "2",
		`chuchu_answer_stage_seconds_count{stage="total"}`:                                      "3",
		`chuchu_http_requests_total{method="GET",route="GET /api/documents/{id}",status="404"}`: "1",
		`chuchu_http_requests_total{method="POST",route="POST /api/ask",status="200"}`:          "2",
		`chuchu_sockets`:                           "1",
		`chuchu_leases`:                            "0",
		`chuchu_answers_waiting`:                   "0",
		`chuchu_chunks`:                            "2",
		`chuchu_backlog_chunks`:                    "2",
		`chuchu_documents{state="embedding"}`:      "1",
		`chuchu_http_requests_total{route="none"}`: "",
	} {
		if got := s.metric(t, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	for l := range strings.Lines(s.check(t, call{path: "/metrics"})) {
		if !strings.HasPrefix(l, "chuchu_") && !strings.HasPrefix(l, "#") {
			t.Errorf("not ours: %s", l)
		}
	}
	s.o.Store = brokenStore{}
	if got := s.metric(t, "chuchu_chunks"); got != "" || s.metric(t, "chuchu_sockets") != "1" {
		t.Errorf("of a library that cannot be read: %s", got)
	}
}

// No client makes a metric of its own.
func TestMetricsAreBounded(t *testing.T) {
	s := newSite(t, quoting)
	for _, c := range []call{{method: "BREW", path: "/a/b/c"}, {method: "LATTE", path: "/x"}, {path: "/y", header: "Host: evil.example"}} {
		resp, _ := do(t, s.request(t, c))
		resp.Body.Close()
	}
	for name, want := range map[string]string{
		`chuchu_http_requests_total{method="other",route="/",status="404"}`:  "2",
		`chuchu_http_requests_total{method="GET",route="none",status="421"}`: "1",
	} {
		if got := s.metric(t, name); got != want {
			t.Errorf("%s is %q, want %s", name, got, want)
		}
	}
}

func TestReadinessSaysWhyNot(t *testing.T) {
	s := newSite(t, quoting)
	s.o.Store = brokenStore{}
	s.check(t, call{path: "/readyz", status: http.StatusServiceUnavailable, want: `"reason":"资料库暂时无法读取。"`})
	s.check(t, call{path: "/readyz", header: "Accept-Language: en", status: 503, want: "cannot be read"})
}
