package wecom

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// A draft is what may be shown of an answer: sentences that were checked, and
// in the end the whole of it.
type draft struct {
	mu     sync.Mutex
	text   string
	done   chan struct{} // closed when answer or said is there
	answer *rag.Answer
	said   string // in place of an answer
}

// shown is the text so far.
func (d *draft) shown() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text
}

// take adds a record to the draft, and reports whether it was the last.
func (d *draft) take(rec talk.Record) (over bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.text = strings.TrimLeft(d.text+rec.Passed(), " \n")
	if !rec.Ends() {
		return false
	}
	d.said = failed(rec)
	if data, ok := rec.Answer(); ok {
		d.answer = &rag.Answer{}
		if err := json.Unmarshal(data, d.answer); err != nil {
			d.answer, d.said = nil, sayBroken
		}
	}
	return true
}

// follow makes a draft of an errand's answer as it comes, in whatever process
// it is made.
func (j *job) follow(ctx context.Context) *draft {
	e, to := j.now()
	d := &draft{done: make(chan struct{}), said: to.Said}
	if to.Said != "" {
		close(d.done)
		return d
	}
	j.bot.working.Go(func() {
		after := 0
		for ctx.Err() == nil {
			for rec, err := range j.bot.o.Runner.Events(ctx, e.Owner, e.AnswerID, after) {
				if errors.Is(err, rag.ErrNotFound) { // its conversation was deleted
					d.said = sayStopped
					close(d.done)
					return
				}
				if err != nil {
					break
				}
				if after = rec.Seq; d.take(rec) {
					close(d.done)
					return
				}
			}
			_ = pause(ctx, j.bot.pace.again) // the library could not be read
		}
	})
	return d
}

// snapshot is an answer as any process can read it now; over tells whether
// nothing will be added.
func (b *Bot) snapshot(ctx context.Context, e talk.Errand, to address) (d *draft, over bool, err error) {
	d = &draft{said: to.Said}
	if to.Said != "" || e.AnswerID == "" {
		return d, to.Said != "", nil
	}
	records, err := b.o.Keeper.Records(ctx, e.Owner, e.AnswerID, 0)
	if errors.Is(err, rag.ErrNotFound) {
		d.said = sayStopped
		return d, true, nil
	}
	for _, rec := range records {
		over = d.take(rec)
	}
	return d, over, err
}
