package wecom

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"chuchu/rag/talk"
)

// finals counts the answers that reached somebody, whichever way.
func (f *fake) finals() (n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, g := range f.streams {
		if strings.Contains(g.last(), "\n\n出处：") {
			n++
		}
	}
	for _, l := range f.replies {
		if strings.Contains(l.text, "\n\n出处：") {
			n++
		}
	}
	for _, l := range f.lates {
		if strings.Contains(l.text, "\n\n出处：") {
			n++
		}
	}
	for _, p := range f.pushed {
		if strings.Contains(p.text, "\n\n出处：") {
			n++
		}
	}
	return n
}

// A question to the bot is answered in its growing message, with its sources,
// over real sockets too.
func TestBot(t *testing.T) {
	w := newWorld(t, realSockets(), "bot")
	p, a := w.start(), w.f.agent(t, fakeBotKey, "")
	if said, status := a.verify(p.url + BotPath); said != "1616140317555161061" || status != 200 {
		t.Errorf("verified with %q, %d", said, status)
	}
	g := a.say(botText{id: "m1", user: "zhang", text: "养老服务目标是什么"}, p.url)
	w.f.wait("an answer", func() bool { return g.over })
	if !isAnswer(g.last()) || g.mark == "" {
		t.Errorf("marked %q: %s", g.mark, g.last())
	}
}

// An answer grows sentence by sentence, whichever process WeCom asks, and ends
// whole; nothing is sent besides.
func TestBotGrows(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		one, two, a := w.start(), w.start(), w.f.agent(w.t, fakeBotKey, "")
		g := a.say(botText{id: "m1", user: "zhang", text: "逐句"}, one.url, two.url)
		w.f.wait("an answer", func() bool { return g.over })
		grown := 0
		for i := 1; i < len(g.states); i++ {
			if g.states[i].text != g.states[i-1].text {
				grown++
			}
			if n := strings.Count(g.states[i].text, "逐句的一句"); i < len(g.states)-1 && n < strings.Count(g.states[i-1].text, "逐句的一句") {
				w.t.Errorf("state %d has fewer sentences", i)
			}
		}
		if grown < 25 || !strings.Contains(g.last(), "\n\n出处：") || g.states[0].text != sayLooking {
			w.t.Errorf("grew %d times to %s", grown, g.last())
		}
		_ = pause(w.t.Context(), 10*time.Minute)
		if w.f.finals() != 1 {
			w.t.Errorf("%d answers", w.f.finals())
		}
	})
}

// A message that is delivered again gets the same growing message, and one answer.
func TestBotTwice(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		one, two, a := w.start(), w.start(), w.f.agent(w.t, fakeBotKey, "")
		m := botText{id: "m1", user: "zhang", text: "慢"}
		w.script.slow = 20 * time.Second
		plain := m.json(w.f)
		var bodies [3]streamBody
		var wait sync.WaitGroup
		for i, url := range []string{one.url, two.url, one.url} {
			wait.Go(func() {
				body, ok := a.post(url+BotPath, plain, true)
				if a.read(body, &bodies[i]); !ok || bodies[i].Stream.ID != "m1" || bodies[i].Stream.Finish {
					w.t.Errorf("%d: %+v", i, bodies[i])
				}
			})
		}
		wait.Wait()
		g := a.say(m, two.url)
		w.f.wait("an answer", func() bool { return g.over })
		again := a.say(botText{id: "m2", user: "zhang", text: "养老"}, two.url)
		w.f.wait("an answer", func() bool { return again.over })
		if n := len(w.script.questions()); n != 2 || !isAnswer(g.last()) || !isAnswer(again.last()) {
			w.t.Errorf("asked %d times; %s", n, g.last())
		}
	})
}

// Over the limit: the fake holds it, the sources and the link are there.
func TestBotLong(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeBotKey, "")
		g := a.say(botText{id: "m1", user: "zhang", text: "长"}, p.url)
		w.f.wait("an answer", func() bool { return g.over })
		got := g.last()
		if !strings.Contains(got, "\n[60] 《") || !strings.Contains(got, sayCut) || !strings.HasSuffix(got, "?until=1&sig=s)") {
			w.t.Errorf("%d bytes: …%s", len(got), got[len(got)-300:])
		}
	})
}

// Seven minutes to the first content: the growing message is closed with a word
// before WeCom gives it up, and the answer comes by itself, once.
func TestBotSlow(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		one, two, a := w.start(), w.start(), w.f.agent(w.t, fakeBotKey, "")
		g := a.say(botText{id: "m1", user: "zhang", text: "慢"}, one.url, two.url)
		w.f.wait("the message is closed", func() bool { return g.over })
		if !g.finished || g.last() != sayLater {
			w.t.Errorf("closed with %q", g.last())
		}
		w.f.wait("the late answer", func() bool { return w.f.replies["cm1"].used })
		if !isAnswer(w.f.replies["cm1"].text) {
			w.t.Errorf("late: %s", w.f.replies["cm1"].text)
		}
		_ = pause(w.t.Context(), 10*time.Minute)
		if w.f.finals() != 1 {
			w.t.Errorf("%d answers", w.f.finals())
		}
	})
}

