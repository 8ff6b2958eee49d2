package verify

import (
	"math"
	"slices"
	"strings"
)

// A Conflict is one thing of one year of which two texts give different figures.
type Conflict struct{ Mine, Theirs string } // the clauses that give them, folded

// Disagree returns where a sentence of t within span and one of o give
// different figures of one unit for the same thing and the same year. Things
// are the same where their words are, but for the names of the place; a figure
// that names no year is in conflict with none.
func (t *Text) Disagree(span Span, o *Text) (c Conflict, ok bool) {
	theirs := o.givens(Span{0, math.MaxInt})
	for _, mine := range t.givens(span) {
		if i := slices.IndexFunc(theirs, mine.against); i >= 0 {
			return Conflict{mine.clause, theirs[i].clause}, true
		}
	}
	return Conflict{}, false
}

// givens are the figures of the sentences within a span.
func (t *Text) givens(span Span) []given {
	var out []given
	for _, s := range t.sentences {
		if s.Start < span.End && s.End > span.Start {
			out = append(out, t.figuresOf(s)...)
		}
	}
	return out
}

// A given is a figure with the thing that it is of.
type given struct {
	quantity
	thing  string
	clause string
}

// figuresOf are the figures of pieces that have one, with the things in their own words.
func (t *Text) figuresOf(s sentence) []given {
	var out []given
	for _, p := range s.pieces {
		if len(p.figures) != 1 || thin(p.words) {
			continue
		}
		thing := strings.Join(content([]rune(withoutRegion(string(withoutMarks(p.words)), t.place))), "")
		if length(thing) >= 3 {
			out = append(out, given{p.figures[0], thing, s.text})
		}
	}
	return out
}

// against tells whether two figures of one thing, year and unit differ.
func (g given) against(o given) bool {
	return g.thing == o.thing && g.unit == o.unit && len(g.times) > 0 && len(o.times) > 0 &&
		g.last() == o.last() && g.first() == o.first() && !sameValue(g.value, o.value)
}
