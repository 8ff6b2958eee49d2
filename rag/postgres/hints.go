package postgres

import (
	"context"
	"strings"
	"sync"
	"time"

	"chuchu/rag/talk"
)

// Hints name runs that have new records, one a line.
const (
	everybody = ""   // hints at all runs
	hintMost  = 7999 // bytes in a hint
)

const (
	listenAgain  = time.Second // how long a broken connection is left alone before the next
	hintPatience = time.Second // who appends records waits no longer for the hint at them
)

// hints are who waits for records of runs that other processes make.
type hints struct {
	wanted chan struct{} // closed when the first one waits

	mu      sync.Mutex
	waiting map[string][]chan struct{} // by the run
}

// Hints implements talk.Hinter.
func (s *Store) Hints(answerID string) (<-chan struct{}, func()) {
	return s.hints.wait(answerID)
}

// wait adds one who waits.
func (h *hints) wait(answerID string) (<-chan struct{}, func()) {
	one := make(chan struct{}, 1)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.waiting == nil {
		h.waiting = map[string][]chan struct{}{}
		close(h.wanted)
	}
	h.waiting[answerID] = append(h.waiting[answerID], one)
	return one, func() { h.leave(answerID, one) }
}

// leave takes one who waits away.
func (h *hints) leave(answerID string, one chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	var left []chan struct{}
	for _, other := range h.waiting[answerID] {
		if other != one {
			left = append(left, other)
		}
	}
	if h.waiting[answerID] = left; len(left) == 0 {
		delete(h.waiting, answerID)
	}
}

// wake wakes those whom a hint concerns.
func (h *hints) wake(hint string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if hint == everybody {
		for _, all := range h.waiting {
			wakeAll(all)
		}
		return
	}
	for id := range strings.SplitSeq(hint, "\n") {
		wakeAll(h.waiting[id])
	}
}

// wakeAll wakes those who are not awake already.
func wakeAll(all []chan struct{}) {
	for _, one := range all {
		select {
		case one <- struct{}{}:
		default:
		}
	}
}

// listen passes hints on, from when the first one waits until ctx ends. Where it
// cannot, those who wait find out by looking.
func (s *Store) listen(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-s.hints.wanted:
	}
	for ctx.Err() == nil {
		_ = s.hear(ctx, s.hints.wake)
		select {
		case <-ctx.Done():
		case <-time.After(listenAgain):
		}
	}
}

// hintAt hints at the runs that got records.
func (s *Store) hintAt(ctx context.Context, added []*talk.Addition) {
	var ids []string
	for _, a := range added {
		if a.Err == nil && len(a.Records) > 0 {
			ids = append(ids, a.AnswerID)
		}
	}
	if len(ids) == 0 {
		return
	}
	hint := strings.Join(ids, "\n")
	if len(hint) > hintMost {
		hint = everybody
	}
	ctx, cancel := context.WithTimeout(ctx, hintPatience)
	defer cancel()
	s.tell(ctx, hint)
}
