// Package best keeps the first few hits of many.
//
//	b := best.New(limit, before)
//	for … {
//		if score >= b.Floor() {
//			b.Add(best.Hit{At: chunk, Score: score})
//		}
//	}
//	for _, h := range b.Sorted() { … }
//
// It is a binary heap whose root is the last of the hits kept: of n hits, most
// cost one comparison, and one that is kept costs log(limit) more.
package best

import (
	"math"
	"slices"
)

// A Hit is a place with its score.
type Hit struct {
	At    int
	Score float64
}

// ByScore orders hits, the highest score first and equal ones by place.
func ByScore(a, b Hit) bool {
	if a.Score != b.Score {
		return a.Score > b.Score
	}
	return a.At < b.At
}

// Hits are the first of an order.
type Hits struct {
	limit  int
	kept   []Hit
	before func(a, b Hit) bool
}

// New returns what keeps the first limit hits. before reports whether a comes
// before b; it is a total order that puts higher scores first.
func New(limit int, before func(a, b Hit) bool) Hits { return Hits{limit: limit, before: before} }

// Add takes a hit in if it is among the first so far.
func (b *Hits) Add(h Hit) {
	switch {
	case len(b.kept) < b.limit:
		b.kept = append(b.kept, h)
		b.up()
	case b.limit > 0 && b.before(h, b.kept[0]):
		b.kept[0] = h
		b.down()
	}
}

// Floor is a score below which no hit is among the first.
func (b *Hits) Floor() float64 {
	switch {
	case b.limit <= 0:
		return math.Inf(1)
	case len(b.kept) < b.limit:
		return math.Inf(-1)
	}
	return b.kept[0].Score
}

// Kept returns the hits in no order. They are the caller's until the next Add.
func (b *Hits) Kept() []Hit { return b.kept }

// Sorted returns the hits in order. Nothing may be added afterwards.
func (b *Hits) Sorted() []Hit {
	slices.SortFunc(b.kept, func(x, y Hit) int {
		if b.before(x, y) {
			return -1
		}
		return 1
	})
	return b.kept
}

// up lets the newest hit rise above those that come before it.
func (b *Hits) up() {
	for i := len(b.kept) - 1; i > 0; {
		parent := (i - 1) / 2
		if !b.before(b.kept[parent], b.kept[i]) {
			return
		}
		b.kept[parent], b.kept[i] = b.kept[i], b.kept[parent]
		i = parent
	}
}

// down lets a new root sink below those that come after it.
func (b *Hits) down() {
	for i := 0; ; {
		last := 2*i + 1
		if last >= len(b.kept) {
			return
		}
		if right := last + 1; right < len(b.kept) && b.before(b.kept[last], b.kept[right]) {
			last = right
		}
		if !b.before(b.kept[i], b.kept[last]) {
			return
		}
		b.kept[i], b.kept[last] = b.kept[last], b.kept[i]
		i = last
	}
}
