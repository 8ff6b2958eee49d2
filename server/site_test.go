package server

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/desk"
	"chuchu/rag/local"
	"chuchu/rag/ragtest"
	"chuchu/rag/talk"
)

// scripted is an Answerer, and a Searcher that finds nothing.
type scripted func(ctx context.Context, q rag.Question, tell func(rag.Event)) error

func (s scripted) Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	return func(yield func(rag.Event, error) bool) {
		over := false
		err := s(ctx, q, func(ev rag.Event) { over = over || !yield(ev, nil) })
		if err != nil && !over {
			yield(nil, err)
		}
	}
}

func (s scripted) Search(_ context.Context, q rag.Question, limit int) ([]rag.Passage, error) {
	if limit == 99 {
		return nil, fmt.Errorf("search %s", q.Text)
	}
	return make([]rag.Passage, min(limit, 3)), nil
}

// quoting answers with a sentence of the document "plan".
func quoting(_ context.Context, q rag.Question, tell func(rag.Event)) error {
	tell(rag.Rewritten{Query: q.Text})
	tell(rag.Retrieved{Passages: []rag.Passage{}})
	tell(rag.Delta{Text: sentence})
	tell(rag.Checked{Sentence: rag.Sentence{Text: sentence, Citations: []int{1}, Supported: true}})
	tell(rag.Finished{Answer: quoted(q)})
	return nil
}

const (
	line     = "健全基本养老服务体系，发展普惠型养老服务。"
	sentence = "健全基本养老服务体系[1]。"
	planText = "# 第七章 民生\n" + line + "\n## 一、指标\n| 人均预期寿命 | 岁 | 2020: 78 | 2025: 79.5 |\n"
)

func quoted(q rag.Question) rag.Answer {
	return rag.Answer{
		Question: q.Text, Standalone: q.Text, Text: sentence, Model: "extractive",
		Missing: []string{}, Notices: []rag.Notice{}, Passages: []rag.Passage{},
		Sentences: []rag.Sentence{{Text: sentence, Citations: []int{1}, Supported: true}},
		Citations: []rag.Citation{{
			Number: 1, Document: plan().Given, Path: []string{"第七章 民生"}, Quote: "健全基本养老服务体系",
			Span: chunk.Span{Start: 9, End: 19}, Context: []chunk.Excerpt{},
		}},
	}
}

// plan is a document whose source is a file of another kind.
func plan() rag.Ingest {
	in := ragtest.Ingest("plan", planText)
	in.Given.Source, in.Plan.Source = "plan.docx", "plan.docx"
	return in
}

// A site is a server on a real socket, with one document.
type site struct {
	*Server
	store *local.Store
	url   string
	added atomic.Int32 // calls of Added
	rest  func()       // has it read no more uploads
}

func newSite(t testing.TB, a scripted) *site {
	t.Helper()
	store, err := local.Open(t.Context(), local.Memory)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Replace(t.Context(), plan()); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	s, metrics := &site{store: store}, NewMetrics()
	s.Server = New(Options{
		Store: store, Searcher: a, Log: log, Added: func() { s.added.Add(1) },
		Runner: talk.New(talk.Options{Answerer: a, Keeper: store, Archive: store, Judge: store, Log: log,
			Watch: func(ctx context.Context, o talk.Outcome) { Audit(s.o.Log, metrics, false)(ctx, o) }}),
		Metrics: metrics,
	})
	h := httptest.NewServer(s)
	s.url = h.URL
	t.Cleanup(func() { _ = store.Close() })
	s.rest = s.Server.read(t.Context())
	t.Cleanup(s.rest)
	t.Cleanup(func() {
		gone, cancel := context.WithCancel(context.Background())
		cancel()
		_ = s.o.Runner.Close(gone)
		s.sockets.close()
		h.Close()
	})
	return s
}

// call is a request and what shall come of it.
type call struct {
	name   string
	method string // "" is GET, POST with a body
	path   string
	body   string
	header string // "Name: value", more after |
	status int    // 0 is 200
	want   string // in the body
}

func (s *site) request(t *testing.T, c call) *http.Request {
	t.Helper()
	method := "GET"
	if c.body != "" {
		method = "POST"
	}
	r, err := http.NewRequestWithContext(t.Context(), cmp.Or(c.method, method), s.url+c.path, strings.NewReader(c.body))
	if err != nil {
		t.Fatal(err)
	}
	for h := range strings.SplitSeq(c.header, "|") {
		if name, value, ok := strings.Cut(h, ": "); ok {
			r.Header.Add(name, value)
		}
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	return r
}

// do sends a request and returns its response with the body read.
func do(t *testing.T, r *http.Request) (*http.Response, string) {
	t.Helper()
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	isDescribed(t, resp)
	return resp, string(body)
}

func (s *site) check(t *testing.T, c call) string {
	t.Helper()
	resp, body := do(t, s.request(t, c))
	if resp.StatusCode != cmp.Or(c.status, http.StatusOK) || !strings.Contains(body, c.want) {
		t.Errorf("%s %s: %d %s", c.path, c.name, resp.StatusCode, cut(body))
	}
	return body
}

func cut(s string) string { return s[:min(len(s), 300)] }

func (s *site) checkAll(t *testing.T, calls []call) {
	t.Helper()
	for _, c := range calls {
		t.Run(c.name, func(t *testing.T) { s.check(t, c) })
	}
}

// decode reads JSON strictly: what comes shall be as it is declared.
func decode[T any](t *testing.T, data string) (v T) {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader([]byte(data)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("%v: %s", err, data)
	}
	return v
}

func question2(n int) string { return fmt.Sprintf(`{"question":%q}`, strings.Repeat("问", n)) }

// settled waits until a document's upload was read, and returns what it came to.
func (s *site) settled(t *testing.T, id string) rag.Document {
	t.Helper()
	for {
		d := decode[document](t, s.check(t, call{path: "/api/documents/" + url.PathEscape(id)}))
		if d.State != desk.Received && d.State != desk.Reading {
			return d.Document
		}
		time.Sleep(time.Millisecond)
	}
}
