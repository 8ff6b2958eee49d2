package wecom

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// A question over the long connection is answered in its growing message, over
// real sockets too.
func TestSocket(t *testing.T) {
	w := newWorld(t, realSockets(), "ws")
	w.start()
	g := w.f.ask(botText{id: "m1", user: "zhang", text: "养老服务目标是什么"})
	w.f.wait("an answer", func() bool { return g.finished })
	if !isAnswer(g.last()) || g.mark == "" || len(g.states) != 1 {
		t.Errorf("%d states, marked %q: %s", len(g.states), g.mark, g.last())
	}
}

// An answer grows; states come at least a second apart and within the quota,
// which the fake holds.
func TestSocketGrows(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.start()
		g := w.f.ask(botText{id: "m1", user: "zhang", text: "逐句"})
		w.f.wait("an answer", func() bool { return g.finished })
		if len(g.states) < 25 || !strings.Contains(g.last(), "\n\n出处：") || g.states[0].text != sayLooking {
			w.t.Errorf("%d states, the last %s", len(g.states), g.last())
		}
	})
}

// Several answers that grow in one chat keep to its quota together, and all end.
func TestSocketQuota(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.start()
		var all []*growing
		for i := range 6 {
			all = append(all, w.f.ask(botText{id: fmt.Sprint("m", i), user: fmt.Sprint("user", i), chat: "g1", text: "@出处 逐句"}))
		}
		for _, g := range all {
			w.f.wait("an answer", func() bool { return g.finished })
			if !strings.Contains(g.last(), "\n\n出处：") {
				w.t.Errorf("ended with %s", g.last())
			}
		}
	})
}

// A frame that is delivered again makes no second answer.
func TestSocketTwice(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.start()
		m := botText{id: "m1", user: "zhang", text: "养老"}
		g := w.f.ask(m)
		w.f.ask(m)
		w.f.wait("an answer", func() bool { return g.finished })
		w.f.ask(m)
		_ = pause(w.t.Context(), time.Minute)
		if len(w.script.questions()) != 1 || w.f.finals() != 1 {
			w.t.Errorf("asked %v", w.script.questions())
		}
	})
}

// Over the limit: the fake holds it.
func TestSocketLong(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.start()
		g := w.f.ask(botText{id: "m1", user: "zhang", text: "长"})
		w.f.wait("an answer", func() bool { return g.finished })
		if got := g.last(); !strings.Contains(got, "\n[60] 《") || !strings.HasSuffix(got, "?until=1&sig=s)") {
			w.t.Errorf("%d bytes: …%s", len(got), got[len(got)-300:])
		}
	})
}

// Seven minutes to the first content: closed in time, answered by itself, once.
func TestSocketSlow(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.start()
		for _, m := range []botText{{id: "m1", user: "zhang", text: "慢"}, {id: "m2", user: "li", chat: "g1", text: "@出处 慢"}} {
			g := w.f.ask(m)
			w.f.wait("the message is closed", func() bool { return g.finished })
			if g.last() != sayLater {
				w.t.Errorf("closed with %q", g.last())
			}
		}
		w.f.wait("late answers", func() bool { return len(w.f.lates) == 2 })
		if a, b := w.f.lates[0], w.f.lates[1]; a.chat != "zhang" || a.kind != kindSingle || b.chat != "g1" || b.kind != kindGroup || !isAnswer(a.text) || !isAnswer(b.text) {
			w.t.Errorf("late %+v", w.f.lates)
		}
	})
}

// 846608, whenever it comes: the answer is not lost, and comes once.
func TestSocketStreamOver(t *testing.T) {
	for _, when := range []time.Duration{0, 5 * time.Second} {
		inWorld(t, "ws", func(w *world) {
			w.script.slow = time.Minute
			w.start()
			w.f.connected()
			if when == 0 {
				w.f.change(func() { w.f.expired = true })
			}
			w.f.ask(botText{id: "m1", user: "zhang", text: "慢"})
			_ = pause(w.t.Context(), when)
			w.f.change(func() { w.f.expired = true })
			w.f.wait("the late answer", func() bool { return len(w.f.lates) == 1 })
			_ = pause(w.t.Context(), 10*time.Minute)
			if w.f.finals() != 1 || !isAnswer(w.f.lates[0].text) {
				w.t.Errorf("%d answers, late %+v", w.f.finals(), w.f.lates)
			}
		})
	}
}

// An errcode to the last state is not taken for success.
func TestSocketFinishRefused(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.start()
		w.f.connected()
		w.f.change(func() { w.f.codes[cmdRespond] = 40058 })
		w.f.ask(botText{id: "m1", user: "zhang", text: "养老"})
		w.f.wait("the late answer", func() bool { return len(w.f.lates) == 1 })
	})
}

