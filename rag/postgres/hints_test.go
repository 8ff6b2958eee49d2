package postgres

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"chuchu/rag/talk"
)

// waits expects a hint; a test that gets none runs into its end.
func waits(t *testing.T, hints <-chan struct{}) {
	t.Helper()
	select {
	case <-hints:
	case <-t.Context().Done():
		t.Fatal("no hint")
	case <-time.After(20 * time.Second):
		t.Fatal("no hint")
	}
}

// TestHints: records that one process keeps are hinted at in another.
func TestHints(t *testing.T) {
	url := newDatabase(t)
	writer, reader := openAt(t, url), openAt(t, url)
	lease := time.Now().Add(time.Minute)
	begin(t, writer, "one", lease)
	begin(t, writer, "two", lease)
	one, done := reader.Hints("one")
	two, doneTwo := reader.Hints("two")
	defer doneTwo()
	waits(t, one) // it has begun to listen
	reader.hints.mu.Lock()
	for len(two) > 0 { // which came at the same moment, if two waited already
		<-two
	}
	reader.hints.mu.Unlock()
	keep := func(id string, seq int) {
		t.Helper()
		if _, err := writer.Append(t.Context(), id, []talk.Record{delta(seq)}, lease); err != nil {
			t.Fatal(err)
		}
	}
	keep("one", 1)
	waits(t, one)
	select {
	case <-two:
		t.Error("a hint for another run")
	default:
	}
	done()
	keep("one", 2)
	keep("two", 1)
	waits(t, two)
	if len(one) > 0 || len(reader.hints.waiting) != 1 {
		t.Errorf("a hint for one who is gone; %d wait", len(reader.hints.waiting))
	}
}

// TestHintsAgain: who listens finds a broken connection, and listens again.
func TestHintsAgain(t *testing.T) {
	s := openAt(t, newDatabase(t))
	hints, done := s.Hints("a")
	defer done()
	waits(t, hints)
	var gone int
	err := s.pool.QueryRow(t.Context(), `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
		WHERE datname = current_database() AND query LIKE 'LISTEN%'`).Scan(&gone)
	if err != nil || gone != 1 {
		t.Fatalf("%d connections listened, %v", gone, err)
	}
	waits(t, hints) // of the new connection
}

// TestHintMany: runs that no hint has room for are hinted at together.
func TestHintMany(t *testing.T) {
	s := openAt(t, newDatabase(t))
	name := strings.Repeat("n", 100)
	var added []*talk.Addition
	for i := range 100 {
		added = append(added, &talk.Addition{AnswerID: fmt.Sprint(name, i), Records: []talk.Record{delta(1)}})
	}
	hints, done := s.Hints("any")
	defer done()
	waits(t, hints)
	s.hintAt(t.Context(), added)
	waits(t, hints)
	s.hintAt(t.Context(), []*talk.Addition{{AnswerID: "any"}}) // a lease is no news
	s.hintAt(t.Context(), added[:1])
	s.tell(t.Context(), "any")
	waits(t, hints)
	if len(hints) > 0 {
		t.Error("a hint too many")
	}
}
