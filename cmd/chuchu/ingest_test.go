package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chuchu/rag"
)

// sampleFile is a real file that package read is tested on.
func sampleFile(name string) string {
	return filepath.Join("..", "..", "chunk", "read", "testdata", name)
}

// TestIngestFiles: what comes in as a PDF or a DOCX is answered from, with the page.
func TestIngestFiles(t *testing.T) {
	variables := map[string]string{"CHUCHU_DATABASE": filepath.Join(t.TempDir(), "chuchu.db")}
	status, out, stderr := program(t, variables, "ingest", sampleFile("haibin.pdf"), sampleFile("features.docx"), sampleFile("old.doc"))
	if status == 0 || strings.Count(out, "已加入") != 2 || !strings.Contains(out, "old.doc：暂不支持 .doc 文档，请用 WPS/Word 另存为 .docx") {
		t.Fatalf("status %d: %s%s", status, out, stderr)
	}
	for question, want := range map[string]struct {
		says string
		page int
	}{
		"海滨街道社会消费品零售总额2025年目标是多少": {"11.8", 3},
		"海河镇养老床位2025年目标是多少":       {"300", 0},
	} {
		_, out, _ := program(t, variables, "ask", "--json", question)
		var a rag.Answer
		if err := json.Unmarshal([]byte(out), &a); err != nil {
			t.Fatalf("%s: %v", out, err)
		}
		if !strings.Contains(a.Text, want.says) || len(a.Citations) == 0 || a.Citations[0].Page != want.page {
			t.Errorf("%s: %s, %+v", question, a.Text, a.Citations)
		}
	}
	if status, out, _ := program(t, variables, "ingest", sampleFile("haibin.pdf")); status != 0 || !strings.HasPrefix(out, "未变") && !strings.Contains(out, "haibin") {
		t.Errorf("again: %d %s", status, out)
	}
}

// TestFollower: a file is ready once it lies still, changed ones again; what is
// gone is told of once.
func TestFollower(t *testing.T) {
	root := t.TempDir()
	f := follower{root: root, seen: map[string]stamp{}}
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	put := func(name, text string) {
		at = at.Add(time.Second)
		if err := os.Chtimes(write(t, filepath.Join(root, name), text), at, at); err != nil {
			t.Fatal(err)
		}
	}
	looks := func(when string, ready, gone []string) {
		t.Helper()
		gotReady, gotGone := f.look()
		for _, list := range [][]string{gotReady, gotGone} {
			for i, p := range list {
				list[i], _ = filepath.Rel(root, p)
			}
		}
		if !slices.Equal(gotReady, ready) || !slices.Equal(gotGone, gone) {
			t.Errorf("%s: ready %q, gone %q; want %q, %q", when, gotReady, gotGone, ready, gone)
		}
	}
	looks("empty", nil, nil)
	put("a.txt", "第一")
	put("b/c.docx", "x")
	put(".hidden.txt", "x")
	put("~$a.docx", "x")
	put("d.png", "x")
	looks("just come", nil, nil)
	put("a.txt", "第一章")
	looks("one is still written", []string{"b/c.docx", "d.png"}, nil)
	looks("both lie still", []string{"a.txt"}, nil)
	looks("nothing new", nil, nil)
	put("a.txt", "第二章")
	looks("changed", nil, nil)
	looks("changed and still", []string{"a.txt"}, nil)
	if err := os.Remove(filepath.Join(root, "a.txt")); err != nil {
		t.Fatal(err)
	}
	looks("gone", nil, []string{"a.txt"})
	looks("told once", nil, nil)
	put("a.txt", "第三章")
	looks("back", nil, nil)
	looks("back and still", []string{"a.txt"}, nil)
	if err := os.RemoveAll(root); err != nil {
		t.Fatal(err)
	}
	f.root = filepath.Join(root, "nowhere")
	looks("the folder is out of reach", nil, nil)
}

