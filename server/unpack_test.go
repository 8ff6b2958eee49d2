package server

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"chuchu/rag/desk"
)

// zipped is a ZIP of files, names and contents by turns.
func zipped(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, files[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// sampleFile is a real file that package read is tested on.
func sampleFile(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("..", "chunk", "read", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// mixed are 180 files of every kind that can be read and 20 that cannot, names
// and contents by turns.
func mixed(t *testing.T) (parts []string) {
	page, book, workbook, paper := sampleFile(t, "haibin.html"), sampleFile(t, "features.docx"), sampleFile(t, "haibin-table.xlsx"), sampleFile(t, "yantian-columns.pdf")
	for i := range 180 {
		text := fmt.Sprintf("第一章 总则\n到2025年，建成%d个社区养老服务中心。\n", i+1)
		gbk, _ := simplifiedchinese.GB18030.NewEncoder().String(text)
		kind := [][2]string{
			{"txt", text}, {"txt", gbk}, {"md", "# 规划\n\n" + text}, {"html", strings.Replace(page, "第二章", fmt.Sprintf("第%d章", i), 1)},
			{"docx", book}, {"csv", "指标,单位,2025年\n养老床位,张,300\n"}, {"xlsx", workbook}, {"txt", text}, {"txt", text},
		}[i%9]
		if i%60 == 7 {
			kind = [2]string{"pdf", paper}
		}
		parts = append(parts, fmt.Sprintf("good%d.%s", i, kind[0]), kind[1])
	}
	bad := [][2]string{
		{"doc", sampleFile(t, "old.doc")}, {"odt", sampleFile(t, "old.odt")}, {"rtf", sampleFile(t, "old.rtf")}, {"pdf", sampleFile(t, "scan.pdf")},
		{"pdf", sampleFile(t, "locked.pdf")}, {"docx", book[:len(book)/2]}, {"png", "\x89PNG\r\n\x1a\n\x00"}, {"txt", ""}, {"txt", "\x00\x01\x02\x03"}, {"rar", "Rar!\x1A\x07"},
	}
	for i := range 20 {
		parts = append(parts, fmt.Sprintf("bad%d.%s", i, bad[i%10][0]), bad[i%10][1])
	}
	return parts
}

// TestMixedUpload: of 200 files at once 180 come into the library, and each of
// the 20 others says why it does not.
func TestMixedUpload(t *testing.T) {
	s := newSite(t, quoting)
	docs := decode[uploaded](t, s.check(t, form(t, mixed(t)...))).Documents
	if len(docs) != 200 {
		t.Fatalf("%d documents", len(docs))
	}
	in, reasons := 0, map[string]int{}
	for _, d := range docs {
		if d.State != desk.Failed {
			d = s.settled(t, d.ID)
		}
		switch {
		case d.State == desk.Failed && strings.HasPrefix(d.ID, "bad") && d.Reason != "":
			reasons[d.Reason]++
		case d.State != desk.Failed && strings.HasPrefix(d.ID, "good") && d.Chunks > 0:
			in++
		default:
			t.Errorf("%s is %s: %s", d.ID, d.State, d.Reason)
		}
	}
	if in != 180 || len(reasons) < 9 {
		t.Errorf("%d documents are in; told %v", in, reasons)
	}
}

// TestUploadOfAnArchive: each file of a ZIP is a document for itself, the bad
// ones fail for themselves.
func TestUploadOfAnArchive(t *testing.T) {
	s := newSite(t, quoting)
	c := form(t, "资料.zip", zipped(t, "一/规划.txt", plain, "二/规划.txt", plain+"第二份。\n", "一/旧.doc", sampleFile(t, "old.doc"), "一/内.zip", zipped(t, "a.txt", plain)), "region", "惠州市")
	got := map[string]string{}
	for _, d := range decode[uploaded](t, s.check(t, c)).Documents {
		got[d.ID] = d.Reason
	}
	if len(got) != 4 || got["规划"] != "" || !strings.Contains(got["旧"], "另存为 .docx") || !strings.Contains(got["内"], "解压") {
		t.Fatalf("got %v", got)
	}
	for _, id := range []string{"规划", "二-规划"} {
		if d := s.settled(t, id); d.State == desk.Failed || d.Region != "惠州市" {
			t.Errorf("%s: %+v", id, d)
		}
	}
	s.check(t, form(t, "坏.zip", "PK\x03\x04"))
	if d := s.settled(t, "坏"); d.State != desk.Failed || !strings.Contains(d.Reason, "不完整") {
		t.Errorf("a torn archive: %+v", d)
	}
}

// TestRawKinds: the original comes back as what it is, under a name that says so.
func TestRawKinds(t *testing.T) {
	s := newSite(t, quoting)
	s.check(t, form(t, "改名.txt", sampleFile(t, "features.docx"), "页.pdf", sampleFile(t, "yantian-columns.pdf"), "网页.html", sampleFile(t, "haibin.html")))
	for id, want := range map[string][2]string{
		"改名": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"},
		"页":  {"application/pdf", ".pdf"},
		"网页": {"text/html", ".html"},
	} {
		s.settled(t, id)
		resp, _ := do(t, s.request(t, call{path: "/api/documents/" + id + "/raw"}))
		h := resp.Header
		if h.Get("Content-Type") != want[0] || !strings.HasSuffix(strings.TrimSuffix(h.Get("Content-Disposition"), "\""), want[1]) || !strings.HasPrefix(h.Get("Content-Security-Policy"), "sandbox") {
			t.Errorf("%s: %v", id, h)
		}
	}
}

// TestNewerVersion: of two versions of a plan the older says that there is a
// newer one; both stay.
func TestNewerVersion(t *testing.T) {
	s := newSite(t, quoting)
	for id, published := range map[string]string{"旧": "2021-05-01", "新": "2022-06-01"} {
		body := fmt.Sprintf(`{"id":%q,"title":"某市养老规划","issuer":"某市民政局","published":%q,"period":{"from":2021,"to":2025},"text":%q}`, id, published, plain)
		s.check(t, call{path: "/api/documents", body: body, status: 202})
		s.settled(t, id)
	}
	s.check(t, call{path: "/api/documents/旧", want: `"superseded_by":"新"`})
	s.check(t, call{path: "/api/documents/新", want: `"replaces":"旧"`})
	s.check(t, call{path: "/api/documents", want: `"superseded_by":"新"`})
	s.check(t, call{path: "/api/documents/plan", want: `"superseded_by":""`})
}
