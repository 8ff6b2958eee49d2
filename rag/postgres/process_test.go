package postgres

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// childOf is the library that this process writes to, as another test's child.
const childOf = "CHUCHU_TEST_CHILD_OF"

func TestMain(m *testing.M) {
	url := os.Getenv(childOf)
	if url == "" {
		os.Exit(m.Run())
	}
	if err := beChild(context.Background(), url); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// beChild does what its standard input says, a line a document ("d1 7" is the
// seventh version of d1), and says so before and after.
func beChild(ctx context.Context, url string) error {
	s, err := Open(ctx, url, slog.New(slog.DiscardHandler))
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
	for i := range 100 + version*37%100 {
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

func startChild(t *testing.T, url string) child {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childOf+"="+url)
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

// TestOpenTogether has processes open a database that none has prepared yet.
func TestOpenTogether(t *testing.T) {
	url := newDatabase(t)
	var wait sync.WaitGroup
	for i := range 4 {
		c := startChild(t, url)
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
	s := openAt(t, url)
	documents, err := s.Documents(t.Context())
	if err != nil || len(documents) != 4 {
		t.Fatalf("%d documents, %v", len(documents), err)
	}
	embedAll(t, s, ragtest.Embedder{}) // what one had claimed another may have seen as nothing left
	expectSound(t, s)
}

// TestKilled kills a child at random moments and looks at what it left.
func TestKilled(t *testing.T) {
	url := newDatabase(t)
	s := openAt(t, url)
	const documents = 3
	var versions [documents]int // that were written for certain
	rounds := 12
	if os.Getenv("CI") == "true" {
		rounds = 50
	}
	for round := range rounds {
		c := startChild(t, url)
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
		expectWhole(t, s, &versions)
		if t.Failed() {
			t.Fatalf("after %d rounds", round+1)
		}
	}
	forgetClaims(t, s)
	embedAll(t, s, ragtest.Embedder{})
	expectSound(t, s)
	if left, err := s.Pending(t.Context(), 10); err != nil || len(left) != 0 {
		t.Errorf("still pending: %d, %v", len(left), err)
	}
}

// forgetClaims is what a minute does to a dead process's claims.
func forgetClaims(t *testing.T, s *Store) {
	t.Helper()
	if _, err := s.pool.Exec(t.Context(), `UPDATE backlog SET until = now() - interval '1 second' WHERE until IS NOT NULL`); err != nil {
		t.Fatal(err)
	}
}

func embedAll(t *testing.T, b rag.Backlog, e rag.Embedder) {
	t.Helper()
	if err := rag.EmbedBacklog(t.Context(), b, e, nil); err != nil {
		t.Fatal(err)
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
	for range rand.IntN(60_000) { // up to some milliseconds of work, which is where a transaction is
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
// certain or the next, whole. The server may still be at the child's last statement.
func expectWhole(t *testing.T, s *Store, versions *[3]int) {
	t.Helper()
	chunks := 0
	for d := range versions {
		have := versionOf(fmt.Sprintf("d%d %d", d, versions[d]))
		next := versionOf(fmt.Sprintf("d%d %d", d, versions[d]+1))
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
	expectSound(t, s)
}

// expectSound looks for rows that do not fit together.
func expectSound(t *testing.T, s *Store) {
	t.Helper()
	for what, query := range map[string]string{
		"documents with another number of chunks": `SELECT count(*) FROM document d WHERE chunks <> (SELECT count(*) FROM chunk c WHERE c.key = d.key)`,
		"documents without content":               `SELECT count(*) FROM document d WHERE NOT EXISTS (SELECT 1 FROM content c WHERE c.key = d.key)`,
		"chunks neither embedded nor pending":     `SELECT count(*) FROM chunk c JOIN document d USING (key) CROSS JOIN vectorset v WHERE NOT EXISTS (SELECT 1 FROM embedding e WHERE e.key = c.key AND e.vectorset = v.id AND e.digest = c.digest) AND NOT EXISTS (SELECT 1 FROM backlog b WHERE b.document = d.id AND b.vectorset = v.id AND b.number = c.number)`,
		"chunks both embedded and pending":        `SELECT count(*) FROM backlog b JOIN document d ON d.id = b.document JOIN chunk c ON c.key = d.key AND c.number = b.number JOIN embedding e ON e.key = c.key AND e.vectorset = b.vectorset AND e.digest = c.digest`,
		"vectors of no chunk":                     `SELECT count(*) FROM embedding e WHERE NOT EXISTS (SELECT 1 FROM chunk c WHERE c.key = e.key AND c.digest = e.digest)`,
		"pending chunks that are not there":       `SELECT count(*) FROM backlog b WHERE NOT EXISTS (SELECT 1 FROM chunk c JOIN document d USING (key) WHERE d.id = b.document AND c.number = b.number)`,
		"versions in no or two segments":          `SELECT count(*) FROM document d WHERE 1 <> (SELECT count(*) FROM segment g WHERE d.serial = ANY (g.serials))`,
		"postings of no segment":                  `SELECT count(*) FROM posting p WHERE NOT EXISTS (SELECT 1 FROM segment g WHERE g.id = p.segment)`,
		"segments with other sizes":               `SELECT count(*) FROM segment g WHERE bytes <> (SELECT coalesce(sum(length(data)), 0) FROM posting p WHERE p.segment = g.id)`,
		"a wrong number of chunks":                `SELECT count(*) FROM library WHERE chunks <> (SELECT count(*) FROM chunk)`,
	} {
		var n int
		err := s.look(t.Context(), func(ctx context.Context, tx pgx.Tx) error { return tx.QueryRow(ctx, query).Scan(&n) })
		if err != nil || n != 0 {
			t.Errorf("%s: %d, %v", what, n, err)
		}
	}
}
