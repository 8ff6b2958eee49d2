package talk

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag"
)

func text(t *testing.T, r Record) string {
	var m struct{ Text string }
	if err := json.Unmarshal(r.Data, &m); err != nil {
		t.Fatal(err)
	}
	return m.Text
}

// pieces are deltas of one character each, with a pause before each.
func pieces(s string, pause time.Duration) (all script) {
	for _, c := range s {
		all = append(all, step{
			do:    func(context.Context, rag.Question) { time.Sleep(pause) },
			event: rag.Delta{Text: string(c)},
		})
	}
	return all
}

func TestDeltasAreMerged(t *testing.T) {
	for _, pause := range []time.Duration{0, 20 * time.Millisecond, 99 * time.Millisecond, time.Second} {
		synctest.Test(t, func(t *testing.T) {
			whole := strings.Repeat("健全基本养老服务体系", 10)
			r := newRunner(&memory{}, append(pieces(whole, pause), step{do: func(context.Context, rag.Question) { time.Sleep(time.Second) }}, step{event: finished("甲。")}))
			run := ask(t, r, Ask{})
			var got string
			var at []time.Time
			for rec, err := range r.Events(t.Context(), run.Owner, run.AnswerID, 1) {
				if err != nil {
					t.Fatal(err)
				}
				if rec.Type == delta {
					got += text(t, rec)
					at = append(at, time.Now())
				}
			}
			if got != whole {
				t.Errorf("pause %v: got %s", pause, got)
			}
			for i := range at[1:] {
				if d := at[i+1].Sub(at[i]); d < deltaEvery {
					t.Errorf("pause %v: delta %d came after %v", pause, i+1, d)
				}
			}
		})
	}
}

func TestDraftWaitsAtMostItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRunner(&memory{}, append(append(pieces("甲乙", 0), wait(nil)), step{event: finished("甲。")}))
		run := ask(t, r, Ask{})
		begun := time.Now()
		for rec, err := range r.Events(t.Context(), run.Owner, run.AnswerID, 2) {
			if err != nil || text(t, rec) != "乙" || time.Since(begun) != deltaEvery {
				t.Errorf("after %v: %s, %v", time.Since(begun), rec.Data, err)
			}
			break
		}
		if err := r.Stop(t.Context(), run.Owner, run.AnswerID); err != nil {
			t.Error(err)
		}
	})
}

func TestCheckedStandsForItsDraft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRunner(&memory{}, append(say(
			rag.Delta{Text: "甲"}, rag.Delta{Text: "是乙[1]。丙"}, rag.Checked{}, rag.Delta{Text: "是丁[2]。"}, rag.Checked{},
		), step{do: func(context.Context, rag.Question) { time.Sleep(time.Second) }}, step{event: finished("…")}))
		got := types(follow(t, r, ask(t, r, Ask{}), 1))
		if want := []string{"delta", "checked", "checked", "finished"}; !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestRest(t *testing.T) {
	for draft, want := range map[string]string{
		"甲。乙": "乙", "甲乙": "甲乙", "甲。": "", "": "", "甲！\n- 乙；丙": "丙", "a. b": "a. b",
	} {
		if got := rest(draft); got != want {
			t.Errorf("rest(%q) = %q, want %q", draft, got, want)
		}
	}
}

func TestFollowEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &memory{}
		r, other := newRunner(k, script{wait(nil)}), newRunner(k, nil)
		run := ask(t, r, Ask{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		for _, r := range []*Runner{r, other} {
			var last error
			for _, err := range r.Events(ctx, run.Owner, run.AnswerID, 0) {
				last = err
			}
			if last != context.DeadlineExceeded {
				t.Errorf("got %v", last)
			}
		}
		if err := r.Stop(t.Context(), run.Owner, run.AnswerID); err != nil {
			t.Error(err)
		}
	})
}

// Who has seen an answer's end waits for nothing more, whether or not this
// process still knows the run.
func TestNothingComesAfterTheEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		r := newRunner(&memory{}, append(script{wait(gate)}, say(finished("甲。"))...))
		run := ask(t, r, Ask{})
		l := r.live(run.Owner, run.AnswerID)
		close(gate)
		follow(t, r, run, 0)
		l.follow(t.Context(), 2, func(rec Record, err error) bool {
			t.Errorf("got %v, %v", rec, err)
			return true
		})
		if got := follow(t, r, run, 2); len(got) != 0 {
			t.Errorf("got %v", got)
		}
	})
}
