package read

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

// sampleSize is how much of a file is looked at to tell its encoding.
const sampleSize = 1 << 20

// decode returns the text that raw encodes, without a byte order mark.
func decode(raw []byte) (string, error) {
	if isClean(raw) {
		return strings.TrimPrefix(string(raw), "\ufeff"), nil
	}
	enc := encodingOf(raw)
	if enc == nil {
		return "", unreadable(sayEncoding)
	}
	s, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return "", unreadable(sayWrongCode)
	}
	return strings.TrimPrefix(string(s), "\ufeff"), nil
}

// encodingOf tells the encoding of bytes that are not clean UTF-8, nil if it cannot.
func encodingOf(raw []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(raw, []byte("\xEF\xBB\xBF")):
		return unicode.UTF8BOM
	case bytes.HasPrefix(raw, []byte("\xFF\xFE")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(raw, []byte("\xFE\xFF")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case bytes.IndexByte(raw, 0) >= 0:
		return utf16WithoutMark(raw)
	}
	if cut := raw[:min(len(raw), sampleSize)]; mostlyUTF8(cut) {
		return unicode.UTF8
	}
	switch chardet.Detect(raw[:min(len(raw), sampleSize)]).Encoding {
	case "GB2312", "GBK", "GB18030":
		return simplifiedchinese.GB18030
	case "Big5", "BIG5":
		return traditionalchinese.Big5
	}
	return guess(raw[:min(len(raw), sampleSize)])
}

// mostlyUTF8 tells whether a file is UTF-8 but for a few broken bytes.
func mostlyUTF8(raw []byte) bool {
	bad, wide := 0, 0
	for i := 0; i < len(raw); {
		r, n := utf8.DecodeRune(raw[i:])
		switch {
		case r == utf8.RuneError && n <= 1:
			bad++
		case n > 1:
			wide++
		}
		i += max(n, 1)
	}
	return wide > 100*bad
}

// utf16WithoutMark tells the byte order by where the line breaks and blanks have their zeros.
func utf16WithoutMark(raw []byte) encoding.Encoding {
	little := bytes.Count(raw, []byte("\n\x00")) + bytes.Count(raw, []byte(" \x00"))
	big := bytes.Count(raw, []byte("\x00\n")) + bytes.Count(raw, []byte("\x00 "))
	switch {
	case len(raw)%2 != 0 || little == big:
		return nil
	case little > big:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	}
	return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
}

// guess tries the Chinese encodings on a text too short or too odd for the
// detector and takes the first that decodes without a broken character.
func guess(raw []byte) encoding.Encoding {
	for _, enc := range []encoding.Encoding{simplifiedchinese.GB18030, traditionalchinese.Big5} {
		s, err := enc.NewDecoder().Bytes(raw)
		if err == nil && !bytes.ContainsRune(s, utf8.RuneError) {
			return enc
		}
	}
	return nil
}

// isClean tells whether raw is UTF-8 and text.
func isClean(raw []byte) bool { return utf8.Valid(raw) && bytes.IndexByte(raw, 0) < 0 }
