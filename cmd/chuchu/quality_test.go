package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chuchu/rag/eval"
)

const questionFiles = "../../rag/eval/testdata"

// Answers on the five plans do not get worse: floors.json holds what was
// reached, rounded down.
func TestQuality(t *testing.T) {
	checkQuality(t, filepath.Join(t.TempDir(), "eval.db"), "questions.jsonl", "testdata/floors.json")
}

// Nor do answers on documents of other kinds: reports for one year, action
// plans with who does what behind each point, rules for subsidies, a plan of a
// province and one of the country.
func TestQualityOfOthers(t *testing.T) {
	for name, floors := range map[string]string{
		"other": "testdata/floors_others.json", "other4": "testdata/floors_strangers.json",
		"other5": "testdata/floors_strangers.json", "other6": "testdata/floors_strangers.json",
	} {
		t.Run(name, func(t *testing.T) {
			database := filepath.Join(t.TempDir(), "others.db")
			var out strings.Builder
			if status := run(t.Context(), []string{"ingest", "--database", database, filepath.Join(questionFiles, name+".library.jsonl")},
				func(string) string { return "" }, strings.NewReader(""), &out, t.Output()); status != 0 {
				t.Fatalf("ingest ended with %d:\n%s", status, out.String())
			}
			checkQuality(t, database, name+".jsonl", floors)
		})
	}
}

// checkQuality asks a library the questions of a file and holds what comes of
// them against floors.
func checkQuality(t *testing.T, database, name, limits string) {
	t.Helper()
	questions, err := readQuestions([]string{filepath.Join(questionFiles, name)})
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(limits)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	floors, err := eval.ReadFloors(file)
	if err != nil {
		t.Fatal(err)
	}
	var c evalCommand
	report, err := c.ask(t.Context(), t.Output(), origin{path: databasePath(database), getenv: func(string) string { return "" }}, questions)
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
