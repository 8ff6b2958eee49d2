package talk

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
)

// after is a step that works for a while and then yields an event.
func after(d time.Duration, ev rag.Event) step {
	return step{do: func(context.Context, rag.Question) { time.Sleep(d) }, event: ev}
}

// watched answers once and returns what the watch was told.
func watched(t *testing.T, s script) (told []Outcome) {
	type key struct{}
	r := New(Options{Answerer: s, Keeper: &memory{}, Log: silent, Watch: func(ctx context.Context, o Outcome) {
		if ctx.Value(key{}) != "request" {
			t.Error("the watch does not know the request")
		}
		told = append(told, o)
	}})
	run, err := r.Ask(context.WithValue(t.Context(), key{}, "request"), Ask{Owner: "anna", Question: rag.Question{Text: "问"}})
	if err != nil {
		t.Fatal(err)
	}
	follow(t, r, run, 0)
	return told
}

func TestWatchIsToldTheTimes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		end := rag.Finished{Answer: rag.Answer{Model: "m", Notices: []rag.Notice{{Code: "fallback"}}, Citations: []rag.Citation{
			{Document: chunk.Meta{ID: "b"}}, {Document: chunk.Meta{ID: "a"}}, {Document: chunk.Meta{ID: "b"}},
		}}}
		told := watched(t, script{
			after(1*time.Second, rag.Rewritten{Query: "q"}), after(2*time.Second, rag.Retrieved{}),
			after(4*time.Second, rag.Delta{Text: "甲。"}), after(8*time.Second, rag.Checked{}),
			after(16*time.Second, rag.Delta{Text: "乙。"}), after(32*time.Second, rag.Dropped{Problem: rag.ProblemNumber}),
			after(64*time.Second, end),
		})
		if len(told) != 1 {
			t.Fatalf("told %+v", told)
		}
		o := told[0]
		if o.Type != Finished || o.Owner != "anna" || o.Model != "m" || !slices.Equal(o.Cites, []string{"b", "a"}) ||
			!slices.Equal(o.Dropped, []string{"number"}) || !slices.Equal(o.Notices, []string{"fallback"}) {
			t.Errorf("got %+v", o)
		}
		want := "[{understand 1s} {find 2s} {total 2m7s} {first_piece 7s} {write 1m24s} {verify 40s}]"
		if got := fmt.Sprint(o.Steps); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestWatchIsToldOfEveryEnd(t *testing.T) {
	for _, c := range []struct {
		script script
		want   string
	}{
		{script{{err: rag.ErrModel}}, "failed model_failed false "},
		{say(rag.Finished{Answer: rag.Answer{Refused: true, Reason: rag.NotCovered}}), "finished  true not_covered"},
		{script{{do: func(context.Context, rag.Question) { panic("oh") }}}, "failed internal false "},
	} {
		synctest.Test(t, func(t *testing.T) {
			told := watched(t, c.script)
			if len(told) != 1 {
				t.Fatalf("told %+v", told)
			}
			if got := fmt.Sprint(told[0].Type, " ", told[0].Code, " ", told[0].Refused, " ", told[0].Reason); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Options{Answerer: script{wait(nil)}, Keeper: &memory{}, MaxAnswers: 1, Log: silent})
		run := ask(t, r, Ask{})
		refused := make(chan error)
		go func() { _, err := r.Ask(t.Context(), Ask{Owner: "anna"}); refused <- err }()
		synctest.Wait()
		if making, waiting := r.Running(); making != 1 || waiting != 1 {
			t.Errorf("%d made, %d wait", making, waiting)
		}
		<-refused
		_ = r.Stop(t.Context(), run.Owner, run.AnswerID)
		synctest.Wait()
		if making, waiting := r.Running(); making != 0 || waiting != 0 {
			t.Errorf("%d made, %d wait", making, waiting)
		}
	})
}
