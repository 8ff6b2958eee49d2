package main

import (
	"path/filepath"
	"slices"
	"testing"
	"time"

	"chuchu/rag/eval"
)

// BenchmarkFirstAnswer is the time from starting on a fresh machine, the five
// plans to be loaded, to the first answer over HTTP.
func BenchmarkFirstAnswer(b *testing.B) {
	for b.Loop() {
		s := start(b, "")
		s.ask(b, goalQuestion)
		s.stop()
	}
}

// BenchmarkAsk is the time from a question to its whole answer over HTTP, one
// caller, five plans, the committed questions in turn.
func BenchmarkAsk(b *testing.B) {
	questions, err := readQuestions([]string{filepath.FromSlash("../../rag/eval/testdata/questions.jsonl")})
	if err != nil {
		b.Fatal(err)
	}
	s := start(b, "")
	s.ask(b, goalQuestion)
	next := cycle(questions)
	var took []time.Duration
	for b.Loop() {
		begun := time.Now()
		s.ask(b, next())
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

// cycle returns the questions in turn, without end.
func cycle(questions []eval.Question) func() string {
	i := -1
	return func() string {
		i = (i + 1) % len(questions)
		return questions[i].Text
	}
}
