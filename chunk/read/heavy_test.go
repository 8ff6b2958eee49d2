package read_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"chuchu/chunk/read"
)

// workbook is an XLSX with one sheet: its rows and what stands behind them.
func workbook(t testing.TB, rows, behind string) string {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	const kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	return zipOf(t,
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>`+
			`<Override PartName="/xl/workbook.xml" ContentType="`+kinds+`sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="`+kinds+`worksheet+xml"/></Types>`,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="`+office+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="`+office+`"><sheets><sheet name="指标" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="`+office+`/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+rows+`</sheetData>`+behind+`</worksheet>`)
}

// each repeats a text with a number in it, from 1.
func each(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, strings.ReplaceAll(format, "#", "%[1]d"), i+1)
	}
	return b.String()
}

// A heavy file is small, or holds little, and would cost much.
type heavy struct {
	name, raw string
	says      string // of the refusal, or in the text
	warns     string
}

func heavyFiles(t *testing.T) []heavy {
	cell := `<c r="A1" t="inlineStr"><is><t>养老床位</t></is></c>`
	paragraph := func(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }
	wide := "<tr>" + each(100, "<td>格#</td>") + "</tr>"
	return []heavy{
		{"远格.xlsx", workbook(t, `<row r="1">`+cell+`<c r="B1"><v>7</v></c></row>`+each(3000, `<row r="#"><c r="XFD#"><v>1</v></c></row>`), ""), "养老床位\t7\n", "前60列"},
		{"空格.xlsx", workbook(t, `<row r="1">`+cell+`<c r="B1"><v>7</v></c></row>`+each(3000, `<row r="#"><c r="XFD#" s="0"/></row>`), ""), "养老床位\t7\n", ""},
		{"长表.xlsx", workbook(t, `<row r="1">`+cell+`<c r="B1"><v>7</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>`, ""), "养老床位\t7\n", "前20000行"},
		{"合并.xlsx", workbook(t, `<row r="1">`+cell+`<c r="B1"><v>7</v></c></row>`, `<mergeCells>`+each(20, `<mergeCell ref="A1:XFD1048576"/>`)+`</mergeCells>`), "养老床位\t7\n", ""},
		{"格多.xlsx", workbook(t, each(6000, `<row>`+strings.Repeat(`<c><v>1</v></c>`, 60)+`</row>`), ""), "30万格", ""},
		{"格多.docx", docx(t, "<w:tbl>"+strings.Repeat("<w:tr>"+strings.Repeat("<w:tc>"+paragraph("1")+"</w:tc>", 500)+"</w:tr>", 700)+"</w:tbl>"), "30万格", ""},
		{"重复.docx", docx(t, paragraph(strings.Repeat("0", 3_000_000))), "10000次", ""},
		{"一段.docx", docx(t, paragraph(strings.Repeat("养老床位1", 4_000_000))), "文字过多", ""},
		{"段多.docx", docx(t, strings.Repeat(paragraph(strings.Repeat("养老床位1", 10_000)), 100)), "文字过多", ""},
		{"长.txt", strings.Repeat("养老床位1\n", 1_000_000), "文字过多", ""},
		{"字多.txt", strings.Repeat("abcdefg\n", 1_000_000), "文字过多", ""},
		{"点.txt", plan + strings.Repeat("…", 10_001), "10000次", ""},
		{"格多.html", "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td>1", 1000), 400) + "</table>", "20万个", ""},
		{"字形.html", "<html><body>" + each(400, "<b x=#>") + strings.Repeat("<p>规划", 20_000), "20万个", ""},
		{"跨格.html", "<table>" + strings.Repeat("<tr><td colspan=30 rowspan=1000>"+strings.Repeat("养老床位", 300)+"</td><td>b</td></tr>", 600) + "</table>", "文字过多", ""},
		{"套表.html", "<html><body>" + strings.Repeat("<table><tr><td>层层套着的表格", 100), "嵌套", ""},
		{"宽表.html", "<html><body><p>" + plan + "</p><table>" + wide + wide + "</table>", "格60\n", "前60列"},
		{"图.html", "<html><body><p>" + plan + `</p><img src="data:image/png;base64,` + strings.Repeat("Ab+/", 10<<20) + `"></body></html>`, "社会消费品", ""},
		{"图多.html", "<html><body><p>" + plan + `</p><img src="` + strings.Repeat("Ab+/", 10<<20) + `"></body></html>`, "文字过多", ""},
		{"宽表.csv", strings.Repeat(strings.Repeat("格,", 70)+"末\n", 3), "格\t格", "前60列"},
	}
}

// TestHeavyFiles: what a file costs is bounded, and what is not read is said.
func TestHeavyFiles(t *testing.T) {
	var before, after runtime.MemStats
	for _, f := range heavyFiles(t) {
		runtime.ReadMemStats(&before)
		r, err := read.File(t.Context(), f.name, []byte(f.raw))
		runtime.ReadMemStats(&after)
		t.Logf("%s: %d MB of %d KB: %v %v", f.name, (after.TotalAlloc-before.TotalAlloc)>>20, len(f.raw)>>10, err, r.Warnings)
		if used := after.TotalAlloc - before.TotalAlloc; used > 512<<20 { // in all; a part of it is held at once
			t.Errorf("%s: %d MB were allocated", f.name, used>>20)
		}
		if got := r.Text + read.Reason(err); !strings.Contains(got, f.says) || err != nil && !errors.Is(err, read.ErrUnreadable) {
			t.Errorf("%s: got %.80q, %v; want %s", f.name, got, err, f.says)
		}
		if told := strings.Join(r.Warnings, ""); !strings.Contains(told, f.warns) || f.warns == "" && told != "" {
			t.Errorf("%s: told %q, want %q", f.name, told, f.warns)
		}
	}
}
