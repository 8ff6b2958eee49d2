// Package read turns files into text: it tells what a file is by its name and
// its first bytes, and what its bytes mean by their encoding.
package read

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Reasons for which a file gives no text. The text of the error that wraps
// one of them says in Chinese what the file is and what can be done.
var (
	ErrUnsupported = errors.New("unsupported file type")
	ErrUnreadable  = errors.New("unreadable file")
)

// Text returns the text of a file in UTF-8, with \n at the ends of its lines
// and without a byte order mark. The name's extension tells its kind: .txt,
// .text, .md, .markdown or none. It returns an error that is ErrUnsupported
// for other kinds, and one that is ErrUnreadable for a file that is empty,
// binary, or in no encoding that could be made out.
func Text(name string, raw []byte) (string, error) {
	if err := supported(name, raw); err != nil {
		return "", err
	}
	s, err := "", error(nil)
	if len(bytes.Trim(raw, "\x00")) > 0 {
		s, err = decode(raw)
	}
	switch {
	case err != nil:
		return "", err
	case strings.TrimSpace(s) == "":
		return "", unreadable("文件是空的，没有文字")
	case isBinary(s):
		return "", unreadable("文件内容不是文字，可能已损坏或不是文本文件")
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), nil
}

// unreadable wraps ErrUnreadable with the reason that people are told.
func unreadable(reason string) error { return fmt.Errorf("%s（%w）", reason, ErrUnreadable) }

// unsupported wraps ErrUnsupported with what to do.
func unsupported(reason string) error { return fmt.Errorf("%s（%w）", reason, ErrUnsupported) }

// supported tells what to do with a file that is not plain text.
func supported(name string, raw []byte) error {
	ext := strings.ToLower(filepath.Ext(name))
	kind := kindOf(ext)
	if k := kindOfBytes(raw); k != "" {
		kind = k
	}
	switch {
	case kind != "":
		return unsupported("暂不支持" + kind + "，请在原程序中另存为 .txt（UTF-8）后再上传")
	case ext == "", ext == ".txt", ext == ".text", ext == ".md", ext == ".markdown":
		return nil
	}
	return unsupported("暂不支持 " + ext + " 文件，请另存为 .txt（UTF-8）后再上传")
}

// kindOf names the kinds of file that offices use, by extension; "" if unknown.
func kindOf(ext string) string {
	switch ext {
	case ".doc", ".docx", ".wps", ".rtf", ".odt", ".ofd":
		return " " + ext + " 文档"
	case ".pdf":
		return " PDF 文件"
	case ".xls", ".xlsx", ".et", ".csv":
		return " " + ext + " 表格"
	case ".ppt", ".pptx", ".dps":
		return " " + ext + " 演示文稿"
	case ".html", ".htm", ".mht", ".mhtml":
		return " " + ext + " 网页"
	case ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp":
		return " " + ext + " 图片"
	case ".zip", ".rar", ".7z", ".gz", ".tar":
		return " " + ext + " 压缩包"
	}
	return ""
}

// kindOfBytes names what a file really is, whatever it is called; "" if its
// first bytes do not tell.
func kindOfBytes(raw []byte) string {
	for _, m := range []struct{ magic, kind string }{
		{"%PDF-", " PDF 文件"},
		{"PK\x03\x04", " Office 文档或压缩包"},
		{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "旧版 Office 文档"},
		{"{\\rtf", " RTF 文档"},
		{"\x89PNG\r\n", "图片"},
		{"\xFF\xD8\xFF", "图片"},
		{"GIF8", "图片"},
		{"Rar!\x1A", "压缩包"},
		{"7z\xBC\xAF\x27\x1C", "压缩包"},
		{"\x1F\x8B\x08", "压缩包"},
	} {
		if bytes.HasPrefix(raw, []byte(m.magic)) {
			return m.kind
		}
	}
	return ""
}

// isBinary tells whether s is no text: more than one character in fifty is a
// control character or could not be decoded.
func isBinary(s string) bool {
	bad, all := 0, 0
	for _, r := range s {
		all++
		if r == utf8.RuneError || unicode.IsControl(r) && !unicode.IsSpace(r) {
			bad++
		}
	}
	return bad*50 > all
}
