package talk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
)

var silent = slog.New(slog.NewTextHandler(io.Discard, nil))

func newRunner(k Keeper, a Answerer) *Runner {
	return New(Options{Answerer: a, Keeper: k, PublicURL: "https://plans.example/", Log: silent})
}

// finished is an answer with a citation.
func finished(text string) rag.Finished {
	return rag.Finished{Answer: rag.Answer{Text: text, Citations: []rag.Citation{{
		Number: 1, Document: chunk.Meta{ID: "赤坎 1", Revision: "a&b"}, Span: chunk.Span{Start: 3, End: 9},
	}}}}
}

// follow collects the records of an answer after a Seq.
func follow(t *testing.T, r *Runner, run Run, after int) (records []Record) {
	t.Helper()
	for rec, err := range r.Events(t.Context(), run.Owner, run.AnswerID, after) {
		if err != nil {
			t.Fatalf("after %d records: %v", len(records), err)
		}
		records = append(records, rec)
	}
	return records
}

func types(records []Record) (all []string) {
	for i, r := range records {
		if i > 0 && r.Seq != records[i-1].Seq+1 {
			all = append(all, fmt.Sprintf("gap before %d", r.Seq))
		}
		all = append(all, r.Type)
	}
	return all
}

func ask(t *testing.T, r *Runner, a Ask) Run {
	t.Helper()
	if a.Owner == "" {
		a.Owner = "anna"
	}
	if a.Question.Text == "" {
		a.Question.Text = "养老服务目标是什么"
	}
	run, err := r.Ask(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func TestAnswerIsToldInMessages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sentence := rag.Sentence{Text: "甲[1]。", Citations: []int{1}, Supported: true}
		r := newRunner(&memory{}, say(rag.Rewritten{Query: "q"}, rag.Retrieved{}, rag.Delta{Text: "甲[1]。"},
			rag.Checked{Sentence: sentence}, finished("甲[1]。")))
		run := ask(t, r, Ask{ClientID: "mine"})
		records := follow(t, r, run, 0)
		want := []string{
			`{"type":"accepted","answer_id":"ID","seq":1,"id":"mine","conversation_id":"CONVERSATION"}`,
			`{"type":"rewritten","answer_id":"ID","seq":2,"query":"q"}`,
			`{"type":"retrieved","answer_id":"ID","seq":3,"passages":[]}`,
			`{"type":"delta","answer_id":"ID","seq":4,"text":"甲[1]。"}`,
			`{"type":"checked","answer_id":"ID","seq":5,"sentence":{"text":"甲[1]。","citations":[1],"supported":true,"computed":false,"problem":""}}`,
		}
		names := strings.NewReplacer(run.AnswerID, "ID", run.ConversationID, "CONVERSATION")
		for i, w := range want {
			if got := names.Replace(string(records[i].Data)); got != w {
				t.Errorf("got  %s\nwant %s", got, w)
			}
		}
		data, ok := records[len(records)-1].Answer()
		var answer rag.Answer
		if err := json.Unmarshal(data, &answer); !ok || err != nil || len(records) != 6 {
			t.Fatalf("%d records, the last %s", len(records), data)
		}
		if answer.ID != run.AnswerID || answer.ConversationID != run.ConversationID {
			t.Errorf("answer %q of conversation %q", answer.ID, answer.ConversationID)
		}
		if want := "https://plans.example/documents/%E8%B5%A4%E5%9D%8E%201?r=a%26b#3-9"; answer.Citations[0].URL != want {
			t.Errorf("citation at %s", answer.Citations[0].URL)
		}
	})
}

func TestEndings(t *testing.T) {
	for _, c := range []struct {
		name    string
		script  script
		english bool
		want    string // the failure
	}{
		{"without an answer", say(rag.Rewritten{Query: "q"}), false, "internal 系统出错，请稍后再试。"},
		{"the model failed", script{{err: fmt.Errorf("%w: 500", rag.ErrModel)}}, false, "model_failed 模型未能作答，请稍后再试。"},
		{"the library was out of reach", script{{err: fmt.Errorf("search: %w", ErrBusy)}}, false, "busy 当前提问较多或服务正在重启，请稍后再试。"},
		{"in English", script{{err: rag.ErrModel}}, true, "model_failed The model could not answer. Please try again."},
		{"a document is gone", script{{err: rag.ErrNotFound}}, false, "not_found 没有找到。"},
		{"panic", script{{do: func(context.Context, rag.Question) { panic("oh") }}}, false, "internal 系统出错，请稍后再试。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRunner(&memory{}, c.script)
				records := follow(t, r, ask(t, r, Ask{English: c.english}), 0)
				f := records[len(records)-1].Failure()
				if got := f.Code + " " + f.Message; got != c.want {
					t.Errorf("got %s, want %s", got, c.want)
				}
			})
		})
	}
}

func TestAnswerGoesOnUnfollowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRunner(&memory{}, say(rag.Rewritten{Query: "q"}, finished("甲。")))
		ctx, leave := context.WithCancel(t.Context())
		run, err := r.Ask(ctx, Ask{Owner: "anna"})
		leave()
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if got := types(follow(t, r, run, 1)); !slices.Equal(got, []string{"rewritten", "finished"}) {
			t.Errorf("got %v", got)
		}
	})
}

