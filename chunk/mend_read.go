package chunk

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	perDropped = 6  // characters for each pair of bytes that was no character and dropped
	beam       = 8  // readings of a run's beginning that are followed
	hopeless   = 15 // by which one of them must not be less likely than the likeliest, as a logarithm

	// The margins by which a reading must be likelier than others, as logarithms.
	firstMargin  = 1.85 // than those that differ in the first character alone
	margin       = 2.0  // where few bytes were lost, or the text says the same elsewhere
	wideMargin   = 4.0  // where more were
	widerMargin  = 5.0  // where many were
	widestMargin = 6.5  // where many were, and the text has not all of it elsewhere
	partMargin   = 8.0  // of what is left marked, what the likeliest have in common is told

	unjoined = -10.5 // how unlikely, as a logarithm, the second character is behind the first if one of them is wrong

	minSure = 2 // characters worth telling
)

// A reading is a text that a run may stand for.
type reading struct {
	text     []rune // while it is made, with the two characters before
	lost     []bool // of which of its characters a byte was lost
	likely   float64
	lead     byte    // the first byte of the character that comes next, 0 if it is lost
	gap      byte    // the last byte before a pair that was dropped, 0 if none was
	alone    int     // characters that make no known pair with those beside them
	unheard  int     // threes with a lost character, but for the first, that the text has nowhere else
	heard    bool    // the text has its beginning behind the same character elsewhere
	endHeard bool    // the text has its end elsewhere, before the same character
	loose    bool    // one of its lost characters makes no known pair with one beside it
	joined   float64 // how likely the second character is behind the first
	astray   bool    // its punctuation marks cannot stand where they do
}

// read reads a run right: the one text that its bytes can stand for, that
// consists of pairs known from the rest of the text or from the language, and
// that is by far the likeliest. If no one text is, it returns what the
// likeliest have in common, with U+FFFD for the rest, and false; nil if that
// is nothing.
func (w *words) read(rs []rune, r run) ([]rune, bool) {
	if len(r.tokens) == 0 {
		return nil, false
	}
	found := w.readings(rs, r)
	slices.SortStableFunc(found, func(a, b reading) int { return cmp.Compare(b.likely, a.likely) })
	best := slices.IndexFunc(found, reading.fits)
	if best < 0 {
		return nil, false
	}
	x := found[best]
	if !r.eaten && x.isCertain(found) {
		return x.text, true
	}
	return x.sure(found), false
}

// sure is what the likeliest readings have in common at their end, with U+FFFD
// for the rest, and for a last character that is half lost; nil if that is nothing.
func (x reading) sure(found []reading) []rune {
	common := x.text
	for _, y := range found {
		if y.likely > x.likely-partMargin {
			common = commonEnd(common, y.text)
		}
	}
	var end []rune
	if n := len(common); n > 0 && x.lost[len(x.lost)-1] {
		common, end = common[:n-1], []rune{utf8.RuneError}
	}
	if len(common) < minSure {
		return nil
	}
	return slices.Concat([]rune{utf8.RuneError}, common, end)
}

// fits tells whether a reading makes nothing but known words.
func (x reading) fits() bool { return x.alone == 0 && !x.astray }

// isCertain tells whether a reading is likelier than all others by a margin
// that grows with what was lost. One that makes no words is a rival only if it
// is likelier yet, or differs in the first character alone.
func (x reading) isCertain(found []reading) bool {
	rest := x.lostBehind()
	switch {
	case rest > 5, x.endsInLostMark(), x.loose, x.joined < unjoined:
		return false
	case rest > 0 && rest == len(x.text)-1 && !x.heard:
		return false // nothing is sure, and it stands nowhere else
	case rest > 1 && x.lost[len(x.text)-1] && !x.endHeard:
		return false // the last is a guess upon guesses
	}
	needed := x.margin(rest)
	for _, y := range found {
		ahead := x.likely - y.likely
		switch {
		case slices.Equal(x.text, y.text):
		case len(x.text) == len(y.text) && slices.Equal(x.text[1:], y.text[1:]):
			if ahead < firstMargin {
				return false
			}
		case !y.fits():
			if ahead < 0 && !y.astray {
				return false
			}
		case ahead < needed:
			return false
		}
	}
	return true
}

