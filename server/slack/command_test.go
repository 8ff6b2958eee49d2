package slack

import (
	"slices"
	"strings"
	"testing"
)

// A command is answered in the channel, in a thread of its own that goes on
// like any other.
func TestCommand(t *testing.T) {
	n := &notebook{}
	simulate(t, n.answer, func(b *bench, p *process) {
		u := b.user("U1")
		u.command("C1", "养老目标是什么")
		m := b.finished(1)
		if got := looks(m[1]); got != golden || m[1].Thread != m[0].TS || len(m) != 2 {
			t.Errorf("%d messages, thread %q of %q:\n%s", len(m), m[1].Thread, m[0].TS, got)
		}
		if got := looks(m[0]); got != "\n---\n<@U1> 提问：   养老目标是什么" {
			t.Errorf("the thread begins with %q", got)
		}
		u.say("C1", "那么床位呢", saying{thread: m[0].TS, root: me})
		b.finished(2)
		if got := n.last(); !slices.Equal(got, []string{"养老目标是什么", "那么床位呢"}) {
			t.Errorf("known: %q", got)
		}
		u.command("D1", "直接问")
		b.finished(3)
	})
}

// Where the bot is no member, whoever gave the command sees the answer alone,
// with its sources; where even that is over, they get a direct message.
func TestCommandAlone(t *testing.T) {
	simulate(t, quick, func(b *bench, p *process) {
		u := b.user("U1")
		u.command("C9", "养老目标是什么")
		b.until("the whisper", func() bool { return len(b.whispers) == 1 })
		got := looks(&posted{Text: b.whispers[0].Text, Below: b.whispers[0].Blocks})
		if got != golden || len(b.all()) != 0 {
			t.Errorf("%d messages, whispered:\n%s", len(b.all()), got)
		}
		b.fault("hook", "404")
		u.command("C9", "养老目标是什么")
		if m := b.finished(1)[0]; m.Channel != "U1" || looks(m) != strings.Replace(golden, sayCareful+"\n---\n", "", 1) {
			t.Errorf("in %s:\n%s", m.Channel, looks(m))
		}
	})
}

// A command without a question is answered to whoever gave it, alone.
func TestCommandHelp(t *testing.T) {
	simulate(t, quick, func(b *bench, p *process) {
		for i, c := range []struct{ text, said string }{{"", sayHelp}, {"help", sayHelp}, {strings.Repeat("长", maxQuestion+1), sayLong}} {
			b.user("U1").command("C1", c.text)
			b.until("the whisper", func() bool { return len(b.whispers) == i+1 })
			if got := b.whispers[i].Text; !strings.HasPrefix(got, c.said) {
				t.Errorf("%q: %q", c.text, got)
			}
		}
		if len(b.all()) != 0 {
			t.Errorf("%d messages", len(b.all()))
		}
	})
}

// Who asked may say what an answer was worth, and say otherwise later.
func TestFeedback(t *testing.T) {
	simulate(t, quick, func(b *bench, p *process) {
		u := b.user("U1")
		u.say("C1", "<@U0BOT> 养老目标是什么", saying{})
		m := b.finished(1)[0]
		for i, c := range []struct{ user, verdict, said, kept string }{
			{"U2", "down", sayNotYou, ""},
			{"U1", "up", sayThanks, "slack:T0001/U1 up"},
			{"U1", "down", sayThanks, "slack:T0001/U1 down"},
		} {
			b.user(c.user).click(m.Below, c.verdict)
			b.until("a word", func() bool { return len(b.whispers) == i+1 })
			if got := strings.Join(b.store.verdict(), ""); got != c.kept || b.whispers[i].Text != c.said {
				t.Errorf("%s %s: said %q, kept %q", c.user, c.verdict, b.whispers[i].Text, got)
			}
		}
		b.store.mu.Lock()
		b.store.runs = nil
		b.store.mu.Unlock()
		u.click(m.Below, "up")
		b.until("a word", func() bool { return len(b.whispers) == 4 })
		if got := b.whispers[3].Text; got != sayTooLate {
			t.Errorf("of an answer that is gone: %q", got)
		}
	})
}
