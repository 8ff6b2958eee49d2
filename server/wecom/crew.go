package wecom

import (
	"context"
	"encoding/json"
	"time"
)

// lookAfter takes over what other processes left, until ctx ends.
func (b *Bot) lookAfter(ctx context.Context, way string) {
	for {
		b.takeOver(ctx, way)
		if pause(ctx, b.pace.look) != nil {
			return
		}
	}
}

// takeOver starts jobs for errands that are overdue. Those that this process
// works on already were late, not left.
func (b *Bot) takeOver(ctx context.Context, way string) {
	all, err := b.o.Errands.Overdue(ctx, way, time.Now().Add(b.pace.lease))
	if err != nil {
		if ctx.Err() == nil {
			b.o.Log.Warn("wecom: look for what other processes left", "error", err)
		}
		return
	}
	for _, e := range all {
		var to address
		if err := json.Unmarshal(e.Address, &to); err != nil {
			b.o.Log.Error("wecom: an errand without an address", "errand", e.ID, "error", err)
			_ = b.o.Errands.Fulfil(ctx, e.ID)
			continue
		}
		b.start(ctx, e, to)
	}
}

// spawn runs do beside, with a context that ends when the Bot is closed and
// what was to be sent had its time.
func (b *Bot) spawn(ctx context.Context, do func(ctx context.Context)) (begun bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closing {
		return false // the errand is overdue, and another process's
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	b.spawned++
	n := b.spawned
	b.cancels[n] = cancel
	b.working.Go(func() {
		defer func() {
			b.mu.Lock()
			defer b.mu.Unlock()
			delete(b.cancels, n)
			cancel()
		}()
		do(ctx)
	})
	return true
}

// close waits until jobs are over, for a while.
func (b *Bot) close() {
	over := make(chan struct{})
	go func() {
		defer close(over)
		b.working.Wait()
	}()
	timer := time.NewTimer(b.pace.close)
	defer timer.Stop()
	select {
	case <-over:
	case <-timer.C:
	}
	b.mu.Lock()
	b.closing = true
	for _, cancel := range b.cancels {
		cancel()
	}
	b.mu.Unlock()
	<-over
}
