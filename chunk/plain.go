package chunk

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

const (
	maxPlain      = 30
	minUnderPlain = 40
)

// caption is what stands below a picture or above a table, or is a page's number.
var caption = regexp.MustCompile(`^[图圖表]\s*\d|图$|圖$|摄$|^[\d\s.]+$`)

// blankForm is what stands in a form that is to be filled in.
var blankForm = regexp.MustCompile(`[□◻☐]|_{2,}|年\s*月\s*日|[（(](?:盖章|公章|签章|签字|签名|单选|多选)[）)]|^(?:单位|姓名|电话|邮箱|地址|备注|联系人|联系电话|签字|盖章)`)

// announcing is how a line ends that announces a list or a table, or that a
// word is wanting after, and that heads no section.
var announcing = regexp.MustCompile(`(?:如下|下列|以下|包括|是|为|[^目]的|[和与及或])$`)

// openPlain opens the sections of lines without a number that stand above a
// paragraph of text and below a finished one. In a text that is set in broken
// lines none can be told.
func (g *page) openPlain() {
	g.stopped, g.longTitles = g.hasStoppedHeadings(), g.hasLongTitles()
	front, inArticle, headed := true, false, false
	for i, p := range g.ps {
		if k := g.own[i].kind; k != unmarked && (k <= article || k >= annex) {
			inArticle = k == article
		}
		headed = headed || g.own[i].kind != unmarked && g.own[i].kind != closing
		goesOn := inArticle && (i+1 == len(g.ps) || g.marks[i+1].kind != article) // with what the article rules
		hashes := i > 0 && g.afterHashes(p) > p.Start
		if g.own[i].kind == unmarked && !g.items[i] && (hashes || !front && !goesOn && (g.isPlainHeading(i) || g.stopped && g.isStoppedHeading(i) || g.isDashedHeading(i))) {
			g.own[i] = opening{mark: mark{kind: plain}, at: p.Start, heading: g.trimmed(Span{g.afterHashes(p), p.End})}
		}
		if headed && (g.own[i].kind == unmarked || g.own[i].kind == plain) { // what stands apart, as an annex does
			g.openDocument(i)
		}
		front = front && p.length() < minUnderPlain && g.own[i].kind == unmarked && g.runes[p.End-1] != '。'
	}
}

const (
	minStopped   = 3
	stoppedShare = 10 // of its paragraphs at least one in so many heads others
	manyStopped  = 6  // of these fewer will do in a long text
	longShare    = 16
)

// hasStoppedHeadings tells whether a text sets short sentences above its
// paragraphs so often that they are its headings.
func (g page) hasStoppedHeadings() bool {
	n := 0
	for i := range g.ps {
		if i > 0 && g.own[i].kind == unmarked && g.isStoppedHeading(i) {
			n++
		}
	}
	return n >= minStopped && n*stoppedShare >= len(g.ps) || n >= manyStopped && n*longShare >= len(g.ps)
}

// isStoppedHeading tells whether the i-th paragraph is a short sentence that
// may head the paragraph below.
func (g page) isStoppedHeading(i int) bool {
	p := g.ps[i]
	if !g.isShortSentence(p) || p.length() < minPart || g.marks[i].kind != unmarked || i+1 == len(g.ps) {
		return false
	}
	next := g.marks[i+1]
	above := next.kind == unmarked && g.ps[i+1].length() >= 2*maxPlainLead || next.isItem() && next.number == 1 && !countsItems.MatchString(g.slice(p))
	return above && (g.opens(i-1) || g.isEnded(g.ps[i-1])) && !g.isNarrative(g.behindAim(p)) && g.balanced(p)
}

// behindAim is a sentence without the clause that says to what it adapts: a
// heading may begin so on a line of its own, 适应全球化趋势，提高开放水平.
func (b body) behindAim(p Span) Span {
	if at := slices.Index(b.runes[p.Start:p.End], '，'); at > 0 && at+minPart < p.length() && strings.HasPrefix(b.head(p, 2), "适应") {
		p.Start += at + 1
	}
	return p
}

