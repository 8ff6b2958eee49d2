package talk

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"chuchu/chunk"
	"chuchu/rag"
)

func TestRecordsAreKeptInBatches(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, gate := &memory{}, make(chan struct{})
		r := newRunner(k, append(say(rag.Rewritten{Query: "q"}, rag.Retrieved{}), wait(gate), step{event: finished("甲。")}))
		run := ask(t, r, Ask{})
		time.Sleep(batchEvery)
		synctest.Wait()
		if kept, appends := k.first(); len(kept.records) != 3 || appends != 1 {
			t.Errorf("%d appends kept %v", appends, types(kept.records))
		}
		time.Sleep(leaseFor)
		synctest.Wait()
		kept, _ := k.first()
		if left := time.Until(kept.lease); left < leaseFor-renewEvery-batchEvery {
			t.Errorf("the lease lasts only %v", left)
		}
		close(gate)
		follow(t, r, run, 0)
		if kept, _ := k.first(); len(kept.records) != 4 {
			t.Errorf("kept %v", types(kept.records))
		}
	})
}

// A client may have seen more than a process had kept when it died.
func TestLapsedRunFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &memory{}
		dead := Run{AnswerID: "a", ConversationID: "c", Owner: "anna"}
		if err := k.Begin(t.Context(), dead, time.Now().Add(leaseFor)); err != nil {
			t.Fatal(err)
		}
		first, err := message{Type: accepted}.record("a", 1)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.Append(t.Context(), "a", []Record{first}, time.Now().Add(leaseFor)); err != nil {
			t.Fatal(err)
		}
		r := newRunner(k, nil)
		ctx, cancel := context.WithCancel(t.Context())
		go r.Sweep(ctx)
		begun := time.Now()
		got := types(follow(t, r, dead, 7))
		if took := time.Since(begun); !slices.Equal(got, []string{"failed"}) || took > leaseFor+sweepEvery+pollEvery {
			t.Errorf("after %v: %v", took, got)
		}
		if got := types(follow(t, r, dead, 0)); !slices.Equal(got, []string{"accepted", "failed"}) {
			t.Errorf("again: %v", got)
		}
		cancel()
		synctest.Wait()
	})
}

func TestRunThatNeverBeganToTellFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &memory{}
		dead := Run{AnswerID: "a", ConversationID: "c", Owner: "anna"}
		if err := k.Begin(t.Context(), dead, time.Now()); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Second)
		r := newRunner(k, nil)
		if err := r.sweep(t.Context()); err != nil {
			t.Fatal(err)
		}
		records := follow(t, r, dead, 0)
		if got := types(records); !slices.Equal(got, []string{"failed"}) {
			t.Fatalf("got %v", got)
		}
		if got, want := records[0].Failure(), (Failure{Internal, "服务中断，回答没有完成，请重新提问。"}); got != want {
			t.Errorf("told %v", got)
		}
	})
}

// A run whose process is late with its lease is not gone: the process does not
// end what it is making itself, and goes on where the Keeper still accepts it.
func TestLateRunFinishes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k, gate := &memory{}, make(chan struct{})
		r := newRunner(k, append(say(rag.Rewritten{Query: "q"}), wait(gate), step{event: finished("甲。")}))
		ctx, cancel := context.WithCancel(t.Context())
		go r.Sweep(ctx)
		run := ask(t, r, Ask{})
		k.slows(leaseFor + time.Second)
		time.Sleep(leaseFor)
		close(gate)
		time.Sleep(2 * leaseFor)
		if kept, _ := k.first(); kept.lease.After(time.Now()) {
			t.Fatal("the lease has not lapsed")
		}
		k.slows(0)
		want := []string{"accepted", "rewritten", "finished"}
		if got := types(follow(t, r, run, 0)); !slices.Equal(got, want) {
			t.Errorf("shown %v", got)
		}
		if kept, _ := k.first(); !slices.Equal(types(kept.records), want) {
			t.Errorf("kept %v", types(kept.records))
		}
		cancel()
		synctest.Wait()
	})
}

// Nobody waits for ever for a Keeper that is.
func TestKeeperHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &memory{}
		r := newRunner(k, script{{event: finished("甲。")}})
		k.slows(time.Hour)
		run := ask(t, r, Ask{})
		begun := time.Now()
		records := follow(t, r, run, 0)
		took := time.Since(begun)
		if last := records[len(records)-1]; last.Type != Failed || took < keepTrying || took > 2*keepTrying {
			t.Errorf("after %v: %s", took, last.Data)
		}
	})
}

// A process that slept through its lease finds its run ended by another.
func TestLostRunFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &memory{}
		r := newRunner(k, script{wait(nil), {event: finished("甲。")}})
		run := ask(t, r, Ask{})
		other := newRunner(k, nil)
		if err := other.bury(t.Context(), run); err != nil {
			t.Fatal(err)
		}
		records := follow(t, r, run, 0)
		if last := records[len(records)-1]; last.Failure().Code != Internal {
			t.Errorf("got %s", last.Data)
		}
	})
}

func TestKeeperFails(t *testing.T) {
	for _, c := range []struct {
		outage time.Duration
		want   string
	}{
		{leaseFor / 2, "finished"},
		{2 * leaseFor, "failed"},
	} {
		synctest.Test(t, func(t *testing.T) {
			k := &memory{}
			r := newRunner(k, append(pieces("甲乙", time.Second), step{event: finished("甲。")}))
			run := ask(t, r, Ask{})
			k.fails(errors.New("disk full"))
			time.AfterFunc(c.outage, func() { k.fails(nil) })
			records := follow(t, r, run, 0)
			if got := records[len(records)-1].Type; got != c.want {
				t.Errorf("outage of %v: %s", c.outage, got)
			}
		})
	}
}

func TestAskFailsWithItsKeeper(t *testing.T) {
	k, broken := &memory{}, errors.New("disk full")
	k.fails(broken)
	r := newRunner(k, say(finished("甲。")))
	for _, conversation := range []string{"", "c"} {
		if _, err := r.Ask(t.Context(), Ask{Owner: "anna", ConversationID: conversation}); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	}
	if err := r.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAddress(t *testing.T) {
	c := rag.Citation{Document: chunk.Meta{ID: "a/b", Revision: "1"}, Span: chunk.Span{Start: 1, End: 2}}
	if got := address("", c); got != "/documents/a%2Fb?r=1#1-2" {
		t.Errorf("got %s", got)
	}
}
