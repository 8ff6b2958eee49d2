package read_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"chuchu/chunk/read"
)

// A packed file is a member and what it gave.
type packed struct {
	read.Member
	raw []byte
}

// members unpacks an archive within a budget.
func members(b *read.Budget, raw string) (out []packed, err error) {
	ms, err := b.Members(strings.NewReader(raw), int64(len(raw)))
	for _, m := range ms {
		p := packed{Member: m}
		p.raw, p.Err = m.Read()
		out = append(out, p)
	}
	return out, err
}

// TestBudget: several archives share what they may unpack to, and nothing is
// unpacked before it is read.
func TestBudget(t *testing.T) {
	var parts []string
	for i := range 3 {
		parts = append(parts, fmt.Sprint(i, ".txt"), strings.Repeat("0", 40<<20))
	}
	raw, b := zipOf(t, parts...), read.NewBudget()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if ms, err := b.Members(strings.NewReader(raw), int64(len(raw))); err != nil || len(ms) != 3 {
		t.Fatal(ms, err)
	}
	if runtime.ReadMemStats(&after); after.TotalAlloc-before.TotalAlloc > 1<<20 {
		t.Errorf("a list costs %d bytes", after.TotalAlloc-before.TotalAlloc)
	}
	got := 0
	for range 3 {
		ms, err := members(b, raw)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range ms {
			if m.Err == nil {
				got++
			} else if !strings.Contains(read.Reason(m.Err), "过大") {
				t.Error(m.Err)
			}
		}
	}
	if got != 6 {
		t.Errorf("%d files of 40 MB were unpacked", got)
	}
}

func TestMembers(t *testing.T) {
	raw := zipOf(t,
		"规划/b.txt", plan, "规划/a.docx", docx(t, "<w:p><w:r><w:t>正文</w:t></w:r></w:p>"), "规划/", "", "__MACOSX/._a", "x", ".DS_Store", "x", "~$a.docx", "x",
		"../../etc/passwd", "root", "内.zip", zipOf(t, "c.txt", plan))
	if !read.IsArchive("包", []byte(raw)) || read.IsArchive("a.docx", []byte(docx(t, ""))) {
		t.Error("an archive is told by its bytes")
	}
	ms, err := members(read.NewBudget(), raw)
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
	ms, err := members(read.NewBudget(), b.String())
	if err != nil || len(ms) != 1 || ms[0].Name != "规划/赤坎区.txt" || string(ms[0].raw) != plan {
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
		if _, err := members(read.NewBudget(), c.raw); !errors.Is(err, read.ErrUnreadable) || !strings.Contains(read.Reason(err), c.says) {
			t.Errorf("got %v, want %s", err, c.says)
		}
	}
	ms, err := members(read.NewBudget(), zeros(t, "a.txt", 1024, true))
	if err != nil || !strings.Contains(read.Reason(ms[0].Err), "过大") {
		t.Errorf("a bomb gives %v, %v", ms, err)
	}
}
