package fold

import (
	"slices"
	"strconv"
	"strings"
)

// numbers turns Chinese numerals into Arabic ones where they are certainly numbers.
func numbers(t text) text {
	first := nextNumeral(t.runes, 0)
	if first == len(t.runes) {
		return t
	}
	out := text{runes: make([]rune, 0, len(t.runes)+8)}
	if t.at != nil {
		out.at = make([]int, 0, len(t.runes)+8)
	}
	done := 0
	for i := first; i < len(t.runes); i = nextNumeral(t.runes, i) {
		end := numeralEnd(t.runes, i)
		from, to, s := number(t.runes, i, end)
		if s == "" {
			i = end
			continue
		}
		out.copy(t, done, from)
		out.spread(s, t, from, to)
		i, done = to, to
	}
	out.copy(t, done, len(t.runes))
	return out
}

// nextNumeral is the first place from i on at which a Chinese numeral stands.
func nextNumeral(rs []rune, i int) int {
	class := &tables().class
	for i < len(rs) && (rs[i] > maxBMP || class[rs[i]]&numeral == 0) {
		i++
	}
	return i
}

// numeralEnd is the end of the run of Chinese numerals that begins at i.
func numeralEnd(rs []rune, i int) int {
	class := &tables().class
	for i < len(rs) && rs[i] <= maxBMP && class[rs[i]]&numeral != 0 {
		i++
	}
	return i
}

// number reads the run [i, end) of Chinese numerals. It returns what replaces
// the runes [from, to), "" if nothing does.
func number(rs []rune, i, end int) (from, to int, s string) {
	if from, to, s = share(rs, i); s != "" {
		return from, to, s
	}
	if s = mixedYear(rs, i); s != "" {
		return i, i + len(s), s
	}
	if i > 0 && isArabic(rs[i-1]) || end < len(rs) && isArabic(rs[end]) {
		return 0, 0, ""
	}
	run := rs[i:end]
	switch {
	case isYear(run, at(rs, end)):
		return i, end, digits(run)
	case len(run) == 1 && inDate(rs, i):
		return i, end, dayOrMonth(run[0])
	case len(run) > 1:
		return i, end, count(run)
	}
	return 0, 0, ""
}

// at is the rune at i, 0 outside of rs.
func at(rs []rune, i int) rune {
	if i < 0 || i >= len(rs) {
		return 0
	}
	return rs[i]
}

// isArabic tells what a number in Arabic digits may consist of.
func isArabic(r rune) bool { return r >= '0' && r <= '9' || r == '.' }

// isYear tells 二〇三五(年) and 一九四九年 from other runs of digits.
func isYear(run []rune, next rune) bool {
	hasZero := false
	for _, r := range run {
		if digit(r) < 0 || r == '两' {
			return false
		}
		hasZero = hasZero || r == '〇'
	}
	return hasZero && len(run) > 1 || len(run) == 4 && next == '年'
}

// mixedYear reads a year of numerals whose noughts are typed as digits or as
// letters (二00一年, 二oo一年); "" for anything else.
func mixedYear(rs []rune, i int) string {
	if at(rs, i+4) != '年' || isArabic(at(rs, i-1)) || digit(at(rs, i-1)) >= 0 {
		return ""
	}
	year := slices.Clone(rs[i : i+4])
	for j, r := range year {
		if r == '0' || r == 'o' {
			year[j] = '〇'
		}
	}
	if !isYear(year, '年') || year[0] == '〇' {
		return ""
	}
	return digits(year)
}

// digits writes 二〇三五 as 2035.
func digits(run []rune) string {
	b := make([]byte, len(run))
	for i, r := range run {
		b[i] = byte('0' + digit(r))
	}
	return string(b)
}

// inDate tells whether rs[i] is the month or the day of a date that began in
// Arabic digits or in a year of four numerals.
func inDate(rs []rune, i int) bool {
	switch before := at(rs, i-1); at(rs, i+1) {
	case '月':
		return before == '年' && (isArabic(at(rs, i-2)) || i >= 5 && isYear(rs[i-5:i-1], '年'))
	case '日':
		return before == '月' && i >= 3 && (isArabic(at(rs, i-2)) || digit(at(rs, i-2)) >= 0 || at(rs, i-2) == '十')
	}
	return false
}

// dayOrMonth writes a lone numeral in a date as a number, "" if it is none.
func dayOrMonth(r rune) string {
	if r == '十' {
		return "10"
	}
	if d := digit(r); d > 0 {
		return strconv.Itoa(d)
	}
	return ""
}

// digit is the value of a numeral below ten, -1 if r is none.
func digit(r rune) int {
	switch r {
	case '零', '〇':
		return 0
	case '一':
		return 1
	case '二', '两':
		return 2
	case '三':
		return 3
	case '四':
		return 4
	case '五':
		return 5
	case '六':
		return 6
	case '七':
		return 7
	case '八':
		return 8
	case '九':
		return 9
	}
	return -1
}

// unit is the value of 十, 百 or 千, 0 for others.
func unit(r rune) int {
	switch r {
	case '十':
		return 10
	case '百':
		return 100
	case '千':
		return 1000
	}
	return 0
}

