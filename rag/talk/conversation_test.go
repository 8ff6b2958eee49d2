package talk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"chuchu/rag"
)

// echo answers with the question, and remembers the history it was given.
type echo struct{ history []rag.Turn }

func (e *echo) script() script {
	return script{{do: func(_ context.Context, q rag.Question) { e.history = q.History }, event: finished("甲。")}}
}

func TestFollowUpKnowsWhatWasSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e echo
		r := newRunner(&memory{}, e.script())
		run := ask(t, r, Ask{Question: rag.Question{Text: "问1"}})
		follow(t, r, run, 0)
		for i := range maxTurns + 1 {
			again := ask(t, r, Ask{ConversationID: run.ConversationID, Question: rag.Question{Text: fmt.Sprintf("问%d", i+2)}})
			if again.ConversationID != run.ConversationID {
				t.Fatal("another conversation")
			}
			follow(t, r, again, 0)
		}
		if len(e.history) != maxTurns || e.history[0] != (rag.Turn{Question: "问2", Answer: "甲。"}) {
			t.Errorf("%d turns, first %v", len(e.history), e.history[0])
		}
	})
}

func TestHistoryOfTheClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e echo
		r := newRunner(&memory{}, e.script())
		said := []rag.Turn{{Question: "问", Answer: "答"}}
		follow(t, r, ask(t, r, Ask{Question: rag.Question{Text: "那惠州呢", History: said}}), 0)
		if !slices.Equal(e.history, said) {
			t.Errorf("got %v", e.history)
		}
	})
}

func TestConversation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &memory{}
		r := newRunner(k, say(finished("甲。")))
		run := ask(t, r, Ask{Question: rag.Question{Text: strings.Repeat("问", 50)}})
		follow(t, r, run, 0)
		stopped := newRunner(k, script{wait(nil)})
		second := ask(t, stopped, Ask{ConversationID: run.ConversationID})
		synctest.Wait()
		if _, err := stopped.Answer(t.Context(), "anna", second.AnswerID); !errors.Is(err, ErrUnfinished) {
			t.Errorf("while it is made: %v", err)
		}
		if err := stopped.Stop(t.Context(), "anna", second.AnswerID); err != nil {
			t.Fatal(err)
		}
		follow(t, stopped, second, 0)
		if _, err := r.Answer(t.Context(), "anna", second.AnswerID); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("of a stopped one: %v", err)
		}
		c, err := r.Conversation(t.Context(), "anna", run.ConversationID)
		if err != nil || c.ID != run.ConversationID || len(c.Answers) != 1 || c.Title != strings.Repeat("问", maxTitle-1)+"…" {
			t.Errorf("got %+v, %v", c, err)
		}
		data, err := r.Answer(t.Context(), "anna", run.AnswerID)
		var answer rag.Answer
		if err != nil || json.Unmarshal(data, &answer) != nil || answer.Text != "甲。" || string(data) != string(c.Answers[0]) {
			t.Errorf("got %s, %v", data, err)
		}
		if _, err := r.Conversation(t.Context(), "bert", run.ConversationID); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("another's: %v", err)
		}
	})
}
