package convert

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"chuchu/chunk/read"
)

// program puts a shell script under a name on the only path there is.
func program(t *testing.T, name, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
}

func TestMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	for name, says := range map[string]string{"a.doc": "LibreOffice", "a.wps": "LibreOffice", "a.pdf": "tesseract", "a.png": "tesseract"} {
		if _, _, err := File(t.Context(), name, []byte("x")); !errors.Is(err, ErrMissing) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := File(t.Context(), "a.ofd", nil); err == nil || errors.Is(err, ErrMissing) {
		t.Errorf("nothing converts a.ofd: %v", err)
	}
}

// TestOffice runs a stand-in that copies its source to where LibreOffice writes.
func TestOffice(t *testing.T) {
	program(t, "soffice", `while [ $# -gt 1 ]; do case $1 in --outdir) out=$2;; --convert-to) kind=$2;; esac; shift; done; mkdir -p "$out"; cp "$1" "$out/source.$kind"`)
	name, raw, err := File(t.Context(), "资料/规划.doc", []byte("正文"))
	if name != "规划.docx" || string(raw) != "正文" || err != nil {
		t.Errorf("%s %q %v", name, raw, err)
	}
	program(t, "soffice", "exit 0")
	if _, _, err := File(t.Context(), "规划.doc", nil); err == nil || !strings.Contains(err.Error(), "没有得到结果") {
		t.Errorf("nothing came: %v", err)
	}
	program(t, "soffice", "echo broken >&2; exit 3")
	if _, _, err := File(t.Context(), "规划.xls", nil); err == nil || !strings.Contains(err.Error(), "broken") {
		t.Errorf("it failed: %v", err)
	}
}

func TestScan(t *testing.T) {
	program(t, "tesseract", `printf '文字 %s\n\f' "$(cat "$1")" > "$2.txt"`)
	if name, raw, err := File(t.Context(), "照片.png", []byte("甲")); name != "照片.txt" || string(raw) != "文字 甲\n\f" || err != nil {
		t.Errorf("%s %q %v", name, raw, err)
	}
	dir := strings.Split(os.Getenv("PATH"), ":")[0]
	pages := "#!/bin/sh\nfor last; do :; done; printf 一 > \"$last-1.png\"; printf 二 > \"$last-2.png\"\n"
	if err := os.WriteFile(filepath.Join(dir, "pdftoppm"), []byte(pages), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, raw, err := File(t.Context(), "扫描.pdf", []byte("x")); string(raw) != "文字 一\n\f文字 二\n" || err != nil {
		t.Errorf("%q %v", raw, err)
	}
}

func TestHandles(t *testing.T) {
	for name, want := range map[string]bool{"a.DOC": true, "a.wps": true, "a.pdf": true, "a.jpg": true, "a.ofd": false, "a.txt": false, "a": false} {
		if Handles(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}

// TestRealOffice converts a real old document where LibreOffice is there.
func TestRealOffice(t *testing.T) {
	if _, err := exec.LookPath("soffice"); err != nil {
		t.Skip("LibreOffice is not installed")
	}
	raw, err := os.ReadFile(filepath.Join("..", "testdata", "old.doc"))
	if err != nil {
		t.Fatal(err)
	}
	name, raw, err := File(t.Context(), "旧.doc", raw)
	if err != nil {
		t.Fatal(err)
	}
	r, err := read.File(t.Context(), name, raw)
	if err != nil || !strings.Contains(r.Text, "这是一份旧版文档。") {
		t.Errorf("%q, %v", r.Text, err)
	}
}
