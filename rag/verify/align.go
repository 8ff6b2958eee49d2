package verify

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A tile is a run of a claim's words that stands in its source as well:
// claim[from:to) is source[at:at+to-from).
type tile struct{ from, to, at int }

// An alignment lays the words of a claim's piece on a source's, run by run.
type alignment struct {
	claim, source piece
	tiles         []tile
	matched       []int // for each figure of the claim the source's that it was laid on, -1 if none
}

// align lays the longest runs first from the left. Runs of one character count
// only where they go on in the source where the run before ended.
func align(claim, source piece) alignment {
	a := alignment{claim: claim, source: source, matched: make([]int, len(claim.figures))}
	for i := range a.matched {
		a.matched[i] = -1
	}
	next := 0 // where the source goes on
	for i := 0; i < len(claim.words); {
		at, n := a.longest(i, next)
		if n == 0 {
			i++
			continue
		}
		a.tiles = append(a.tiles, tile{i, i + n, at})
		a.matchFigures(i, at, n)
		i, next = i+n, at+n
	}
	return a
}

// longest is the longest run from claim[i:] that stands in the source, the one
// at next or nearest behind it where several do.
func (a alignment) longest(i, next int) (at, n int) {
	far := 0
	for j := range a.source.words {
		m := a.run(i, j)
		distance := j - next
		if distance < 0 {
			distance = len(a.source.words) - distance
		}
		if m > n || m == n && m > 0 && distance < far {
			at, n, far = j, m, distance
		}
	}
	if n == 1 && a.claim.words[i] != mark && (at < next || at > next+2 || len(a.tiles) == 0 && at < i || a.begins(i, at)) {
		return 0, 0
	}
	if a.again(i, at, n, next) || a.ahead(i, at, n, next) || n == 2 && at > next && a.taken(i+n, at, n) {
		return 0, 0
	}
	return at, n
}

// taken tells whether a longer run of the claim begins behind i, within a few
// characters, that the source's n from at are part of: 运营公司将运营情况报市局.
func (a alignment) taken(i, at, n int) bool {
	const few = 8
	for j := i; j < min(i+few, len(a.claim.words)); j++ {
		for q := max(0, at-few); q <= at; q++ {
			if m := a.run(j, q); m > n && q+m >= at+n {
				return true
			}
		}
	}
	return false
}

// ahead tells whether a run stands further on in the source, but here in the
// place of something else, behind which both go on: 农业反哺农业 for 工业反哺农业.
func (a alignment) ahead(i, at, n, next int) bool {
	return len(a.tiles) > 0 && at >= next+n && i+n < len(a.claim.words) && next+n < at && a.run(i+n, next+n) > n
}

// begins tells whether a longer run that begins right behind claim[i] begins
// where source[at] stands.
func (a alignment) begins(i, at int) bool {
	return i+1 < len(a.claim.words) && a.run(i+1, at) > 1 || i+2 < len(a.claim.words) && a.run(i+2, at) > 1
}

// again tells whether a run only says again what the one before it said, in the
// place of something else: 线上线上融合 for 线上线下融合.
func (a alignment) again(i, at, n, next int) bool {
	if len(a.tiles) == 0 || at >= next || i+n >= len(a.claim.words) || next+n >= len(a.source.words) {
		return false
	}
	return a.run(i+n, next+n) > 0 && a.run(i, next) < n
}

// run is how far claim[i:] and source[j:] agree.
func (a alignment) run(i, j int) int {
	n := 0
	for i+n < len(a.claim.words) && j+n < len(a.source.words) && a.agree(i+n, j+n) {
		n++
	}
	return n
}

func (a alignment) agree(i, j int) bool {
	c, s := a.claim.words[i], a.source.words[j]
	if c != mark || s != mark {
		return c == s
	}
	return a.claim.figures[markNumber(a.claim.words, i)].same(a.source.figures[markNumber(a.source.words, j)])
}

// markNumber is how many marks stand in words before i.
func markNumber(words []rune, i int) int {
	n := 0
	for _, r := range words[:i] {
		if r == mark {
			n++
		}
	}
	return n
}

func (a alignment) matchFigures(i, at, n int) {
	for k := range n {
		if a.claim.words[i+k] == mark {
			a.matched[markNumber(a.claim.words, i+k)] = markNumber(a.source.words, at+k)
		}
	}
}

// figureMatched tells whether a figure of the claim's was laid on one of the source's.
func (a alignment) figureMatched() bool {
	return slices.ContainsFunc(a.matched, func(at int) bool { return at >= 0 })
}

// A gap is a run of the claim's words that no tile holds, with what the source
// has in its place.
type gap struct {
	words   []rune
	source  []rune // "" where nothing stands in its place, or where the runs beside it are not neighbours
	left    []rune // the claim's character in front of it: it may be half of a word
	before  []rune // what the source has right in front of the run that follows the gap
	after   []rune // its character right behind its side of the gap
	leading bool   // it stands in front of all runs
}

