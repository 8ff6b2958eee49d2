package rag

import (
	"context"
	"slices"

	"chuchu/rag/understand"
)

// A followed is where the question before was answered: what is asked next is
// likely to stand in the same document, and near that.
type followed struct {
	document string
	chunks   []Key
}

// What a chunk of the document gains in which the question before was answered,
// and one near the answer besides; and how many of the best hits are that answer.
const (
	sameDocument = 0.1
	nearBefore   = 0.05
	nearChunks   = 2
	answeredBy   = 3
)

// stay finds where the question before is answered; the zero followed where
// there is none.
func (a *Answerer) stay(ctx context.Context, q query) (followed, error) {
	if q.before == "" || a.Without.History {
		return followed{}, nil
	}
	s := side{text: q.before, words: understand.Content(understand.Written(q.before)), faint: q.topic, scope: q.scope()}
	s.prefer, s.others = a.preferred(q)
	hits, err := a.rank(ctx, s)
	if err != nil || len(hits) == 0 {
		return followed{}, err
	}
	out := followed{document: hits[0].key.Document}
	for _, h := range hits[:min(len(hits), answeredBy)] {
		if h.key.Document == out.document {
			out.chunks = append(out.chunks, h.key)
		}
	}
	return out, nil
}

// keep puts the chunks of that document, and those near the answer, before
// others that are hardly better.
func (f followed) keep(hits []hit) {
	if f.document == "" {
		return
	}
	for i := range hits {
		h := &hits[i]
		if h.key.Document == f.document {
			h.score += sameDocument
		}
		if f.near(h.key) {
			h.score += nearBefore
		}
		h.score = round(h.score / (1 + sameDocument + nearBefore))
	}
	slices.SortFunc(hits, byScore)
}

// near tells whether a chunk stands near the answer to the question before.
func (f followed) near(k Key) bool {
	return slices.ContainsFunc(f.chunks, func(c Key) bool {
		return c.Document == k.Document && max(c.Number-k.Number, k.Number-c.Number) <= nearChunks
	})
}
