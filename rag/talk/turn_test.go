package talk

import (
	"errors"
	"slices"
	"testing"
	"testing/synctest"

	"chuchu/rag"
)

// runs makes runs of lines: an id, the kind of its last record ("" for one that
// is being made) and what it replaces.
func runs(lines ...[3]string) (all []Run) {
	for _, l := range lines {
		r := Run{AnswerID: l[0], Replaces: l[2]}
		if l[1] != "" {
			r.Last = &Record{Type: l[1], Data: []byte(`{"answer":{"text":"` + l[0] + `"}}`)}
		}
		all = append(all, r)
	}
	return all
}

// shown writes turns as "a b(was c d)".
func shown(turns []turn) (s string) {
	for i, t := range turns {
		if i > 0 {
			s += " "
		}
		s += t.AnswerID
		if len(t.before) > 0 {
			s += "(" + shown(t.before) + ")"
		}
	}
	return s
}

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		want string
		runs [][3]string
	}{
		{"", nil},
		{"a b", [][3]string{{"a", Finished}, {"b", Finished}}},
		{"a", [][3]string{{"a", Finished}, {"b", Failed}, {"c", Stopped}}},
		{"a d(b c)", [][3]string{{"a", Finished}, {"b", Finished}, {"c", Finished}, {"d", Finished, "b"}}},
		{"a d(b c) e", [][3]string{{"a", Finished}, {"b", Finished}, {"c", Finished}, {"d", delta, "b"}, {"e", ""}}},
		{"a b c", [][3]string{{"a", Finished}, {"b", Finished}, {"c", Finished}, {"d", Failed, "b"}, {"e", Stopped, "a"}}},
		{"a e(b c d)", [][3]string{{"a", Finished}, {"b", Finished}, {"c", Finished}, {"d", Finished, "b"}, {"e", Finished, "d"}}},
		{"a e(b c d)", [][3]string{{"a", Finished}, {"b", Finished}, {"c", Finished}, {"d", Finished, "b"}, {"e", Finished, "b"}}},
		{"e(a b c d)", [][3]string{{"a", Finished}, {"b", Finished}, {"c", Finished}, {"d", Finished, "b"}, {"e", Finished, "a"}}},
		{"a b", [][3]string{{"a", Finished}, {"b", Finished, "gone"}}},
	} {
		if got := shown(standing(runs(c.runs...))); got != c.want {
			t.Errorf("%v: %s, want %s", c.runs, got, c.want)
		}
	}
}

func TestHistoryEndsWhereItIsAskedAnew(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e echo
		r := newRunner(&memory{}, e.script())
		run := ask(t, r, Ask{Question: rag.Question{Text: "问1"}})
		follow(t, r, run, 0)
		var second Run
		for _, q := range []string{"问2", "问3"} {
			next := ask(t, r, Ask{ConversationID: run.ConversationID, Question: rag.Question{Text: q}})
			if follow(t, r, next, 0); second.AnswerID == "" {
				second = next
			}
		}
		anew := Ask{Owner: "anna", ConversationID: run.ConversationID, Replaces: second.AnswerID, Question: rag.Question{Text: "改问2"}}
		follow(t, r, ask(t, r, anew), 0)
		if want := []rag.Turn{{Question: "问1", Answer: "甲。"}}; !slices.Equal(e.history, want) {
			t.Errorf("asked anew with %v", e.history)
		}
		follow(t, r, ask(t, r, Ask{ConversationID: run.ConversationID, Question: rag.Question{Text: "问4"}}), 0)
		if len(e.history) != 2 || e.history[1].Question != "改问2" {
			t.Errorf("then with %v", e.history)
		}
		anew.Replaces = "none"
		if _, err := r.Ask(t.Context(), anew); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("in the place of nothing: %v", err)
		}
	})
}
