package local

import (
	"math"
	"slices"
)

// A hit is a slot with its score.
type hit struct {
	slot  int
	score float64
}

// best keeps the first limit hits of an order, as a heap whose root is the last of them.
type best struct {
	limit int
	hits  []hit
	less  func(a, b hit) bool // a comes before b
}

// add takes a hit in if it is among the first so far.
func (b *best) add(h hit) {
	switch {
	case len(b.hits) < b.limit:
		b.hits = append(b.hits, h)
		b.up()
	case b.limit > 0 && b.less(h, b.hits[0]):
		b.hits[0] = h
		b.down()
	}
}

// floor is a score below which no hit is among the first.
func (b *best) floor() float64 {
	switch {
	case b.limit <= 0:
		return math.Inf(1)
	case len(b.hits) < b.limit:
		return math.Inf(-1)
	}
	return b.hits[0].score
}

// up lets the newest hit rise above those that come before it.
func (b *best) up() {
	for i := len(b.hits) - 1; i > 0; {
		parent := (i - 1) / 2
		if !b.less(b.hits[parent], b.hits[i]) {
			return
		}
		b.hits[parent], b.hits[i] = b.hits[i], b.hits[parent]
		i = parent
	}
}

// down lets a new root sink below those that come after it.
func (b *best) down() {
	for i := 0; ; {
		last := 2*i + 1
		if last >= len(b.hits) {
			return
		}
		if right := last + 1; right < len(b.hits) && b.less(b.hits[last], b.hits[right]) {
			last = right
		}
		if !b.less(b.hits[i], b.hits[last]) {
			return
		}
		b.hits[i], b.hits[last] = b.hits[last], b.hits[i]
		i = last
	}
}

// sorted returns the hits in order.
func (b *best) sorted() []hit {
	slices.SortFunc(b.hits, func(x, y hit) int {
		if b.less(x, y) {
			return -1
		}
		return 1
	})
	return b.hits
}

// byScore orders hits, the highest score first.
func (x *index) byScore(a, b hit) bool {
	if a.score != b.score {
		return a.score > b.score
	}
	return x.before(a.slot, b.slot)
}
