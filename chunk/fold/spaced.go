package fold

import (
	"slices"
	"unicode"
)

// leastSpaced is how many single digits with blanks between are certainly one
// number in front of a Chinese character; two are in front of %.
const leastSpaced = 3

// joinSpaced drops the blanks of a number whose digits were set apart: 1 9 9 7年.
func joinSpaced(t text) text {
	if !slices.Contains(t.runes, ' ') {
		return t
	}
	out := text{runes: make([]rune, 0, len(t.runes))}
	if t.at != nil {
		out.at = make([]int, 0, len(t.runes))
	}
	for i := 0; i < len(t.runes); {
		end, step := spacedEnd(t.runes, i), 2
		if end == 0 {
			end, step = i+1, 1
		}
		for ; i < end; i += step {
			out.copy(t, i, i+1)
		}
		i = end
	}
	return out
}

// spacedEnd is the end of the digits with blanks between that begin at i and are
// one number, 0 where none begins there.
func spacedEnd(rs []rune, i int) int {
	if before := at(rs, i-1); !isDigit(rs[i]) || isArabic(before) || before == ' ' || isDigit(at(rs, i+1)) {
		return 0
	}
	end := i + 1
	for at(rs, end) == ' ' && isDigit(at(rs, end+1)) && !isDigit(at(rs, end+2)) {
		end += 2
	}
	n, next := (end-i+1)/2, at(rs, end)
	if n >= leastSpaced && unicode.Is(unicode.Han, next) || n == leastSpaced-1 && next == '%' {
		return end
	}
	return 0
}
