package local

import "unicode/utf8"

// A vocabulary numbers terms from 0. Nearly all are one or two characters long,
// and those need no string.
type vocabulary struct {
	size  uint32
	one   []uint32 // of each character of the basic plane, the number of its term and one more; 0 for none
	short map[uint64]uint32
	long  map[string]uint32
}

// newVocabulary returns a vocabulary without terms.
func newVocabulary() vocabulary { return vocabularyFor(0) }

// vocabularyFor returns a vocabulary with room for so many terms.
func vocabularyFor(terms int) vocabulary {
	return vocabulary{one: make([]uint32, 1<<16), short: make(map[uint64]uint32, terms), long: map[string]uint32{}}
}

// empty forgets all terms and keeps the room they took.
func (v *vocabulary) empty() {
	v.size = 0
	clear(v.one)
	clear(v.short)
	clear(v.long)
}

// find returns the number of a term.
func (v *vocabulary) find(term string) (uint32, bool) {
	packed, fits := packTerm(term)
	switch {
	case !fits:
		n, ok := v.long[term]
		return n, ok
	case packed < uint64(len(v.one)):
		n := v.one[packed]
		return n - 1, n > 0
	}
	n, ok := v.short[packed]
	return n, ok
}

// enter returns the number of a term, a new one if need be.
func (v *vocabulary) enter(term string) (n uint32, isNew bool) {
	if n, ok := v.find(term); ok {
		return n, false
	}
	n = v.size
	v.size++
	packed, fits := packTerm(term)
	switch {
	case !fits:
		v.long[string([]byte(term))] = n // a copy, so as not to hold the text that the term is a part of
	case packed < uint64(len(v.one)):
		v.one[packed] = n + 1
	default:
		v.short[packed] = n
	}
	return n, true
}

// keep renumbers terms, and forgets those for which number reports false.
func (v *vocabulary) keep(number func(uint32) (uint32, bool)) {
	next := newVocabulary()
	for c, n := range v.one {
		if n == 0 {
			continue
		}
		if n, ok := number(n - 1); ok {
			next.one[c] = n + 1
			next.size++
		}
	}
	for term, n := range v.short {
		if n, ok := number(n); ok {
			next.short[term] = n
			next.size++
		}
	}
	for term, n := range v.long {
		if n, ok := number(n); ok {
			next.long[term] = n
			next.size++
		}
	}
	*v = next
}

// packTerm puts one or two characters into a number.
func packTerm(term string) (packed uint64, fits bool) {
	first, n := utf8.DecodeRuneInString(term)
	if first == utf8.RuneError || first == 0 {
		return 0, false
	}
	if n == len(term) {
		return uint64(first), true
	}
	second, m := utf8.DecodeRuneInString(term[n:])
	return uint64(first)<<32 | uint64(second), n+m == len(term) && second != utf8.RuneError
}
