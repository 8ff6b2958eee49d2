package postgres

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"reflect"
	"sync"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/ragtest"
	"chuchu/rag/talk"
)

// A proxy stands between a client and a server, and can be cut.
type proxy struct {
	listener net.Listener
	to       string

	mu    sync.Mutex
	down  bool // new connections are closed at once
	stuck bool // nothing gets through any more, but nothing is closed
	conns []net.Conn
}

// startProxy returns a proxy in front of the server of a URL, and the URL
// that leads through it.
func startProxy(t *testing.T, address string) (*proxy, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &proxy{listener: l}
	through := with(t, address, func(u *url.URL, _ url.Values) {
		p.to = u.Host
		u.Host = l.Addr().String()
	})
	t.Cleanup(func() {
		l.Close()
		p.cut()
	})
	go p.serve()
	return p, through
}

func (p *proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.to)
		p.mu.Lock()
		if err != nil || p.down {
			client.Close()
			if server != nil {
				server.Close()
			}
		} else {
			p.conns = append(p.conns, client, server)
			go p.pass(client, server)
			go p.pass(server, client)
		}
		p.mu.Unlock()
	}
}

func (p *proxy) pass(from, to net.Conn) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		p.mu.Lock()
		stuck := p.stuck
		p.mu.Unlock()
		if stuck {
			io.Copy(io.Discard, from) // ends when the connection is closed
			return
		}
		if _, failed := to.Write(buffer[:n]); failed != nil || err != nil {
			from.Close()
			to.Close()
			return
		}
	}
}

// cut closes all connections; until mend, new ones too.
func (p *proxy) cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = true
	for _, c := range p.conns {
		c.Close()
	}
	p.conns = nil
}

func (p *proxy) mend() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down, p.stuck = false, false
}

func (p *proxy) stick() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.stuck = true
}

// everything is what a Store can be asked, each with the error it gives.
func everything(t *testing.T, s *Store) map[string]error {
	ctx, lease := t.Context(), time.Now().Add(time.Minute)
	errs := map[string]error{}
	_, errs["documents"] = s.Documents(ctx)
	_, errs["passages"] = s.Passages(ctx, []rag.Key{{Document: "a"}})
	_, errs["read"] = s.Read(ctx, "a")
	_, errs["replace"] = s.Replace(ctx, ragtest.Ingest("a", "甲。"))
	_, errs["match"] = s.Match(ctx, []string{"甲"}, rag.Scope{}, 1)
	_, errs["near"] = s.Near(ctx, ragtest.Vector("甲"), rag.Scope{}, 1)
	_, errs["pending"] = s.Pending(ctx, 1)
	_, errs["note"] = s.Note(ctx, "k")
	errs["set note"] = s.SetNote(ctx, "k", "v")
	_, errs["lease"] = s.Lease(ctx, "k", time.Second)
	_, errs["records"] = s.Records(ctx, "local", "run", 0)
	_, errs["append"] = s.Append(ctx, "run", nil, lease)
	_, errs["lapsed"] = s.Lapsed(ctx, time.Time{}, time.Time{})
	_, errs["outdated"] = s.Outdated(ctx, 1)
	return errs
}

// TestOutage cuts a store off and lets it back.
func TestOutage(t *testing.T) {
	p, through := startProxy(t, newDatabase(t))
	s := openAt(t, through)
	if err := s.Begin(t.Context(), talk.Run{AnswerID: "run", ConversationID: "c", Owner: "local"}, time.Now()); err != nil {
		t.Fatal(err)
	}
	for round := range 2 {
		if _, err := s.Replace(t.Context(), ragtest.Ingest("a", "甲。")); err != nil {
			t.Fatal(err)
		}
		p.cut()
		for what, err := range everything(t, s) {
			if !errors.Is(err, ErrUnavailable) || !errors.Is(err, talk.ErrBusy) {
				t.Errorf("round %d, %s: %v", round, what, err)
			}
		}
		p.mend()
		for what, err := range everything(t, s) {
			if err != nil {
				t.Errorf("round %d, %s after the outage: %v", round, what, err)
			}
		}
		// Restarted meanwhile: the pool holds connections that are dead already.
		p.cut()
		p.mend()
		if _, err := s.Documents(t.Context()); err != nil {
			t.Errorf("a query on a dead connection: %v", err)
		}
	}
}

// TestSilence: a server that does not answer at all must not hold anybody
// longer than a statement may take.
func TestSilence(t *testing.T) {
	p, through := startProxy(t, newDatabase(t))
	s := openAt(t, with(t, through, func(_ *url.URL, q url.Values) { q.Set("statement_timeout", "200") }))
	s.stop() // upkeep would wait too
	if err := s.SetNote(t.Context(), "k", "v"); err != nil {
		t.Fatal(err)
	}
	p.stick()
	started := time.Now()
	_, err := s.Note(t.Context(), "k")
	if took := time.Since(started); !errors.Is(err, ErrUnavailable) || took > 30*time.Second {
		t.Errorf("%v after %v", err, took)
	}
	p.cut()
	p.mend()
	if _, err := s.Note(t.Context(), "k"); err != nil {
		t.Errorf("after the silence: %v", err)
	}
}

// TestStatementTimeout: a statement that takes too long ends by itself.
func TestStatementTimeout(t *testing.T) {
	there := newDatabase(t)
	s := openAt(t, with(t, there, func(_ *url.URL, q url.Values) { q.Set("statement_timeout", "200") }))
	blocker := openAt(t, there)
	tx, err := blocker.pool.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.Exec(t.Context(), `LOCK TABLE note`); err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	if _, err := s.Note(t.Context(), "k"); !errors.Is(err, ErrUnavailable) || time.Since(started) > 10*time.Second {
		t.Errorf("%v after %v", err, time.Since(started))
	}
	if err := tx.Rollback(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Note(t.Context(), "k"); err != nil {
		t.Error(err)
	}
}

// TestTerminated ends all connections at random moments of an ingest, as a
// server does that is killed: what was confirmed is there, nothing by halves.
func TestTerminated(t *testing.T) {
	there := newDatabase(t)
	s, watcher := openAt(t, there), openAt(t, there)
	done := make(chan struct{})
	var killer sync.WaitGroup
	killer.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Duration(rand.IntN(100)) * time.Millisecond):
				execAt(t, there, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
			}
		}
	})
	outages := 0
	for n := range 60 {
		in := ragtest.Version(fmt.Sprintf("d%d %d", n%4, n))
		for {
			_, err := s.Replace(t.Context(), in)
			if err == nil {
				break
			}
			if outages++; !errors.Is(err, ErrUnavailable) {
				t.Fatal(err)
			}
		}
		for {
			err := rag.EmbedBacklog(t.Context(), s, ragtest.Embedder{}, nil)
			if err == nil {
				break
			}
			if outages++; !errors.Is(err, ErrUnavailable) {
				t.Fatal(err)
			}
		}
	}
	close(done)
	killer.Wait()
	t.Logf("%d outages", outages)
	for d := range 4 {
		want := ragtest.Version(fmt.Sprintf("d%d %d", d, 56+d))
		w, err := watcher.Read(t.Context(), fmt.Sprint("d", d))
		if err != nil || !reflect.DeepEqual(w.Plan, want.Plan) || w.State != ready {
			t.Errorf("d%d: %d of %d chunks embedded, the last version: %v, %v", d, w.Embedded, w.Chunks, reflect.DeepEqual(w.Plan, want.Plan), err)
		}
	}
	expectSound(t, watcher)
}
