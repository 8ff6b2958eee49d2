package postgres

import (
	"hash/fnv"
	"unicode/utf8"
)

// termKey is a term as the database keeps it. One or two characters, which
// nearly all terms are, fit into the number; others are hashed, and marked by
// the sign.
func termKey(term string) int64 {
	first, n := utf8.DecodeRuneInString(term)
	if n == len(term) && first != utf8.RuneError {
		return int64(first)
	}
	second, m := utf8.DecodeRuneInString(term[n:])
	if n+m == len(term) && first != utf8.RuneError && second != utf8.RuneError {
		return int64(first)<<32 | int64(second)
	}
	sum := fnv.New64a()
	sum.Write([]byte(term))
	return -1 - int64(sum.Sum64()>>1)
}

func termKeys(terms []string) []int64 {
	keys := make([]int64, len(terms))
	for i, t := range terms {
		keys[i] = termKey(t)
	}
	return keys
}
