package slack

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chuchu/rag/talk"
)

// newSite returns a workspace and a bot that reach each other over sockets of
// this machine.
func newSite(t *testing.T, answers script) (*bench, *process) {
	l := listen(t)
	b := &bench{workspace: openWorkspace(t, l, "http://"+l.Addr().String()), store: newMemory(), log: &safeLog{}}
	t.Cleanup(func() { b.log.check(t) })
	b.lines = nil
	return b, b.start("one", answers)
}

// Over real sockets fifty people ask at once and get the whole answer, over
// connections and by requests.
func TestRealSockets(t *testing.T) {
	b, p := newSite(t, quick)
	b.until("a connection", func() bool { n, _ := b.connected(); return n > 0 })
	site := httptest.NewServer(p.bot)
	t.Cleanup(site.Close)
	by := &sender{w: b.workspace, bot: forward(site.URL), retries: nil}
	for i := range 25 {
		b.user(fmt.Sprintf("U%d", 100+i)).say("C1", "<@U0BOT> 养老目标是什么", saying{})
		person{b.workspace, by, fmt.Sprintf("U%d", 200+i)}.say("C1", "<@U0BOT> 养老目标是什么", saying{})
	}
	for i, m := range b.finished(50) {
		if got := looks(m); got != golden {
			t.Errorf("answer %d:\n%s", i, got)
		}
	}
	m := b.finished(50)[0]
	b.user("U1").click(m.Below, "up")
	b.until("a word", func() bool { return len(b.whispers) == 1 })
}

// forward sends a request on to a server.
func forward(base string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out, err := http.NewRequestWithContext(r.Context(), r.Method, base+r.URL.Path, r.Body)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		out.Header = r.Header
		resp, err := http.DefaultClient.Do(out)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer resp.Body.Close()
		w.WriteHeader(resp.StatusCode)
		_, _ = io.Copy(w, resp.Body)
	})
}

// childAPI tells the test that runs in a process of its own where Slack is.
const childAPI = "CHUCHU_TEST_SLACK_API"

// TestProxyChild is what TestProxy runs: a bot with nothing but a proxy.
func TestProxyChild(t *testing.T) {
	api := os.Getenv(childAPI)
	if api == "" {
		return // TestProxy runs it
	}
	log := slog.New(slog.DiscardHandler)
	runner := talk.New(talk.Options{Answerer: script(quick), Keeper: newMemory(), Log: log})
	b, err := New(Options{
		Runner: runner, Errands: desk{newMemory(), "child", newFlag()}, BotToken: botToken, AppToken: appToken, APIURL: api, Log: log,
		Link: func(context.Context, string) (string, error) { return "https://chuchu.example/a/x", nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // until the other process has seen enough
		cancel()
	}()
	b.Run(ctx)
}

// The proxy that the environment names is used for calls and for the connection.
func TestProxy(t *testing.T) {
	l := listen(t)
	b := &bench{workspace: openWorkspace(t, l, "http://slack.invalid"), store: newMemory()}
	var mu sync.Mutex
	var asked []string
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		asked = append(asked, r.Method+" "+r.Host)
		mu.Unlock()
		tunnel(w, r, l.Addr().String())
	}))
	t.Cleanup(proxy.Close)
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestProxyChild$")
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); !strings.HasSuffix(strings.ToLower(name), "_proxy") {
			child.Env = append(child.Env, v)
		}
	}
	child.Env = append(child.Env, childAPI+"=http://slack.invalid/api", "HTTP_PROXY="+proxy.URL, "HTTPS_PROXY="+proxy.URL)
	in, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	b.until("a connection", func() bool { n, _ := b.connected(); return n > 0 })
	b.user("U1").say("D1", "养老目标是什么", saying{})
	b.finished(1)
	_ = in.Close()
	if err := child.Wait(); err != nil {
		t.Error(err)
	}
	mu.Lock()
	defer mu.Unlock()
	for _, want := range []string{"POST slack.invalid", "CONNECT slack.invalid:80"} {
		if !slices.Contains(asked, want) {
			t.Errorf("the proxy was not asked for %s: %q", want, asked)
		}
	}
}

// tunnel passes a request on to one address, whatever it asks for.
func tunnel(w http.ResponseWriter, r *http.Request, to string) {
	there, err := net.DialTimeout("tcp", to, 10*time.Second)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	if r.Method != http.MethodConnect {
		r.Header.Set("Connection", "close")
		_ = r.Write(there)
	}
	here, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if r.Method == http.MethodConnect {
		fmt.Fprint(here, "HTTP/1.1 200 Connection established\r\n\r\n")
		go func() {
			_, _ = io.Copy(there, buffered)
			_ = there.Close()
		}()
	}
	_, _ = io.Copy(here, there)
	_ = here.Close()
}
