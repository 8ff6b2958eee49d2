package wecom

import "context"

// A turn is had by one at a time. Who waits for it stops waiting when their
// context ends, as with a mutex they could not.
type turn chan struct{}

func newTurn() turn { return make(turn, 1) }

// take waits for the turn.
func (t turn) take(ctx context.Context) error {
	select {
	case t <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the turn on.
func (t turn) leave() { <-t }
