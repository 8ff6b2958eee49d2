package rag

import (
	"os"
	"strings"
	"testing"
)

func TestSound(t *testing.T) {
	number := saidProblem(ProblemNumber)
	right, wrong := Sentence{Text: "新增床位300张[1]。", Supported: true}, Sentence{Text: "床位共900张[1]。", Problem: ProblemNumber}
	for _, c := range []struct {
		text      string
		sentences []Sentence
		want      string
	}{
		{"新增床位300张[1]。", []Sentence{right}, "新增床位300张[1]。"},
		{"新增床位300张[1]。\n床位共900张[1]。" + number, []Sentence{right, wrong}, "新增床位300张[1]。"},
		{"床位共900张[1]。" + number + "新增床位300张[1]。", []Sentence{wrong, right}, "新增床位300张[1]。"},
		{"床位共900张[1]。" + number, []Sentence{wrong}, ""},
		{"床位共900张[1]。新增床位300张[1]。", []Sentence{wrong, right}, "新增床位300张[1]。"}, // kept before there were words
		{"资料中没有找到。", nil, "资料中没有找到。"},
	} {
		if got := (Answer{Text: c.text, Sentences: c.sentences}).Sound(); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

// The words in a text are those of the page, and a table's row keeps them behind its end.
func TestMarkedInWords(t *testing.T) {
	page, err := os.ReadFile("../web/assets/words.js")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{
		ProblemNoCitation, ProblemQuote, ProblemNumber, ProblemEntity, ProblemPeriod, ProblemDirection, ProblemStanding, ProblemNotInSource,
	} {
		said := strings.TrimSuffix(strings.TrimPrefix(saidProblem(p), "（未能与原文对上："), "）")
		if want := "problem_" + p + `: ["` + said + `"`; !strings.Contains(string(page), want) {
			t.Errorf("the page does not say %s", want)
		}
	}
	d := planDraft("新增床位300张。")
	d.mark = true
	toldOf(t, d, "| 床位 | 新增床位900张[1] |\n新增床位300张[1]。")
	if want := "| 床位 | 新增床位900张 |[1]" + saidProblem(ProblemNumber) + "\n新增床位300张[1]。"; d.text.String() != want {
		t.Errorf("got %q, want %q", d.text.String(), want)
	}
}
