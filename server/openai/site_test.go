package openai

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/local"
	"chuchu/rag/ragtest"
	"chuchu/rag/talk"
	"chuchu/server"
)

const (
	first  = "健全基本养老服务体系[1]。"
	second = "- 新增床位300张[2]。"
	both   = first + "\n" + second
	source = "出处：\n[1] 《甲区十四五规划》（甲区人民政府，甲府〔2021〕3号，2021年5月），第七章 民生：“健全基本养老服务体系”（原文为繁体）"
)

// A scripted Answerer does what its question says, and keeps the last one.
type scripted struct {
	gate  chan struct{} // 等 waits for it
	asked chan rag.Question
}

func (s scripted) Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	return func(yield func(rag.Event, error) bool) {
		select {
		case s.asked <- q:
		default:
		}
		if q.Text == "坏" {
			yield(nil, rag.ErrModel)
			return
		}
		if q.Text == "拒" {
			yield(rag.Finished{Answer: refusal(q)}, nil)
			return
		}
		if !yield(rag.Delta{Text: "没有核对过的"}, nil) || !yield(checked(first, "\n"), nil) {
			return
		}
		if q.Text == "等" {
			select {
			case <-s.gate:
			case <-ctx.Done():
			}
		}
		switch q.Text {
		case "断":
			yield(nil, rag.ErrModel)
			return
		case "换":
			a := answer(q)
			a.Text = second
			yield(rag.Finished{Answer: a}, nil)
			return
		}
		if yield(checked(second, "\n"), nil) {
			yield(rag.Finished{Answer: answer(q)}, nil)
		}
	}
}

func checked(text, before string) rag.Checked {
	return rag.Checked{Sentence: rag.Sentence{Text: text, Citations: []int{1}, Supported: true}, Before: before}
}

func answer(q rag.Question) rag.Answer {
	doc := chunk.Meta{
		ID: "plan", Title: "甲区十四五规划", Issuer: "甲区人民政府", Number: "甲府〔2021〕3号",
		Published: "2021-05-01", Revision: "r1",
	}
	return rag.Answer{
		Question: q.Text, Text: both, Missing: []string{}, Passages: []rag.Passage{}, Model: "extractive",
		Notices: []rag.Notice{{Code: rag.NoticePeriodOver, Message: "已结束。"}},
		Sentences: []rag.Sentence{
			{Text: first, Citations: []int{1}, Supported: true}, {Text: second, Citations: []int{2}, Supported: true},
		},
		Citations: []rag.Citation{
			{Number: 1, Document: doc, Path: []string{"第七章 民生"}, Quote: "健全基本養老服務體系", Span: chunk.Span{Start: 9, End: 19}},
			{Number: 2, Document: doc, Path: []string{}, Quote: "新增床位300张", Span: chunk.Span{Start: 30, End: 38}},
		},
	}
}

func refusal(q rag.Question) rag.Answer {
	near := rag.Passage{Document: chunk.Meta{ID: "plan", Title: "甲区十四五规划"}, Chunk: chunk.Chunk{Path: []string{}, Text: "别的内容。"}}
	return rag.Answer{
		Question: q.Text, Text: "资料中没有找到。", Refused: true, Reason: rag.NoEvidence, Missing: []string{}, Notices: []rag.Notice{},
		Sentences: []rag.Sentence{}, Citations: []rag.Citation{}, Passages: []rag.Passage{near}, Model: "extractive",
	}
}

// A site is a server with this outlet on a real socket.
type site struct {
	scripted
	url, key string
	outlet   *Outlet
}

// newSite starts a site; with keys, and so many questions a minute, where rate is not 0.
func newSite(t testing.TB, rate int) *site {
	t.Helper()
	store, err := local.Open(t.Context(), local.Memory)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Replace(t.Context(), ragtest.Ingest("plan", "# 第七章 民生\n健全基本养老服务体系。\n")); err != nil {
		t.Fatal(err)
	}
	s := &site{scripted: scripted{make(chan struct{}), make(chan rag.Question, 1)}}
	log := slog.New(slog.DiscardHandler)
	runner := talk.New(talk.Options{Answerer: s, Keeper: store, Log: log})
	o := server.Options{Store: store, Runner: runner, Log: log, Rate: rate}
	if rate > 0 {
		path := filepath.Join(t.TempDir(), "keys")
		key, err := server.AddKey(path, "anna", server.AskScope)
		if err != nil {
			t.Fatal(err)
		}
		if o.Keys, err = server.OpenKeys(path, log); err != nil {
			t.Fatal(err)
		}
		s.key = key.Secret
	}
	srv := server.New(o)
	s.outlet = New(srv)
	srv.Open(server.Outlet{Prefix: Prefix, Answer: s.outlet.Answer, Tell: Tell})
	h := httptest.NewServer(srv)
	s.url = h.URL
	t.Cleanup(func() {
		gone, cancel := context.WithCancel(context.Background())
		cancel()
		_ = runner.Close(gone)
		h.Close()
		_ = store.Close()
	})
	return s
}

// do sends a request and returns its response, whose body is to be closed.
func (s *site) do(t testing.TB, method, path, body string, header http.Header) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header = header.Clone()
	if r.Header == nil {
		r.Header = http.Header{}
	}
	if s.key != "" && r.Header.Get("Authorization") == "" {
		r.Header.Set("Authorization", "Bearer "+s.key)
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resp.Body.Close() })
	return resp
}

// post asks for a completion and returns the status and the body.
func (s *site) post(t testing.TB, body string) (int, string) {
	t.Helper()
	resp := s.do(t, "POST", "/v1/chat/completions", body, nil)
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(data)
}

// asking is a request with one question, and further parameters.
func asking(question, more string) string {
	return fmt.Sprintf(`{"model":"chuchu","messages":[{"role":"user","content":%q}]%s}`, question, cmp.Or(more, ""))
}

// decode reads JSON strictly.
func decode[T any](t testing.TB, data string) (v T) {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&v); err != nil {
		t.Fatalf("%v in %s", err, data)
	}
	return v
}

// chunks parses a stream; the last event must be [DONE].
func chunks(t testing.TB, body string) (all []completion) {
	t.Helper()
	events := strings.Split(strings.TrimSuffix(body, "\n\n"), "\n\n")
	for i, e := range events {
		data, ok := strings.CutPrefix(e, "data: ")
		if strings.HasPrefix(e, ":") {
			continue
		}
		if i == len(events)-1 {
			if data != "[DONE]" {
				t.Errorf("the last event is %s", e)
			}
			return all
		}
		if !ok {
			t.Fatalf("event %q", e)
		}
		all = append(all, decode[completion](t, data))
	}
	return all
}

// text is a response's body, without the line break at its end.
func text(t testing.TB, resp *http.Response) string {
	t.Helper()
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(string(data), "\n")
}
