package verify

import "regexp"

// withSubject is a piece with what it speaks of: one that has a figure and
// nothing besides is of the thing before it.
func (c *claim) withSubject(i int) piece {
	p := c.pieces[i]
	if len(p.figures) == 0 || len(content(withoutMarks(p.words))) > 0 {
		return p
	}
	for j := i - 1; j >= 0; j-- {
		if before := withoutMarks(c.pieces[j].words); len(content(before)) > 0 && !c.pieces[j].aside {
			p.words = append(append([]rune{}, before...), p.words...)
			return p
		}
	}
	return p
}

func withoutMarks(words []rune) []rune {
	var out []rune
	for _, r := range words {
		if r != mark {
			out = append(out, r)
		}
	}
	return out
}

// leaves tells whether a figure without a thing of its own goes on from another
// part of the source's sentence than the claim does.
func (c *claim) leaves(t *Text, s, k int) bool {
	if !thin(t.sentences[s].pieces[k].words) {
		return false
	}
	for i := len(c.rests) - 1; i >= 0; i-- {
		if r := c.rests[i]; r.text >= 0 && !thin(c.pieces[i].words) {
			of := subject(t.sentences[s].pieces, k)
			if of < 0 && c.texts[r.text] == t && r.sentence == s-1 && t.goesOn(s) { // 甲达1个；2025年达2个
				return false
			}
			return c.texts[r.text] == t && (r.sentence != s || of != subject(t.sentences[s].pieces, r.piece))
		}
	}
	return false
}

// subject is the last of the pieces up to the k-th that names a thing, -1 if none does.
func subject(pieces []piece, k int) int {
	for k >= 0 && thin(pieces[k].words) {
		k--
	}
	return k
}

// ofAnother tells whether the source's figure is of a thing that the claim does not name.
func (c *claim) ofAnother(a alignment) bool {
	if len(a.tiles) == 0 {
		return false
	}
	said := ""
	for _, p := range c.pieces {
		said += string(p.words) + " "
	}
	for _, part := range content(withoutMarks(a.source.words[:a.tiles[0].at])) {
		for _, rest := range residue(part, said) {
			if length(rest) > 1 {
				return true
			}
		}
	}
	return false
}

// perHead tells whether one of two figures is for each person and the other is not:
// the claim's, or that of the last of a source's pieces. A claim's may be called so
// by the words beside the source's piece.
func (c *claim) perHead(a alignment, near string, pieces []piece) bool {
	of := max(0, subject(pieces, len(pieces)-1))
	if forEach.MatchString(string(pieces[of].words)) {
		return !forEach.MatchString(c.text)
	}
	return of+1 == len(pieces) && forEach.MatchString(string(a.claim.words)) && !forEach.MatchString(near)
}

// forEach matches what a figure for each person, household or piece of land is called by.
var forEach = regexp.MustCompile(`[人户地]均|按人口平均|每[一个]*[人户亩]`)
