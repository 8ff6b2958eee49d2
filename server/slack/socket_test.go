package slack

import (
	"context"
	"strings"
	"testing"
	"time"
)

// Slack renews connections: the next is there before the old one is gone, and
// nothing that is said meanwhile is missed.
func TestRenewed(t *testing.T) {
	for _, reason := range []string{"refresh_requested", "warning"} {
		simulate(t, quick, func(b *bench, p *process) {
			for round := range 3 {
				b.renew(reason)
				b.until("the next connection", func() bool { now, ever := b.connected(); return now == 1 && ever == round+2 })
				b.user("U1").say("D1", "问", saying{})
				b.finished(round + 1)
			}
			pause(context.Background(), time.Minute)
			if now, ever := b.connected(); now != 1 || ever != 4 {
				t.Errorf("%d connections, %d in all", now, ever)
			}
			if log := b.log.String(); strings.Contains(log, "level=WARN") {
				t.Errorf("log:\n%s", log)
			}
		})
	}
}

// A connection that breaks, or falls silent, is replaced. What was delivered to
// it alone is delivered again.
func TestCut(t *testing.T) {
	simulate(t, quick, func(b *bench, p *process) {
		b.sockets.mu.Lock()
		b.sockets.late = true
		b.sockets.mu.Unlock()
		b.cut()
		b.user("U1").say("D1", "问", saying{})
		b.finished(1)
		pause(context.Background(), time.Hour)
		if _, ever := b.connected(); ever != 2 {
			t.Errorf("%d connections in an hour", ever)
		}
	})
}

// Where Socket Mode is switched off, or the token is not good, the bot goes on
// trying, but does not knock at Slack's door all the time; it is there again
// when that is put right. The log says what is wrong.
func TestNotConnected(t *testing.T) {
	for _, c := range []struct{ name, off, fault, told string }{
		{"switched off", "link_disabled", "", "Socket Mode off"},
		{"revoked", "", "token_revoked", "token_revoked"},
		{"wrong kind", "", "not_allowed_token_type", "not_allowed_token_type"},
		{"server error", "", "internal_error", "internal_error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			simulate(t, quick, func(b *bench, p *process) {
				if c.fault != "" {
					b.fault("apps.connections.open", "always", c.fault)
				}
				b.sockets.mu.Lock()
				b.sockets.off = c.off
				b.sockets.mu.Unlock()
				b.cut()
				pause(context.Background(), time.Hour)
				if n := len(b.methods("apps.connections.open")); n < 20 || n > 150 {
					t.Errorf("asked %d times for a connection in an hour", n)
				}
				if !strings.Contains(b.log.String(), c.told) {
					t.Errorf("log:\n%s", b.log)
				}
				b.sockets.mu.Lock()
				b.sockets.off = ""
				b.sockets.mu.Unlock()
				b.fault("apps.connections.open")
				b.until("a connection", func() bool { now, _ := b.connected(); return now == 1 })
				b.user("U1").say("D1", "问", saying{})
				b.finished(1)
			})
		})
	}
}

// What nobody can read is acknowledged and left alone: it would not get better.
func TestStrangePayloads(t *testing.T) {
	simulate(t, quick, func(b *bench, p *process) {
		for _, payload := range []string{`{}`, `[]`, `"x"`, `{"event":{"type":"pin_added","item":[]}}`, `{"event":{"type":"message","subtype":"message_changed"}}`, `{"event":7}`} {
			for _, kind := range []string{kindEvent, kindCommand, kindClick, "something_new"} {
				b.push(kind, []byte(payload))
			}
		}
		b.until("acknowledgements", b.acknowledged)
		b.user("U1").say("D1", "问", saying{})
		b.finished(1)
	})
}

// When the bot ends, what was delivered is acknowledged first.
func TestHangUp(t *testing.T) {
	simulate(t, quick, func(b *bench, p *process) {
		b.user("U1").say("D1", "问", saying{})
		p.stop()
		if !b.acknowledged() {
			t.Error("something was not acknowledged")
		}
		b.until("the connection to go", func() bool { now, _ := b.connected(); return now == 0 })
	})
}
