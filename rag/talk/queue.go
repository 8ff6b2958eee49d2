package talk

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// An Addition is what one call of Keeper.Append asks for, and what comes of it.
type Addition struct {
	AnswerID string
	Records  []Record
	Lease    time.Time

	Stop bool  // set by the writer: somebody asked the run to stop
	Err  error // set by the writer: why nothing was added

	done chan struct{} // closed when Stop and Err are set
}

// A Queue gathers what many answers append at once, so that a Keeper writes it
// in one transaction: that costs more than the records. The zero Queue is empty.
type Queue struct {
	mu      sync.Mutex
	waiting []*Addition
	writing bool
}

// Append has write add records, together with those of others, and waits for
// what comes of it. Only one write runs at a time, free of ctx's end; write
// sets Stop and Err of each addition. When ctx ends first the records may be
// kept yet: the same records again do no harm.
func (q *Queue) Append(ctx context.Context, a *Addition, write func(context.Context, []*Addition)) (stop bool, err error) {
	a.done = make(chan struct{})
	if q.enter(a) {
		go q.drain(func(all []*Addition) { write(context.WithoutCancel(ctx), all) })
	}
	select {
	case <-a.done:
		err = a.Err
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err != nil {
		return false, fmt.Errorf("append to %s: %w", a.AnswerID, err)
	}
	return a.Stop, nil
}

// enter adds to the queue and reports whether nobody drains it.
func (q *Queue) enter(a *Addition) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, a)
	idle := !q.writing
	q.writing = true
	return idle
}

// drain writes until nothing waits.
func (q *Queue) drain(write func([]*Addition)) {
	for {
		q.mu.Lock()
		all := q.waiting
		q.waiting = nil
		q.writing = len(all) > 0
		q.mu.Unlock()
		if len(all) == 0 {
			return
		}
		write(all)
		for _, a := range all {
			close(a.done)
		}
	}
}
