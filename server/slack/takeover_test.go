package slack

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag"
)

// A process that dies in the middle of an answer is not met with silence: another
// one, or the same after its start, ends the message.
func TestKilled(t *testing.T) {
	simulate(t, slow(2*time.Second, time.Hour), func(b *bench, p *process) {
		b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
		m := b.text("健全养老服务体系")
		synctest.Wait()
		p.kill()
		began := time.Now()
		next := b.start("two", quick)
		b.until("the end", func() bool { return m.Text == sayBroken })
		if took := time.Since(began); took > time.Minute+leaseFor {
			t.Errorf("after %v", took)
		}
		synctest.Wait()
		if len(b.all()) != 1 || len(b.store.owed()) > 0 {
			t.Errorf("%d messages, owed %v", len(b.all()), b.store.owed())
		}
		b.user("U1").say("C1", "再问", saying{thread: m.Thread, root: "U1"})
		b.finished(1)
		next.stop()
	})
}

// An answer that was made, but not delivered, is delivered by whoever comes.
func TestKilledBeforeDelivery(t *testing.T) {
	simulate(t, slow(2*time.Second, 3*time.Second), func(b *bench, p *process) {
		b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
		m := b.text("健全养老服务体系")
		b.fault("chat.appendStream", "always", "500")
		b.fault("chat.stopStream", "always", "500")
		pause(context.Background(), 10*time.Second)
		p.kill()
		b.fault("chat.stopStream")
		b.start("two", quick)
		b.finished(1)
		if got := looks(m); got != golden {
			t.Errorf("%v:\n%s", m.Ways, got)
		}
	})
}

// A question that was heard, but not yet asked, is asked by whoever comes.
func TestKilledBeforeAsking(t *testing.T) {
	simulate(t, quick, func(b *bench, p *process) {
		p.kill()
		to := address{Team: team, Channel: "D1", Thread: "7.000001", User: "U1", UserTeam: team, Direct: true, Question: "养老目标是什么"}
		b.roots["D17.000001"] = true
		d := desk{b.store, "gone", p.desk.dead}
		p.desk.dead.Store(false)
		e := errandOf("slack:T0001/D1/7.000001", to)
		if mine, err := d.Undertake(context.Background(), e, time.Now().Add(leaseFor)); err != nil || !mine {
			t.Fatal(mine, err)
		}
		p.desk.dead.Store(true)
		b.start("two", quick)
		if got := looks(b.finished(1)[0]); got != golden {
			t.Errorf("got:\n%s", got)
		}
	})
}

// A question that nobody could ask for hours is not asked any more.
func TestStale(t *testing.T) {
	simulate(t, quick, func(b *bench, p *process) {
		to := address{Team: team, Channel: "D1", Thread: "7.000001", User: "U1", UserTeam: team, Direct: true, Question: "养老目标是什么"}
		b.roots["D17.000001"] = true
		e := errandOf("slack:T0001/D1/7.000001", to)
		e.Since = time.Now().Add(-2 * staleAfter)
		if mine, err := p.desk.Undertake(context.Background(), e, time.Now()); err != nil || !mine {
			t.Fatal(mine, err)
		}
		b.text(sayBroken)
		synctest.Wait()
		if len(b.store.owners()) != 0 || len(b.store.owed()) != 0 {
			t.Errorf("asked %q, owed %v", b.store.owners(), b.store.owed())
		}
	})
}

// A process that is told to end lets its answers finish; those that take too
// long end with a word.
func TestStopped(t *testing.T) {
	simulate(t, slow(2*time.Second, time.Hour), func(b *bench, p *process) {
		b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
		m := b.text("健全养老服务体系")
		p.stop()
		if !strings.Contains(m.Text, "服务正在重启") || len(b.store.owed()) > 0 {
			t.Errorf("left %q, owed %v", m.Text, b.store.owed())
		}
	})
}

// A process that was asleep finds its errand with another one, and leaves the
// message alone.
func TestTakenOver(t *testing.T) {
	simulate(t, slow(2*time.Second, 2*time.Minute), func(b *bench, p *process) {
		b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
		m := b.text("健全养老服务体系")
		b.store.mu.Lock()
		for _, k := range b.store.errands {
			k.holder, k.lease = "two", time.Now().Add(time.Hour)
		}
		b.store.mu.Unlock()
		b.store.breaks(errors.New("the database is away"))
		pause(context.Background(), leaseFor+carryEvery)
		b.store.breaks(nil)
		pause(context.Background(), 2*carryEvery)
		if !strings.Contains(b.log.String(), "another process delivers") || m.Deleted {
			t.Errorf("deleted %v; log:\n%s", m.Deleted, b.log)
		}
	})
}

// What cannot be kept is not acknowledged, so that Slack delivers it again.
func TestStoreDown(t *testing.T) {
	simulate(t, quick, func(b *bench, p *process) {
		b.sockets.late = true
		b.store.breaks(errors.New("the database is away"))
		b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
		pause(context.Background(), time.Second)
		b.store.breaks(nil)
		if got := looks(b.finished(1)[0]); got != golden {
			t.Errorf("got:\n%s", got)
		}
	})
}

// An answer whose errand cannot be settled at once is not delivered twice.
func TestSettledLate(t *testing.T) {
	simulate(t, slow(time.Second, 10*time.Second), func(b *bench, p *process) {
		b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
		b.text("健全养老服务体系")
		synctest.Wait()
		b.store.breaks(errors.New("the database is away"))
		b.finished(1)
		pause(context.Background(), 10*time.Minute)
		b.store.breaks(nil)
		pause(context.Background(), 10*time.Minute)
		if n := len(b.methods("chat.")); n != 3 || len(b.store.owed()) > 0 {
			t.Errorf("calls %v, owed %v", b.methods("chat."), b.store.owed())
		}
	})
}

// A conversation that was deleted is begun anew.
func TestConversationGone(t *testing.T) {
	var asked []rag.Question
	answers := script(func(ctx context.Context, q rag.Question, yield func(rag.Event, error) bool) {
		asked = append(asked, q)
		quick(ctx, q, yield)
	})
	simulate(t, answers, func(b *bench, p *process) {
		u := b.user("U1")
		u.say("D1", "一", saying{})
		b.finished(1)
		b.store.mu.Lock()
		b.store.runs = slices.Clone(b.store.runs[:0])
		b.store.mu.Unlock()
		u.say("D1", "二", saying{})
		b.finished(2)
		if len(asked) != 2 || len(asked[1].History) != 0 {
			t.Errorf("asked %+v", asked)
		}
	})
}
