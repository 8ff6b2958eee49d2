package postgres

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// eventually waits for what upkeep does in the background.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 200 {
		if is() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("%s did not come", what)
}

// TestUpkeep: by itself, in one of the processes that share a library, postings
// are merged and the index is built.
func TestUpkeep(t *testing.T) {
	there := newDatabase(t)
	one, two := openFor(t, there, 100), openFor(t, there, 100)
	scatter(t, one, mergeOf, 20)
	eventually(t, "a merged segment", func() bool {
		return slices.Equal(segmentsOf(t, two), []string{fmt.Sprint("1:", mergeOf)})
	})
	eventually(t, "an index", func() bool { return presentState(t, two).hnsw })
	near, err := two.Near(t.Context(), ragtest.Vector("养老"), rag.Scope{}, 10)
	if err != nil || len(near) != 10 {
		t.Errorf("%d neighbours, %v", len(near), err)
	}
}

// A lease that another holds keeps upkeep away; one given back lets it in.
func TestUnderLease(t *testing.T) {
	there := newDatabase(t)
	one, two := resting(t, there), resting(t, there)
	lease(t, one, "merge", time.Minute, true)
	scatter(t, one, mergeOf, 2)
	if err := two.underLease(t.Context(), "merge", two.mergeAll); err != nil || len(segmentsOf(t, two)) != mergeOf {
		t.Errorf("merged without the lease: %v, %v", segmentsOf(t, two), err)
	}
	lease(t, one, "merge", 0, false)
	time.Sleep(5 * time.Millisecond)
	if err := two.underLease(t.Context(), "merge", two.mergeAll); err != nil || len(segmentsOf(t, two)) != 1 {
		t.Errorf("not merged with the lease: %v, %v", segmentsOf(t, two), err)
	}
	time.Sleep(5 * time.Millisecond)
	lease(t, one, "merge", time.Minute, true) // it was given back
}
