package rag

import (
	"cmp"
	"math"
	"unicode"
	"unicode/utf8"

	"chuchu/rag/bm25"
)

// wordShare is the weight of words in the fused score; meaning has the rest.
// What is asked for in a plan's own words is found by them, and meaning must not
// hurt there.
const wordShare = 0.55

// A hit is a scored chunk.
type hit struct {
	key            Key
	words, meaning float64
	score          float64
}

// weights are the terms of a search with what each counts.
type weights struct {
	terms []string
	of    []float64
}

// What terms count: pairs of characters, figures and Latin words 1.
const (
	singly  = 0.5 // a single character, which its pairs hold already
	faintly = 0.3 // a term of the topic before
)

// weigh lists the terms of a side, and those of the topic before.
func weigh(s side) weights {
	w := weights{terms: bm25.Distinct(bm25.Terms(s.words))}
	for _, t := range w.terms {
		if r, n := utf8.DecodeRuneInString(t); n == len(t) && unicode.Is(unicode.Han, r) {
			w.of = append(w.of, singly)
			continue
		}
		w.of = append(w.of, 1)
	}
	w.terms = bm25.Distinct(append(w.terms, bm25.Terms(s.faint)...))
	for len(w.of) < len(w.terms) {
		w.of = append(w.of, faintly)
	}
	return w
}

// sum is the BM25 score of counts, each term with its weight, and up to twice
// that for a chunk that holds all the terms of full weight: the words of one
// question belong together.
func (w weights) sum(counts []int, length int, stats bm25.Stats) float64 {
	sum, held, all := 0.0, 0.0, 0.0
	one := bm25.Stats{Chunks: stats.Chunks, Length: stats.Length, Holding: []int{0}}
	count := []int{0}
	for i, n := range counts {
		rare := 0.0
		if w.of[i] == 1 {
			rare = bm25.IDF(stats.Holding[i], stats.Chunks)
			all += rare
		}
		if n > 0 {
			one.Holding[0], count[0] = stats.Holding[i], n
			sum += w.of[i] * bm25.Score(count, length, one)
			held += rare
		}
	}
	if all > 0 {
		sum *= 1 + held/all
	}
	return sum
}

// score gives each key its BM25 score, 0 where it holds no term.
func (w weights) score(keys []Key, postings []Posting, stats bm25.Stats) []hit {
	words := make(map[Key]float64, len(postings))
	for _, p := range postings {
		words[p.Key] = w.sum(p.Counts, p.Length, stats)
	}
	hits := make([]hit, len(keys))
	for i, k := range keys {
		hits[i] = hit{key: k, words: words[k]}
	}
	return hits
}

// aroundShare is what the words of a chunk together with its neighbours' count
// beside its own: a question's words may lie on both sides of a cut.
const aroundShare = 0.4

// around adds to each hit the score that it and the candidates next to it would
// have as one chunk.
func (w weights) around(hits []hit, postings []Posting, stats bm25.Stats) {
	at := make(map[Key]Posting, len(postings))
	for _, p := range postings {
		at[p.Key] = p
	}
	counts := make([]int, len(w.terms))
	for i := range hits {
		clear(counts)
		length := 0
		for n := hits[i].key.Number - 1; n <= hits[i].key.Number+1; n++ {
			p := at[Key{hits[i].key.Document, n}]
			length += p.Length
			for j, c := range p.Counts {
				counts[j] += c
			}
		}
		if length > 0 {
			hits[i].words += aroundShare * w.sum(counts, length, stats)
		}
	}
}

// closeness maps cosines from the model's range to 0…1.
func closeness(near []Neighbour, query []float32, m EmbeddingModel) map[Key]float64 {
	out := make(map[Key]float64, len(near))
	for _, n := range near {
		c := (cosine(query, n.Vector) - m.Low) / (m.High - m.Low)
		out[n.Key] = min(max(c, 0), 1)
	}
	return out
}

// fuse divides words by the best of the list and adds meaning. A chunk that has
// no vector yet is scored by words alone.
func fuse(hits []hit, meaning map[Key]float64) []hit {
	best := 0.0
	for _, h := range hits {
		best = max(best, h.words)
	}
	for i := range hits {
		h := &hits[i]
		if best > 0 {
			h.words /= best
		}
		m, ok := meaning[h.key]
		h.meaning = m
		h.score = wordShare*h.words + (1-wordShare)*m
		if !ok {
			h.score = h.words
		}
		h.score = round(h.score)
	}
	return hits
}

// What a chunk gains when its document is of the place that the question names,
// and keeps of its score when it is of a place that has nothing to do with that.
// Scores stay within 0 and 1.
const (
	placeBonus = 0.05
	otherPlace = 0.8
)

func prefer(hits []hit, documents, others map[string]bool) {
	if len(documents) == 0 {
		return
	}
	for i := range hits {
		h := &hits[i]
		switch {
		case documents[h.key.Document]:
			h.score += placeBonus
		case others[h.key.Document]:
			h.score *= otherPlace
		}
		h.score = round(h.score / (1 + placeBonus))
	}
}

// round to 1e-6, so that the last bits of a sum cannot decide an order.
func round(score float64) float64 { return math.Round(score*1e6) / 1e6 }

func byScore(a, b hit) int {
	return cmp.Or(cmp.Compare(b.score, a.score), byKey(a.key, b.key))
}
