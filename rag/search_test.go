package rag

import (
	"math"
	"slices"
	"testing"

	"chuchu/rag/bm25"
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

func TestFuse(t *testing.T) {
	keys := []Key{key("a", 0), key("a", 1), key("a", 2)}
	stats := bm25.Stats{Chunks: 10, Length: 100, Holding: []int{2}}
	hits := score(keys, []Posting{{Key: keys[0], Length: 10, Counts: []int{1}}, {Key: keys[2], Length: 10, Counts: []int{1}}}, stats)
	hits = fuse(hits, map[Key]float64{keys[0]: 0.5, keys[1]: 1})
	want := []float64{wordShare + (1-wordShare)*0.5, 1 - wordShare, 1} // the last has no vector
	for i, h := range hits {
		if math.Abs(h.score-want[i]) > 1e-6 {
			t.Errorf("chunk %d scores %v, want %v", i, h.score, want[i])
		}
	}
	prefer(hits, nil)
	if hits[1].score != want[1] {
		t.Error("a score changed where no place is named")
	}
	prefer(hits, map[string]bool{"a": true})
	if got, want := hits[2].score, 1.0; got != want {
		t.Errorf("the best chunk of a named place scores %v, want %v", got, want)
	}
	if got, want := hits[1].score, (want[1]+placeBonus)/(1+placeBonus); math.Abs(got-want) > 1e-6 {
		t.Errorf("a chunk of a named place scores %v, want %v", got, want)
	}
}

func TestCloseness(t *testing.T) {
	m := EmbeddingModel{Low: 0.2, High: 0.7}
	near := []Neighbour{{key("a", 0), Half([]float32{1, 0})}, {key("a", 1), Half([]float32{0, 1})}, {key("a", 2), Half([]float32{0.45, 0.893})}}
	got := closeness(near, []float32{1, 0}, m)
	for i, want := range []float64{1, 0, 0.5} {
		if math.Abs(got[key("a", i)]-want) > 2e-3 {
			t.Errorf("chunk %d: %v, want %v", i, got[key("a", i)], want)
		}
	}
}

func TestOrderIsTotal(t *testing.T) {
	hits := []hit{{key: key("b", 1), score: 1}, {key: key("a", 10), score: 1}, {key: key("a", 9), score: 1}, {key: key("c", 0), score: 2}}
	slices.SortFunc(hits, byScore)
	want := []Key{key("c", 0), key("a", 9), key("a", 10), key("b", 1)}
	for i, h := range hits {
		if h.key != want[i] {
			t.Errorf("place %d: %v, want %v", i, h.key, want[i])
		}
	}
}
