package postgres

import (
	"fmt"
	"testing"

	"chuchu/rag/ragtest"
)

// TestRenewalBeside has documents come while a renewal begins and switches:
// no chunk may be missed.
func TestRenewalBeside(t *testing.T) {
	there := newDatabase(t)
	s, writer := openAt(t, there), openAt(t, there)
	done := make(chan error)
	go func() {
		for n := range 60 {
			if _, err := writer.Replace(t.Context(), ragtest.Ingest(fmt.Sprint("d", n%20), lines(1+n%7))); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for i := range 3 {
		r, err := s.Renew(t.Context(), fmt.Sprint("model", i))
		if err != nil {
			t.Fatal(err)
		}
		embedAll(t, r, ragtest.Short{})
		if _, err := r.Switch(t.Context(), "model", fmt.Sprint(i)); err != nil {
			t.Fatal(err)
		}
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	expectSound(t, s)
}
