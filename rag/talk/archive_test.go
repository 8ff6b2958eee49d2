package talk

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/rag"
)

// An archive is a memory with titles and feedback.
type archive struct {
	memory
	titles  map[string]string
	said    []Feedback
	expired []time.Time
}

// Conversations implements Archive.
func (a *archive) Conversations(_ context.Context, owner, id string) (all []Heading, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, r := range a.runs {
		i := slices.IndexFunc(all, func(h Heading) bool { return h.ID == r.ConversationID })
		switch {
		case r.Owner != owner || id != "" && r.ConversationID != id:
		case i >= 0:
			all[i].Latest = r.Started
		default:
			all = append(all, Heading{ID: r.ConversationID, Title: a.titles[r.ConversationID], First: r.Question, Began: r.Started, Latest: r.Started})
		}
	}
	slices.SortFunc(all, func(a, b Heading) int { return cmp.Or(b.Latest.Compare(a.Latest), cmp.Compare(a.ID, b.ID)) })
	return all, a.fail
}

// Said implements Archive.
func (a *archive) Said(_ context.Context, owner string) (all []Said, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, r := range a.runs {
		if r.Owner != owner {
			continue
		}
		s := Said{ConversationID: r.ConversationID, Question: r.Question}
		if n := len(r.records); n > 0 {
			s.Answer, _ = r.records[n-1].said()
		}
		all = append(all, s)
	}
	return all, a.fail
}

// Rename implements Archive.
func (a *archive) Rename(_ context.Context, owner, id, title string) error {
	if a.titles == nil {
		a.titles = map[string]string{}
	}
	a.titles[id] = title
	return nil
}

// Remove implements Archive.
func (a *archive) Remove(_ context.Context, owner, id string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.runs = slices.DeleteFunc(a.runs, func(r *kept) bool { return r.ConversationID == id })
	return nil
}

// Expire implements Archive.
func (a *archive) Expire(_ context.Context, before time.Time) error {
	a.expired = append(a.expired, before)
	return nil
}

// Run implements Archive.
func (a *archive) Run(_ context.Context, answerID string) (Run, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	r, err := a.find("", answerID)
	if err != nil {
		return Run{}, err
	}
	return r.Run, nil
}

// Judge implements Judge.
func (a *archive) Judge(_ context.Context, f Feedback) error {
	a.said = append(a.said, f)
	return nil
}

// Judged implements Judge.
func (a *archive) Judged(context.Context) iter.Seq2[Feedback, error] {
	return func(yield func(Feedback, error) bool) {
		for _, f := range a.said {
			if !yield(f, nil) {
				return
			}
		}
	}
}

func newArchive(a *archive, answers Answerer) *Runner {
	return New(Options{Answerer: answers, Keeper: a, Archive: a, Judge: a, Prompt: "v7", KeepFor: 24 * time.Hour, Log: silent})
}

func TestConversationsHaveTitles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &archive{}
		r := newArchive(a, say(finished("甲。")))
		long := ask(t, r, Ask{Question: rag.Question{Text: strings.Repeat("问", 50)}})
		follow(t, r, long, 0)
		time.Sleep(time.Second)
		second := ask(t, r, Ask{Question: rag.Question{Text: "那惠州呢"}})
		follow(t, r, second, 0)
		all, err := r.Conversations(t.Context(), "anna")
		if err != nil || len(all) != 2 || all[0].Title != "那惠州呢" || all[1].Title != strings.Repeat("问", maxTitle-1)+"…" {
			t.Errorf("got %+v, %v", all, err)
		}
		if all, err := r.Conversations(t.Context(), "bert"); err != nil || len(all) != 0 {
			t.Errorf("another's: %+v, %v", all, err)
		}
		if err := r.Rename(t.Context(), "anna", long.ConversationID, strings.Repeat("名", 50)); err != nil {
			t.Fatal(err)
		}
		c, err := r.Conversation(t.Context(), "anna", long.ConversationID)
		if err != nil || c.Title != strings.Repeat("名", maxTitle-1)+"…" {
			t.Errorf("got %+v, %v", c, err)
		}
	})
}

// An answer of a deleted conversation ends as stopped, and holds nobody up.
func TestRemovedWhileItIsMade(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &archive{}
		r := newArchive(a, script{{event: rag.Rewritten{Query: "q"}}, wait(nil)})
		run := ask(t, r, Ask{})
		synctest.Wait()
		if err := r.Remove(t.Context(), "anna", run.ConversationID); err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		got := types(follow(t, r, run, 0))
		if took := time.Since(begun); !slices.Equal(got, []string{"accepted", "rewritten", "stopped"}) || took > renewEvery+batchEvery {
			t.Errorf("after %v: %v", took, got)
		}
		if err := r.Close(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestFeedbackHasAllThatItTakes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, gate := &archive{}, make(chan struct{})
		r := newArchive(a, script{wait(gate), {event: finished("甲。")}})
		run := ask(t, r, Ask{Question: rag.Question{Text: "问"}})
		f := Feedback{Owner: "anna", AnswerID: run.AnswerID, Verdict: Down, Comment: "数字不对"}
		if err := r.Judge(t.Context(), f); !errors.Is(err, ErrUnfinished) {
			t.Errorf("while it is made: %v", err)
		}
		if _, err := r.Shared(t.Context(), run.AnswerID); !errors.Is(err, ErrUnfinished) {
			t.Errorf("shared while it is made: %v", err)
		}
		close(gate)
		follow(t, r, run, 0)
		if err := r.Judge(t.Context(), f); err != nil {
			t.Fatal(err)
		}
		got := a.said[0]
		var answer rag.Answer
		if err := json.Unmarshal(got.Answer, &answer); err != nil || answer.ID != run.AnswerID {
			t.Errorf("%v: %s", err, got.Answer)
		}
		if got.Prompt != "v7" || got.ConversationID != run.ConversationID || !got.Given.Equal(time.Now()) || got.Comment != "数字不对" {
			t.Errorf("got %+v", got)
		}
		shared, err := r.Shared(t.Context(), run.AnswerID)
		if err != nil || string(shared) != string(got.Answer) {
			t.Errorf("shared %s, %v", shared, err)
		}
		f.Owner = "bert"
		if err := r.Judge(t.Context(), f); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("another's: %v", err)
		}
		if _, err := r.Shared(t.Context(), "none"); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("none: %v", err)
		}
	})
}

func TestOldConversationsExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a := &archive{}
		ctx, cancel := context.WithCancel(t.Context())
		begun := time.Now()
		go newArchive(a, nil).Sweep(ctx)
		time.Sleep(2*expireEvery + time.Minute)
		cancel()
		synctest.Wait()
		if len(a.expired) != 3 || !a.expired[0].Equal(begun.Add(-24*time.Hour)) {
			t.Errorf("%d times: %v", len(a.expired), a.expired)
		}
	})
}
