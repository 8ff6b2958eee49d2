package chunk

import (
	"regexp"
	"slices"
	"strings"
)

// A form is how a numbered paragraph stands in the text.
type form int

const (
	bare   form = iota // text without words that head it
	clause             // a clause that ends with a semicolon or a comma
	ended              // a short sentence
	line               // a line of its own, as headings are
	runIn              // a lead sentence, and text behind it
)

// A numbered is a numbered paragraph as its run is judged.
type numbered struct {
	at      int // which paragraph
	number  int
	form    form
	heading Span
	under   bool // something stands under it
	wordy   bool // its lead is as long as a sentence
}

// openRuns opens the sections that numbers make. Numbers head sections or
// count the items of a list, and all that go on with one another do the same.
func (g page) openRuns() {
	var open [closing + 1][]numbered
	var last [closing + 1]int // place of the last paragraph of each kind, from 1
	flush := func(k markKind) {
		g.judge(open[k])
		open[k] = nil
	}
	var before [closing + 1]int // the last number before that of each kind began anew
	articles := false
	for i, m := range g.marks {
		if g.own[i].kind != unmarked && m.kind <= article || m.kind >= box {
			articles = m.kind == article
		}
		begins := articles && m.kind == unmarked && g.beginsDocument(i)
		articles = articles && !begins
		switch {
		case begins || g.own[i].kind != unmarked && m.kind <= article || m.kind == annex || m.kind == preface:
			for k := comma; k <= item; k++ {
				flush(k)
			}
			continue
		case m.kind < comma || m.kind > item || g.items[i]:
			continue
		case g.isBroken(i) && g.marks[i-1].kind == unmarked && !follows(open[m.kind], m) && !g.standsShort(i):
			continue
		case articles && g.headsArticles(i):
			p := g.ps[i]
			g.own[i] = opening{mark: m, at: p.Start, heading: g.trimmed(Span{g.afterHashes(p), p.End})}
			continue
		case articles, g.isNumberAlone(i):
			g.items[i] = true
			continue
		}
		if r := open[m.kind]; len(r) > 0 {
			switch last := r[len(r)-1].number; {
			case m.number <= 1 || m.number < last:
				before[m.kind] = last
				flush(m.kind)
			case m.number == last && g.isParted(r[len(r)-1].at, i): // the first of the new run is lost
				flush(m.kind)
			case m.number == before[m.kind]+1 && m.number != last+1: // goes on with what holds the run
				flush(m.kind)
			}
		}
		f, h := g.formOf(i)
		under := (g.hasUnder(i) || g.runsOnUnder(i, last)) && !g.announcesList(i, f) && !g.goesOnBelow(i, f)
		open[m.kind] = append(open[m.kind], numbered{i, m.number, f, h, under, g.isWordy(h)})
		last[m.kind] = i + 1
	}
	for k := comma; k <= item; k++ {
		flush(k)
	}
}

// isParted tells whether between two paragraphs of a numbering stands one of
// another that may hold it.
func (g page) isParted(from, to int) bool {
	return slices.ContainsFunc(g.marks[from+1:to], func(m mark) bool { return m.kind >= part && m.kind < g.marks[to].kind })
}

// headsArticles tells whether a paragraph 三、 among a law's articles is a line
// that stands above the next of them, and no item of the one before.
func (g page) headsArticles(i int) bool {
	p := g.ps[i]
	return g.marks[i].kind == comma && i+1 < len(g.ps) && g.marks[i+1].kind == article && p.length() <= maxItemHeading && g.words(i).length() > 0 && !g.isEnded(p)
}

// isNumberAlone tells whether a paragraph is but the number of an item whose
// text is the next: no heading, which would be short.
func (g page) isNumberAlone(i int) bool {
	return g.words(i).length() == 0 && (g.marks[i].isItem() || i+1 == len(g.ps) || g.ps[i+1].length() > maxItemHeading || g.isEnded(g.ps[i+1]))
}

// standsShort tells whether a paragraph is a line too short to be a piece of a
// sentence that runs on, and that no full stop ends: a heading among broken lines.
func (g page) standsShort(i int) bool {
	p := g.ps[i]
	return g.marks[i].kind <= bracket && p.length()*4 <= g.width*3 && !g.isEnded(p) && !strings.ContainsRune("，,、", g.runes[p.End-1])
}

