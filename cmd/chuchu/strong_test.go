package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/eval"
	"chuchu/rag/openai"
	"chuchu/rag/ragtest"
)

// What models are known to write must get through: right sentences are not
// dropped, what is not found is refused. The floors are what is measured, less
// a question.
var scripts = []struct {
	file, questions string
	facts, refusal  float64 // share of the facts, F1
	dropped         int     // sentences at most
}{
	{"copied.txtar", "questions.jsonl", 0.97, 0.98, 10},
	{"worded.txtar", "questions.jsonl", 0.95, 0.98, 27},
	{"blind2.txtar", "blind2.jsonl", 0.97, 0.98, 9},
}

const testdata = "../../rag/eval/testdata"

// scripted reads a file of answers and the questions that they are to.
func scripted(t *testing.T, file, questions string) (eval.Script, []eval.Question) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(testdata, "replay", file))
	if err != nil {
		t.Fatal(err)
	}
	s, err := eval.ReadScript(text)
	if err != nil {
		t.Fatal(err)
	}
	all, err := readQuestions([]string{filepath.Join(testdata, questions)})
	if err != nil {
		t.Fatal(err)
	}
	if s.Prompt != openai.PromptVersion() {
		t.Logf("%s was written for prompt %s; it is %s by now", file, s.Prompt, openai.PromptVersion())
	}
	return s, all
}

// seeded is a library of the five plans, all of whose chunks have their vectors.
func seeded(t *testing.T) library {
	t.Helper()
	l, err := origin{path: databasePath(filepath.Join(t.TempDir(), "x.db")), getenv: func(string) string { return "" }}.openSeeded(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	if err := embedAll(t.Context(), l, t.Output()); err != nil {
		t.Fatal(err)
	}
	return l
}

func TestScripts(t *testing.T) {
	l := seeded(t)
	for _, c := range scripts {
		t.Run(c.file, func(t *testing.T) {
			script, asked := scripted(t, c.file, c.questions)
			a := l.answerer()
			a.Fallback = a.Writer
			subject := script.Answerer(a)
			report, err := eval.Run(t.Context(), eval.Subject{Answerer: subject, Documents: l}, asked, nil)
			if err != nil {
				t.Fatal(err)
			}
			lacking(t, report)
			dropped := 0
			for _, q := range asked {
				dropped += len(lost(t, subject, q))
			}
			facts, f1 := report.All.Facts.Value(), report.All.F1.Value()
			t.Logf("facts %.3f, refusal F1 %.3f, %d sentences dropped", facts, f1, dropped)
			if facts < c.facts || f1 < c.refusal || dropped > c.dropped {
				t.Errorf("want facts %.3f, refusal F1 %.3f, at most %d sentences dropped", c.facts, c.refusal, c.dropped)
			}
		})
	}
}

// lacking logs what an answer lacks, and fails where it has what is not cited.
func lacking(t *testing.T, report eval.Report) {
	t.Helper()
	for _, r := range report.Results {
		if len(r.Unfounded) > 0 || r.Dangling > 0 || r.Sentences.Part != r.Sentences.Of || r.Quotes.Part != r.Quotes.Of {
			t.Errorf("%s: unfounded %q: %s", r.ID, r.Unfounded, r.Answer)
		}
		if len(r.Missing) > 0 || r.Refused == r.Answerable {
			t.Logf("%s lacks %q, refused %v: %s", r.ID, r.Missing, r.Refused, r.Answer)
		}
	}
}

// lost are the sentences of the model's that do not stand the check, with why.
func lost(t *testing.T, a eval.Answerer, q eval.Question) (lost []string) {
	t.Helper()
	var turns []rag.Turn
	for _, h := range q.History {
		turns = append(turns, rag.Turn{Question: h})
	}
	for e, err := range a.Answer(t.Context(), rag.Question{Text: q.Text, History: turns, Unsupported: rag.Mark}) {
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := e.(rag.Checked); ok && !c.Sentence.Supported {
			text := strings.TrimSpace(c.Sentence.Text)
			t.Logf("%s: dropped for %s: %s", q.ID, c.Sentence.Problem, text)
			lost = append(lost, text)
		}
		if f, ok := e.(rag.Finished); ok && slices.ContainsFunc(f.Answer.Notices, func(n rag.Notice) bool { return n.Code == rag.NoticeFallback }) {
			t.Logf("%s: quoted instead: %s", q.ID, f.Answer.Text)
		}
	}
	return lost
}

// leastCaught is the least share of a model's sentences, made wrong with words of
// the passage that they cite, that the check must tell from right ones.
const leastCaught = 0.97

// TestScriptSwaps makes what a model wrote wrong inside the cited passage.
func TestScriptSwaps(t *testing.T) {
	l := seeded(t)
	for _, c := range scripts {
		t.Run(c.file, func(t *testing.T) {
			script, asked := scripted(t, c.file, c.questions)
			sentences, all, caught := 0, 0, 0
			for _, q := range asked {
				for e, err := range script.Answerer(l.answerer()).Answer(t.Context(), rag.Question{Text: q.Text}) {
					if f, ok := e.(rag.Finished); ok && err == nil {
						s, n, m := swapped(t, f.Answer)
						sentences, all, caught = sentences+s, all+n, caught+m
					}
				}
			}
			t.Logf("%d sentences, %d of %d swaps caught", sentences, caught, all)
			if float64(caught) < leastCaught*float64(all) {
				t.Errorf("%d of %d swaps are not caught", all-caught, all)
			}
		})
	}
}

// swapped makes the sentences of an answer that cite one passage wrong.
func swapped(t *testing.T, a rag.Answer) (sentences, all, caught int) {
	t.Helper()
	for _, s := range a.Sentences {
		if len(s.Citations) != 1 || s.Computed || !s.Supported {
			continue
		}
		c := a.Citations[s.Citations[0]-1]
		i := slices.IndexFunc(a.Passages, func(p rag.Passage) bool {
			return p.Document.ID == c.Document.ID && p.Start <= c.Start && c.End <= p.End
		})
		if i < 0 {
			continue
		}
		sentences++
		text := strings.TrimSpace(strings.ReplaceAll(s.Text, fmt.Sprintf("[%d]", s.Citations[0]), ""))
		for _, wrong := range ragtest.Swaps(text, a.Passages[i]) {
			all++
			checked, _ := rag.Check(strings.TrimRight(wrong.Text, "。；")+"[1]。", a.Passages[i:i+1])
			if !checked.Supported {
				caught++
				continue
			}
			t.Logf("not caught (%s): %s", wrong.Kind, wrong.Text)
		}
	}
	return sentences, all, caught
}
