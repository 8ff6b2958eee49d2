package ragtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// TestKeeper runs the suite of a talk.Keeper. Each test gets a place of its
// own; each call of what it returns opens one more handle on it.
func TestKeeper(t *testing.T, place func(t *testing.T) func() talk.Keeper) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, one, two talk.Keeper)
	}{
		{"a run and its records", testRecords},
		{"nobody else's", testOwners},
		{"records out of order", testOrder},
		{"a conversation", testConversation},
		{"stop", testStop},
		{"lapsed leases", testLapsed},
		{"forgetting", testForget},
		{"two that end one run", testRace},
	} {
		t.Run(c.name, func(t *testing.T) {
			open := place(t)
			c.test(t, open(), open())
		})
	}
}

var begun = time.Date(2026, 3, 1, 12, 0, 0, 123000, time.UTC)

// runOf is an answer of conversation c that began some seconds after begun.
func runOf(id string, seconds int) talk.Run {
	started := begun.Add(time.Duration(seconds) * time.Second)
	return talk.Run{AnswerID: id, ConversationID: "c", Owner: "local", Question: "问" + id, Started: started}
}

// begin keeps a new run.
func begin(t *testing.T, k talk.Keeper, run talk.Run, lease time.Time) {
	t.Helper()
	if err := k.Begin(t.Context(), run, lease); err != nil {
		t.Fatal(err)
	}
}

// record is one whose data JSON would like to escape.
func record(seq int, kind string) talk.Record {
	return talk.Record{Seq: seq, Type: kind, Data: json.RawMessage(fmt.Sprintf(`{"type":%q,"seq":%d,"text":"养老 <b>"}`, kind, seq))}
}

// appendTo expects the records to be kept.
func appendTo(t *testing.T, k talk.Keeper, id string, lease time.Time, records ...talk.Record) (stop bool) {
	t.Helper()
	stop, err := k.Append(t.Context(), id, records, lease)
	if err != nil {
		t.Fatal(err)
	}
	return stop
}

// said shows records so that they can be compared.
func said(records []talk.Record) (s string) {
	for _, r := range records {
		s += fmt.Sprintf("%d %s %s\n", r.Seq, r.Type, r.Data)
	}
	return s
}

// expectRecords compares what is kept of a run after a seq.
func expectRecords(t *testing.T, k talk.Keeper, id string, after int, want ...talk.Record) {
	t.Helper()
	got, err := k.Records(t.Context(), "local", id, after)
	if err != nil || said(got) != said(want) {
		t.Errorf("records after %d:\n got %s, %v\nwant %s", after, said(got), err, said(want))
	}
}

// testRecords: what one handle appends the other reads, from any number on, until the end.
func testRecords(t *testing.T, one, two talk.Keeper) {
	lease := time.Now().Add(time.Minute)
	begin(t, one, runOf("a", 0), lease)
	expectRecords(t, two, "a", 0)
	r := []talk.Record{record(1, "accepted"), record(2, "delta"), record(3, "finished")}
	if appendTo(t, one, "a", lease, r[0], r[1]) {
		t.Error("stopped without being asked")
	}
	expectRecords(t, two, "a", 0, r[0], r[1])
	expectRecords(t, two, "a", 1, r[1])
	appendTo(t, one, "a", lease)
	appendTo(t, one, "a", lease, r[2])
	expectRecords(t, two, "a", 2, r[2])
	expectRecords(t, two, "a", 3)
	expectRecords(t, two, "a", 99)
	if _, err := one.Append(t.Context(), "a", []talk.Record{record(4, "delta")}, lease); err == nil {
		t.Error("a record came after the last")
	}
	if err := one.Begin(t.Context(), talk.Run{AnswerID: "a", ConversationID: "c", Owner: "local"}, lease); err == nil {
		t.Error("one answer began twice")
	}
}

