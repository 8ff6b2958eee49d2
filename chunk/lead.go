package chunk

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"chuchu/chunk/fold"
)

// What stands for the number of a lead: leads of one row are set alike.
const (
	colonLead = -1 // ends in a colon; others end in a full stop
	dashLead  = -2 // stands behind a dash
)

// openLeads opens sections at paragraphs without a number whose first
// sentences head them. One such paragraph proves nothing: only where several
// follow one another, or most of a stretch do so, or all through the text
// paragraphs begin with a topic, are they headings.
func (g page) openLeads() {
	leads := g.leads()
	topical := g.setsTopics(leads)
	for i := 0; i < len(g.ps); i++ {
		from := i
		for i < len(g.ps) && (g.mayLead(i) || g.marks[i].isItem()) {
			i++
		}
		if topical && g.isTopical(from, leads[from:i]) {
			g.openTopics(from, leads[from:i])
		} else {
			g.openRows(from, leads[from:i])
		}
	}
	g.openParents(leads)
}

// mayLead tells whether the i-th paragraph has no number and opens nothing yet.
func (g page) mayLead(i int) bool {
	return g.marks[i].kind == unmarked && g.own[i].kind == unmarked
}

// leads are the lead sentences of all paragraphs, of kind unmarked where there
// is none. Whoever has just called on the listeners begins with a sentence.
func (g page) leads() []opening {
	out := make([]opening, len(g.ps))
	listed := g.listed()
	inArticle := false
	for i := range out {
		if k := g.own[i].kind; k != unmarked && (k <= article || k >= annex && k != closing) {
			inArticle = k == article
		}
		if !g.mayLead(i) || listed[i] || g.followsCall(i) || g.isBroken(i) || g.followsPiece(i) {
			continue
		}
		out[i] = g.paragraphLead(g.ps[i])
		if out[i].number == dashLead && g.followsOpen(i, out) || inArticle && out[i].number == 0 {
			out[i] = opening{} // what an article rules are sentences
		}
	}
	g.unstoppedLeads(out)
	g.extend(out)
	return out
}

// extend has a lead's section go on with the rest of its paragraph, where a page broke that off.
func (g page) extend(leads []opening) {
	for i := range leads {
		k := i + 1
		for leads[i].kind == lead && k < len(g.ps) && leads[k].kind != lead && g.mayLead(k) && (g.breaksOff(k-1) || k-1 > i && !g.isEnded(g.ps[k-1])) {
			leads[i].end = g.ps[k].End
			k++
		}
	}
}

// breaksOff tells whether the i-th paragraph is prose that no full stop ends, in a
// text whose other paragraphs end as prose does.
func (g page) breaksOff(i int) bool {
	p := g.ps[i]
	return !g.unstopped && !g.lined && p.length() >= 2*minProse && !g.isEnded(p) && strings.ContainsAny(g.slice(p), "，。")
}

// openRows opens the leads of a stretch under one heading that follow one another.
func (g page) openRows(from int, leads []opening) {
	for i := 0; i < len(leads); i++ {
		start := i
		for i < len(leads) && g.mayLead(from+i) {
			i++
		}
		if i-start >= 2 {
			g.openLeadsOf(from+start, leads[start:i])
		}
	}
}

// openLeadsOf opens the leads of a row of paragraphs.
func (g page) openLeadsOf(from int, leads []opening) {
	var dashed []int
	for i, o := range leads {
		if o.kind == lead && o.number == dashLead {
			dashed = append(dashed, i)
		}
	}
	if len(dashed) >= 2 {
		for _, i := range dashed {
			g.own[from+i] = leads[i]
		}
	}
	for i := 0; i < len(leads); {
		n := 1
		for i+n < len(leads) && leads[i+n].kind == leads[i].kind && leads[i+n].number == leads[i].number {
			n++
		}
		if leads[i].kind == lead && n >= 2 && !g.areAmounts(leads[i:i+n]) && (n >= 3 || 2*n >= len(leads) || leads[i].number != 0) {
			copy(g.own[from+i:], leads[i:i+n])
		}
		i += n
	}
}

// areAmounts tells whether leads that end in a colon stand before figures, each
// in a sentence alone: a list of amounts.
func (g page) areAmounts(leads []opening) bool {
	n := 0
	for _, o := range leads {
		rest := Span{o.heading.End, o.end}
		if o.number == colonLead && g.sentenceEnd(rest) == rest.End && rest.length() <= maxHeadingLine && g.hasFigure(rest) {
			n++
		}
	}
	return n*3 > len(leads)*2
}

// hasDash tells whether a dash that sets off a list's items stands at a place.
func (b body) hasDash(at int) bool {
	return strings.ContainsRune("—―–-●◆■", b.runes[at])
}

// followsPiece tells whether the paragraph before is a piece of a sentence: one
// short line that nothing ends.
func (g page) followsPiece(i int) bool {
	if i == 0 || g.marks[i-1].kind != unmarked || g.own[i-1].kind != unmarked || g.colon(g.ps[i].Start, g.ps[i].End) > 0 {
		return false
	}
	before := g.ps[i-1]
	return !g.isEnded(before) && before.length() <= maxHeadingLine && g.sentenceEnd(before) == before.End
}

