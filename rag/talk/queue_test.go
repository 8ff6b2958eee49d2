package talk

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
)

// What comes while a write runs goes into the next one, all of it.
func TestQueueGathers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var q Queue
		var sizes []int
		gate := make(chan struct{})
		write := func(_ context.Context, all []*Addition) {
			sizes = append(sizes, len(all))
			<-gate
			for _, a := range all {
				a.Stop = a.AnswerID == "b"
			}
		}
		stopped := make(chan string, 4)
		for _, id := range []string{"a", "b", "c", "d"} {
			go func() {
				stop, err := q.Append(t.Context(), &Addition{AnswerID: id}, write)
				if err != nil {
					t.Error(err)
				}
				if stop {
					stopped <- id
				}
			}()
			synctest.Wait() // the first is being written, the others wait
		}
		close(gate)
		synctest.Wait()
		if !slices.Equal(sizes, []int{1, 3}) {
			t.Errorf("writes of %v additions, want 1 and 3", sizes)
		}
		if len(stopped) != 1 || <-stopped != "b" {
			t.Error("the stop of b did not reach b alone")
		}
	})
}

// An addition's error is its own; a caller who goes away stops no write.
func TestQueueErrors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var q Queue
		refused := errors.New("refused")
		_, err := q.Append(t.Context(), &Addition{AnswerID: "a"}, func(_ context.Context, all []*Addition) { all[0].Err = refused })
		if !errors.Is(err, refused) {
			t.Errorf("error %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		written := false
		_, err = q.Append(ctx, &Addition{AnswerID: "b"}, func(ctx context.Context, _ []*Addition) { written = ctx.Err() == nil })
		synctest.Wait()
		if err != nil && !errors.Is(err, context.Canceled) || !written {
			t.Errorf("error %v, written %v", err, written)
		}
	})
}
