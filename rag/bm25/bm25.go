// Package bm25 scores text by the words it shares with a query.
package bm25

// Terms returns the terms of s, with repeats, in the order they stand there:
// of a run of Chinese characters each character and each pair of neighbours,
// of a run of letters or digits the run itself. It folds s first.
func Terms(s string) []string { return nil }

// Score returns the BM25 score of a chunk.
func Score(counts []int, length int, s Stats) float64 { return 0 }

// Stats are what BM25 must know of a library for one query.
type Stats struct {
	Chunks  int   // chunks in all
	Length  int   // the sum of their lengths
	Holding []int // for each term of the query, how many chunks hold it
}
