package rag

import (
	"slices"
	"testing"
)

func key(document string, number int) Key { return Key{document, number} }

func TestShareTakesTurns(t *testing.T) {
	a := []hit{{key: key("a", 1)}, {key: key("a", 2)}, {key: key("a", 3)}}
	b := []hit{{key: key("b", 1)}, {key: key("a", 2)}}
	keysOf := func(hits []hit) (out []Key) {
		for _, h := range hits {
			out = append(out, h.key)
		}
		return out
	}
	for _, c := range []struct {
		lists [][]hit
		limit int
		want  []Key
	}{
		{nil, 5, nil},
		{[][]hit{a}, 2, []Key{key("a", 1), key("a", 2)}},
		{[][]hit{a, b}, 10, []Key{key("a", 1), key("b", 1), key("a", 2), key("a", 3)}},
		{[][]hit{a, b}, 3, []Key{key("a", 1), key("b", 1), key("a", 2)}},
		{[][]hit{nil, b}, 3, []Key{key("b", 1), key("a", 2)}},
	} {
		if got := keysOf(share(c.lists, c.limit)); !slices.Equal(got, c.want) {
			t.Errorf("share = %v, want %v", got, c.want)
		}
	}
}

func TestUnite(t *testing.T) {
	got := unite([]Posting{{Key: key("b", 2)}, {Key: key("a", 10)}}, []Neighbour{{Key: key("a", 9)}, {Key: key("b", 2)}})
	if want := []Key{key("a", 9), key("a", 10), key("b", 2)}; !slices.Equal(got, want) {
		t.Errorf("unite = %v, want %v", got, want)
	}
}