// margin is by how much a reading of which bytes of that many characters
// behind the first were lost must be likelier than others.
func (x reading) margin(rest int) float64 {
	lastLost := x.lost[len(x.lost)-1]
	switch {
	case x.unheard > 0 && rest > 2:
		return widestMargin
	case rest > 3, x.unheard > 0 && lastLost:
		return widerMargin
	case x.unheard > 0 && rest > 1, rest > 0 && lastLost:
		return wideMargin
	}
	return margin
}

// endsInLostMark tells whether the last character is a mark of which a byte was
// lost: behind a word any may stand, though nothing but 。 ends a paragraph.
func (x reading) endsInLostMark() bool {
	last := len(x.text) - 1
	return last > 0 && x.lost[last] && !isHan(x.text[last]) && x.text[last] != '。'
}

// lostBehind is the number of characters behind the first of which a byte was lost.
func (x reading) lostBehind() int {
	n := 0
	for _, l := range x.lost[1:] {
		if l {
			n++
		}
	}
	return n
}

// commonEnd is the longest end that two texts share.
func commonEnd(a, b []rune) []rune {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return a[len(a)-n:]
}

// readings are the likeliest texts that fit what is known of the bytes. The
// bytes of a token are the second of one character and the first of the next;
// in front of each a pair may have been dropped, because it was no character.
func (w *words) readings(rs []rune, r run) []reading {
	before := rs[max(0, r.start-2):r.start]
	open := make([][]reading, 2+len(r.tokens)/perDropped+1) // by the number of pairs dropped
	open[0] = []reading{{text: slices.Clone(before), lost: make([]bool, len(before)), lead: r.tokens[0][0]}}
	for i, t := range r.tokens[1:] {
		dropUnlikely(open)
		for n := 0; n+1 < len(open) && !(i == 0 && r.cut); n++ {
			for _, x := range open[n] {
				open[n+1] = w.extend(open[n+1], x, token{0, 0}, true)
			}
		}
		for n, xs := range open {
			open[n] = nil
			for _, x := range xs {
				open[n] = w.extend(open[n], x, t, false)
			}
			if i == 0 && !r.cut {
				open[n] = slices.DeleteFunc(open[n], func(x reading) bool { return !r.mayBegin(x.text[len(before)]) })
			}
		}
	}
	found := slices.Concat(open...)
	around := quotesAround(rs, r)
	for i := range found {
		w.finish(&found[i], len(before), rs[r.end:min(len(rs), r.end+2)])
		found[i].astray = !around.fit(found[i].text) || clash(rs[r.start-1], found[i].text, rs[r.end:])
	}
	return found
}

// dropUnlikely drops readings far behind the likeliest.
func dropUnlikely(open [][]reading) {
	best := math.Inf(-1)
	for _, xs := range open {
		if len(xs) > 0 {
			best = max(best, xs[0].likely)
		}
	}
	for n, xs := range open {
		open[n] = slices.DeleteFunc(xs, func(x reading) bool { return x.likely < best-hopeless })
	}
}

// extend adds to a list of the likeliest readings those that go on with
// another: a token's first byte ends the character that is open, and its
// second begins the next.
func (w *words) extend(xs []reading, x reading, t token, dropped bool) []reading {
	p := pattern{x.lead, t[0]}
	for _, next := range w.candidates(p, x.text[len(x.text)-1]) {
		b := gbkBytes(widened(next))
		if x.gap != 0 && gbkRune(x.gap, b[0]) != 0 || dropped && !gbkTable().gaps[b[1]] {
			continue // what was dropped would have been a character
		}
		likely := x.likely + w.chance(x.text, next)
		if len(xs) == beam && likely <= xs[beam-1].likely {
			continue
		}
		longer := reading{text: with(x.text, next), lost: with(x.lost, !p.sure()), likely: likely, lead: t.lead()}
		if dropped {
			longer.gap = b[1]
		}
		xs = keepLikeliest(xs, longer)
	}
	return xs
}

