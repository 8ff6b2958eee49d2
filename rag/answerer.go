package rag

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"time"

	"chuchu/rag/understand"
)

// maxPassages is how many passages an answer lists; the writer sees the first writerPassages.
const (
	maxPassages    = 20
	writerPassages = 20
)

// ErrModel means that the model that writes answers failed and nothing could
// stand in for it.
var ErrModel = errors.New("the model failed")

// An Answerer answers questions from the documents of a library.
type Answerer struct {
	Library  Library
	Finder   Finder
	Embedder Embedder
	Writer   Writer           // writes the answers
	Fallback Writer           // writes them when Writer fails; nil where Writer cannot
	Now      func() time.Time // nil means time.Now

	HomeRegion string   // the place that a question means which names none; "" for none
	Reranker   Reranker // puts the best passages in a better order; nil for none
	Model      Model    // words questions anew, to be searched for besides; nil for none
	Without    Without  // parts that are switched off, to measure what they bring

	RewriteTime time.Duration // how long Model is waited for; 0 means 1.5 s
}

// Answer yields the events of an answer; see Event. Ranging over it makes the
// answer, breaking out of the loop stops it. The last event is Finished, unless
// an error comes instead: ErrModel, ctx's, or the library's.
func (a *Answerer) Answer(ctx context.Context, q Question) iter.Seq2[Event, error] {
	return func(yield func(Event, error) bool) {
		clock := newClock(a.now)
		query, err := stepped(ctx, "understand", func(ctx context.Context) (query, error) { return a.understand(ctx, q) })
		if err != nil {
			yield(nil, err)
			return
		}
		passages, err := stepped(ctx, "find", func(ctx context.Context) ([]Passage, error) {
			return a.retrieve(ctx, q, &query, clock.noting(yield))
		})
		if errors.Is(err, errStopped) {
			return
		}
		if err != nil {
			yield(nil, err)
			return
		}
		why, err := a.refusal(ctx, query, passages)
		if err != nil {
			yield(nil, err)
			return
		}
		if why != nil {
			yield(Finished{a.finish(q, query, passages, refused(a.Writer.Name(), *why), clock)}, nil)
			return
		}
		draft, err := a.write(ctx, query.question(q), passages, clock.telling(yield))
		if errors.Is(err, errStopped) {
			return
		}
		if err != nil {
			yield(nil, err)
			return
		}
		yield(Finished{a.finish(q, query, passages, draft, clock)}, nil)
	}
}

// errStopped means that nobody listens any more.
var errStopped = errors.New("stopped")

// write has the writer write, and the fallback where it fails or where no
// sentence of its stands the check.
func (a *Answerer) write(ctx context.Context, q Question, passages []Passage, tell func(Event) bool) (*draft, error) {
	d, err := run(ctx, a.Writer, q, passages, tell)
	if errors.Is(err, errStopped) || ctx.Err() != nil {
		return nil, cmp.Or(ctx.Err(), err)
	}
	answered := err == nil && len(d.sentences)+len(d.missing) > 0
	if answered || err != nil && (a.Fallback == nil || q.NoFallback) {
		return d, err
	}
	if a.Fallback == nil || q.NoFallback {
		return d.remains(ctx, tell)
	}
	why := saidFallback(err)
	quoted, failed := run(ctx, a.Fallback, q, passages, tell)
	if failed != nil {
		return nil, failed
	}
	if err == nil && len(quoted.sentences) == 0 && len(d.later) > 0 {
		return d.remains(ctx, tell)
	}
	quoted.notices = append(quoted.notices, Notice{NoticeFallback, why})
	quoted.dropped += d.dropped
	return quoted, nil
}

// run writes with one writer and checks each sentence as it completes.
func run(ctx context.Context, w Writer, q Question, passages []Passage, tell func(Event) bool) (d *draft, err error) {
	ctx, over := Step(ctx, "write")
	defer func() { over(err, slog.String("model", w.Name())) }()
	d = newDraft(passages, q.Unsupported == Mark, w.Name())
	d.asked = q
	var s parts
	d.patient = true
	t := telling{ctx: ctx, d: d, tell: tell}
	shown := passages[:min(len(passages), writerPassages)]
	for piece, err := range w.Write(ctx, q, shown) {
		if err != nil {
			return d, fmt.Errorf("%w: %w", ErrModel, err)
		}
		if !tell(Delta{piece}) || !t.take(s.push(piece)...) {
			return d, errStopped
		}
	}
	if !t.take(s.flush()...) || !t.end() {
		return d, errStopped
	}
	return d, ctx.Err()
}

func (a *Answerer) finish(q Question, query query, passages []Passage, d *draft, c *clock) Answer {
	answer := Answer{
		Question: q.Text, Standalone: query.standalone(), Model: d.model,
		Missing: append([]string{}, d.missing...), Notices: append([]Notice{}, d.notices...),
		Sentences: append([]Sentence{}, d.sentences...), Citations: append([]Citation{}, d.citations...),
		Passages: append([]Passage{}, passages...), Text: d.text.String(),
	}
	if len(d.sentences) == 0 {
		d.refusal = cmp.Or(d.refusal, query.foreign(passages))
		refuse(&answer, query, d)
	} else {
		answer.Notices = append(answer.Notices, query.missing()...)
		answer.Notices = append(answer.Notices, noticesOf(answer.Citations, a.now())...)
		answer.Notices = append(answer.Notices, superseded(answer.Citations, query.all)...)
	}
	answer.Timings = c.total()
	return answer
}

// A refusal is why a question is not answered, whatever a writer might say.
type refusal struct {
	reason string // NoEvidence or NotCovered
	what   string // what the library does not cover
}

// refusal tells whether a question must be refused before anything is written.
func (a *Answerer) refusal(ctx context.Context, q query, passages []Passage) (*refusal, error) {
	if isOrder(q.text) || isOrder(q.focus) || understand.Partial(q.text) {
		return &refusal{reason: NoEvidence}, nil
	}
	what, err := a.uncovered(ctx, q, passages)
	if err != nil || what == "" {
		return nil, err
	}
	return &refusal{NotCovered, what}, nil
}

// refused is a draft in which nothing was written.
func refused(model string, why refusal) *draft {
	d := newDraft(nil, false, model)
	d.refusal = &why
	return d
}

func (a *Answerer) now() time.Time {
	if a.Now == nil {
		return time.Now()
	}
	return a.Now()
}
