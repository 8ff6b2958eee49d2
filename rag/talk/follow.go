package talk

import (
	"context"
	"iter"
	"time"
)

// pollEvery is how often records of a run in another process are looked for.
const pollEvery = 200 * time.Millisecond

// A Hinter is a Keeper that hears when another process keeps records. Hints
// may come late, for nothing, or not at all.
type Hinter interface {
	// Hints returns what gets a value when a run may have new records, and
	// what ends that.
	Hints(answerID string) (hints <-chan struct{}, done func())
}

// Events yields the records of owner's answer after a Seq as they come, the
// terminal one last; those of an answer that is no more made come from the
// Keeper. Unknown or another's is rag.ErrNotFound.
func (r *Runner) Events(ctx context.Context, owner, answerID string, after int) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if l := r.live(owner, answerID); l != nil {
			l.follow(ctx, after, yield)
			return
		}
		p := poll{owner, answerID, after}
		if err := p.run(ctx, r.o.Keeper, yield); err != nil {
			yield(Record{}, err)
		}
	}
}

// A poll looks for records that another process makes.
type poll struct {
	owner, answerID string
	after           int
}

// run yields the records until the terminal one. All are read at first, to
// find out whether the answer has ended. A process that died may have shown
// more than it had kept: the failure that ended its run is due to everybody,
// whatever they have seen.
func (p poll) run(ctx context.Context, k Keeper, yield func(Record, error) bool) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	var hints <-chan struct{} // nil never gets any
	if h, ok := k.(Hinter); ok {
		var done func()
		hints, done = h.Hints(p.answerID)
		defer done()
	}
	for last := 0; ; {
		records, err := k.Records(ctx, p.owner, p.answerID, last)
		if err != nil {
			return err
		}
		for _, rec := range records {
			last = rec.Seq
			due := rec.Seq > p.after || rec.Type == Failed
			if due && !yield(rec, nil) || rec.Ends() {
				return nil
			}
		}
		select {
		case <-tick.C:
		case <-hints:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
