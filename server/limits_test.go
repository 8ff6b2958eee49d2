package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag/talk"
)

// limited asks until a question is refused; it returns how many were let in
// and how long the last one shall wait.
func limited(t *testing.T, l *limits, key string) (n int, wait time.Duration) {
	t.Helper()
	for ; ; n++ {
		leave, err := l.enter(key)
		if err != nil {
			var p problem
			if !errors.As(err, &p) || p.code != talk.RateLimited {
				t.Fatalf("got %v", err)
			}
			return n, p.after
		}
		leave()
	}
}

func TestRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &limits{perMinute: 120, use: map[string]*use{}}
		for _, c := range []struct {
			key  string
			rest time.Duration
			want int
		}{
			{"anna", 0, 120}, {"anna", 0, 0}, {"ben", 0, 120}, // each its own
			{"anna", 499 * time.Millisecond, 0}, {"anna", time.Millisecond, 1},
			{"anna", 30 * time.Second, 60},
			{"anna", time.Hour, 120}, // a night's rest saves nothing up
		} {
			time.Sleep(c.rest)
			n, wait := limited(t, l, c.key)
			if n != c.want || wait <= 0 || wait > 500*time.Millisecond {
				t.Errorf("%s after %v: %d questions, then wait %v", c.key, c.rest, n, wait)
			}
		}
	})
}

func TestWaitIsEnough(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &limits{perMinute: 7, use: map[string]*use{}}
		for range 50 {
			_, wait := limited(t, l, "anna")
			time.Sleep(wait + 1) // a nanosecond for what rounding takes
			leave, err := l.enter("anna")
			if err != nil {
				t.Fatalf("after %v: %v", wait, err)
			}
			leave()
		}
	})
}

func TestAtOnce(t *testing.T) {
	l := &limits{atOnce: 2, use: map[string]*use{}}
	first, _ := l.enter("anna")
	second, err := l.enter("anna")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.enter("ben"); err != nil {
		t.Error(err)
	}
	if _, err := l.enter("anna"); err == nil {
		t.Error("a third was let in")
	}
	first()
	if _, err := l.enter("anna"); err != nil {
		t.Error(err)
	}
	second()
}

// Whoever asks at once, no more are let in than there are tokens.
func TestRateAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := &limits{perMinute: 100, atOnce: 40, use: map[string]*use{}}
		var all sync.WaitGroup
		var mu sync.Mutex
		in := 0
		for range 300 {
			all.Go(func() {
				leave, err := l.enter("anna")
				if err == nil {
					mu.Lock()
					in++
					mu.Unlock()
					leave()
				}
			})
		}
		all.Wait()
		if in > 100 || l.use["anna"].open != 0 {
			t.Errorf("%d in, %d open", in, l.use["anna"].open)
		}
	})
}

// An answer counts until it ends, whoever waits for it; a question that does
// not begin does not count.
func TestAnswersAtOnce(t *testing.T) {
	begun, gate := make(chan struct{}, 9), make(chan struct{})
	s, keys := newKeyed(t, waiting(begun, gate))
	s.limits.atOnce = 2
	anna := "Authorization: Bearer " + keys["anna"]
	ws := s.dial(t, bearerOf(keys["anna"]))
	ws.send(`{"type":"ask","question":"问"}`)
	ctx, gone := context.WithCancel(t.Context())
	r := s.request(t, call{path: "/api/ask", body: question2(1), header: anna}).WithContext(ctx)
	over := make(chan error, 1)
	go func() { _, err := http.DefaultClient.Do(r); over <- err }()
	<-begun
	<-begun
	gone()
	<-over
	s.check(t, call{name: "too many", path: "/api/ask", body: question2(1), header: anna, status: 429, want: "同时进行的提问过多"})
	s.check(t, call{name: "search counts too", path: "/api/search", body: `{"query":"问"}`, header: anna, status: 429, want: `"rate_limited"`})
	ws.send(`{"type":"ask","id":"x","question":"问"}`)
	if m := ws.next("failed"); m.ID != "x" || m.Failure.Code != talk.RateLimited {
		t.Errorf("got %+v", m)
	}
	s.check(t, call{name: "another key", path: "/api/search", body: `{"query":"问"}`, header: "Authorization: Bearer " + keys["ben"]})
	close(gate)
	ws.next("finished")
	for i := range 5 { // one after the other: each has left before its end is seen
		s.check(t, call{name: fmt.Sprint("again ", i), path: "/api/ask", body: question2(1), header: anna})
	}
	s.check(t, call{name: "unknown conversation", path: "/api/ask", header: anna, status: 404,
		body: `{"question":"问","conversation_id":"none"}`, want: "not_found"})
	if open := s.limits.use["anna"].open; open != 0 {
		t.Errorf("%d are still open", open)
	}
}

func TestRetryAfter(t *testing.T) {
	s, keys := newKeyed(t, quoting)
	s.limits.perMinute = 2
	c := call{path: "/api/ask", body: question2(1), header: "Authorization: Bearer " + keys["anna"]}
	s.check(t, c)
	s.check(t, c)
	resp, body := do(t, s.request(t, c))
	if resp.StatusCode != 429 || (resp.Header.Get("Retry-After") != "30" && resp.Header.Get("Retry-After") != "29") {
		t.Errorf("%d after %s: %s", resp.StatusCode, resp.Header.Get("Retry-After"), body)
	}
	s.check(t, call{name: "a bad request costs nothing", path: "/api/ask", body: `{}`, header: c.header, status: 400})
	s.o.Keys = nil
	for range 5 {
		s.check(t, call{name: "without keys", path: "/api/ask", body: c.body})
	}
}

// The answers of a process are limited without keys too.
func TestBusy(t *testing.T) {
	begun, gate := make(chan struct{}, 9), make(chan struct{})
	a := waiting(begun, gate)
	s := newSite(t, a)
	s.o.Runner = talk.New(talk.Options{Answerer: a, Keeper: s.store, MaxAnswers: 1, Log: s.o.Log})
	defer s.o.Runner.Close(t.Context())
	defer close(gate)
	ws := s.dial(t, nil)
	ws.send(`{"type":"ask","question":"问"}`)
	<-begun
	asked := time.Now()
	resp, body := do(t, s.request(t, call{path: "/api/ask", body: question2(1)}))
	if resp.StatusCode != 503 || resp.Header.Get("Retry-After") != "2" || time.Since(asked) < 2*time.Second {
		t.Errorf("%d after %v: %s", resp.StatusCode, time.Since(asked), body)
	}
}
