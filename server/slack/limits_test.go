package slack

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Slack's own limits, by method, calls a minute.
func slackBudgets() map[string]int {
	return map[string]int{"chat.startStream": 20, "chat.stopStream": 20, "chat.update": 50, "chat.appendStream": 100, "chat.postMessage": 60}
}

// Fifty people ask at once, of a model that streams, within Slack's limits. Who
// is told to wait waits as long as told (the workspace sees to it), and everybody
// gets the whole answer.
func TestCrowd(t *testing.T) {
	for name, answers := range map[string]script{"at once": quick, "streaming": slow(2*time.Second, 20*time.Second)} {
		t.Run(name, func(t *testing.T) {
			simulate(t, answers, func(b *bench, p *process) {
				b.budget(slackBudgets())
				began := time.Now()
				for i := range 50 {
					b.user(fmt.Sprintf("U%d", 100+i)).say("C1", "<@U0BOT> 养老目标是什么", saying{})
				}
				for i, m := range b.finished(50) {
					if got := looks(m); got != golden {
						t.Errorf("answer %d, %v:\n%s", i, m.Ways, got)
					}
				}
				if took := time.Since(began); took > 5*time.Minute {
					t.Errorf("took %v", took)
				}
				synctest.Wait()
				if owed := b.store.owed(); len(owed) > 0 {
					t.Errorf("owed %v", owed)
				}
			})
		})
	}
}

// A method that is limited is not called before its time, and its answers come
// nevertheless.
func TestLimited(t *testing.T) {
	for _, method := range []string{"chat.startStream", "chat.appendStream", "chat.stopStream", "chat.update", "chat.postMessage", "assistant.threads.setStatus", "auth.test", "apps.connections.open"} {
		t.Run(method, func(t *testing.T) {
			simulate(t, slow(2*time.Second, 7*time.Minute), func(b *bench, p *process) {
				b.budget(map[string]int{method: 1})
				u := b.user("U1")
				for range 3 {
					u.say("C1", "<@U0BOT> 养老目标是什么", saying{})
				}
				for _, m := range b.finished(3) {
					if got := looks(m); got != golden {
						t.Errorf("%v:\n%s", m.Ways, got)
					}
				}
			})
		})
	}
}

// An error of Slack's, a refusal without a reason, a connection that breaks: the
// answer comes nevertheless, whole and once.
func TestFaults(t *testing.T) {
	for _, method := range []string{"chat.startStream", "chat.appendStream", "chat.stopStream", "chat.postMessage", "chat.update", "assistant.threads.setStatus"} {
		for _, fault := range []string{"500", "cut", "internal_error", "service_unavailable", "no_error", "ratelimited"} {
			t.Run(method+"/"+fault, func(t *testing.T) {
				simulate(t, slow(2*time.Second, 6*time.Minute), func(b *bench, p *process) {
					b.fault(method, fault)
					if method == "chat.postMessage" {
						b.fault("chat.startStream", "unknown_method")
					}
					b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
					m := b.finished(1)
					if got := looks(m[0]); got != golden || len(m) != 1 {
						t.Errorf("%v, %d messages:\n%s", m[0].Ways, len(m), got)
					}
				})
			})
		}
	}
}

// A message that somebody deleted, or that may not be edited any more, is posted anew.
func TestMessageGone(t *testing.T) {
	for _, code := range []string{"message_not_found", "edit_window_closed", "cant_update_message"} {
		simulate(t, slow(2*time.Second, 6*time.Minute), func(b *bench, p *process) {
			b.fault("chat.update", code, code)
			b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
			m := b.finished(1)
			if got := looks(m[len(m)-1]); got != golden {
				t.Errorf("%s: %v:\n%s", code, m[len(m)-1].Ways, got)
			}
		})
	}
}

// A server that knows none of our blocks gets the answer as text, with its
// sources and the link to all of it.
func TestOlderServer(t *testing.T) {
	simulate(t, slow(2*time.Second, 6*time.Minute), func(b *bench, p *process) {
		b.fault("chat.startStream", "always", "unknown_method")
		b.fault("chat.postMessage", "invalid_blocks")
		b.fault("chat.update", "msg_too_long", "invalid_blocks")
		b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
		m := b.text("出处：")
		for _, want := range []string{"新增床位300张[2]。", "[2] 《甲区十四五规划》", "※ 所引规划期", "<https://chuchu.example/a/"} {
			if !strings.Contains(m.Text, want) {
				t.Errorf("no %s in %s", want, m.Text)
			}
		}
	})
}

// Where a channel does not take the answer, its asker gets it directly.
func TestShutOut(t *testing.T) {
	for _, code := range []string{"not_in_channel", "is_archived", "restricted_action_thread_locked"} {
		simulate(t, quick, func(b *bench, p *process) {
			b.fault("chat.postMessage", code)
			b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
			if m := b.finished(1)[0]; m.Channel != "U1" || looks(m) != golden {
				t.Errorf("%s: in %s:\n%s", code, m.Channel, looks(m))
			}
			synctest.Wait()
			if owed := b.store.owed(); len(owed) > 0 {
				t.Errorf("owed %v", owed)
			}
		})
	}
}

// A token that is not good any more keeps no answer from being owed: once Slack
// takes it again, the answer comes. The log tells what to do, and not the token.
func TestExpiredToken(t *testing.T) {
	for _, code := range []string{"token_expired", "invalid_auth", "token_revoked", "account_inactive"} {
		simulate(t, quick, func(b *bench, p *process) {
			b.fault("chat.postMessage", slices.Repeat([]string{code}, 5)...)
			b.user("U1").say("C1", "<@U0BOT> 养老目标是什么", saying{})
			if got := looks(b.finished(1)[0]); got != golden {
				t.Errorf("%s:\n%s", code, got)
			}
			if log := b.log.String(); !strings.Contains(log, code) {
				t.Errorf("the log does not tell of %s:\n%s", code, log)
			}
		})
	}
}
