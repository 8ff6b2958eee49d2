package verify

import (
	"math"
	"slices"
	"strings"
)

// A Conflict is one thing of one year of which two texts give different figures.
type Conflict struct{ Mine, Theirs string } // the clauses that give them, folded

// Disagree returns where the sentences of t within span and those of o give
// different figures of one unit for the same thing and the same year, each thing
// once. Things are the same where their words are, but for the names of the
// place; a figure of no year is in conflict with none.
func (t *Text) Disagree(span Span, o *Text) []Conflict {
	var out []Conflict
	theirs := o.givens(Span{0, math.MaxInt})
	for _, mine := range t.givens(span) {
		if i := slices.IndexFunc(theirs, mine.against); i >= 0 {
			out = append(out, Conflict{mine.clause, theirs[i].clause})
		}
	}
	return out
}

// givens are the figures of the sentences within a span.
func (t *Text) givens(span Span) []given {
	var out []given
	for i, s := range t.sentences {
		if s.Start < span.End && s.End > span.Start {
			out = append(out, t.figuresOf(i)...)
		}
	}
	return out
}

// yearBefore is the year that the i-th sentence goes on with where it names none:
// the last that is named before it. 到2025年，甲50亿元。新建公园4个。
func (t *Text) yearBefore(i int) []period {
	for _, s := range slices.Backward(t.sentences[:i]) {
		if n := len(s.times); n > 0 {
			return s.times[n-1:]
		}
	}
	return nil
}

// A given is a figure with the thing that it is of.
type given struct {
	quantity
	thing  string
	clause string
}

// figuresOf are the figures of the i-th sentence's pieces that have one, with the
// things in their own words.
func (t *Text) figuresOf(i int) []given {
	var out []given
	s := t.sentences[i]
	for _, p := range s.pieces {
		if len(p.figures) != 1 || thin(p.words) {
			continue
		}
		thing := strings.Join(content([]rune(withoutRegion(string(withoutMarks(p.words)), t.place))), "")
		if length(thing) >= 3 {
			figure := p.figures[0]
			if len(figure.times) == 0 {
				figure.times = t.yearBefore(i)
			}
			out = append(out, given{figure, thing, s.text})
		}
	}
	return out
}

// against tells whether two figures of one thing, year and unit differ.
func (g given) against(o given) bool {
	return g.thing == o.thing && g.unit == o.unit && len(g.times) > 0 && len(o.times) > 0 &&
		g.last() == o.last() && g.first() == o.first() && !sameValue(g.value, o.value)
}
