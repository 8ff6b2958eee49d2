package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"chuchu/chunk/read"
	"chuchu/rag"
)

const (
	lookEvery = 2 * time.Second  // for uploads that another process took
	holdFor   = time.Minute      // an upload whose reader has died is another's after that
	holdEvery = 20 * time.Second // a reader says that it lives
	maxTries  = 2                // a file that kills its readers is given up
	emptyEach = time.Minute
)

// Options are what a Desk works with.
type Options struct {
	Keeper Keeper
	Trash  Trash
	Store  rag.Store
	Read   Reader                           // nil means rag.Add
	Reason func(err error, u Upload) string // says why a file could not be read, in the language of its sender
	Added  func()                           // called after a document was added; it must not block
	Done   func(u Upload, err error)        // called when a file was read or could not be; may be nil
	Log    *slog.Logger
}

// A Desk reads uploads.
type Desk struct {
	o    Options
	wake chan struct{}
}

// New returns a Desk. Its Work should run beside it.
func New(o Options) *Desk {
	if o.Read == nil {
		o.Read = rag.Add
	}
	if o.Added == nil {
		o.Added = func() {}
	}
	if o.Done == nil {
		o.Done = func(Upload, error) {}
	}
	return &Desk{o: o, wake: make(chan struct{}, 1)}
}

// Receive keeps an upload to be read soon.
func (d *Desk) Receive(ctx context.Context, u Upload) error {
	if err := d.o.Keeper.Receive(ctx, u); err != nil {
		return fmt.Errorf("receive %s: %w", u.Document, err)
	}
	select {
	case d.wake <- struct{}{}:
	default: // it is awake
	}
	return nil
}

// Work reads uploads one after the other, and empties the trash, until ctx
// ends. A file that is then being read is read again later.
func (d *Desk) Work(ctx context.Context) {
	look, empty := time.NewTicker(lookEvery), time.NewTicker(emptyEach)
	defer look.Stop()
	defer empty.Stop()
	for {
		for d.next(ctx) {
		}
		select {
		case <-d.wake:
		case <-look.C:
		case <-empty.C:
			d.tell(ctx, "empty the trash", d.o.Trash.Empty(ctx, time.Now().Add(-KeepDeleted)))
		case <-ctx.Done():
			return
		}
	}
}

// tell logs an error that does not come from closing.
func (d *Desk) tell(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		d.o.Log.Error(what, "error", err)
	}
}

// next reads one upload; false when there was none, or the library is out of reach.
func (d *Desk) next(ctx context.Context) bool {
	now := time.Now()
	u, ok, err := d.o.Keeper.Claim(ctx, now, now.Add(holdFor))
	d.tell(ctx, "look for uploads", err)
	if err != nil || !ok {
		return false
	}
	err = d.read(ctx, u)
	switch {
	case ctx.Err() != nil:
		return false
	case errors.Is(err, errWithdrawn):
		return true
	case err != nil && !final(err) && u.Tries < maxTries:
		d.tell(ctx, "read an upload; it is tried again", err)
		return false
	}
	if err != nil {
		u.Reason = d.o.Reason(err, u)
	}
	d.tell(ctx, "settle an upload", d.o.Keeper.Settle(ctx, u))
	d.o.Done(u, err)
	d.o.Added()
	return true
}

var (
	// ErrKilled means that reading a file ended its process, again and again.
	ErrKilled = errors.New("reading it ended the process")

	errWithdrawn = errors.New("withdrawn")
)

// final tells whether reading a file again would end the same way.
func final(err error) bool {
	for _, e := range []error{read.ErrUnsupported, read.ErrUnreadable, rag.ErrConflict, ErrKilled} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// read puts an upload into the library.
func (d *Desk) read(ctx context.Context, u Upload) error {
	if u.Tries > maxTries {
		return ErrKilled
	}
	reading, stop := context.WithCancel(ctx)
	held := make(chan struct{})
	go func() {
		defer close(held)
		d.hold(reading, u)
	}()
	_, _, err := d.add(reading, u)
	stop()
	<-held
	return err
}

// add is read while somebody holds the upload. A panic is the file's failure:
// no file may take the process with it.
func (d *Desk) add(ctx context.Context, u Upload) (doc rag.Document, changed bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			d.o.Log.Error("reading panicked", "document", u.Document, "panic", p)
			err = ErrKilled
		}
	}()
	return d.o.Read(ctx, current{d.o.Store, d.o.Keeper, u}, u.Name, rag.Ingest{Raw: u.Raw, Given: u.Given, Replace: u.Replace})
}

// hold says that the reader lives, until ctx ends.
func (d *Desk) hold(ctx context.Context, u Upload) {
	tick := time.NewTicker(holdEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			_, err := d.o.Keeper.Hold(ctx, u, time.Now().Add(holdFor))
			d.tell(ctx, "hold an upload", err)
		case <-ctx.Done():
			return
		}
	}
}

// A current store takes a document only while its upload stands: what was
// withdrawn or sent anew while it was being read is not put in.
type current struct {
	rag.Store
	keeper Keeper
	upload Upload
}

// Replace implements rag.Store.
func (c current) Replace(ctx context.Context, in rag.Ingest) (bool, error) {
	stands, err := c.keeper.Hold(ctx, c.upload, time.Now().Add(holdFor))
	if err != nil {
		return false, err
	}
	if !stands {
		return false, errWithdrawn
	}
	return c.Store.Replace(ctx, in)
}
