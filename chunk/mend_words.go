package chunk

import "math"

// words are the pairs and threes of characters that follow each other in the
// sound parts of a text, and its characters by their bytes; and, where the
// text says too little, the words of the language.
type words struct {
	total   int
	ones    map[rune]int
	pairs   map[gram]int
	threes  map[gram]int
	next    map[rune][]rune // what follows a character
	fits    map[pattern][]rune
	wide    bool // punctuation is full-width
	general *vocabulary
	scripts *scripts
}

// A gram is two or three characters in one number.
type gram uint64

// pair names two characters that follow each other.
func pair(a, b rune) gram { return gram(a)<<21 | gram(b) }

// first is the first of a pair.
func (g gram) first() rune { return rune(g >> 21) }

// three names three of them.
func three(a, b, c rune) gram { return pair(a, b)<<21 | gram(c) }

// A pattern is what is known of a character's two bytes; 0 is not known.
type pattern [2]byte

// sure tells whether both bytes are known.
func (p pattern) sure() bool { return p[0] != 0 && p[1] != 0 }

// knownWords collects the words of a text outside its runs.
func knownWords(rs []rune, runs []run) *words {
	w := &words{
		ones: map[rune]int{}, pairs: make(map[gram]int, len(rs)/2), threes: make(map[gram]int, len(rs)),
		next: map[rune][]rune{}, fits: map[pattern][]rune{}, general: general(), scripts: bothScripts(),
	}
	start := 0
	for _, r := range runs {
		w.learn(rs[start:r.start])
		start = r.end
	}
	w.learn(rs[start:])
	w.indexGeneral()
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
		if w.pairs[p]++; w.pairs[p] == 1 && isWide(rs[i+1]) {
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

// indexGeneral files the characters of the language's words that the text does
// not have, in no form: where it writes 鄉 it cannot mean 乡, nor 该 in a text
// in traditional script.
func (w *words) indexGeneral() {
	seen := make(map[rune]bool, len(w.ones))
	han, changed := 0, 0
	for r, n := range w.ones {
		s := w.scripts.of(r)
		seen[s] = true
		if isHan(r) {
			han += n
		}
		if s != r {
			changed += n
		}
	}
	foreign := &w.scripts.onlyTraditional
	if changed > han/20 {
		foreign = &w.scripts.onlySimplified
	}
	for _, r := range gbkTable().runes {
		if s := w.scripts.of(r); r >= hanBegin && !foreign[r] && !seen[s] && w.general.ones[s] > 0 {
			w.index(r)
		}
	}
}

// chance is the logarithm of how likely a character follows a text: by the
// two characters before it, by the last, and by itself.
func (w *words) chance(text []rune, next rune) float64 {
	n := len(text)
	last := text[n-1]
	a, b := w.scripts.of(last), w.scripts.of(next)
	p := 0.08*(float64(w.ones[next])+0.5)/float64(w.total+1) + 0.02*w.general.ones[b] + 0.2*w.general.after[pair(a, b)]
	if two := w.pairs[pair(last, next)]; two > 0 {
		p += 0.25 * float64(two) / float64(w.ones[last])
		if n > 1 {
			if n2 := w.pairs[pair(text[n-2], last)]; n2 > 0 {
				p += 0.45 * float64(w.threes[three(text[n-2], last, next)]) / float64(n2)
			}
		}
	}
	return math.Log(p)
}

const hanBegin = 0x3400

// isHan tells characters from letters and punctuation.
func isHan(r rune) bool { return r >= hanBegin && r < 0xFF00 }

// isKnown tells whether two characters follow each other somewhere else in the
// text, or in a word of the language.
func (w *words) isKnown(a, b rune) bool {
	return w.pairs[pair(a, b)] > 0 || w.isWord(a, b)
}

// isWord tells whether two characters follow each other in a word of the language.
func (w *words) isWord(a, b rune) bool {
	return w.general.words[pair(w.scripts.of(a), w.scripts.of(b))]
}

// candidates are the characters that fit a pattern; where both bytes are
// known, the one that they are, and where none is, those that follow the last
// one somewhere else in the text.
func (w *words) candidates(p pattern, last rune) []rune {
	switch {
	case p == pattern{}:
		return w.next[last]
	case !p.sure():
		return w.fits[p]
	}
	r := gbkRune(p[0], p[1])
	if !w.wide {
		r = narrowed(r)
	}
	if w.ones[r] == 0 && w.general.ones[w.scripts.of(r)] == 0 {
		return nil
	}
	return []rune{r}
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
