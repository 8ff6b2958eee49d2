package rag

import "time"

// A clock takes the timings of an answer.
type clock struct {
	now     func() time.Time
	start   time.Time
	timings Timings
}

func newClock(now func() time.Time) *clock { return &clock{now: now, start: now()} }

func (c *clock) ms() int { return int(c.now().Sub(c.start).Milliseconds()) }

// noting passes events on and notes when the question was understood and when
// its passages were found.
func (c *clock) noting(yield func(Event, error) bool) func(Event) bool {
	return func(e Event) bool {
		switch e.(type) {
		case Rewritten:
			c.timings.Rewrite = c.ms()
		case Retrieved:
			c.timings.Retrieve = c.ms() - c.timings.Rewrite
		}
		return yield(e, nil)
	}
}

func (c *clock) total() Timings {
	c.timings.Total = c.ms()
	return c.timings
}

// telling passes events on and notes when the first text comes.
func (c *clock) telling(yield func(Event, error) bool) func(Event) bool {
	first := true
	return func(e Event) bool {
		if first {
			first, c.timings.FirstToken = false, c.ms()
		}
		return yield(e, nil)
	}
}
