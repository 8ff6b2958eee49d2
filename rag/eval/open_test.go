package eval

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	lineA = `{"qid":"q1","question":"誰開創？","context_id":"c1","context":"由漢斯開創。","title":"梵文","answers":["漢斯"]}` + "\n"
	lineB = `{"qid":"q2","question":"何時？","context_id":"c1","context":"由漢斯開創。","answers":["1786年"]}` + "\n"
	lineC = `{"qid":"q3","question":"哪里？","context_id":"c2","context":"在加爾各答。","answers":["加爾各答"]}` + "\n"
)

// folder is a folder of files.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// pack packs a text with xz.
func pack(t *testing.T, text string) string {
	t.Helper()
	xz := exec.Command("xz", "-c")
	xz.Stdin = strings.NewReader(text)
	packed, err := xz.Output()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("xz is not installed")
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(packed)
}

func TestSets(t *testing.T) {
	sets, err := Sets(t.Context(), folder(t, map[string]string{
		"ncp-dev.jsonl":         lineA,
		"drcd-dev.jsonl.xz":     pack(t, lineA+lineB+lineC),
		"cmrc2018-dev.jsonl":    lineC + "\n" + lineB,
		"cmrc2018-dev.jsonl.xz": "the unpacked file comes first",
		"five-year-plans.jsonl": "no question set",
	}))
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []Set{
		{Name: "ncp-dev", Verbatim: true, Contexts: make([]Context, 1), Questions: make([]OpenQuestion, 1)},
		{Name: "drcd-dev", Traditional: true, Contexts: make([]Context, 2), Questions: make([]OpenQuestion, 3)},
		{Name: "cmrc2018-dev", Contexts: make([]Context, 2), Questions: make([]OpenQuestion, 2)},
	} {
		got := sets[i]
		if got.Name != want.Name || got.Verbatim != want.Verbatim || got.Traditional != want.Traditional ||
			len(got.Contexts) != len(want.Contexts) || len(got.Questions) != len(want.Questions) {
			t.Errorf("set %d is %+v", i, got)
		}
	}
	last := sets[1].Questions[2]
	if sets[1].Contexts[1] != (Context{"c2", "在加爾各答。"}) || last.ID != "q3" || last.Context != "c2" || last.Answers[0] != "加爾各答" {
		t.Errorf("got %+v", sets[1])
	}
}

func TestSetsTellWhatIsWrong(t *testing.T) {
	for _, c := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"missing", map[string]string{"ncp-dev.jsonl": lineA}, "open set drcd-dev: neither drcd-dev.jsonl nor drcd-dev.jsonl.xz in "},
		{"not JSON", map[string]string{"ncp-dev.jsonl": lineA + "{"}, "open set ncp-dev: line 2: unexpected end"},
		{"no answer", map[string]string{"ncp-dev.jsonl": `{"qid":"q","question":"谁","context_id":"c","context":"文","answers":[]}`}, `open set ncp-dev: line 1: "q" lacks`},
		{"blank answer", map[string]string{"ncp-dev.jsonl": `{"qid":"q","question":"谁","context_id":"c","context":"文","answers":[" "]}`}, `line 1: "q" lacks`},
		{"not packed", map[string]string{"ncp-dev.jsonl.xz": lineA}, "open set ncp-dev: "},
	} {
		_, err := Sets(t.Context(), folder(t, c.files))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	if _, err := Sets(t.Context(), t.TempDir()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of an empty folder: %v", err)
	}
}

func TestSetsNeedXz(t *testing.T) {
	dir := folder(t, map[string]string{"ncp-dev.jsonl.xz": ""})
	t.Setenv("PATH", t.TempDir())
	if _, err := Sets(t.Context(), dir); !errors.Is(err, exec.ErrNotFound) || !strings.Contains(err.Error(), "install xz") {
		t.Errorf("got %v", err)
	}
}

func TestSetsHonourTheContext(t *testing.T) {
	var big bytes.Buffer
	for range 10 {
		big.WriteString(lineA)
	}
	dir := folder(t, map[string]string{"ncp-dev.jsonl.xz": pack(t, big.String())})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Sets(ctx, dir); err == nil {
		t.Error("read on")
	}
}
