package extract

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
)

// How likely a Reader must find the best answer, and what it must be worth by the
// rules alone to be told all the same: the weaker it is by the one, the stronger it
// must be by the other. What answers a question for names has some in it, or a
// Reader is sure of it.
const (
	unlikely   = 0.05 // below that it does not answer, whatever the rules see
	plainWorth = 1.27 // but a thing of the kind asked for that is worth so much

	unsure      = 0.25
	unsureWorth = 0.75 // of a figure or the like

	unsureList  = 0.7
	listedWorth = 0.8 // of a list

	sureOfNone = 0.92 // of what lists nothing where several things are asked for
	sureOfOne  = 0.47 // of what is said where one of several is asked for
)

// doubtful tells whether the best answer to an ask is none in the eyes of a Reader.
// A row of a table is what it is, whatever that makes of it.
func (s scored) doubtful(a ask) bool {
	if s.passage.Fact != nil || !s.wasRead {
		return false
	}
	read, worth := s.read(), s.unread()
	switch {
	case a.hard():
		return read < unlikely && worth < plainWorth || read < unsure && worth < unsureWorth
	case read < unlikely:
		return true
	case s.cases != nil || s.ofCell(a) || s.ofNumber(a):
		return false
	case a.kind == statement && a.list && !s.names(a):
		return read < sureOfNone
	case a.list:
		return read < unsureList && worth < listedWorth
	}
	return whichOne.MatchString(a.text) && read < sureOfOne
}

// whichOne matches a question for one of several things.
var whichOne = regexp.MustCompile(`哪一?[个家座所位]`)

// names tells whether a sentence gives several things side by side: points, names
// between commas, quotation marks or title marks, or what it calls as an ask does.
func (c candidate) names(a ask) bool {
	for i := range c.clauses {
		text := fold.String(c.clause(i))
		if strings.Count(unbracketed(text), "、") > 1 || len(shortQuoted.FindAllString(text, -1)) > 1 || strings.Count(text, "《") > 1 {
			return true
		}
	}
	return c.points > 0 || c.inClauses() != nil || a.things != "" && slices.ContainsFunc(c.listing(a), func(i int) bool {
		return strings.Contains(fold.Simplified(c.clause(i)), a.things)
	})
}
