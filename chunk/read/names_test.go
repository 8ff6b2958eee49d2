package read

import (
	"archive/zip"
	"bytes"
	"errors"
	"strconv"
	"strings"
	"testing"
)

// Numbers of Word's lists are written as the document shows them; beyond what a
// format has signs for they are figures.
func TestNumeral(t *testing.T) {
	for format, all := range map[string]map[int]string{
		"chineseCounting":       {1: "一", 9: "九", 10: "十", 11: "十一", 19: "十九", 20: "二十", 35: "三十五", 100: "一百", 101: "一百零一", 110: "一百一十", 123: "一百二十三", 999: "九百九十九", 1000: "1000", 0: "0"},
		"ideographTraditional":  {1: "甲", 10: "癸", 11: "11"},
		"ideographZodiac":       {1: "子", 12: "亥", 13: "13"},
		"decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
		"decimalEnclosedParen":  {3: "（3）"},
		"decimalZero":           {7: "07", 12: "12"},
		"upperLetter":           {1: "A", 26: "Z", 27: "AA", 52: "ZZ", 105: "105", 0: "0"},
		"lowerLetter":           {1: "a", 26: "z", 28: "bb"},
		"upperRoman":            {1: "I", 4: "IV", 9: "IX", 14: "XIV", 40: "XL", 90: "XC", 399: "CCCXCIX", 400: "400", 0: "0"},
		"lowerRoman":            {1: "i", 49: "xlix"},
		"decimal":               {1: "1", 12: "12"},
		"unheardOf":             {3: "3"},
	} {
		for n, want := range all {
			if got := numeral(n, format); got != want {
				t.Errorf("%d as %s is %q, want %q", n, format, got, want)
			}
		}
	}
}

// Roman numerals rise with what they stand for: no two are the same.
func TestRomansAreAllDifferent(t *testing.T) {
	seen := map[string]int{}
	for n := 1; n < 400; n++ {
		s := roman(n)
		if before, twice := seen[s]; twice || strings.Contains(s, "IIII") || strings.Contains(s, "VV") {
			t.Fatalf("%d is %s, as is %d", n, s, before)
		}
		seen[s] = n
	}
	chineseSeen := map[string]int{}
	for n := 1; n < 1000; n++ {
		if before, twice := chineseSeen[chinese(n)]; twice {
			t.Fatalf("%d is %s, as is %d", n, chinese(n), before)
		}
		chineseSeen[chinese(n)] = n
	}
}

// A label stands apart from its text where they would run together.
func TestNumberText(t *testing.T) {
	for label, want := range map[string]string{"": "正文", "一、": "一、正文", "（1）": "（1）正文", "①": "①正文", "1.": "1. 正文", "A": "A 正文", "第一章": "第一章 正文"} {
		if got := numberText(label, "正文"); got != want {
			t.Errorf("%q: %q, want %q", label, got, want)
		}
	}
	if got := numberText("一、", " \t正文"); got != "一、正文" {
		t.Errorf("blanks stay: %q", got)
	}
}

// A name tells whether a file can be read, or that people take it for one.
func TestKnownNames(t *testing.T) {
	for name, want := range map[string]bool{
		"计划.docx": true, "计划.DOCX": true, "计划.pdf": true, "计划.txt": true, "计划.md": true, "计划.html": true, "计划.xlsx": true, "计划.csv": true, "资料.zip": true, "计划": true,
		"计划.doc": false, "计划.wps": false, "计划.ofd": false, "照片.jpg": false, "程序.exe": false, "计划.xyz": false,
	} {
		if got := Known(name); got != want {
			t.Errorf("%s is known: %v", name, got)
		}
	}
}

