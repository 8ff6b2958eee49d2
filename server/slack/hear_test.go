package slack

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag"
)

// A notebook is an answerer that writes down what it was asked.
type notebook struct {
	mu    sync.Mutex
	asked []rag.Question
}

func (n *notebook) answer(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool) {
	n.mu.Lock()
	n.asked = append(n.asked, q)
	n.mu.Unlock()
	quick(ctx, q, yield)
}

// last is the latest question, with those of its history.
func (n *notebook) last() (all []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	q := n.asked[len(n.asked)-1]
	for _, turn := range q.History {
		all = append(all, turn.Question)
	}
	return append(all, q.Text)
}

func (n *notebook) count() int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return len(n.asked)
}

// What is for the bot is answered, once; what is not is left alone.
func TestAddressed(t *testing.T) {
	for _, c := range []struct {
		name, channel, text string
		s                   saying
		answered            bool
	}{
		{"a direct message", "D1", "问", saying{}, true},
		{"a mention", "C1", "<@U0BOT> 问", saying{}, true},
		{"a mention of a named bot", "C1", "<@U0BOT|chuchu> 问", saying{}, true},
		{"a mention in the middle", "C1", "请 <@U0BOT> 答：问", saying{}, true},
		{"a broadcast reply", "C1", "<@U0BOT> 问", saying{subtype: "thread_broadcast"}, true},
		{"no mention", "C1", "问", saying{}, false},
		{"somebody else", "C1", "<@U9> 问", saying{}, false},
		{"a bot's mention", "C1", "<@U0BOT> 问", saying{bot: "B9"}, false},
		{"a bot's direct message", "D1", "问", saying{bot: "B1"}, false},
		{"somebody joins", "C1", "<@U0BOT> has joined the channel", saying{subtype: "channel_join"}, false},
		{"another thread", "C1", "问", saying{thread: "1.000001", root: "U9"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := &notebook{}
			simulate(t, n.answer, func(b *bench, p *process) {
				b.user("U1").say(c.channel, c.text, c.s)
				b.until("acknowledgements", b.acknowledged)
				pause(context.Background(), time.Minute)
				if got := n.count() == 1; got != c.answered || n.count() > 1 {
					t.Errorf("asked %d times", n.count())
				}
				if c.answered && (strings.Contains(n.last()[0], "U0BOT") || !strings.Contains(n.last()[0], "问")) {
					t.Errorf("asked %q", n.last())
				}
			})
		})
	}
}

// The bot itself is nobody to answer.
func TestNotItself(t *testing.T) {
	n := &notebook{}
	simulate(t, n.answer, func(b *bench, p *process) {
		b.user(me).say("D1", "问", saying{})
		b.user("USLACKBOT").say("D1", "问", saying{})
		pause(context.Background(), time.Minute)
		if n.count() != 0 {
			t.Errorf("asked %d times", n.count())
		}
	})
}

// A message is answered once, however often it is delivered and to whom.
func TestOnlyOnce(t *testing.T) {
	n := &notebook{}
	simulate(t, n.answer, func(b *bench, p *process) {
		b.start("two", n.answer)
		b.start("three", n.answer)
		b.until("three connections", func() bool { now, _ := b.connected(); return now == 3 })
		u := b.user("U1")
		ts := u.say("C1", "<@U0BOT> 问", saying{}) // as a mention and as a message
		b.finished(1)
		m := u.event("Ev1", u.message("C1", ts, "<@U0BOT> 问", saying{}))
		for range 6 {
			b.push(kindEvent, m)
		}
		b.until("acknowledgements", b.acknowledged)
		pause(context.Background(), time.Hour)
		if n.count() != 1 || len(b.all()) != 1 {
			t.Errorf("asked %d times, %d messages", n.count(), len(b.all()))
		}
		if owed := b.store.owed(); len(owed) > 0 {
			t.Errorf("owed %v", owed)
		}
	})
}

