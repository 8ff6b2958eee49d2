package talk

import (
	"context"
	"errors"
	"time"
)

const (
	sweepEvery = 5 * time.Second
	// keepEvents is how long after its end all records of an answer stay.
	keepEvents = 10 * time.Minute
	// expireEvery is how often old conversations are looked for.
	expireEvery = time.Hour
)

// Sweep ends the answers whose process is gone, and forgets old records and old
// conversations, until ctx ends. Every process runs it.
func (r *Runner) Sweep(ctx context.Context) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	expired := time.Time{}
	for {
		err := r.sweep(ctx)
		if now := time.Now(); r.o.KeepFor > 0 && now.Sub(expired) >= expireEvery {
			expired = now
			err = errors.Join(err, r.o.Archive.Expire(ctx, now.Add(-r.o.KeepFor)))
		}
		if err != nil && ctx.Err() == nil {
			r.o.Log.Warn("sweep answers", "error", err)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// sweep ends what has lapsed by now.
func (r *Runner) sweep(ctx context.Context) error {
	now := time.Now()
	lapsed, err := r.o.Keeper.Lapsed(ctx, now, now.Add(-keepEvents))
	if err != nil {
		return err
	}
	for _, run := range lapsed {
		if r.making(run.AnswerID) {
			continue // late, not gone
		}
		if err := r.bury(ctx, run); err != nil {
			r.o.Log.Warn("end lapsed answer", "answer_id", run.AnswerID, "error", err)
		}
	}
	return nil
}

// making reports whether this process is making an answer.
func (r *Runner) making(answerID string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.runs[answerID] != nil
}

// bury writes the failure of a run that nobody makes any more. Another process
// may be faster: then the Keeper refuses the number, and that is well.
func (r *Runner) bury(ctx context.Context, run Run) error {
	next := 1
	if run.Last != nil {
		next = run.Last.Seq + 1
	}
	f := Failure{Code: Internal, Message: sayBroken}
	rec, err := message{Type: Failed, Error: &f}.record(run.AnswerID, next)
	if err != nil {
		return err
	}
	_, err = r.o.Keeper.Append(ctx, run.AnswerID, []Record{rec}, time.Now())
	return err
}
