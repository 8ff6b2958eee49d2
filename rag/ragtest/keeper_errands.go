package ragtest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/talk"
)

// An Office is all that a store keeps for bots.
type Office interface {
	talk.Errands
	Records
	// Lease takes, renews or, with zero, gives back the right to do something alone.
	Lease(ctx context.Context, name string, length time.Duration) (held bool, err error)
	Close() error
}

// TestErrands runs the suite of a talk.Errands, as TestKeeper. The handles may
// be closed by the suite; closing one twice must do no harm.
func TestErrands(t *testing.T, place func(t *testing.T) func() Office) {
	for _, c := range []struct {
		name string
		test func(t *testing.T, one, two Office)
	}{
		{"an errand from its arrival to its end", testErrand},
		{"an errand that two undertake", testUndertakeRace},
		{"an errand whose process is gone", testOverdue},
		{"overdue errands go to one", testOverdueRace},
		{"old errands", testErrandsExpire},
		{"rooms", testRooms},
		{"a handle that closes", testRelease},
		{"leases", testLeases},
	} {
		t.Run(c.name, func(t *testing.T) {
			open := place(t)
			c.test(t, open(), open())
		})
	}
}

// errandOf is an errand that arrived some seconds after begun.
func errandOf(id string, seconds int) talk.Errand {
	return talk.Errand{
		ID: id, Room: "room <1>", Owner: "wecom:C/U", Address: json.RawMessage(`{"to":"张三 <b>"}`),
		Since: begun.Add(time.Duration(seconds) * time.Second),
	}
}

// undertake says whether an errand is its caller's.
func undertake(t *testing.T, o talk.Errands, e talk.Errand, lease time.Time) bool {
	t.Helper()
	mine, err := o.Undertake(t.Context(), e, lease)
	if err != nil {
		t.Fatal(err)
	}
	return mine
}

// settle ends an errand.
func settle(t *testing.T, o talk.Errands, id string) {
	t.Helper()
	if err := o.Fulfil(t.Context(), id); err != nil {
		t.Fatal(err)
	}
}

// overdue shows the errands of a bot that are taken over for a minute.
func overdue(t *testing.T, o talk.Errands, bot string) (s string) {
	t.Helper()
	all, err := o.Overdue(t.Context(), bot, time.Now().Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		s += fmt.Sprintf("%s %s %s %s %s +%.0f\n", e.ID, e.Room, e.Owner, e.AnswerID, e.Address, e.Since.Sub(begun).Seconds())
	}
	return s
}

// testErrand: an id is undertaken once, also after it is settled; what is held
// is what whoever takes it over finds.
func testErrand(t *testing.T, one, two Office) {
	ctx, lease := t.Context(), time.Now().Add(time.Minute)
	e := errandOf("wecom:m1", 0)
	if !undertake(t, one, e, lease) || undertake(t, one, e, lease) || undertake(t, two, e, lease) {
		t.Error("not undertaken once")
	}
	if err := two.Carry(ctx, e, lease); !errors.Is(err, rag.ErrConflict) {
		t.Errorf("held by another: %v", err)
	}
	if err := one.Carry(ctx, errandOf("wecom:none", 0), lease); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("held though unknown: %v", err)
	}
	if _, err := two.Errand(ctx, "wecom:none"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("known: %v", err)
	}
	e.AnswerID, e.Address = "a1", json.RawMessage(`{"sent":2}`)
	if err := one.Carry(ctx, e, time.Now().Add(-time.Second)); err != nil {
		t.Fatal(err)
	}
	if err := one.Carry(ctx, e, time.Now().Add(-time.Second)); err != nil {
		t.Errorf("its own, that lapsed: %v", err)
	}
	if got, want := overdue(t, two, "wecom:"), "wecom:m1 room <1> wecom:C/U a1 {\"sent\":2} +0\n"; got != want {
		t.Errorf("got %s", got)
	}
	if err := one.Carry(ctx, e, lease); !errors.Is(err, rag.ErrConflict) {
		t.Errorf("held though taken over: %v", err)
	}
	settle(t, two, e.ID)
	settle(t, one, e.ID)
	settle(t, one, "wecom:none")
	if err := two.Carry(ctx, e, lease); !errors.Is(err, rag.ErrConflict) {
		t.Errorf("held though settled: %v", err)
	}
	if undertake(t, one, e, lease) {
		t.Error("undertaken again")
	}
	got, err := one.Errand(ctx, e.ID)
	if err != nil || got.AnswerID != "a1" || got.Room != e.Room || got.Owner != e.Owner || string(got.Address) != string(e.Address) || !got.Since.Equal(e.Since) {
		t.Errorf("is %+v, %v", got, err)
	}
}

