package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// names lists entries, those that failed with a mark.
func names(root string, paths ...string) []string {
	var out []string
	for e := range entries(paths) {
		name, _ := filepath.Rel(root, e.name)
		if e.err != nil {
			name += " !"
		}
		out = append(out, filepath.ToSlash(name))
	}
	return out
}

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEntries(t *testing.T) {
	root := t.TempDir()
	for _, path := range []string{"b/2.txt", "b/1.txt", "b/.git/x.txt", "b/.hidden.txt", "a.txt"} {
		write(t, filepath.Join(root, path), "规划")
	}
	got := names(root, filepath.Join(root, "a.txt"), filepath.Join(root, "none.txt"), filepath.Join(root, "b"))
	want := []string{"a.txt", "none.txt !", "b/1.txt", "b/2.txt"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEntriesStop(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "1.txt"), "规划")
	write(t, filepath.Join(root, "2.txt"), "规划")
	count := 0
	for range entries([]string{root, root}) {
		count++
		break
	}
	if count != 1 {
		t.Errorf("%d entries after the break", count)
	}
}

func TestFolderWithoutText(t *testing.T) {
	root := t.TempDir()
	if got := names(root, root); !slices.Equal(got, []string{". !"}) {
		t.Errorf("got %q", got)
	}
}

func TestLines(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "plans.jsonl"),
		"\uFEFF"+`{"id":"a","title":"甲","text":"甲的规划。","period":{"from":2021,"to":2025}}`+"\n\n"+
			`{"id":"b","text":"  "}`+"\n"+`{"id":"c","text":"丙。","source":"https://example.org/c"}`+"\n"+
			"nonsense\n"+`[1]`+"\n"+`{"id":7,"text":"x"}`+"\n"+`{"id":"../x","text":"x"}`+"\n"+
			`{"id":"e","text":"x","standing":"maybe"}`+"\n"+`{"id":"f","text":"x","published":"2021-13-99"}`+"\n"+
			`{"id":"a","text":"乙。"}`+"\n"+`{"id":"d","text":"丁。"}`)
	got := slices.Collect(entries([]string{path}))
	if len(got) != 11 {
		t.Fatalf("%d entries, want 11", len(got))
	}
	a, c, d := got[0], got[2], got[10]
	if a.err != nil || string(a.raw) != "甲的规划。" || a.given.Title != "甲" || a.given.Period.To != 2025 || a.given.Source != path {
		t.Errorf("first: %+v", a)
	}
	if c.err != nil || c.given.Source != "https://example.org/c" {
		t.Errorf("a line with a source: %+v", c)
	}
	if d.err != nil || d.given.ID != "d" {
		t.Errorf("the line behind all that are at fault: %+v", d)
	}
	for i, want := range map[int]string{
		1: "第3行缺少", 3: "第5行不是有效的 JSON", 4: "第6行不是一个 JSON 对象", 5: "第7行的 id 填写有误", 6: "第8行：资料编号有误",
		7: "第9行：资料性质（standing）“maybe”有误", 8: "第10行：发布日期", 9: "第11行的编号 a 与第1行重复",
	} {
		if err := got[i].err; err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "Go ") {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestEntriesOfOtherKinds(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "1.doc"), "x")
	write(t, filepath.Join(root, "2.txt"), "规划")
	got := slices.Collect(entries([]string{root}))
	if len(got) != 2 || !got[0].other || got[0].err != nil || got[1].other {
		t.Errorf("got %+v", got)
	}
	for range entries([]string{root}) {
		break
	}
}

func TestTooLarge(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "huge.txt"), "")
	if err := os.Truncate(path, maxFile+1); err != nil {
		t.Fatal(err)
	}
	for e := range entries([]string{path}) {
		if e.err == nil || len(e.raw) > 0 {
			t.Errorf("%d bytes, %v", len(e.raw), e.err)
		}
	}
}

func TestOneFile(t *testing.T) {
	root := t.TempDir()
	for want, paths := range map[bool][][]string{
		true:  {{write(t, filepath.Join(root, "a.txt"), "")}, {filepath.Join(root, "missing.txt")}},
		false: {{root}, {"a.jsonl"}, {"a.txt", "b.txt"}},
	} {
		for _, p := range paths {
			if oneFile(p) != want {
				t.Errorf("%v: want %v", p, want)
			}
		}
	}
}
