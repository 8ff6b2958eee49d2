package postgres

import (
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

func begin(tb testing.TB, s *Store, id string, lease time.Time) {
	tb.Helper()
	run := talk.Run{AnswerID: id, ConversationID: "c" + id, Owner: "local", Question: "问", Started: time.Now()}
	if err := s.Begin(tb.Context(), run, lease); err != nil {
		tb.Fatal(err)
	}
}

func delta(seq int) talk.Record {
	return talk.Record{Seq: seq, Type: "delta", Data: json.RawMessage(fmt.Sprintf(`{"seq":%d,"text":"健全基本养老服务体系，发展普惠型养老服务"}`, seq))}
}

// TestLapsedOnce: of the processes that look for lapsed runs one is told, and
// another a while later if the first did not end it.
func TestLapsedOnce(t *testing.T) {
	there := newDatabase(t)
	handles := []*Store{openAt(t, there), openAt(t, there), openAt(t, there)}
	now := time.Now()
	for i := range 20 {
		begin(t, handles[0], fmt.Sprint(i), now.Add(-time.Second))
	}
	told := func(now time.Time) int {
		var wait sync.WaitGroup
		var n atomic.Int32
		for _, s := range handles {
			wait.Go(func() {
				runs, err := s.Lapsed(t.Context(), now, now.Add(-time.Hour))
				if err != nil {
					t.Error(err)
				}
				n.Add(int32(len(runs)))
			})
		}
		wait.Wait()
		return int(n.Load())
	}
	if got := told(now); got != 20 {
		t.Errorf("told %d times of 20", got)
	}
	if got := told(now.Add(time.Second)); got != 0 {
		t.Errorf("at once told %d times more", got)
	}
	if got := told(now.Add(2 * bury)); got != 20 {
		t.Errorf("later told %d times of 20", got)
	}
}

// TestAppendMany has many answers append at once, in two processes, while
// others read along.
func TestAppendMany(t *testing.T) {
	there := newDatabase(t)
	one, two := openAt(t, there), openAt(t, there)
	lease := time.Now().Add(time.Minute)
	const answers, records = 40, 25
	var wait sync.WaitGroup
	for i := range answers {
		id, writer, reader := fmt.Sprint("a", i), one, two
		if i%2 == 0 {
			writer, reader = two, one
		}
		begin(t, writer, id, lease)
		wait.Go(func() {
			for seq := 1; seq <= records; seq += 5 {
				batch := []talk.Record{delta(seq), delta(seq + 1), delta(seq + 2), delta(seq + 3), delta(seq + 4)}
				for range 2 { // as after an error of which nobody knows whether it was one
					if _, err := writer.Append(t.Context(), id, batch, lease); err != nil {
						t.Error(err)
					}
				}
				if got, err := reader.Records(t.Context(), "local", id, seq-1); err != nil || len(got) != 5 || got[0].Seq != seq {
					t.Errorf("%s after %d: %d records, %v", id, seq-1, len(got), err)
				}
			}
		})
	}
	wait.Wait()
	for i := range answers {
		if got, err := one.Records(t.Context(), "local", fmt.Sprint("a", i), 0); err != nil || len(got) != records {
			t.Errorf("a%d: %d records, %v", i, len(got), err)
		}
	}
}

// One bad addition among many that go into one transaction keeps no other out.
func TestAppendApart(t *testing.T) {
	s := openAt(t, newDatabase(t))
	lease := time.Now().Add(time.Minute)
	for _, id := range []string{"good", "other"} {
		begin(t, s, id, lease)
	}
	batch := []*talk.Addition{
		{AnswerID: "good", Records: []talk.Record{delta(1)}, Lease: lease},
		{AnswerID: "missing", Records: []talk.Record{delta(1)}, Lease: lease},
		{AnswerID: "good", Records: []talk.Record{delta(2), delta(4)}, Lease: lease},
		{AnswerID: "bad\x00", Lease: lease},
		{AnswerID: "good", Records: []talk.Record{delta(1), delta(2)}, Lease: lease},
		{AnswerID: "other", Records: []talk.Record{delta(1)}, Lease: lease},
	}
	s.appendAll(t.Context(), batch)
	for i, want := range []error{nil, rag.ErrNotFound, rag.ErrConflict, rag.ErrNotFound, nil, nil} {
		if !errors.Is(batch[i].Err, want) {
			t.Errorf("addition %d: %v, want %v", i, batch[i].Err, want)
		}
	}
	for id, want := range map[string]int{"good": 2, "other": 1} {
		if got, err := s.Records(t.Context(), "local", id, 0); err != nil || len(got) != want {
			t.Errorf("%s: %d records, %v, want %d", id, len(got), err, want)
		}
	}
}

// BenchmarkAppend is what answers that stream at once ask of the database:
// each batch is a few records.
func BenchmarkAppend(b *testing.B) {
	s := openAt(b, newDatabase(b))
	var runs atomic.Int64
	b.SetParallelism(150) // 300 answers on two cores
	b.RunParallel(func(p *testing.PB) {
		id := fmt.Sprint("answer", runs.Add(1))
		lease := time.Now().Add(time.Minute)
		begin(b, s, id, lease)
		for seq := 1; p.Next(); seq += 3 {
			if _, err := s.Append(b.Context(), id, []talk.Record{delta(seq), delta(seq + 1), delta(seq + 2)}, lease); err != nil {
				b.Error(err)
			}
		}
	})
}
