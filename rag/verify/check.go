package verify

import (
	"slices"
	"strings"
)

// Problems of a sentence.
const (
	Quote       = "quote"     // quoted words that do not stand in the source
	Number      = "number"    // a figure, its unit, its year, or whether it was reached
	Entity      = "entity"    // a place or a document
	Time        = "period"    // a year or a plan, where no figure is bound to it
	Direction   = "direction" // a word for its opposite, a negation more or less
	Standing    = "standing"  // who says it, and with what force
	NotInSource = "not_in_source"
)

// A Verdict is what Check finds.
type Verdict struct {
	Problem string // "" where the sentence is supported
	Used    []Used // what supports it
}

// A Used is a sentence of a text that supports a part of a claim.
type Used struct {
	Text int // index of the Text
	Span Span
}

// tolerance is the weight of words that stand in no source which a sentence
// may have: one character, as writers join words.
const tolerance = 1.0

// unlike is the weight of what no word of a source's piece holds.
const unlike = 1e6

// leastCovered is the least of a piece's words that a part of the source must
// hold to be looked at, unless it has its figure.
const leastCovered = 0.2

// muchMore is how much more of a piece's words another part of the source must
// hold to be what the piece is about, whatever else may hold them in parts.
const muchMore = 0.25

// Check holds a sentence, without markers, against the texts that it cites.
// Every part of it must be held by a part of theirs: the same figures of the
// same thing, year and status, the same direction, no words that are not there.
func Check(claim string, texts []*Text) Verdict {
	if v, ok := onRecord(claim, texts); ok {
		return v
	}
	c := newClaim(claim, texts)
	if p := c.wholly(); p != "" {
		return Verdict{Problem: p}
	}
	if used, ok := c.verbatim(); ok {
		return Verdict{Used: used}
	}
	for i := range c.pieces {
		best := c.best(i)
		if c.repeats(i, best) {
			best.add(3, NotInSource)
		}
		c.used(best)
	}
	return c.verdict()
}

// verdict sums up what the pieces weigh, each in its place.
func (c *claim) verdict() (v Verdict) {
	total, worst := 0.0, fault{}
	for i := range c.pieces {
		s := c.inPlace(i)
		total += s.weight
		if s.weight > worst.weight {
			worst = s.fault
		}
		v.use(s)
	}
	if total > tolerance {
		v.Problem = worst.problem
	} else {
		v.Problem = c.times()
	}
	return v
}

// A claim is a sentence with the texts that it is held against.
type claim struct {
	raw    string
	text   string // folded
	pieces []piece
	spoken []period
	texts  []*Text
	rests  []support   // for each piece so far
	held   [][]support // for each piece so far all that it could rest on
	says   status      // of the piece that is held now
	stage  string      // the words of its clause, where they tell how far something has come
}

func newClaim(text string, texts []*Text) *claim {
	c := &claim{raw: text, text: pointedAt(straight(unnamed(plain(text), texts)), texts), texts: texts}
	c.pieces, c.spoken = foldedPieces(headed(c.text))
	return c
}

// A fault is what a claim says beyond its source, and how much of it.
type fault struct {
	weight  float64
	problem string
}

func (f *fault) add(weight float64, problem string) {
	if weight > 0 && (f.problem == "" || weight > f.weight) {
		f.problem = problem
	}
	f.weight += weight
}

// A support is the part of a text that a piece of a claim was held against.
type support struct {
	fault
	text, sentence int // -1 where it needs none
	span           Span
	covers         float64
	piece          int
	from, to       int // what of the source's piece holds it
	figures        []quantity
	whole          bool // the source's piece alone holds its words
	other          bool // it does, and has another figure of the kind
	gives          bool // it has a figure of the kind, where one is wanted
}

func (v *Verdict) use(s support) {
	if s.text < 0 {
		return
	}
	v.Used = append(v.Used, Used{s.text, s.span})
}

func (c *claim) used(s support) { c.rests = append(c.rests, s) }

// repeats tells whether an item of a list rests on the words that the item
// before it rests on.
func (c *claim) repeats(i int, s support) bool {
	if i == 0 || s.text < 0 || c.again(i, s) {
		return i > 0 && s.text >= 0
	}
	if c.pieces[i].clause != c.pieces[i-1].clause {
		return false
	}
	before := c.rests[i-1]
	same := before.near(s) && before.piece == s.piece
	return same && len(c.pieces[i-1].figures) == 0 && before.from < s.to && s.from < before.to && min(before.to, s.to)-max(before.from, s.from) > 1
}

// again tells whether a figure rests on the one figure that another of the claim
// rests on: the source gives it once, of one thing.
func (c *claim) again(i int, s support) bool {
	if len(c.pieces[i].figures) == 0 || len(c.texts[s.text].sentences[s.sentence].pieces[s.piece].figures) != 1 {
		return false
	}
	for j, r := range c.rests {
		if r.text >= 0 && r.near(s) && r.piece == s.piece && len(c.pieces[j].figures) > 0 {
			return true
		}
	}
	return false
}

