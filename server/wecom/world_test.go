package wecom

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/local"
	"chuchu/rag/talk"
)

// unchecked stands in what a model writes that nobody checked.
const unchecked = "未经核对的草稿"

// A script answers questions by the word in them.
type script struct {
	mu    sync.Mutex
	asked []rag.Question
	slow  time.Duration // of a question with 慢, until its first content
	gate  chan struct{} // of a question with 等
}

// questions are those that were asked.
func (s *script) questions() []rag.Question {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]rag.Question(nil), s.asked...)
}

// Answer implements talk.Answerer.
func (s *script) Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	s.mu.Lock()
	s.asked = append(s.asked, q)
	s.mu.Unlock()
	return func(yield func(rag.Event, error) bool) {
		a, step := answerOf(2, "健全养老服务", "健全基本养老服务体系"), time.Duration(0)
		switch {
		case strings.Contains(q.Text, "长"):
			a = answerOf(60, strings.Repeat("健全养老服务体系，", 30), strings.Repeat("引", 300))
		case strings.Contains(q.Text, "拒"):
			a = rag.Answer{Text: "资料中没有找到。", Refused: true, Reason: rag.NoEvidence, Passages: []rag.Passage{{Document: chunk.Meta{Title: "甲计划"}, Chunk: chunk.Chunk{Text: "改造40座公厕"}}}}
		case strings.Contains(q.Text, "坏"):
			yield(nil, errors.New("the model broke"))
			return
		case strings.Contains(q.Text, "逐句"):
			a, step = answerOf(30, "逐句的一句", "引文"), 3*time.Second
		}
		a.Question = q.Text
		if strings.Contains(q.Text, "慢") {
			_ = pause(ctx, s.slow)
		}
		if strings.Contains(q.Text, "等") {
			select {
			case <-s.gate:
			case <-ctx.Done():
			}
		}
		events := []rag.Event{rag.Rewritten{Query: q.Text}, rag.Retrieved{}, rag.Delta{Text: unchecked}}
		for _, sentence := range a.Sentences {
			events = append(events, rag.Checked{Sentence: sentence})
		}
		events = append(events, rag.Checked{Sentence: rag.Sentence{Text: unchecked + "。", Problem: rag.ProblemNumber}}, rag.Finished{Answer: a})
		for _, ev := range events {
			if _, ok := ev.(rag.Checked); ok && step > 0 {
				_ = pause(ctx, step)
			}
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if !yield(ev, nil) {
				return
			}
		}
	}
}

// A world is a fake WeCom and the processes of one library.
type world struct {
	t      testing.TB
	f      *fake
	net    *network
	script *script
	file   string
	log    *journal
	ways   string
	real   *rag.Answerer // answers instead of script; nil for none
}

// A journal is a log that is read while it is written.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(data []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(data)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// newWorld makes a world without processes. In the end nothing secret stands in
// its log.
func newWorld(t testing.TB, n *network, ways string) *world {
	w := &world{t: t, net: n, f: newFake(t, n), script: &script{slow: 7 * time.Minute, gate: make(chan struct{})},
		file: filepath.Join(t.TempDir(), "chuchu.db"), log: &journal{}, ways: ways}
	t.Cleanup(func() {
		for _, s := range append(secrets(), "养老", unchecked) {
			if strings.Contains(w.log.String(), s) {
				t.Errorf("the log tells %q:\n%s", s, w.log)
			}
		}
	})
	return w
}

// A mortal is a store whose process may die: from then on it does nothing.
type mortal struct {
	*local.Store
	dead    atomic.Bool
	slow    atomic.Int64 // how long what bots owe takes
	down    atomic.Bool  // what bots owe cannot be reached
	stalled atomic.Bool  // leases cannot be renewed
}

var errDead = errors.New("this process is dead")

func (m *mortal) ok(ctx context.Context) error {
	if d := time.Duration(m.slow.Load()); d > 0 {
		_ = pause(ctx, d)
	}
	if m.dead.Load() || m.down.Load() {
		return errDead
	}
	return ctx.Err()
}

func (m *mortal) Undertake(ctx context.Context, e talk.Errand, lease time.Time) (bool, error) {
	if err := m.ok(ctx); err != nil {
		return false, err
	}
	return m.Store.Undertake(ctx, e, lease)
}

