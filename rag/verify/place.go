package verify

import (
	"slices"
	"strings"
)

// likeness is the share of a piece's words that one of the source's must hold to
// be of the same thing.
const (
	likeness = 0.5
	almost   = 0.75 // where only one piece beside it tells
)

// inPlace is what the i-th piece rests on; or, where the pieces beside it could
// rest beside another piece of the source, that one, if it says something else
// of the same thing: a claim that goes along with a sentence cannot take the
// one word that it turns around from another.
func (c *claim) inPlace(i int) support {
	r := c.rests[i]
	if c.goesAlong(i) {
		return r
	}
	for _, s := range c.held[i] {
		if s.weight <= tolerance || !c.turns(i, s) {
			continue
		}
		if s.weight >= unlike {
			s.fault = fault{5, Direction}
		}
		return s
	}
	return r
}

// goesAlong tells whether the i-th piece rests in the sentence that a piece beside
// it rests in, and in the order of both.
func (c *claim) goesAlong(i int) bool {
	along, against := false, false
	for _, by := range []int{-1, 1} {
		if j := i + by; j >= 0 && j < len(c.rests) && c.rests[i].text >= 0 && c.rests[j].near(c.rests[i]) {
			if c.rests[j].piece == c.step(c.rests[i], by) && c.pieces[i].clause == c.pieces[j].clause {
				return true // it is beside what it is beside in the source
			}
			against = against || (c.rests[j].piece-c.rests[i].piece)*by < 0
			along = true
		}
	}
	return along && !against
}

// step is the piece of a support's sentence next to its own on one side, besides
// those in brackets.
func (c *claim) step(s support, by int) int {
	pieces := c.texts[s.text].sentences[s.sentence].pieces
	k := s.piece + by
	for k >= 0 && k < len(pieces) && pieces[k].aside {
		k += by
	}
	return k
}

// turns tells whether a support of the i-th piece lies between what the pieces on
// both sides could rest on, and contradicts it.
func (c *claim) turns(i int, s support) bool {
	source := string(c.texts[s.text].sentences[s.sentence].pieces[s.piece].words)
	if contrary(string(c.pieces[i].words), source) {
		return c.sits(i, s, false)
	}
	if c.borrowed(i) && c.sits(i, s, false) {
		return true
	}
	return !c.chimes(i) && (s.covers >= likeness && c.sits(i, s, false) || !strings.Contains(c.text, source) && c.replaces(i, s) && c.sits(i, s, true))
}

// borrowed tells whether a piece rests, as far as it does, on what another one rests on.
func (c *claim) borrowed(i int) bool {
	r := c.rests[i]
	return r.weight > 0 && slices.ContainsFunc(c.rests, func(o support) bool {
		return o.text >= 0 && o.weight == 0 && o.near(r) && o.piece == r.piece
	})
}

// chimes tells whether a piece begins as one beside it does: 坚持甲、坚持乙 may be
// from anywhere, and have the word in common.
func (c *claim) chimes(i int) bool {
	const word = 2
	begins := func(j int) string { return string(c.pieces[j].words[:min(word, len(c.pieces[j].words))]) }
	return i > 0 && begins(i) == begins(i-1) || i+1 < len(c.pieces) && begins(i) == begins(i+1)
}

// sits tells whether a support of the i-th piece lies between what the pieces on
// both sides could rest on. One that begins or ends the claim has one neighbour,
// of its own clause. An item (listed) shares the clause with one that does.
func (c *claim) sits(i int, s support, listed bool) bool {
	before, after := c.could(i, -1, s), c.could(i, 1, s)
	with := func(j int, o support) bool {
		return o.text >= 0 && c.pieces[j].clause == c.pieces[i].clause && (!listed || c.clauseOf(o) == c.clauseOf(s))
	}
	alone := s.covers >= almost || c.borrowed(i)
	switch {
	case i == 0:
		return with(1, after) || alone && after.text >= 0
	case i+1 == len(c.pieces):
		return with(i-1, before) || alone && before.text >= 0
	}
	if !c.rests[i-1].near(s) && !c.rests[i+1].near(s) {
		return false
	}
	return before.text >= 0 && after.text >= 0 && (!listed || with(i-1, before) || with(i+1, after))
}

// could is what the piece beside the i-th on one side could rest on beside a
// support; its text is -1 where it could not.
func (c *claim) could(i, by int, s support) support {
	j := i + by
	if j >= 0 && j < len(c.rests) {
		k := c.step(s, by)
		for _, o := range c.held[j] {
			firm := c.rests[j].text >= 0 || o.covers >= likeness
			if firm && o.near(s) && o.piece == k && o.weight <= tolerance && o.weight <= c.rests[j].weight+tolerance/2 {
				return o
			}
		}
	}
	return support{text: -1}
}

// replaces tells whether an item of a list stands in the place of another, on
// which nothing of the claim rests, and is from elsewhere.
func (c *claim) replaces(i int, s support) bool {
	r := c.rests[i]
	if !c.listed(i) || r.text < 0 || r.near(s) && r.piece > s.piece {
		return false
	}
	return !slices.ContainsFunc(c.rests, func(o support) bool { return o.text >= 0 && o.near(s) && o.piece == s.piece })
}
