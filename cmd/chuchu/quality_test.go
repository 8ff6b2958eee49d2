package main

import (
	"os"
	"path/filepath"
	"testing"

	"chuchu/rag/eval"
)

// Answers on the five plans do not get worse: floors.json holds what was
// reached, rounded down.
func TestQuality(t *testing.T) {
	const root = "../../rag/eval/testdata"
	questions, err := readQuestions([]string{filepath.Join(root, "questions.jsonl")})
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open("testdata/floors.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	floors, err := eval.ReadFloors(file)
	if err != nil {
		t.Fatal(err)
	}
	var c evalCommand
	report, err := c.ask(t.Context(), t.Output(), origin{path: databasePath(filepath.Join(t.TempDir(), "eval.db")), getenv: func(string) string { return "" }}, questions)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range report.Check(floors) {
		t.Error(line)
	}
	if err := report.Write(t.Output(), t.Failed()); err != nil {
		t.Fatal(err)
	}
}
