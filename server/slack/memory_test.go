package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// A memory keeps what a store keeps for a bot. Each process has a desk on it.
type memory struct {
	mu        sync.Mutex
	runs      []*keptRun
	errands   map[string]*keptErrand
	rooms     map[string]string
	verdicts  map[string]talk.Feedback
	broken    error // every call of Errands returns it, unless nil
	undertook int
}

type keptRun struct {
	talk.Run
	records []talk.Record
	lease   time.Time
	stop    bool
}

type keptErrand struct {
	talk.Errand
	holder  string
	lease   time.Time
	settled bool
}

func newMemory() *memory {
	return &memory{errands: map[string]*keptErrand{}, rooms: map[string]string{}, verdicts: map[string]talk.Feedback{}}
}

// A desk is a process's handle on a memory.
type desk struct {
	*memory
	name string
	dead *atomic.Bool // the process is no more
}

// newFlag returns one that is down.
func newFlag() *atomic.Bool { return new(atomic.Bool) }

// errDead is what a process gets that is no more.
var errDead = errors.New("no power")

// breaks has every call of Errands return an error from now on.
func (m *memory) breaks(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.broken = err
}

// down is why nothing can be kept.
func (d desk) down() error {
	if d.dead.Load() {
		return errDead
	}
	return d.broken
}

// Append implements talk.Keeper.
func (d desk) Append(ctx context.Context, id string, records []talk.Record, lease time.Time) (bool, error) {
	if d.dead.Load() {
		return false, errDead
	}
	return d.memory.Append(ctx, id, records, lease)
}

// Lapsed implements talk.Keeper.
func (d desk) Lapsed(ctx context.Context, now, forget time.Time) ([]talk.Run, error) {
	if d.dead.Load() {
		return nil, errDead
	}
	return d.memory.Lapsed(ctx, now, forget)
}

func (m *memory) find(owner, id string) (*keptRun, error) {
	for _, r := range m.runs {
		if r.AnswerID == id && (owner == "" || r.Owner == owner) {
			return r, nil
		}
	}
	return nil, rag.ErrNotFound
}

func (m *memory) Begin(_ context.Context, r talk.Run, lease time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.runs = append(m.runs, &keptRun{Run: r, lease: lease})
	return nil
}

func (m *memory) Append(_ context.Context, id string, records []talk.Record, lease time.Time) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.find("", id)
	if err != nil {
		return false, err
	}
	for _, rec := range records {
		if rec.Seq <= len(r.records) && string(r.records[rec.Seq-1].Data) == string(rec.Data) {
			continue
		}
		if rec.Seq != len(r.records)+1 || len(r.records) > 0 && r.records[len(r.records)-1].Ends() {
			return false, rag.ErrConflict
		}
		r.records = append(r.records, rec)
	}
	r.lease = lease
	return r.stop, nil
}

func (m *memory) Records(_ context.Context, owner, id string, after int) ([]talk.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.find(owner, id)
	if err != nil {
		return nil, err
	}
	return slices.Clone(r.records[min(after, len(r.records)):]), nil
}

func (m *memory) seen(r *keptRun) talk.Run {
	run := r.Run
	if n := len(r.records); n > 0 {
		run.Last = &r.records[n-1]
	}
	return run
}

func (m *memory) Runs(_ context.Context, owner, conversation string) (runs []talk.Run, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.runs {
		if r.Owner == owner && r.ConversationID == conversation {
			runs = append(runs, m.seen(r))
		}
	}
	if runs == nil {
		return nil, rag.ErrNotFound
	}
	return runs, nil
}

func (m *memory) Stop(_ context.Context, owner, id string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.find(owner, id)
	if err == nil {
		r.stop = true
	}
	return err
}

func (m *memory) Lapsed(_ context.Context, now, _ time.Time) (runs []talk.Run, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.runs {
		if ended := len(r.records) > 0 && r.records[len(r.records)-1].Ends(); !ended && r.lease.Before(now) {
			runs = append(runs, m.seen(r))
		}
	}
	return runs, nil
}

