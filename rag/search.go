package rag

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"chuchu/rag/bm25"
)

// candidates is how many chunks Match and Near may each propose. With 20 the
// evidence is in the top five for .913 of the prototype's questions, with 200
// for .930, with the whole library for .942.
const candidates = 200

// wordShare is the weight of words in the fused score; meaning has the rest.
const wordShare = 0.5

// Search returns at most limit passages for a question, best first. It fails
// only when the library or the embedder does.
func (a *Answerer) Search(ctx context.Context, q Question, limit int) ([]Passage, error) {
	query, err := a.understand(ctx, q)
	if err != nil {
		return nil, err
	}
	return a.find(ctx, query, limit)
}

// find ranks each side of a query by itself and gives each its share of places.
func (a *Answerer) find(ctx context.Context, query query, limit int) ([]Passage, error) {
	lists := make([][]hit, len(query.sides))
	for i, s := range query.sides {
		hits, err := a.rank(ctx, s)
		if err != nil {
			return nil, err
		}
		lists[i] = hits
	}
	hits := share(lists, limit)
	keys := make([]Key, len(hits))
	for i, h := range hits {
		keys[i] = h.key
	}
	passages, err := a.Library.Passages(ctx, keys)
	if err != nil {
		return nil, fmt.Errorf("read passages: %w", err)
	}
	scores := make(map[Key]float64, len(hits))
	for _, h := range hits {
		scores[h.key] = h.score
	}
	for i := range passages {
		passages[i].Score = scores[passages[i].Key]
		if passages[i].Path == nil {
			passages[i].Path = []string{} // a list in JSON, never null
		}
	}
	return passages, nil
}

// share merges rankings into one of limit hits: the lists take turns, and a
// chunk of several lists is taken once.
func share(lists [][]hit, limit int) []hit {
	var out []hit
	seen := make(map[Key]bool)
	for row := 0; len(out) < limit; row++ {
		left := false
		for _, list := range lists {
			if row >= len(list) {
				continue
			}
			left = true
			if h := list[row]; !seen[h.key] && len(out) < limit {
				seen[h.key] = true
				out = append(out, h)
			}
		}
		if !left {
			break
		}
	}
	return out
}

// A hit is a scored chunk.
type hit struct {
	key            Key
	words, meaning float64
	score          float64
}

// rank scores the chunks that words or meaning propose. Both are asked again
// for the union, so that every candidate has both scores and the order depends
// on the candidates alone.
func (a *Answerer) rank(ctx context.Context, s side) ([]hit, error) {
	vector, err := a.embed(ctx, s.text)
	if err != nil {
		return nil, err
	}
	terms := bm25.Distinct(bm25.Terms(s.words))
	matches, near, err := a.ask(ctx, terms, vector, s.scope, candidates)
	if err != nil {
		return nil, err
	}
	union := Scope{Chunks: unite(matches.Postings, near)}
	if len(union.Chunks) == 0 {
		return nil, nil
	}
	again, near, err := a.ask(ctx, terms, vector, union, len(union.Chunks))
	if err != nil {
		return nil, err
	}
	hits := fuse(score(union.Chunks, again.Postings, matches.Stats), closeness(near, vector, a.Embedder.Model()))
	prefer(hits, s.prefer)
	slices.SortFunc(hits, byScore)
	return hits, nil
}

// ask looks for chunks by words and, where there is a vector, by meaning.
func (a *Answerer) ask(ctx context.Context, terms []string, vector []float32, scope Scope, limit int) (Matches, []Neighbour, error) {
	matches, err := a.Finder.Match(ctx, terms, scope, limit)
	if err != nil {
		return matches, nil, fmt.Errorf("find by words: %w", err)
	}
	if vector == nil {
		return matches, nil, nil
	}
	near, err := a.Finder.Near(ctx, vector, scope, limit)
	if err != nil {
		return matches, nil, fmt.Errorf("find by meaning: %w", err)
	}
	return matches, near, nil
}

// embed returns a question's vector, nil when the embedder fails: finding never
// depends on an endpoint, words go on alone. Only ctx's error is an error.
func (a *Answerer) embed(ctx context.Context, text string) ([]float32, error) {
	vectors, err := a.Embedder.Embed(ctx, ForQuery, []string{text})
	if err == nil {
		return vectors[0], nil
	}
	return nil, ctx.Err()
}

// unite returns the keys of both lists, each once, in a fixed order.
func unite(postings []Posting, near []Neighbour) []Key {
	keys := make([]Key, 0, len(postings)+len(near))
	for _, p := range postings {
		keys = append(keys, p.Key)
	}
	for _, n := range near {
		keys = append(keys, n.Key)
	}
	slices.SortFunc(keys, byKey)
	return slices.Compact(keys)
}

// score gives each key its BM25 score, 0 where it holds no term.
func score(keys []Key, postings []Posting, stats bm25.Stats) []hit {
	words := make(map[Key]float64, len(postings))
	for _, p := range postings {
		words[p.Key] = bm25.Score(p.Counts, p.Length, stats)
	}
	hits := make([]hit, len(keys))
	for i, k := range keys {
		hits[i] = hit{key: k, words: words[k]}
	}
	return hits
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

// placeBonus is what a chunk gains when its document is of the place that the
// question names; scores stay within 0 and 1.
const placeBonus = 0.05

func prefer(hits []hit, documents map[string]bool) {
	if len(documents) == 0 {
		return
	}
	for i := range hits {
		if documents[hits[i].key.Document] {
			hits[i].score += placeBonus
		}
		hits[i].score = round(hits[i].score / (1 + placeBonus))
	}
}

// round to 1e-6, so that the last bits of a sum cannot decide an order.
func round(score float64) float64 { return math.Round(score*1e6) / 1e6 }

func byKey(a, b Key) int {
	return cmp.Or(cmp.Compare(a.Document, b.Document), cmp.Compare(a.Number, b.Number))
}

func byScore(a, b hit) int {
	return cmp.Or(cmp.Compare(b.score, a.score), byKey(a.key, b.key))
}