// best is what holds the i-th piece best.
func (c *claim) best(i int) support {
	p := c.withSubject(i)
	c.says, c.stage = c.said(p), c.stageIn(p.clause)
	all := c.holds(p)
	c.held = append(c.held, all)
	if len(p.figures) == 0 && (c.leads(p) && !c.listed(i) || p.rest && slices.Contains(kinds, string(p.words))) {
		return c.leading(i)
	}
	best := support{fault: fault{weight: 1e9, problem: NotInSource}, text: -1, sentence: -1}
	top := best
	for _, f := range all {
		if f.weight < best.weight || f.weight == best.weight && (f.covers > best.covers || f.covers == best.covers && c.goesOnIn(f, best)) {
			best = f
		}
		if f.gives && (f.covers > top.covers || f.covers == top.covers && f.weight < top.weight) {
			top = f
		}
	}
	inherits := len(p.words) > len(c.pieces[i].words)
	switch {
	case c.misdated(best), !p.dates() && !(inherits && c.follows(best)) && c.rivalled(best, all), inherits && c.skips(p, best):
		best.add(5, Number)
	case !best.whole && !inherits && top.covers > best.covers+muchMore && !c.goesOn(best, top) && !c.under(best, top):
		return top
	}
	if best.problem == NotInSource && top.problem == Number && top.weight < unlike {
		best.problem = Number // it is of what the figure should be of
	}
	return c.tied(i, best, all)
}

// holds is a piece held against every piece of the sources.
func (c *claim) holds(p piece) []support {
	var all []support
	for t, text := range c.texts {
		for s := range text.sentences {
			for k := range text.sentences[s].pieces {
				f := c.hold(p, text, s, k)
				f.text, f.gives = t, text.sentences[s].pieces[k].couldGive(p.figures)
				all = append(all, f)
			}
		}
	}
	return all
}

// couldGive tells whether a source's piece has a figure of the kind of one of a claim's.
func (p piece) couldGive(figures []quantity) bool {
	return len(figures) == 0 || slices.ContainsFunc(p.figures, func(o quantity) bool {
		return slices.ContainsFunc(figures, o.alike)
	})
}

// leading is what a piece without content adds: that the thing in front of it
// was reached, or is to be.
func (c *claim) leading(i int) support {
	out := support{text: -1, sentence: -1}
	if i == 0 || i+1 < len(c.pieces) {
		return out
	}
	if r := c.rests[i-1]; r.text >= 0 && c.texts[r.text].clashes(c.said(c.pieces[i]), c.texts[r.text].statusOf(r.sentence, -1), true) {
		out.add(4, NotInSource)
	}
	return out
}

// listed tells whether the i-th piece names something among the items of a list.
func (c *claim) listed(i int) bool {
	beside := func(j int) bool {
		return j >= 0 && j < len(c.pieces) && c.pieces[j].clause == c.pieces[i].clause && len(content(c.pieces[j].words)) > 0
	}
	return len(content(c.pieces[i].words)) > 0 && (beside(i-1) || beside(i+1))
}

// leads tells whether a piece only names the document, its place or its headings.
func (c *claim) leads(p piece) bool {
	if negated(p.words) > 0 {
		return false
	}
	for _, part := range content(p.words) {
		held := false
		for _, t := range c.texts {
			held = held || stands(part, t.names)
		}
		if !held {
			return false
		}
	}
	return true
}

// hold weighs what a piece says beyond the k-th piece of a sentence.
func (c *claim) hold(p piece, t *Text, s, k int) support {
	sentence := t.sentences[s]
	source := sentence.pieces[k]
	a := align(p, source)
	out := support{sentence: s, span: sentence.Span, covers: a.covers(), piece: k, figures: p.figures}
	out.from, out.to = a.extent()
	if out.covers < leastCovered && !a.figureMatched() {
		out.add(unlike, NotInSource)
		return out
	}
	near := t.beside(p, s, k)
	if contrary(string(p.words), near) {
		out.add(5, Direction)
	}
	in := held{near: near, whole: sentence.words, said: c.text, before: t.wordsBefore(s)}
	if head := t.headOf(s); head >= 0 {
		in.head = t.sentences[head].words
	}
	if c.stage != "" {
		c.staged(&out, &in, clauseAt(sentence.pieces, k))
	}
	for _, g := range a.gaps() {
		if in.topic = g.leading && c.opensWith(a, t, s); !c.moves(g) {
			out.gap(a, g, in, t)
		}
	}
	if len(p.figures) == 0 && otherTimes(p.times, source.times) {
		out.add(5, Time)
	}
	if a.disordered() {
		out.add(5, Number)
	}
	out.whole = a.whole(t)
	out.other = out.whole && a.otherFigure() && c.bound(p.figures[0], source.figures[0], t, s)
	if c.otherSite(near) {
		out.add(3, Entity)
	}
	if negated(p.words) > negated([]rune(near)) && !deniedIn(p.words, sentence.words) {
		out.add(5, Direction)
	}
	for i := range p.figures {
		c.figure(&out.fault, a, i, t, s)
	}
	if len(p.figures) > 0 && (thin(p.words) && (c.ofAnother(a) || c.leaves(t, s, k)) || c.perHead(a, near+t.heads, sentence.pieces[:k+1])) {
		out.add(3, Number)
	}
	if len(p.figures) == 0 && c.foretells(t, s, source.clause) {
		out.add(4, NotInSource)
	}
	return out
}

