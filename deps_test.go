// Package chuchu has no code: this test holds the direction of imports.
package chuchu

import (
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// may lists what each package may import of ours. A name that ends in /… means
// the package and all below it. Test files may import more.
var may = map[string][]string{
	"chunk":              {"chunk/fold", "chunk/regions"},
	"chunk/fold":         {},
	"chunk/regions":      {"chunk/fold"},
	"chunk/read":         {"chunk", "chunk/read/…"},
	"chunk/read/paper":   {},
	"chunk/read/fetch":   {"reach"},
	"chunk/read/convert": {},
	"rag":                {"chunk/…", "rag/verify", "rag/bm25", "rag/understand"},
	"rag/pinyin":         {"chunk/fold"},
	"rag/understand":     {"chunk/fold", "chunk/regions", "rag/pinyin"},
	"rag/best":           {},
	"rag/bm25":           {"chunk/fold"},
	"rag/kept":           {"rag", "chunk"},
	"rag/desk":           {"rag", "chunk/…"},
	"rag/verify":         {"chunk/fold"},
	"rag/bge":            {},
	"rag/extract":        {"rag", "rag/bm25", "rag/verify", "rag/understand", "chunk/…"},
	"rag/openai":         {"rag", "reach", "rag/understand", "chunk/…"},
	"rag/talk":           {"rag", "chunk/fold"},
	"rag/local":          {"rag/…", "chunk/…"},
	"rag/postgres":       {"rag/…", "chunk/…"},
	"rag/ragtest":        {"rag/…", "chunk/…"},
	"rag/eval":           {"rag/…", "chunk/…"},
	"server":             {"rag", "rag/talk", "rag/desk", "chunk/…", "web"},
	"server/openai":      {"rag", "rag/talk"},
	"server/mcp":         {"rag", "rag/talk"},
	"server/slack":       {"rag", "rag/talk", "reach"},
	"server/wecom":       {"rag", "rag/talk", "reach"},
	"reach":              {},
	"web":                {},
	"seeds":              {},
	"seeds/generate":     {"…"},
	"cmd/chuchu":         {"…"},

	"scripts/reader/examples": {"rag", "rag/bge", "rag/extract", "rag/local", "chunk/fold"},
	"scripts/report":          {},
	"scripts/sample":          {"chunk"},
	"scripts/samples":         {"chunk"},
	"scripts/screenshots":     {},
}

// apart are packages that do not know each other, whatever may says.
var apart = []string{"rag/local", "rag/postgres", "rag/eval", "rag/ragtest", "rag/bge", "rag/extract", "rag/openai"}

func TestImports(t *testing.T) {
	for _, dir := range packages(t) {
		allowed, known := may[dir]
		if !known && !strings.HasPrefix(dir, "rag/bge/") {
			t.Errorf("%s: a package that the design does not know", dir)
			continue
		}
		p, err := build.ImportDir(dir, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range p.Imports {
			ours, ok := strings.CutPrefix(i, "chuchu/")
			if !ok || strings.HasPrefix(dir, "rag/bge/") {
				continue
			}
			if !matches(allowed, ours) {
				t.Errorf("%s imports %s", dir, ours)
			}
			if slices.Contains(apart, dir) && slices.Contains(apart, ours) {
				t.Errorf("%s knows its sibling %s", dir, ours)
			}
		}
	}
}

// packages lists the folders that hold Go code besides tests.
func packages(t *testing.T) (dirs []string) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || path != "." && strings.HasPrefix(d.Name(), ".")) {
			return fs.SkipDir
		}
		dir := filepath.ToSlash(filepath.Dir(path))
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") && !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(dirs) == 0 {
		t.Fatal("no package found")
	}
	return dirs
}

func matches(allowed []string, name string) bool {
	return slices.ContainsFunc(allowed, func(a string) bool {
		below, ok := strings.CutSuffix(a, "…")
		below = strings.TrimSuffix(below, "/")
		return a == name || ok && (below == "" || name == below || strings.HasPrefix(name, below+"/"))
	})
}