// zipped is an archive with files of such names.
func zipped(t *testing.T, names ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, n := range names {
		if _, err := z.Create(n); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// The media type is told by the bytes, whatever the name says.
func TestContentType(t *testing.T) {
	for _, c := range []struct {
		name string
		raw  []byte
		want string
	}{
		{"a.txt", []byte("推进养老服务。"), "text/plain; charset=utf-8"},
		{"a.txt", []byte{0xd1, 0xf8, 0xc0, 0xcf, 0xb7, 0xfe, 0xce, 0xf1}, "text/plain"}, // GBK
		{"a.md", []byte("# 计划\n正文"), "text/plain; charset=utf-8"},
		{"a.txt", []byte("<!doctype html><p>正文"), "text/html"},
		{"a.bin", []byte("%PDF-1.7\n"), "application/pdf"},
		{"a.zip", zipped(t, "word/document.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
		{"a.docx", zipped(t, "xl/workbook.xml"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
		{"a.zip", zipped(t, "计划.txt"), "application/zip"},
		{"a.jpg", []byte("\xFF\xD8\xFF\xE0"), "application/octet-stream"},
		{"a.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "application/octet-stream"},
	} {
		if got := ContentType(c.name, c.raw); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// A source is a name, a path or an address; only the name is left of it.
func TestSourceName(t *testing.T) {
	for source, want := range map[string]string{
		"计划.docx": "计划.docx", "资料/计划.docx": "计划.docx", `C:\资料\计划.docx`: "计划.docx", "资料.zip#计划.docx": "资料.zip", "https://example.gov.cn/2021/plan.html?x=1": "plan.html",
		"https://example.gov.cn/": "", "https://example.gov.cn": "", "": "", "/": "", "https://example.gov.cn/a/b#c": "b",
	} {
		if got := SourceName(source); got != want {
			t.Errorf("%q is of %q, want %q", source, got, want)
		}
	}
}

// What cannot be read is told before it is read, with the way out; what can be
// passes.
func TestCheckKinds(t *testing.T) {
	for _, c := range []struct {
		name string
		raw  []byte
		want error
	}{
		{"a.txt", []byte("正文"), nil}, {"a.zip", zipped(t, "计划.txt"), nil}, {"a.docx", zipped(t, "word/document.xml"), nil}, {"a", []byte("正文"), nil},
		{"a.doc", []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00"), ErrUnsupported}, {"a.png", []byte("\x89PNG\r\n"), ErrUnsupported},
		{"a.rar", []byte("Rar!\x1A"), ErrUnsupported}, {"a.xyz", []byte{0, 1, 2}, ErrUnsupported}, {"a.pptx", zipped(t, "ppt/presentation.xml"), ErrUnsupported}, {"a.exe", []byte("MZ\x00"), ErrUnsupported},
		{"a.docx", []byte("PK\x03\x04torn"), ErrUnreadable},
	} {
		err := Check(c.name, c.raw)
		if (err == nil) != (c.want == nil) || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
		if err != nil && (Reason(err) == "" || !strings.ContainsFunc(Reason(err), isHan)) {
			t.Errorf("%s: people are told %q", c.name, Reason(err))
		}
	}
}

// Characters that stand for others become these; signs of their own stay.
func TestCommonCharacters(t *testing.T) {
	for in, want := range map[string]string{
		"⼀⼆⼈": "一二人", "⻓⻔⻛": "长门风", "ﬁ": "fi", "１２Ａｂ％": "12Ab%", "甲\u00a0乙": "甲 乙", "①㎡℃": "①㎡℃", "（甲），。": "（甲），。", "": "", "plain 文": "plain 文", "豈": "豈",
	} {
		if got := common(in); got != want {
			t.Errorf("%q becomes %q, want %q", in, got, want)
		}
	}
	for from, to := range radicals {
		if got := common(string(from)); got != string(to) {
			t.Errorf("%c becomes %s, want %c", from, got, to)
		}
	}
}

// Form feeds part the pages of a text.
func TestFedPages(t *testing.T) {
	for text, want := range map[string]string{"甲": "", "甲\f乙\f丙": "0 2 4 ", "甲\f": "", "\f甲": "", "甲乙\n\f丙": "0 4 "} {
		got := ""
		for _, p := range fedPages(text) {
			got += strconv.Itoa(p) + " "
		}
		if got != want {
			t.Errorf("%q has pages at %q, want %q", text, got, want)
		}
	}
}

// Codes of a font mean what its table says, one by one or in a row; a code of
// two bytes, an empty meaning and what is beyond the table's room are left out.
func TestByteCode(t *testing.T) {
	m := byteCode{}
	m.set("a", utf16Of("\x51\x7b"), 0)
	m.set("b", utf16Of("\x51\x7b\x80\x01"), 0)
	m.set("c", utf16Of("\x51\x7b"), 1)
	m.set("dd", utf16Of("\x51\x7b"), 0)
	m.set("e", nil, 0)
	if got := m.Decode("abcde"); got != "养养老兼" {
		t.Errorf("got %q", got)
	}
	for i := range 300 {
		m.set(string([]byte{byte(i)}), utf16Of("\x51\x7b"), 0)
	}
	if len(m) > maxCodes {
		t.Errorf("%d codes", len(m))
	}
}
