// Package eval measures retrieval, answers, citations and refusals on question
// files, and retrieval on open question sets.
//
// A program measures itself in four lines:
//
//	questions, err := eval.Questions(file)
//	report, err := eval.Run(ctx, eval.Subject{Answerer: answerer, Documents: store}, questions, nil)
//	report.Write(os.Stdout, verbose) // or json.Marshal(report)
//	for _, line := range report.Check(floors) { … } // what fell below
//
// The library must hold the documents that the questions are about, each chunk
// with its vector. RunWithout asks the same questions with their evidence taken
// away, when each should be refused. Sets and RunOpen do the open sets, each in
// a library of its own.
//
// README.md beside this file has the rules of scoring. Everything is compared
// after folding script, width and case, without white space and quotation marks.
package eval

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"chuchu/rag"
)

// A Searcher finds passages, best first. *rag.Answerer is one.
type Searcher interface {
	Search(ctx context.Context, q rag.Question, limit int) ([]rag.Passage, error)
}

// An Answerer finds passages and answers questions. *rag.Answerer is one.
type Answerer interface {
	Searcher
	Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error]
}

// A Reader gives a whole document, rag.ErrNotFound when there is none. Every
// rag.Store is one.
type Reader interface {
	Read(ctx context.Context, id string) (rag.Whole, error)
}

// A Subject is what is measured.
type Subject struct {
	Answerer  Answerer
	Documents Reader // tells whether quotes are exact; nil leaves that out
	// Hide returns an Answerer that cannot see the chunks named; only
	// RunWithout calls it. For a *rag.Answerer, Withhold makes one.
	Hide func(keys []rag.Key) Answerer
}

// searchLimit is how many passages are asked for. Answers carry 20; more are
// needed to fill 2,500 characters with short ones.
const searchLimit = 50

// Run asks every question, in order and one at a time, so that times are those
// of one caller, and scores what comes. After each question progress, unless
// nil, is told how many are done. The first search or answer that fails ends
// the run with its error and the question's id.
func Run(ctx context.Context, s Subject, questions []Question, progress func(done, total int)) (Report, error) {
	e := examiner{Subject: s, texts: texts{reader: s.Documents}}
	return run(questions, progress, func(q Question) (Result, error) { return e.examine(ctx, q, s.Answerer) })
}

// RunWithout asks every answerable question with the chunks hidden that hold
// its evidence, or half of it, in the documents it names. All are to be
// refused: they count as unanswerable, in the kinds they have. Facts are those
// found in answers all the same.
func RunWithout(ctx context.Context, s Subject, questions []Question, progress func(done, total int)) (Report, error) {
	if s.Hide == nil || s.Documents == nil {
		return Report{}, errors.New("asking without evidence needs Subject.Hide and Subject.Documents")
	}
	e := examiner{Subject: s, texts: texts{reader: s.Documents}}
	var answerable []Question
	for _, q := range questions {
		if q.Answerable() {
			answerable = append(answerable, q)
		}
	}
	return run(answerable, progress, func(q Question) (Result, error) { return e.examineWithout(ctx, q) })
}

// run collects the results of examine.
func run(questions []Question, progress func(done, total int), examine func(Question) (Result, error)) (Report, error) {
	results := make([]Result, 0, len(questions))
	for i, q := range questions {
		r, err := examine(q)
		if err != nil {
			return Report{}, fmt.Errorf("question %s: %w", q.ID, err)
		}
		results = append(results, r)
		if progress != nil {
			progress(i+1, len(questions))
		}
	}
	return newReport(results), nil
}

// An examiner asks questions of a subject.
type examiner struct {
	Subject
	texts texts
}

// examine asks one question of a and scores what comes.
func (e *examiner) examine(ctx context.Context, q Question, a Answerer) (Result, error) {
	r := newResult(q)
	asked, err := converse(ctx, a, q)
	if err != nil {
		return r, err
	}
	start := time.Now()
	passages, err := a.Search(ctx, asked, searchLimit)
	if err != nil {
		return r, fmt.Errorf("search: %w", err)
	}
	r.SearchMS = milliseconds(time.Since(start))
	start = time.Now()
	given, err := answer(ctx, a, asked)
	if err != nil {
		return r, err
	}
	r.AnswerMS = milliseconds(time.Since(start))
	r.judgePassages(q, passages)
	r.judgeAnswer(q, given)
	r.Quotes, err = e.texts.exact(ctx, given)
	return r, err
}

// examineWithout asks one question with its evidence hidden.
func (e *examiner) examineWithout(ctx context.Context, q Question) (Result, error) {
	keys, err := e.texts.holders(ctx, q)
	if err != nil {
		return Result{}, err
	}
	r, err := e.examine(ctx, q, e.Hide(keys))
	r.Answerable = false
	return r, err
}

// converse asks the history of a follow-up first and returns the question as
// it stands in that conversation.
func converse(ctx context.Context, a Answerer, q Question) (rag.Question, error) {
	var turns []rag.Turn
	for _, before := range q.History {
		given, err := answer(ctx, a, rag.Question{Text: before, History: turns})
		if err != nil {
			return rag.Question{}, fmt.Errorf("history: %w", err)
		}
		turns = append(turns, rag.Turn{Question: before, Answer: given.Text})
	}
	return rag.Question{Text: q.Text, History: turns}, nil
}

// answer runs an answer to its end.
func answer(ctx context.Context, a Answerer, q rag.Question) (rag.Answer, error) {
	for event, err := range a.Answer(ctx, q) {
		if err != nil {
			return rag.Answer{}, fmt.Errorf("answer: %w", err)
		}
		if f, ok := event.(rag.Finished); ok {
			return f.Answer, nil
		}
	}
	return rag.Answer{}, errors.New("answer: ended without Finished")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
