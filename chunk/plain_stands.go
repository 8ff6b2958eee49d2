package chunk

import (
	"regexp"
	"strings"
)

// A line without a number is told to be a heading by how it stands, too: where
// paragraphs end with full stops, one that has none and stands between two of them
// is no part of either; where lines are short and nothing is a sentence, as in a
// form, no line heads the others.

// maxLongPlain is how many characters a heading without a number has at most
// that stands between two paragraphs which end as prose does.
const maxLongPlain = 50

// minLongTitles is how many such lines stand between prose in a text that heads
// its parts with them.
const minLongTitles = 3

// hasLongTitles tells whether most of the lines of several clauses that nothing
// ends stand between prose: in a text of broken lines they stand below one another.
func (g page) hasLongTitles() bool {
	open, titles := 0, 0
	for i, p := range g.ps {
		if p.length() < minProse || p.length() > maxLongPlain || !g.hasComma(p) || g.marks[i].kind != unmarked || g.isEnded(p) {
			continue
		}
		open++
		if g.isLongTitle(i) {
			titles++
		}
	}
	return titles >= minLongTitles && titles*2 >= open
}

// isLongTitle tells whether the i-th paragraph, too long for a title, stands
// between prose that ends with full stops and has none.
func (g page) isLongTitle(i int) bool {
	return g.ps[i].length() <= maxLongPlain && i > 0 && i+1 < len(g.ps) && !g.unstopped && !g.lined &&
		(g.opens(i-1) || g.isStopped(i-1)) && g.isStopped(i+1) && g.marks[i+1].kind == unmarked && g.ps[i+1].length() >= minUnderPlain
}

// isStopped tells whether the i-th paragraph ends with a full stop.
func (g page) isStopped(i int) bool { return strings.ContainsRune("。！？", g.runes[g.ps[i].End-1]) }

// runsOnBelow tells whether the i-th paragraph is a sentence, if a short one, and
// prose follows it.
func (g page) runsOnBelow(i int) bool {
	return i+1 < len(g.ps) && g.ps[i].length() >= minProse && g.ps[i-1].length() >= minPart && g.isStopped(i) && g.isStopped(i+1) && g.ps[i+1].length() >= minUnderPlain && g.marks[i].kind == unmarked && g.marks[i+1].kind == unmarked
}

// formLines is how many lines above one tell that it stands in a form.
const formLines = 2

// isInForm tells whether the lines above the i-th are as short as the fields of a
// form, and neither sentences nor headings.
func (g page) isInForm(i int) bool {
	for k := i - formLines; k < i; k++ {
		if k < 0 || g.own[k].kind != unmarked || g.marks[k].kind != unmarked || g.ps[k].length() >= minProse || strings.ContainsRune("。！；：:", g.runes[g.ps[k].End-1]) {
			return false
		}
	}
	return true
}

// attributive is the end of a line that demands nothing, for what is demanded
// only tells of what it is: 应当注意的几个问题.
var attributive = regexp.MustCompile(`[^，]的[^，的]{2,8}$`)

// demands tells whether a line says what is to be done.
func (g page) demands(s string) bool {
	return obliged.MatchString(s) && !attributive.MatchString(s)
}

// isLongLine tells whether the i-th paragraph, a numbered one as long as a
// sentence, is a heading as a whole: nothing ends it where paragraphs end with full
// stops, and one that does stands below.
func (g page) isLongLine(i int) bool {
	p := g.ps[i]
	return p.length() > maxPlainLead && p.length() <= maxHeadingLine && !demand.MatchString(g.head(g.words(i), 3)) && !g.unstopped && !g.lined && g.marks[i].kind <= dot && i+1 < len(g.ps) &&
		isHan(g.runes[p.End-1]) && g.balanced(p) && !strings.ContainsAny(g.slice(p), "。；：:！？") &&
		(i == 0 || g.opens(i-1) || g.isEnded(g.ps[i-1])) && g.marks[i+1].kind == unmarked && g.ps[i+1].length() >= minUnderPlain && g.isStopped(i+1)
}
