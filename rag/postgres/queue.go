package postgres

import (
	"sync"
	"time"

	"chuchu/rag/talk"
)

// An addition is what one call of Append asks for, and what comes of it.
type addition struct {
	answerID string
	records  []talk.Record
	lease    time.Time

	stop bool
	err  error
	done chan struct{} // closed when stop and err are set
}

// A queue gathers additions while others are being written.
type queue struct {
	mu      sync.Mutex
	waiting []*addition
	writing bool
}

// enter adds to the queue and reports whether nobody drains it.
func (q *queue) enter(a *addition) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.waiting = append(q.waiting, a)
	idle := !q.writing
	q.writing = true
	return idle
}

// drain writes until nothing waits.
func (q *queue) drain(write func([]*addition)) {
	for {
		q.mu.Lock()
		waiting := q.waiting
		q.waiting = nil
		q.writing = len(waiting) > 0
		q.mu.Unlock()
		if len(waiting) == 0 {
			return
		}
		write(waiting)
		for _, a := range waiting {
			close(a.done)
		}
	}
}
