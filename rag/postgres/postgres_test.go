package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/url"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"

	"chuchu/rag/ragtest"
	"chuchu/rag/talk"
)

// server is the URL of the PostgreSQL that tests use.
func server(tb testing.TB) string {
	tb.Helper()
	u := os.Getenv("CHUCHU_TEST_POSTGRES")
	if u == "" {
		const what = "CHUCHU_TEST_POSTGRES is not set; scripts/pgvector up prints a URL for it"
		if os.Getenv("CI") == "true" {
			tb.Fatal(what)
		}
		tb.Skip(what)
	}
	return u
}

// newDatabase makes a database for the length of a test and returns its URL.
// More of the CREATE DATABASE statement may be given.
func newDatabase(tb testing.TB, more ...string) string {
	tb.Helper()
	name := fmt.Sprintf("chuchu_test_%x", rand.Uint64())
	query := `CREATE DATABASE ` + name
	for _, m := range more {
		query += " " + m
	}
	admin(tb, query)
	tb.Cleanup(func() { admin(tb, `DROP DATABASE `+name+` WITH (FORCE)`) })
	u, err := url.Parse(server(tb))
	if err != nil {
		tb.Fatal(err)
	}
	u.Path = "/" + name
	return u.String()
}

// admin runs a statement in the server's own database.
func admin(tb testing.TB, query string) {
	tb.Helper()
	execAt(tb, server(tb), query)
}

func execAt(tb testing.TB, url, query string, args ...any) {
	tb.Helper()
	ctx := context.Background() // of a test it is over when it cleans up
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		tb.Fatal(err)
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, query, args...); err != nil {
		tb.Fatal(query, ": ", err)
	}
}

// openAt opens a library for the length of a test.
func openAt(tb testing.TB, url string) *Store {
	tb.Helper()
	return openFor(tb, url, hnswFrom)
}

// openFor opens a library that has an index of vectors from a number of chunks on.
func openFor(tb testing.TB, url string, threshold int) *Store {
	tb.Helper()
	s, err := open(tb.Context(), url, &Store{log: slog.New(slog.DiscardHandler), threshold: threshold})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	ragtest.TestStore(t, func(t *testing.T) ragtest.Place {
		url := newDatabase(t)
		return func() ragtest.Store { return openAt(t, url) }
	})
}

func TestKeeper(t *testing.T) {
	ragtest.TestKeeper(t, func(t *testing.T) func() talk.Keeper {
		url := newDatabase(t)
		return func() talk.Keeper { return openAt(t, url) }
	})
}
