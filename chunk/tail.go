package chunk

import (
	"regexp"
	"slices"
	"strings"
)

// findTails finds the ends of letters: the office and the date below the text,
// and the annexes that a letter lists. They are part of no section.
func (g page) findTails() {
	for i := range g.ps {
		switch n := g.annexList(i); {
		case g.isFoot(i), g.isSalutation(i), g.endsDecision(i), i+1 == len(g.ps) && i > 0 && g.signs(i):
			if i+1 == len(g.ps) {
				i = min(i, g.signedFrom(i+1))
			}
			g.own[i] = opening{mark: mark{kind: closing}, at: g.ps[i].Start}
		case n > 0:
			for k := i; k < i+n; k++ {
				g.items[k] = true
			}
			g.own[i] = opening{mark: mark{kind: closing}, at: g.ps[i].Start}
		case g.isDate(i):
			if from := g.signedFrom(i); from < i || i+1 == len(g.ps) || g.marks[i+1].kind == annex {
				g.own[from] = opening{mark: mark{kind: closing}, at: g.ps[from].Start}
			}
		}
	}
}

// footLine is what stands at the foot of a letter: to whom copies go, and who
// printed it when.
var footLine = regexp.MustCompile(`^(?:抄送|抄报|主送|分送|报送)\s*[:：]|^[^，。；]{4,30}\d{4}年\d{1,2}月\d{1,2}日\s*印发$|^(?:信息|政府信息)?公开(?:选项|属性|方式|形式|类别)\s*[:：]|^[（(]此件[^，。]{2,20}[）)]$`)

// isFoot tells whether a paragraph is of a letter's foot.
func (g page) isFoot(i int) bool {
	p := g.ps[i]
	return i > 0 && (strings.ContainsRune("抄主分报信政公（(", g.runes[p.Start]) || g.runes[p.End-1] == '发') && footLine.MatchString(g.head(g.ps[i], maxHeadingLine))
}

// decisionEnd is how a decision ends: from when on it holds, and that what it
// amends is published anew.
var decisionEnd = regexp.MustCompile(`^(?:根据)?本(?:决定|修正案|决议)(?:，|自|从|由|经)`)

// endsDecision tells whether a paragraph is about the decision that stands above it.
func (g page) endsDecision(i int) bool {
	return i > 0 && g.marks[i].kind == unmarked && strings.ContainsRune("根本", g.runes[g.ps[i].Start]) && decisionEnd.MatchString(g.head(g.ps[i], longestMark))
}

// salutation is how a letter begins: the offices that it goes to. Where it
// stands inside a text, another letter begins.
var salutation = regexp.MustCompile(`^各(?:省|市|区|县|州|有关|部门|部委|级|地|司|处|直属|单位)[^。；：]*[:：]$`)

// asking is what no salutation has.
var asking = regexp.MustCompile(`要|应|须|如下|以下|下列|包括|责任|任务|分工|职责|内容|情况`)

// isSalutation tells whether a letter begins with the i-th paragraph.
func (g page) isSalutation(i int) bool {
	p := g.ps[i]
	return i > 0 && g.runes[p.Start] == '各' && p.length() <= maxSalutation && salutation.MatchString(g.slice(p)) && !asking.MatchString(g.slice(p))
}

// isDate tells whether a paragraph dates what stands above it.
func (g page) isDate(i int) bool {
	p := g.ps[i]
	return p.length() <= maxPlainLead && i > 0 && g.runes[p.End-1] == '日' && dateLine.MatchString(g.slice(p))
}

const (
	maxSigners    = 15
	maxSalutation = 200
	maxSigner     = 40
	maxAnnexes    = 40
)

// signedFrom is the first of the lines above a date that name who signed.
func (g page) signedFrom(i int) int {
	for n := 0; n < maxSigners && i > 0 && g.signs(i-1); n++ {
		i--
	}
	return i
}

// signs tells whether a paragraph names who signed.
func (g page) signs(i int) bool {
	return g.ps[i].length() <= maxSigner && g.marks[i].kind == unmarked && isSigner(g.slice(g.ps[i]))
}

// annexList is the number of paragraphs from the i-th on in which a letter
// lists its annexes, 0 if none. What follows is a signature or another annex,
// and no text.
func (g page) annexList(i int) int {
	if g.marks[i].kind != annex || g.items[i] {
		return 0
	}
	k := i + 1
	for k < min(len(g.ps), i+maxAnnexes) && g.listsAnnex(i, k) {
		k++
	}
	switch {
	case k == i+1 && k < len(g.ps) && g.marks[k].kind == annex && g.marks[k].number <= 1 && g.words(i).length() > 0 && g.namesAnnex(g.words(i), g.words(k)):
	case firstAnnex.MatchString(g.head(g.ps[i], longestMark)):
	case k > i+1 && (k == len(g.ps) || g.marks[k].kind == annex && g.marks[k].number <= max(1, g.marks[i].number)):
	case k < len(g.ps) && (g.signs(k) || g.isDate(k)):
	case k > i+1 && i < maxAnnexes && !slices.ContainsFunc(g.marks[:i], func(m mark) bool { return m.kind != unmarked }):
	default:
		return 0
	}
	return k - i
}

// namesAnnex tells whether a list names an annex so: by its title, with or
// without who made it in front, where the annex has one.
func (g page) namesAnnex(name, title Span) bool {
	n, t := g.slice(name), g.slice(title)
	return t == "" || title.length() >= minPart && strings.HasSuffix(n, t) || n == t
}

// firstAnnex is how a list of annexes begins.
var firstAnnex = regexp.MustCompile(`^附\s*件?\s*[:：]\s*(?:1|１|一)\s*[.．、]`)

// listsAnnex tells whether the k-th paragraph may go on with a list of annexes
// that begins with the i-th, with a greater number than the one before; a page's
// number may stand between. Numbers that begin anew below 附件1 with its title
// are what that annex holds.
func (g page) listsAnnex(i, k int) bool {
	if caption.MatchString(g.slice(g.ps[k])) {
		return true
	}
	if m := g.marks[k]; m.kind != dot && m.kind != annex || g.ps[k].length() > maxHeadingLine || m.kind == annex && g.words(k).length() == 0 {
		return false
	}
	last := 0
	for n := i; n < k; n++ {
		if k := g.marks[n].kind; k == dot || k == annex {
			last = max(last, g.marks[n].number)
		}
	}
	return g.marks[k].number > last || g.marks[k].kind == dot && g.marks[i].number == 0
}
