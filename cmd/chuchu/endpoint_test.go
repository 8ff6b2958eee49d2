package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag"
	"chuchu/rag/bge"
	"chuchu/rag/ragtest"
)

// An embeddingEndpoint embeds over HTTP, as ragtest's Embedder does.
type embeddingEndpoint struct {
	url, host string
	texts     atomic.Int64           // that it was sent
	refuse    atomic.Bool            // every request
	on        func(texts []string)   // is told of each request; may be nil
	key       atomic.Pointer[string] // of the last request
}

func newEmbeddingEndpoint(t *testing.T) *embeddingEndpoint {
	e := new(embeddingEndpoint)
	s := httptest.NewServer(e)
	t.Cleanup(s.Close)
	e.url, e.host = s.URL+"/v1", strings.TrimPrefix(s.URL, "http://")
	return e
}

func (e *embeddingEndpoint) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var asked struct {
		Model      string
		Input      []string
		Dimensions int
	}
	err := json.NewDecoder(r.Body).Decode(&asked)
	if e.refuse.Load() || err != nil || r.URL.Path != "/v1/embeddings" || asked.Dimensions != 0 && asked.Dimensions != ragtest.Dimensions {
		http.Error(w, `{"error":{"message":"no"}}`, http.StatusUnauthorized)
		return
	}
	e.texts.Add(int64(len(asked.Input)))
	key := r.Header.Get("Authorization")
	e.key.Store(&key)
	if e.on != nil {
		e.on(asked.Input)
	}
	type datum struct {
		Index     int       `json:"index"`
		Embedding []float32 `json:"embedding"`
	}
	data := make([]datum, len(asked.Input))
	for i, text := range asked.Input {
		data[i] = datum{i, ragtest.Vector(text)}
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"data": data, "model": asked.Model})
}

// flags states the endpoint.
func (e *embeddingEndpoint) flags(model string) []string {
	return []string{"--embed-model", model, "--embed-url", e.url}
}

// from is a library with the endpoint's model.
func (e *embeddingEndpoint) from(database, model string) origin {
	return origin{path: databasePath(database), embed: embedding{model, e.url}, getenv: func(string) string { return "" }}
}

// plansIn puts plans into a new library of the embedded model, and returns how many chunks they have.
func plansIn(t *testing.T, database string, plans int) (chunks int) {
	t.Helper()
	l, err := origin{path: databasePath(database)}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for i := range plans {
		addTo(t, l, i)
	}
	if err := rag.EmbedBacklog(t.Context(), l, l.embedder, nil); err != nil {
		t.Fatal(err)
	}
	return chunksOf(t, l)
}

// addTo puts a plan into a library, without vectors.
func addTo(t *testing.T, l library, i int) {
	t.Helper()
	in := rag.Ingest{Raw: []byte(supply(i))}
	in.Given.ID = string(rune('a' + i))
	if _, _, err := rag.Add(t.Context(), l, "plan.txt", in); err != nil {
		t.Fatal(err)
	}
}

func chunksOf(t *testing.T, l rag.Library) (chunks int) {
	t.Helper()
	documents, err := l.Documents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range documents {
		chunks += d.Chunks
	}
	return chunks
}

// An endpoint's model is measured once, when the library is new. Later starts
// need no network, and answers go on from words where the endpoint is away.
func TestEmbedEndpoint(t *testing.T) {
	e := newEmbeddingEndpoint(t)
	database := filepath.Join(t.TempDir(), "x.db")
	plans := write(t, filepath.Join(t.TempDir(), "green.txt"), supply(3))
	variables := map[string]string{
		"CHUCHU_EMBED_MODEL": "m", "CHUCHU_EMBED_URL": e.url, "CHUCHU_EMBED_KEY": "sesame", "CHUCHU_DATABASE": database,
	}
	if status, _, stderr := program(t, variables, "ingest", plans); status != 0 {
		t.Fatal(stderr)
	}
	if key := *e.key.Load(); key != "Bearer sesame" {
		t.Errorf("key %q", key)
	}
	measured := e.texts.Load()
	s := start(t, database, e.flags("m")...)
	if want := "问题和资料全文发送至 " + e.host + "（m）"; !strings.Contains(s.started, want) || strings.Contains(s.started, sayLocal) {
		t.Errorf("start line %q, want %q in it", s.started, want)
	}
	if n := e.texts.Load(); n != measured {
		t.Errorf("the start sent %d texts", n-measured)
	}
	const question = "第3县到2026年农村自来水普及率达到多少"
	if a := s.ask(t, question); a.Refused || e.texts.Load() == measured {
		t.Errorf("%s; %d texts sent", a.Text, e.texts.Load()-measured)
	}
	s.stop()
	e.refuse.Store(true)
	if a := start(t, database, e.flags("m")...).ask(t, question); a.Refused {
		t.Errorf("without the endpoint: %s", a.Text)
	}
}

