package local

import "context"

// turn waits until fewer searches than there are processors are at work, and
// returns what ends one. More at once would be no faster, only each slower and
// all of them larger; those who wait are served in the order they came.
func (s *Store) turn(ctx context.Context) (done func(), err error) {
	select {
	case s.turns <- struct{}{}:
		return func() { <-s.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
