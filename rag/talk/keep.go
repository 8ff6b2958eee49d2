package talk

import (
	"context"
	"errors"
	"slices"
	"time"

	"chuchu/rag"
)

// The rhythm in which records and leases are kept.
const (
	leaseFor    = 15 * time.Second
	batchEvery  = 250 * time.Millisecond // records wait at most this long to be kept
	renewEvery  = 2 * time.Second        // a silent run renews its lease, and learns that it shall stop
	keepTimeout = 10 * time.Second
	// keepTrying is how long after its lease a run goes on whose Keeper is slow.
	// Another process may end it meanwhile; that is for the Keeper to tell.
	keepTrying = time.Minute
)

// keep writes l's records in batches until quit, and renews its lease.
func (r *Runner) keep(l *live, quit <-chan struct{}) {
	tick := time.NewTicker(batchEvery)
	defer tick.Stop()
	for {
		select {
		case <-quit:
			return
		case <-tick.C:
		}
		if owed, renew := l.owes(); len(owed) > 0 || renew {
			r.write(l, owed)
		}
	}
}

// owes returns the records that the Keeper lacks, and whether the lease wants renewing.
func (l *live) owes() (owed []Record, renew bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.records[l.written:], time.Until(l.lease) < leaseFor-renewEvery
}

// write has records kept and the lease renewed, and reports whether it did.
// What fails is tried again by whoever calls next. A run that another process
// has ended is given up, and so is one whose Keeper fails when its lease has
// lapsed, or is slow for too long.
func (r *Runner) write(l *live, owed []Record) bool {
	ctx, cancel := context.WithTimeout(context.Background(), keepTimeout)
	defer cancel()
	lease, patience := time.Now().Add(leaseFor), time.Duration(0)
	stop, err := r.o.Keeper.Append(ctx, l.AnswerID, owed, lease)
	if ctx.Err() != nil {
		patience = keepTrying
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err == nil:
		l.written += len(owed)
		l.lease = lease
	case errors.Is(err, rag.ErrNotFound):
		l.lose(errRemoved)
	case errors.Is(err, rag.ErrConflict), time.Since(l.lease) > patience:
		l.lose(errLost)
	}
	if err != nil {
		r.o.Log.Warn("keep records", "answer_id", l.AnswerID, "error", err)
	}
	if stop {
		l.cancel(errStopped)
	}
	return err == nil
}

// lose gives a run up.
func (l *live) lose(why error) {
	l.lost = why
	l.cancel(why)
}

// end keeps the terminal record and only then shows it, so that whoever saw
// the end of an answer finds it anywhere. It tries until the run is given up.
func (r *Runner) end(l *live, last message, a Ask) {
	owed, next := l.seal()
	rec, err := last.record(l.AnswerID, next)
	owed = append(slices.Clip(owed), rec) // a Keeper may still read what timed out
	for err == nil && !r.write(l, owed) {
		if err = l.lost; err != nil {
			break
		}
		time.Sleep(batchEvery)
	}
	if err != nil {
		rec, _ = r.broken(l, a, err).record(l.AnswerID, next)
	}
	l.finish(rec)
}
