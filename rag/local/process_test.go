package local

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// childOf is the library that this process writes to, as another test's child.
const childOf = "CHUCHU_TEST_CHILD_OF"

func TestMain(m *testing.M) {
	path := os.Getenv(childOf)
	if path == "" {
		os.Exit(m.Run())
	}
	if err := beChild(context.Background(), path); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// beChild does what its standard input says, a line a document ("d1 7" is the
// seventh version of d1), and says so before and after.
func beChild(ctx context.Context, path string) error {
	s, err := Open(ctx, path)
	if err != nil {
		return err
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		fmt.Println("begin", lines.Text())
		if _, err := s.Replace(ctx, versionOf(lines.Text())); err != nil {
			return err
		}
		fmt.Println("written", lines.Text())
		if err := rag.EmbedBacklog(ctx, s, ragtest.Embedder{}, nil); err != nil {
			return err
		}
		fmt.Println("embedded", lines.Text())
	}
	return s.Close()
}

// versionOf is a document whose every line says which version it is of.
func versionOf(line string) rag.Ingest {
	var id string
	var version int
	fmt.Sscan(line, &id, &version)
	var text strings.Builder
	for i := range 300 + version*37%200 {
		if i%3 == 0 {
			fmt.Fprintf(&text, "第%d行一直不变。\n", i)
		} else {
			fmt.Fprintf(&text, "第%d版第%d行，养老服务床位%d张。\n", version, i, version*i)
		}
	}
	return ragtest.Ingest(id, text.String())
}

// A child is another process on the same library.
type child struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	says *bufio.Scanner
}

func startChild(t *testing.T, path string) child {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childOf+"="+path)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return child{cmd, in, bufio.NewScanner(out)}
}

// waitFor reads what the child says up to a line.
func (c child) waitFor(t *testing.T, line string) {
	t.Helper()
	for c.says.Scan() {
		if c.says.Text() == line {
			return
		}
	}
	t.Fatalf("the child never said %q", line)
}

// TestAnotherProcess has a child write and this process find.
func TestAnotherProcess(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chuchu.db")
	s := openAt(t, path)
	c := startChild(t, path)
	for _, line := range []string{"a 1", "b 1", "a 2"} {
		fmt.Fprintln(c.in, line)
		c.waitFor(t, "embedded "+line)
		in := versionOf(line)
		last := rag.Key{Document: in.Plan.ID, Number: len(in.Plan.Chunks) - 1}
		m, err := s.Match(t.Context(), []string{"第"}, rag.Scope{Chunks: []rag.Key{last}, Documents: []string{last.Document}}, 1)
		if err != nil || len(m.Postings) != 1 || m.Chunks != last.Number+1 {
			t.Errorf("%s: match %+v, %v", line, m, err)
		}
		near, err := s.Near(t.Context(), ragtest.Vector("养老"), rag.Scope{Chunks: []rag.Key{last}}, 1)
		if err != nil || len(near) != 1 {
			t.Errorf("%s: near %v, %v", line, near, err)
		}
	}
	c.in.Close()
	if err := c.cmd.Wait(); err != nil {
		t.Error(err)
	}
}

// TestOpenTogether has processes open a file that none has made yet.
func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "chuchu.db")
	var wait sync.WaitGroup
	for i := range 4 {
		c := startChild(t, path)
		fmt.Fprintf(c.in, "d%d 1\n", i)
		c.in.Close()
		wait.Go(func() {
			for c.says.Scan() {
			}
			if err := c.cmd.Wait(); err != nil {
				t.Errorf("child %d: %v", i, err)
			}
		})
	}
	wait.Wait()
	all, err := openAt(t, path).Documents(t.Context())
	if err != nil || len(all) != 4 {
		t.Fatalf("%d documents, %v", len(all), err)
	}
	for _, d := range all {
		if d.State != ready {
			t.Errorf("%s: %d of %d", d.ID, d.Embedded, d.Chunks)
		}
	}
}

// TestKilled kills a child at random moments and looks at what it left.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chuchu.db")
	const documents = 3
	var versions [documents]int // that were written for certain
	for round := range 12 {
		c := startChild(t, path)
		todo := make([]string, 20)
		for i := range todo {
			d := i % documents
			todo[i] = fmt.Sprintf("d%d %d", d, versions[d]+1+i/documents)
		}
		go func() {
			fmt.Fprintln(c.in, strings.Join(todo, "\n")) // breaks off when the child dies
			c.in.Close()
		}()
		killSomewhere(t, c, &versions)
		expectWhole(t, path, &versions)
		if t.Failed() {
			t.Fatalf("after %d rounds", round+1)
		}
	}
}

// killSomewhere lets the child say some lines and do a little more.
func killSomewhere(t *testing.T, c child, versions *[3]int) {
	t.Helper()
	for range 1 + rand.IntN(25) {
		if !c.says.Scan() {
			break
		}
		note(c.says.Text(), versions)
	}
	var more [32]byte
	for range rand.IntN(20_000) { // up to some milliseconds of work, which is where a transaction is
		more = sha256.Sum256(more[:])
	}
	if err := c.cmd.Process.Kill(); err != nil {
		t.Error(err)
	}
	for c.says.Scan() {
		note(c.says.Text(), versions)
	}
	c.cmd.Wait() // says that it was killed
}

func note(line string, versions *[3]int) {
	var what string
	var d, version int
	if n, _ := fmt.Sscanf(line, "%s d%d %d", &what, &d, &version); n == 3 && what == "written" {
		versions[d] = version
	}
}

// expectWhole expects of each document the version that was written for
// certain or the next, whole.
func expectWhole(t *testing.T, path string, versions *[3]int) {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	expectSound(t, s)
	chunks := 0
	for d := range versions {
		w, err := s.Read(t.Context(), fmt.Sprintf("d%d", d))
		if errors.Is(err, rag.ErrNotFound) && versions[d] == 0 {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		have := versionOf(fmt.Sprintf("d%d %d", d, versions[d]))
		if next := versionOf(fmt.Sprintf("d%d %d", d, versions[d]+1)); w.Plan.Revision == next.Plan.Revision {
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
		t.Errorf("the index holds %d chunks of %d, %v", m.Chunks, chunks, err)
	}
}

// expectSound asks SQLite whether the file is as it should be.
func expectSound(t *testing.T, s *Store) {
	t.Helper()
	for query, want := range map[string]string{
		`SELECT * FROM pragma_integrity_check`:                                                                  "ok",
		`SELECT count(*) FROM pragma_foreign_key_check`:                                                         "0",
		`SELECT count(*) FROM content WHERE document NOT IN (SELECT id FROM document)`:                          "0",
		`SELECT count(*) FROM document WHERE chunks != (SELECT count(*) FROM chunk WHERE document = id)`:        "0",
		`SELECT count(*) FROM document WHERE id NOT IN (SELECT document FROM change)`:                           "0",
		`SELECT count(*) FROM chunk WHERE (vector IS NULL) != (generation IS NULL) OR length(vector) != 2 * 64`: "0",
		`SELECT count(*) FROM library, change WHERE library.generation < change.generation`:                     "0",
		`SELECT count(*) FROM library, chunk WHERE library.generation < chunk.generation`:                       "0",
	} {
		var got string
		if err := s.read.QueryRowContext(t.Context(), query).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", query, got, err, want)
		}
	}
}
