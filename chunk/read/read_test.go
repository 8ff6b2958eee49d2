package read_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"

	"chuchu/chunk/read"
)

const plan = "第一章 发展基础\n“十三五”时期，社会消费品零售总额达到10.69亿元，养老服务中心建成8个。\n"

const planTraditional = "第一章 發展基礎\n「十三五」時期，社會消費品零售總額達到10.69億元，養老服務中心建成8個。\n"

// text reads a file.
func text(name string, raw []byte) (string, error) {
	r, err := read.File(context.Background(), name, raw)
	return r.Text, err
}

func TestTextDecodes(t *testing.T) {
	for _, c := range []struct {
		name string
		enc  encoding.Encoding
		want string
	}{
		{"GBK", simplifiedchinese.GBK, plan},
		{"GB18030", simplifiedchinese.GB18030, plan + "㐀𠀀\n"},
		{"Big5", traditionalchinese.Big5, planTraditional},
		{"UTF-8 with a mark", unicode.UTF8BOM, plan},
		{"UTF-16 little endian with a mark", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), plan},
		{"UTF-16 big endian with a mark", unicode.UTF16(unicode.BigEndian, unicode.UseBOM), plan},
		{"UTF-16 little endian", unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), plan},
		{"UTF-16 big endian", unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), plan},
	} {
		want := strings.Repeat(c.want, 20)
		raw, err := c.enc.NewEncoder().Bytes([]byte(want))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if got, err := text("plan.txt", raw); err != nil || got != want {
			t.Errorf("%s: got %.40q, %v", c.name, got, err)
		}
	}
}

func TestTextDecodesShortGBK(t *testing.T) {
	raw, _ := simplifiedchinese.GBK.NewEncoder().Bytes([]byte("赤坎区规划"))
	if got, err := text("a.txt", raw); err != nil || got != "赤坎区规划" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestTextKeepsAlmostUTF8(t *testing.T) {
	raw := append([]byte(strings.Repeat(plan, 20)), 0xE4)
	got, err := text("plan.txt", raw)
	if err != nil || !strings.HasPrefix(got, plan) || !utf8.ValidString(got) {
		t.Errorf("got %.40q, %v", got, err)
	}
}

func TestTextUnifiesLineEnds(t *testing.T) {
	for _, raw := range []string{"甲\r\n乙\r\n", "甲\r乙\r", "甲\n乙\n"} {
		if got, err := text("README", []byte(raw)); err != nil || got != "甲\n乙\n" {
			t.Errorf("%q gives %q, %v", raw, got, err)
		}
	}
}

// FuzzFile: whatever a file holds, it is read or refused with a reason.
func FuzzFile(f *testing.F) {
	for _, name := range []string{"features.docx", "haibin-table.xlsx", "haibin.html", "scan.pdf", "old.doc"} {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, raw)
	}
	f.Add("a.csv", []byte("指标,单位\n床位,张\n"))
	f.Add("a.md", []byte("# 规划\n\n正文**重点**。\n"))
	f.Add("a.txt", []byte(plan))
	f.Add("a", []byte("\xFF\xFEa\x00"))
	f.Fuzz(func(t *testing.T, name string, raw []byte) {
		s, err := text(name, raw)
		switch {
		case err != nil && !errors.Is(err, read.ErrUnsupported) && !errors.Is(err, read.ErrUnreadable):
			t.Fatalf("error is neither: %v", err)
		case err == nil && (s == "" || !utf8.ValidString(s) || strings.ContainsRune(s, '\r')):
			t.Fatalf("text %q", s)
		}
	})
}

func BenchmarkText(b *testing.B) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "seeds", "haibin.txt"))
	if err != nil {
		b.Skip(err)
	}
	gbk, err := simplifiedchinese.GB18030.NewEncoder().Bytes(raw)
	if err != nil {
		b.Fatal(err)
	}
	for name, raw := range map[string][]byte{"UTF-8": raw, "GB18030": gbk} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(raw)))
			for b.Loop() {
				if _, err := text("haibin.txt", bytes.Clone(raw)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
