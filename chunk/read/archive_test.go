package read_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"chuchu/chunk/read"
)

func TestMembers(t *testing.T) {
	raw := zipOf(t,
		"规划/b.txt", plan, "规划/a.docx", docx(t, "<w:p><w:r><w:t>正文</w:t></w:r></w:p>"), "规划/", "", "__MACOSX/._a", "x", ".DS_Store", "x", "~$a.docx", "x",
		"../../etc/passwd", "root", "内.zip", zipOf(t, "c.txt", plan))
	if !read.IsArchive("包", []byte(raw)) || read.IsArchive("a.docx", []byte(docx(t, ""))) {
		t.Error("an archive is told by its bytes")
	}
	ms, err := read.Members([]byte(raw))
	var got []string
	for _, m := range ms {
		got = append(got, fmt.Sprint(m.Name, " ", read.Reason(m.Err)))
	}
	want := "etc/passwd |内.zip 压缩包里还有压缩包，请解压后再上传|规划/a.docx |规划/b.txt "
	if s := strings.Join(got, "|"); err != nil || s != want {
		t.Errorf("got %s, %v", s, err)
	}
	if _, err := read.File(t.Context(), "包.zip", []byte(raw)); !errors.Is(err, read.ErrUnsupported) {
		t.Errorf("an archive is no document: %v", err)
	}
}

// TestMembersOfWindows: names that a Chinese Windows wrote, and one member that lies.
func TestMembersOfWindows(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	name, _ := simplifiedchinese.GBK.NewEncoder().String(`规划\赤坎区.txt`)
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, NonUTF8: true})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, plan)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	ms, err := read.Members(b.Bytes())
	if err != nil || len(ms) != 1 || ms[0].Name != "规划/赤坎区.txt" || string(ms[0].Raw) != plan {
		t.Errorf("got %+v, %v", ms, err)
	}
}

func TestMembersRefuse(t *testing.T) {
	many := []string{}
	for i := range 2001 {
		many = append(many, fmt.Sprint(i, ".txt"), "x")
	}
	for _, c := range []struct{ raw, says string }{
		{zipOf(t), "没有文件"},
		{zipOf(t, many...), "过多"},
		{"PK\x03\x04", "不完整"},
	} {
		if _, err := read.Members([]byte(c.raw)); !errors.Is(err, read.ErrUnreadable) || !strings.Contains(read.Reason(err), c.says) {
			t.Errorf("got %v, want %s", err, c.says)
		}
	}
	ms, err := read.Members([]byte(zeros(t, "a.txt", 1024, true)))
	if err != nil || !strings.Contains(read.Reason(ms[0].Err), "过大") {
		t.Errorf("a bomb gives %v, %v", ms, err)
	}
}
