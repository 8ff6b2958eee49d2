package local

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"chuchu/rag"
	"chuchu/rag/ragtest"
)

// stocked makes a library whose index has terms of all lengths, chunks without
// vectors and slots that are dead, and pictures it.
func stocked(t *testing.T, path string) *Store {
	t.Helper()
	s := openAt(t, path)
	add(t, s, "a", "养老服务床位100张。\nPM2.5浓度下降，GDP增长。\n𠮷祥。")
	add(t, s, "gone", "学前教育。")
	add(t, s, "b", "学前教育。\n医养结合。")
	embedAll(t, s)
	add(t, s, "b", "学前教育。\n另一句。\n医养结合。") // of which one waits for its vector
	if err := s.Delete(t.Context(), "gone"); err != nil {
		t.Fatal(err)
	}
	load(t, s)
	if err := s.picture(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func add(t *testing.T, s *Store, id, text string) {
	t.Helper()
	if _, err := s.Replace(t.Context(), ragtest.Ingest(id, text)); err != nil {
		t.Fatal(err)
	}
}

func embedAll(t *testing.T, s *Store) {
	t.Helper()
	if err := rag.EmbedBacklog(t.Context(), s, ragtest.Embedder{}, nil); err != nil {
		t.Fatal(err)
	}
}

// load has the index be that of the present generation.
func load(t *testing.T, s *Store) {
	t.Helper()
	if err := s.refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// recalled returns the pictured index, nil when there is none.
func recalled(t *testing.T, s *Store) (x *index) {
	t.Helper()
	if err := s.look(t.Context(), func(tx *sql.Tx) (err error) {
		x, err = recall(t.Context(), tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return x
}

// findings is what a store finds for some words and vectors.
func findings(t *testing.T, s *Store) (all string) {
	t.Helper()
	for _, terms := range [][]string{{"养", "养老"}, {"pm", "2.5", "gdp"}, {"学", "学前"}, {"𠮷"}, {"另", "100"}} {
		m, err := s.Match(t.Context(), terms, rag.Scope{}, 20)
		if err != nil {
			t.Fatal(err)
		}
		near, err := s.Near(t.Context(), ragtest.Vector(terms[0]), rag.Scope{}, 20)
		if err != nil {
			t.Fatal(err)
		}
		all += fmt.Sprintln(m, near)
	}
	return all
}

// TestPicture: an index that was pictured is as one that was read.
func TestPicture(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chuchu.db")
	s := stocked(t, path)
	want := findings(t, s)
	x := recalled(t, s)
	if x == nil {
		t.Fatal("no picture")
	}
	own := s.index
	if x.chunks != own.chunks || x.length != own.length || x.vectors.count != own.vectors.count || x.generation.Load() != own.generation.Load() {
		t.Errorf("%d chunks, length %d, %d vectors, generation %d", x.chunks, x.length, x.vectors.count, x.generation.Load())
	}
	if names := own.words.names(); !slices.Equal(x.words.names(), names) || !slices.Contains(names, "gdp") || !slices.Contains(names, "养老") {
		t.Errorf("terms %q, were %q", x.words.names(), names)
	}
	other := openAt(t, path)
	if got := findings(t, other); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if other.index.behind != 0 {
		t.Errorf("%d chunks were read again", other.index.behind)
	}
	expectSound(t, s)
}

// TestPictureBefore: what changed since a picture counts, whoever changed it.
func TestPictureBefore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chuchu.db")
	s := stocked(t, path)
	embedAll(t, s)
	add(t, s, "c", "养老服务。")
	add(t, s, "a", "养老服务床位200张。")
	if err := s.Delete(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	other := openAt(t, path)
	if got, want := findings(t, other), findings(t, s); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if b := other.index.behind; b == 0 || b > 3 {
		t.Errorf("%d chunks were read again", b)
	}
	if err := other.picture(t.Context()); err != nil { // which takes the first one's place
		t.Fatal(err)
	}
	add(t, s, "d", "学前教育。")
	if got, want := findings(t, openAt(t, path)), findings(t, s); got != want {
		t.Errorf("pictured again: got\n%s\nwant\n%s", got, want)
	}
	expectSound(t, s)
}

// TestPictureDamaged: a picture that is not as it was written is none.
func TestPictureDamaged(t *testing.T) {
	for _, query := range []string{
		`UPDATE image_part SET data = zeroblob(length(data)) WHERE part = 2`,
		`UPDATE image_part SET data = x'' WHERE part = 1`,
		`UPDATE image_part SET sum = sum + 1 WHERE part = 3`,
		`UPDATE image_part SET part = part - 5 WHERE part = 3`,
		`DELETE FROM image_part WHERE part = 1`,
		`DELETE FROM image_part WHERE part = 3`,
		`UPDATE image SET parts = NULL`,
		`UPDATE image SET format = format + 1`,
		`UPDATE image SET generation = 1000`,
	} {
		path := filepath.Join(t.TempDir(), "chuchu.db")
		s := stocked(t, path)
		if _, err := s.write.ExecContext(t.Context(), query); err != nil {
			t.Fatal(err)
		}
		if recalled(t, s) != nil {
			t.Errorf("%s: recalled", query)
		}
		if got, want := findings(t, openAt(t, path)), findings(t, s); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", query, got, want)
		}
	}
}

// TestPictureGivenUp: a picture that something comes between leaves the one before.
func TestPictureGivenUp(t *testing.T) {
	path := filepath.Join(t.TempDir(), "chuchu.db")
	s := stocked(t, path)
	p := painter{store: s, changed: s.index.changes()}
	if err := p.begin(t.Context(), s.index.generation.Load()); err != nil {
		t.Fatal(err)
	}
	if err := p.add(t.Context(), s.index.appendHead); err != nil {
		t.Fatal(err)
	}
	add(t, s, "c", "又一句。")
	load(t, s)
	if err := p.add(t.Context(), s.index.appendHead); !errors.Is(err, errChanged) {
		t.Errorf("a part of another index: %v", err)
	}
	if x := recalled(t, s); x == nil || x.live["c"] != 0 || len(x.live) != 2 {
		t.Error("the picture before is gone already")
	}
	if err := p.end(t.Context(), false); err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.picture(cancelled); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if err := s.picture(t.Context()); err != nil || recalled(t, s) == nil {
		t.Errorf("afterwards: %v", err)
	}
	expectSound(t, s)
}

// TestBehind: only what would take long to read is worth a picture.
func TestBehind(t *testing.T) {
	for _, c := range []struct {
		behind, chunks int
		want           bool
	}{{0, 0, false}, {behindLeast, 10, false}, {behindLeast + 1, 8 * behindLeast, true}, {behindLeast + 1, 8 * (behindLeast + 1), false}} {
		x := newIndex()
		x.behind, x.chunks = c.behind, c.chunks
		if got := x.isBehind(); got != c.want {
			t.Errorf("%d of %d: %v", c.behind, c.chunks, got)
		}
	}
}
