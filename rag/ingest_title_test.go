package rag_test

import (
	"path/filepath"
	"testing"

	"chuchu/rag"
	"chuchu/rag/local"
)

// TestAddTitle: a text that has no title has its file's name, where that is Chinese.
func TestAddTitle(t *testing.T) {
	store, err := local.Open(t.Context(), filepath.Join(t.TempDir(), "chuchu.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	const untitled = "第一章 总则\n第一条 为加快煤矿智能化建设，制定本办法。\n第二条 本办法适用于煤矿。\n"
	for _, c := range []struct{ name, text, want string }{
		{"某市政策.txt", untitled, "某市政策"},
		{"policy.txt", untitled, ""},
		{"下载.txt", "云山县供水行动计划\n2026年1月\n\n到2030年，供水普及率达到99%。\n", "云山县供水行动计划"},
	} {
		document, _, err := rag.Add(t.Context(), store, c.name, rag.Ingest{Raw: []byte(c.text)})
		if err != nil || document.Title != c.want {
			t.Errorf("%s: title %q, %v; want %q", c.name, document.Title, err, c.want)
		}
	}
}
