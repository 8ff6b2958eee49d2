package chunk

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// gbk knows the characters of GBK, the encoding from which pages of
// traditional script on the mainland were mostly turned into UTF-8.
type gbk struct {
	runes [1 << 16]rune    // by both bytes, 0 if they are no character
	bytes [1 << 16][2]byte // by character, 0 if it is not in GBK
	gaps  [1 << 8]bool     // bytes that make no character with the first byte of some other
}

const (
	minLead  = 0x81
	minTrail = 0x40
	maxByte  = 0xFE
)

var gbkTable = sync.OnceValue(func() *gbk {
	t := new(gbk)
	d := simplifiedchinese.GBK.NewDecoder()
	for hi := minLead; hi <= maxByte; hi++ {
		for lo := minTrail; lo <= maxByte; lo++ {
			s, err := d.Bytes([]byte{byte(hi), byte(lo)})
			r, _ := utf8.DecodeRune(s)
			if err != nil || utf8.RuneCount(s) != 1 || r == utf8.RuneError || r >= 1<<16 || r >= 0xE000 && r <= 0xF8FF {
				t.gaps[hi] = t.gaps[hi] || lo >= minLead
				continue
			}
			t.runes[hi<<8|lo] = r
			t.bytes[r] = [2]byte{byte(hi), byte(lo)}
		}
	}
	return t
})

// gbkBytes are the two bytes of a character, 0 if it is not in GBK.
func gbkBytes(r rune) [2]byte {
	if r < 0 || r >= 1<<16 {
		return [2]byte{}
	}
	return gbkTable().bytes[r]
}

// gbkRune is the character of two bytes, 0 if they are none.
func gbkRune(hi, lo byte) rune { return gbkTable().runes[int(hi)<<8|int(lo)] }
