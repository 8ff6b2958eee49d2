package main

import (
	"bytes"
	"database/sql"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"

	"chuchu/chunk"
	"chuchu/rag"
)

// age makes documents of a library look as if an older parser had made them;
// one of them is one that no parser reads any more.
func age(t *testing.T, database, unreadable string) {
	t.Helper()
	if strings.HasPrefix(database, "postgres://") {
		command(t, database, `UPDATE chuchu.document SET parser = 0`)
		command(t, database, `UPDATE chuchu.content SET raw = '\x00000000' WHERE key = (SELECT key FROM chuchu.document WHERE id = '`+unreadable+`')`)
		return
	}
	db, err := sql.Open("sqlite", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, statement := range []string{
		`UPDATE document SET parser = 0`,
		`UPDATE content SET raw = x'00000000' WHERE document = '` + unreadable + `'`,
	} {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

// Documents of an older parser are parsed again; one that cannot be is told of
// once and stays.
func TestReparse(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		chunks := plansIn(t, database, 4)
		age(t, database, "b")
		l, err := origin{path: databasePath(database)}.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		var out bytes.Buffer
		reparse(t.Context(), l, slog.New(slog.NewTextHandler(&out, nil)))
		if said := out.String(); strings.Count(said, "\n") != 1 || !strings.Contains(said, "document=b") {
			t.Errorf("logged %s", said)
		}
		old, err := l.Outdated(t.Context(), 10)
		if err != nil || len(old) != 1 || old[0].Given.ID != "b" {
			t.Errorf("%d documents are left, %v", len(old), err)
		}
		if now := chunksOf(t, l); now != chunks {
			t.Errorf("%d chunks, were %d", now, chunks)
		}
		if todo, err := l.Pending(t.Context(), 1); err != nil || len(todo) != 0 {
			t.Errorf("%d chunks lost their vectors, %v", len(todo), err)
		}
	})
}

// What was changed or removed while it was parsed stays so.
func TestReparseLosesNothing(t *testing.T) {
	l := emptyLibrary(t)
	addTo(t, l, 0)
	for name, in := range map[string]rag.Ingest{
		"changed": {Raw: []byte(supply(5))},
		"removed": {Raw: []byte(supply(6))},
	} {
		in.Given.ID = map[string]string{"changed": "a", "removed": "z"}[name]
		in.Given.Source = "plan.txt"
		if _, changed, err := rag.Add(t.Context(), unchanged{l}, "plan.txt", in); err != errReplaced || changed {
			t.Errorf("%s: changed %v, %v", name, changed, err)
		}
	}
	if whole, err := l.Read(t.Context(), "a"); err != nil || string(whole.Raw) != supply(0) {
		t.Errorf("%q, %v", whole.Raw, err)
	}
}

// A source need not look like the name of a text file.
func TestReparseWhateverTheSource(t *testing.T) {
	database := filepath.Join(t.TempDir(), "chuchu.db")
	l, err := origin{path: databasePath(database)}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for id, source := range map[string]string{"a": "plan.txt#1a2b3c4d", "b": "https://example.org/plan.html"} {
		in := rag.Ingest{Raw: []byte(supply(0)), Given: chunk.Meta{ID: id, Source: source}}
		if _, _, err := rag.Add(t.Context(), l, "plan.txt", in); err != nil {
			t.Fatal(err)
		}
	}
	age(t, database, "none")
	var out bytes.Buffer
	reparse(t.Context(), l, slog.New(slog.NewTextHandler(&out, nil)))
	if old, err := l.Outdated(t.Context(), 10); err != nil || len(old) != 0 || out.Len() > 0 {
		t.Errorf("%d are left, %v: %s", len(old), err, out.String())
	}
	if kept, err := l.Read(t.Context(), "b"); err != nil || kept.Source != "https://example.org/plan.html" {
		t.Errorf("%+v, %v", kept.Document, err)
	}
}
