package fold

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Count reads how many things are counted, or the number of a point, in digits
// or in numerals up to 99: 七, 十二, 二十, 两, 12, ⑤. It is 0 for anything else.
func Count(s string) int {
	const numerals = "零一二三四五六七八九"
	if r, n := utf8.DecodeRuneInString(s); n == len(s) && r >= '①' && r <= '⑳' {
		return int(r-'①') + 1
	}
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	n, tens := 0, 0
	for _, r := range s {
		switch i := strings.IndexRune(numerals, r); {
		case r == '两' || r == '俩':
			n = 2
		case r == '十':
			tens, n = max(n, 1), 0
		case i >= 0:
			n = i / len("零")
		default:
			return 0
		}
	}
	return 10*tens + n
}
