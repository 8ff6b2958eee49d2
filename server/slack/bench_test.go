package slack

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/talk"
)

// A script answers questions.
type script func(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool)

func (s script) Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	return func(yield func(rag.Event, error) bool) { s(ctx, q, yield) }
}

// A bench is a workspace with a bot in it, over connections within the process.
type bench struct {
	*workspace
	lines *pipes
	store *memory
	log   *safeLog
}

// A process is a bot that runs.
type process struct {
	bot    *Bot
	desk   desk
	runner *talk.Runner
	cancel context.CancelFunc
	done   chan struct{}
}

// newBench returns a bench of simulated time.
func newBench(t *testing.T) *bench {
	lines := newPipes()
	b := &bench{workspace: openWorkspace(t, lines, "http://127.0.0.1"), lines: lines, store: newMemory(), log: &safeLog{}}
	b.patience = 24 * time.Hour
	t.Cleanup(func() { b.log.check(t) })
	return b
}

// simulate runs a test in simulated time, with a bot that answers by a script.
func simulate(t *testing.T, answers script, test func(b *bench, p *process)) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		p := b.start("one", answers)
		b.until("a connection", func() bool { n, _ := b.connected(); return n > 0 })
		test(b, p)
		p.stop()
	})
}

// start starts a bot. It ends with the test, if not before.
func (b *bench) start(name string, answers script) *process {
	log := slog.New(slog.NewTextHandler(b.log, nil))
	d := desk{b.store, name, newFlag()}
	runner := talk.New(talk.Options{Answerer: answers, Keeper: d, Archive: b.store, Judge: b.store, PublicURL: "https://chuchu.example", Log: log})
	bot := newBot(Options{
		Runner: runner, Errands: d, BotToken: botToken, AppToken: appToken, SigningSecret: secret,
		APIURL: b.url + "/api", Sends: "问题和资料不离开本系统", Log: log,
		Link: func(_ context.Context, id string) (string, error) {
			return "https://chuchu.example/a/" + id + "?until=1&sig=x", nil
		},
	}, b.dial())
	p := &process{bot: bot, desk: d, runner: runner, done: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.Background())
	p.cancel = cancel
	go runner.Sweep(ctx)
	go func() {
		defer close(p.done)
		bot.Run(ctx)
	}()
	b.t.Cleanup(p.stop)
	return p
}

// dial is how bots reach the workspace.
func (b *bench) dial() func(context.Context, string, string) (net.Conn, error) {
	if b.lines == nil {
		return netDial
	}
	return b.lines.dial
}

// stop ends a bot as the program does: answers first.
func (p *process) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	_ = p.runner.Close(ctx)
	p.cancel()
	<-p.done
}

// kill ends a bot as a power cut does: it keeps nothing more and says nothing more.
func (p *process) kill() {
	p.desk.dead.Store(true)
	p.cancel()
	p.bot.leaveAll()
	<-p.done
}

// user is somebody who is heard over the connections.
func (b *bench) user(name string) person { return person{b.workspace, b.workspace, name} }

// said returns the bot's messages that are there, oldest first.
func (w *workspace) said() (all []*posted) {
	for _, m := range w.messages {
		if !m.Deleted {
			all = append(all, m)
		}
	}
	return all
}

// finished waits until the bot has written n messages with buttons below.
func (w *workspace) finished(n int) []*posted {
	w.t.Helper()
	w.until(fmt.Sprintf("%d finished messages", n), func() bool {
		done := 0
		for _, m := range w.said() {
			if strings.Contains(visible("", m.Below), "[有用]") {
				done++
			}
		}
		return done >= n
	})
	return w.all()
}

// all returns copies of the bot's messages that are there.
func (w *workspace) all() (all []*posted) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range w.said() {
		c := *m
		all = append(all, &c)
	}
	return all
}

// text waits until a message of the bot holds a text.
func (w *workspace) text(holds string) *posted {
	w.t.Helper()
	var found *posted
	w.until("a message with "+holds, func() bool {
		for _, m := range w.said() {
			if strings.Contains(m.Text, holds) {
				found = m
			}
		}
		return found != nil
	})
	return found
}

// methods lists the calls of the methods that begin so.
func (w *workspace) methods(prefix string) (all []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.calls {
		if strings.HasPrefix(c.Method, prefix) {
			all = append(all, strings.TrimPrefix(c.Method, prefix))
		}
	}
	return all
}

// A safeLog fails a test whose log holds a secret.
type safeLog struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *safeLog) Write(data []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(data)
}

func (l *safeLog) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func (l *safeLog) check(t testing.TB) {
	for _, s := range []string{botToken, appToken, secret, "secret-of-a-connection", "hook-of-a-secret", "Bot3Token4", "App5Token6"} {
		if text := l.String(); strings.Contains(text, s) {
			t.Errorf("the log holds %s:\n%s", s, text)
		}
	}
}

// cites is a citation of a plan.
func cites(n int, quote string) rag.Citation {
	return rag.Citation{
		Number: n, Quote: quote, Path: []string{"第七章 民生"}, Span: chunk.Span{Start: 10, End: 20},
		Document: chunk.Meta{ID: "plan", Title: "甲区十四五规划", Issuer: "甲区人民政府", Published: "2021-05", Revision: "r1"},
	}
}

// goal is an answer of two sentences.
func goal(q rag.Question) rag.Answer {
	return rag.Answer{
		Question: q.Text, Standalone: q.Text, Text: "健全养老服务体系[1]。\n新增床位300张[2]。", Model: "extractive",
		Citations: []rag.Citation{cites(1, "健全养老服务体系"), cites(2, "新增床位300张")},
		Missing:   []string{"改造费用"},
		Notices:   []rag.Notice{{Code: rag.NoticePeriodOver, Message: "所引规划期为2021—2025年，已结束，引用前请核实有无新规划。"}},
		Sentences: []rag.Sentence{}, Passages: []rag.Passage{},
	}
}

// passes is a sentence that passed the check.
func passes(text string) rag.Checked {
	return rag.Checked{Sentence: rag.Sentence{Text: text, Citations: []int{1}, Supported: true}}
}

// quick answers at once.
func quick(_ context.Context, q rag.Question, yield func(rag.Event, error) bool) {
	yield(rag.Finished{Answer: goal(q)}, nil)
}

// slow answers a sentence after each pause.
func slow(first, second time.Duration) script {
	return func(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool) {
		a := goal(q)
		lines := strings.SplitAfter(a.Text, "\n")
		for i, d := range []time.Duration{first, second} {
			if pause(ctx, d) != nil || !yield(rag.Delta{Text: "没有核对过的"}, nil) || !yield(passes(lines[i]), nil) {
				return
			}
		}
		if pause(ctx, time.Second) == nil {
			yield(rag.Finished{Answer: a}, nil)
		}
	}
}

// listen opens a socket of this machine.
func listen(t *testing.T) net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return l
}
