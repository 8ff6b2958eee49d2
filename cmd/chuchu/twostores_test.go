package main

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"chuchu/rag"
)

// Both stores give the same top five with the same scores, and the same answers
// to the letter, for every question of the committed set.
func TestTwoStores(t *testing.T) {
	database := clusterDatabase(t)
	stores := []served{start(t, ""), start(t, database)}
	questions, err := readQuestions([]string{filepath.FromSlash("../../rag/eval/testdata/questions.jsonl")})
	if err != nil || len(questions) == 0 {
		t.Fatal(len(questions), err)
	}
	for _, q := range questions {
		var passages, answers [2]string
		for i, s := range stores {
			passages[i], answers[i] = s.topFive(t, q.Text), s.lasting(t, q.Text)
		}
		if passages[0] != passages[1] {
			t.Errorf("%s %s\nSQLite:     %s\nPostgreSQL: %s", q.ID, q.Text, passages[0], passages[1])
		}
		if answers[0] != answers[1] {
			t.Errorf("%s %s\nSQLite:     %s\nPostgreSQL: %s", q.ID, q.Text, answers[0], answers[1])
		}
	}
}

// topFive are the best passages, with all that is told of them.
func (s served) topFive(t *testing.T, question string) string {
	var found struct{ Passages []rag.Passage }
	s.post(t, "/api/search", map[string]any{"query": question, "limit": 5}, &found)
	if len(found.Passages) != 5 {
		t.Errorf("%s: %d passages", question, len(found.Passages))
	}
	return asJSON(t, found.Passages)
}

// lasting is an answer without what is of the moment.
func (s served) lasting(t *testing.T, question string) string {
	a := s.ask(t, question)
	if a.Model != "extractive" {
		t.Errorf("%s: written by %s", question, a.Model)
	}
	a.ID, a.ConversationID, a.Timings = "", "", rag.Timings{}
	return asJSON(t, a)
}

func asJSON(t *testing.T, v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		t.Error(err)
	}
	return string(data)
}
