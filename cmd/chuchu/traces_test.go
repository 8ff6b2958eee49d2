package main

import (
	"bytes"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	otlp "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	"go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// A traceReceiver takes traces as OTLP sends them over HTTP.
type traceReceiver struct {
	url string

	mu     sync.Mutex
	raw    bytes.Buffer
	paths  []string
	spans  []*v1.Span
	source map[string]string // attributes of what sends
}

func newTraceReceiver(t *testing.T) *traceReceiver {
	r := &traceReceiver{source: map[string]string{}}
	s := httptest.NewServer(r)
	t.Cleanup(s.Close)
	r.url = s.URL
	return r
}

func (r *traceReceiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	body, err := io.ReadAll(req.Body)
	var sent otlp.ExportTraceServiceRequest
	if err != nil || req.Header.Get("Content-Type") != "application/x-protobuf" || proto.Unmarshal(body, &sent) != nil {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.raw.Write(body)
	r.paths = append(r.paths, req.URL.Path)
	for _, rs := range sent.ResourceSpans {
		for _, a := range rs.Resource.Attributes {
			r.source[a.Key] = a.Value.GetStringValue()
		}
		for _, ss := range rs.ScopeSpans {
			r.spans = append(r.spans, ss.Spans...)
		}
	}
}

// tree lists the spans as paths from the first, each once, in order.
func (r *traceReceiver) tree() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	byID := map[string]*v1.Span{}
	for _, s := range r.spans {
		byID[string(s.SpanId)] = s
	}
	paths := map[string]bool{}
	for _, s := range r.spans {
		path := s.Name
		for up := byID[string(s.ParentSpanId)]; up != nil; up = byID[string(up.ParentSpanId)] {
			path = up.Name + "/" + path
		}
		paths[path] = true
	}
	return slices.Sorted(maps.Keys(paths))
}

// about returns the attributes of the first span of a name, and whether it failed.
func (r *traceReceiver) about(name string) (attributes map[string]string, failed bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	i := slices.IndexFunc(r.spans, func(s *v1.Span) bool { return s.Name == name })
	if i < 0 {
		return nil, false
	}
	attributes = map[string]string{}
	for _, a := range r.spans[i].Attributes {
		attributes[a.Key] = a.Value.GetStringValue()
	}
	return attributes, r.spans[i].Status.GetCode() == v1.Status_STATUS_CODE_ERROR
}

// Every step of a question is a span below its request's; what is left is sent
// at the end; and no word of a question, an answer or a document is among it,
// even where an endpoint's error repeats what it was sent.
func TestTraces(t *testing.T) {
	r := newTraceReceiver(t)
	echo := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.Copy(w, req.Body)
	}))
	defer echo.Close()
	s := startWith(t, map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": r.url}, "", "--rerank-model", "r", "--rerank-url", echo.URL)
	if want := "运行轨迹（不含问题、答复和资料的内容）发送至 " + strings.TrimPrefix(r.url, "http://"); !strings.Contains(s.started, want) {
		t.Errorf("start line %q, want %q in it", s.started, want)
	}
	a := s.ask(t, goalQuestion)
	checkGoal(t, a)
	res, err := http.Get("http://" + s.address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if metrics, _ := io.ReadAll(res.Body); !strings.Contains(string(metrics), `chuchu_endpoint_errors_total{endpoint="rerank"} 1`) {
		t.Error("the reranker's error is not counted")
	}
	if status, said := s.stop(); status != 0 {
		t.Fatal(said)
	}
	want := []string{"request", "request/answer", "request/answer/find", "request/answer/find/embed", "request/answer/find/fuse", "request/answer/find/match",
		"request/answer/find/near", "request/answer/find/rerank", "request/answer/understand", "request/answer/write", "request/answer/write/verify"}
	if got := r.tree(); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if about, failed := r.about("answer"); failed || about["answer_id"] != a.ID || about["outcome"] != "finished" || about["model"] != a.Model {
		t.Errorf("answer %v", about)
	}
	if about, _ := r.about("request"); about["http.route"] != "POST /api/ask" || about["request_id"] == "" {
		t.Errorf("request %v", about)
	}
	if _, failed := r.about("rerank"); !failed {
		t.Error("the reranker's error is not told")
	}
	if r.source["service.name"] != "chuchu" || r.paths[0] != "/v1/traces" {
		t.Errorf("%v to %v", r.source, r.paths)
	}
	for _, word := range []string{"养老", "養老", "赤坎", "所养"} {
		if bytes.Contains(r.raw.Bytes(), []byte(word)) {
			t.Errorf("traces tell %s", word)
		}
	}
}

// Traces are sent only where a variable says so, and to just that address.
func TestTraceReceiver(t *testing.T) {
	const endpoint, ours = "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
	for _, c := range []struct {
		variables map[string]string
		want      string
	}{
		{nil, ""},
		{map[string]string{"OTEL_SERVICE_NAME": "x", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, ""},
		{map[string]string{endpoint: "http://h:4318"}, "http://h:4318/v1/traces"},
		{map[string]string{endpoint: "https://h/base/"}, "https://h/base/v1/traces"},
		{map[string]string{endpoint: "http://h:4318", ours: "http://o/t"}, "http://o/t"},
		{map[string]string{ours: "http://o/t", "OTEL_TRACES_EXPORTER": "none"}, ""},
		{map[string]string{ours: "http://o/t", "OTEL_SDK_DISABLED": "TRUE"}, ""},
		{map[string]string{endpoint: "localhost:4318"}, endpoint + " 不是网址；应如 http://127.0.0.1:4318"},
		{map[string]string{ours: "http://o/t", "OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, "OTEL_EXPORTER_OTLP_PROTOCOL 只能是 http/protobuf，不能是 grpc"},
	} {
		u, err := receiver(func(name string) string { return c.variables[name] })
		got := ""
		switch {
		case err != nil:
			got = err.Error()
		case u != nil:
			got = u.String()
		}
		if got != c.want {
			t.Errorf("%v: got %q, want %q", c.variables, got, c.want)
		}
	}
}

// Spans that a receiver cannot take now are sent again, those that it will not
// take are not; with the headers that variables state.
func TestCollector(t *testing.T) {
	var got []string
	answers := []int{503, 429, 200, 400, 502, 502, 502, 502}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = append(got, r.Header.Get("Authorization")+r.Header.Get("X-Team"))
		w.WriteHeader(answers[len(got)-1])
	}))
	defer s.Close()
	to, err := url.Parse(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	variables := map[string]string{
		"OTEL_EXPORTER_OTLP_HEADERS": "authorization=Basic%20abc,x-team=old", "OTEL_EXPORTER_OTLP_TRACES_HEADERS": " X-Team = plans ", "OTEL_EXPORTER_OTLP_TIMEOUT": "60000",
	}
	c, err := newCollector(to, func(name string) string { return variables[name] })
	if err != nil || c.limit != time.Minute {
		t.Fatal(c, err)
	}
	c.wait = time.Millisecond
	for i, want := range []int{3, 4, 8} {
		if err := c.UploadTraces(t.Context(), nil); (err == nil) != (i == 0) || len(got) != want || got[len(got)-1] != "Basic abcplans" {
			t.Errorf("upload %d: %v, %q", i, err, got)
		}
	}
	for name, value := range map[string]string{"OTEL_EXPORTER_OTLP_HEADERS": "abc", "OTEL_EXPORTER_OTLP_TRACES_HEADERS": "a=%zz", "OTEL_EXPORTER_OTLP_TIMEOUT": "soon"} {
		_, err := newCollector(to, func(n string) string { return map[string]string{name: value}[n] })
		if err == nil || !strings.HasPrefix(err.Error(), name) || strings.Contains(err.Error(), value) {
			t.Errorf("%s=%s: %v", name, value, err)
		}
	}
}

// A receiver that is away is told of in the log, and nobody waits for it.
func TestTraceReceiverAway(t *testing.T) {
	s := startWith(t, map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:1/x"}, filepath.Join(t.TempDir(), "x.db"))
	checkGoal(t, s.ask(t, goalQuestion))
	status, said := s.stop()
	if status != 0 || !strings.Contains(said, "send the last traces") && !strings.Contains(said, "send traces") {
		t.Errorf("status %d, %s", status, said)
	}
}

// What was asked stands in the log only where somebody wants it there.
func TestLogQuestions(t *testing.T) {
	for wanted, more := range map[bool][]string{false: nil, true: {"--log-questions"}} {
		s := start(t, "", more...)
		s.ask(t, goalQuestion)
		if _, said := s.stop(); strings.Contains(said, goalQuestion) != wanted || strings.Contains(said, "所养") {
			t.Errorf("%v: %s", more, said)
		}
	}
}
