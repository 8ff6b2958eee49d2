package best

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// What is kept is what sorting everything would put first, whatever the order
// of adding, equal scores among it.
func TestSorted(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for limit := range 30 {
		b := New(limit, ByScore)
		var all []Hit
		for at := range r.IntN(60) {
			all = append(all, Hit{at, float64(r.IntN(10))})
		}
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, h := range all {
			b.Add(h)
		}
		slices.SortFunc(all, func(x, y Hit) int {
			if ByScore(x, y) {
				return -1
			}
			return 1
		})
		want := all[:min(limit, len(all))]
		if got := b.Sorted(); !slices.Equal(got, want) {
			t.Errorf("the first %d: got %v, want %v", limit, got, want)
		}
	}
}

// Nothing that lies below the floor is ever among the first.
func TestFloor(t *testing.T) {
	b := New(2, ByScore)
	for i, step := range []struct{ add, floor float64 }{
		{5, math.Inf(-1)},
		{3, 3},
		{4, 4},
		{1, 4},
		{9, 5},
	} {
		b.Add(Hit{i, step.add})
		if got := b.Floor(); got != step.floor {
			t.Errorf("after %v the floor is %v, want %v", step.add, got, step.floor)
		}
	}
	none := New(0, ByScore)
	none.Add(Hit{1, 1})
	if got := none.Floor(); len(none.Kept()) != 0 || !math.IsInf(got, 1) {
		t.Errorf("of none, %v are kept and the floor is %v", none.Kept(), got)
	}
}

func TestByScore(t *testing.T) {
	for _, c := range []struct {
		a, b Hit
		want bool
	}{
		{Hit{9, 2}, Hit{1, 1}, true},
		{Hit{1, 1}, Hit{9, 2}, false},
		{Hit{1, 1}, Hit{2, 1}, true},
		{Hit{2, 1}, Hit{1, 1}, false},
		{Hit{1, 1}, Hit{1, 1}, false},
	} {
		if got := ByScore(c.a, c.b); got != c.want {
			t.Errorf("%v before %v: %v", c.a, c.b, got)
		}
	}
}
