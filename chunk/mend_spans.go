package chunk

import "unicode/utf8"

// lost are the stretches of characters that are U+FFFD.
func lost(rs []rune) []Damage {
	var out []Damage
	for i := 0; i < len(rs); i++ {
		if rs[i] != utf8.RuneError {
			continue
		}
		start := i
		for i < len(rs) && rs[i] == utf8.RuneError {
			i++
		}
		out = append(out, Damage{Span: Span{start, i}, Raw: string(rs[start:i])})
	}
	return out
}

// merge joins two ordered lists; what of b overlaps one of a is left out.
func merge(a, b []Damage) []Damage {
	var out []Damage
	for _, d := range b {
		for len(a) > 0 && a[0].Start < d.End {
			out, a = append(out, a[0]), a[1:]
		}
		if len(out) == 0 || !out[len(out)-1].overlaps(d.Span) {
			out = append(out, d)
		}
	}
	return append(out, a...)
}

// relocate finds the stretches of a text again in what rules made of it: lines
// may be gone, others joined, a few characters added.
func relocate(damage []Damage, before, after string) []Damage {
	if before == after {
		return damage
	}
	places := align([]rune(before), []rune(after))
	kept := damage[:0]
	for _, d := range damage {
		start, end := places[d.Start], places[d.End-1]
		if start >= 0 && end >= start {
			d.Span = Span{start, end + 1}
			kept = append(kept, d)
		}
	}
	return kept
}

// align gives for each rune of before its place in after, -1 for those on lines that are gone.
func align(before, after []rune) []int {
	places := make([]int, len(before))
	at := 0
	for start := 0; start < len(before); {
		end := start
		for end < len(before) && before[end] != '\n' {
			end++
		}
		n := matchLine(places[start:end], before[start:end], after[at:])
		for i := start; i < end && n > 0; i++ {
			places[i] += at
		}
		at += n
		if end < len(before) {
			places[end] = -1
		}
		start = end + 1
	}
	return places
}

// maxAdded is how many characters in a row rules may have added.
const maxAdded = 2

// matchLine finds the runes of a line at the beginning of after and returns
// how much of it they take, 0 if the line does not stand there.
func matchLine(places []int, line, after []rune) int {
	at := 0
	for i, r := range line {
		skip := 0
		for skip <= maxAdded && at+skip < len(after) && after[at+skip] != r {
			skip++
		}
		if skip > maxAdded || at+skip >= len(after) {
			for j := range places {
				places[j] = -1
			}
			return 0
		}
		at += skip
		places[i] = at
		at++
	}
	return at
}
