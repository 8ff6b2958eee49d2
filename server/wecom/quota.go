package wecom

import (
	"context"
	"sync"
	"time"
)

// What WeCom lets through: of a bot in one chat, of an app to one person.
const (
	perMinute = 30
	perHour   = 1000
	spared    = 6 // messages of a minute that growing answers leave to finished ones
)

// A quota counts messages exactly as they went out: no window of a minute or an
// hour, wherever it begins, has more than is allowed.
type quota struct {
	mu   *sync.Mutex
	sent map[string][]time.Time // of the last hour, oldest first
}

// newQuota returns a quota of which nothing was used.
func newQuota() quota { return quota{new(sync.Mutex), map[string][]time.Time{}} }

// take counts a message to somebody, or tells how long there is no room for it.
// Some of a minute's messages may be left to others.
func (q quota) take(whom string, leave int) (wait time.Duration) {
	q.mu.Lock()
	defer q.mu.Unlock()
	now := time.Now()
	all := q.sent[whom]
	for len(all) > 0 && now.Sub(all[0]) >= time.Hour {
		all = all[1:]
	}
	wait = max(until(all, now, perMinute-leave, time.Minute), until(all, now, perHour-leave, time.Hour))
	if wait == 0 {
		all = append(all, now)
	}
	if q.sent[whom] = all; len(all) == 0 {
		delete(q.sent, whom)
	}
	return wait
}

// until tells how long it takes until fewer than most times lie within a window.
func until(all []time.Time, now time.Time, most int, window time.Duration) time.Duration {
	if len(all) < most {
		return 0
	}
	return max(0, window-now.Sub(all[len(all)-most]))
}

// await takes a message when there is room for it.
func (q quota) await(ctx context.Context, whom string) error {
	for {
		wait := q.take(whom, 0)
		if wait == 0 {
			return nil
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
	}
}

// pause waits, or returns ctx's error.
func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// enter counts a question of somebody, who may have three answered at a time.
// Each process counts for itself.
func (b *Bot) enter(owner string) (leave func(), ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.asking[owner] >= atOnce {
		return nil, false
	}
	b.asking[owner]++
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.asking[owner]--; b.asking[owner] == 0 {
			delete(b.asking, owner)
		}
	}, true
}

// atOnce is how many questions of one person are answered at a time.
const atOnce = 3
