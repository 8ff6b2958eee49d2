// Package extract writes answers by quoting: the sentences of the passages
// that answer the question, each with its source, without a model.
package extract

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
)

// Name is what an answer calls its model when nothing but quoting wrote it.
const Name = "extractive"

// Limits of an answer: characters in all, sentences, and how near to the best
// a further sentence must come.
const (
	maxLength    = 230
	maxSentences = 4
	nearBest     = 0.72
)

// A Writer quotes. Its zero value is ready to use.
type Writer struct{}

// Name implements rag.Writer.
func (Writer) Name() string { return Name }

// Write yields the sentences that answer, in the order of the passages, each
// preceded by its place where that changes. It never fails; where no sentence
// is near the question it yields nothing.
func (Writer) Write(_ context.Context, q rag.Question, passages []rag.Passage) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		question := parse(q, passages)
		var chosen []candidate
		for _, group := range bySide(q.Places, passages) {
			chosen = append(chosen, choose(question, group, maxLength)...)
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

// A ranked is a passage with its place in the list, from 0.
type ranked struct {
	index int
	rag.Passage
}

// bySide groups the passages by the places that are asked about; all are one
// group when fewer than two are.
func bySide(places []string, passages []rag.Passage) [][]ranked {
	all := make([]ranked, len(passages))
	for i, p := range passages {
		all[i] = ranked{i, p}
	}
	if len(places) < 2 {
		return [][]ranked{all}
	}
	groups := make([][]ranked, len(places))
	for i, place := range places {
		for _, r := range all {
			if strings.Contains(r.Document.Region, place) {
				groups[i] = append(groups[i], r)
			}
		}
	}
	return groups
}

// choose takes the best sentences of a group, within a length, in the order of
// the passages.
func choose(q question, group []ranked, length int) []candidate {
	all := candidates(q, group)
	if len(all) == 0 {
		return nil
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	if all[0].held == 0 {
		return nil
	}
	var chosen []candidate
	for _, c := range all {
		size := len([]rune(c.text))
		if len(chosen) > 0 && (c.score < nearBest*all[0].score || size > length || len(chosen) == maxSentences) {
			continue
		}
		if repeats(chosen, c) {
			continue
		}
		chosen, length = append(chosen, c), length-size
	}
	slices.SortStableFunc(chosen, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.index, b.index), cmp.Compare(a.start, b.start))
	})
	return chosen
}

// repeats tells whether what c says was chosen already.
func repeats(chosen []candidate, c candidate) bool {
	return slices.ContainsFunc(chosen, func(o candidate) bool {
		return strings.Contains(o.text, c.text) || strings.Contains(c.text, o.text)
	})
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
