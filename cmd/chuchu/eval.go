package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/schollz/progressbar/v3"

	"chuchu/chunk"
	"chuchu/rag"
	"chuchu/rag/eval"
	"chuchu/rag/local"
)

type evalCommand struct {
	Files           []string `arg:"" optional:"" name:"file" help:"问题文件（.jsonl）。"`
	Data            string   `placeholder:"DIR" help:"公开问题集所在的文件夹（ncp-dev、drcd-dev、cmrc2018-dev）。"`
	WithoutEvidence bool     `help:"把答案所在的段落藏起来再问：都应当拒答。"`
	Verbose         bool     `help:"列出每个失分的问题。"`
	Without         []string `placeholder:"PART" hidden:"" help:"关掉查找的一个部分，看它有多大用处。"`
	JSON            bool     `name:"json" help:"输出 JSON。"`
	Chat            chat     `embed:"" prefix:"chat-"`
	Tape            tape     `embed:""`
}

// Run prints what came of the question files, then of the open sets.
func (c *evalCommand) Run(ctx context.Context, t terminal, from origin) error {
	if len(c.Files) == 0 && c.Data == "" {
		return fmt.Errorf("请给出问题文件，或用 --data 指明公开问题集的文件夹")
	}
	for _, part := range c.Without {
		if err := from.without.Switch(part); err != nil {
			return fmt.Errorf("--without %s：没有这个部分", part)
		}
	}
	var out evaluation
	if len(c.Files) > 0 {
		questions, err := readQuestions(c.Files)
		if err != nil {
			return err
		}
		report, err := c.ask(ctx, t.err, from, questions)
		if err != nil {
			return tapeFault(err)
		}
		out.Questions = &report
	}
	if c.Data != "" {
		var err error
		if out.Open, err = from.openSets(ctx, t.err, c.Data); err != nil {
			return err
		}
	}
	if c.JSON {
		return printJSON(t.out, out)
	}
	return out.write(plain{t.out}, c.Verbose)
}

// An evaluation is all that eval prints.
type evaluation struct {
	Questions *eval.Report      `json:"questions,omitempty"`
	Open      []eval.OpenReport `json:"open,omitempty"`
}

// write prints the tables of what was measured, and with verbose each question
// that fell short.
func (e evaluation) write(out io.Writer, verbose bool) error {
	if e.Questions != nil {
		if err := e.Questions.Write(out, verbose); err != nil {
			return err
		}
	}
	if e.Open == nil {
		return nil
	}
	return eval.WriteOpen(out, e.Open, verbose)
}

// readQuestions reads question files as if they were one. Its errors name the
// file and the line.
func readQuestions(paths []string) ([]eval.Question, error) {
	read := questionList{places: make(map[string]string)}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		number := 0
		for line := range bytes.Lines(text) {
			number++
			if err := read.add(line, fmt.Sprintf("%s 第%d行", path, number)); err != nil {
				return nil, err
			}
		}
	}
	return read.all, nil
}

// questionList are what was read of question files.
type questionList struct {
	all    []eval.Question
	places map[string]string // by id
}

// add reads the line at a place: one question, or none where it is empty.
func (f *questionList) add(line []byte, place string) error {
	questions, err := eval.Questions(bytes.NewReader(line))
	if err != nil {
		return errors.New("问题文件 " + place + questionFault(line))
	}
	for _, q := range questions {
		if before, twice := f.places[q.ID]; twice {
			return fmt.Errorf("问题文件 %s的编号 %s 与 %s重复", place, q.ID, before)
		}
		f.places[q.ID] = place
	}
	f.all = append(f.all, questions...)
	return nil
}

// questionFault says why a line is no question.
func questionFault(line []byte) string {
	var q eval.Question
	if err := json.Unmarshal(bytes.TrimPrefix(line, []byte("\uFEFF")), &q); err != nil {
		return jsonFault(err)
	}
	return "不是一个完整的问题：应有 id、question 和 kind（" + strings.Join(eval.Kinds(), "、") +
		"）；除 " + eval.Unanswerable + " 外还应有 evidence 或 facts，其中不能有空的"
}

// ask asks the questions of the library.
func (c *evalCommand) ask(ctx context.Context, stderr io.Writer, from origin, questions []eval.Question) (eval.Report, error) {
	l, err := from.openSeeded(ctx)
	if err != nil {
		return eval.Report{}, err
	}
	defer l.Close()
	if err := warnHome(ctx, l, stderr); err != nil {
		return eval.Report{}, err
	}
	if err := embedAll(ctx, l, stderr); err != nil {
		return eval.Report{}, err
	}
	answerer, _, err := l.writing(c.Chat, from.getenv)
	if err != nil {
		return eval.Report{}, err
	}
	asked, err := c.Tape.thread(answerer, c.Chat)
	if err != nil {
		return eval.Report{}, err
	}
	subject := eval.Subject{
		Answerer: asked, Documents: l,
		Hide: func(keys []rag.Key) eval.Answerer { return eval.Withhold(answerer, keys) },
	}
	if c.WithoutEvidence {
		return eval.RunWithout(ctx, subject, questions, counting(stderr, "questions"))
	}
	return eval.Run(ctx, subject, questions, counting(stderr, "questions"))
}

// openSets asks the open sets of a folder, each in a library of its own.
func (o origin) openSets(ctx context.Context, stderr io.Writer, dir string) ([]eval.OpenReport, error) {
	sets, err := eval.Sets(ctx, dir)
	if err != nil {
		return nil, err
	}
	var reports []eval.OpenReport
	for _, set := range sets {
		report, err := o.openSet(ctx, stderr, set)
		if err != nil {
			return nil, err
		}
		reports = append(reports, report)
	}
	return reports, nil
}

func (o origin) openSet(ctx context.Context, stderr io.Writer, set eval.Set) (eval.OpenReport, error) {
	o.path = local.Memory
	l, err := o.open(ctx)
	if err != nil {
		return eval.OpenReport{}, err
	}
	defer l.Close()
	ingest := func(ctx context.Context, contexts []eval.Context) (eval.Searcher, error) {
		for _, c := range contexts {
			in := rag.Ingest{Raw: []byte(c.Text), Given: chunk.Meta{ID: c.ID}}
			if _, _, err := rag.Add(ctx, l, "context.txt", in); err != nil {
				return nil, fmt.Errorf("%s: %w", c.ID, err)
			}
		}
		return l.answerer(), embedAll(ctx, l, stderr)
	}
	return eval.RunOpen(ctx, set, eval.Open{Ingest: ingest, Progress: counting(stderr, set.Name)})
}

// counting shows progress on a terminal, and nothing elsewhere.
func counting(stderr io.Writer, what string) func(done, total int) {
	if !onTerminal(stderr) {
		return nil
	}
	var bar *progressbar.ProgressBar
	return func(done, total int) {
		if bar == nil {
			bar = newBar(stderr, total, what)
		}
		_ = bar.Set(done)
	}
}