// WeCom asks no more, for whatever reason: the answer comes by itself. A reply
// to that which got lost does not make a second one.
func TestBotNotAsked(t *testing.T) {
	for _, lost := range []int{0, 1} {
		inWorld(t, "bot", func(w *world) {
			p, a := w.start(), w.f.agent(w.t, fakeBotKey, "")
			w.script.slow, w.f.lostLate = 10*time.Second, lost
			m := botText{id: "m1", user: "zhang", text: "慢"}
			w.f.begin(m)
			if _, ok := a.post(p.url+BotPath, m.json(w.f), true); !ok {
				w.t.Error("not acknowledged")
			}
			w.f.wait("the late answer", func() bool { return w.f.replies["cm1"].used })
			_ = pause(w.t.Context(), 10*time.Minute)
			if w.f.finals() != 1 || strings.Contains(w.log.String(), "not delivered") {
				w.t.Errorf("%d answers, %s", w.f.finals(), w.log)
			}
			// Who asks after all is told where the answer is.
			if body, over := p.bot.stands(w.t.Context(), "m1", false); !body.Stream.Finish || body.Stream.Content != sayElsewhere || over {
				w.t.Errorf("stands at %+v", body)
			}
		})
	}
}

// Without an address for a late answer the app sends it, where there is one.
func TestBotByApp(t *testing.T) {
	inWorld(t, "app bot", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeBotKey, "")
		g := a.say(botText{id: "m1", user: "zhang", text: "慢", noReply: true}, p.url)
		w.f.wait("the answer", func() bool { return len(w.f.pushed) > 0 })
		if !g.finished || !isAnswer(w.f.pushed[0].text) {
			w.t.Errorf("pushed %+v", w.f.pushed)
		}
	})
}

// A process that dies in the middle of an answer: WeCom, which goes on asking
// another one, is told; nobody waits for ever.
func TestBotDies(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		one, two, a := w.start(), w.start(), w.f.agent(w.t, fakeBotKey, "")
		w.script.slow = 3 * time.Minute
		g := a.say(botText{id: "m1", user: "zhang", text: "慢"}, one.url, two.url)
		_ = pause(w.t.Context(), 10*time.Second)
		one.kill()
		w.f.wait("a word", func() bool { return g.over })
		if !g.finished || g.last() != sayBroken {
			w.t.Errorf("ended with %q", g.last())
		}
	})
}

// A question whose answer had not begun when its process died is asked by the next.
func TestBotDiesEarly(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		one, a := w.start(), w.f.agent(w.t, fakeBotKey, "")
		e := talk.Errand{ID: wayBot + "m1", Room: "r", Owner: "wecom:" + fakeCorp + "/zhang", Address: []byte(`{"user":"zhang","text":"养老"}`), Since: time.Now()}
		if mine, err := one.store.Store.Undertake(w.t.Context(), e, time.Now().Add(30*time.Second)); err != nil || !mine {
			w.t.Fatal(mine, err)
		}
		one.kill()
		two := w.start()
		g := a.say(botText{id: "m1", user: "zhang", text: "养老"}, two.url)
		w.f.wait("an answer", func() bool { return g.over })
		if !isAnswer(g.last()) {
			w.t.Errorf("ended with %q", g.last())
		}
	})
}

// In groups everybody has their own conversation, and the bot's name is no part
// of the question.
func TestBotGroup(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeBotKey, "")
		for i, m := range []botText{
			{user: "zhang", chat: "g1", text: "@出处 养老一"}, {user: "li", chat: "g1", text: "@出处\u2005养老二"},
			{user: "zhang", chat: "g1", text: "养老三"}, {user: "zhang", chat: "g2", text: "@出处  养老四"}, {user: "zhang", text: "@谁 养老五"},
		} {
			m.id = fmt.Sprint("m", i)
			g := a.say(m, p.url)
			w.f.wait("an answer", func() bool { return g.over })
		}
		got := ""
		for _, q := range w.script.questions() {
			got += fmt.Sprintf("%s %d;", q.Text, len(q.History))
		}
		if got != "养老一 0;养老二 0;养老三 1;养老四 0;@谁 养老五 0;" {
			w.t.Errorf("asked %s", got)
		}
	})
}

