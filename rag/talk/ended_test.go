package talk

import (
	"context"
	"testing"
	"testing/synctest"

	"chuchu/rag"
)

// Whatever becomes of a question, Ended is called once; of an answer before its
// end is seen, so that whoever saw it may ask again.
func TestEnded(t *testing.T) {
	for name, s := range map[string]script{
		"finished": say(rag.Rewritten{Query: "q"}, finished("甲。")),
		"failed":   say(),
		"panic":    {{do: func(context.Context, rag.Question) { panic("oh") }}},
		"stopped":  {wait(nil)},
	} {
		synctest.Test(t, func(t *testing.T) {
			ended := make(chan bool, 2)
			r := newRunner(&memory{}, s)
			run := ask(t, r, Ask{Ended: func() { ended <- true }})
			synctest.Wait()
			if before := len(ended); (before == 1) != (name != "stopped") {
				t.Errorf("%s: ended %d times", name, before)
			}
			_ = r.Stop(t.Context(), run.Owner, run.AnswerID)
			follow(t, r, run, 0)
			if len(ended) != 1 {
				t.Errorf("%s: ended %d times when its end is seen", name, len(ended))
			}
		})
	}
}

func TestEndedWithoutBeginning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Options{Answerer: script{wait(nil)}, Keeper: &memory{}, MaxAnswers: 1, Log: silent})
		ended := 0
		a := Ask{Owner: "anna", ConversationID: "unknown", Ended: func() { ended++ }}
		if _, err := r.Ask(t.Context(), a); err == nil || ended != 1 {
			t.Errorf("unknown conversation: %v, ended %d times", err, ended)
		}
		ask(t, r, Ask{})
		a.ConversationID = ""
		if _, err := r.Ask(t.Context(), a); err == nil || ended != 2 {
			t.Errorf("busy: %v, ended %d times", err, ended)
		}
		gone, cancel := context.WithCancel(t.Context())
		cancel()
		_ = r.Close(gone)
	})
}
