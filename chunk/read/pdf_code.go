package read

import (
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// codeOf is how the strings of a font are read. Fonts whose characters are
// drawn one by one (Type 3) tell in ToUnicode what each means, and only there.
func codeOf(f pdf.Font) pdf.TextEncoding {
	if to := f.V.Key("ToUnicode"); f.V.Key("Subtype").Name() != "Type0" && f.V.Key("Encoding").Kind() == pdf.Dict && to.Kind() == pdf.Stream {
		if m := bytesOf(to, f.V); len(m) > 0 {
			return m
		}
	}
	return f.Encoder()
}

// A byteCode tells what each byte of a string means.
type byteCode map[byte]string

// Decode implements pdf.TextEncoding.
func (m byteCode) Decode(raw string) string {
	out := make([]byte, 0, 3*len(raw))
	for i := range len(raw) {
		out = append(out, m[raw[i]]...)
	}
	return string(out)
}

const maxCodes = 256

// bytesOf reads a ToUnicode table (ISO 32000-1, 9.10.3) of codes of one byte.
// The program in it opens dictionaries; any will do.
func bytesOf(table, dictionary pdf.Value) byteCode {
	m, n := byteCode{}, 0
	pdf.Interpret(table, func(stack *pdf.Stack, op string) {
		pop := func(n int) []pdf.Value {
			args := make([]pdf.Value, max(0, min(n, stack.Len())))
			for i := len(args) - 1; i >= 0; i-- {
				args[i] = stack.Pop()
			}
			return args
		}
		switch op {
		case "findresource":
			pop(2)
			stack.Push(dictionary)
		case "begincmap":
			stack.Push(dictionary)
		case "endcmap":
			pop(1)
		case "defineresource":
			pop(2)
		case "beginbfchar", "beginbfrange", "begincodespacerange":
			if count := pop(1); len(count) == 1 {
				n = int(count[0].Int64())
			}
		case "endcodespacerange":
			pop(2 * n)
		case "endbfchar":
			for args := pop(2 * n); len(args) > 1; args = args[2:] {
				m.set(args[0].RawString(), utf16Of(args[1].RawString()), 0)
			}
		case "endbfrange":
			for args := pop(3 * n); len(args) > 2; args = args[3:] {
				m.setRange(args[0].RawString(), args[1].RawString(), args[2])
			}
		}
	})
	return m
}

// set notes what a code means: a text whose last character is so much further on.
func (m byteCode) set(code string, to []uint16, further int) {
	if len(code) != 1 || len(to) == 0 || len(m) >= maxCodes {
		return
	}
	to[len(to)-1] += uint16(further)
	m[code[0]] = string(utf16.Decode(to))
}

// setRange notes what the codes from one to another mean.
func (m byteCode) setRange(from, to string, meaning pdf.Value) {
	if len(from) != 1 || len(to) != 1 {
		return
	}
	for c := int(from[0]); c <= int(to[0]); c++ {
		n := c - int(from[0])
		if meaning.Kind() == pdf.Array {
			if n < meaning.Len() {
				m.set(string([]byte{byte(c)}), utf16Of(meaning.Index(n).RawString()), 0)
			}
			continue
		}
		m.set(string([]byte{byte(c)}), utf16Of(meaning.RawString()), n)
	}
}

// utf16Of reads UTF-16, high byte first; an odd byte at the end is left out.
func utf16Of(raw string) []uint16 {
	out := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		out = append(out, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return out
}
