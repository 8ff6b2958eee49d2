package chunk

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A file may hold several documents: a notice, and the plan that it issues; a
// form to fill in; a list. Each begins with its title on a line of its own.

// ofDocument is how the title of a document ends.
var ofDocument = regexp.MustCompile(`(?:通知|办法|规定|决定|细则|条例|方案|意见|规则|规范|准则|守则|公约|章程|制度|公告|通告|批复|函|说明|解释|指引|指南|标准|规划|计划|纲要|报告|决议|要点|措施|政策|清单|目录|指南建议)(?:[（(][^（）()]{1,12}[）)]){0,2}$`)

// ofForm is how the title ends of what goes with a document: a form, a list.
var ofForm = regexp.MustCompile(`(?:任务书|申报书|申请书|责任书|承诺书|协议书|说明书|推荐书|计划书|建议书|(?:申报|申请|推荐|汇总|登记|评审|评分|统计|信息|备案|分工|任务|项目|调查)表|名单|名录|清单|目录|证明材料|申报材料)(?:[（(][^（）()]{1,12}[）)])?$`)

// slight is how a heading inside a document ends that may read like a title.
var slight = regexp.MustCompile(`(?:规则|制度|说明|解释|标准|报告|决议|政策|措施|意见|(?:^|[^展项体设动作施年])(?:规划|计划))$`)

const (
	minTitle    = 8  // characters of a document's title that nothing else bears out
	titleEnding = 6  // characters by which the titles of documents of a kind are alike
	maxCover    = 12 // paragraphs between a title and the first number below it
)

// openDocument opens a section of the first level where another document begins
// with the i-th paragraph. The salutation of a letter that has a title is under it.
func (g page) openDocument(i int) {
	salutation := g.titlesLetter(i)
	if salutation == 0 && !g.beginsDocument(i) {
		return
	}
	p := g.ps[i]
	g.own[i] = opening{mark: mark{kind: annex}, at: p.Start, heading: g.trimmed(Span{g.afterHashes(p), p.End})}
	if salutation > 0 {
		g.own[salutation] = opening{}
	}
}

// beginsDocument tells whether another document begins with the i-th paragraph:
// its title stands below the signature or the foot of the one before, or
// numbers begin anew below it and none from above goes on.
func (g page) beginsDocument(i int) bool {
	p := g.ps[i]
	if i == 0 || i+1 == len(g.ps) || g.marks[i].kind != unmarked || p.length() < minPart || p.length() > maxSigner+maxSigner/2 || strings.ContainsAny(g.slice(p), "。；：:") {
		return false
	}
	title := g.slice(p)
	if title == g.slice(g.ps[i-1]) {
		return false // told again
	}
	if g.isDate(i-1) || g.isFoot(i-1) {
		return ofDocument.MatchString(title) || ofForm.MatchString(title)
	}
	return (g.isTitleAlone(p) || !g.isInForm(i) && g.endsLikeAnother(i)) && g.isFinished(i-1) && g.beginsAnew(i)
}

// endsLikeAnother tells whether a line ends with the words with which another
// one ends that stands alone too: files join documents of a kind.
func (g page) endsLikeAnother(i int) bool {
	end, ok := g.titleEnd(i)
	if !ok {
		return false
	}
	for k := range g.ps {
		if other, ok := g.titleEnd(k); ok && other == end && (k < i-maxCover || k > i+maxCover) && g.slice(g.ps[k]) != g.slice(g.ps[i]) {
			return true
		}
	}
	return false
}

// titleEnd are the last words of a line that may be the title of a document.
func (g page) titleEnd(i int) (string, bool) {
	p := g.ps[i]
	if g.marks[i].kind != unmarked || p.length() < minTitle || p.length() > maxSigner+maxSigner/2 || !unicode.Is(unicode.Han, g.runes[p.Start]) && !strings.ContainsRune("“《", g.runes[p.Start]) {
		return "", false
	}
	if strings.ContainsAny(g.slice(p), "，。；：！？,;:!?\t|") || !g.balanced(p) {
		return "", false
	}
	return g.slice(Span{p.End - titleEnding, p.End}), true
}

// letterTitle is the title of a letter.
var letterTitle = regexp.MustCompile(`关于[^。；：]*的(?:通知|意见|函|公告|批复|通告|决定|通报)$`)

const maxToSalutation = 3 // lines from a letter's title to the offices that it goes to

// titlesLetter is the place of the salutation of the letter that begins with the
// title in the i-th paragraph, 0 if none does.
func (g page) titlesLetter(i int) int {
	p := g.ps[i]
	if i == 0 || p.length() > maxHeadingLine || g.marks[i].kind != unmarked || !strings.ContainsRune("知见函告复定报", g.runes[p.End-1]) || !letterTitle.MatchString(g.slice(p)) || g.slice(g.ps[i-1]) == g.slice(p) {
		return 0
	}
	for k := i + 1; k < min(len(g.ps), i+1+maxToSalutation); k++ {
		if g.isSalutation(k) {
			return k
		}
	}
	return 0
}

// isTitleAlone tells whether a line reads like the title of a document or a
// form, and like no heading inside one.
func (g page) isTitleAlone(p Span) bool {
	title := g.slice(p)
	if !g.balanced(p) || strings.ContainsAny(title, "，,？?！!\t|") {
		return false
	}
	return ofForm.MatchString(title) || p.length() >= minTitle && ofDocument.MatchString(title) && (!slight.MatchString(title) || strings.Contains(title, "关于"))
}

// isFinished tells whether nothing goes on behind the i-th paragraph: it ends a
// sentence, or is of a form, a table or a signature.
func (g page) isFinished(i int) bool {
	p := g.ps[i]
	return g.isEnded(p) && !strings.ContainsRune("：:；;", g.runes[p.End-1]) || g.own[i].kind == closing || blankForm.MatchString(g.slice(p)) ||
		p.length() <= maxSigner && !strings.ContainsAny(g.slice(p), "，,、") && g.marks[i].kind == unmarked && !g.wrapped
}

// beginsAnew tells whether numbers begin anew below the i-th paragraph, and no
// numbering in use above it goes on behind it.
func (g page) beginsAnew(i int) bool {
	first := i + 1
	for first < len(g.ps) && first <= i+maxCover && (g.marks[first].kind == unmarked || g.marks[first].kind > dot) {
		first++
	}
	if first == len(g.ps) || first > i+maxCover || g.marks[first].number != 1 {
		return false
	}
	above, behind := g.numbersOf(0, i, true), g.numbersOf(i+1, len(g.ps), false)
	for k := part; k <= bracket; k++ {
		if above[k] > 0 && behind[k] > 1 {
			return false
		}
	}
	k := g.marks[first].kind
	return above[k] > 1 || k <= comma && slices.Max(above[part:dot]) > 1 || above[article] > 1
}

// numbersOf are the numbers that stand first in a stretch, by kind, or last; 0 where there is none.
func (g page) numbersOf(from, to int, last bool) (numbers [closing + 1]int) {
	for _, m := range g.marks[from:to] {
		if numbers[m.kind] == 0 || last {
			numbers[m.kind] = m.number
		}
	}
	return numbers
}
