package talk

import (
	"context"
	"errors"
	"time"

	"chuchu/rag"
)

// The rhythm in which records and leases are kept.
const (
	leaseFor    = 15 * time.Second
	batchEvery  = 250 * time.Millisecond // records wait at most this long to be kept
	renewEvery  = 2 * time.Second        // a silent run renews its lease, and learns that it shall stop
	keepTimeout = 5 * time.Second
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

// write has records kept and the lease renewed, and reports whether it did. A
// run that another process has ended is given up, and so is one whose lease has
// lapsed.
func (r *Runner) write(l *live, owed []Record) bool {
	ctx, cancel := context.WithTimeout(context.Background(), keepTimeout)
	defer cancel()
	lease := time.Now().Add(leaseFor)
	stop, err := r.o.Keeper.Append(ctx, l.AnswerID, owed, lease)
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case err == nil:
		l.written += len(owed)
		l.lease = lease
	case errors.Is(err, rag.ErrConflict), time.Now().After(l.lease):
		l.lost = true
		l.cancel(errLost)
	}
	if err != nil {
		r.o.Log.Warn("keep records", "answer_id", l.AnswerID, "error", err)
	}
	if stop {
		l.cancel(errStopped)
	}
	return err == nil
}

// end keeps the terminal record and only then shows it, so that whoever saw
// the end of an answer finds it anywhere. It tries as long as the lease lasts.
func (r *Runner) end(l *live, last message, a Ask) {
	owed, next := l.seal()
	rec, err := last.record(l.AnswerID, next)
	for err == nil && !r.write(l, append(owed, rec)) {
		if l.lost {
			err = errLost
			break
		}
		time.Sleep(batchEvery)
	}
	if err != nil {
		rec, _ = r.broken(l, a, err).record(l.AnswerID, next)
	}
	l.finish(rec)
}
