package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// A cluster is a PostgreSQL of a test's own, which may be killed. It keeps what
// it has confirmed.
type cluster struct {
	url        string
	pid        int      // of the postmaster
	root, user string   // where and as whom it runs
	command    []string // its command line
}

// ownCluster starts one until the test ends.
func ownCluster(t *testing.T) *cluster {
	t.Helper()
	clusterDatabase(t) // or there is none
	const script = "../../scripts/pgvector"
	name := strconv.Itoa(56_000 + os.Getpid()%1000)
	out, err := exec.Command(script, "up", name).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 3 {
		t.Skipf("%s", exit.Stderr)
	}
	t.Cleanup(func() { _ = exec.Command(script, "down", name).Run() })
	if err != nil {
		t.Fatal(err)
	}
	c := &cluster{url: strings.TrimSpace(string(out))}
	command(t, c.url, `ALTER SYSTEM SET synchronous_commit = on`)
	command(t, c.url, `SELECT pg_reload_conf()`)
	c.look(t)
	return c
}

// look finds the postmaster, and how it was started.
func (c *cluster) look(t *testing.T) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), c.url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	ours := fmt.Sprintf("/proc/%d/", conn.PgConn().PID())
	status, err := os.ReadFile(ours + "status")
	if err != nil {
		t.Skip("the server runs elsewhere: ", err)
	}
	var uid, gid string
	for l := range strings.Lines(string(status)) {
		switch f := strings.Fields(l); f[0] {
		case "PPid:":
			c.pid, _ = strconv.Atoi(f[1])
		case "Uid:":
			uid = f[1]
		case "Gid:":
			gid = f[1]
		}
	}
	c.user = uid + ":" + gid
	if c.command == nil {
		line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", c.pid))
		if err != nil {
			t.Fatal(err)
		}
		c.command = strings.Split(strings.TrimRight(string(line), "\x00"), "\x00")
		if c.root, err = os.Readlink(fmt.Sprintf("/proc/%d/root", c.pid)); err != nil {
			t.Fatal(err)
		}
	}
}

// kill kills the postmaster -9. What it has started goes when it finds out.
func (c *cluster) kill(t *testing.T) {
	t.Helper()
	p, err := os.FindProcess(c.pid)
	if err == nil {
		err = p.Kill()
	}
	if err != nil {
		t.Fatal(err)
	}
}

// restart starts it on the same data, as soon as what was left of it is gone.
func (c *cluster) restart(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; {
		var said bytes.Buffer
		server := exec.Command("chroot", append([]string{"--userspec=" + c.user, c.root}, c.command...)...)
		server.Env = []string{"PATH=/usr/sbin:/usr/bin", "LC_ALL=C.UTF-8"}
		server.Stdout, server.Stderr = &said, &said
		if err := server.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- server.Wait() }()
		if c.answers(t, ended) {
			c.look(t)
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("PostgreSQL does not start again: %s", said.String())
		}
	}
}

// answers waits until the server takes a connection, or ends.
func (c *cluster) answers(t *testing.T, ended <-chan error) bool {
	t.Helper()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		conn, err := pgx.Connect(ctx, c.url)
		cancel()
		if err == nil {
			conn.Close(t.Context())
			return true
		}
		select {
		case <-ended:
			return false
		case <-again.C:
		}
	}
}

// PostgreSQL is killed -9 while one process ingests and another serves, again
// and again: neither has to be started anew because of it, nothing is lost and
// nothing is there twice.
func TestKilledPostgres(t *testing.T) {
	rounds := 4
	if os.Getenv("CHUCHU_TEST_LONG") == "1" {
		rounds = 50
	}
	c := ownCluster(t)
	folder := filepath.Join(t.TempDir(), "plans")
	alone := filepath.Join(t.TempDir(), "chuchu.db")
	length := undisturbedLength(t, alone, folder)
	s := spawn(t, c.url, "--no-seeds")
	random, disturbed := rand.New(rand.NewPCG(5, 5)), 0
	for round := range rounds {
		writePlans(t, folder, round+2)
		ingest := exec.Command("chuchu", "ingest", "--database", c.url, folder)
		if err := ingest.Start(); err != nil {
			t.Fatal(err)
		}
		<-time.After(time.Duration((0.1 + 0.9*random.Float64()) * float64(length)))
		c.kill(t)
		expectAnswerOrBusy(t, s.served)
		c.restart(t)
		if ingest.Wait() != nil {
			disturbed++
		}
		request{"GET", "/readyz", "", "", http.StatusOK}.expectWell(t, s.served)
		request{"POST", "/api/ask", `{"question":"第3县2027年新建水厂多少座"}`, "", http.StatusOK}.expectWell(t, s.served)
	}
	t.Logf("%d of %d ingests were disturbed", disturbed, rounds)
	freeClaims(t, c.url)
	if out := finish(t, "ingest", "--database", c.url, folder); strings.Count(out, "\n") != plans {
		t.Errorf("the last ingest said:\n%s", out)
	}
	finish(t, "ingest", "--database", alone, folder)
	expectAlike(t, c.url, alone)
}

// expectAnswerOrBusy asks a server whose database is about to be gone.
func expectAnswerOrBusy(t *testing.T, s served) {
	t.Helper()
	for _, r := range requests[:7] {
		response, body := r.of(t, s)
		switch response.StatusCode {
		case http.StatusOK, http.StatusNotFound: // it was not gone yet
		case http.StatusServiceUnavailable, http.StatusInternalServerError:
			if !bytes.Contains(body, []byte(`{"error":{"code":"`)) {
				t.Errorf("%s: %s", r.path, body)
			}
		default:
			t.Errorf("%s: %s %s", r.path, response.Status, body)
		}
	}
}
