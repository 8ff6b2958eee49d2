package wecom

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
)

// stream delivers an answer over the long connection: as a message that grows,
// one state at a time and the newest always, and closes it with the whole
// answer; by itself where the growing message is no more.
func (j *job) stream(ctx context.Context, d *draft) error {
	e, to := j.now()
	if !to.Late {
		if done, err := j.grow(ctx, d, time.Until(e.Since.Add(j.bot.pace.stream))); done || err != nil {
			return err
		}
	}
	select {
	case <-d.done:
	case <-ctx.Done():
		return ctx.Err()
	}
	return j.sendLate(ctx, j.bot.written(ctx, d))
}

// grow shows the answer as it grows, for so long. It reports whether all of it
// is there: if not it goes out by itself.
func (j *job) grow(ctx context.Context, d *draft, life time.Duration) (done bool, err error) {
	quick, end := time.NewTimer(j.bot.pace.quick), time.NewTimer(life)
	defer quick.Stop()
	defer end.Stop()
	tick := time.NewTicker(j.bot.pace.refresh)
	defer tick.Stop()
	shown := ""
	show := func() error {
		text := tame(d.shown())
		if text == "" {
			text = sayLooking
		}
		if text == shown || j.bot.chats.take(j.to.whom(), spared) > 0 {
			return nil
		}
		shown = text
		return j.show(ctx, text, false)
	}
	for {
		err = nil
		select {
		case <-quick.C:
			err = show()
		case <-tick.C:
			err = show()
		case <-d.done:
			if err := j.finish(ctx, j.bot.written(ctx, d)); err == nil || !undeliverable(err) {
				return true, err
			}
			return false, j.late(ctx)
		case <-end.C:
			if err := j.late(ctx); err != nil {
				return false, err
			}
			if err := j.finish(ctx, joined(tame(d.shown()), sayLater)); err != nil && !undeliverable(err) {
				return false, err
			}
			return false, nil
		case <-ctx.Done():
			return false, ctx.Err()
		}
		if undeliverable(err) && !errors.Is(err, errLost) { // a state that was lost is followed by others
			return false, j.late(ctx)
		}
	}
}

// undeliverable tells whether a growing message cannot be gone on with, or that
// it is not known whether it can.
func undeliverable(err error) bool {
	return errors.Is(err, errLost) || codeOf(err) != 0 && codeOf(err) != codeBusy && !often(err)
}

// show sends one state of the growing message. WeCom is told what feedback is on
// with the first that it takes.
func (j *job) show(ctx context.Context, text string, finish bool) error {
	e, to := j.now()
	err := j.bot.line.call(ctx, cmdRespond, to.Req, state(e, text, finish, !to.Marked))
	if err == nil && !to.Marked {
		j.mu.Lock()
		j.to.Marked = true
		j.mu.Unlock()
	}
	return err
}

// finish closes the growing message. Where the connection was lost it is sent
// again: the same state twice is one.
func (j *job) finish(ctx context.Context, text string) error {
	_, to := j.now()
	return j.bot.insist(ctx, func() error {
		if err := j.bot.chats.await(ctx, to.whom()); err != nil {
			return err
		}
		return j.show(ctx, text, true)
	})
}

// Kinds of chats.
const (
	kindSingle = 1
	kindGroup  = 2
)

// sendLate sends an answer by itself, which WeCom takes for a day.
func (j *job) sendLate(ctx context.Context, text string) error {
	_, to := j.now()
	m := markdownBody{Chat: to.whom(), Kind: kindSingle, Type: "markdown", Markdown: content{text}}
	if to.Chat != "" {
		m.Kind = kindGroup
	}
	err := j.bot.insist(ctx, func() error {
		if err := j.bot.chats.await(ctx, to.whom()); err != nil {
			return err
		}
		return j.bot.line.call(ctx, cmdSend, uuid.NewString(), m)
	})
	if err == nil || ctx.Err() != nil {
		return err
	}
	return j.deliverAsApp(ctx, to, text, err)
}
