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
	f := follower{root: root, seen: map[string]stamp{}, wants: readable}
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
	looks("one is still written", []string{"b/c.docx"}, nil)
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