// testOwners: what is another's is as if it were not there.
func testOwners(t *testing.T, one, _ talk.Keeper) {
	ctx, lease := t.Context(), time.Now().Add(time.Minute)
	begin(t, one, runOf("a", 0), lease)
	appendTo(t, one, "a", lease, record(1, "finished"))
	stranger := talk.Run{AnswerID: "b", ConversationID: "c", Owner: "slack:T/U", Started: begun}
	if err := one.Begin(ctx, stranger, lease); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("begin in another's conversation: %v", err)
	}
	for _, c := range []struct{ owner, answer, conversation string }{{"slack:T/U", "a", "c"}, {"", "a", "c"}, {"local", "x", "x"}, {"local", "b", "d"}} {
		if _, err := one.Records(ctx, c.owner, c.answer, 0); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("records for %v: %v", c, err)
		}
		if err := one.Stop(ctx, c.owner, c.answer); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("stop for %v: %v", c, err)
		}
		if _, err := one.Runs(ctx, c.owner, c.conversation); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("runs for %v: %v", c, err)
		}
	}
	if _, err := one.Append(ctx, "x", nil, lease); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("append to nothing: %v", err)
	}
}

// testOrder: a gap or another record of a taken number is refused and nothing
// of the batch stays; the same again is none, for a writer that did not hear
// of its success tries again.
func testOrder(t *testing.T, one, two talk.Keeper) {
	ctx, lease := t.Context(), time.Now().Add(time.Minute)
	begin(t, one, runOf("a", 0), lease)
	appendTo(t, one, "a", lease, record(1, "accepted"))
	for _, bad := range [][]talk.Record{
		{record(3, "delta")},
		{record(1, "delta")},
		{record(2, "delta"), record(4, "delta")},
		{record(2, "failed"), record(3, "delta")},
		{record(0, "delta")},
	} {
		if _, err := two.Append(ctx, "a", bad, lease); err == nil {
			t.Errorf("%s was kept", said(bad))
		}
	}
	expectRecords(t, one, "a", 0, record(1, "accepted"))
	appendTo(t, two, "a", lease, record(1, "accepted"), record(2, "delta"))
	appendTo(t, two, "a", lease, record(2, "delta"), record(3, "failed"))
	appendTo(t, two, "a", lease, record(3, "failed"))
	expectRecords(t, one, "a", 1, record(2, "delta"), record(3, "failed"))
}

// testConversation: runs come oldest first, each with its latest record.
func testConversation(t *testing.T, one, two talk.Keeper) {
	lease := time.Now().Add(time.Minute)
	begin(t, one, runOf("z", 0), lease)
	begin(t, two, runOf("b", 1), lease)
	last := runOf("a", 1)
	last.Replaces = "z"
	begin(t, one, last, lease)
	other := runOf("other", 0)
	other.ConversationID = "d"
	begin(t, one, other, lease)
	appendTo(t, one, "z", lease, record(1, "accepted"), record(2, "finished"))
	appendTo(t, one, "b", lease, record(1, "accepted"))
	runs, err := two.Runs(t.Context(), "local", "c")
	if err != nil || len(runs) != 3 {
		t.Fatalf("%v, %v", runs, err)
	}
	for i, want := range []struct {
		id   string
		last int
	}{{"z", 2}, {"a", 0}, {"b", 1}} {
		r := runs[i]
		if r.AnswerID != want.id || r.ConversationID != "c" || r.Owner != "local" || r.Question != "问"+want.id {
			t.Errorf("run %d: %+v, want %s", i, r, want.id)
		}
		switch {
		case want.last == 0 && r.Last != nil, want.last > 0 && r.Last == nil:
			t.Errorf("%s: last %+v", r.AnswerID, r.Last)
		case r.Last != nil && r.Last.Seq != want.last:
			t.Errorf("%s: last %d, want %d", r.AnswerID, r.Last.Seq, want.last)
		}
	}
	if runs[0].Replaces != "" || runs[1].Replaces != "z" {
		t.Errorf("replacing %q and %q", runs[0].Replaces, runs[1].Replaces)
	}
	if !runs[0].Started.Equal(begun) {
		t.Errorf("started %v, want %v", runs[0].Started, begun)
	}
}