// In a thread the bot takes part in, questions need no mention, whoever asks,
// and what was said before is known.
func TestThread(t *testing.T) {
	n := &notebook{}
	simulate(t, n.answer, func(b *bench, p *process) {
		one, two := b.user("U1"), b.user("U2")
		root := one.say("C1", "<@U0BOT> 一", saying{})
		b.finished(1)
		one.say("C1", "二", saying{thread: root, root: "U1"})
		b.finished(2)
		two.say("C1", "三", saying{thread: root, root: "U1"})
		b.finished(3)
		if got := n.last(); !slices.Equal(got, []string{"一", "二", "三"}) {
			t.Errorf("known: %q", got)
		}
		two.say("C1", "<@U1> 你看呢", saying{thread: root, root: "U1"}) // is not for the bot
		one.say("C1", "清空", saying{thread: root, root: "U1"})
		b.text(sayCleared)
		one.say("C1", "谢谢大家", saying{thread: root, root: "U1"}) // the bot has left
		b.until("acknowledgements", b.acknowledged)
		one.say("C1", "<@U0BOT> 四", saying{thread: root, root: "U1"})
		b.finished(4)
		if got := n.last(); !slices.Equal(got, []string{"四"}) || n.count() != 4 {
			t.Errorf("known after clearing: %q, %d questions", got, n.count())
		}
		for _, m := range b.all() {
			if m.Thread != root {
				t.Errorf("answered in thread %q, not %q", m.Thread, root)
			}
		}
	})
}

// A direct channel is one conversation until it is cleared; a thread in it goes
// on from where it began.
func TestDirect(t *testing.T) {
	n := &notebook{}
	simulate(t, n.answer, func(b *bench, p *process) {
		u := b.user("U1")
		first := u.say("D1", "一", saying{})
		b.finished(1)
		u.say("D1", "二", saying{})
		b.finished(2)
		if got := n.last(); !slices.Equal(got, []string{"一", "二"}) {
			t.Errorf("known: %q", got)
		}
		u.say("D1", "/reset", saying{})
		b.text(sayCleared)
		u.say("D1", "三", saying{})
		b.finished(3)
		if got := n.last(); !slices.Equal(got, []string{"三"}) {
			t.Errorf("known after clearing: %q", got)
		}
		u.say("D1", "四", saying{thread: first, root: "U1"})
		b.finished(4)
		if got := n.last(); !slices.Equal(got, []string{"一", "二", "四"}) {
			t.Errorf("known in the thread: %q", got)
		}
	})
}

// In a thread that somebody else began each asker has a conversation: one does
// not end the other's.
func TestElsewhereInThread(t *testing.T) {
	n := &notebook{}
	simulate(t, n.answer, func(b *bench, p *process) {
		root := b.user("U3").say("C1", "大家看看", saying{})
		in := saying{thread: root, root: "U3"}
		for i, c := range []struct {
			user, text string
			known      []string
		}{
			{"U1", "<@U0BOT> 一", []string{"一"}}, {"U2", "二", []string{"二"}}, {"U1", "三", []string{"一", "三"}}, {"U2", "四", []string{"二", "四"}},
		} {
			b.user(c.user).say("C1", c.text, in)
			b.finished(i + 1)
			if got := n.last(); !slices.Equal(got, c.known) {
				t.Errorf("%s knows %q", c.user, got)
			}
		}
	})
}

// What is no question gets a word.
func TestWishes(t *testing.T) {
	for _, c := range []struct {
		text  string
		files int
		said  string
	}{
		{"帮助", 0, sayHelp}, {"", 0, sayHelp}, {"Help", 0, "问题和资料不离开本系统。" + sayCareful}, {"?", 0, sayHelp},
		{"这份文件讲什么", 1, sayFiles}, {strings.Repeat("长", maxQuestion+1), 0, sayLong}, {"清空。", 0, sayCleared},
	} {
		n := &notebook{}
		simulate(t, n.answer, func(b *bench, p *process) {
			b.user("U1").say("D1", c.text, saying{files: c.files})
			b.text(c.said)
			b.user("U1").say("C1", "<@U0BOT> "+c.text, saying{files: c.files})
			b.until("two messages", func() bool { return len(b.said()) == 2 })
			if n.count() != 0 || !strings.Contains(b.all()[1].Text, c.said) {
				t.Errorf("%q: asked %d times, said %q", c.text, n.count(), b.all()[1].Text)
			}
		})
	}
}