// Where the bot may not send by itself either (a day is over), the app does; and
// where there is no app, the log tells.
func TestSocketNoWay(t *testing.T) {
	for _, ways := range []string{"ws", "ws app"} {
		inWorld(t, ways, func(w *world) {
			w.start()
			w.f.connected()
			w.f.change(func() { w.f.codes[cmdRespond], w.f.codes[cmdSend] = codeStream, 95001 })
			w.f.ask(botText{id: "m1", user: "zhang", text: "养老"})
			_ = pause(w.t.Context(), 10*time.Minute)
			byApp := len(w.f.pushed) > 0 && isAnswer(w.f.pushed[0].text)
			if logged := strings.Contains(w.log.String(), "not delivered"); byApp == logged || byApp != (ways == "ws app") {
				w.t.Errorf("%s: pushed %v, logged %v", ways, w.f.pushed, logged)
			}
		})
	}
}

// A connection that drops is opened again, with patience; the answer comes over
// the new one.
func TestSocketDrops(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.script.slow = 30 * time.Second
		w.start()
		g := w.f.ask(botText{id: "m1", user: "zhang", text: "慢"})
		for n := range 3 {
			_ = pause(w.t.Context(), 5*time.Second)
			_ = w.f.connected().conn.Close()
			w.f.wait("another connection", func() bool { return w.f.sockets == n+2 })
		}
		w.f.wait("an answer", func() bool { return g.finished })
		if !isAnswer(g.last()) {
			w.t.Errorf("ended with %s", g.last())
		}
	})
}

// WeCom that says nothing any more is left for a new connection; and pings come
// every 30 s, which the fake holds.
func TestSocketSilence(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.start()
		w.f.connected()
		_ = pause(w.t.Context(), 10*time.Minute)
		w.f.change(func() {
			if w.f.sockets != 1 || len(w.f.pings) < 19 {
				w.t.Errorf("%d connections, %d pings", w.f.sockets, len(w.f.pings))
			}
		})
		w.f.change(func() { w.f.mute = true })
		w.f.wait("another connection", func() bool { return w.f.sockets > 1 })
		w.f.change(func() { w.f.mute = false })
		g := w.f.ask(botText{id: "m1", user: "zhang", text: "养老"})
		w.f.wait("an answer", func() bool { return g.finished })
	})
}

// Of two processes one has the connection. When it is killed, the other gets it
// and what was begun: nobody is met with silence.
func TestSocketLease(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		one := w.start()
		w.f.connected()
		w.start()
		_ = pause(w.t.Context(), 5*time.Minute)
		if n := w.f.opened(); n != 1 {
			w.t.Errorf("%d connections", n)
		}
		w.script.slow = 5 * time.Minute
		g := w.f.ask(botText{id: "m1", user: "zhang", text: "慢"})
		_ = pause(w.t.Context(), 10*time.Second)
		one.kill()
		w.f.wait("a word", func() bool { return g.finished })
		if g.last() != sayBroken || w.f.sockets != 2 {
			w.t.Errorf("ended with %q after %d connections", g.last(), w.f.sockets)
		}
		w.script.slow = time.Second
		g = w.f.ask(botText{id: "m2", user: "zhang", text: "慢"})
		w.f.wait("an answer", func() bool { return g.finished && isAnswer(g.last()) })
	})
}

// A server that is stopped finishes its answer over the connection, and leaves
// that to the next at once.
func TestSocketStops(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.script.slow = 40 * time.Second
		one := w.start()
		w.f.connected()
		w.start()
		g := w.f.ask(botText{id: "m1", user: "zhang", text: "慢"})
		_ = pause(w.t.Context(), time.Second)
		one.stop()
		stopped := time.Now()
		if !g.finished || !isAnswer(g.last()) {
			w.t.Errorf("ended with %q", g.last())
		}
		w.f.wait("the other connects", func() bool { return w.f.socket != nil })
		if took := time.Since(stopped); took > 10*time.Second {
			w.t.Errorf("took %v", took)
		}
	})
}

// A process whose lease went to another one lets its connection go, and what it
// had begun.
func TestSocketLosesLease(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.script.slow = 2 * time.Minute
		one := w.start()
		w.f.connected()
		g := w.f.ask(botText{id: "m1", user: "zhang", text: "慢"})
		_ = pause(w.t.Context(), 5*time.Second)
		one.store.stalled.Store(true)
		two := w.start()
		w.f.wait("the other connects", func() bool { return w.f.sockets == 2 })
		one.store.stalled.Store(false)
		w.f.wait("an answer", func() bool { return g.finished })
		_ = pause(w.t.Context(), 5*time.Minute)
		if !isAnswer(g.last()) || w.f.finals() != 1 || w.f.opened() != 2 {
			w.t.Errorf("%d connections, ended with %s", w.f.opened(), g.last())
		}
		if held, err := two.store.Lease(w.t.Context(), leaseOf(fakeBot), time.Minute); err != nil || !held {
			w.t.Errorf("the other has no lease: %v", err)
		}
	})
}