// with is a list with one more item, which shares nothing with others.
func with[T any](xs []T, x T) []T { return append(xs[:len(xs):len(xs)], x) }

// finish weighs what comes after a reading and takes away what came before it.
func (w *words) finish(x *reading, before int, after []rune) {
	n := len(x.text)
	for _, next := range after {
		x.likely += w.chance(x.text, next)
		x.text = with(x.text, next)
	}
	for i := before; i < n; i++ {
		if i > before && x.lost[i] && w.isLoose(x.text, i) {
			x.loose = true
		}
		if w.isAlone(x.text, i, x.lost[i]) {
			x.alone++
		}
	}
	x.unheard = w.unheard(x.text[before+1:], x.lost[before+1:])
	if before+1 < len(x.text) {
		x.heard = w.threes[three(x.text[before-1], x.text[before], x.text[before+1])] > 0
	}
	if before+1 < len(x.text) {
		x.joined = w.chance(x.text[:before+1], x.text[before+1])
	}
	x.endHeard = n > 2 && w.threes[three(x.text[max(0, n-3)], x.text[n-2], x.text[n-1])] > 0 && n < len(x.text) && w.pairs[pair(x.text[n-1], x.text[n])] > 0
	x.text, x.lost = x.text[before:n], x.lost[before:]
	for i, r := range x.text {
		x.lost[i] = x.lost[i] && r != '“' && r != '”' // the others tell whether they are right
	}
}

// isAlone tells whether a character makes no known pair with those beside it.
// A lost one must make one with another character, a lost mark with what is
// before it.
func (w *words) isAlone(text []rune, i int, lost bool) bool {
	r := text[i]
	if r == '“' || r == '”' {
		return false
	}
	if !isHan(r) {
		return lost && !w.isKnown(text[i-1], r)
	}
	pairs := func(a, b rune) bool { return w.isKnown(a, b) && (!lost || isHan(a) && isHan(b)) }
	next := i + 1
	if next+1 < len(text) && strings.ContainsRune("（(", text[next]) {
		next++ // 省（区 is known where 省区 is
	}
	return !pairs(text[i-1], r) && (next >= len(text) || !pairs(r, text[next]))
}

// isLoose tells whether a character between two others, no marks, makes a
// known pair with only one of them, and no word of the language with that.
func (w *words) isLoose(text []rune, i int) bool {
	if i+1 == len(text) || !isHan(text[i-1]) || !isHan(text[i]) || !isHan(text[i+1]) || w.isKnown(text[i-1], text[i]) && w.isKnown(text[i], text[i+1]) {
		return false
	}
	return !w.isWord(text[i-1], text[i]) && !w.isWord(text[i], text[i+1])
}

// unheard is the number of threes with a lost character in them that stand
// nowhere else in the text.
func (w *words) unheard(text []rune, lost []bool) int {
	n := 0
	for i := 0; i+2 < len(text); i++ {
		if slices.Contains(lost[min(i, len(lost)):min(i+3, len(lost))], true) && w.threes[three(text[i], text[i+1], text[i+2])] == 0 {
			n++
		}
	}
	return n
}

// keepLikeliest adds a reading to a list of no more than beam, the likeliest first.
func keepLikeliest(xs []reading, x reading) []reading {
	i, _ := slices.BinarySearchFunc(xs, x, func(a, b reading) int { return cmp.Compare(b.likely, a.likely) })
	xs = slices.Insert(xs, i, x)
	return xs[:min(len(xs), beam)]
}
