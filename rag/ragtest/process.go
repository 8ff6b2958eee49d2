package ragtest

import (
	"bufio"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"

	"chuchu/rag"
)

// childOf is the library that this process writes to, as another test's child.
const childOf = "CHUCHU_TEST_CHILD_OF"

// Main runs a store's tests, or is the other process that a Site's suite
// starts: then it opens the library that it is told.
func Main(m *testing.M, open func(ctx context.Context, name string) (Handle, error)) {
	name := os.Getenv(childOf)
	if name == "" {
		os.Exit(m.Run())
	}
	if err := beChild(context.Background(), name, open); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// beChild does what its standard input says, a line a document ("d1 7" is the
// seventh version of d1), and says so before and after.
func beChild(ctx context.Context, name string, open func(ctx context.Context, name string) (Handle, error)) error {
	s, err := open(ctx, name)
	if err != nil {
		return err
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		fmt.Println("begin", lines.Text())
		if _, err := s.Replace(ctx, Version(lines.Text())); err != nil {
			return err
		}
		fmt.Println("written", lines.Text())
		if err := rag.EmbedBacklog(ctx, s, Embedder{}, nil); err != nil {
			return err
		}
		fmt.Println("embedded", lines.Text())
	}
	return s.Close()
}

// Version is a document whose every line but each third says which version it is of.
func Version(line string) rag.Ingest {
	var id string
	var version int
	fmt.Sscan(line, &id, &version)
	var text strings.Builder
	for i := range 150 + version*37%150 {
		if i%3 == 0 {
			fmt.Fprintf(&text, "第%d行一直不变。\n", i)
		} else {
			fmt.Fprintf(&text, "第%d版第%d行，养老服务床位%d张。\n", version, i, version*i)
		}
	}
	return Ingest(id, text.String())
}

// A child is another process on the same library.
type child struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	says *bufio.Scanner
}

// startChild starts this test's program once more.
func startChild(t *testing.T, name string) child {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), childOf+"="+name)
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

// finish reads the rest of what the child says and expects it to end well.
func (c child) finish(t *testing.T) {
	t.Helper()
	for c.says.Scan() {
	}
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("child: %v", err)
	}
}

// killSomewhere lets the child say some lines and do a little more. It notes
// the versions that were written for certain.
func (c child) killSomewhere(t *testing.T, versions []int) {
	t.Helper()
	for range 1 + rand.IntN(25) {
		if !c.says.Scan() {
			break
		}
		note(c.says.Text(), versions)
	}
	var more [32]byte
	for range rand.IntN(40_000) { // up to some milliseconds of work, which is where a transaction is
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

// note reads a line of a child.
func note(line string, versions []int) {
	var what string
	var d, version int
	if n, _ := fmt.Sscanf(line, "%s d%d %d", &what, &d, &version); n == 3 && what == "written" {
		versions[d] = version
	}
}
