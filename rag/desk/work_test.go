package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/chunk/read"
	"chuchu/rag"
)

// A drawer keeps uploads in memory.
type drawer struct {
	mu      sync.Mutex
	uploads []Upload
	until   map[string]time.Time // by ticket
	fail    error
	emptied int
}

func (d *drawer) Receive(_ context.Context, u Upload) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	u.State = Received
	d.uploads = append(slices.DeleteFunc(d.uploads, func(o Upload) bool { return o.Document == u.Document }), u)
	return d.fail
}

func (d *drawer) Claim(_ context.Context, now, until time.Time) (Upload, bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, u := range d.uploads {
		if u.State != Failed && !d.until[u.Ticket].After(now) {
			d.uploads[i].State, d.uploads[i].Tries = Reading, u.Tries+1
			d.until[u.Ticket] = until
			return d.uploads[i], true, d.fail
		}
	}
	return Upload{}, false, d.fail
}

// at returns where an upload is, -1 for nowhere.
func (d *drawer) at(u Upload) int {
	return slices.IndexFunc(d.uploads, func(o Upload) bool { return o.Ticket == u.Ticket })
}

func (d *drawer) Hold(_ context.Context, u Upload, until time.Time) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.until[u.Ticket] = until
	return d.at(u) >= 0, d.fail
}

func (d *drawer) Settle(_ context.Context, u Upload) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch i := d.at(u); {
	case i < 0:
	case u.Reason == "":
		d.uploads = slices.Delete(d.uploads, i, i+1)
	default:
		d.uploads[i].State, d.uploads[i].Reason = Failed, u.Reason
	}
	return d.fail
}

func (d *drawer) Uploads(context.Context) ([]Upload, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.uploads), d.fail
}

func (d *drawer) Withdraw(_ context.Context, id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.uploads = slices.DeleteFunc(d.uploads, func(o Upload) bool { return o.Document == id })
	return nil
}

// The drawer's trash.
func (d *drawer) Discard(context.Context, string, time.Time) error { return nil }
func (d *drawer) Restore(context.Context, string, time.Time) error { return nil }
func (d *drawer) Empty(context.Context, time.Time) error           { d.emptied++; return nil }

// A shelf notes which documents were put in.
type shelf struct {
	rag.Store
	put []string
}

func (s *shelf) Replace(_ context.Context, in rag.Ingest) (bool, error) {
	s.put = append(s.put, in.Given.ID)
	return true, nil
}

// A trial is a desk whose files are read by a function.
type trial struct {
	*Desk
	drawer *drawer
	shelf  *shelf
	added  int
	done   []string
	stop   func()
}

// begin sets a desk to work within a bubble of synctest.
func begin(t *testing.T, how func(ctx context.Context, name string) error) *trial {
	r := &trial{drawer: &drawer{until: map[string]time.Time{}}, shelf: &shelf{}}
	r.Desk = New(Options{
		Keeper: r.drawer, Trash: r.drawer, Store: r.shelf, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
		Reason: func(err error, u Upload) string { return "坏：" + err.Error() },
		Added:  func() { r.added++ },
		Done:   func(u Upload, err error) { r.done = append(r.done, fmt.Sprint(u.Document, " ", err)) },
		Read: func(ctx context.Context, s rag.Store, name string, in rag.Ingest) (rag.Document, bool, error) {
			if err := how(ctx, name); err != nil {
				return rag.Document{}, false, err
			}
			in.Given.ID = name
			changed, err := s.Replace(ctx, in)
			return rag.Document{}, changed, err
		},
	})
	ctx, stop := context.WithCancel(t.Context())
	r.stop = func() { stop(); synctest.Wait() }
	go r.Work(ctx)
	return r
}

// send has a file received.
func (r *trial) send(t *testing.T, id, ticket string) {
	if err := r.Receive(t.Context(), Upload{Document: id, Ticket: ticket, Name: id}); err != nil {
		t.Error(err)
	}
}

func fine(context.Context, string) error { return nil }

func TestFilesAreRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := begin(t, fine)
		for i := range 3 {
			r.send(t, fmt.Sprint("d", i), fmt.Sprint("t", i))
		}
		synctest.Wait()
		if !slices.Equal(r.shelf.put, []string{"d0", "d1", "d2"}) || len(r.drawer.uploads) != 0 || r.added != 3 || len(r.done) != 3 {
			t.Errorf("put %v, left %v, told %d times, done %v", r.shelf.put, r.drawer.uploads, r.added, r.done)
		}
		time.Sleep(emptyEach + time.Second)
		if r.stop(); r.drawer.emptied != 1 {
			t.Errorf("emptied %d times", r.drawer.emptied)
		}
	})
}

// A file of another process is found by looking.
func TestOthersFilesAreRead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := begin(t, fine)
		synctest.Wait()
		_ = r.drawer.Receive(t.Context(), Upload{Document: "a", Ticket: "t", Name: "a"})
		time.Sleep(lookEvery + time.Millisecond)
		synctest.Wait()
		if r.stop(); len(r.shelf.put) != 1 {
			t.Errorf("put %v", r.shelf.put)
		}
	})
}

// What is wrong with a file is said at once; what is wrong with us, after some tries.
func TestFilesFail(t *testing.T) {
	for _, c := range []struct {
		err   error
		tries int
	}{{read.ErrUnreadable, 1}, {read.ErrUnsupported, 1}, {rag.ErrConflict, 1}, {errors.New("disk full"), maxTries}} {
		synctest.Test(t, func(t *testing.T) {
			tries := 0
			r := begin(t, func(context.Context, string) error { tries++; return fmt.Errorf("why: %w", c.err) })
			r.send(t, "a", "t")
			time.Sleep(maxTries * 2 * holdFor)
			r.stop()
			u := r.drawer.uploads[0]
			if tries != c.tries || u.State != Failed || u.Reason != "坏：why: "+c.err.Error() {
				t.Errorf("%d tries, %+v", tries, u)
			}
		})
	}
}

func TestFilesThatKill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := begin(t, func(context.Context, string) error { panic("oh") })
		r.send(t, "a", "t")
		synctest.Wait()
		if u := r.drawer.uploads[0]; u.State != Failed || u.Reason != "坏："+ErrKilled.Error() {
			t.Errorf("panic: %+v", u)
		}
		_ = r.drawer.Receive(t.Context(), Upload{Document: "b", Ticket: "u", Name: "b", Tries: maxTries})
		time.Sleep(lookEvery + time.Millisecond)
		synctest.Wait()
		if r.stop(); r.drawer.uploads[1].State != Failed {
			t.Errorf("process after process: %+v", r.drawer.uploads[1])
		}
	})
}

// A long reading stays one process's; what was withdrawn meanwhile is not put in.
func TestHolding(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := begin(t, func(context.Context, string) error { time.Sleep(10 * holdFor); return nil })
		r.send(t, "a", "t")
		time.Sleep(3 * holdFor)
		if u, ok, _ := r.drawer.Claim(t.Context(), time.Now(), time.Now().Add(holdFor)); ok {
			t.Errorf("claimed %+v", u)
		}
		_ = r.drawer.Withdraw(t.Context(), "a")
		time.Sleep(8 * holdFor)
		if r.stop(); len(r.shelf.put) != 0 || len(r.done) != 0 {
			t.Errorf("put %v, done %v", r.shelf.put, r.done)
		}
	})
}

// A file that is being read when the process ends is another's.
func TestClosing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := begin(t, func(ctx context.Context, _ string) error { <-ctx.Done(); return ctx.Err() })
		r.send(t, "a", "t")
		synctest.Wait()
		r.stop()
		if u := r.drawer.uploads[0]; u.State != Reading || len(r.done) != 0 {
			t.Errorf("got %+v, %v", u, r.done)
		}
	})
}

func TestKeeperFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := begin(t, fine)
		synctest.Wait()
		r.drawer.fail = errors.New("disk full")
		if err := r.Receive(t.Context(), Upload{Document: "a", Ticket: "t", Name: "a"}); !errors.Is(err, r.drawer.fail) {
			t.Errorf("got %v", err)
		}
		time.Sleep(holdFor)
		r.drawer.fail = nil
		time.Sleep(2 * holdFor)
		if r.stop(); len(r.shelf.put) != 1 {
			t.Errorf("put %v", r.shelf.put)
		}
	})
}
