package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"chuchu/rag"
	"chuchu/rag/bge"
	"chuchu/rag/ragtest"
)

// onBoth runs a test with a new library in a file, and in PostgreSQL where
// there is one.
func onBoth(t *testing.T, test func(t *testing.T, database string)) {
	t.Run("local", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "x.db")) })
	if os.Getenv("CHUCHU_TEST_POSTGRES") != "" {
		t.Run("postgres", func(t *testing.T) { test(t, sharedDatabase(t)) })
	}
}

// The library changes its model beside a server that runs. The server stops
// looking by meaning and goes on from words; one that is started with the new
// model looks by meaning again.
func TestReembed(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		e := newEmbeddingEndpoint(t)
		chunks := plansIn(t, database, 3)
		old := start(t, database)
		beside, err := origin{path: databasePath(database)}.open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer beside.Close()
		args := append([]string{"reembed", "--database", database}, e.flags("m")...)
		status, out, stderr := program(t, nil, args...)
		if status != 0 || stderr != "" || !strings.Contains(out, "发送至 "+e.host) || !strings.Contains(out, "已改用检索模型 m") {
			t.Fatalf("status %d, %q, %q", status, out, stderr)
		}
		checkSwitched(t, beside)
		const question = "第2县到2026年农村自来水普及率达到多少"
		if a := old.ask(t, question); a.Refused {
			t.Errorf("the server of before: %s", a.Text)
		}
		if a := start(t, database, e.flags("m")...).ask(t, question); a.Refused {
			t.Errorf("a new server: %s", a.Text)
		}
		l, err := e.from(database, "m").open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		if near, err := l.Near(t.Context(), ragtest.Vector("供水"), rag.Scope{}, 100); err != nil || len(near) != chunks {
			t.Errorf("%d of %d chunks are near, %v", len(near), chunks, err)
		}
		sent := e.texts.Load()
		if status, out, _ := program(t, nil, args...); status != 0 || !strings.Contains(out, "无须改动") || e.texts.Load() != sent {
			t.Errorf("again: status %d, %q, %d texts", status, out, e.texts.Load()-sent)
		}
		if status, out, stderr := program(t, nil, "reembed", "--database", database); status != 0 || !strings.Contains(out, bge.Name) {
			t.Errorf("and back: status %d, %q, %q", status, out, stderr)
		}
		if near, err := beside.Near(t.Context(), make([]float32, bge.Dimensions), rag.Scope{}, 100); err != nil || len(near) != chunks {
			t.Errorf("back: %d of %d chunks are near, %v", len(near), chunks, err)
		}
	})
}

// checkSwitched holds a library, opened with a model that is no longer its
// own, to looking by words alone and to keeping no vector.
func checkSwitched(t *testing.T, l library) {
	t.Helper()
	if near, err := l.Near(t.Context(), make([]float32, bge.Dimensions), rag.Scope{}, 100); err != nil || len(near) != 0 {
		t.Errorf("%d chunks are near, %v", len(near), err)
	}
	var switched switchedError
	if _, err := l.Pending(t.Context(), 1); !errors.As(err, &switched) || switched.to != "m" {
		t.Errorf("pending: %v", err)
	}
	if err := l.Embedded(t.Context(), nil); !errors.As(err, &switched) {
		t.Errorf("embedded: %v", err)
	}
	if out := logged(t, l, 3); strings.Count(out, "\n") != 1 || !strings.Contains(out, "--embed-model") || !strings.Contains(out, "model=m") {
		t.Errorf("logged %s", out)
	}
	if found, err := l.answerer().Search(t.Context(), rag.Question{Text: "农村自来水普及率"}, 5); err != nil || len(found) == 0 {
		t.Errorf("by words: %d passages, %v", len(found), err)
	}
}