// follows tells whether a number is the next of a run.
func follows(run []numbered, m mark) bool {
	return len(run) > 0 && m.number == run[len(run)-1].number+1
}

// judge makes the paragraphs of a run sections, or items of a list.
func (g page) judge(run []numbered) {
	heads := len(run) > 0 && (areHeadings(run, g.marks[run[0].at].kind) || g.goesOnInside(run))
	provide := !heads && g.areProvisions(run)
	heads = heads || provide
	inText := slices.ContainsFunc(run, func(e numbered) bool { return e.form == runIn })
	inLines := 2*formed(run, line, ended) > len(run)
	ends := g.itemEnds(run)
	if heads {
		g.cutAtColons(run)
	}
	if heads && run[0].number == 2 && formed(run, runIn) == len(run) {
		g.openFirst(run[0].at)
	}
	if heads {
		g.openMissing(run)
	}
	for i, e := range run {
		if !heads {
			g.items[e.at] = true
			continue
		}
		o := opening{mark: g.marks[e.at], at: g.ps[e.at].Start, heading: e.heading}
		if at := g.restated(g.words(e.at)); o.heading.length() == 0 && at > 0 {
			o.heading = g.trimmed(Span{g.afterHashes(g.ps[e.at]), at})
		}
		if o.heading.length() == 0 && inLines && e.under {
			o.heading = g.wholeSentence(e.at)
		}
		if o.heading.length() == 0 && provide {
			o.heading = g.provisionHeading(e.at)
		} else if o.heading.length() == 0 {
			o.heading = g.firstClause(e.at)
		}
		if o.heading.length() == 0 {
			o.heading = g.trimBlank(Span{g.afterHashes(g.ps[e.at]), g.words(e.at).Start})
		}
		if o.isItem() && (e.form == runIn || inText && !e.under) || i+1 == len(run) && (g.endsList(run) || o.isItem() && g.isEven(run, ends)) {
			o.end = g.ps[ends[i]].End
		}
		g.own[e.at] = o
	}
}

// maxBackToFirst is how many paragraphs before a second its first is looked for.
const maxBackToFirst = 12

// openFirst opens the first section of a run that begins with the second: its
// number was lost, and it is the first paragraph below the heading above. Like
// the others it has a lead.
func (g page) openFirst(second int) {
	k := g.marks[second].kind
	i := second - 1
	for i >= 0 && i >= second-maxBackToFirst && (g.marks[i].kind == unmarked || g.marks[i].kind > k) {
		i--
	}
	if i < 0 || i < second-maxBackToFirst || i+1 == second || g.own[i+1].kind != unmarked || g.marks[i+1].kind != unmarked || k > bracketDot || g.marks[i].kind == k {
		return
	}
	if o := g.paragraphLead(g.ps[i+1]); o.kind == lead && o.number == 0 {
		g.own[i+1] = opening{mark: mark{kind: k, number: 1}, at: o.at, heading: o.heading}
	}
}

// minList is how many items a list has at least whose last is told to end with its paragraph.
const minList = 3

// endsList tells whether the last of a run ends with its own paragraph, as all
// before it did, and plain text follows that goes on with what is above the list.
func (g page) endsList(run []numbered) bool {
	next := run[len(run)-1].at + 1
	if len(run) < minList || g.unstopped || next >= len(g.ps) || !strings.ContainsRune("。！？”）", g.runes[g.ps[next-1].End-1]) || formed(run, runIn) < len(run) || next-run[0].at > len(run) {
		return false
	}
	return g.marks[next].kind == unmarked && !strings.ContainsRune("（(", g.runes[g.ps[next].Start])
}

// formed is the number of paragraphs of a run that have one of some forms.
func formed(run []numbered, forms ...form) int {
	n := 0
	for _, e := range run {
		if slices.Contains(forms, e.form) {
			n++
		}
	}
	return n
}

