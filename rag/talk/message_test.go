package talk

import (
	"encoding/json"
	"testing"

	"chuchu/rag"
)

func TestPassed(t *testing.T) {
	supported := rag.Sentence{Text: "甲[1]。", Citations: []int{1}, Supported: true}
	for _, test := range []struct {
		event rag.Event
		want  string
	}{
		{rag.Checked{Sentence: supported}, "甲[1]。"},
		{rag.Checked{Sentence: supported, Before: "\n\n- "}, "\n\n- 甲[1]。"},
		{rag.Checked{Sentence: rag.Sentence{Text: "乙。", Problem: rag.ProblemNoCitation}}, ""},
		{rag.Rewritten{Query: "问"}, ""},
	} {
		m, _ := messageOf(test.event)
		rec, err := m.record("id", 1)
		if got := rec.Passed(); err != nil || got != test.want {
			t.Errorf("%+v: %q, want %q (%v)", test.event, got, test.want, err)
		}
	}
	for _, rec := range []Record{{Type: delta, Data: json.RawMessage(`{"text":"甲"}`)}, {Type: checked, Data: json.RawMessage(`{`)}, {Type: checked, Data: json.RawMessage(`{}`)}} {
		if got := rec.Passed(); got != "" {
			t.Errorf("%s %s: %q", rec.Type, rec.Data, got)
		}
	}
}

func TestProblem(t *testing.T) {
	if got := (Problem{Code: Busy}).Error(); got != "busy" {
		t.Error(got)
	}
	if got := (Problem{Code: Busy, Say: [2]string{"忙", "busy now"}}).Error(); got != "busy now" {
		t.Error(got)
	}
}
