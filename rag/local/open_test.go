package local

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chuchu/rag/ragtest"
)

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	foreign, newer := filepath.Join(dir, "foreign.db"), filepath.Join(dir, "newer.db")
	execAt(t, foreign, `CREATE TABLE customer (name TEXT)`)
	if err := openAt(t, newer).Close(); err != nil {
		t.Fatal(err)
	}
	execAt(t, newer, `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)`)
	for _, c := range []struct{ name, path, want string }{
		{"a text", file("plan.txt", strings.Repeat("养老服务", 1000)), "not a database"},
		{"a short text", file("short.txt", "养老"), "not a database"},
		{"a folder", dir, "is a folder"},
		{"a file where a folder should be", filepath.Join(file("a", ""), "chuchu.db"), "not a directory"},
		{"another program's", foreign, "another program"},
		{"from the future", newer, "newer version"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := Open(t.Context(), c.path)
			if err == nil {
				s.Close()
				t.Fatal("it opened")
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.path) {
				t.Errorf("got %q, want %q in it, and the path", err, c.want)
			}
		})
	}
}

func TestOpenReadOnly(t *testing.T) {
	if os.Geteuid() == 0 { // who writes everything
		asNobody(t)
		return
	}
	path := filepath.Join(t.TempDir(), "chuchu.db")
	if err := openAt(t, path).Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if s, err := Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("opened %v, %v", s, err)
	}
}

func execAt(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
}

func TestOpenAgain(t *testing.T) {
	for _, name := range []string{"chuchu.db", "new/folder/chuchu.db", "规划 库?#100%.db"} {
		path := filepath.Join(t.TempDir(), name)
		s := openAt(t, path)
		if _, err := s.Replace(t.Context(), ragtest.Ingest("a", "甲。")); err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
		all, err := openAt(t, path).Documents(t.Context())
		if err != nil || len(all) != 1 {
			t.Errorf("%s: %v, %v", name, all, err)
		}
	}
}

func TestOpenEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chuchu.db")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	openAt(t, path)
}

func TestOpenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s, err := Open(ctx, filepath.Join(t.TempDir(), "chuchu.db"))
	if !errors.Is(err, context.Canceled) {
		t.Errorf("opened %v, %v", s, err)
	}
}

// The context of Open is for opening: what it opened outlives it.
func TestOpenOutlivesContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, err := Open(ctx, filepath.Join(t.TempDir(), "chuchu.db"))
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := s.SetNote(t.Context(), "k", "v"); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}