// What was made before an interruption is not made again.
func TestReembedResumes(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		e := newEmbeddingEndpoint(t)
		chunks := int64(plansIn(t, database, 12))
		made := int64(0)
		e.on = func(texts []string) {
			if strings.Contains(texts[0], "供水规划") {
				made += int64(len(texts))
				e.refuse.Store(made > chunks/2)
			}
		}
		args := append([]string{"reembed", "--database", database}, e.flags("m")...)
		status, _, stderr := program(t, nil, args...)
		if status != 1 || strings.Count(stderr, "\n") != 1 {
			t.Fatalf("status %d, %q", status, stderr)
		}
		if made >= chunks {
			t.Fatalf("%d of %d chunks were made before the failure", made, chunks)
		}
		checkUnswitched(t, database)
		e.on = func(texts []string) {
			if strings.Contains(texts[0], "供水规划") {
				made += int64(len(texts))
			}
		}
		e.refuse.Store(false)
		if status, _, stderr := program(t, nil, args...); status != 0 {
			t.Fatalf("status %d, %q", status, stderr)
		}
		if most := chunks + 32; made > most { // a batch that was sent and not kept
			t.Errorf("%d texts were sent for %d chunks", made, chunks)
		}
	})
}

// checkUnswitched holds a library to what it was.
func checkUnswitched(t *testing.T, database string) {
	t.Helper()
	l, err := origin{path: databasePath(database)}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if near, err := l.Near(t.Context(), make([]float32, bge.Dimensions), rag.Scope{}, 100); err != nil || len(near) == 0 {
		t.Errorf("%d chunks are near, %v", len(near), err)
	}
}

// A document that comes while the vectors are made has one of them too.
func TestReembedWithArrivals(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		e := newEmbeddingEndpoint(t)
		plansIn(t, database, 2)
		l, err := e.from(database, "m").openAny(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		arrived := false
		e.on = func(texts []string) {
			if strings.Contains(texts[0], "供水规划") && !arrived {
				arrived = true
				addTo(t, l, 2)
			}
		}
		if err := e.from(database, "m").equip(t.Context(), &l, rag.EmbeddingModel{}); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := l.reembed(t.Context(), &out); err != nil || out.Len() != 0 {
			t.Fatalf("%v, %q", err, out.String())
		}
		chunks := chunksOf(t, l)
		if near, err := l.Near(t.Context(), ragtest.Vector("供水"), rag.Scope{}, 100); err != nil || len(near) != chunks {
			t.Errorf("%d of %d chunks are near, %v", len(near), chunks, err)
		}
	})
}

// Of two runs for different models the later one goes on.
func TestReembedTakenOver(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		first, second := newEmbeddingEndpoint(t), newEmbeddingEndpoint(t)
		plansIn(t, database, 12)
		began := false
		first.on = func(texts []string) {
			if !strings.Contains(texts[0], "供水规划") || began {
				return
			}
			began = true
			if status, _, stderr := program(t, nil, append(second.flags("second"), "reembed", "--database", database)...); status != 0 {
				t.Error(stderr)
			}
		}
		status, _, stderr := program(t, nil, append(first.flags("first"), "reembed", "--database", database)...)
		if status != 1 || !strings.Contains(stderr, sayTakenOver) {
			t.Errorf("status %d, %q", status, stderr)
		}
		l, err := second.from(database, "second").open(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		if near, err := l.Near(t.Context(), ragtest.Vector("供水"), rag.Scope{}, 1000); err != nil || len(near) != chunksOf(t, l) {
			t.Errorf("%d of %d chunks are near, %v", len(near), chunksOf(t, l), err)
		}
	})
}

// Two runs for the same model both succeed.
func TestReembedTwice(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		e := newEmbeddingEndpoint(t)
		plansIn(t, database, 12)
		done := make(chan error, 2)
		for range cap(done) {
			go func() {
				var out bytes.Buffer
				args := append(e.flags("m"), "reembed", "--database", database)
				if run(context.Background(), args, func(string) string { return "" }, strings.NewReader(""), &out, &out) != 0 {
					done <- errors.New(out.String())
				}
				done <- nil
			}()
		}
		for range cap(done) {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
	})
}