// testUndertakeRace: of those who undertake one id at the same time one wins.
func testUndertakeRace(t *testing.T, one, two Office) {
	lease := time.Now().Add(time.Minute)
	for i := range 20 {
		var wins atomic.Int32
		var wait sync.WaitGroup
		for _, o := range []Office{one, two, one, two} {
			wait.Go(func() {
				mine, err := o.Undertake(t.Context(), errandOf(fmt.Sprint("slack:Ev", i), i), lease)
				if err != nil {
					t.Error(err)
				}
				if mine {
					wins.Add(1)
				}
			})
		}
		wait.Wait()
		if wins.Load() != 1 {
			t.Errorf("errand %d went to %d", i, wins.Load())
		}
	}
}

// testOverdue: an errand is overdue when its lease ended before it was settled,
// for its own bot alone, the oldest first.
func testOverdue(t *testing.T, one, two Office) {
	past, lease := time.Now().Add(-time.Second), time.Now().Add(time.Minute)
	undertake(t, one, errandOf("wecom:late", 9), past)
	undertake(t, one, errandOf("wecom:b", 1), past)
	undertake(t, one, errandOf("wecom:a", 1), past)
	undertake(t, one, errandOf("wecom:held", 0), lease)
	undertake(t, one, errandOf("wecom:done", 0), past)
	undertake(t, one, errandOf("slack:x", 0), past)
	undertake(t, one, errandOf("wecom%:y", 0), past)
	settle(t, one, "wecom:done")
	const rest = " room <1> wecom:C/U  {\"to\":\"张三 <b>\"} +"
	if got, want := overdue(t, two, "wecom:"), "wecom:a"+rest+"1\nwecom:b"+rest+"1\nwecom:late"+rest+"9\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if got := overdue(t, one, "wecom:"); got != "" {
		t.Errorf("again: %s", got)
	}
	if got, want := overdue(t, one, "slack:"), "slack:x"+rest+"0\n"; got != want {
		t.Errorf("its own: %s", got)
	}
	if err := two.Carry(t.Context(), errandOf("wecom:a", 1), lease); err != nil {
		t.Errorf("what was taken over: %v", err)
	}
}

// testOverdueRace: what is overdue is taken over once.
func testOverdueRace(t *testing.T, one, two Office) {
	const many = 20
	for i := range many {
		undertake(t, one, errandOf(fmt.Sprintf("wecom:%02d", i), i), time.Now().Add(-time.Second))
	}
	var got atomic.Int32
	var wait sync.WaitGroup
	for _, o := range []Office{one, two, one, two} {
		wait.Go(func() {
			all, err := o.Overdue(t.Context(), "wecom:", time.Now().Add(time.Minute))
			if err != nil {
				t.Error(err)
			}
			got.Add(int32(len(all)))
		})
	}
	wait.Wait()
	if got.Load() != many {
		t.Errorf("%d of %d", got.Load(), many)
	}
}