// testStop: the wish to stop reaches the runner in any process, with its next batch.
func testStop(t *testing.T, one, two talk.Keeper) {
	lease := time.Now().Add(time.Minute)
	begin(t, one, runOf("a", 0), lease)
	appendTo(t, one, "a", lease, record(1, "accepted"))
	if err := two.Stop(t.Context(), "local", "a"); err != nil {
		t.Fatal(err)
	}
	if !appendTo(t, one, "a", lease) || !appendTo(t, one, "a", lease, record(2, "stopped")) {
		t.Error("nobody told the runner to stop")
	}
	if err := two.Stop(t.Context(), "local", "a"); err != nil {
		t.Errorf("stop after the end: %v", err)
	}
	expectRecords(t, two, "a", 1, record(2, "stopped"))
}

// lapsed returns the ids of lapsed runs.
func lapsed(t *testing.T, k talk.Keeper, now, forget time.Time) (ids []string) {
	t.Helper()
	runs, err := k.Lapsed(t.Context(), now, forget)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		ids = append(ids, r.AnswerID)
	}
	return ids
}

// testLapsed: a run is lapsed while its lease is over and no terminal record is there.
func testLapsed(t *testing.T, one, two talk.Keeper) {
	now := time.Now()
	begin(t, one, runOf("silent", 0), now.Add(-time.Second))
	begin(t, one, runOf("busy", 1), now.Add(-time.Second))
	begin(t, one, runOf("ended", 2), now.Add(-time.Second))
	begin(t, one, runOf("renewed", 3), now.Add(-time.Second))
	appendTo(t, one, "busy", now.Add(-time.Second), record(1, "accepted"))
	appendTo(t, one, "ended", now.Add(-time.Second), record(1, "failed"))
	appendTo(t, one, "renewed", now.Add(time.Minute))
	if got := fmt.Sprint(lapsed(t, two, now, begun)); got != "[silent busy]" {
		t.Errorf("lapsed: %s", got)
	}
	appendTo(t, two, "silent", now, record(1, "failed"))
	appendTo(t, two, "busy", now, record(2, "failed"))
	if got := lapsed(t, one, now, begun); len(got) != 0 {
		t.Errorf("then lapsed: %v", got)
	}
	if got := fmt.Sprint(lapsed(t, one, now.Add(time.Hour), begun)); got != "[renewed]" {
		t.Errorf("an hour later: %s", got)
	}
}

// testForget: of an ended run the terminal record stays, and of one that goes on all.
func testForget(t *testing.T, one, two talk.Keeper) {
	now := time.Now()
	lease := now.Add(time.Minute)
	begin(t, one, runOf("ended", 0), lease)
	begin(t, one, runOf("going", 0), lease)
	appendTo(t, one, "ended", lease, record(1, "accepted"), record(2, "delta"), record(3, "finished"))
	appendTo(t, one, "going", lease, record(1, "accepted"), record(2, "delta"))
	lapsed(t, two, now, now.Add(-time.Hour))
	expectRecords(t, one, "ended", 0, record(1, "accepted"), record(2, "delta"), record(3, "finished"))
	lapsed(t, two, now, now.Add(time.Hour))
	expectRecords(t, one, "ended", 0, record(3, "finished"))
	expectRecords(t, one, "going", 0, record(1, "accepted"), record(2, "delta"))
	runs, err := one.Runs(t.Context(), "local", "c")
	if err != nil || len(runs) != 2 || runs[0].Last.Seq != 3 {
		t.Errorf("runs: %+v, %v", runs, err)
	}
}

// testRace has two processes end one run: one of them wins.
func testRace(t *testing.T, one, two talk.Keeper) {
	lease := time.Now().Add(time.Minute)
	begin(t, one, runOf("a", 0), lease)
	var wait sync.WaitGroup
	errs := make([]error, 2)
	for i, k := range []talk.Keeper{one, two} {
		wait.Go(func() {
			_, errs[i] = k.Append(t.Context(), "a", []talk.Record{record(1, []string{"stopped", "failed"}[i])}, lease)
		})
	}
	wait.Wait()
	if (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("not one winner: %v", errs)
	}
	if got, err := one.Records(t.Context(), "local", "a", 0); err != nil || len(got) != 1 {
		t.Errorf("records: %s, %v", said(got), err)
	}
}
