package slack

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

const (
	// statusAfter is how long nothing is shown before the thread's status says
	// that something is being done. Most answers are there sooner.
	statusAfter = 700 * time.Millisecond
	// waitingAfter is how long nothing is shown before a message says so, where
	// there is no status.
	waitingAfter = 3 * time.Second
	// statusEvery renews the status, which Slack removes after two minutes.
	statusEvery = 90 * time.Second
	// settleFor is how long the first sentence waits for the rest: an answer that
	// is there at once is one message, and no stream.
	settleFor = 400 * time.Millisecond
	// retryEvery is how soon text is shown that Slack did not take.
	retryEvery = time.Second
)

// An inbox collects what comes of an answer until somebody has time for it.
type inbox struct {
	mu    sync.Mutex
	text  string       // of the sentences that passed
	last  *talk.Record // the terminal one, once it is there
	err   error        // why there will be none
	fresh chan struct{}
}

// put adds a record, or the error that ends them.
func (in *inbox) put(rec talk.Record, err error) {
	in.mu.Lock()
	in.text += rec.Passed()
	if rec.Ends() {
		in.last = &rec
	}
	in.err = err
	in.mu.Unlock()
	select {
	case in.fresh <- struct{}{}:
	default:
	}
}

// take returns what there is.
func (in *inbox) take() (text string, last *talk.Record, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.text, in.last, in.err
}

// follow writes the answer as its sentences pass, until its end. Reading goes on
// while a call to Slack takes its time: what came meanwhile is shown at once,
// whole sentences and all of them, never a piece of one.
func (d *delivery) follow(ctx context.Context, s *sheet) error {
	in := &inbox{fresh: make(chan struct{}, 1)}
	following, stop := context.WithCancel(ctx)
	var read sync.WaitGroup
	defer read.Wait()
	defer stop()
	read.Go(func() {
		for rec, err := range d.b.o.Runner.Events(following, d.to.Owner, d.e.AnswerID, 0) {
			in.put(rec, err)
		}
	})
	again := time.NewTimer(statusAfter)
	defer again.Stop()
	began, first := time.Now(), time.Time{} // first is when there was text
	for {
		waited := false
		select {
		case <-in.fresh:
		case <-again.C:
			waited = true
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		text, last, err := in.take()
		text = strings.TrimLeft(text, "\n ")
		if text != "" && first.IsZero() {
			first = time.Now()
		}
		early := settleFor - time.Since(first)
		switch {
		case last != nil:
			return d.finish(ctx, s, *last)
		case err != nil:
			return err
		case text != "" && s.to.Way == unwritten && early > 0:
			again.Reset(early)
		case text != "":
			s.show(ctx, text)
			again.Reset(retryEvery)
		case waited && s.wait(ctx, time.Since(began) >= waitingAfter):
			again.Reset(statusEvery)
		case waited:
			again.Reset(waitingAfter - time.Since(began))
		}
	}
}

// finish writes the whole answer, or why there is none. What was shown of an
// answer that did not come to its end is replaced: it has no sources.
func (d *delivery) finish(ctx context.Context, s *sheet, last talk.Record) error {
	data, ok := last.Answer()
	var a rag.Answer
	switch {
	case ok && json.Unmarshal(data, &a) == nil:
		return s.finish(ctx, d.b.page(ctx, a, *d.to))
	case last.Type == talk.Stopped:
		return s.finish(ctx, page{text: sayStopped})
	case last.Failure().Code == talk.Internal:
		return s.finish(ctx, page{text: sayBroken})
	}
	return s.finish(ctx, page{text: last.Failure().Message})
}
