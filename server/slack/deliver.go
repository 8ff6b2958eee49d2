package slack

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// staleAfter is how old a question may be that is asked at last: after that
// nobody waits for its answer, and a word says that it has to be asked again.
const staleAfter = time.Hour

// Why a delivery ends before its answer has.
var (
	errWithdrawn = errors.New("the question was edited or deleted")
	errTakenOver = errors.New("another process delivers the answer")
)

// A delivery brings one errand to its end:
//
//	undertaken → asked → shown as it comes → finished → settled
//
// Where it ended too early the next process begins at the step after the last
// one kept: it asks if there is no AnswerID, and writes on in the message that
// the address names. The goroutine of run alone changes e and to.
type delivery struct {
	b    *Bot
	e    talk.Errand
	to   *address
	drop context.CancelCauseFunc

	changed chan talk.Errand // takes the errand as it is to be kept from now on
	carried chan struct{}    // has a value when it is kept so
}

// deliver brings an errand to its end, or leaves it to another process.
func (b *Bot) deliver(ctx context.Context, e talk.Errand) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	d := &delivery{b: b, e: e, to: new(address), drop: cancel}
	if err := json.Unmarshal(e.Address, d.to); err != nil || d.to.Channel == "" {
		b.o.Log.Error("a slack errand has no address", "errand", e.ID)
		d.settle(context.WithoutCancel(ctx))
		return
	}
	if !b.begin(d) {
		return
	}
	defer b.done(d)
	err := d.run(ctx)
	if cause := context.Cause(ctx); cause != nil {
		err = cause
	}
	d.end(context.WithoutCancel(ctx), err)
}

// begin makes a delivery known; false where its errand is being delivered.
func (b *Bot) begin(d *delivery) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.writing[d.e.ID] != nil {
		return false
	}
	b.writing[d.e.ID] = d
	return true
}

// done forgets a delivery.
func (b *Bot) done(d *delivery) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.writing, d.e.ID)
}

// run says what is due, and keeps the errand's lease meanwhile.
func (d *delivery) run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	d.changed, d.carried = make(chan talk.Errand), make(chan struct{})
	over := make(chan struct{})
	go func(e talk.Errand) {
		defer close(over)
		d.carry(ctx, e)
	}(d.e)
	defer func() {
		stop()
		<-over
	}()
	s := &sheet{b: d.b, to: d.to, kept: func() { d.keep(ctx) }}
	if d.to.Wish != "" {
		return s.finish(ctx, page{text: d.b.wished(*d.to)})
	}
	if err := s.open(ctx); err != nil {
		return err
	}
	if d.e.AnswerID == "" && time.Since(d.e.Since) > staleAfter {
		return s.finish(ctx, page{text: sayBroken})
	}
	if err := d.ask(ctx); err != nil {
		return s.finish(ctx, page{text: d.excuse(err)})
	}
	return d.follow(ctx, s)
}

// end settles what is over, and takes back what nobody waits for any more. What is not, because this process closes, or Slack
// does not take the token, or nothing came through, another takes over.
func (d *delivery) end(ctx context.Context, err error) {
	log := d.b.o.Log.With("errand", d.e.ID, "answer_id", d.e.AnswerID)
	switch {
	case err == nil:
		d.settle(ctx)
	case errors.Is(err, errWithdrawn):
		d.remove(ctx)
		d.settle(ctx)
	case errors.Is(err, errTakenOver):
		log.Warn("another process delivers a slack answer")
	case errors.Is(err, context.Canceled):
		log.Warn("a slack answer is left to another process")
		d.leave(ctx)
	case codeOf(err) == "" && time.Since(d.e.Since) < talk.KnownFor, refused(err) && time.Since(d.e.Since) < talk.KnownFor:
		log.Error("a slack answer could not be delivered yet", "error", d.b.scrub(err))
	default:
		log.Error("a slack answer cannot be delivered", "error", d.b.scrub(err))
		d.settle(ctx)
	}
}

// settle ends the errand. It goes on trying, for what is not settled would be
// delivered again.
func (d *delivery) settle(ctx context.Context) {
	for wait := firstPause; ; wait = min(2*wait, maxPause) {
		trying, cancel := context.WithTimeout(ctx, 10*time.Second)
		err := d.b.o.Errands.Fulfil(trying, d.e.ID)
		cancel()
		if err == nil {
			return
		}
		d.b.o.Log.Error("settle a slack errand", "errand", d.e.ID, "error", d.b.scrub(err))
		select {
		case <-time.After(wait):
		case <-d.b.quit:
			return
		}
	}
}

// leave keeps the errand as it is and lets another process have it at once.
func (d *delivery) leave(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	e := d.e
	e.Address = d.to.json()
	if err := d.b.o.Errands.Carry(ctx, e, time.Now()); err != nil {
		d.b.o.Log.Warn("leave a slack errand", "errand", e.ID, "error", d.b.scrub(err))
	}
}

// remove stops the answer and takes away what was said of it.
func (d *delivery) remove(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if d.e.AnswerID != "" {
		if err := d.b.o.Runner.Stop(ctx, d.to.Owner, d.e.AnswerID); err != nil && !errors.Is(err, rag.ErrNotFound) {
			d.b.o.Log.Warn("stop a slack answer", "answer_id", d.e.AnswerID, "error", d.b.scrub(err))
		}
	}
	s := &sheet{b: d.b, to: d.to, kept: func() {}}
	if err := s.remove(ctx); err != nil {
		d.b.o.Log.Warn("remove a slack answer", "errand", d.e.ID, "error", d.b.scrub(err))
	}
}