// The bot greets, says what it can do, and keeps to text.
func TestBotWords(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeBotKey, "")
		if said := a.event(botText{id: "e1", user: "zhang", event: eventEnter}, p.url); !strings.Contains(said, sayWarning) || !strings.Contains(said, "清空") {
			w.t.Errorf("welcomed with %q", said)
		}
		if said := a.event(botText{id: "e2", user: "zhang", event: "template_card_event"}, p.url); said != "" {
			w.t.Errorf("said %q", said)
		}
		for i, c := range []struct{ raw, want string }{
			{`{"text":{"content":"帮助"}}`, sayWarning}, {`{"text":{"content":"@出处"},"chattype":"group","chatid":"g"}`, sayWarning},
			{`{"text":{"content":"清空"}}`, sayCleared}, {`{"msgtype":"image","image":{"url":"x"}}`, sayNoText},
			{`{"msgtype":"voice","voice":{"content":"养老"}}`, "健全养老服务1[1]"}, {`{"text":{"content":"拒"}}`, "· 《甲计划》"}, {`{"text":{"content":"坏"}}`, sayBroken},
			{`{"msgtype":"mixed","mixed":{"msg_item":[{"msgtype":"text","text":{"content":"养老"}},{"msgtype":"image"}]}}`, "健全养老服务1[1]"},
		} {
			g := a.say(botText{id: fmt.Sprint("m", i), user: "zhang", raw: c.raw}, p.url)
			w.f.wait("a word", func() bool { return g.over })
			if !strings.Contains(g.last(), c.want) {
				w.t.Errorf("%s: %s", c.raw, g.last())
			}
		}
		// What is asked about a message that nobody knows ends at once.
		if body, _ := p.bot.stands(w.t.Context(), "unknown", false); !body.Stream.Finish || body.Stream.Content != sayForgotten {
			w.t.Errorf("unknown: %+v", body)
		}
	})
}

// Feedback is kept with the answer it is on, and can be taken back.
func TestBotFeedback(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeBotKey, "")
		g := a.say(botText{id: "m1", user: "zhang", text: "养老"}, p.url)
		w.f.wait("an answer", func() bool { return g.over })
		for _, c := range []struct {
			f    feedback
			want string
		}{
			{feedback{Type: inaccurate, Comment: "数字不对", Reasons: []int{2, 4}}, "down 数字不对（原因编号：2 4）"},
			{feedback{Type: accurate}, "up "}, {feedback{Type: withdrawn}, "withdrawn "}, {feedback{ID: "m1", Type: inaccurate}, "down "},
			{feedback{ID: "unknown", Type: accurate}, "down "},
		} {
			if c.f.ID == "" {
				c.f.ID = g.mark
			}
			a.event(botText{id: "e", user: "li", event: eventFeedback, feedback: &c.f}, p.url)
			got := ""
			for f, err := range p.store.Judged(w.t.Context()) {
				if err != nil || f.Owner != "wecom:"+fakeCorp+"/zhang" {
					w.t.Errorf("%+v, %v", f, err)
				}
				got += f.Verdict + " " + f.Comment
			}
			if got != c.want {
				w.t.Errorf("%+v: %s", c.f, got)
			}
		}
	})
}

// A library that is slow keeps WeCom waiting no longer than it waits (which the
// fake holds).
func TestBotAcknowledges(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeBotKey, "")
		p.store.slow.Store(int64(9 * time.Second))
		g := a.say(botText{id: "m1", user: "zhang", text: "养老"}, p.url)
		_ = pause(w.t.Context(), time.Minute)
		p.store.slow.Store(0)
		w.f.wait("an answer", func() bool { return g.over || w.f.replies["cm1"].used })
		_ = pause(w.t.Context(), 10*time.Minute)
		if w.f.finals() != 1 {
			w.t.Errorf("%d answers: %s", w.f.finals(), w.f.report())
		}
	})
}

// What has no signature is refused.
func TestBotSignature(t *testing.T) {
	inWorld(t, "bot", func(w *world) {
		p, a := w.start(), w.f.agent(w.t, fakeBotKey, "")
		a.crypt.token = "other"
		if _, ok := a.post(p.url+BotPath, botText{id: "m1", user: "zhang", text: "养老"}.json(w.f), true); ok || len(w.script.questions()) > 0 {
			w.t.Error("taken")
		}
		if _, status := a.verify(p.url + BotPath); status != 403 {
			w.t.Errorf("verified with %d", status)
		}
	})
}

// Fifty users at once, over real sockets, two processes.
func TestBotCrowd(t *testing.T) {
	w := newWorld(t, realSockets(), "bot")
	one, two, a := w.start(), w.start(), w.f.agent(t, fakeBotKey, "")
	var wait sync.WaitGroup
	all := make([]*growing, 50)
	for i := range all {
		wait.Go(func() {
			all[i] = a.say(botText{id: fmt.Sprint("m", i), user: fmt.Sprint("user", i), text: "养老"}, []string{one.url, two.url}[i%2], []string{two.url, one.url}[i%2])
		})
	}
	wait.Wait()
	for i, g := range all {
		w.f.wait("an answer", func() bool { return g.over })
		if !isAnswer(g.last()) {
			t.Errorf("%d: %s", i, g.last())
		}
	}
}
