package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Question is one line of a question file.
type Question struct {
	ID       string   `json:"id"`
	Text     string   `json:"question"`
	Kind     string   `json:"kind"`     // one of Kinds
	Docs     []string `json:"docs"`     // ids of the documents that answer it
	Evidence []string `json:"evidence"` // passages that hold the answer; a table row has its cells on lines of their own
	Facts    []string `json:"facts"`    // what an answer must contain; alternatives joined by |
	History  []string `json:"history"`  // questions asked before it in the same conversation, oldest first
}

// Unanswerable is the kind of question that must be refused.
const Unanswerable = "unanswerable"

// Kinds returns the kinds of question in the order of reports.
func Kinds() []string {
	return []string{"number", "list", "text", "table", "compare", "followup", "noisy", Unanswerable}
}

// Answerable reports whether the documents hold an answer.
func (q Question) Answerable() bool { return q.Kind != Unanswerable }

// maxLine bounds a line of a question file or an open set, in bytes.
const maxLine = 16 << 20

// Questions reads a question file: one JSON object a line, empty lines left
// out, unknown fields ignored. Errors name the line. Ids must differ. Several
// files that end in a line break can be read as one through io.MultiReader.
func Questions(r io.Reader) ([]Question, error) {
	var questions []Question
	lineOf := map[string]int{}
	err := eachLine(r, func(number int, line []byte) error {
		var q Question
		if err := json.Unmarshal(line, &q); err != nil {
			return err
		}
		if err := q.check(); err != nil {
			return err
		}
		if first, taken := lineOf[q.ID]; taken {
			return fmt.Errorf("id %q stands in line %d already", q.ID, first)
		}
		lineOf[q.ID] = number
		questions = append(questions, q)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("questions: %w", err)
	}
	return questions, nil
}

// check tells what a question lacks to be scored.
func (q Question) check() error {
	scored := len(q.Evidence)+len(q.Facts) > 0
	switch {
	case q.ID == "":
		return errors.New("no id")
	case strings.TrimSpace(q.Text) == "":
		return fmt.Errorf("%s has no question", q.ID)
	case !slices.Contains(Kinds(), q.Kind):
		return fmt.Errorf("%s has kind %q, not one of %s", q.ID, q.Kind, strings.Join(Kinds(), ", "))
	case q.Answerable() && !scored:
		return fmt.Errorf("%s is answerable but has neither evidence nor facts", q.ID)
	case !q.Answerable() && scored:
		return fmt.Errorf("%s is unanswerable but has evidence or facts", q.ID)
	case slices.ContainsFunc(q.Evidence, blank):
		return fmt.Errorf("%s has empty evidence", q.ID)
	case slices.ContainsFunc(q.Facts, hasBlank):
		return fmt.Errorf("%s has an empty fact or alternative", q.ID)
	}
	return nil
}

// blank reports whether nothing of s is compared.
func blank(s string) bool { return foldText(s) == "" }

// hasBlank reports whether one of a fact's alternatives is blank.
func hasBlank(fact string) bool { return slices.ContainsFunc(strings.Split(fact, "|"), blank) }

// eachLine calls f with every line that is not empty, counted from 1, and puts
// the line's number in front of f's error.
func eachLine(r io.Reader, f func(number int, line []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	number := 0
	for lines.Scan() {
		number++
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
		if len(line) == 0 {
			continue
		}
		if err := f(number, line); err != nil {
			return fmt.Errorf("line %d: %w", number, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d: %w", number+1, err)
	}
	return nil
}