func TestFollowFromAnotherProcess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, gate := &memory{}, make(chan struct{})
		here := newRunner(k, append(say(rag.Rewritten{Query: "q"}), wait(gate), step{event: finished("甲。")}))
		there := newRunner(k, nil)
		run := ask(t, here, Ask{})
		var got []string
		for rec, err := range there.Events(t.Context(), run.Owner, run.AnswerID, 1) {
			if err != nil {
				t.Fatal(err)
			}
			if got = append(got, rec.Type); rec.Type == rewritten {
				close(gate)
			}
		}
		if !slices.Equal(got, []string{"rewritten", "finished"}) {
			t.Errorf("got %v", got)
		}
	})
}

func TestAnothersAnswerIsNotFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := make(chan struct{})
		r := newRunner(&memory{}, script{wait(gate), {event: finished("甲。")}})
		run := ask(t, r, Ask{})
		for range 2 { // while it is made, and after
			for _, err := range r.Events(t.Context(), "bert", run.AnswerID, 0) {
				if !errors.Is(err, rag.ErrNotFound) {
					t.Errorf("events: %v", err)
				}
			}
			if err := r.Stop(t.Context(), "bert", run.AnswerID); !errors.Is(err, rag.ErrNotFound) {
				t.Errorf("stop: %v", err)
			}
			if _, err := r.Answer(t.Context(), "bert", run.AnswerID); !errors.Is(err, rag.ErrNotFound) {
				t.Errorf("answer: %v", err)
			}
			if _, err := r.Ask(t.Context(), Ask{Owner: "bert", ConversationID: run.ConversationID}); !errors.Is(err, rag.ErrNotFound) {
				t.Errorf("ask: %v", err)
			}
			if gate != nil {
				close(gate)
				gate = nil
			}
			synctest.Wait()
		}
	})
}

func TestStop(t *testing.T) {
	for _, elsewhere := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			k := &memory{}
			r := newRunner(k, script{wait(nil), {event: finished("甲。")}})
			stopper := r
			if elsewhere {
				stopper = newRunner(k, nil)
			}
			run := ask(t, r, Ask{})
			if err := stopper.Stop(t.Context(), run.Owner, run.AnswerID); err != nil {
				t.Fatal(err)
			}
			if got := types(follow(t, r, run, 0)); !slices.Equal(got, []string{"accepted", "stopped"}) {
				t.Errorf("elsewhere %v: got %v", elsewhere, got)
			}
			if err := stopper.Stop(t.Context(), run.Owner, run.AnswerID); err != nil {
				t.Errorf("stop again: %v", err)
			}
		})
	}
}

func TestCloseLetsAnswersFinish(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRunner(&memory{}, script{{do: func(context.Context, rag.Question) { time.Sleep(20 * time.Second) }}, {event: finished("甲。")}})
		run := ask(t, r, Ask{})
		synctest.Wait()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		closed := make(chan error)
		go func() { closed <- r.Close(ctx) }()
		synctest.Wait()
		if _, err := r.Ask(t.Context(), Ask{Owner: "anna"}); !errors.Is(err, ErrBusy) {
			t.Errorf("ask while closing: %v", err)
		}
		if err := <-closed; err != nil {
			t.Error(err)
		}
		if got := types(follow(t, r, run, 1)); !slices.Equal(got, []string{"finished"}) {
			t.Errorf("got %v", got)
		}
	})
}

func TestCloseEndsWhatDoesNotFinish(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRunner(&memory{}, script{wait(nil)})
		run := ask(t, r, Ask{})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := r.Close(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("close: %v", err)
		}
		records := follow(t, r, run, 1)
		if len(records) != 1 || records[0].Failure().Code != Busy {
			t.Errorf("got %v", records)
		}
	})
}

func TestBusy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := New(Options{Answerer: script{wait(nil)}, Keeper: &memory{}, MaxAnswers: 1, Log: silent})
		run := ask(t, r, Ask{})
		begun := time.Now()
		if _, err := r.Ask(t.Context(), Ask{Owner: "anna"}); !errors.Is(err, ErrBusy) || time.Since(begun) != waitFor {
			t.Errorf("after %v: %v", time.Since(begun), err)
		}
		refused := make(chan error, maxWaiting+1)
		for range maxWaiting + 1 {
			go func() {
				_, err := r.Ask(t.Context(), Ask{Owner: "anna"})
				refused <- err
			}()
		}
		synctest.Wait()
		if len(refused) != 1 || !errors.Is(<-refused, ErrBusy) {
			t.Errorf("one had to be refused at once")
		}
		if err := r.Stop(t.Context(), run.Owner, run.AnswerID); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if len(refused) != 1 || <-refused != nil {
			t.Errorf("one had to take the place")
		}
		for range maxWaiting - 1 {
			if err := <-refused; !errors.Is(err, ErrBusy) {
				t.Errorf("waited: %v", err)
			}
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_ = r.Close(ctx)
	})
}
