package postgres

import (
	"hash/fnv"
	"unicode/utf8"
)

// keyBits is how long the keys of terms are, and keyBytes how long they are in blobs.
const (
	keyBits  = 48
	keyBytes = keyBits / 8
)

// termKey is a term as the database keeps it. Terms of one or two characters,
// which nearly all are, have keys of their own; others share a hash. Keys are
// spread evenly over their range.
func termKey(term string) uint64 {
	first, n := utf8.DecodeRuneInString(term)
	second, m := utf8.DecodeRuneInString(term[n:])
	switch {
	case n == len(term) && first != utf8.RuneError:
		return spread(uint64(first))
	case n+m == len(term) && first != utf8.RuneError && second != utf8.RuneError:
		return spread(uint64(first) | uint64(second)<<21 | 1<<42)
	}
	sum := fnv.New64a()
	sum.Write([]byte(term))
	return spread(sum.Sum64()>>(64-keyBits) | 1<<(keyBits-1)) // no pair of characters has this bit
}

// spread maps keys onto keys, one to one.
func spread(key uint64) uint64 {
	const mask = 1<<keyBits - 1
	key = key * 0x9e3779b97f4a7c15 & mask
	key ^= key >> (keyBits / 2)
	return key * 0xbf58476d1ce4e5b9 & mask
}

// termKeys returns the key of each term.
func termKeys(terms []string) []uint64 {
	keys := make([]uint64, len(terms))
	for i, t := range terms {
		keys[i] = termKey(t)
	}
	return keys
}
