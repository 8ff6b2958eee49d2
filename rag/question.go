package rag

import (
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
	"chuchu/rag/understand"
)

// A Turn is a question of the same conversation that came before, and its answer.
type Turn struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// What becomes of a sentence that its source does not support.
const (
	Drop = "drop" // it is left out; the zero value means the same
	Mark = "mark" // it is kept, with its Problem
)

// A Question is what a user asks.
type Question struct {
	Text        string
	History     []Turn   // oldest first
	Documents   []string // search only these; nil means all
	Unsupported string   // Drop or Mark
	NoFallback  bool     // a failing model is an error, not a reason to quote instead

	// What the Answerer fills in for the Writer.

	Asked  understand.Asked  // what is asked for: a number of what unit, a list of how many, which years
	Sides  []string          // what is compared, 盐田 and 赤坎, or 2020年 and 2025年; nil where nothing is
	Apart  []string          // what is asked of each of Sides, as a question by itself; nil where that cannot be told
	Focus  string            // the part of Text that is asked now, where the rest comes from History
	Topic  string            // what the conversation was about before, where Text may still be about it without saying so
	Before string            // the question before, where Text follows on it; "" where it does not
	Stays  string            // the document that answers that, "" where that is not known
	Places []string          // short names of the places it asks about
	Own    []string          // the regions of documents that Places are, by their full names, in the same order
	Beyond *understand.Place // the place it asks about where no document is of it: of that speak sentences that name it
}

// Simplified tells whether the question is written in simplified script, which
// its answer then follows.
func (q Question) Simplified() bool { return fold.Simplified(q.Text) == q.Text }

// Tells tells whether what a document says in a text may be of the place that
// the question asks about where no document is of that: its region is not known
// or the place lies in it, else its title names the place or the text speaks of
// it, which must be so where the country tells of itself. Of a figure of the whole
// country a place's document says only what it says in as many words.
func (q Question) Tells(m chunk.Meta, text string) bool {
	switch {
	case len(q.Places) == 0 && q.Beyond == nil && m.Region != "" && isOfCountry(q.Text):
		return country.MatchString(fold.Simplified(text))
	case q.Beyond == nil || q.Beyond.NamedIn(m.Title) || q.Beyond.Said(text) != "":
		return true
	case m.Region == "":
		return !ofNationAlone(m, q.Text)
	}
	return q.Beyond.LiesIn(m.Region)
}

// Of tells whether a passage can speak of the i-th of Places: its document is of
// it, or of none that is known and not of the country alone, or names it in its
// title, or the passage does by its whole name. 海滨 in the text of a town by the
// sea names no 海滨街道, and the city is not its province, though the name of the
// one begins with that of the other.
func (q Question) Of(i int, p Passage) bool {
	m := p.Document
	names := func(name string) bool { return strings.Contains(fold.Simplified(p.Text), name) }
	switch {
	case m.Region == "" && !ofNationAlone(m, q.Text):
		return true
	case i >= len(q.Own): // the region is not known: by name
		return strings.Contains(m.Region, q.Places[i]) || names(q.Places[i])
	}
	own := q.Own[i]
	within := strings.HasPrefix(m.Region, own) // what lies in a province is not the province
	titled := m.Region == "" && strings.Contains(fold.Simplified(m.Title), q.Places[i])
	return m.Region == own || titled || !within && names(regions.Last(own, 1))
}

// astray tells whether a passage is of another place than those that the question
// asks about, whatever is told of it.
func (q Question) astray(p Passage) bool {
	for i := range q.Places {
		if q.Of(i, p) {
			return false
		}
	}
	return len(q.Places) > 0
}
