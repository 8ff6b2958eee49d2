package local

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"modernc.org/sqlite" // the driver, and its errors
	lib "modernc.org/sqlite/lib"

	"chuchu/rag/talk"
)

// Memory is the path of a library that lives no longer than its Store.
const Memory = ":memory:"

// busy is how long a writer waits for another process's transaction.
const busy = 10 * time.Second

// readers is how many connections read at once; each has a cache of some
// megabytes, and opening one takes as long as many queries.
const readers = 8

// A Store is a library in one SQLite file. It is safe for concurrent use.
type Store struct {
	name      string                  // tells this handle's leases and errands from others'
	write     *sql.DB                 // one connection, its transactions are immediate
	read      *sql.DB                 // the same as write for Memory
	index     *index                  // what Match and Near search
	loading   chan struct{}           // holds a token while somebody brings index up to date
	turns     chan struct{}           // holds a token for each search at work
	listing   atomic.Pointer[listing] // what Documents told last
	additions talk.Queue              // what Append writes
	stop      context.CancelFunc
	grown     chan struct{} // tells tend that the index has grown
	tended    chan struct{} // closed when tend is over
}

// Open opens the library in the file at path, which is made when missing,
// folders included, for the user alone to read. It fails when the file is something else, cannot be
// written, or was made by a newer version of this program.
//
// The index loads in the background; a query waits for it.
func Open(ctx context.Context, path string) (*Store, error) {
	s := &Store{name: rand.Text(), index: newIndex(), loading: make(chan struct{}, 1), turns: make(chan struct{}, cores()), grown: make(chan struct{}, 1), tended: make(chan struct{})}
	if err := s.connect(ctx, path); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, explain(err)), s.disconnect())
	}
	ctx, s.stop = context.WithCancel(context.WithoutCancel(ctx))
	go s.tend(ctx)
	return s, nil
}

// connect opens the connections and brings the schema up to date. It leaves to
// disconnect what it opened, also when it fails.
func (s *Store) connect(ctx context.Context, path string) (err error) {
	if path == Memory {
		s.write, err = sql.Open("sqlite", dsn(Memory, nil))
		s.read = s.write
	} else {
		if path, err = reachable(path); err != nil {
			return err
		}
		begin(path)
		s.write, err = sql.Open("sqlite", dsn(path, nil))
		if err == nil {
			s.read, err = sql.Open("sqlite", dsn(path, url.Values{"_query_only": {"1"}}))
		}
	}
	if err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if s.read != s.write {
		s.read.SetMaxOpenConns(readers)
		s.read.SetMaxIdleConns(readers)
	}
	err = patiently(ctx, func() error { return migrate(ctx, s.write) })
	if err == nil && path != Memory {
		shut(path)
	}
	return err
}

// patiently tries again while another process that opens the same new file is
// in the way: SQLite does not wait for the change to write-ahead mode by itself.
func patiently(ctx context.Context, do func() error) error {
	for deadline := time.Now().Add(busy); ; {
		err := do()
		var e *sqlite.Error
		if !errors.As(err, &e) || e.Code()&0xff != lib.SQLITE_BUSY || time.Now().After(deadline) {
			return err
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// reachable returns path as an absolute one whose folder exists.
func reachable(path string) (string, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(abs); err == nil && info.IsDir() {
		return "", errors.New("is a folder")
	}
	return abs, os.MkdirAll(filepath.Dir(abs), 0o700)
}

// dsn names a file and how every connection to it behaves. In write-ahead mode
// synchronous=NORMAL survives the death of the process; only the power failing
// may take the last transactions with it, whole.
func dsn(path string, q url.Values) string {
	if q == nil {
		q = url.Values{}
	}
	q.Set("_busy_timeout", fmt.Sprint(busy.Milliseconds()))
	q.Set("_foreign_keys", "1")
	q.Set("_synchronous", "NORMAL")
	q.Set("_txlock", "immediate")
	if path == Memory {
		return Memory + "?" + q.Encode()
	}
	u := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: q.Encode()}
	return u.String()
}

// explain says in plain words what SQLite says in its own.
func explain(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case lib.SQLITE_NOTADB:
		return fmt.Errorf("not a database: %w", err)
	case lib.SQLITE_READONLY:
		return fmt.Errorf("cannot be written: %w", err)
	case lib.SQLITE_CANTOPEN:
		return fmt.Errorf("cannot be opened: %w", err)
	case lib.SQLITE_BUSY:
		return fmt.Errorf("another process holds it: %w", err)
	}
	return err
}

// Close gives back what this handle holds and lets the file go.
func (s *Store) Close() error {
	s.stop()
	<-s.tended
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	s.release(ctx)
	return s.disconnect()
}

// disconnect closes what connect opened.
func (s *Store) disconnect() error {
	var errs []error
	if s.read != nil && s.read != s.write {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	return errors.Join(errs...)
}
