package ragtest

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"

	"chuchu/rag"
)

// testAnotherProcess has a child write and this process find.
func testAnotherProcess(t *testing.T, site Site) {
	s := site.Open(t)
	c := startChild(t, site.Name)
	for _, line := range []string{"a 1", "b 1", "a 2"} {
		fmt.Fprintln(c.in, line)
		c.waitFor(t, "embedded "+line)
		in := Version(line)
		last := rag.Key{Document: in.Plan.ID, Number: len(in.Plan.Chunks) - 1}
		m, err := s.Match(t.Context(), []string{"第"}, rag.Scope{Chunks: []rag.Key{last}, Documents: []string{last.Document}}, 1)
		if err != nil || len(m.Postings) != 1 || m.Chunks != last.Number+1 {
			t.Errorf("%s: match %+v, %v", line, m, err)
		}
		near, err := s.Near(t.Context(), Vector("养老"), rag.Scope{Chunks: []rag.Key{last}}, 1)
		if err != nil || len(near) != 1 {
			t.Errorf("%s: near %v, %v", line, near, err)
		}
	}
	c.in.Close()
	c.finish(t)
}

// testOpenTogether has processes open a library that none has made yet.
func testOpenTogether(t *testing.T, site Site) {
	var wait sync.WaitGroup
	for i := range 4 {
		c := startChild(t, site.Name)
		fmt.Fprintf(c.in, "d%d 1\n", i)
		c.in.Close()
		wait.Go(func() { c.finish(t) })
	}
	wait.Wait()
	s := site.Open(t)
	all, err := s.Documents(t.Context())
	if err != nil || len(all) != 4 {
		t.Fatalf("%d documents, %v", len(all), err)
	}
	embed(t, s) // what one had claimed another may have seen as nothing left
	site.Sound(t, s)
	for _, d := range all {
		if d = the(t, s, d.ID); d.State != "ready" {
			t.Errorf("%s: %d of %d", d.ID, d.Embedded, d.Chunks)
		}
	}
}

// documents is how many documents the child of testKilled writes.
const documents = 3

// testKilled kills a child at random moments and looks at what it left, with a
// handle that was open meanwhile and with a new one.
func testKilled(t *testing.T, site Site) {
	open := site.Open(t)
	versions := make([]int, documents) // that were written for certain
	rounds := 12
	if os.Getenv("CI") == "true" {
		rounds = 50
	}
	for round := range rounds {
		killOnce(t, site.Name, versions)
		expectVersions(t, open, versions)
		site.Sound(t, open)
		t.Run(fmt.Sprint(round), func(t *testing.T) { expectVersions(t, site.Open(t), versions) })
		if t.Failed() {
			t.FailNow()
		}
	}
	site.Lapse(t, open)
	embed(t, open)
	site.Sound(t, open)
	if left, err := open.Pending(t.Context(), 10); err != nil || len(left) != 0 {
		t.Errorf("still pending: %d, %v", len(left), err)
	}
}

// killOnce gives a child more to do than it lives to finish.
func killOnce(t *testing.T, name string, versions []int) {
	t.Helper()
	c := startChild(t, name)
	todo := make([]string, 20)
	for i := range todo {
		d := i % documents
		todo[i] = fmt.Sprintf("d%d %d", d, versions[d]+1+i/documents)
	}
	go func() {
		fmt.Fprintln(c.in, strings.Join(todo, "\n")) // breaks off when the child dies
		c.in.Close()
	}()
	c.killSomewhere(t, versions)
}

// expectVersions expects of each document the version that was written for
// certain or the next, whole; a server may still be at the child's last
// statement. It expects to find just what it reads.
func expectVersions(t *testing.T, s Handle, versions []int) {
	t.Helper()
	chunks := 0
	for d := range versions {
		have := Version(fmt.Sprintf("d%d %d", d, versions[d]))
		next := Version(fmt.Sprintf("d%d %d", d, versions[d]+1))
		w, err := s.Read(t.Context(), fmt.Sprintf("d%d", d))
		if errors.Is(err, rag.ErrNotFound) && versions[d] == 0 {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if w.Plan.Revision == next.Plan.Revision {
			have = next
			versions[d]++
		}
		if !reflect.DeepEqual(w.Plan, have.Plan) || string(w.Raw) != string(have.Raw) || w.Chunks != len(have.Plan.Chunks) {
			t.Errorf("d%d is not version %d: %d chunks", d, versions[d], w.Chunks)
		}
		if changed, err := s.Replace(t.Context(), have); err != nil || changed {
			t.Errorf("d%d again: %v, %v", d, changed, err)
		}
		chunks += w.Chunks
	}
	m, err := s.Match(t.Context(), []string{"第"}, rag.Scope{}, 1)
	if err != nil || m.Chunks != chunks || m.Holding[0] != chunks {
		t.Errorf("%d chunks of %d are found, %v", m.Chunks, chunks, err)
	}
}