// What follows of an Archive is what a verdict needs.

func (m *memory) Said(context.Context, string) ([]talk.Said, error) { return nil, nil }

func (m *memory) Conversations(context.Context, string, string) ([]talk.Heading, error) {
	return nil, nil
}
func (m *memory) Rename(context.Context, string, string, string) error { return rag.ErrNotFound }
func (m *memory) Remove(context.Context, string, string) error         { return rag.ErrNotFound }
func (m *memory) Expire(context.Context, time.Time) error              { return nil }

func (m *memory) Run(_ context.Context, id string) (talk.Run, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r, err := m.find("", id)
	if err != nil {
		return talk.Run{}, err
	}
	return r.Run, nil
}

func (m *memory) Judge(_ context.Context, f talk.Feedback) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.verdicts[f.AnswerID] = f
	return nil
}

func (m *memory) Judged(context.Context) iter.Seq2[talk.Feedback, error] {
	return func(func(talk.Feedback, error) bool) {}
}

// The errands.

func (d desk) Undertake(_ context.Context, e talk.Errand, lease time.Time) (bool, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.down() != nil || d.errands[e.ID] != nil {
		return false, d.down()
	}
	e.Address = slices.Clone(e.Address)
	d.errands[e.ID] = &keptErrand{Errand: e, holder: d.name, lease: lease}
	d.undertook++
	return true, nil
}

func (d desk) Carry(_ context.Context, e talk.Errand, lease time.Time) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	k := d.errands[e.ID]
	switch {
	case d.down() != nil:
		return d.down()
	case k == nil:
		return rag.ErrNotFound
	case k.settled || k.holder != d.name:
		return rag.ErrConflict
	}
	k.AnswerID, k.Address, k.lease = e.AnswerID, slices.Clone(e.Address), lease
	return nil
}

func (d desk) Fulfil(_ context.Context, id string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if k := d.errands[id]; k != nil && d.down() == nil {
		k.settled = true
	}
	return d.down()
}

func (d desk) Overdue(_ context.Context, bot string, lease time.Time) (all []talk.Errand, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for id, k := range d.errands {
		if d.down() != nil {
			break
		}
		if strings.HasPrefix(id, bot) && !k.settled && k.lease.Before(time.Now()) {
			k.holder, k.lease = d.name, lease
			all = append(all, k.Errand)
		}
	}
	slices.SortFunc(all, func(a, b talk.Errand) int { return cmp.Or(a.Since.Compare(b.Since), strings.Compare(a.ID, b.ID)) })
	return all, d.down()
}

func (d desk) Errand(_ context.Context, id string) (talk.Errand, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if k := d.errands[id]; k != nil {
		return k.Errand, nil
	}
	return talk.Errand{}, rag.ErrNotFound
}

func (d desk) Room(_ context.Context, room string) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.rooms[room], d.down()
}

func (d desk) Enter(_ context.Context, room, conversation string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.down() != nil {
		return d.down()
	}
	if conversation == "" {
		delete(d.rooms, room)
		return d.down()
	}
	d.rooms[room] = conversation
	return d.down()
}

// owed lists the errands that nobody has settled.
func (m *memory) owed() (ids []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, k := range m.errands {
		if !k.settled {
			ids = append(ids, id)
		}
	}
	return ids
}

// verdict is what was said of the only answer that anything was said of.
func (m *memory) verdict() (all []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, f := range m.verdicts {
		all = append(all, f.Owner+" "+f.Verdict)
	}
	return all
}

// answers lists the questions that were asked, with what was asked before in
// their conversations.
func (m *memory) owners() (all []string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.runs {
		all = append(all, r.Owner+" "+r.Question)
	}
	return all
}

// jsonOf is for payloads.
func jsonOf(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return data
}

// errandOf is an errand that waits.
func errandOf(id string, to address) talk.Errand {
	return talk.Errand{ID: id, Room: roomOf(to), Owner: botName + to.Team + "/" + to.User, Address: to.json(), Since: time.Now()}
}