// wholeSentence is a paragraph that is but one sentence, no longer than a
// heading may be, empty if it is none.
func (g page) wholeSentence(i int) Span {
	p := Span{g.afterHashes(g.ps[i]), g.ps[i].End}
	if p.length() > maxItemHeading || g.sentenceEnd(p) < p.End {
		return Span{}
	}
	return g.trimmed(p)
}

// circumstance is how a clause begins that says nothing by itself.
var circumstance = regexp.MustCompile(`^(?:在|为|根据|依据|按照|依照|由于|因|当|对|从|随着|鉴于|通过|经|除|到|至|自|如|若|凡|第|关于|截至|\d)|[时后前中下内外上的]$`)

// firstClause is the mark of the i-th paragraph and its first sentence, if that
// is no longer than a line's heading may be, or else what stands before the
// first comma. Where that is long or no more than a circumstance, it is a longer
// sentence, or its first two clauses; empty if these are too long.
func (g page) firstClause(i int) Span {
	words := g.words(i)
	start := g.afterHashes(g.ps[i])
	first, second := g.clauses(words)
	whole := g.trimmed(Span{words.Start, g.sentenceEnd(words)})
	if whole.length() > 0 && whole.length() <= maxItemHeading && g.balanced(whole) {
		return Span{start, whole.End}
	}
	if first.length() > 0 && !circumstance.MatchString(g.slice(first)) {
		return Span{start, first.End}
	}
	if whole.length() > 0 && whole.End-start <= maxHeadingLine && g.balanced(whole) {
		return Span{start, whole.End}
	}
	if second.length() > 0 {
		return Span{start, second.End}
	}
	return Span{}
}

// clauses are the stretches up to the first and the second comma of a stretch,
// empty if they are no shorter than a lead may be, or in brackets.
func (b body) clauses(words Span) (first, second Span) {
	for at := words.Start + minPart; at < min(words.End, words.Start+maxLead); at++ {
		s := Span{words.Start, at}
		switch {
		case !strings.ContainsRune("，,；;。：:", b.runes[at]) || !b.balanced(s):
		case first.length() == 0:
			first = s
		default:
			return first, s
		}
	}
	return first, second
}

// maxLoneNumber is the greatest number that a heading without any before or after it has.
const maxLoneNumber = 20

// areHeadings tells whether a run of numbers heads sections: most of its
// paragraphs have words that head them, and where these are lines, text stands
// between them.
func areHeadings(run []numbered, k markKind) bool {
	under, told := 0, 0
	for i, e := range run {
		if (e.form == line || e.form == ended) && e.under && (i+1 < len(run) || len(run) == 1) {
			under++
		}
		if e.form == ended && !e.under && i+1 < len(run) && k < nth {
			told++ // a sentence that heads nothing
		}
	}
	lines, clauses, leads := formed(run, line, ended), formed(run, clause), leadsOf(run)
	switch {
	case len(run) == 1 && (k == item || k == nth || run[0].number > maxLoneNumber):
		return false
	case clauses > 0 && clauses*2 >= len(run)-1:
		return false
	case long(run):
		return true
	case leads > 0:
		return (leads+lines-told)*2 >= len(run)
	}
	return (lines-told)*2 > len(run) && (k == comma && formed(run, line) > 0 || under*2 >= lines-1 && under > 0)
}

// long tells whether most paragraphs of a run have others under them, as no
// item of a list has.
func long(run []numbered) bool {
	n := 0
	for _, e := range run[:len(run)-1] {
		if e.under {
			n++
		}
	}
	return n >= 2 && n*2 >= len(run)-1
}

// hasUnder tells whether something stands under the i-th paragraph: text, or a numbering that begins.
func (g page) hasUnder(i int) bool {
	if i+1 == len(g.ps) {
		return false
	}
	next := g.marks[i+1]
	return next.kind == unmarked && g.own[i+1].kind != closing || next.number == 1 && next.kind > article && next.kind != g.marks[i].kind || next.kind == box || next.kind == tag
}

// runsOnUnder tells whether a numbering goes on under the i-th paragraph that
// runs on under all of its run: 3. under （一）, 4. under （二）. last are the places
// of the last paragraphs of each kind before it.
func (g page) runsOnUnder(i int, last [closing + 1]int) bool {
	k := g.marks[i].kind
	if i+1 == len(g.ps) || last[k] == 0 {
		return false
	}
	next := g.marks[i+1]
	before := last[next.kind] - 1
	return next.kind > k && next.kind <= circle && before > last[k]-1 && g.marks[before].number+1 == next.number
}