// gaps are the runs between tiles, in front of the first and behind the last.
func (a alignment) gaps() []gap {
	var out []gap
	previous := tile{}
	for i := 0; i <= len(a.tiles); i++ {
		next := tile{from: len(a.claim.words), to: len(a.claim.words), at: len(a.source.words)}
		if i < len(a.tiles) {
			next = a.tiles[i]
		}
		g := gap{words: a.claim.words[previous.to:next.from]}
		g.left = a.claim.words[max(0, previous.to-1):previous.to]
		end := previous.at + previous.to - previous.from
		if end <= next.at {
			g.source = a.source.words[end:next.at]
		}
		g.leading = i == 0
		if i < len(a.tiles) {
			g.before = a.source.words[max(0, next.at-3):next.at]
			g.after = a.source.words[next.at : next.at+1]
		}
		out = append(out, g)
		previous = next
	}
	return out
}

// replaced is what the source says in the place of a gap and the claim (said) nowhere.
func (a alignment) replaced(g gap, said string) string {
	var out strings.Builder
	if place := beside(g); len(place) >= phrase && strings.Contains(said, string(place)) {
		return ""
	}
	for _, part := range content(beside(g)) {
		if length(part) == 1 && len(g.source) == 1 && (len(g.words) == 1 || !strings.Contains(string(a.claim.words), part+string(g.after))) {
			out.WriteString(strings.ReplaceAll(part, string(mark), "")) // 农 of 农业, which 加工 does not say
			continue
		}
		if !strings.Contains(string(a.claim.words), part) && (length(part) < phrase || !strings.Contains(said, part)) {
			out.WriteString(strings.ReplaceAll(part, string(mark), ""))
		}
	}
	return out.String()
}

// phrase is how many characters words must have that a sentence may say in
// another place than its source does.
const phrase = 4

// beside is the source's side of a gap, no longer than could stand for the claim's.
func beside(g gap) []rune {
	const room = 3
	switch n := len(g.words) + room; {
	case len(g.source) <= n:
		return g.source
	case g.leading && len(g.words) > 0:
		return g.source[len(g.source)-len(g.words):]
	}
	return nil
}

// alone is the words of the whole sentence as far as they may be of the
// source's piece: a figure that has words of its own is of those.
func (a alignment) alone(whole string) string {
	if len(a.claim.figures) == 0 || len(a.tiles) == 0 {
		return whole
	}
	for _, part := range content(withoutMarks(a.source.words)) {
		for _, rest := range residue(part, string(a.claim.words)) {
			if length(rest) > 1 && len(content([]rune(rest))) > 0 {
				return ""
			}
		}
	}
	return whole
}

// whole tells whether the source's piece holds all that the claim's piece says
// besides figures and the document's names.
func (a alignment) whole(t *Text) bool {
	for _, g := range a.gaps() {
		for _, run := range content(withoutMarks(g.words)) {
			if !stands(run, t.names) {
				return false
			}
		}
	}
	return len(content(withoutMarks(a.claim.words))) > 0
}

// otherFigure tells whether the one figure of the claim's piece is another in
// the source's, of the same kind.
func (a alignment) otherFigure() bool {
	return len(a.claim.figures) == 1 && a.matched[0] < 0 && len(a.source.figures) == 1 && a.claim.figures[0].alike(a.source.figures[0])
}

// disordered tells whether figures of the claim's piece stand in another order in
// the source's, or two of them are one there: 由3增加到5 is not 由5增加到3.
func (a alignment) disordered() bool {
	last := -1
	for _, at := range a.matched {
		if at >= 0 && at <= last {
			return true
		}
		last = max(last, at)
	}
	return false
}

// magnitude tells whether a gap leaves out what makes a figure another: 每人 for 每万人.
func magnitude(g gap) bool {
	return len(content(g.words)) == 0 && strings.Contains("万亿千百", string(g.source)) && len(g.source) == 1
}

// extent is the stretch of the source from the first to the last tile.
func (a alignment) extent() (from, to int) {
	from = len(a.source.words)
	for _, t := range a.tiles {
		from, to = min(from, t.at), max(to, t.at+t.to-t.from)
	}
	return from, to
}

// covers is the share of the claim's words that tiles hold.
func (a alignment) covers() float64 {
	n := 0
	for _, t := range a.tiles {
		n += t.to - t.from
	}
	return float64(n) / float64(max(1, len(a.claim.words)))
}

// residue is what of word does not stand in text, in runs of two characters
// and more.
func residue(word, text string) []string {
	if strings.Contains(text, word) {
		return nil
	}
	var out []string
	var left []rune
	runes := []rune(word)
	for i := 0; i < len(runes); {
		n := len(runes) - i
		for n > 1 && !strings.Contains(text, string(runes[i:i+n])) {
			n--
		}
		if n < 2 {
			left = append(left, runes[i])
			i++
			continue
		}
		out, left = appendPart(out, left), nil
		i += n
	}
	return appendPart(out, left)
}

// stands tells whether word stands in text, whole or in runs that all do but for
// what only joins them.
func stands(word, text string) bool {
	return !slices.ContainsFunc(residue(word, text), func(rest string) bool { return len(content([]rune(rest))) > 0 })
}

func length(s string) float64 { return float64(utf8.RuneCountInString(s)) }
