package talk

import (
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"chuchu/rag"
)

// A memory keeps runs. The zero memory is empty.
type memory struct {
	mu   sync.Mutex
	runs []*kept
	fail error
	slow time.Duration // how long Append takes; it keeps even for who went away

	appends int
}

type kept struct {
	Run
	records []Record
	lease   time.Time
	stop    bool
}

// fails makes every call return err until it is called with nil.
func (m *memory) fails(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = err
}

// first returns a copy of the first run, and how often records were added.
func (m *memory) first() (kept, int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return *m.runs[0], m.appends
}

func (m *memory) find(owner, answerID string) (*kept, error) {
	if m.fail != nil {
		return nil, m.fail
	}
	for _, r := range m.runs {
		if r.AnswerID == answerID && (owner == "" || r.Owner == owner) {
			return r, nil
		}
	}
	return nil, rag.ErrNotFound
}

// Begin implements Keeper.
func (m *memory) Begin(_ context.Context, r Run, lease time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, other := range m.runs {
		if other.ConversationID == r.ConversationID && other.Owner != r.Owner {
			return rag.ErrNotFound
		}
	}
	if m.fail == nil {
		m.runs = append(m.runs, &kept{Run: r, lease: lease})
	}
	return m.fail
}

// slows makes Append take so long.
func (m *memory) slows(took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.slow = took
}

// Append implements Keeper.
func (m *memory) Append(ctx context.Context, answerID string, records []Record, lease time.Time) (bool, error) {
	m.mu.Lock()
	slow := m.slow
	m.mu.Unlock()
	if slow == 0 {
		return m.append(answerID, records, lease)
	}
	var stop bool
	var err error
	done := make(chan struct{})
	time.AfterFunc(slow, func() {
		defer close(done)
		stop, err = m.append(answerID, records, lease)
	})
	select {
	case <-done:
		return stop, err
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// append adds what it lacks. A Seq that is not the next is refused.
func (m *memory) append(answerID string, records []Record, lease time.Time) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.find("", answerID)
	if err != nil {
		return false, err
	}
	for len(records) > 0 && records[0].Seq <= len(r.records) && string(r.records[records[0].Seq-1].Data) == string(records[0].Data) {
		records = records[1:]
	}
	for i, rec := range records {
		if rec.Seq != len(r.records)+i+1 || r.ended() {
			return false, rag.ErrConflict
		}
	}
	r.records = append(r.records, records...)
	r.lease = lease
	m.appends++
	return r.stop, nil
}

func (r *kept) ended() bool { return len(r.records) > 0 && r.records[len(r.records)-1].Ends() }

// Records implements Keeper.
func (m *memory) Records(_ context.Context, owner, answerID string, after int) ([]Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.find(owner, answerID)
	if err != nil {
		return nil, err
	}
	return slices.Clone(r.records[min(after, len(r.records)):]), nil
}

// Runs implements Keeper.
func (m *memory) Runs(_ context.Context, owner, conversationID string) ([]Run, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var runs []Run
	for _, r := range m.runs {
		if r.ConversationID != conversationID || r.Owner != owner {
			continue
		}
		seen := r.Run
		if n := len(r.records); n > 0 {
			seen.Last = &r.records[n-1]
		}
		runs = append(runs, seen)
	}
	if len(runs) == 0 && m.fail == nil {
		return nil, rag.ErrNotFound
	}
	return runs, m.fail
}

// Stop implements Keeper.
func (m *memory) Stop(_ context.Context, owner, answerID string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.find(owner, answerID)
	if err != nil {
		return err
	}
	r.stop = true
	return nil
}

// Lapsed implements Keeper, but forgets nothing.
func (m *memory) Lapsed(_ context.Context, now, _ time.Time) ([]Run, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var runs []Run
	for _, r := range m.runs {
		if r.ended() || !r.lease.Before(now) {
			continue
		}
		seen := r.Run
		if n := len(r.records); n > 0 {
			seen.Last = &r.records[n-1]
		}
		runs = append(runs, seen)
	}
	return runs, m.fail
}

// A script answers every question alike. Its steps are taken one by one;
// context.Context is honoured between them.
type script []step

// A step of a script yields an event, or an error; do runs before.
type step struct {
	do    func(ctx context.Context, q rag.Question)
	event rag.Event
	err   error
}

// say returns the steps that yield events.
func say(events ...rag.Event) script {
	var s script
	for _, ev := range events {
		s = append(s, step{event: ev})
	}
	return s
}

// wait returns a step that waits until gate is closed or the answer stopped.
func wait(gate <-chan struct{}) step {
	return step{do: func(ctx context.Context, _ rag.Question) {
		select {
		case <-gate:
		case <-ctx.Done():
		}
	}}
}

// Answer implements Answerer.
func (s script) Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	return func(yield func(rag.Event, error) bool) {
		for _, step := range s {
			if step.do != nil {
				step.do(ctx, q)
			}
			if err := ctx.Err(); err != nil {
				yield(nil, err)
				return
			}
			if (step.event != nil || step.err != nil) && !yield(step.event, step.err) {
				return
			}
		}
	}
}