// testErrandsExpire: what is settled stays known for a day, what is owed for a
// week.
func testErrandsExpire(t *testing.T, one, two Office) {
	lease := time.Now().Add(-time.Second)
	fresh := errandOf("wecom:new", 0)
	fresh.Since = time.Now()
	undertake(t, one, errandOf("wecom:old", 0), begun)
	undertake(t, one, errandOf("wecom:done", 0), lease)
	undertake(t, one, fresh, lease)
	settle(t, one, "wecom:done")
	for _, c := range []struct {
		after time.Duration
		known [3]bool // old, done, new
	}{
		{-10 * time.Minute, [3]bool{false, true, true}},
		{talk.KnownFor - time.Minute, [3]bool{false, true, true}},
		{talk.KnownFor + time.Minute, [3]bool{false, false, true}},
		{talk.OwedFor + time.Minute, [3]bool{false, false, false}},
	} {
		lapsed(t, two, time.Now(), time.Now().Add(c.after))
		for i, id := range []string{"wecom:old", "wecom:done", "wecom:new"} {
			err := one.Carry(t.Context(), errandOf(id, 0), lease)
			if known := !errors.Is(err, rag.ErrNotFound); known != c.known[i] {
				t.Errorf("%s after %v: %v", id, c.after, err)
			}
		}
	}
}

// testRooms: one conversation goes on in a room, until another does or it is deleted.
func testRooms(t *testing.T, one, two Office) {
	ctx, lease := t.Context(), time.Now().Add(time.Minute)
	begin(t, one, runIn("a", "a1", 0), lease)
	begin(t, one, runIn("b", "b1", 0), lease)
	expect := func(room, want string) {
		t.Helper()
		if got, err := two.Room(ctx, room); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", room, got, err, want)
		}
	}
	enter := func(room, conversation string, want error) {
		t.Helper()
		if err := one.Enter(ctx, room, conversation); !errors.Is(err, want) {
			t.Errorf("%s: %v", room, err)
		}
	}
	expect("hall", "")
	enter("hall", "a", nil)
	enter("kitchen", "b", nil)
	expect("hall", "a")
	enter("hall", "b", nil)
	expect("hall", "b")
	enter("hall", "none", rag.ErrNotFound)
	expect("hall", "b")
	enter("hall", "", nil)
	enter("hall", "", nil)
	expect("hall", "")
	expect("kitchen", "b")
	if err := one.Remove(ctx, "local", "b"); err != nil {
		t.Fatal(err)
	}
	expect("kitchen", "")
}

// testRelease: what a handle holds when it closes is free at once.
func testRelease(t *testing.T, one, two Office) {
	lease := time.Now().Add(time.Hour)
	undertake(t, one, errandOf("wecom:mine", 0), lease)
	undertake(t, two, errandOf("wecom:other", 0), lease)
	take(t, one, "long", time.Hour, true)
	take(t, two, "other", time.Hour, true)
	if err := one.Close(); err != nil {
		t.Fatal(err)
	}
	if got, want := overdue(t, two, "wecom:"), "wecom:mine room <1> wecom:C/U  {\"to\":\"张三 <b>\"} +0\n"; got != want {
		t.Errorf("got %s", got)
	}
	take(t, two, "long", time.Hour, true)
}

// take expects a lease to be given, or not.
func take(t *testing.T, o Office, name string, length time.Duration, want bool) {
	t.Helper()
	if held, err := o.Lease(t.Context(), name, length); err != nil || held != want {
		t.Errorf("lease of %s for %v: %v, %v, want %v", name, length, held, err, want)
	}
}

// testLeases: one handle does what a lease stands for, until it gives it back
// or its time is over.
func testLeases(t *testing.T, one, two Office) {
	take(t, one, "long", time.Minute, true)
	take(t, one, "long", time.Minute, true)
	take(t, two, "long", time.Minute, false)
	take(t, two, "other", time.Minute, true)
	take(t, two, "long", 0, false) // not two's to give back
	take(t, two, "long", time.Minute, false)
	take(t, one, "long", 0, false)
	for held := false; !held; { // the store's clock is to pass the time at which it was given back
		var err error
		if held, err = two.Lease(t.Context(), "long", time.Nanosecond); err != nil {
			t.Fatal(err)
		}
	}
	for held := false; !held; {
		var err error
		if held, err = one.Lease(t.Context(), "long", time.Minute); err != nil {
			t.Fatal(err)
		}
	}
	take(t, two, "long", time.Minute, false)
}
