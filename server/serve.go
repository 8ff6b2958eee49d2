package server

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// A pace says how long things may take.
type pace struct {
	read    time.Duration // a body that is not a file
	upload  time.Duration // a body of files, and their way back
	write   time.Duration // one message to a client that reads
	ping    time.Duration // between signs of life to a client
	silence time.Duration // of a websocket client, until it is taken for gone
	grace   time.Duration // for answers to finish when the server closes
}

var usual = pace{
	read: 30 * time.Second, upload: 10 * time.Minute, write: 10 * time.Second,
	ping: 15 * time.Second, silence: 50 * time.Second, grace: time.Minute,
}

// Serve answers on a listener until ctx ends. Then it takes no more questions,
// lets answers finish for at most a minute, and says goodbye to its sockets.
// With keys SIGHUP does not end the process: the keys are read again.
func (s *Server) Serve(ctx context.Context, ln net.Listener) error {
	hs := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
		ErrorLog:          slog.NewLogLogger(s.o.Log.Handler(), slog.LevelWarn),
	}
	sweeping, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	go s.o.Runner.Sweep(sweeping)
	defer s.read(ctx)()
	if s.o.Keys != nil {
		go s.o.Keys.reloadOnHangUp(sweeping)
	}
	failed := make(chan error, 1)
	go func() { failed <- hs.Serve(ln) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
		return s.shutDown(context.WithoutCancel(ctx), hs)
	}
}

// read reads uploads until ctx ends, or until stop is called, which waits for
// the file that is being read.
func (s *Server) read(ctx context.Context) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var reading sync.WaitGroup
	reading.Go(func() { s.desk.Work(ctx) })
	return func() {
		cancel()
		reading.Wait()
	}
}

// shutDown closes the listener at once, and connections when their answers are over.
func (s *Server) shutDown(ctx context.Context, hs *http.Server) error {
	grace, cancel := context.WithTimeout(ctx, s.pace.grace)
	defer cancel()
	down := make(chan error, 1)
	go func() { down <- hs.Shutdown(ctx) }()
	err := s.o.Runner.Close(grace)
	s.sockets.close()
	if e := within(down, s.pace.write); e != nil {
		err = errors.Join(err, e, hs.Close())
	}
	return err
}

// within waits for a result, but not for ever.
func within(result <-chan error, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case err := <-result:
		return err
	case <-timer.C:
		return errors.New("connections were still open")
	}
}

// A hall counts the sockets that are open, until it closes.
type hall struct {
	mu      sync.Mutex
	closed  bool
	here    int           // sockets
	closing chan struct{} // closed when sockets shall go
	open    sync.WaitGroup
}

// newHall returns a hall that is open and empty.
func newHall() *hall { return &hall{closing: make(chan struct{})} }

// enter reports false when the hall is closed.
func (h *hall) enter() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.closed {
		h.open.Add(1)
		h.here++
	}
	return !h.closed
}

// leave is called by whoever entered.
func (h *hall) leave() {
	h.mu.Lock()
	h.here--
	h.mu.Unlock()
	h.open.Done()
}

// count tells how many are in.
func (h *hall) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.here
}

// close has all sockets go, and waits until they are gone.
func (h *hall) close() {
	h.mu.Lock()
	if !h.closed {
		h.closed = true
		close(h.closing)
	}
	h.mu.Unlock()
	h.open.Wait()
}
