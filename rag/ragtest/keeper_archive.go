package ragtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// A Records is all that a store keeps of what is said.
type Records interface {
	talk.Keeper
	talk.Archive
	talk.Judge
}

// TestArchive runs the suite of a talk.Archive and talk.Judge, as TestKeeper.
func TestArchive(t *testing.T, place func(t *testing.T) func() Records) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, one, two Records)
	}{
		{"headings", testHeadings},
		{"titles", testTitles},
		{"what was said", testSaid},
		{"deleted conversations", testRemove},
		{"old conversations", testExpire},
		{"whose answer it is", testRun},
		{"feedback", testFeedback},
	} {
		t.Run(c.name, func(t *testing.T) {
			open := place(t)
			c.test(t, open(), open())
		})
	}
}

// runIn is an answer of a conversation that began some seconds after begun.
func runIn(conversation, id string, seconds int) talk.Run {
	r := runOf(id, seconds)
	r.ConversationID, r.Prompt = conversation, "v1"
	return r
}

// headings shows the conversations of an owner.
func headings(t *testing.T, a talk.Archive, owner, id string) (s string) {
	t.Helper()
	all, err := a.Conversations(t.Context(), owner, id)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range all {
		s += fmt.Sprintf("%s %q %s +%.0f +%.0f\n", h.ID, h.Title, h.First, h.Began.Sub(begun).Seconds(), h.Latest.Sub(begun).Seconds())
	}
	return s
}

// testHeadings: the conversation of the latest answer comes first, equal ones by id.
func testHeadings(t *testing.T, one, two Records) {
	lease := time.Now().Add(time.Minute)
	for _, r := range []talk.Run{runIn("a", "a1", 0), runIn("b", "b1", 5), runIn("a", "a2", 9), runIn("d", "d1", 5)} {
		begin(t, one, r, lease)
	}
	other := runIn("e", "e1", 50)
	other.Owner = "slack:T/U"
	begin(t, one, other, lease)
	const want = "a \"\" 问a1 +0 +9\nb \"\" 问b1 +5 +5\nd \"\" 问d1 +5 +5\n"
	if got := headings(t, two, "local", ""); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := headings(t, two, "local", "b"); got != "b \"\" 问b1 +5 +5\n" {
		t.Errorf("one: %s", got)
	}
	for _, c := range [][2]string{{"local", "e"}, {"nobody", ""}, {"local", "x"}, {"", ""}} {
		if got := headings(t, two, c[0], c[1]); got != "" {
			t.Errorf("%q: %s", c, got)
		}
	}
}

// finished is the last record of an answer with a text.
func finished(seq int, text string) talk.Record {
	data, _ := json.Marshal(map[string]any{"type": "finished", "seq": seq, "answer": map[string]string{"text": text}})
	return talk.Record{Seq: seq, Type: talk.Finished, Data: data}
}

// testSaid: questions come with the texts of their answers, one's own alone, of
// each conversation the earliest first.
func testSaid(t *testing.T, one, two Records) {
	lease := time.Now().Add(time.Minute)
	hard := "养老 <b>\"1\"\n[1]。\u0000\U0001f600"
	for i, r := range []talk.Run{runIn("a", "a1", 0), runIn("b", "b1", 5), runIn("a", "a2", 9), runIn("a", "a3", 9)} {
		begin(t, one, r, lease)
		if i == 2 {
			appendTo(t, one, r.AnswerID, lease, record(1, "accepted"), record(2, "stopped"))
		} else if i < 2 {
			appendTo(t, one, r.AnswerID, lease, record(1, "accepted"), finished(2, hard+r.AnswerID))
		}
	}
	other := runIn("e", "e1", 50)
	other.Owner = "slack:T/U"
	begin(t, one, other, lease)
	got, err := two.Said(t.Context(), "local")
	for i := range got { // what has no zero bytes has what stands for them
		got[i].Answer = strings.ReplaceAll(got[i].Answer, "\uFFFD", "\x00")
	}
	said := func(conversation, question, answer string) talk.Said {
		return talk.Said{ConversationID: conversation, Question: question, Answer: answer}
	}
	want := []talk.Said{said("a", "问a1", hard+"a1"), said("b", "问b1", hard+"b1"), said("a", "问a2", ""), said("a", "问a3", "")}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%v, got\n%q want\n%q", err, got, want)
	}
	if got, err := two.Said(t.Context(), "nobody"); err != nil || len(got) > 0 {
		t.Errorf("of nobody: %v, %v", got, err)
	}
}

// testTitles: only the owner names a conversation; going on with it keeps the name.
func testTitles(t *testing.T, one, two Records) {
	lease := time.Now().Add(time.Minute)
	begin(t, one, runIn("a", "a1", 0), lease)
	if err := two.Rename(t.Context(), "local", "a", "养老 <b>\"1\""); err != nil {
		t.Fatal(err)
	}
	begin(t, two, runIn("a", "a2", 1), lease)
	if got, want := headings(t, one, "local", ""), "a \"养老 <b>\\\"1\\\"\" 问a1 +0 +1\n"; got != want {
		t.Errorf("got %s", got)
	}
	if err := two.Rename(t.Context(), "slack:T/U", "a", "x"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("another's: %v", err)
	}
	if err := two.Rename(t.Context(), "local", "none", "x"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("none: %v", err)
	}
}

