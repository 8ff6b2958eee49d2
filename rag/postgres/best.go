package postgres

import (
	"cmp"
	"container/heap"
	"slices"
)

// A hit is a chunk of a catalog with its score.
type hit struct {
	chunk int
	score float64
}

// byScore orders hits, the highest score first.
func byScore(a, b hit) int {
	return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.chunk, b.chunk))
}

// best keeps the first limit hits, as a heap whose root is the last of them.
type best struct {
	limit int
	hits  []hit
}

// Len, Less, Swap and Push implement heap.Interface, with the last hit on top.
func (b *best) Len() int           { return len(b.hits) }
func (b *best) Less(i, j int) bool { return byScore(b.hits[i], b.hits[j]) > 0 }
func (b *best) Swap(i, j int)      { b.hits[i], b.hits[j] = b.hits[j], b.hits[i] }
func (b *best) Push(x any)         { b.hits = append(b.hits, x.(hit)) }

// Pop implements heap.Interface.
func (b *best) Pop() any {
	last := b.hits[len(b.hits)-1]
	b.hits = b.hits[:len(b.hits)-1]
	return last
}

// add takes a hit in if it is among the first limit so far.
func (b *best) add(h hit) {
	switch {
	case len(b.hits) < b.limit:
		heap.Push(b, h)
	case b.limit > 0 && byScore(h, b.hits[0]) < 0:
		b.hits[0] = h
		heap.Fix(b, 0)
	}
}

// sorted returns the chunks of the hits in order.
func (b *best) sorted() []int {
	slices.SortFunc(b.hits, byScore)
	chunks := make([]int, len(b.hits))
	for i, h := range b.hits {
		chunks[i] = h.chunk
	}
	return chunks
}

// cleared returns a slice of n zeros, in the place of old where it fits.
func cleared[T any](old []T, n int) []T {
	old = slices.Grow(old[:0], n)[:n]
	clear(old)
	return old
}
