// Package extract writes answers by quoting: the sentences of the passages
// that answer the question, each with its source, without a model.
package extract

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
)

// Name is what an answer calls its model when nothing but quoting wrote it.
const Name = "extractive"

// A Writer quotes.
type Writer struct {
	Embedder rag.Embedder // compares sentences with the question by meaning; nil compares words alone
}

// Name implements rag.Writer.
func (Writer) Name() string { return Name }

// Write yields the sentences that answer, in the order of the passages, each
// preceded by its place where that changes. It fails only when the embedder
// does; where no sentence is near the question it yields nothing.
func (w Writer) Write(ctx context.Context, q rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		chosen, err := w.answer(ctx, q, passages)
		if err != nil {
			yield("", err)
			return
		}
		said := ""
		for _, c := range chosen {
			text := c.text
			if q.Simplified() {
				text = fold.Simplified(text)
			}
			if about := attribution(c.passage.Document); about != said {
				said, text = about, about+text
			}
			if !yield(marked(text, c.index+1), nil) {
				return
			}
		}
	}
}

// answer picks what to quote: the items of a section where the question asks
// for those, else the best sentences for each place.
func (w Writer) answer(ctx context.Context, q rag.Question, passages []rag.Passage) ([]candidate, error) {
	question := parse(q, passages)
	groups := bySide(q.Places, passages)
	var chosen []candidate
	for _, group := range groups {
		if items := section(question, group); items != nil {
			chosen = append(chosen, items...)
			continue
		}
		all := candidates(question, group)
		if err := w.compare(ctx, q, all); err != nil {
			return nil, err
		}
		chosen = append(chosen, choose(question, all)...)
	}
	return chosen, nil
}

// A ranked is a passage with its place in the list, from 0.
type ranked struct {
	index int
	rag.Passage
}

// bySide groups the passages by the places that are asked about: those whose
// document is of the place, or whose text names it. Where no place is asked
// about, all are one group.
func bySide(places []string, passages []rag.Passage) [][]ranked {
	all := make([]ranked, len(passages))
	for i, p := range passages {
		all[i] = ranked{i, p}
	}
	if len(places) == 0 {
		return [][]ranked{all}
	}
	groups := make([][]ranked, len(places))
	for i, place := range places {
		for _, r := range all {
			if strings.Contains(r.Document.Region, place) || strings.Contains(fold.Simplified(r.Text), place) {
				groups[i] = append(groups[i], r)
			}
		}
	}
	return groups
}

// attribution is what stands in front of a document's sentences: its place, and
// who says it where that is not the government itself.
func attribution(m chunk.Meta) string {
	switch m.Standing {
	case chunk.Proposed:
		return cmp.Or(m.Issuer, m.Region, m.Label) + "建议："
	case chunk.Reported:
		return "据" + cmp.Or(m.Issuer, m.Label, m.Title) + "报道："
	}
	if about := cmp.Or(m.Region, m.Label); about != "" {
		return about + "："
	}
	return ""
}

// marked puts a passage's marker in front of the full stop, which a clause
// that lacks one gets.
func marked(text string, n int) string {
	stem := strings.TrimRight(text, "。；;，,、：: \n")
	return fmt.Sprintf("%s[%d]。", stem, n)
}
