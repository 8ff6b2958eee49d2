// Command examples writes what the reading model is trained on: for each
// question of a file the passages that are found for it, and what in them
// answers.
//
//	go run ./scripts/reader/examples -database FILE.db QUESTIONS.jsonl… > EXAMPLES.jsonl
//
// The database holds the documents that the questions are about (`chuchu
// ingest`). A line of a question file is one of rag/eval, or one written for
// training alone: {"doc","q","e":[evidence…],"a":[answers…]}.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"iter"
	"log"
	"os"
	"runtime"
	"sync"

	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/bge"
	"chuchu/rag/extract"
	"chuchu/rag/local"
)

// A question is a line of either kind of file.
type question struct {
	ID       string   `json:"id"`
	Question string   `json:"question"`
	Docs     []string `json:"docs"`
	Evidence []string `json:"evidence"`
	Facts    []string `json:"facts"` // alternatives joined by |
	History  []string `json:"history"`

	Doc     string   `json:"doc"`
	Q       string   `json:"q"`
	E       []string `json:"e"`
	Answers []string `json:"a"`
}

// plain is a question in the form of rag/eval.
func (q question) plain() question {
	if q.Q == "" {
		return q
	}
	return question{Question: q.Q, Docs: []string{q.Doc}, Evidence: q.E, Facts: q.Answers}
}

// An example is a question with the passages found for it, best first.
type example struct {
	ID       string    `json:"id,omitempty"`
	Question string    `json:"question"` // as it stands without its history
	Focus    string    `json:"focus,omitempty"`
	Docs     []string  `json:"docs,omitempty"`
	Evidence []string  `json:"evidence"`
	Facts    []string  `json:"facts"`
	Passages []passage `json:"passages"`
}

type passage struct {
	Doc       string   `json:"doc"`
	Place     string   `json:"place"` // see extract.Sentence
	Sentences []string `json:"sentences"`
}

// A recorder is a writer that keeps what it is to write from.
type recorder struct {
	asked    rag.Question
	passages []rag.Passage
}

func (*recorder) Name() string { return rag.Quoting }

func (r *recorder) Write(_ context.Context, q rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	r.asked, r.passages = q, passages
	return func(func(string, error) bool) {}
}

// An embedder embeds as the program does.
type embedder struct{ model *bge.Model }

func (embedder) Model() rag.EmbeddingModel {
	return rag.EmbeddingModel{Name: bge.Name, Dimensions: bge.Dimensions, Low: 0.3, High: 0.8}
}

func (e embedder) Embed(ctx context.Context, use rag.Use, texts []string) ([][]float32, error) {
	read := make([]string, len(texts))
	for i, t := range texts {
		if use == rag.ForQuery {
			t = bge.QueryInstruction + t
		}
		read[i] = fold.Simplified(t)
	}
	return e.model.Embed(ctx, read)
}

func main() {
	path := flag.String("database", "", "library that holds the documents")
	most := flag.Int("passages", 8, "passages kept of each question")
	flag.Parse()
	if err := run(context.Background(), *path, *most, flag.Args()); err != nil {
		log.Fatal(err)
	}
}

// run writes the examples of all files, in their order.
func run(ctx context.Context, path string, most int, files []string) error {
	library, err := local.Open(ctx, path)
	if err != nil {
		return err
	}
	defer library.Close()
	model, err := bge.Open()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	write := json.NewEncoder(out)
	write.SetEscapeHTML(false)
	for _, name := range files {
		asked, err := questions(name)
		if err != nil {
			return err
		}
		made := make([]example, len(asked))
		turns := make(chan struct{}, runtime.GOMAXPROCS(0))
		var all sync.WaitGroup
		for i, q := range asked {
			turns <- struct{}{}
			all.Go(func() {
				r := &recorder{}
				a := rag.Answerer{Library: library, Finder: library, Embedder: embedder{model}, Writer: r}
				made[i] = ask(ctx, &a, r, q, most)
				<-turns
			})
		}
		all.Wait()
		for _, e := range made {
			if len(e.Passages) == 0 {
				continue // refused before anything was read
			}
			if err := write.Encode(e); err != nil {
				return err
			}
		}
	}
	return nil
}

// questions reads a file of questions.
func questions(name string) (all []question, err error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	for i, line := range bytes.Split(text, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var q question
		if err := json.Unmarshal(line, &q); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		all = append(all, q.plain())
	}
	return all, nil
}

func simplified(all []string) []string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = fold.Simplified(s)
	}
	return out
}

// ask finds the passages of a question, as an answer would be written from them.
func ask(ctx context.Context, a *rag.Answerer, r *recorder, q question, most int) example {
	var history []rag.Turn
	for _, h := range q.History {
		history = append(history, rag.Turn{Question: h})
	}
	var within []string // what was written for training is true of its document, nobody knows of others
	if q.ID == "" {
		within = q.Docs
	}
	for _, err := range a.Answer(ctx, rag.Question{Text: q.Question, History: history, Documents: within}) {
		if err != nil {
			log.Print(q.Question, ": ", err)
		}
	}
	e := example{ID: q.ID, Question: r.asked.Text, Focus: r.asked.Focus, Docs: q.Docs, Evidence: simplified(q.Evidence), Facts: simplified(q.Facts)}
	found := r.passages[:min(most, len(r.passages))]
	for i, sentences := range extract.Sentences(found) {
		p := passage{Doc: found[i].Key.Document}
		for _, s := range sentences {
			p.Place = fold.Simplified(s.Place)
			p.Sentences = append(p.Sentences, fold.Simplified(s.Text))
		}
		if len(sentences) > 0 {
			e.Passages = append(e.Passages, p)
		}
	}
	return e
}
