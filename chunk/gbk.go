package chunk

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// gbk knows the characters of GBK, the encoding from which pages of
// traditional script on the mainland were mostly turned into UTF-8.
type gbk struct {
	runes map[[2]byte]rune
	bytes map[rune][2]byte
}

var gbkTable = sync.OnceValue(func() gbk {
	t := gbk{runes: map[[2]byte]rune{}, bytes: map[rune][2]byte{}}
	d := simplifiedchinese.GBK.NewDecoder()
	for hi := 0x81; hi <= 0xFE; hi++ {
		for lo := 0x40; lo <= 0xFE; lo++ {
			pair := [2]byte{byte(hi), byte(lo)}
			s, err := d.Bytes(pair[:])
			if err != nil || utf8.RuneCount(s) != 1 {
				continue
			}
			if r, _ := utf8.DecodeRune(s); r != utf8.RuneError && (r < 0xE000 || r > 0xF8FF) {
				t.runes[pair], t.bytes[r] = r, pair
			}
		}
	}
	return t
})