// Both endpoints are named in the start line.
func TestStartLineNamesBoth(t *testing.T) {
	e := newEmbeddingEndpoint(t)
	s := start(t, "", append(e.flags("m"), "--no-seeds", "--chat-model", "c", "--chat-url", "http://127.0.0.1:1/v1")...)
	want := "问题和所引段落发送至 127.0.0.1:1（c）；问题和资料全文发送至 " + e.host + "（m）。"
	if !strings.Contains(s.started, want) {
		t.Errorf("%q, want %q in it", s.started, want)
	}
}

// The seeds of a new library wait for an endpoint in the background.
func TestSeedsWithEndpoint(t *testing.T) {
	e := newEmbeddingEndpoint(t)
	l, err := e.from(filepath.Join(t.TempDir(), "x.db"), "m").openSeeded(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if todo, err := l.Pending(t.Context(), 1); err != nil || len(todo) != 1 {
		t.Errorf("%d chunks are left, %v", len(todo), err)
	}
	if n := chunksOf(t, l); e.texts.Load() >= int64(n) {
		t.Errorf("%d texts sent for %d chunks", e.texts.Load(), n)
	}
}

// A silent embedder answers when it is told to give up.
type silent struct{ ragtest.Embedder }

func (silent) Embed(ctx context.Context, _ rag.Use, _ []string) ([][]float32, error) {
	<-ctx.Done()
	return nil, ctx.Err()
}

// A question does not wait long for an endpoint; documents do.
func TestQuestionsDoNotWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		begun := time.Now()
		for _, c := range []struct {
			use rag.Use
			end time.Duration // since begun
		}{{rag.ForQuery, questionTime}, {rag.ForPassage, time.Hour}} {
			if _, err := (impatient{silent{}}).Embed(ctx, c.use, nil); err == nil || time.Since(begun) != c.end {
				t.Errorf("use %v: %v after %v, want %v", c.use, err, time.Since(begun), c.end)
			}
		}
	})
}

// Model and address are both stated, or none.
func TestEmbedHalfStated(t *testing.T) {
	database := filepath.Join(t.TempDir(), "x.db")
	for want, args := range map[string][]string{
		"还须用 --embed-model": {"search", "--embed-url", "http://127.0.0.1:1/v1", "养老"},
		"还须用 --embed-url":   {"search", "--embed-model", "m", "养老"},
	} {
		variables := map[string]string{"CHUCHU_DATABASE": database, "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}
		status, _, stderr := program(t, variables, args...)
		if status != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, want) {
			t.Errorf("%v: status %d, %q", args, status, stderr)
		}
	}
}

// An endpoint that does not answer when it is first needed is told of in one line.
func TestEmbedEndpointAway(t *testing.T) {
	e := newEmbeddingEndpoint(t)
	e.refuse.Store(true)
	status, _, stderr := program(t, map[string]string{"CHUCHU_DATABASE": filepath.Join(t.TempDir(), "x.db")}, append(e.flags("m"), "search", "养老")...)
	if status != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "检索模型不能使用：接口拒绝了密钥") {
		t.Errorf("status %d, %q", status, stderr)
	}
}