// TestNaming: of two files with one name the later has its folder or its
// extension in its id, whatever the order, and keeps it.
func TestNaming(t *testing.T) {
	root := t.TempDir()
	path := func(name string) string { return filepath.Join(root, filepath.FromSlash(name)) }
	for name, text := range map[string]string{
		"sub/2021/规划.txt": "到2021年，粮食产量达到3万吨。", "sub/2022/规划.txt": "到2022年，粮食产量达到4万吨。",
		"sub/海滨.txt": "到2025年，绿化率达到40%。", "sub/海滨.md": "到2025年，绿化率达到41%。",
	} {
		write(t, path(name), text)
	}
	variables := map[string]string{"CHUCHU_DATABASE": path("chuchu.db")}
	for _, again := range []struct {
		word  string
		paths []string
	}{
		{"已加入", []string{path("sub/海滨.txt"), path("sub/2022"), path("sub/海滨.md"), path("sub/2021")}},
		{"未变动", []string{path("sub")}},
		{"未变动", []string{path("sub/2022")}}, // its id is known
	} {
		status, out, stderr := program(t, variables, append([]string{"ingest"}, again.paths...)...)
		for _, id := range []string{"规划", "2022-规划", "海滨", "海滨-txt"} {
			if want := again.word + "  " + id + "  "; len(again.paths[0]) > len(path("sub/2022")) && !strings.Contains(out, want) {
				t.Errorf("no %q in %s%s", want, out, stderr)
			}
		}
		if status != 0 || !strings.Contains(out, again.word+"  2022-规划  ") {
			t.Errorf("status %d: %s%s", status, out, stderr)
		}
	}
	write(t, path("sub/海滨.md"), "到2025年，绿化率达到42%。")
	if _, out, _ := program(t, variables, "ingest", path("sub")); !strings.Contains(out, "已更新  海滨  ") {
		t.Error(out)
	}
	write(t, path("elsewhere/规划.txt"), "到2023年，粮食产量达到5万吨。")
	if status, out, _ := program(t, variables, "ingest", path("elsewhere")); status == 0 || !strings.Contains(out, "单独加入这个文件") {
		t.Errorf("status %d: %s", status, out)
	}
}

// TestTake: a followed folder tells of files of other kinds, of changed ones
// and of those that are gone.
func TestTake(t *testing.T) {
	root := t.TempDir()
	plan := write(t, filepath.Join(root, "规划.txt"), "到2025年，绿化率达到41%。")
	l, err := origin{path: databasePath(filepath.Join(root, "chuchu.db"))}.open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	c := ingestCommand{Watch: root}
	if c.names, err = newNaming(t.Context(), l); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if !c.take(t.Context(), l, &out, []string{plan}, nil) || c.take(t.Context(), l, &out, []string{sampleFile("old.doc")}, nil) {
		t.Error(out.String())
	}
	write(t, plan, "到2025年，绿化率达到42%。")
	c.take(t.Context(), l, &out, []string{plan}, nil)
	c.take(t.Context(), l, &out, nil, []string{plan, "old.doc"})
	var words []string
	for line := range strings.Lines(out.String()) {
		words = append(words, strings.Fields(line)[0])
	}
	if want := []string{"已加入", "跳过", "已更新", "已移走"}; !slices.Equal(words, want) {
		t.Errorf("got %q: %s", words, out.String())
	}
}

// TestArchiveEntries: each file of a ZIP is an entry, told by its own source.
func TestArchiveEntries(t *testing.T) {
	raw, err := os.ReadFile(sampleFile("features.docx"))
	if err != nil {
		t.Fatal(err)
	}
	path := write(t, filepath.Join(t.TempDir(), "资料.zip"), string(raw)) // a DOCX under another name
	if got := slices.Collect(entries([]string{path})); len(got) != 1 || got[0].as != path || got[0].err != nil {
		t.Errorf("got %+v", got)
	}
	if got := slices.Collect(entries([]string{write(t, path, "PK\x03\x04")})); len(got) != 1 || len(got[0].raw) == 0 {
		t.Errorf("got %+v", got)
	}
}
