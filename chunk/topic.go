package chunk

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A report goes from topic to topic: 着力扩大居民消费。…, with paragraphs between
// that go on with the topic. No two such paragraphs stand side by side, but
// there are many of them in the text, and they are set alike.

const (
	maxTopic   = 18 // characters of a topic
	minTopics  = 8  // topics of a text that goes from one to the next
	topicShare = 6  // of its paragraphs at least one in so many begins with a topic
	stretch    = 5  // the same under one heading
	minWishes  = 2  // sentences that begin with 要, where these are the topics
)

// setsTopics tells whether a text goes from topic to topic.
func (g page) setsTopics(leads []opening) bool {
	topics, plain := 0, 0
	for i := range leads {
		if !g.mayLead(i) {
			continue
		}
		plain++
		if g.isTopic(leads[i]) {
			topics++
		}
	}
	return topics >= minTopics && topics*topicShare >= plain
}

// isTopic tells whether a lead names a topic: it is short and plain.
func (g page) isTopic(o opening) bool {
	return o.kind == lead && o.number != colonLead && o.heading.length() <= maxTopic && !demanded.MatchString(g.slice(o.heading)) &&
		!slices.ContainsFunc(g.runes[o.heading.Start:o.heading.End], func(r rune) bool {
			return unicode.IsPunct(r) && !strings.ContainsRune("“”、《》", r)
		})
}

// demanded is what makes a short sentence say what is to be done about something.
var demanded = regexp.MustCompile(`[^需重主必纲首摘简次紧]要[^素求点件地塞害领义闻职务]`)

// wish is how a paragraph begins that says what is to be done, in a stretch
// where such sentences take the place of topics.
var wish = regexp.MustCompile(`^(?:我们)?要[^，。]{3,24}。`)

// isTopical tells whether the paragraphs of a stretch go from topic to topic.
func (g page) isTopical(from int, leads []opening) bool {
	topics, plain, wishes := 0, 0, 0
	for i := range leads {
		if !g.mayLead(from + i) {
			continue
		}
		plain++
		if g.isTopic(leads[i]) {
			topics++
		}
		if wish.MatchString(g.head(g.ps[from+i], maxPlainLead)) {
			wishes++
		}
	}
	return topics >= 2 && topics*stretch >= plain && wishes < minWishes
}

// openTopics opens the topics of a stretch. Each holds the paragraphs behind it
// up to the next; the last as many as any of the others.
func (g page) openTopics(from int, leads []opening) {
	last, most := -1, 0
	for i, o := range leads {
		if !g.isTopic(o) {
			continue
		}
		if last >= 0 {
			most = max(most, i-last)
		}
		last = i
		o.end = 0
		g.own[from+i] = o
	}
	for i := last + 1; i < len(leads); i++ {
		if g.mayLead(from+i) && (i-last >= most || g.addresses(g.ps[from+i])) {
			g.own[from+i] = opening{mark: mark{kind: closing}, at: g.ps[from+i].Start, closes: lead}
			return
		}
	}
}

// address is how a speaker turns to the listeners.
var address = regexp.MustCompile(`^(?:各位代表|同志们|各位委员|代表们|各位代表们)[！!]`)

// turn is how a report turns from what was done to what is wanting.
var turn = regexp.MustCompile(`^(?:同时，?|但是，?|当然，?)?(?:我们|必须|也要|要)?(?:也|还)?(?:要|必须)?(?:清醒地?|深深地?)(?:看到|认识到|懂得)|^在(?:充分)?(?:看到|肯定)(?:这些)?成绩的同时|^同时，?我们?也?(?:看到|深知)|^我们也(?:看到|深知)|^(?:回顾|总结)[^，。]{2,16}，(?:我们)?(?:也|还)?(?:必须)?清醒`)

// summary is how a report sums up what was done, or goes on to what is asked of
// the government itself.
var summary = regexp.MustCompile(`^[^，。]{0,14}(?:取得|各方面)[^，。]{0,8}成[就绩]，(?:是|根本|最根本|靠)|^[^。]{0,30}对政府(?:工作|自身建设)提出了?(?:新的?|更高)`)

// addresses tells whether a paragraph turns to the listeners, or from what was
// done to what is wanting.
func (b body) addresses(p Span) bool {
	r := b.runes[p.Start]
	return strings.ContainsRune("各同代", r) && address.MatchString(b.head(p, longestMark)) ||
		strings.ContainsRune("同但当我必在要清也总回", r) && turn.MatchString(b.head(p, 2*longestMark)) ||
		b.maySumUp(p) && summary.MatchString(b.head(p, 2*longestMark))
}

