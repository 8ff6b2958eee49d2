package verify

import (
	"regexp"
	"slices"
	"strings"
)

// beyond is what of a run is no name of the document, or of its place where
// the run stands for something else.
func beyond(run, instead string, g gap, t *Text) []string {
	switch {
	case length(run) == 1, t.borrows(run):
		return []string{run}
	case instead == "":
		return claimed(residue(run, t.names))
	case ours.MatchString(instead) || g.leading && !parted.MatchString(instead) && !placed.MatchString(instead+string(g.after)):
		return claimed(residue(run, t.place))
	}
	return []string{run}
}

// The document's own place stands for 全区 and 我市, and in front of what is done;
// it does not stand for a place or an office that the source names.
var (
	ours   = regexp.MustCompile(`^[我本全各该辖]`)
	parted = regexp.MustCompile(`(?:院区|片区|园区|校区|街区|村|镇)$`)
	placed = regexp.MustCompile(`(?:省|市|区|县|村|镇|乡|街道|港|局|厅|办|部|院)$`)
)

// claimed is what of parts claims something: 赤坎区要引进 leaves 要引进, of which
// 要 only joins.
func claimed(parts []string) (out []string) {
	for _, p := range parts {
		out = append(out, content([]rune(p))...)
	}
	return out
}

// part weighs words of the claim that are not in the piece it is laid on.
func (s *support) part(part, instead string, in held, t *Text) {
	near, whole := in.near, in.whole
	long := length(part) >= 4 && len(s.figures) == 0 && strings.Contains(whole, part)
	switch {
	case len(content([]rune(part))) == 0:
	case synonymous(part, instead) || synonymous(part, near) || instead == "" && len(s.figures) == 0 && synonymous(part, whole):
	case (instead == "" || long) && (stands(part, near) || stands(part, t.heads) || stands(part, whole)):
	case instead == "" && stands(part, in.head):
	case instead == "" && ended(part, whole):
		s.add(1, NotInSource)
	case in.topic && t.speaksOf(part, s.sentence, s.piece):
		s.add(.5, NotInSource)
	case instead == "" && stands(part, in.before):
		s.add(length(part)*.4, NotInSource)
	case instead == "" && stands(part, t.body):
		s.add(length(part)*.75, NotInSource)
	case instead != "":
		s.add(length(part)+1, kindOf(part))
	default:
		s.add(length(part), kindOf(part))
	}
}

// kindOf tells names of places from other words.
func kindOf(part string) string {
	for _, suffix := range []string{"省", "市", "区", "县", "街道", "镇", "乡"} {
		if strings.HasSuffix(part, suffix) && length(part) > 1 {
			return Entity
		}
	}
	return NotInSource
}

// figure weighs the i-th figure of a piece.
func (c *claim) figure(f *fault, a alignment, i int, t *Text, s int) {
	q := a.claim.figures[i]
	if a.matched[i] < 0 && c.onlyOne(a, t, s) {
		return
	}
	if a.matched[i] < 0 {
		f.add(10, Number)
		return
	}
	o := a.source.figures[a.matched[i]]
	switch {
	case q.relation == atLeast && o.relation == atMost || q.relation == atMost && o.relation == atLeast:
		f.add(10, Direction)
	case !q.relation.fits(o.relation):
		f.add(3, Number)
	}
	of := t.statusOfFigure(o, s, a.source.clause)
	if of == unsaid {
		of = t.statusIn(q.times)
	}
	if !c.bound(q, o, t, s) || c.says != unsaid && t.clashes(c.says, of, true) || of == done && t.outdates(q.times, s) {
		f.add(5, Number)
	}
}

// onlyOne tells whether the clauses of a claim's piece and its source have one figure
// each, the same, of the whole list that stands in them: 建设甲、乙平台3家 for
// 建设3家甲、乙平台.
func (c *claim) onlyOne(a alignment, t *Text, s int) bool {
	mine := givenIn(c.pieces, a.claim.clause)
	theirs := givenIn(t.sentences[s].pieces, a.source.clause)
	if len(a.source.figures) > 0 || len(mine) != 1 || len(theirs) != 1 {
		return false
	}
	q, o := mine[0], theirs[0]
	return q.same(o) && q.relation.fits(o.relation) && c.bound(q, o, t, s) && c.namesAll(t.sentences[s].pieces, a.source.clause)
}

// namesAll tells whether a claim names each item of a source's clause: a figure of
// all is of none alone.
func (c *claim) namesAll(pieces []piece, clause int) bool {
	said := strings.ReplaceAll(c.text, " ", "")
	return !slices.ContainsFunc(pieces, func(p piece) bool { return p.clause == clause && saysMore(p.words, said) })
}

// saysMore tells whether words name something, in two characters or more, that a
// text does not.
func saysMore(words []rune, text string) bool {
	for _, part := range content(withoutMarks(words)) {
		for _, rest := range residue(part, text) {
			if length(rest) > 1 && len(content([]rune(rest))) > 0 {
				return true
			}
		}
	}
	return false
}

// givenIn are the figures of a clause's pieces.
func givenIn(pieces []piece, clause int) (out []quantity) {
	for _, p := range pieces {
		if p.clause == clause {
			out = append(out, p.figures...)
		}
	}
	return out
}

// bound tells whether a figure may be of the year that the claim gives.
func (c *claim) bound(q, o quantity, t *Text, s int) bool {
	if len(q.times) == 0 {
		return true
	}
	may := o.times
	if len(may) == 0 {
		may = t.timesOf(s)
	}
	last := q.times[len(q.times)-1]
	return last.fitsAny(may)
}
