package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// A Set is an open question set: paragraphs or documents, and questions that
// each have their answer in one of them.
type Set struct {
	Name      string // "ncp-dev", "drcd-dev" or "cmrc2018-dev"
	Contexts  []Context
	Questions []OpenQuestion
	// Verbatim sets have long documents: a passage hits when it overlaps the
	// answer. In others it hits when it comes from the gold document.
	Verbatim bool
	// Traditional sets are asked a second time in simplified script.
	Traditional bool
}

// A Context is a document of an open set. It is ingested without a title.
type Context struct {
	ID   string
	Text string
}

// An OpenQuestion is a question of an open set.
type OpenQuestion struct {
	ID      string
	Text    string
	Context string   // id of the gold document
	Answers []string // as they stand in it
}

// Sets reads the three open sets from a folder, each from NAME.jsonl or
// NAME.jsonl.xz. The latter needs the program xz.
func Sets(ctx context.Context, dir string) ([]Set, error) {
	sets := []Set{{Name: "ncp-dev", Verbatim: true}, {Name: "drcd-dev", Traditional: true}, {Name: "cmrc2018-dev"}}
	for i := range sets {
		lines, err := readSet(ctx, dir, sets[i].Name)
		if err != nil {
			return nil, err
		}
		if err := sets[i].fill(lines); err != nil {
			return nil, fmt.Errorf("open set %s: %w", sets[i].Name, err)
		}
	}
	return sets, nil
}

// readSet returns a set's JSON lines.
func readSet(ctx context.Context, dir, name string) ([]byte, error) {
	plain := filepath.Join(dir, name+".jsonl")
	lines, err := os.ReadFile(plain)
	if !errors.Is(err, fs.ErrNotExist) {
		return lines, err
	}
	packed := plain + ".xz"
	if _, err := os.Stat(packed); err != nil {
		return nil, fmt.Errorf("open set %s: neither %[1]s.jsonl nor %[1]s.jsonl.xz in %[2]s: %[3]w", name, dir, err)
	}
	var stderr bytes.Buffer
	xz := exec.CommandContext(ctx, "xz", "-dc", packed)
	xz.Stderr = &stderr
	lines, err = xz.Output()
	if errors.Is(err, exec.ErrNotFound) {
		return nil, fmt.Errorf("open set %s: install xz, or unpack %s: %w", name, packed, err)
	}
	if err != nil {
		return nil, fmt.Errorf("open set %s: %s: %w", name, bytes.TrimSpace(stderr.Bytes()), err)
	}
	return lines, nil
}

// fill parses the lines of a set, which repeat the context with each question.
func (s *Set) fill(lines []byte) error {
	known := map[string]bool{}
	return eachLine(bytes.NewReader(lines), func(_ int, line []byte) error {
		var q struct {
			ID        string   `json:"qid"`
			Text      string   `json:"question"`
			ContextID string   `json:"context_id"`
			Context   string   `json:"context"`
			Answers   []string `json:"answers"`
		}
		if err := json.Unmarshal(line, &q); err != nil {
			return err
		}
		if q.ID == "" || q.Text == "" || q.ContextID == "" || q.Context == "" || len(q.Answers) == 0 || slices.ContainsFunc(q.Answers, blank) {
			return fmt.Errorf("%q lacks a question, its context or an answer", q.ID)
		}
		if !known[q.ContextID] {
			known[q.ContextID] = true
			s.Contexts = append(s.Contexts, Context{q.ContextID, q.Context})
		}
		s.Questions = append(s.Questions, OpenQuestion{q.ID, q.Text, q.ContextID, q.Answers})
		return nil
	})
}