// Both models are tried, each where it is stated.
func TestCheckEmbedModel(t *testing.T) {
	e := newEmbeddingEndpoint(t)
	status, out, stderr := program(t, nil, append(e.flags("m"), "check", "model")...)
	if status != 0 || !strings.HasPrefix(out, "好  检索模型：") || strings.Contains(out, "作答模型") {
		t.Errorf("status %d, %q, %q", status, out, stderr)
	}
}

// Whatever needs the library's model refuses to run with another.
func TestOtherModelRefused(t *testing.T) {
	e := newEmbeddingEndpoint(t)
	own, others := filepath.Join(t.TempDir(), "own.db"), filepath.Join(t.TempDir(), "others.db")
	plansIn(t, own, 1)
	l, err := e.from(others, "m").open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	for _, command := range [][]string{{"serve", "--addr", "127.0.0.1:0"}, {"ask", "养老"}, {"search", "养老"}, {"documents"}, {"ingest", "x.txt"}} {
		for _, c := range []struct {
			args []string
			says string
		}{
			{append([]string{"--database", own}, e.flags("m")...), "按检索模型 " + bge.Name + " 整理，与指定的 m 不同"},
			{[]string{"--database", others}, "按检索模型 m 整理，与本次的 " + bge.Name + " 不同"},
			{append([]string{"--database", others}, e.flags("n")...), "按检索模型 m 整理，与本次的 n 不同"},
		} {
			status, _, stderr := program(t, nil, slices.Concat(c.args, command)...)
			if status != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, c.says) || !strings.Contains(stderr, "chuchu reembed") {
				t.Errorf("%v: status %d, %q", command, status, stderr)
			}
		}
	}
}

// A library from before models were noted has the embedded one.
func TestLibraryWithoutNote(t *testing.T) {
	e := newEmbeddingEndpoint(t)
	database := filepath.Join(t.TempDir(), "x.db")
	plansIn(t, database, 1)
	forget(t, database)
	if _, err := e.from(database, "m").open(t.Context()); err == nil || !strings.Contains(err.Error(), "chuchu reembed") {
		t.Errorf("another model: %v", err)
	}
	l, err := origin{path: databasePath(database)}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if note, err := l.Note(t.Context(), noteEmbedding); err != nil || !strings.Contains(note, bge.Name) {
		t.Errorf("note %q, %v", note, err)
	}
}

// forget takes the note of the model out of a library.
func forget(t *testing.T, database string) {
	t.Helper()
	s, err := openStore(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.SetNote(t.Context(), noteEmbedding, ""); err != nil {
		t.Fatal(err)
	}
}

// logged runs embedBacklog for some rounds and returns what it logs.
func logged(t *testing.T, l library, rounds int) string {
	t.Helper()
	var out bytes.Buffer
	ctx, cancel := context.WithCancel(t.Context())
	added, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		embedBacklog(ctx, l, added, func(err error, again bool) {
			if !again {
				tell(slog.New(slog.NewTextHandler(&out, nil)), err)
			}
		})
	}()
	for range rounds {
		added <- struct{}{} // taken when a round is over
	}
	cancel()
	<-done
	return out.String()
}

// A backlog that cannot be embedded is told of once, not every few seconds.
func TestBacklogToldOnce(t *testing.T) {
	e := newEmbeddingEndpoint(t)
	l, err := e.from(filepath.Join(t.TempDir(), "x.db"), "m").open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	addTo(t, l, 0)
	e.refuse.Store(true)
	if out := logged(t, l, 3); strings.Count(out, "\n") != 1 || !strings.Contains(out, "embed documents") {
		t.Errorf("%s", out)
	}
}

// supply is a small plan, different for each number.
func supply(i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "第%d县供水规划\n\n", i)
	for chapter := range 5 {
		fmt.Fprintf(&b, "第%c章 措施\n\n到%d年，新建水厂%d座，改造老旧管网%d公里，农村自来水普及率达到%d%%。\n\n",
			[]rune("一二三四五")[chapter], 2025+chapter, i+1, 100+i*chapter, 80+chapter)
	}
	return b.String()
}
