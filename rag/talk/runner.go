package talk

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"

	"chuchu/rag"
)

// ErrBusy means that too many answers are being made, or that the Runner is closing.
var ErrBusy = errors.New("too many answers at once")

// Why an answer did not come to its end.
var (
	errStopped = errors.New("stopped by its owner")
	errClosing = errors.New("the server is closing")
	errLost    = errors.New("its records could not be kept")
	errRemoved = errors.New("its conversation was deleted")
	errBroken  = errors.New("it ended without an answer")
)

// An Answerer makes answers; see rag.Answerer.
type Answerer interface {
	Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error]
}

// Options are what a Runner works with.
type Options struct {
	Answerer   Answerer
	Keeper     Keeper
	Archive    Archive       // nil where no conversation is listed, renamed or deleted
	Judge      Judge         // nil where nothing is said of answers
	PublicURL  string        // stands in front of citation addresses; "" leaves them relative
	MaxAnswers int           // made at once; 0 means 512
	Prompt     string        // version of what the model is told; "" without one
	KeepFor    time.Duration // conversations after their latest answer; 0 means for ever
	Watch      Watch         // told of each answer's end; may be nil. It must not block
	Log        *slog.Logger  // nil means slog.Default()
}

// An Ask is a question on its way to an answer.
type Ask struct {
	Owner          string
	ClientID       string       // the client's own, comes back with the accepted record
	ConversationID string       // "" begins a conversation
	Replaces       string       // an answer of the conversation whose turn is asked anew: it and what came after no longer count
	Question       rag.Question // its History is read from the conversation, if there is one
	English        bool         // failures are told in English
	Ended          func()       // called once, before the answer's end is shown, or when it did not begin; may be nil
}

// A Runner runs answers to their end, whether or not anybody follows them.
type Runner struct {
	o    Options
	room *room

	mu      sync.Mutex
	runs    map[string]*live
	closing bool
	running sync.WaitGroup
}

// New returns a Runner. Its Sweep should run beside it.
func New(o Options) *Runner {
	if o.MaxAnswers == 0 {
		o.MaxAnswers = 512
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	return &Runner{o: o, room: newRoom(o.MaxAnswers), runs: make(map[string]*live)}
}

// Ask starts an answer and returns once it is kept. A conversation that is
// unknown or another's is rag.ErrNotFound; too much to do is ErrBusy.
func (r *Runner) Ask(ctx context.Context, a Ask) (Run, error) {
	if a.Ended == nil {
		a.Ended = func() {}
	}
	if err := r.room.enter(ctx); err != nil {
		a.Ended()
		return Run{}, err
	}
	run, err := r.begin(ctx, a)
	if err != nil {
		r.room.leave()
		a.Ended()
		return Run{}, fmt.Errorf("begin answer: %w", err)
	}
	return run, nil
}

// begin makes a run known to this process, then to the Keeper, and sets it going.
func (r *Runner) begin(ctx context.Context, a Ask) (Run, error) {
	if a.ConversationID == "" {
		a.ConversationID = uuid.NewString()
	} else if err := r.recall(ctx, &a); err != nil {
		return Run{}, err
	}
	started := time.Now()
	running, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	l := newLive(Run{
		AnswerID: uuid.NewString(), ConversationID: a.ConversationID, Owner: a.Owner,
		Question: a.Question.Text, Replaces: a.Replaces, Started: started, Prompt: r.o.Prompt,
	}, started.Add(leaseFor), cancel)
	if !r.enlist(l) {
		return Run{}, ErrBusy
	}
	if err := r.o.Keeper.Begin(ctx, l.Run, l.lease); err != nil {
		r.dismiss(l)
		return Run{}, err
	}
	go r.run(running, l, a)
	return l.Run, nil
}

// recall reads what was said before in the conversation; before the turn that
// is asked anew, if one is.
func (r *Runner) recall(ctx context.Context, a *Ask) error {
	runs, err := r.o.Keeper.Runs(ctx, a.Owner, a.ConversationID)
	if err != nil {
		return fmt.Errorf("read conversation: %w", err)
	}
	before := standing(runs)
	if a.Replaces != "" {
		at := place(before, a.Replaces)
		if at < 0 {
			return rag.ErrNotFound
		}
		before = before[:at]
	}
	a.Question.History = history(before)
	return nil
}

// enlist makes a run known; false when the Runner is closing.
func (r *Runner) enlist(l *live) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closing {
		return false
	}
	r.runs[l.AnswerID] = l
	r.running.Add(1)
	return true
}

