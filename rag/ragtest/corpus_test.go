package ragtest

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"chuchu/chunk"
)

// TestCorpus: the same documents each time, as many as were asked for.
func TestCorpus(t *testing.T) {
	var rounds [2]string
	for i := range rounds {
		chunks := 0
		for in := range corpus(t, 3*perPlan-1) {
			chunks += len(in.Plan.Chunks)
			rounds[i] += string(in.Raw)
		}
		if chunks != 3*perPlan {
			t.Errorf("%d chunks", chunks)
		}
	}
	if rounds[0] != rounds[1] {
		t.Error("the corpus changes")
	}
}

// TestCorpusOfFiles takes every second line, and all of them again where they are too few.
func TestCorpusOfFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"laws", "policies"} {
		var lines strings.Builder
		for i := range 4 {
			fmt.Fprintf(&lines, `{"title":"%s%d","text":"第一条 %s的第%d个规定。"}`+"\n", name, i, name, i)
		}
		plain := filepath.Join(dir, name+".jsonl")
		if err := os.WriteFile(plain, []byte(lines.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		compress(t, plain)
	}
	t.Setenv(corpusFolder, dir)
	var titles, ids []string
	for in := range corpus(t, 5) {
		titles, ids = append(titles, in.Given.Title), append(ids, in.Given.ID)
	}
	if got := fmt.Sprint(titles); got != "[laws0 laws2 policies0 policies2 laws0]" {
		t.Errorf("titles %s", got)
	}
	if got := fmt.Sprint(ids); got != "[laws-0-00000 laws-0-00002 poli-0-00000 poli-0-00002 laws-1-00000]" {
		t.Errorf("ids %s", got)
	}
}

// TestAskedOf: a question is on a clause of its chunk, or on something.
func TestAskedOf(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for _, text := range []string{"", "短。", "健全基本养老服务体系，加快发展。", strings.Repeat("长", 40)} {
		q := askedOf(r, chunk.Chunk{Text: text})
		if n := utf8.RuneCountInString(q); n < 6 || n > 45 {
			t.Errorf("%q asks %q", text, q)
		}
	}
}

// compress has xz take a file's place by a compressed one.
func compress(t *testing.T, file string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "xz", file).CombinedOutput(); err != nil {
		t.Skipf("xz: %v %s", err, out)
	}
}