// maySumUp spares most paragraphs the regular expression.
func (b body) maySumUp(p Span) bool {
	for i := p.Start; i+1 < min(p.End, p.Start+2*longestMark); i++ {
		if r, next := b.runes[i], b.runes[i+1]; r == '成' && (next == '就' || next == '绩') || r == '政' && next == '府' {
			return true
		}
	}
	return false
}

// closeTurns ends the sections below the first level, and the items and topics
// in it, where a speaker turns to the listeners: what follows is another matter.
// Sections （N） that go on behind it stay open.
func (g page) closeTurns() {
	goesOn := false // the next section is a further （N）
	for i := len(g.ps) - 1; i >= 0; i-- {
		if o := g.own[i]; o.kind != unmarked && o.kind <= bracket {
			goesOn = o.kind == bracket && o.number > 1
		}
		if g.own[i].kind != unmarked && g.own[i].kind != closing || !g.addresses(g.ps[i]) {
			continue
		}
		ends := []markKind{bracket, dot, nth, item, lead, plain}
		if goesOn {
			ends = ends[1:]
		}
		for _, k := range ends[1:] {
			g.more[i] = append(g.more[i], opening{mark: mark{kind: closing}, at: g.ps[i].Start, closes: k})
		}
		g.own[i] = opening{mark: mark{kind: closing}, at: g.ps[i].Start, closes: ends[0]}
	}
}

// openParents opens the leads of paragraphs that the items 一是…, 二是… in
// paragraphs of their own stand under; the first may be in the paragraph itself.
// A short lead heads the items of its own paragraph too, if they follow at once.
func (g page) openParents(leads []opening) {
	for i := range leads {
		if !g.mayLead(i) {
			continue
		}
		o := leads[i]
		if o.kind != lead {
			o = g.announcement(g.ps[i])
		}
		if o.kind != lead {
			o = g.demandedLead(g.ps[i])
		}
		from := g.itemsBehind(i)
		switch {
		case o.kind != lead:
		case from > 0:
			o.end = g.ps[g.lastItem(from)].End
			g.own[i] = o
		case g.headsItems(i, o):
			o.end = g.ps[i].End
			g.own[i] = o
		}
	}
}

const maxParent = 20 // characters of a lead that items of its paragraph stand under

// headsItems tells whether a short lead of the i-th paragraph stands right above
// items that have leads themselves.
func (g page) headsItems(i int, o opening) bool {
	starts := g.itemStarts(g.ps[i])
	if o.heading.length() > maxParent || len(starts) < 2 || g.trimmed(Span{o.heading.Start, starts[0]}) != o.heading {
		return false
	}
	items := 0
	for _, it := range g.inlineItems(i) {
		if it.kind == item {
			items++
		}
	}
	return items == len(starts)
}

// demandedFirst is how a paragraph begins that demands something in a short sentence.
var demandedFirst = regexp.MustCompile(`^(?:我们|各级各部门|各地)?(?:还|也)?要[^求，。；：\d][^，。；：\d]{2,16}。$`)

// countsItems is what announces a list and names no topic.
var countsItems = regexp.MustCompile(`[两二三四五六七八九十几]+(?:件|个|项|点|条|方面|大|篇)`)

// demandedLead is the first sentence of a paragraph where it demands something,
// 要加快金融体制改革。, of kind unmarked if it does not. It leads to a list alone.
func (g page) demandedLead(p Span) opening {
	end := g.sentenceEnd(Span{p.Start, min(p.End, p.Start+maxParent+1)})
	if first := g.slice(Span{p.Start, end}); !demandedFirst.MatchString(first) || countsItems.MatchString(first) {
		return opening{}
	}
	return opening{mark: mark{kind: lead}, at: p.Start, heading: g.trimmed(Span{p.Start, end}), end: p.End}
}

// lastItem is the last paragraph of the list that goes on in the i-th: its items
// are of one kind and rise, and few paragraphs stand between two of them.
func (g page) lastItem(i int) int {
	for k := i + 1; k < len(g.ps) && k <= i+maxBetween+1; k++ {
		if g.own[k].kind == g.own[i].kind && g.own[k].number == g.own[i].number+1 {
			return g.lastItem(k)
		}
		if !g.mayLead(k) {
			break
		}
	}
	return i
}

const maxAnnouncement = 25

// announcement is the lead of a paragraph that is but a sentence which announces
// what follows: 着重抓好五个方面：. It is of kind unmarked if it is no such.
func (g page) announcement(p Span) opening {
	if p.length() > maxAnnouncement || !strings.ContainsRune("：:", g.runes[p.End-1]) || g.sentenceEnd(p) < p.End || storyHead.MatchString(g.slice(p)) || saying.MatchString(g.slice(p)) {
		return opening{}
	}
	return opening{mark: mark{kind: lead}, at: p.Start, heading: g.trimmed(p), end: p.End}
}
