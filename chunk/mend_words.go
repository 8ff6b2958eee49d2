package chunk

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"
)

// words are the pairs and threes of characters that follow each other in the
// sound parts of a text, and its characters by their bytes.
type words struct {
	total  int
	ones   map[rune]int
	pairs  map[gram]int
	threes map[gram]int
	next   map[rune][]rune // what follows a character
	fits   map[pattern][]rune
	wide   bool // punctuation is full-width
}

// A gram is two or three characters in one number.
type gram uint64

// pair names two characters that follow each other.
func pair(a, b rune) gram { return gram(a)<<21 | gram(b) }

// three names three of them.
func three(a, b, c rune) gram { return pair(a, b)<<21 | gram(c) }

// A pattern is what is known of a character's two bytes; 0 is not known.
type pattern [2]byte

// knownWords collects the words of a text outside its runs.
func knownWords(rs []rune, runs []run) *words {
	w := &words{
		ones: map[rune]int{}, pairs: make(map[gram]int, len(rs)/2), threes: make(map[gram]int, len(rs)),
		next: map[rune][]rune{}, fits: map[pattern][]rune{},
	}
	start := 0
	for _, r := range runs {
		w.learn(rs[start:r.start])
		start = r.end
	}
	w.learn(rs[start:])
	return w
}

// learn adds the words of a sound stretch.
func (w *words) learn(rs []rune) {
	w.total += len(rs)
	for i, r := range rs {
		w.wide = w.wide || r == '，'
		if w.ones[r]++; w.ones[r] == 1 {
			w.index(r)
		}
		if i+1 == len(rs) {
			break
		}
		p := pair(r, rs[i+1])
		if w.pairs[p]++; w.pairs[p] == 1 {
			w.next[r] = append(w.next[r], rs[i+1])
		}
		if i+2 < len(rs) {
			w.threes[three(r, rs[i+1], rs[i+2])]++
		}
	}
}

// index files a character under all patterns with a byte missing that it fits.
func (w *words) index(r rune) {
	b := gbkBytes(widened(r))
	if b[0] == 0 {
		return
	}
	for _, p := range []pattern{{b[0], 0}, {0, b[1]}} {
		w.fits[p] = append(w.fits[p], r)
	}
}

const (
	maxDropped = 2   // pairs of bytes that were no character, in one run
	maxStrange = 1   // pairs in a reading that the rest of the text does not know
	margin     = 3.0 // by which the best reading must be likelier, as a logarithm
	beam       = 8   // readings of a run's beginning that are followed
)

// read reads a run right: the one text that its bytes can stand for and that
// is by far the likeliest by the words of the rest of the text. Where what is
// sure makes words with nothing dropped, nothing was. If no one text is by far
// the likeliest, it returns what the likeliest have in common, with U+FFFD for
// the rest, and false; nil if that is nothing.
func (w *words) read(rs []rune, r run) ([]rune, bool) {
	most := maxDropped
	if w.isVerified(rs, r) {
		most = 0
	}
	var found []reading
	best := reading{likely: math.Inf(-1)}
	for dropped := range most + 1 {
		for _, cs := range patterns(r.tokens, dropped) {
			for _, x := range w.readings(rs, r, cs, best.likely-margin) {
				found = append(found, x)
				if x.likely > best.likely {
					best = x
				}
			}
		}
	}
	common, rivals := best.text, false
	for _, x := range found {
		if x.likely > best.likely-margin && !slices.Equal(x.text, best.text) {
			common, rivals = commonEnd(common, x.text), true
		}
	}
	switch {
	case best.text == nil || best.strange > maxStrange+best.sure/3:
		return nil, false
	case !rivals && best.backed:
		return best.text, true
	case len(common) < 2 || !rivals:
		return nil, false
	}
	return append([]rune{utf8.RuneError}, common...), false
}

// commonEnd is the longest end that two texts share.
func commonEnd(a, b []rune) []rune {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return a[len(a)-n:]
}

