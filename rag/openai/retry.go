package openai

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"
)

// A patience says how often a call is tried and how long is waited in between.
type patience struct {
	tries   int
	first   time.Duration // doubled each time
	longest time.Duration // an endpoint that asks for more is given up
}

// Somebody waits for an answer; nobody for a library that is being embedded.
var (
	asking   = patience{tries: 4, first: 500 * time.Millisecond, longest: 20 * time.Second}
	stocking = patience{tries: 7, first: time.Second, longest: 90 * time.Second}
)

// try calls until it succeeds, or fails in a way that waiting does not mend.
// A Failure is final.
func (p patience) try(ctx context.Context, call func() error) error {
	for n := 1; ; n++ {
		err := call()
		wait, again := p.pause(err, n)
		if !again || ctx.Err() != nil {
			return err
		}
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// pause is how long to wait after the n-th try ended with err.
func (p patience) pause(err error, n int) (time.Duration, bool) {
	var f *Failure
	var r *refusal
	if err == nil || errors.As(err, &f) || !errors.As(err, &r) || !r.passes() || n >= p.tries {
		return 0, false
	}
	if r.retryAfter > 0 {
		return r.retryAfter, r.retryAfter <= p.longest
	}
	wait := min(p.first<<(n-1), p.longest)
	return wait/2 + rand.N(wait/2+1), true
}