// opensWith tells whether a source's piece names nothing in front that the claim
// does not say, as if it went on with what the text is of, and whether the claim
// came from nowhere else to it.
func (c *claim) opensWith(a alignment, t *Text, s int) bool {
	before, follows := c.before()
	if len(a.tiles) == 0 || follows && (c.texts[before.text] != t || before.sentence != s) {
		return false
	}
	lead := content(withoutMarks(a.source.words[:a.tiles[0].at]))
	return !slices.ContainsFunc(lead, func(part string) bool { return !stands(part, strings.ReplaceAll(c.text, " ", "")) })
}

// statusHere is what a clause of a text says of; where it does not, what the
// years that the claim gives it say.
func (c *claim) statusHere(t *Text, s, clause int) status {
	if of := t.statusHere(s, clause); of != unsaid {
		return of
	}
	return t.statusIn(c.spoken)
}

// beside is the words of the k-th piece of a sentence with those before it in
// its clause. A figure that others in front of it have one too shares no words
// with them; one that goes on with the sentence before is of its things.
func (t *Text) beside(p piece, s, k int) string {
	sentence := t.sentences[s]
	source := sentence.pieces[k]
	near := string(source.words)
	for j := k - 1; j >= 0 && sentence.pieces[j].clause == source.clause; j-- {
		if len(p.figures) == 0 || len(sentence.pieces[j].figures) == 0 {
			near = string(sentence.pieces[j].words) + near
		}
	}
	if len(source.figures) > 0 && thin(source.words) && t.goesOn(s) {
		near = t.sentences[s-1].words + near
	}
	return near
}

// otherTimes tells whether both name years and a claim's is none of its source's.
func otherTimes(claim, source []period) bool {
	return len(source) > 0 && slices.ContainsFunc(claim, func(p period) bool { return !p.fitsAny(source) })
}

// moves tells whether a gap only says that a figure rose or fell, as the
// figures of the claim do.
func (c *claim) moves(g gap) bool {
	parts := content(withoutMarks(g.words))
	if len(parts) != 1 {
		return false
	}
	var all []quantity
	for _, p := range c.pieces {
		all = append(all, p.figures...)
	}
	if len(all) != 2 || !all[0].alike(all[1]) || all[0].last() == all[1].last() {
		return false
	}
	from, to := all[0], all[1]
	if from.last() > to.last() {
		from, to = to, from
	}
	if from.value < to.value {
		return slices.Contains(rises, parts[0])
	}
	return slices.Contains(falls, parts[0])
}

// held is where the words of a gap may stand: beside the source's piece in its
// clause, in its whole sentence; all that the claim says; and in the sentence
// that the source's goes on with.
type held struct {
	near, whole, said, before string
	head                      string // of the list that the source's sentence is an item of
	topic                     bool   // the source's piece names nothing in front, as if it went on
}

// gap weighs what the claim says in a gap.
func (s *support) gap(a alignment, g gap, in held, t *Text) {
	words := strings.TrimSuffix(string(g.words), "等")
	beside := length(words) > 1 && strings.Contains(in.near, words)
	if !beside && !deniedIn(g.words, in.whole) && negated(g.words) != negated(g.before) && (negated(g.words) > negated(g.source) || negated(g.before) > negated(g.words) && len(g.before) > 0) {
		s.add(5, Direction)
		return
	}
	if magnitude(g) || turned(g) {
		s.add(5, Number)
	}
	if length(words) >= phrase && len(s.figures) == 0 && strings.Contains(in.whole, words) {
		return
	}
	instead := a.replaced(g, in.said)
	if contrary(string(g.words), in.whole+in.head) || g.opposed() {
		s.add(5, Direction)
	}
	said := withoutMarks(g.words)
	if deniedIn(g.words, in.whole) {
		said = []rune(strings.NewReplacer("未", "", "不", "", "无", "", "没", "").Replace(string(said)))
	}
	for _, run := range content(said) {
		if length(run) == 1 && synonymous(string(g.left)+run, in.near) {
			continue
		}
		for _, part := range beyond(run, instead, g, t) {
			s.part(part, instead, held{in.near, a.alone(in.whole), in.said, in.before, in.head, in.topic}, t)
		}
	}
}

// Hull is the stretch of the i-th text from the first to the last sentence
// that supports the claim.
func (v Verdict) Hull(i int) Span {
	var out Span
	for _, u := range v.Used {
		if u.Text != i {
			continue
		}
		if out == (Span{}) {
			out = u.Span
		}
		out = Span{min(out.Start, u.Span.Start), max(out.End, u.Span.End)}
	}
	return out
}
