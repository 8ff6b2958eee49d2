package read_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"chuchu/chunk/read"
)

// zipOf is a ZIP of parts, names and contents by turns.
func zipOf(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// docx is a DOCX with a body of WordprocessingML.
func docx(t testing.TB, body string) string {
	return zipOf(t, "word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>`+body+`</w:body></w:document>`)
}

// zeros is a ZIP whose part name unpacks to so many megabytes of zeros; its
// header says the truth or one byte.
func zeros(t *testing.T, name string, megabytes int, honest bool) string {
	t.Helper()
	var one bytes.Buffer
	w, err := flate.NewWriter(&one, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	block := make([]byte, 1<<20)
	sum := crc32.NewIEEE()
	for range 2 { // the first block has no window yet
		one.Reset()
		_, _ = w.Write(block)
		_ = w.Flush()
	}
	for range megabytes {
		_, _ = sum.Write(block)
	}
	packed := append(bytes.Repeat(one.Bytes(), megabytes), 1, 0, 0, 0xFF, 0xFF)
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, CRC32: sum.Sum32(), CompressedSize64: uint64(len(packed)), UncompressedSize64: 1}
	if honest {
		h.UncompressedSize64 = uint64(megabytes) << 20
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	raw, err := z.CreateRaw(h)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = raw.Write(packed)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// compound is a compound file of the old Office, as far as its streams' names tell.
func compound(stream string) string {
	wide := ""
	for _, c := range stream {
		wide += string(c) + "\x00"
	}
	return "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 512) + wide + strings.Repeat("\x00", 512)
}

func sampleOf(t *testing.T, name string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// A bad file and what people are told of it.
type bad struct {
	name, raw string
	want      error
	says      string
}

// badFiles are forty files that cannot be read, each in its own way.
func badFiles(t *testing.T) []bad {
	whole, pdf := sampleOf(t, "features.docx"), sampleOf(t, "policy.pdf")
	nested := strings.Repeat("<w:tbl><w:tr><w:tc>", 100) + "<w:p/>" + strings.Repeat("</w:tc></w:tr></w:tbl>", 100)
	encrypted := []byte(zipOf(t, "规划.txt", "正文"))
	binary.LittleEndian.PutUint16(encrypted[6:], 1)
	at := bytes.Index(encrypted, []byte("PK\x01\x02"))
	binary.LittleEndian.PutUint16(encrypted[at+8:], 1)
	return []bad{
		{"空.txt", "", read.ErrUnreadable, "空的"},
		{"空白.txt", " \r\n\t", read.ErrUnreadable, "空的"},
		{"零.txt", strings.Repeat("\x00", 4096), read.ErrUnreadable, "空的"},
		{"空.docx", "", read.ErrUnreadable, "空的"},
		{"全零.pdf", strings.Repeat("\x00", 4096), read.ErrUnreadable, "空的"},
		{"二进制.txt", strings.Repeat("\x01\x02\x9f\x03\xfe\x00\x01", 100), read.ErrUnreadable, ""},
		{"乱码.txt", strings.Repeat("\x01\x02\x03\x04ab", 100), read.ErrUnreadable, "不是文字"},
		{"旧版.doc", sampleOf(t, "old.doc"), read.ErrUnsupported, "另存为 .docx"},
		{"旧版改名.docx", sampleOf(t, "old.doc"), read.ErrUnsupported, "另存为 .docx"},
		{"旧表.xls", compound("Workbook"), read.ErrUnsupported, "另存为 .xlsx"},
		{"幻灯.ppt", compound("PowerPoint Document"), read.ErrUnsupported, "另存为 PDF"},
		{"文字.wps", compound("WordDocument"), read.ErrUnsupported, "WPS 另存为 .docx"},
		{"表格.et", compound("Workbook"), read.ErrUnsupported, ".et"},
		{"不明.doc", compound("Something"), read.ErrUnsupported, "旧版 Office"},
		{"版式.ofd", zipOf(t, "OFD.xml", "<OFD/>"), read.ErrUnsupported, ".ofd"},
		{"开放.odt", sampleOf(t, "old.odt"), read.ErrUnsupported, "OpenDocument"},
		{"富文本.rtf", sampleOf(t, "old.rtf"), read.ErrUnsupported, ".rtf"},
		{"改名.docx", sampleOf(t, "old.rtf"), read.ErrUnsupported, ".rtf"},
		{"幻灯.pptx", zipOf(t, "ppt/presentation.xml", "<p/>"), read.ErrUnsupported, "演示文稿"},
		{"电子书.epub", zipOf(t, "META-INF/container.xml", "<c/>"), read.ErrUnsupported, "电子书"},
		{"扫描.pdf", sampleOf(t, "scan.pdf"), read.ErrUnsupported, "扫描件"},
		{"图片.png", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 64), read.ErrUnsupported, "图片"},
		{"照片.jpg", "\xFF\xD8\xFF\xE0" + strings.Repeat("\x00", 64), read.ErrUnsupported, "OCR"},
		{"图片改名.docx", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00", 64), read.ErrUnsupported, "图片"},
		{"压缩.rar", "Rar!\x1A\x07\x00", read.ErrUnsupported, "解压"},
		{"压缩.7z", "7z\xBC\xAF\x27\x1C", read.ErrUnsupported, "解压"},
		{"程序.exe", "MZ\x90\x00\x03\x00\x00\x00", read.ErrUnsupported, "程序"},
		{"x.exe", "MZ", read.ErrUnsupported, "程序"},
		{"录音.mp3", "ID3\x04", read.ErrUnsupported, "音频"},
		{"不明.xyz", "abc", read.ErrUnsupported, ".xyz"},
		{"加密.docx", compound("EncryptedPackage"), read.ErrUnreadable, "密码"},
		{"加密.pdf", sampleOf(t, "locked.pdf"), read.ErrUnreadable, "密码"},
		{"残缺.docx", whole[:len(whole)/2], read.ErrUnreadable, "不完整"},
		{"只有开头.docx", "PK\x03\x04", read.ErrUnreadable, "不完整"},
		{"残缺.xml.docx", docx(t, "<w:p><w:r><w:t>断"), read.ErrUnreadable, "不完整"},
		{"残缺.pdf", pdf[:200], read.ErrUnreadable, "不完整"},
		{"假的.pdf", "%PDF-1.7\n" + strings.Repeat("不是 PDF\n", 50), read.ErrUnreadable, "不完整"},
		{"残缺.xlsx", zipOf(t, "xl/workbook.xml", "<workbook><sheets>"), read.ErrUnreadable, ""},
		{"没有正文.docx", zipOf(t, "[Content_Types].xml", "<Types/>"), read.ErrUnreadable, "没有正文"},
		{"空正文.docx", docx(t, "<w:p/>"), read.ErrUnreadable, "空的"},
		{"实体.docx", zipOf(t, "word/document.xml", `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document><w:p>&b;</w:p></w:document>`), read.ErrUnreadable, "实体"},
		{"外部实体.docx", zipOf(t, "word/document.xml", `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>`), read.ErrUnreadable, "实体"},
		{"炸弹.docx", zeros(t, "word/document.xml", 1024, true), read.ErrUnreadable, "过大"},
		{"说谎的炸弹.docx", zeros(t, "word/document.xml", 1024, false), read.ErrUnreadable, ""},
		{"炸弹.xlsx", zeros(t, "xl/workbook.xml", 1024, true), read.ErrUnreadable, "过大"},
		{"嵌套表格.docx", docx(t, nested), read.ErrUnreadable, "嵌套"},
		{"嵌套元素.docx", docx(t, strings.Repeat("<w:a>", 3000)+strings.Repeat("</w:a>", 3000)), read.ErrUnreadable, "嵌套"},
		{"嵌套.html", "<html><body>" + strings.Repeat("<div>", 100000) + "深", read.ErrUnreadable, "嵌套"},
		{"空网页.html", "<html><body><script>var a = 1</script></body></html>", read.ErrUnreadable, "没有找到正文"},
	}
}

// TestBadFiles: each bad file has its own clear line, soon, and takes no memory to speak of.
func TestBadFiles(t *testing.T) {
	files := badFiles(t)
	if len(files) < 40 {
		t.Fatalf("only %d files", len(files))
	}
	var before, after runtime.MemStats
	for _, f := range files {
		runtime.ReadMemStats(&before)
		r, err := read.File(t.Context(), f.name, []byte(f.raw))
		runtime.ReadMemStats(&after)
		t.Logf("%s: %v", f.name, err)
		if !errors.Is(err, f.want) || r.Text != "" {
			t.Errorf("%s: got %.20q, %v; want %v", f.name, r.Text, err, f.want)
			continue
		}
		if !strings.Contains(err.Error(), f.says) {
			t.Errorf("%s: %q does not say %q", f.name, err, f.says)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used > 1<<30 {
			t.Errorf("%s: %d MB were allocated", f.name, used>>20)
		}
	}
}

// TestWrongExtensions: a file is what its bytes say.
func TestWrongExtensions(t *testing.T) {
	docxFile := sampleOf(t, "features.docx")
	page := sampleOf(t, "haibin.html")
	for _, f := range []struct{ name, raw, holds string }{
		{"规划.txt", docxFile, "养老床位达到一百五十张"},
		{"规划.pdf", docxFile, "养老床位达到一百五十张"},
		{"规划", docxFile, "养老床位达到一百五十张"},
		{"规划.doc", page, "第二章 总体要求与奋斗目标"},
		{"规划.txt", page, "第二章 总体要求与奋斗目标"},
		{"规划.docx", sampleOf(t, "policy.pdf"), "第二章 示范煤矿申报"},
		{"规划.docx", plan, "社会消费品零售总额"},
		{"规划.doc", plan, "社会消费品零售总额"},
		{"规划.html", plan, "社会消费品零售总额"},
		{"表.pdf", sampleOf(t, "haibin-table.xlsx"), "社会消费品零售总额（亿元）\t10.69\t11.8"},
	} {
		got, err := text(f.name, []byte(f.raw))
		if err != nil || !strings.Contains(got, f.holds) {
			t.Errorf("%s: %.60q, %v; lacks %s", f.name, got, err, f.holds)
		}
	}
}

// TestEnd: who gives up waiting gets the end of its context.
func TestEnd(t *testing.T) {
	ctx, stop := context.WithTimeout(t.Context(), -time.Second)
	defer stop()
	for _, name := range []string{"features.docx", "policy.pdf", "haibin.html", "haibin-table.xlsx"} {
		if _, err := read.File(ctx, name, []byte(sampleOf(t, name))); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func ExampleCheck() {
	fmt.Println(read.Check("通知.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")))
	fmt.Println(read.Check("规划.docx", []byte("第一章 总则")))
	// Output:
	// 暂不支持旧版 Office 文档，请用 WPS/Word 另存为 .docx（表格存为 .xlsx）后再上传（unsupported file type）
	// <nil>
}
