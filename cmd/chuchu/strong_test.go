package main

import (
	"context"
	"iter"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/eval"
)

// What models are known to write must get through: right sentences are not
// dropped, what is not found is refused.
var dictations = []struct {
	file    string
	facts   float64 // share of the facts
	dropped int     // sentences at most
}{
	{"strong.txtar", 0.97, 1}, // in the words of the source
	{"free.txtar", 0.70, 5},   // in its own
}

// A dictated writer writes one answer, whose markers name words of passages.
type dictated struct{ text string }

func (dictated) Name() string { return "dictated" }

var anchor = regexp.MustCompile(`〔([^〕]+)〕`)

// Write implements rag.Writer.
func (d dictated) Write(_ context.Context, _ rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		yield(anchor.ReplaceAllStringFunc(d.text, func(a string) string {
			words := fold.String(strings.Trim(a, "〔〕"))
			i := slices.IndexFunc(passages, func(p rag.Passage) bool {
				text := p.Text
				return strings.Contains(fold.String(text), words) || strings.Contains(strings.ReplaceAll(fold.String(text), "\n", " "), words)
			})
			if i < 0 {
				return ""
			}
			return "[" + strconv.Itoa(i+1) + "]"
		}), nil)
	}
}

// A dictation answers the questions that have a text, and says nothing to others:
// those of a conversation before.
type dictation struct {
	*rag.Answerer
	texts map[string]string // by question
}

func (d dictation) Answer(ctx context.Context, q rag.Question) iter.Seq2[rag.Event, error] {
	a := *d.Answerer
	a.Writer = dictated{d.texts[q.Text]}
	return a.Answer(ctx, q)
}

// lost are the sentences of an answer that do not stand the check, with why.
func (d dictation) lost(t *testing.T, q eval.Question) (lost []string) {
	t.Helper()
	var turns []rag.Turn
	for _, h := range q.History {
		turns = append(turns, rag.Turn{Question: h})
	}
	for e, err := range d.Answer(t.Context(), rag.Question{Text: q.Text, History: turns, Unsupported: rag.Mark}) {
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := e.(rag.Checked); ok && !c.Sentence.Supported {
			lost = append(lost, c.Sentence.Problem+": "+strings.TrimSpace(c.Sentence.Text))
		}
	}
	return lost
}

// dictate reads the questions that a file of answers has, and the answers.
func dictate(t *testing.T, root, name string) (asked []eval.Question, texts map[string]string) {
	t.Helper()
	all, err := readQuestions([]string{filepath.Join(root, "questions.jsonl")})
	if err != nil {
		t.Fatal(err)
	}
	file, err := txtar.ParseFile(filepath.Join(root, "replay", name))
	if err != nil {
		t.Fatal(err)
	}
	texts = make(map[string]string)
	for _, f := range file.Files {
		i := slices.IndexFunc(all, func(q eval.Question) bool { return q.ID == f.Name })
		if i < 0 {
			t.Fatalf("no question is called %s", f.Name)
		}
		asked = append(asked, all[i])
		texts[all[i].Text] = strings.TrimSpace(string(f.Data))
	}
	return asked, texts
}

func TestDictations(t *testing.T) {
	l, err := origin{path: databasePath(filepath.Join(t.TempDir(), "x.db")), getenv: func(string) string { return "" }}.openSeeded(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if err := embedAll(t.Context(), l, t.Output()); err != nil {
		t.Fatal(err)
	}
	for _, c := range dictations {
		t.Run(c.file, func(t *testing.T) {
			asked, texts := dictate(t, "../../rag/eval/testdata", c.file)
			d := dictation{l.answerer(), texts}
			report, err := eval.Run(t.Context(), eval.Subject{Answerer: d, Documents: l}, asked, nil)
			if err != nil {
				t.Fatal(err)
			}
			facts, dropped := d.judge(t, asked, report)
			if t.Logf("facts %.3f, %d sentences dropped, %d questions", facts, dropped, len(asked)); facts < c.facts || dropped > c.dropped {
				t.Errorf("facts %.3f, want %.3f; %d sentences dropped, at most %d may", facts, c.facts, dropped, c.dropped)
			}
		})
	}
}

// judge fails where an answer has what is not cited or an unanswerable question
// is answered; it returns the share of the facts and how many sentences were lost.
func (d dictation) judge(t *testing.T, asked []eval.Question, report eval.Report) (facts float64, dropped int) {
	t.Helper()
	var all eval.Share
	for i, r := range report.Results {
		all = all.Plus(r.Facts)
		if !r.Refused && !r.Answerable || len(r.Unfounded) > 0 || r.Dangling > 0 || r.Sentences.Part != r.Sentences.Of {
			t.Errorf("%s: refused %v, unfounded %q: %s", r.ID, r.Refused, r.Unfounded, r.Answer)
		}
		if len(r.Missing) > 0 {
			t.Logf("%s lacks %q: %s", r.ID, r.Missing, r.Answer)
		}
		for _, s := range d.lost(t, asked[i]) {
			dropped++
			t.Logf("%s: dropped for %s", r.ID, s)
		}
	}
	return all.Value(), dropped
}
