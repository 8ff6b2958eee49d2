package rag

import (
	"context"
	"slices"

	"chuchu/rag/understand"
)

// Limits of a section that is brought whole.
const (
	sectionLook   = 5   // it is looked for among the headings above this many hits
	sectionChunks = 10  // it has at most this many chunks of text,
	sectionNumber = 24  // and this many with the rows of its tables
	namedEnough   = 0.8 // of its heading stands in the question
)

// A section is the chunks under a heading.
type section struct {
	document string
	from, to int // numbers of chunks
	named    float64
}

func (s section) holds(k Key) bool {
	return k.Document == s.document && k.Number >= s.from && k.Number < s.to
}

// gather brings a section to the front, whole and in the order of the text,
// where the question asks for several things or for a section by its name, and
// a heading above one of the best hits is what it names (哪五条基本原则 and
// 第二节 基本原则). The section's chunks share the best score; rows of tables,
// which are found by themselves, keep their places.
func (a *Answerer) gather(ctx context.Context, q query, s side, hits []hit) ([]hit, error) {
	if a.Without.Sections || !q.asksSection() {
		return hits, nil
	}
	passages, err := a.passages(ctx, s.top(hits))
	if err != nil {
		return nil, err
	}
	outlines, err := a.outlines(ctx, passages, q)
	if err != nil {
		return nil, err
	}
	if keys := listIn(outlines, q, calledSo); keys != nil {
		return before(keys, hits), nil
	}
	whole, ok := sectionOf(passages, understand.Without(q.text, q.places))
	if !ok {
		keys, err := a.items(ctx, passages, q.reads)
		if err != nil || len(keys) > 0 {
			return before(keys, hits), err
		}
		whole, ok = sectionAround(passages, q.reads.Count)
	}
	if !ok {
		return before(listIn(outlines, q, namedSo), hits), nil
	}
	return a.front(ctx, whole, hits)
}

// top are the first hits, of the documents of the place that is named where
// there are such.
func (s side) top(hits []hit) []hit {
	var of, all []hit
	for _, h := range hits {
		if s.prefer[h.key.Document] && len(of) < sectionLook {
			of = append(of, h)
		}
		if len(all) < sectionLook {
			all = append(all, h)
		}
	}
	if len(of) > 0 {
		return of
	}
	return all
}

// before puts chunks before the other hits.
func before(keys []Key, hits []hit) []hit {
	out := make([]hit, len(keys), len(keys)+len(hits))
	for i, k := range keys {
		out[i] = hit{key: k, score: hits[0].score}
	}
	for _, h := range hits {
		if !slices.Contains(keys, h.key) {
			out = append(out, h)
		}
	}
	return out
}

// asksSection tells whether a question may be answered by a whole section: it
// asks for a list, says how many things there are (七大行动分别叫什么), or for nothing but what a section's name says.
func (q query) asksSection() bool {
	if q.reads.Kind == understand.List || q.reads.Count >= leastItems {
		return true
	}
	if understand.AsksParts(q.text) {
		return true
	}
	return len(q.reads.Sections) > 0 && understand.OnlySection(understand.Without(q.text, q.places))
}

// front puts a section's chunks of text before the other hits.
func (a *Answerer) front(ctx context.Context, s section, hits []hit) ([]hit, error) {
	texts, err := a.chunksOf(ctx, s)
	if err != nil {
		return nil, err
	}
	if len(texts) > sectionChunks {
		return hits, nil
	}
	return before(keysOf(texts), hits), nil
}

// sectionsAbove calls visit with each section that a passage stands in, from the
// outermost.
func sectionsAbove(p Passage, visit func(heading string, s section)) {
	for depth, heading := range p.Path[:min(len(p.Path), len(p.Within))] {
		s := section{document: p.Key.Document, from: p.Within[depth].From, to: p.Within[depth].To}
		if n := s.to - s.from; n > 1 && n <= sectionNumber {
			visit(heading, s)
		}
	}
}

// sectionOf is the section that a question names best: the deepest of equals.
func sectionOf(passages []Passage, question string) (section, bool) {
	var best section
	for _, p := range passages {
		sectionsAbove(p, func(heading string, s section) {
			s.named = understand.Heads(heading, question)
			deeper := s.document == best.document && s.from >= best.from && s.to <= best.to
			if s.named >= namedEnough && (s.named > best.named || s.named == best.named && deeper) {
				best = s
			}
		})
	}
	return best, best.named > 0
}

// sectionAround is the section in which the best hit and another stand, where it
// has as many chunks as the question says there are things.
func sectionAround(passages []Passage, count int) (best section, found bool) {
	if len(passages) < 2 || count < 2 {
		return best, false
	}
	sectionsAbove(passages[0], func(_ string, s section) {
		if s.to-s.from == count && slices.ContainsFunc(passages[1:], func(p Passage) bool { return s.holds(p.Key) }) {
			best, found = s, true
		}
	})
	return best, found
}