// isVerified tells whether the characters of a run whose bytes are all known
// make known words if nothing was dropped.
func (w *words) isVerified(rs []rune, r run) bool {
	text := append(w.sure(r), rs[min(r.end, len(rs)-1)])
	known := 0
	for i := range len(text) - 1 {
		switch {
		case !isHan(text[i]) || !isHan(text[i+1]):
		case w.isStrange(text[i], text[i+1]):
			return false
		default:
			known++
		}
	}
	return known > 0
}

// sure is what the bytes of a run tell if nothing was dropped, with U+FFFD for the rest.
func (w *words) sure(r run) []rune {
	cs := pairOff(r.tokens, nil)
	text := make([]rune, len(cs))
	for i, c := range cs {
		text[i] = utf8.RuneError
		if found := w.candidates(c.pattern, 0); c.sure() && len(found) == 1 {
			text[i] = found[0]
		}
	}
	return text
}

// A reading is a text that a run may stand for.
type reading struct {
	text    []rune // while it is made, with the two characters before
	likely  float64
	strange int  // pairs in and around it that the rest of the text does not know
	sure    int  // characters of which both bytes are known, if all are
	backed  bool // each character with a lost byte makes a known pair
}

// readings are the likeliest texts that fit what is known of the bytes, those
// that are likelier than the least.
func (w *words) readings(rs []rune, r run, cs []cell, least float64) []reading {
	around := slices.Clone(rs[max(0, r.start-2):r.start])
	found := []reading{{text: around}}
	for i, c := range cs {
		var longer []reading
		for _, x := range found {
			last := x.text[len(x.text)-1]
			for _, next := range w.candidates(c.pattern, last) {
				if c.dropped && i > 0 && !isDropped(last, next) {
					continue
				}
				if likely := x.likely + w.chance(x.text, next); likely > least && (len(longer) < beam || likely > longer[beam-1].likely) {
					longer = keepLikeliest(longer, w.extend(x, next, likely))
				}
			}
		}
		found = longer
	}
	for i := range found {
		for _, next := range rs[r.end:min(len(rs), r.end+2)] {
			found[i] = w.extend(found[i], next, found[i].likely+w.chance(found[i].text, next))
		}
		found[i].backed = w.backs(found[i].text, len(around), cs)
		if !slices.ContainsFunc(cs, func(c cell) bool { return !c.sure() }) {
			found[i].sure = len(cs)
		}
		found[i].text = found[i].text[len(around) : len(around)+len(cs)]
	}
	return found
}

// keepLikeliest adds a reading to a list of no more than beam, the likeliest first.
func keepLikeliest(xs []reading, x reading) []reading {
	i, _ := slices.BinarySearchFunc(xs, x, func(a, b reading) int { return cmp.Compare(b.likely, a.likely) })
	xs = slices.Insert(xs, i, x)
	return xs[:min(len(xs), beam)]
}

// extend is a reading with one more character.
func (w *words) extend(x reading, next rune, likely float64) reading {
	n := len(x.text)
	if w.isStrange(x.text[n-1], next) {
		x.strange++
	}
	x.likely = likely
	x.text = append(x.text[:n:n], next)
	return x
}

// chance is the logarithm of how likely a character follows a text: by the
// two characters before it, by the last, and by itself.
func (w *words) chance(text []rune, next rune) float64 {
	n := len(text)
	last := text[n-1]
	p := 0.1 * (float64(w.ones[next]) + 0.5) / float64(w.total+1)
	if two := w.pairs[pair(last, next)]; two > 0 {
		p += 0.3 * float64(two) / float64(w.ones[last])
		if n > 1 {
			if n2 := w.pairs[pair(text[n-2], last)]; n2 > 0 {
				p += 0.6 * float64(w.threes[three(text[n-2], last, next)]) / float64(n2)
			}
		}
	}
	return math.Log(p)
}

