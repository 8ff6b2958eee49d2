package talk

import (
	"context"
	"sync/atomic"
	"time"
)

// When all places are taken, this many may wait this long for one.
const (
	maxWaiting = 64
	waitFor    = 2 * time.Second
)

// A room has a place for each answer that may be made at once.
type room struct {
	places  chan struct{}
	waiting atomic.Int32
}

// newRoom returns a room with so many places.
func newRoom(places int) *room { return &room{places: make(chan struct{}, places)} }

// enter takes a place, or returns ErrBusy.
func (r *room) enter(ctx context.Context) error {
	select {
	case r.places <- struct{}{}:
		return nil
	default:
	}
	defer r.waiting.Add(-1)
	if r.waiting.Add(1) > maxWaiting {
		return ErrBusy
	}
	timer := time.NewTimer(waitFor)
	defer timer.Stop()
	select {
	case r.places <- struct{}{}:
		return nil
	case <-timer.C:
		return ErrBusy
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the place back.
func (r *room) leave() { <-r.places }