// count reads a number with units, 一千二百 as 1200 and 十二万 as 12万. What is
// not well formed, like the 十四五 of a plan's name, gives "".
func count(run []rune) string {
	head, scale := run, ""
	for len(head) > 0 && (head[len(head)-1] == '万' || head[len(head)-1] == '亿') {
		head = head[:len(head)-1]
	}
	scale = string(run[len(head):])
	if len(scale) > len("万亿") || scale == "亿万" || scale == "万万" || scale == "亿亿" {
		return ""
	}
	high, low, found := cutRune(head, '万')
	if !found {
		n, ok := below10000(head)
		if !ok || n == 0 {
			return ""
		}
		return strconv.Itoa(n) + scale
	}
	h, ok1 := below10000(high)
	l, ok2 := below10000(trimZero(low))
	if !ok1 || !ok2 || h == 0 || l < 10 && low[0] != '零' {
		return ""
	}
	return strconv.Itoa(h*10000+l) + scale
}

// cutRune parts rs at the first sep.
func cutRune(rs []rune, sep rune) (before, after []rune, found bool) {
	for i, r := range rs {
		if r == sep {
			return rs[:i], rs[i+1:], true
		}
	}
	return rs, nil, false
}

// trimZero drops the 零 that fills a missing place.
func trimZero(rs []rune) []rune {
	if len(rs) > 0 && rs[0] == '零' {
		return rs[1:]
	}
	return rs
}

// below10000 reads 一千零五十 and the like: units fall, each but a leading 十 has
// its digit, and a last digit stands after 十 or 零.
func below10000(rs []rune) (n int, ok bool) {
	last, pending, zero := 10000, -1, false
	for i, r := range rs {
		if u := unit(r); u > 0 {
			if pending < 0 && u == 10 && i == 0 {
				pending = 1
			}
			if pending <= 0 || u >= last {
				return 0, false
			}
			n, last, pending, zero = n+pending*u, u, -1, false
			continue
		}
		d := digit(r)
		switch {
		case d < 0 || pending >= 0 || zero && d == 0:
			return 0, false
		case d == 0:
			zero = true
		default:
			pending = d
		}
	}
	if pending > 0 && (last == 10 || last == 10000 && len(rs) == 1 || zero) {
		return n + pending, rs[len(rs)-1] != '两' || len(rs) == 1
	}
	return n, len(rs) > 0 && pending < 0 && !zero
}

// share reads 百分之七点五 as 7.5% and 千分之三 as 3‰.
func share(rs []rune, i int) (from, to int, s string) {
	if at(rs, i+1) != '分' || at(rs, i+2) != '之' || (rs[i] != '百' && rs[i] != '千') {
		return 0, 0, ""
	}
	sign := "%"
	if rs[i] == '千' {
		sign = "‰"
	}
	j := i + 3
	for j < len(rs) && (isArabic(rs[j]) || rs[j] == ',' && isArabic(at(rs, j+1))) {
		j++
	}
	if j > i+3 {
		return i, j, strings.ReplaceAll(string(rs[i+3:j]), ",", "") + sign
	}
	j = numeralEnd(rs, j)
	s = shareNumber(rs[i+3 : j])
	if s == "" {
		return 0, 0, ""
	}
	if end := numeralEnd(rs, min(j+1, len(rs))); at(rs, j) == '点' && end > j+1 && allDigits(rs[j+1:end]) {
		s, j = s+"."+digits(rs[j+1:end]), end
	}
	return i, j, s + sign
}

// shareNumber reads the number behind 百分之, where a lone 七 is one as well.
func shareNumber(run []rune) string {
	switch {
	case len(run) == 1 && digit(run[0]) >= 0:
		return strconv.Itoa(digit(run[0]))
	case string(run) == "十":
		return "10"
	case string(run) == "百":
		return "100"
	}
	return count(run)
}

// allDigits tells 五 and 二五 from 十五.
func allDigits(run []rune) bool {
	for _, r := range run {
		if digit(r) < 0 {
			return false
		}
	}
	return true
}

// joinThousands drops the commas of 1,200 and of 1,200,000.
func joinThousands(t text) text {
	if !slices.Contains(t.runes, ',') {
		return t
	}
	out := text{runes: make([]rune, 0, len(t.runes))}
	if t.at != nil {
		out.at = make([]int, 0, len(t.runes))
	}
	for i := 0; i < len(t.runes); {
		end := i + 1
		if isDigit(t.runes[i]) {
			end = groupsEnd(t.runes, i)
		}
		for ; i < end; i++ {
			if t.runes[i] != ',' || end == i+1 {
				out.copy(t, i, i+1)
			}
		}
	}
	return out
}

// groupsEnd is the end of the number that begins at i, commas included when
// they part groups of three digits.
func groupsEnd(rs []rune, i int) int {
	end := digitsEnd(rs, i)
	if end-i > 3 {
		return end
	}
	for j := end; at(rs, j) == ','; {
		next := digitsEnd(rs, j+1)
		if next-j != 4 {
			return digitsEnd(rs, i)
		}
		j, end = next, next
	}
	return end
}

// digitsEnd is the end of the Arabic digits that begin at i.
func digitsEnd(rs []rune, i int) int {
	for isDigit(at(rs, i)) {
		i++
	}
	return i
}

// isDigit tells Arabic digits.
func isDigit(r rune) bool { return r >= '0' && r <= '9' }