// dismiss forgets a run that has ended, or never began.
func (r *Runner) dismiss(l *live) {
	r.mu.Lock()
	delete(r.runs, l.AnswerID)
	r.mu.Unlock()
	l.cancel(nil)
	r.running.Done()
}

// run makes an answer from its first record to its last.
func (r *Runner) run(ctx context.Context, l *live, a Ask) {
	defer r.room.leave()
	defer r.dismiss(l)
	ctx, over := rag.Step(ctx, "answer")
	l.begin(a.ClientID)
	w := newStopwatch()
	quit, kept := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(kept)
		r.keep(l, quit)
	}()
	last := r.answer(ctx, l, a, w)
	close(quit)
	<-kept
	o := w.outcome(l.Run, last)
	over(last.failure(), o.about()...)
	r.o.Watch.told(ctx, o)
	a.Ended() // who sees the end may ask again at once
	r.end(l, last, a)
}

// answer makes the answer and returns its terminal message. A panic ends this
// answer only: no question may take the other answers of the process with it.
func (r *Runner) answer(ctx context.Context, l *live, a Ask, w *stopwatch) (last message) {
	defer func() {
		if p := recover(); p != nil {
			r.o.Log.Error("answer panicked", "answer_id", l.AnswerID, "panic", p)
			last = r.broken(l, a, errBroken)
		}
	}()
	for ev, err := range r.o.Answerer.Answer(ctx, a.Question) {
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		if err != nil {
			return r.broken(l, a, err)
		}
		w.note(ev)
		if f, ok := ev.(rag.Finished); ok {
			return message{Type: Finished, Answer: r.signed(l.Run, f.Answer)}
		}
		l.add(ev)
		w.handled()
	}
	return r.broken(l, a, cmp.Or(context.Cause(ctx), errBroken))
}

// signed gives an answer its ids and its citations their addresses.
func (r *Runner) signed(run Run, a rag.Answer) *rag.Answer {
	a.ID, a.ConversationID = run.AnswerID, run.ConversationID
	a.Citations = slices.Clone(a.Citations)
	for i, c := range a.Citations {
		a.Citations[i].URL = address(r.o.PublicURL, c)
	}
	return &a
}

// broken is the terminal message of an answer that did not come to its end. The
// log gets the cause, the client a code.
func (r *Runner) broken(l *live, a Ask, err error) message {
	if errors.Is(err, errStopped) || errors.Is(err, errRemoved) {
		return message{Type: Stopped}
	}
	r.o.Log.Error("answer failed", "answer_id", l.AnswerID, "error", err)
	f := failureOf(err, a)
	return message{Type: Failed, Error: &f}
}

// live returns owner's run if this process is making it.
func (r *Runner) live(owner, answerID string) *live {
	r.mu.Lock()
	defer r.mu.Unlock()
	if l := r.runs[answerID]; l != nil && l.Owner == owner {
		return l
	}
	return nil
}

// Stop asks for an answer to be stopped, in whatever process it is made. One
// that has ended stays as it is. Unknown or another's is rag.ErrNotFound.
func (r *Runner) Stop(ctx context.Context, owner, answerID string) error {
	if l := r.live(owner, answerID); l != nil {
		l.cancel(errStopped)
		return nil
	}
	return r.o.Keeper.Stop(ctx, owner, answerID)
}

// Close takes no more questions and lets answers finish. Those that have not
// when ctx ends fail.
func (r *Runner) Close(ctx context.Context) error {
	r.mu.Lock()
	r.closing = true
	r.mu.Unlock()
	done := make(chan struct{})
	go func() {
		r.running.Wait()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
	}
	r.mu.Lock()
	for _, l := range r.runs {
		l.cancel(errClosing)
	}
	r.mu.Unlock()
	<-done
	return ctx.Err()
}