func (m *mortal) Carry(ctx context.Context, e talk.Errand, lease time.Time) error {
	if err := m.ok(ctx); err != nil {
		return err
	}
	return m.Store.Carry(ctx, e, lease)
}

func (m *mortal) Fulfil(ctx context.Context, id string) error {
	if err := m.ok(ctx); err != nil {
		return err
	}
	return m.Store.Fulfil(ctx, id)
}

func (m *mortal) Errand(ctx context.Context, id string) (talk.Errand, error) {
	if err := m.ok(ctx); err != nil {
		return talk.Errand{}, err
	}
	return m.Store.Errand(ctx, id)
}

func (m *mortal) Overdue(ctx context.Context, bot string, lease time.Time) ([]talk.Errand, error) {
	if m.dead.Load() {
		return nil, errDead
	}
	return m.Store.Overdue(ctx, bot, lease)
}

func (m *mortal) Append(ctx context.Context, id string, records []talk.Record, lease time.Time) (bool, error) {
	if m.dead.Load() {
		return false, errDead
	}
	return m.Store.Append(ctx, id, records, lease)
}

func (m *mortal) Lease(ctx context.Context, name string, length time.Duration) (bool, error) {
	if m.dead.Load() || m.stalled.Load() {
		return false, errDead
	}
	return m.Store.Lease(ctx, name, length)
}

// A process is a server with the bot.
type process struct {
	w      *world
	url    string
	bot    *Bot
	runner *talk.Runner
	store  *mortal
	over   sync.Once
	end    func(grace time.Duration)
}

// start starts a process.
func (w *world) start() *process {
	w.t.Helper()
	store, err := local.Open(w.t.Context(), w.file)
	if err != nil {
		w.t.Fatal(err)
	}
	p := &process{w: w, store: &mortal{Store: store}}
	log := slog.New(slog.NewTextHandler(w.log, nil))
	p.runner = talk.New(talk.Options{Answerer: oracle{w}, Keeper: p.store, Archive: store, Judge: store, PublicURL: "https://chuchu.example", Log: log})
	p.bot, err = New(Options{
		Config: w.f.config(w.ways), Runner: p.runner, Keeper: p.store, Archive: store, Errands: p.store, Library: store, Lease: p.store.Lease, Log: log,
		Link: func(_ context.Context, id string) (string, error) {
			return "https://chuchu.example/a/" + id + "?until=1&sig=s", nil
		},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	p.bot.api.client = w.net.client(w.t)
	p.bot.api.client.Timeout = p.bot.pace.call
	p.bot.dial.NetDialContext = func(ctx context.Context, kind, address string) (net.Conn, error) {
		if p.store.dead.Load() {
			return nil, errDead
		}
		return w.net.dial(ctx, kind, address)
	}
	p.serve()
	return p
}

// serve has the process work until it is stopped or killed.
func (p *process) serve() {
	mux := http.NewServeMux()
	for path, h := range p.bot.Callbacks() {
		mux.Handle(path, h)
	}
	url, closeServer := p.w.net.serving(p.w.t, mux)
	p.url = url
	ctx, cancel := context.WithCancel(context.Background())
	var working sync.WaitGroup
	working.Go(func() { p.bot.Work(ctx) })
	working.Go(func() { p.runner.Sweep(ctx) })
	p.end = func(grace time.Duration) {
		closeServer()
		closing, done := context.WithTimeout(context.Background(), grace)
		defer done()
		_ = p.runner.Close(closing)
		cancel()
		working.Wait()
		if p.store.dead.Load() { // what it held it still holds
			p.w.t.Cleanup(func() { _ = p.store.Close() })
			return
		}
		_ = p.store.Close()
	}
	p.w.t.Cleanup(func() { p.over.Do(func() { p.end(0) }) })
}

// stop stops the process as a server is stopped.
func (p *process) stop() { p.over.Do(func() { p.end(time.Minute) }) }

// kill ends it as a machine ends: in the middle of everything.
func (p *process) kill() {
	p.store.dead.Store(true)
	p.bot.api.client.Transport = dead{}
	p.w.f.change(func() {
		if p.w.f.socket != nil && strings.Contains(p.w.ways, "ws") {
			_ = p.w.f.socket.conn.Close()
		}
	})
	p.over.Do(func() { p.end(0) })
}

// dead is the network of a process that is no more.
type dead struct{}

func (dead) RoundTrip(*http.Request) (*http.Response, error) { return nil, errDead }