// followsCall tells whether the paragraph before calls on the listeners by itself: 各位代表！
func (g page) followsCall(i int) bool {
	if i == 0 || g.hasDash(g.ps[i].Start) {
		return false
	}
	before := g.ps[i-1]
	return before.length() <= maxCall && g.runes[before.End-1] == '！' && g.addresses(before)
}

// followsOpen tells whether the paragraph before is prose that a page broke off.
// A dash behind it is none of a list. Where it has a lead itself, both are of a list.
func (g page) followsOpen(i int, leads []opening) bool {
	return i > 0 && leads[i-1].kind != lead && g.own[i-1].kind == unmarked && !g.hasDash(g.ps[i-1].Start) && g.breaksOff(i-1)
}

// paragraphLead is the lead sentence of a paragraph without a number, of kind unmarked if it has none.
func (g page) paragraphLead(p Span) opening {
	o := opening{mark: mark{kind: lead}, at: p.Start, end: p.End}
	if c := g.colon(p.Start, p.End); c > 0 && p.End-c > maxPlainLead && slices.ContainsFunc(g.runes[p.Start:c], isHan) && !contact.MatchString(g.head(p, maxHeadingLine)) && !g.isNarrative(Span{p.Start, c}) && !saying.MatchString(g.slice(Span{p.Start, c})) {
		o.heading, o.number = g.trimmed(Span{p.Start, c}), colonLead
		return o
	}
	if g.stopped || g.lined && !g.hasDash(p.Start) && g.isCompound(p) {
		return opening{}
	}
	most := maxPlainLead
	if g.lined && g.hasDash(p.Start) {
		most = maxLead
	}
	end := g.sentenceEnd(Span{p.Start, min(p.End, p.Start+most+1)})
	n := end - p.Start
	if end == p.End || n < 4 || n > most || g.runes[end-1] != '。' && g.runes[end] != '\n' || p.End-end < minAfterLead || g.isNarrative(Span{p.Start, end}) || !g.hasDash(p.Start) && g.hasFigure(Span{p.Start, end}) {
		return opening{}
	}
	o.heading = g.trimmed(Span{p.Start, end})
	if g.hasDash(p.Start) {
		o.number = dashLead
	}
	return o
}

// isCompound tells whether the first line of a paragraph is of more clauses than
// a heading's: where sentences end without full stops, it is one of these.
func (b body) isCompound(p Span) bool {
	s := b.slice(Span{p.Start, b.sentenceEnd(p)})
	return strings.Count(s, "，") > 1 || strings.Contains(s, "，") && strings.Contains(s, "、")
}

var (
	// storyHead is how a sentence begins that tells something and heads nothing.
	storyHead = regexp.MustCompile(`^(?:在[^，]*[前后]，|对于[^，]*，|同时|适应[^，]*，|从[^，]*看，|随着|此外|因此|为此|为了|由于|因为|今年|去年|目前|当前|近年|近几年|过去|现在?|我们|但|而|又|还|也|并|所以|其中|这|那|据|他|她|本|我的|我还|以上|各位|会议|要|不要|必须指出|应该|应当|或者|有人|有些|对于?此|对这|第.次|五年来|一年来|到\d|总之|[一二三四五六七八九十]年内|回顾[^，]*，|最后|首先|其次|再次|[等及和与或的])`)
	// statement is a word that makes a sentence a statement rather than a heading.
	statement = regexp.MustCompile(`，[都也]?要[^求]|，都?有[^序效力机]|[^实但凡只仅若还而总特别求]是|已经?|即将|刻不容缓|应该|应当|存在着|没有|不是|可以|很|曾|人们|(?:如下|下列|以下|[^求]是|为|有|包括|指出|强调)$`)
)

// saying is how words end, or what is in them, that announce what somebody
// says or what follows.
var saying = regexp.MustCompile(`(?:说|说过|写道|指出|强调|表示|认为|宣布|号召|教导)(?:我们)?$|告诉我们|以下|如下|下列|下述`)

// amount is a figure in Chinese numerals.
var amount = regexp.MustCompile(`[百千万]分之|[一二三四五六七八九十〇○零]+[百千万亿][一二三四五六七八九十百千万亿]*[^方众千万家]|[一二三四五六七八九〇○]{3}`)

// hasFigure tells whether a figure stands in a stretch.
func (b body) hasFigure(s Span) bool {
	return slices.ContainsFunc(b.runes[s.Start:s.End], unicode.IsDigit) || amount.MatchString(b.slice(s))
}

// contact is what only a line has that says whom to ask.
var contact = regexp.MustCompile(`(?:联系|咨询|举报|值班)(?:人|电话|方式)|(?:电话|传真|邮箱|邮编)[:：]`)

// isNarrative tells whether a sentence tells something and heads nothing.
func (b body) isNarrative(s Span) bool {
	if unicode.IsDigit(b.runes[s.Start]) || strings.ContainsRune("（(", b.runes[s.Start]) {
		return true
	}
	text := fold.Simplified(b.slice(b.trimmed(s)))
	return storyHead.MatchString(text) || statement.MatchString(text)
}
