package rag

import (
	"math"
	"slices"
	"testing"

	"chuchu/rag/bm25"
)

func TestFuse(t *testing.T) {
	keys := []Key{key("a", 0), key("a", 1), key("a", 2)}
	stats := bm25.Stats{Chunks: 10, Length: 100, Holding: []int{2}}
	w := weigh(side{words: "a"})
	hits := w.score(keys, []Posting{{Key: keys[0], Length: 10, Counts: []int{1}}, {Key: keys[2], Length: 10, Counts: []int{1}}}, stats)
	hits = fuse(hits, map[Key]float64{keys[0]: 0.5, keys[1]: 1})
	want := []float64{wordShare + (1-wordShare)*0.5, 1 - wordShare, 1} // the last has no vector
	for i, h := range hits {
		if math.Abs(h.score-want[i]) > 1e-6 {
			t.Errorf("chunk %d scores %v, want %v", i, h.score, want[i])
		}
	}
	prefer(hits, nil, nil)
	if hits[1].score != want[1] {
		t.Error("a score changed where no place is named")
	}
	prefer(hits, map[string]bool{"a": true}, nil)
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

func TestFaintWordsCountLess(t *testing.T) {
	stats := bm25.Stats{Chunks: 10, Length: 100, Holding: []int{2, 2}}
	w := weigh(side{words: "a", faint: "b a"})
	if !slices.Equal(w.terms, []string{"a", "b"}) || !slices.Equal(w.of, []float64{1, faintly}) {
		t.Fatalf("weigh = %+v", w)
	}
	said, before := w.sum([]int{1, 0}, 10, stats), w.sum([]int{0, 1}, 10, stats)
	if math.Abs(2*before-faintly*said) > 1e-9 || said <= 0 { // what is asked is all there, and counts twice
		t.Errorf("what is asked scores %v, the topic before %v", said, before)
	}
}

func TestWordsOfOneQuestionBelongTogether(t *testing.T) {
	stats := bm25.Stats{Chunks: 10, Length: 100, Holding: []int{2, 2}}
	w := weigh(side{words: "a b"})
	one, other, both := w.sum([]int{1, 0}, 10, stats), w.sum([]int{0, 1}, 10, stats), w.sum([]int{1, 1}, 10, stats)
	if both <= one+other {
		t.Errorf("both score %v, each %v and %v", both, one, other)
	}
}

func TestACharacterCountsLessThanAPair(t *testing.T) {
	w := weigh(side{words: "养老3张"})
	for i, term := range w.terms {
		want := 1.0
		if len([]rune(term)) == 1 && term != "3" {
			want = singly
		}
		if w.of[i] != want {
			t.Errorf("%q counts %v, want %v", term, w.of[i], want)
		}
	}
}

func TestNeighboursHelpEachOther(t *testing.T) {
	stats := bm25.Stats{Chunks: 10, Length: 100, Holding: []int{2, 2}}
	w := weigh(side{words: "a b"})
	keys := []Key{key("x", 1), key("x", 2), key("y", 2)}
	postings := []Posting{{keys[0], 10, []int{1, 0}}, {keys[1], 10, []int{0, 1}}, {keys[2], 10, []int{1, 0}}}
	hits := w.score(keys, postings, stats)
	w.around(hits, postings, stats)
	if hits[0].words <= hits[2].words || hits[0].words != hits[1].words {
		t.Errorf("scores %v, %v beside each other, %v alone", hits[0].words, hits[1].words, hits[2].words)
	}
	none := []hit{{key: key("z", 0)}}
	if w.around(none, postings, stats); none[0].words != 0 {
		t.Errorf("a chunk without words scores %v", none[0].words)
	}
}

func TestOtherPlacesStandBack(t *testing.T) {
	hits := []hit{{key: key("a", 0), score: 0.5}, {key: key("b", 0), score: 0.6}, {key: key("c", 0), score: 0.6}}
	prefer(hits, map[string]bool{"a": true}, map[string]bool{"b": true})
	if hits[1].score >= hits[0].score || hits[2].score <= hits[0].score {
		t.Errorf("of the place %v, of another %v, of none %v", hits[0].score, hits[1].score, hits[2].score)
	}
}