// testRemove: a deleted conversation leaves nothing, whatever was under way.
func testRemove(t *testing.T, one, two Records) {
	ctx, lease := t.Context(), time.Now().Add(time.Minute)
	begin(t, one, runIn("a", "a1", 0), lease)
	begin(t, one, runIn("b", "b1", 0), lease)
	appendTo(t, one, "a1", lease, record(1, "accepted"))
	judge(t, one, "a1", found("a", talk.Up, 0))
	judge(t, one, "b1", found("b", talk.Up, 1))
	if err := two.Remove(ctx, "slack:T/U", "a"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("another's: %v", err)
	}
	if err := two.Remove(ctx, "local", "a"); err != nil {
		t.Fatal(err)
	}
	if err := two.Remove(ctx, "local", "a"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("twice: %v", err)
	}
	if _, err := one.Append(ctx, "a1", []talk.Record{record(2, "finished")}, lease); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("its answer goes on: %v", err)
	}
	for what, err := range map[string]error{
		"records": second(one.Records(ctx, "local", "a1", 0)), "runs": second(one.Runs(ctx, "local", "a")), "run": second(one.Run(ctx, "a1")),
	} {
		if !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if got := judged(t, two); got != "b1 up 好\n" {
		t.Errorf("feedback: %s", got)
	}
	if got := headings(t, one, "local", ""); got != "b \"\" 问b1 +0 +0\n" {
		t.Errorf("left: %s", got)
	}
}

func second[T any](_ T, err error) error { return err }

// testExpire: conversations go when their latest answer is old; feedback stays.
func testExpire(t *testing.T, one, two Records) {
	lease := time.Now().Add(time.Minute)
	for _, r := range []talk.Run{runIn("old", "o1", 0), runIn("kept", "k1", 0), runIn("kept", "k2", 10), runIn("new", "n1", 10)} {
		begin(t, one, r, lease)
	}
	judge(t, one, "o1", found("old", talk.Down, 0))
	for _, c := range []struct {
		seconds int
		want    string
	}{{0, "kept new old"}, {10, "kept new"}, {11, ""}} {
		if err := two.Expire(t.Context(), begun.Add(time.Duration(c.seconds)*time.Second)); err != nil {
			t.Fatal(err)
		}
		all, err := one.Conversations(t.Context(), "local", "")
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range all {
			ids = append(ids, h.ID)
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("before +%d: %s, want %s", c.seconds, got, c.want)
		}
	}
	if got := judged(t, two); got != "o1 down 好\n" {
		t.Errorf("feedback: %s", got)
	}
}

// testRun: whose an answer is can be found out from its id.
func testRun(t *testing.T, one, two Records) {
	want := runIn("a", "a1", 3)
	want.Replaces = "a0"
	begin(t, one, want, time.Now().Add(time.Minute))
	got, err := two.Run(t.Context(), "a1")
	if err != nil || !got.Started.Equal(want.Started) {
		t.Fatalf("%+v, %v", got, err)
	}
	if got.Started = want.Started; got != want {
		t.Errorf("got %+v", got)
	}
	if _, err := two.Run(t.Context(), "none"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("none: %v", err)
	}
}

// judge keeps the feedback of an answer of a conversation.
func judge(t *testing.T, j talk.Judge, answer string, f talk.Feedback) {
	t.Helper()
	f.AnswerID, f.Owner, f.Comment, f.Prompt, f.Answer = answer, "local", "好", "v1", json.RawMessage(`{"text":"养老 <b>"}`)
	if err := j.Judge(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

// found is a verdict on an answer of a conversation, some seconds after begun.
func found(conversation, verdict string, seconds int) talk.Feedback {
	return talk.Feedback{ConversationID: conversation, Verdict: verdict, Given: begun.Add(time.Duration(seconds) * time.Second)}
}

// judged shows all feedback.
func judged(t *testing.T, j talk.Judge) (s string) {
	t.Helper()
	for f, err := range j.Judged(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		s += fmt.Sprintf("%s %s %s\n", f.AnswerID, f.Verdict, f.Comment)
	}
	return s
}

// testFeedback: all that was given comes back, oldest first; who changes their
// mind is counted once.
func testFeedback(t *testing.T, one, two Records) {
	judge(t, one, "b", found("c", talk.Up, 1))
	judge(t, two, "a", found("c", talk.Up, 1))
	judge(t, two, "z", found("c", talk.Down, 0))
	judge(t, one, "z", found("c", talk.Up, 2))
	if got := judged(t, two); got != "a up 好\nb up 好\nz up 好\n" {
		t.Errorf("got\n%s", got)
	}
	for f, err := range one.Judged(t.Context()) {
		if err != nil || f.ConversationID != "c" || f.Owner != "local" || f.Prompt != "v1" || string(f.Answer) != `{"text":"养老 <b>"}` || !f.Given.Equal(begun.Add(time.Second)) {
			t.Errorf("got %+v, %v", f, err)
		}
		break // who stops listening is told no more
	}
	const many = 230
	var wait sync.WaitGroup
	for _, k := range []Records{one, two} {
		wait.Go(func() {
			for i := range many {
				judge(t, k, fmt.Sprint("m", i), found("d", talk.Up, 3))
			}
		})
	}
	wait.Wait()
	if got := strings.Count(judged(t, two), "\n"); got != many+3 {
		t.Errorf("%d, want %d", got, many+3)
	}
}