// demand is how an item of a list of demands begins.
var demand = regexp.MustCompile(`^(?:应[^急用对]|應[^急用對]|不得|须|須|是否|可以)`)

// sourceNote is how a numbered note ends that says where a quotation is from.
var sourceNote = regexp.MustCompile(`》[^。》]{0,24}第\s?\d+(?:\s?[～~` + dashes + `]\s?\d+)?\s?[页頁]。?$`)

// formOf tells how a numbered paragraph stands in the text, and what heads it.
func (g page) formOf(i int) (form, Span) {
	words := g.words(i)
	p := Span{g.afterHashes(g.ps[i]), words.End}
	if words.length() == 0 {
		return bare, Span{}
	}
	if sourceNote.MatchString(g.slice(p)) {
		return bare, Span{}
	}
	end := g.sentenceEnd(words)
	if c := g.colon(words.Start, words.End); c > words.Start {
		return runIn, g.trimmed(Span{p.Start, c})
	}
	if blank := g.firstBlank(Span{words.Start, end}); blank > 0 && blank-words.Start <= maxPlainLead && (p.length() > maxItemHeading || g.unstopped && !g.wrapped) && g.runsOn(words.Start, blank, end) {
		return runIn, g.trimmed(Span{p.Start, blank})
	}
	if lost := g.lostQuote(words); (g.unstopped || g.lined) && lost > words.Start {
		return runIn, g.trimmed(Span{p.Start, lost})
	}
	switch last := g.runes[p.End-1]; {
	case end < p.End && g.inBrackets(Span{end, p.End}) && end-words.Start > maxPlainLead:
		return bare, Span{}
	case g.isLongLine(i):
		return line, g.trimmed(p)
	case end < p.End:
		return g.leadForm(Span{p.Start, end}, end-words.Start)
	case strings.ContainsRune("；;，,、", last):
		return clause, Span{}
	case p.length() > maxItemHeading || demand.MatchString(g.head(words, 3)) || !g.balanced(words) || g.isFull(g.ps[i]) || obliged.MatchString(g.slice(words)):
		return bare, Span{}
	case last == '。' && p.length() > maxPlainLead:
		return bare, Span{}
	case strings.ContainsRune("。！？", last):
		return ended, g.trimmed(p)
	}
	return line, g.withoutAnnouncement(g.trimmed(p), words)
}

// announced is a clause behind a heading's first that says what follows.
var announced = regexp.MustCompile(`，[^，。]*(?:以下|如下|下列|下面)[^，。]{0,10}$`)

// withoutAnnouncement is a heading's first clause, where its last announces what
// follows: 关于增产措施，现在我提出以下几点.
func (g page) withoutAnnouncement(heading, words Span) Span {
	first, _ := g.clauses(words)
	if first.length() == 0 || first.End >= heading.End || circumstance.MatchString(strings.TrimPrefix(g.slice(first), "关于")) || !announced.MatchString(g.slice(heading)) {
		return heading
	}
	return Span{heading.Start, first.End}
}

// lostQuote is the place of a closing quotation mark near the beginning of a
// stretch that none opens: the one that begins the text behind a heading. It is
// -1 if there is none.
func (b body) lostQuote(s Span) int {
	for i := s.Start; i < min(s.End, s.Start+maxPlainLead); i++ {
		switch b.runes[i] {
		case '“':
			return -1
		case '”':
			return i
		}
	}
	return -1
}

// leadForm tells whether the first sentence of a numbered paragraph, of n
// characters without the number, heads it.
func (g page) leadForm(s Span, n int) (form, Span) {
	if n > maxLead+1 || demand.MatchString(g.head(Span{s.End - n, s.End}, 3)) || obliged.MatchString(g.slice(s)) || defines.MatchString(g.slice(s)) || !g.balanced(Span{s.End - n, s.End}) || s.length() == 0 || strings.ContainsRune("？?！!", g.runes[s.End-1]) {
		return bare, Span{}
	}
	return runIn, g.trimmed(s)
}