// isDashedHeading tells whether the i-th paragraph is a short sentence behind a
// dash above a paragraph of text, and another such stands beside it.
func (g page) isDashedHeading(i int) bool {
	return g.isDashedLine(i) && (g.isDashedLine(i+2) || g.isDashedLine(i-2))
}

// isDashedLine tells whether the i-th paragraph is a short sentence behind a dash
// and the next runs on.
func (g page) isDashedLine(i int) bool {
	if i < 0 || i+1 >= len(g.ps) || !g.hasDash(g.ps[i].Start) || !g.hasDash(g.ps[i].Start+1) || g.lined || g.marks[i].kind != unmarked {
		return false
	}
	return g.isShortSentence(g.ps[i]) && g.marks[i+1].kind == unmarked && g.ps[i+1].length() >= minUnderPlain && !g.hasDash(g.ps[i+1].Start)
}

// isPlainHeading tells whether the i-th paragraph reads and stands like a heading.
func (g page) isPlainHeading(i int) bool {
	p := g.ps[i]
	if g.unstopped && (g.wrapped || i+1 == len(g.ps) || !g.headsNumbers(i)) || g.lined && g.hasComma(p) || g.marks[i].kind != unmarked || p.length() > maxPlain && !(g.longTitles && g.isLongTitle(i)) || p.length() < 2 || i+1 == len(g.ps) || g.isInForm(i) || g.entries[p.Start] {
		return false
	}
	if before := g.ps[i-1]; !g.opens(i-1) && (!g.isEnded(before) && !g.headsNumbers(i) || strings.ContainsRune("：:", g.runes[before.End-1])) {
		return false
	}
	next, under := g.marks[i+1], i+1
	if under+1 < len(g.ps) && g.addresses(g.ps[under]) {
		under++ // a speaker turns to the listeners first
	}
	return ((g.ps[under].length() >= minUnderPlain || g.runsOnBelow(under)) && (next.kind == unmarked || next.number <= 1) || next.kind == tag) && g.readsLikeHeading(p)
}

// hasComma tells whether a line is of several clauses: where sentences end
// without full stops, a paragraph of its own may be one of these.
func (b body) hasComma(p Span) bool { return strings.ContainsRune(b.slice(p), '，') }

// readsLikeHeading tells whether a line without a number may be one.
func (g page) readsLikeHeading(p Span) bool {
	s := g.slice(p)
	first, last := g.runes[p.Start], g.runes[p.End-1]
	return (isHan(last) || !strings.Contains(s, "，")) && !strings.ContainsAny(s, "。；;！!？?\t|\uFFFD") && !strings.ContainsRune("，,：:、》）)", last) &&
		!unicode.IsDigit(last) && (unicode.Is(unicode.Han, first) || strings.ContainsRune("“《", first)) && g.balanced(p) &&
		!dateLine.MatchString(s) && !announcing.MatchString(s) && !officeEnd.MatchString(s) && !caption.MatchString(s) && !blankForm.MatchString(s) && !defines.MatchString(s) && !goingOn.MatchString(s) && !g.demands(s)
}

// defines is what a sentence says that tells what something is.
var defines = regexp.MustCompile(`是指|系指|所称|是由|”即`)

// goingOn is how a sentence begins that goes on with the one before, or sets a scene.
var goingOn = regexp.MustCompile(`^(?:同时|当前|目前|此外|另外|因此|为此|由于|因为|随着[^，]*)，`)

// headsNumbers tells whether a line of one clause stands right above a numbering
// that begins: it heads that even where the paragraph before lost its full stop.
func (g page) headsNumbers(i int) bool {
	next := g.marks[i+1]
	return next.number == 1 && next.kind >= comma && next.kind <= dot && g.ps[i].length() >= minPart && g.ps[i-1].length() >= 2*minProse &&
		!strings.ContainsAny(g.slice(g.ps[i]), "，,、（(") && g.marks[i-1].kind == unmarked
}