// backs tells whether each character with a lost byte makes a known pair, a
// punctuation mark with the character before it.
func (w *words) backs(all []rune, start int, cs []cell) bool {
	for i, c := range cs {
		at := start + i
		left := w.pairs[pair(all[at-1], all[at])] > 0
		right := at+1 < len(all) && w.pairs[pair(all[at], all[at+1])] > 0
		if !c.sure() && !left && (!right || !isHan(all[at])) {
			return false
		}
	}
	return true
}

// isHan tells characters from letters and punctuation.
func isHan(r rune) bool { return r >= 0x3400 && r < 0xFF00 }

// isStrange tells whether two characters follow each other nowhere else; with
// a punctuation mark everything may stand together.
func (w *words) isStrange(a, b rune) bool {
	return isHan(a) && isHan(b) && w.pairs[pair(a, b)] == 0
}

// candidates are the characters of the text that fit a pattern; where both
// bytes are known, the one that they are, and where none is, those that follow
// the last one somewhere else.
func (w *words) candidates(p pattern, last rune) []rune {
	if p == (pattern{}) {
		return w.next[last]
	}
	if p[0] != 0 && p[1] != 0 {
		r := gbkRune(p[0], p[1])
		if r == 0 {
			return nil
		}
		if !w.wide {
			r = narrowed(r)
		}
		return []rune{r}
	}
	return w.fits[p]
}

// narrowed is the plain form of a full-width mark.
func narrowed(r rune) rune {
	if i := slices.Index([]rune("；？！，：（）"), r); i >= 0 {
		return rune(";?!,:()"[i])
	}
	return r
}

// isDropped tells whether the last byte of a and the first of b are no
// character together, so that they were dropped.
func isDropped(a, b rune) bool {
	return gbkRune(lastByte(widened(a)), gbkBytes(widened(b))[0]) == 0
}

// A cell is one character of a run as its bytes pair off.
type cell struct {
	pattern
	dropped bool // a pair of bytes was dropped across its beginning
}

// sure tells whether both bytes are known.
func (c cell) sure() bool { return c.pattern[0] != 0 && c.pattern[1] != 0 }

// patterns are the ways in which the bytes of a run pair off to characters,
// when that many pairs of bytes were dropped between those that are left.
func patterns(tokens []token, dropped int) [][]cell {
	var out [][]cell
	var place func(from, left int, gaps []int)
	place = func(from, left int, gaps []int) {
		if left == 0 {
			out = append(out, pairOff(tokens, gaps))
			return
		}
		for g := from; g < len(tokens); g++ {
			place(g, left-1, append(gaps[:len(gaps):len(gaps)], g))
		}
	}
	place(1, dropped, nil)
	return out
}

// pairOff pairs off the bytes of a run, with a dropped pair before each token
// whose index is in gaps.
func pairOff(tokens []token, gaps []int) []cell {
	var bytes []byte
	dropped := map[int]bool{} // places of a dropped pair's second byte
	for i, t := range tokens {
		for len(gaps) > 0 && gaps[0] == i {
			bytes, gaps = append(bytes, 0, 0), gaps[1:]
			dropped[len(bytes)-1] = true
		}
		bytes = append(bytes, t.bytes...)
	}
	cs := make([]cell, len(bytes)/2)
	for i := range cs {
		cs[i] = cell{pattern{bytes[2*i], bytes[2*i+1]}, dropped[2*i]}
	}
	return cs
}

// isSound tells whether a run may be sound text with a question mark in it:
// its characters follow each other elsewhere.
func (w *words) isSound(rs []rune, r run) bool {
	n, known := 0, 0
	for i := r.start + 1; i < r.end && i+1 < len(rs); i++ {
		if n++; w.pairs[pair(rs[i], rs[i+1])] > 0 {
			known++
		}
	}
	return known*2 > n
}

// partly is what of a run is sure if nothing was dropped and that makes known
// words, with U+FFFD for the rest; else what its likeliest readings have in
// common; else it is one U+FFFD.
func (w *words) partly(rs []rune, r run, common []rune) []rune {
	switch {
	case w.isVerified(rs, r):
		return w.sure(r)
	case common != nil:
		return common
	}
	return []rune{utf8.RuneError}
}
