package main

import (
	"context"
	"crypto/rand"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// sharedDatabase is the URL of an empty database in the PostgreSQL that tests use.
func sharedDatabase(t testing.TB) string {
	t.Helper()
	base := os.Getenv("CHUCHU_TEST_POSTGRES")
	if base == "" {
		t.Skip("CHUCHU_TEST_POSTGRES is not set; scripts/pgvector up prints a URL for it")
	}
	name := "chuchu_cmd_" + strings.ToLower(rand.Text())
	command(t, base, "CREATE DATABASE "+name)
	t.Cleanup(func() { command(t, base, "DROP DATABASE "+name+" WITH (FORCE)") })
	u, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

// command has a server carry out a statement. It may come after the test's end.
func command(t testing.TB, server, statement string) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		t.Error(err)
	}
}

// Two servers on one database answer alike, and both know what a third process
// ingests.
func TestSharedDatabase(t *testing.T) {
	database := sharedDatabase(t)
	first, second := start(t, database), start(t, database)
	checkGoal(t, first.ask(t, goalQuestion))
	checkGoal(t, second.ask(t, goalQuestion))
	plan := write(t, filepath.Join(t.TempDir(), "water.txt"), "云山县供水规划\n2026年3月\n\n一、目标\n\n到2028年，云山县农村自来水普及率达到96%。\n")
	status, out, stderr := program(t, nil, "ingest", "--database", database, plan)
	if status != 0 || !strings.HasPrefix(out, "已加入  water") {
		t.Fatalf("status %d, %q, %q", status, out, stderr)
	}
	for _, s := range []served{first, second} {
		if a := s.ask(t, "云山县农村自来水普及率要达到多少"); a.Refused || !strings.Contains(a.Text, "96%") {
			t.Errorf("does not know it: %s", a.Text)
		}
	}
}
