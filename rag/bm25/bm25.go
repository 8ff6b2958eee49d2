// Package bm25 scores text by the words it shares with a query, after
// Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and
// Beyond (2009), over characters and pairs of characters instead of words.
package bm25

import (
	"math"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

// Parameters of the formula: how soon repeats stop counting, and how much
// length counts against a chunk.
const (
	k1 = 1.2
	b  = 0.75
)

// Stats are what BM25 must know of a library for one query.
type Stats struct {
	Chunks  int   // chunks in all
	Length  int   // the sum of their lengths in terms
	Holding []int // for each term of the query, how many chunks hold it
}

// Score returns the BM25 score of a chunk: counts says how often it holds each
// term of the query, length is the number of its terms. It is 0 for a chunk
// that holds none and grows without a fixed bound.
func Score(counts []int, length int, s Stats) float64 {
	norm := k1 * (1 - b)
	if s.Length > 0 {
		norm += k1 * b * float64(length) * float64(s.Chunks) / float64(s.Length)
	}
	var sum float64
	for i, n := range counts {
		if n > 0 {
			tf := float64(n)
			sum += IDF(s.Holding[i], s.Chunks) * tf * (k1 + 1) / (tf + norm)
		}
	}
	return sum
}

// IDF is the weight of a term that holding of n chunks hold; it is positive.
func IDF(holding, n int) float64 {
	return math.Log1p((float64(n-holding) + 0.5) / (float64(holding) + 0.5))
}

// Terms returns the terms of s, with repeats, in the order they stand there:
// of a run of Chinese characters each character and each pair of neighbours,
// of a run of letters or digits the run itself (a figure with its decimal
// point). It folds s first.
func Terms(s string) []string {
	folded := fold.String(s)
	terms := make([]string, 0, len(folded)/2)
	start, before, kind := 0, -1, other // where a run of Latin or digits began, and the Chinese character before
	for i, r := range folded {
		k := kindOf(r, kind)
		if (kind == letter || kind == digit) && k != kind {
			terms, kind = append(terms, trimPoint(folded[start:i])), other
		}
		switch {
		case k == han:
			end := i + utf8.RuneLen(r)
			terms = append(terms, folded[i:end])
			if before >= 0 {
				terms = append(terms, folded[before:end])
			}
			before = i
		case k != kind:
			start, before = i, -1
		}
		kind = k
	}
	if kind == letter || kind == digit {
		terms = append(terms, trimPoint(folded[start:]))
	}
	return terms
}

// Distinct returns terms without repeats, in the order of first appearance.
func Distinct(terms []string) []string {
	seen := make(map[string]bool, len(terms))
	out := make([]string, 0, len(terms))
	for _, t := range terms {
		if !seen[t] {
			seen[t] = true
			out = append(out, t)
		}
	}
	return out
}

const (
	other = iota
	han
	letter
	digit
)

// kindOf tells what r is, standing after a rune of kind before.
func kindOf(r rune, before int) int {
	switch {
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.IsDigit(r), r == '.' && before == digit:
		return digit
	case unicode.IsLetter(r):
		return letter
	}
	return other
}

func trimPoint(s string) string {
	for len(s) > 1 && s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	return s
}
