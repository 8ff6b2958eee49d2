// Package talktest has a Keeper in memory and answers from a script, for tests.
package talktest

import (
	"context"
	"errors"
	"iter"
	"slices"
	"sync"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// A Keeper keeps runs in memory. The zero Keeper is empty.
type Keeper struct {
	mu   sync.Mutex
	runs []*run
	fail error
}

type run struct {
	talk.Run
	records []talk.Record
	lease   time.Time
	stop    bool
}

// Fail makes every call return err until it is called with nil.
func (k *Keeper) Fail(err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.fail = err
}

func (k *Keeper) find(owner, answerID string) (*run, error) {
	if k.fail != nil {
		return nil, k.fail
	}
	for _, r := range k.runs {
		if r.AnswerID == answerID && (owner == "" || r.Owner == owner) {
			return r, nil
		}
	}
	return nil, rag.ErrNotFound
}

// Begin implements talk.Keeper.
func (k *Keeper) Begin(_ context.Context, r talk.Run, lease time.Time) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, other := range k.runs {
		if other.ConversationID == r.ConversationID && other.Owner != r.Owner {
			return rag.ErrNotFound
		}
	}
	if k.fail == nil {
		k.runs = append(k.runs, &run{Run: r, lease: lease})
	}
	return k.fail
}

// Append implements talk.Keeper. A Seq that is not the next is refused.
func (k *Keeper) Append(_ context.Context, answerID string, records []talk.Record, lease time.Time) (bool, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r, err := k.find("", answerID)
	if err != nil {
		return false, err
	}
	for i, rec := range records {
		if rec.Seq != len(r.records)+i+1 || r.ended() {
			return false, errors.New("seq is taken")
		}
	}
	r.records = append(r.records, records...)
	r.lease = lease
	return r.stop, nil
}

func (r *run) ended() bool { return len(r.records) > 0 && r.records[len(r.records)-1].Ends() }

// Records implements talk.Keeper.
func (k *Keeper) Records(_ context.Context, owner, answerID string, after int) ([]talk.Record, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	r, err := k.find(owner, answerID)
	if err != nil {
		return nil, err
	}
	return slices.Clone(r.records[min(after, len(r.records)):]), nil
}

// Runs implements talk.Keeper.
func (k *Keeper) Runs(_ context.Context, owner, conversationID string) ([]talk.Run, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	var runs []talk.Run
	for _, r := range k.runs {
		if r.ConversationID != conversationID || r.Owner != owner {
			continue
		}
		seen := r.Run
		if n := len(r.records); n > 0 {
			seen.Last = &r.records[n-1]
		}
		runs = append(runs, seen)
	}
	if len(runs) == 0 {
		return nil, rag.ErrNotFound
	}
	return runs, k.fail
}

// Stop implements talk.Keeper.
func (k *Keeper) Stop(_ context.Context, owner, answerID string) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	r, err := k.find(owner, answerID)
	if err != nil {
		return err
	}
	r.stop = true
	return nil
}

// Lapsed implements talk.Keeper, but forgets nothing.
func (k *Keeper) Lapsed(_ context.Context, now, _ time.Time) ([]talk.Run, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	var runs []talk.Run
	for _, r := range k.runs {
		if r.ended() || !r.lease.Before(now) {
			continue
		}
		seen := r.Run
		if n := len(r.records); n > 0 {
			seen.Last = &r.records[n-1]
		}
		runs = append(runs, seen)
	}
	return runs, k.fail
}

// A Script answers every question alike. Its steps are taken one by one;
// context.Context is honoured between them.
type Script []Step

// A Step of a Script yields an event, or an error; Do runs before.
type Step struct {
	Do    func(ctx context.Context, q rag.Question)
	Event rag.Event
	Err   error
}

// Say returns the steps that yield events.
func Say(events ...rag.Event) Script {
	var s Script
	for _, ev := range events {
		s = append(s, Step{Event: ev})
	}
	return s
}

// Wait returns a step that waits until gate is closed or the answer stopped.
func Wait(gate <-chan struct{}) Step {
	return Step{Do: func(ctx context.Context, _ rag.Question) {
		select {
		case <-gate:
		case <-ctx.Done():
		}
	}}
}

// Answer implements talk.Answerer.
func (s Script) Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	return func(yield func(rag.Event, error) bool) {
		for _, step := range s {
			if step.Do != nil {
				step.Do(ctx, q)
			}
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if (step.Event != nil || step.Err != nil) && !yield(step.Event, step.Err) {
				return
			}
		}
	}
}