// carry renews the lease of an errand until ctx ends, and keeps the errand as
// it is told to. It has a copy of its own, so that a store that is slow does not
// hold up the answer.
func (d *delivery) carry(ctx context.Context, e talk.Errand) {
	tick := time.NewTicker(carryEvery)
	defer tick.Stop()
	lease := time.Now().Add(leaseFor)
	for {
		told := false
		select {
		case <-tick.C:
		case e = <-d.changed:
			told = true
		case <-ctx.Done():
			return
		}
		lease = d.renew(ctx, e, lease)
		if told {
			select {
			case d.carried <- struct{}{}:
			case <-ctx.Done():
				return
			}
		}
	}
}

// keep has the errand kept as it is now.
func (d *delivery) keep(ctx context.Context) {
	e := d.e
	e.Address = d.to.json()
	select {
	case d.changed <- e:
	case <-ctx.Done():
		return
	}
	select {
	case <-d.carried:
	case <-ctx.Done():
	}
}

// renew renews a lease and returns until when it holds. An errand that was
// settled while the lease held was withdrawn; one whose lease had lapsed is
// another process's.
func (d *delivery) renew(ctx context.Context, e talk.Errand, held time.Time) time.Time {
	ctx, cancel := context.WithTimeout(ctx, carryEvery)
	defer cancel()
	lease := time.Now().Add(leaseFor)
	err := d.b.o.Errands.Carry(ctx, e, lease)
	switch {
	case err == nil:
		return lease
	case errors.Is(err, rag.ErrConflict) && time.Now().Before(held):
		d.drop(errWithdrawn)
	case errors.Is(err, rag.ErrConflict), errors.Is(err, rag.ErrNotFound):
		d.drop(errTakenOver)
	case ctx.Err() == nil:
		d.b.o.Log.Warn("keep a slack errand", "errand", e.ID, "error", d.b.scrub(err))
	}
	return held
}

// excuse is what is said where no answer could begin.
func (d *delivery) excuse(err error) string {
	d.b.o.Log.Error("ask for slack", "errand", d.e.ID, "error", d.b.scrub(err))
	code := talk.Internal
	if errors.Is(err, talk.ErrBusy) {
		code = talk.Busy
	}
	return talk.Fail(code, false).Message
}

// ask begins the answer, unless it has begun: in the conversation that goes on
// where the question was asked, else in a new one.
func (d *delivery) ask(ctx context.Context) error {
	if d.e.AnswerID != "" {
		return nil
	}
	threads, err := d.b.o.Errands.Room(ctx, d.room())
	if err != nil {
		return err
	}
	own, err := d.b.o.Errands.Room(ctx, d.ownRoom())
	if err != nil {
		return err
	}
	root := botName + d.to.Team + "/" + d.to.Root
	for _, known := range []struct{ conversation, owner string }{{threads, d.e.Owner}, {threads, root}, {own, d.e.Owner}} {
		if known.conversation == "" {
			continue
		}
		run, err := d.begun(ctx, known.conversation, known.owner)
		if err == nil {
			return d.enter(ctx, run, d.room())
		}
		if !errors.Is(err, rag.ErrNotFound) {
			return err
		}
	}
	run, err := d.begun(ctx, "", d.e.Owner)
	if err != nil {
		return err
	}
	d.to.Fresh = true
	if threads != "" {
		return d.enter(ctx, run, d.ownRoom())
	}
	return d.enter(ctx, run, d.room())
}

// begun begins the answer in an owner's conversation, in a new one for "".
func (d *delivery) begun(ctx context.Context, conversation, owner string) (talk.Run, error) {
	return d.b.o.Runner.Ask(ctx, talk.Ask{Owner: owner, ConversationID: conversation, Question: rag.Question{Text: d.to.Question}})
}

// room is the errand's. That of a command is the thread it has begun. The
// conversation there is the first asker's; who began the thread shares theirs
// with everybody in it.
func (d *delivery) room() string { return cmp.Or(d.e.Room, roomOf(*d.to)) }

// ownRoom is the asker's alone within the room: for those to whom its
// conversation does not belong, as in a thread that somebody else began.
func (d *delivery) ownRoom() string { return d.room() + "/" + d.to.User }

// enter makes an answer's conversation the one that goes on in a room, and in a
// direct channel in its thread too, which it may go on from later.
func (d *delivery) enter(ctx context.Context, run talk.Run, room string) error {
	d.e.AnswerID, d.to.Owner = run.AnswerID, run.Owner
	d.keep(ctx)
	rooms := []string{room}
	if d.to.Direct {
		rooms = append(rooms, roomOf(*d.to))
	}
	for _, room := range rooms {
		if err := d.b.o.Errands.Enter(ctx, room, run.ConversationID); err != nil && !errors.Is(err, rag.ErrNotFound) {
			d.b.o.Log.Error("go on with a slack conversation", "errand", d.e.ID, "error", d.b.scrub(err))
		}
	}
	return nil
}
