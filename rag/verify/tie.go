package verify

import (
	"regexp"
	"slices"
	"strings"
)

// better is how much more of a piece's words another part of the source must
// hold to be what the piece is of, where both hold all that it claims.
const better = 0.1

// rivalled tells whether the source gives another figure for what a piece of the
// claim is of: where the best does not hold all its words, any part that does;
// else one that holds more of them, or one that the claim comes to first.
func (c *claim) rivalled(best support, all []support) bool {
	before, follows := c.before()
	for _, r := range all {
		switch {
		case !r.other:
		case !best.whole, r.covers > best.covers+better:
			return true
		case follows && r.near(before) && r.piece > before.piece && (!best.near(before) || best.piece > r.piece):
			return true
		}
	}
	return false
}

// skips tells whether a figure that goes on with the thing before it passes over
// the one with which the source goes on: 由3家增加到5家.
func (c *claim) skips(p piece, best support) bool {
	before, follows := c.before()
	if !follows || !best.near(before) && best.text >= 0 && c.goesOn(best, before) {
		return false
	}
	pieces := c.texts[before.text].sentences[before.sentence].pieces
	for k := before.piece + 1; k < len(pieces); k++ {
		if !pieces[k].couldGive(p.figures) || !c.bound(p.figures[0], pieces[k].figures[0], c.texts[before.text], before.sentence) {
			continue
		}
		return thin(pieces[k].words) && !(best.near(before) && best.piece == k)
	}
	return false
}

// dates tells whether a piece has figures and all of them are dates.
func (p piece) dates() bool {
	return len(p.figures) > 0 && !slices.ContainsFunc(p.figures, func(q quantity) bool { return q.unit != "月" && q.unit != "日" })
}

// misdated tells whether the claim gives a date in front of what the source gives
// another for: a date stands between the two that it rests on.
func (c *claim) misdated(best support) bool {
	before, follows := c.before()
	if !follows || best.text < 0 || !best.near(before) {
		return false
	}
	pieces := c.texts[best.text].sentences[best.sentence].pieces
	if !pieces[before.piece].dates() || best.piece <= before.piece {
		return false
	}
	return slices.ContainsFunc(pieces[before.piece+1:best.piece+1], piece.dates)
}

// follows tells whether a figure without a thing of its own rests on the one
// with which the source goes on from what the claim rested on last.
func (c *claim) follows(best support) bool {
	before, ok := c.before()
	return ok && best.text >= 0 && best.near(before) && best.piece == before.piece+1 &&
		thin(c.texts[best.text].sentences[best.sentence].pieces[best.piece].words)
}

// under tells whether a support is an item under the sentence that another lies in.
func (c *claim) under(s, o support) bool {
	return s.text >= 0 && s.text == o.text && c.texts[s.text].headOf(s.sentence) == o.sentence
}

// goesOnIn tells whether one support goes on in the sentence that the claim rested
// on last, and another does not.
func (c *claim) goesOnIn(s, o support) bool {
	before, ok := c.before()
	return ok && s.near(before) && s.piece > before.piece && !(o.near(before) && o.piece > before.piece)
}

// before is what the claim rested on last.
func (c *claim) before() (s support, ok bool) {
	for i := len(c.rests) - 1; i >= 0; i-- {
		if c.rests[i].text >= 0 && c.rests[i].weight < unlike {
			return c.rests[i], true
		}
	}
	return s, false
}

// near tells whether two supports lie in one sentence.
func (s support) near(o support) bool {
	return s.text == o.text && s.sentence == o.sentence
}

// goesOn tells whether a support lies in a sentence that goes on with another's
// and has its thing from there.
func (c *claim) goesOn(s, o support) bool {
	return s.text >= 0 && s.text == o.text && s.sentence == o.sentence+1 && c.texts[s.text].goesOn(s.sentence)
}

// tied is best, or what holds the i-th piece as well where the piece goes with
// the one before it: an item of a list with the items of the source's list, the
// first with the sentence that names what the list is of. Items from here and
// there are a list that nobody wrote.
func (c *claim) tied(i int, best support, all []support) support {
	if i == 0 || best.text < 0 {
		return best
	}
	before, p := c.rests[i-1], c.pieces[i]
	label := strings.HasSuffix(string(c.pieces[i-1].words), "方面")
	item := p.clause == c.pieces[i-1].clause && !p.with && len(c.pieces[i-1].figures) == 0
	if before.text < 0 || !item && !label && !p.first && !p.rest || best.text != before.text {
		return best
	}
	goes := func(s support) bool {
		return item && c.alike(s, before) || s.near(before) && (!item || p.rest || c.clauseOf(s) == c.clauseOf(before) || c.opens(s))
	}
	if label && contrary(string(c.pieces[i-1].words), c.texts[best.text].beside(p, best.sentence, best.piece)) {
		best.add(5, Direction) // 改造方面，新建7座
	}
	if goes(best) {
		return best
	}
	with := func(s support) bool {
		return s.text == before.text && goes(s) && s.weight <= best.weight+tolerance/2
	}
	if k := slices.IndexFunc(all, with); k >= 0 && !c.repeats(i, all[k]) {
		return all[k]
	}
	if c.comesAlong(i, best, item) {
		return best
	}
	if p.first && !listing.MatchString(c.texts[before.text].sentences[before.sentence].text) {
		return best // nothing else is listed under the head
	}
	best.add(2, NotInSource)
	return best
}

// comesAlong tells whether the pieces of the list before the i-th could rest
// where that does, as well as where they do: all of them, or nothing of the
// list stays together.
func (c *claim) comesAlong(i int, best support, item bool) bool {
	for j := i - 1; j >= 0; j-- {
		if j < i-1 && (!item || c.pieces[j].clause != c.pieces[i].clause || len(c.pieces[j].figures) > 0) {
			break
		}
		at := slices.IndexFunc(c.held[j], func(s support) bool {
			return s.weight <= c.rests[j].weight+tolerance/2 && s.near(best) && (!item || c.clauseOf(s) == c.clauseOf(best))
		})
		if at < 0 {
			return false
		}
	}
	return true
}

// listing matches a sentence that may list what its head is of.
var listing = regexp.MustCompile(`包括|包含|分别|分为|[:：]|等|即|有|、`)

// clauseOf is the clause that a support lies in.
func (c *claim) clauseOf(s support) int {
	return c.texts[s.text].sentences[s.sentence].pieces[s.piece].clause
}

// alike tells whether a support begins a clause with the word that the other's
// begins with, in the same sentence or the one beside it: 推进甲；推进乙 is 推进甲和乙.
func (c *claim) alike(s, o support) bool {
	const word = 2
	t := c.texts[s.text]
	if s.text != o.text || s.sentence < o.sentence || s.sentence > o.sentence+1 {
		return false
	}
	a, b := t.opening(s), t.opening(o)
	return c.first(s) && len(a) > word && len(b) > word && string(a[:word]) == string(b[:word])
}

// first tells whether a support's piece is the first of its clause.
func (c *claim) first(s support) bool {
	pieces := c.texts[s.text].sentences[s.sentence].pieces
	return s.piece == 0 || pieces[s.piece-1].clause != pieces[s.piece].clause
}

// opening is the first piece of a support's clause.
func (t *Text) opening(s support) []rune {
	pieces := t.sentences[s.sentence].pieces
	k := s.piece
	for k > 0 && pieces[k-1].clause == pieces[k].clause {
		k--
	}
	return pieces[k].words
}

// opens tells whether a support begins its clause: an item that does is a list
// of its own, which a writer may string together with others.
func (c *claim) opens(s support) bool {
	return s.from == 0 && c.first(s)
}
