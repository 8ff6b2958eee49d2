package talk

import (
	"context"
	"log/slog"
	"time"

	"chuchu/rag"
)

// A Watch is told how an answer came out, once, before its end is shown. ctx has
// the values of the one that it was asked with.
type Watch func(ctx context.Context, o Outcome)

// told tells a watch, if there is one.
func (w Watch) told(ctx context.Context, o Outcome) {
	if w != nil {
		w(ctx, o)
	}
}

// An Outcome is how an answer came out and how long its steps took: what is
// counted and logged, so it has none of its text. The question is for those
// alone who were told to log questions.
type Outcome struct {
	AnswerID string
	Owner    string
	Question string
	Type     string   // Finished, Stopped or Failed
	Code     string   // of a failure
	Refused  bool     // a finished answer says that there is none
	Reason   string   // of a refusal
	Model    string   // that wrote a finished answer
	Notices  []string // codes
	Cites    []string // documents, in the order of the citations
	Dropped  []string // problems of sentences that did not stand the check

	Steps []Step
}

// about is what a trace is told of an outcome.
func (o Outcome) about() []slog.Attr {
	all := []slog.Attr{slog.String("answer_id", o.AnswerID), slog.String("outcome", o.Type)}
	for _, a := range []slog.Attr{slog.String("refused", o.Reason), slog.String("error", o.Code), slog.String("model", o.Model)} {
		if a.Value.String() != "" {
			all = append(all, a)
		}
	}
	return all
}

// A Step of an answer: understand, find, first_piece, write, verify, total.
// First_piece is from the question to the first text; write is what is left of
// an answer after finding, without verify.
type Step struct {
	Name string
	Took time.Duration
}

// A stopwatch takes the times of an answer from its events. Between two of them
// somebody works on the second: on a sentence if that was checked or dropped.
type stopwatch struct {
	start, last                        time.Time
	understood, found, first, verified time.Duration
	wrote                              bool
	dropped                            []string
}

func newStopwatch() *stopwatch {
	now := time.Now()
	return &stopwatch{start: now, last: now}
}

// note takes the time of an event that has just come.
func (w *stopwatch) note(ev rag.Event) {
	now := time.Now()
	worked := now.Sub(w.last)
	w.last = now
	switch ev := ev.(type) {
	case rag.Rewritten:
		w.understood = worked
	case rag.Retrieved:
		w.found = worked
	case rag.Dropped:
		w.verified += worked
		w.dropped = append(w.dropped, ev.Problem)
	case rag.Checked:
		w.verified += worked
	case rag.Delta:
		if !w.wrote {
			w.wrote, w.first = true, now.Sub(w.start)
		}
	}
}

// handled leaves out the time it took to pass an event on.
func (w *stopwatch) handled() { w.last = time.Now() }

// outcome is how an answer with a terminal message came out. A step that it
// never came to is left out.
func (w *stopwatch) outcome(run Run, m message) Outcome {
	o := Outcome{AnswerID: run.AnswerID, Owner: run.Owner, Question: run.Question, Type: m.Type, Dropped: w.dropped}
	if m.Error != nil {
		o.Code = m.Error.Code
	}
	if a := m.Answer; a != nil {
		o.Refused, o.Reason, o.Model = a.Refused, a.Reason, a.Model
		for _, n := range a.Notices {
			o.Notices = append(o.Notices, n.Code)
		}
		o.Cites = cited(a.Citations)
	}
	total := time.Since(w.start)
	write := max(0, total-w.understood-w.found-w.verified)
	steps := []Step{{"understand", w.understood}, {"find", w.found}, {"total", total}}
	if w.wrote {
		steps = append(steps, Step{"first_piece", w.first}, Step{"write", write}, Step{"verify", w.verified})
	}
	if m.Type == Finished {
		o.Steps = steps
	}
	return o
}

// cited lists the documents of citations, each once.
func cited(all []rag.Citation) (ids []string) {
	seen := map[string]bool{}
	for _, c := range all {
		if !seen[c.Document.ID] {
			seen[c.Document.ID] = true
			ids = append(ids, c.Document.ID)
		}
	}
	return ids
}

// Running tells how many answers this process is making, and so how many leases
// it holds, and how many wait for a place.
func (r *Runner) Running() (making, waiting int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.runs), int(max(0, r.room.waiting.Load()))
}