// Another connection of the same bot, somewhere else, is told of, and not fought with.
func TestSocketKicked(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		w.start()
		s := w.f.connected()
		s.send(frame{Cmd: cmdEvent, Headers: headers{"kick"}, Body: botText{event: eventDisconnect}.json(w.f)})
		_ = s.conn.Close()
		kicked := time.Now()
		w.f.wait("it connects again", func() bool { return w.f.sockets == 2 })
		if took := time.Since(kicked); took < usual().kicked || !strings.Contains(w.log.String(), "只能有一个连接") {
			w.t.Errorf("after %v, logged %s", took, w.log)
		}
	})
}

// A wrong secret is told with what to do, and tried ever more rarely.
func TestSocketSecret(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		p := w.start()
		w.f.connected()
		p.bot.o.BotSecret = "wrong"
		_ = w.f.socket.conn.Close()
		_ = pause(w.t.Context(), 10*time.Minute)
		if n := w.f.opened(); n < 5 || n > 20 || !strings.Contains(w.log.String(), "--wecom-bot-secret") {
			w.t.Errorf("%d connections, logged %s", n, w.log)
		}
	})
}

// The bot greets over the connection too; feedback is kept.
func TestSocketEvents(t *testing.T) {
	inWorld(t, "ws", func(w *world) {
		p := w.start()
		s := w.f.connected()
		s.send(frame{Cmd: cmdEvent, Headers: headers{"e1"}, Body: botText{id: "e1", user: "zhang", event: eventEnter}.json(w.f)})
		w.f.wait("a welcome", func() bool { return len(w.f.greeted) == 1 })
		if !strings.Contains(w.f.greeted[0], sayWarning) {
			w.t.Errorf("welcomed with %s", w.f.greeted[0])
		}
		g := w.f.ask(botText{id: "m1", user: "zhang", text: "养老"})
		w.f.wait("an answer", func() bool { return g.finished })
		s.send(frame{Cmd: cmdEvent, Headers: headers{"e2"}, Body: botText{id: "e2", user: "zhang", event: eventFeedback, feedback: &feedback{ID: g.mark, Type: accurate}}.json(w.f)})
		s.send(frame{Cmd: "aibot_of_tomorrow", Headers: headers{"e3"}, Body: []byte(`{}`)})
		s.send(frame{Cmd: cmdMessage, Headers: headers{"e4"}, Body: []byte(`"?"`)})
		_ = pause(w.t.Context(), time.Minute)
		n := 0
		for f := range p.store.Judged(w.t.Context()) {
			if n++; f.Verdict != "up" {
				w.t.Errorf("%+v", f)
			}
		}
		if n != 1 || w.f.opened() != 1 {
			w.t.Errorf("%d judgements, %d connections", n, w.f.opened())
		}
	})
}

// Fifty users at once, over a real socket.
func TestSocketCrowd(t *testing.T) {
	w := newWorld(t, realSockets(), "ws")
	w.start()
	w.start()
	all := make([]*growing, 50)
	for i := range all {
		all[i] = w.f.ask(botText{id: fmt.Sprint("m", i), user: fmt.Sprint("user", i), text: "养老"})
	}
	for i, g := range all {
		w.f.wait("an answer", func() bool { return g.finished })
		if !isAnswer(g.last()) {
			t.Errorf("%d: %s", i, g.last())
		}
	}
}

// HTTPS_PROXY is honoured by both kinds of connections. The variables are read
// once a process, so that it takes another one.
func TestProxy(t *testing.T) {
	if os.Getenv("CHUCHU_TEST_PROXIED") == "1" {
		b, err := New(Options{Config: Config{BotID: "b", BotSecret: "s"}})
		if err != nil {
			t.Fatal(err)
		}
		_ = b.connect(t.Context(), func(*wire) error { return nil })
		_, _ = b.api.access(t.Context(), "")
		return
	}
	asked := make(chan string, 2)
	proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked <- r.Method + " " + r.Host
		w.WriteHeader(http.StatusForbidden)
	}))
	defer proxy.Close()
	again := exec.Command(os.Args[0], "-test.run=^TestProxy$")
	again.Env = append(os.Environ(), "CHUCHU_TEST_PROXIED=1", "HTTPS_PROXY="+proxy.URL, "NO_PROXY=", "no_proxy=", "https_proxy="+proxy.URL)
	if out, err := again.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for _, want := range []string{"CONNECT openws.work.weixin.qq.com:443", "CONNECT qyapi.weixin.qq.com:443"} {
		if got := <-asked; got != want {
			t.Errorf("the proxy was asked %s, want %s", got, want)
		}
	}
}