// A question that is edited while it is answered is answered anew; what was
// written for the old wording is taken away, in whatever process it was.
func TestEdited(t *testing.T) {
	for _, other := range []bool{false, true} {
		n := &notebook{}
		answers := script(func(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool) {
			if q.Text == "旧" {
				slow(2*time.Second, time.Minute)(ctx, q, yield)
				return
			}
			n.answer(ctx, q, yield)
		})
		simulate(t, answers, func(b *bench, p *process) {
			u := b.user("U1")
			ts := u.say("C1", "<@U0BOT> 旧", saying{})
			old := b.text("健全")
			if other { // the edit is heard of in another process
				b.start("two", answers)
				b.until("another connection", func() bool { now, _ := b.connected(); return now == 2 })
				for _, plug := range b.sockets.open[:1] {
					plug.gone = true
				}
			}
			u.edit("C1", ts, "<@U0BOT> 旧", "<@U0BOT> 新", saying{})
			b.until("the old answer to go", func() bool { return old.Deleted })
			m := b.finished(1)
			if len(m) != 1 || looks(m[0]) != strings.Replace(golden, sayCareful+"\n---\n", "", 1) || !slices.Equal(n.last(), []string{"新"}) {
				t.Errorf("other process %v: asked %q, %d messages", other, n.last(), len(m))
			}
			u.edit("C1", ts, "<@U0BOT> 新", "<@U0BOT> 新", saying{}) // a preview was added
			pause(context.Background(), 20*time.Minute)
			u.edit("C1", ts, "<@U0BOT> 新", "<@U0BOT> 迟", saying{}) // too late
			pause(context.Background(), time.Minute)
			if n.count() != 1 || len(b.store.owed()) > 0 {
				t.Errorf("other process %v: asked %d times, owed %v", other, n.count(), b.store.owed())
			}
		})
	}
}

// A question that is deleted while it is answered is answered no more.
func TestDeleted(t *testing.T) {
	stopped := make(chan error, 1)
	answers := script(func(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool) {
		slow(2*time.Second, time.Hour)(ctx, q, yield)
		stopped <- ctx.Err()
	})
	simulate(t, answers, func(b *bench, p *process) {
		u := b.user("U1")
		ts := u.say("C1", "<@U0BOT> 问", saying{})
		m := b.text("健全")
		u.remove("C1", ts, "<@U0BOT> 问", saying{})
		b.until("the answer to go", func() bool { return m.Deleted })
		if err := <-stopped; !errors.Is(err, context.Canceled) {
			t.Errorf("the answer ended with %v", err)
		}
		synctest.Wait()
		if owed := b.store.owed(); len(owed) > 0 {
			t.Errorf("owed %v", owed)
		}
	})
}

// A question that is deleted before anything is shown leaves no status behind.
func TestDeletedEarly(t *testing.T) {
	simulate(t, slow(time.Minute, time.Minute), func(b *bench, p *process) {
		u := b.user("U1")
		ts := u.say("C1", "<@U0BOT> 问", saying{})
		b.until("a status", func() bool { return len(b.status) == 1 })
		u.remove("C1", ts, "<@U0BOT> 问", saying{})
		b.until("no status", func() bool { return len(b.status) == 2 })
		pause(context.Background(), time.Hour)
		if b.status[1] != "" || len(b.all()) != 0 {
			t.Errorf("status %q, %d messages", b.status, len(b.all()))
		}
	})
}

// A deletion that is heard of before its question prevents the answer; others
// are nobody's business and leave no trace.
func TestDeletedFirst(t *testing.T) {
	n := &notebook{}
	simulate(t, n.answer, func(b *bench, p *process) {
		u := b.user("U1")
		u.remove("C1", "5.000001", "<@U0BOT> 问", saying{})
		b.until("acknowledgements", b.acknowledged)
		b.push(kindEvent, u.event("", u.message("C1", "5.000001", "<@U0BOT> 问", saying{})))
		u.remove("C1", "5.000002", "别的事", saying{})
		pause(context.Background(), time.Minute)
		if n.count() != 0 || b.store.undertook != 1 {
			t.Errorf("asked %d times, %d errands", n.count(), b.store.undertook)
		}
	})
}

// What Slack puts into texts is taken out of questions.
func TestQuestion(t *testing.T) {
	for text, want := range map[string]string{
		"<@U0BOT> 养老":                                     "养老",
		"养老 <@U0BOT|chuchu>":                              "养老",
		"<@U0BOT> 见 <#C1|规划> 和 <#C2>":                     "见 规划 和",
		"<https://a.cn|甲文> 与 <http://b.cn/x?y=1&amp;z=2>": "甲文 与 http://b.cn/x?y=1&z=2",
		"<!here> 3 &lt; 5 &amp; 6 &gt; 2":                 "3 < 5 & 6 > 2",
		"半个 <尖":                                           "半个 <尖",
		"":                                                "",
	} {
		if got := question(text, me); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}
