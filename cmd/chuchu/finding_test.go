package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chuchu/rag"
)

// A rerankEndpoint scores texts by whether they hold a word, or is broken in
// one of the ways that real ones are.
type rerankEndpoint struct {
	url   string
	word  string
	broke atomic.Pointer[string]
	asked atomic.Int64
	key   atomic.Pointer[string]
}

func newRerankEndpoint(t *testing.T, word string) *rerankEndpoint {
	e := &rerankEndpoint{word: word}
	s := httptest.NewServer(e)
	t.Cleanup(s.Close)
	e.url = s.URL + "/v1"
	return e
}

func (e *rerankEndpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.asked.Add(1)
	key := r.Header.Get("Authorization")
	e.key.Store(&key)
	var asked struct {
		Model, Query string
		Documents    []string
		TopN         int `json:"top_n"`
	}
	err := json.NewDecoder(r.Body).Decode(&asked)
	if err != nil || r.URL.Path != "/v1/rerank" || asked.Query == "" || asked.Model == "" || asked.TopN != len(asked.Documents) {
		http.Error(w, "no", http.StatusBadRequest)
		return
	}
	switch fault := e.broke.Load(); {
	case fault == nil:
	case *fault == "slow":
		<-r.Context().Done()
		return
	case *fault == "refuses":
		http.Error(w, "no", http.StatusUnauthorized)
		return
	default:
		_, _ = w.Write([]byte(*fault))
		return
	}
	type result struct {
		Index int     `json:"index"`
		Score float64 `json:"relevance_score"`
	}
	var results []result
	for i := len(asked.Documents) - 1; i >= 0; i-- {
		score := 0.1
		if strings.Contains(asked.Documents[i], e.word) {
			score = 0.9
		}
		results = append(results, result{i, score})
	}
	_ = json.NewEncoder(w).Encode(map[string]any{"results": results})
}

func TestRerankEndpoint(t *testing.T) {
	e := newRerankEndpoint(t, "垃圾转运箱")
	database := databasePath(filepath.Join(t.TempDir(), "plans.db"))
	from := origin{path: database, getenv: func(name string) string {
		return map[string]string{"CHUCHU_RERANK_KEY": "secret"}[name]
	}}
	q := rag.Question{Text: "盐田区的公厕革命"}
	first := func(from origin) string {
		l, err := from.openSeeded(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		passages, err := l.answerer().Search(t.Context(), q, 20)
		if err != nil || len(passages) == 0 {
			t.Fatal(err)
		}
		return passages[0].Text
	}
	plain := first(from)
	from.find.Rerank = rerank{Model: "m", URL: e.url, Timeout: 5 * time.Second}
	if got := first(from); !strings.Contains(got, e.word) || *e.key.Load() != "Bearer secret" {
		t.Errorf("first with the endpoint (key %q): %s", *e.key.Load(), got)
	}
	from.find.Rerank.Timeout = 200 * time.Millisecond
	for _, fault := range []string{"slow", "refuses", "", "not JSON", `{"results":[]}`, `{"results":[{"index":99,"relevance_score":1}]}`} {
		e.broke.Store(&fault)
		before := e.asked.Load()
		if got := first(from); got != plain || e.asked.Load() == before {
			t.Errorf("an endpoint that says %q: %s", fault, got)
		}
	}
}

func TestRerankSettings(t *testing.T) {
	for _, c := range []struct {
		rerank rerank
		fails  string
	}{
		{rerank{}, ""}, {rerank{Model: "m", URL: "http://127.0.0.1:1/v1"}, ""},
		{rerank{Model: "m"}, "--rerank-url"}, {rerank{URL: "http://127.0.0.1:1"}, "--rerank-model"}, {rerank{Model: "m", URL: "nonsense"}, "排序模型"},
	} {
		r, sends, err := finding{Rerank: c.rerank}.reranker(func(string) string { return "" })
		if c.fails == "" && (err != nil || (r != nil) != (c.rerank.Model != "") || (sends != "") != (r != nil)) {
			t.Errorf("%+v: %v, %q, %v", c.rerank, r, sends, err)
		}
		if c.fails != "" && (err == nil || !strings.Contains(err.Error(), c.fails)) {
			t.Errorf("%+v: %v", c.rerank, err)
		}
	}
}

func TestHomeRegionFlag(t *testing.T) {
	database := filepath.Join(t.TempDir(), "plans.db")
	ask := func(args ...string) string {
		var out, stderr strings.Builder
		args = append([]string{"ask", "--database", database, "--json", "新增多少个学位"}, args...)
		status := run(t.Context(), args, func(string) string { return "" }, strings.NewReader(""), &out, &stderr)
		var answer rag.Answer
		if err := json.Unmarshal([]byte(out.String()), &answer); status != 0 || err != nil {
			t.Fatalf("status %d: %v %s", status, err, stderr.String())
		}
		return answer.Standalone
	}
	if got := ask(); got != "新增多少个学位" {
		t.Errorf("without a home: %q", got)
	}
	if got := ask("--home-region", "深圳市盐田区"); got != "深圳市盐田区新增多少个学位" {
		t.Errorf("at home in 盐田区: %q", got)
	}
	questions := write(t, filepath.Join(t.TempDir(), "q.jsonl"), `{"id":"q","question":"新增多少个学位？","kind":"number","docs":["yantian"],"evidence":["新增1800个学位"],"facts":["1800个"]}`)
	for _, args := range [][]string{{"ask", "新增多少个学位"}, {"search", "学位"}, {"eval", questions}} {
		for home, warned := range map[string]bool{"不存在区": true, "盐田区": false} {
			status, _, stderr := program(t, map[string]string{"CHUCHU_DATABASE": database, "CHUCHU_HOME_REGION": home}, args...)
			if says := strings.Contains(stderr, home) && strings.Contains(stderr, "--home-region 不起作用"); status != 0 || says != warned {
				t.Errorf("%v at home in %s: status %d, %q", args, home, status, stderr)
			}
		}
	}
}
