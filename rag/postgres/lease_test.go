package postgres

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func lease(t *testing.T, s *Store, name string, length time.Duration, want bool) {
	t.Helper()
	if held, err := s.Lease(t.Context(), name, length); err != nil || held != want {
		t.Errorf("lease of %s for %v: %v, %v, want %v", name, length, held, err, want)
	}
}

func TestLease(t *testing.T) {
	there := newDatabase(t)
	one, two := resting(t, there), resting(t, there)
	lease(t, one, "seed", time.Minute, true)
	lease(t, one, "seed", time.Minute, true)
	lease(t, two, "seed", time.Minute, false)
	lease(t, two, "other", time.Minute, true)
	lease(t, two, "seed", 0, false) // not two's to give back
	lease(t, two, "seed", time.Minute, false)
	lease(t, one, "seed", 0, false)
	time.Sleep(5 * time.Millisecond)
	lease(t, two, "seed", 50*time.Millisecond, true)
	lease(t, one, "seed", time.Minute, false)
	time.Sleep(100 * time.Millisecond)
	lease(t, one, "seed", time.Minute, true)
}

// TestLeaseRace: of many who ask at once one gets it.
func TestLeaseRace(t *testing.T) {
	there := newDatabase(t)
	var wait sync.WaitGroup
	var got atomic.Int32
	for range 4 {
		s := openAt(t, there)
		wait.Go(func() {
			for range 5 {
				if held, err := s.Lease(t.Context(), "seed", time.Minute); err != nil {
					t.Error(err)
				} else if held {
					got.Add(1)
				}
			}
		})
	}
	wait.Wait()
	if got.Load() != 5 {
		t.Errorf("held %d times, want one handle's 5", got.Load())
	}
}
