package server

import (
	"fmt"
	"net/netip"
	"testing"
	"time"
)

// tries counts what an address may try until it has to wait.
func tries(t *testing.T, s *strangers, address string, now time.Time) (n int) {
	t.Helper()
	for ; ; n++ {
		if _, wait := s.try(from(t, address, "/"), now); wait > 0 {
			return n
		}
	}
}

func TestStrangers(t *testing.T) {
	s, now := newStrangers(20), time.Now()
	for _, c := range []struct {
		address string
		after   time.Duration
		want    int
	}{
		{"203.0.113.7", 0, 20}, {"203.0.113.7", 0, 0}, {"203.0.113.8", 0, 20}, {"[::ffff:203.0.113.8]", 0, 0},
		{"203.0.113.7", 3 * time.Second, 1}, {"203.0.113.7", time.Hour, 20},
		{"[2001:db8::1]", 0, 20}, {"[2001:db8::2]", 0, 0}, {"[2001:db8:0:1::1]", 0, 20},
	} {
		now = now.Add(c.after)
		if got := tries(t, s, c.address, now); got != c.want {
			t.Errorf("%s after %v: %d tries, want %d", c.address, c.after, got, c.want)
		}
	}
}

// Who takes a try back has it again.
func TestStrangerTurnsOutKnown(t *testing.T) {
	s, now := newStrangers(2), time.Now()
	for i := range 10 {
		takeBack, wait := s.try(from(t, "203.0.113.7", "/"), now)
		if wait > 0 {
			t.Fatalf("try %d waits %v", i, wait)
		}
		takeBack()
	}
}

// However many addresses come, so many are remembered: those that came last.
func TestStrangersAreForgotten(t *testing.T) {
	s, now := newStrangers(1), time.Now()
	for i := range 3 * maxStrangers {
		s.try(from(t, fmt.Sprintf("10.0.%d.%d", i/256, i%256), "/"), now)
		s.try(from(t, "203.0.113.7", "/"), now)
	}
	if len(s.known) != maxStrangers || s.order.Len() != maxStrangers {
		t.Errorf("%d known, %d in order", len(s.known), s.order.Len())
	}
	if _, wait := s.try(from(t, "203.0.113.7", "/"), now); wait == 0 {
		t.Error("who comes again and again was forgotten")
	}
	if _, wait := s.try(from(t, "10.0.0.1", "/"), now); wait > 0 {
		t.Error("the first was remembered")
	}
}

func TestAddressOf(t *testing.T) {
	r := from(t, "203.0.113.7", "/")
	r.Header.Set("X-Forwarded-For", "1.2.3.4")
	if got := addressOf(r).String(); got != "203.0.113.7/32" {
		t.Errorf("got %s", got)
	}
	r.RemoteAddr = "@"
	if got := addressOf(r); got != (netip.Prefix{}) {
		t.Errorf("got %s", got)
	}
}
