package chunk

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Copies lose line ends: a heading stands behind the last sentence of the
// paragraph before. It is found where it reads like nothing else, or where the
// numbers that begin lines lack just its own.

// unglued parts paragraphs at headings 一、 or 第一章 that a copy glued to the
// sentence before, and at a law's next article.
func (b body) unglued(ps []Span) []Span {
	var out []Span
	last := 0 // number of the article before
	for _, p := range ps {
		last = max(last, b.articleAt(p))
		for at := p.Start + minPart; at+minPart < p.End; at++ {
			start := at
			switch r := b.runes[at]; {
			case r == '、' && b.isGlued(p.Start, at):
				start = b.numeralBefore(at)
			case last > 0 && r == '第' && b.endsAt(at) && b.articleAt(Span{at, p.End}) == last+1:
				last++
			case !strings.ContainsRune("第（(【附专", r) || !b.isGluedHeading(at, p.End) && !b.isGluedNext(at, p):
				continue
			}
			out = append(out, b.trimBlank(Span{p.Start, start}))
			p.Start = start
		}
		out = append(out, p)
	}
	return out
}

// gluedHeading is the number of a chapter, an annex, a box or （二） with its title behind the end of a sentence.
var gluedHeading = regexp.MustCompile(`^附件\s?\d{1,2}[\s：:]\s?[^，。；：、]{4,30}$|^专栏\s?(?:\d{1,2}|[` + numerals + `]{1,3})[\s：:]\s?[^，。；：]{4,30}$|^【第[` + numerals + `]{1,3}[章篇编]】[^，。；：、]{2,24}$|^第\s?(?:[` + numerals + `]{1,4}|\d{1,2})\s?[章篇编]\s*[^，。；：、]{2,24}$|^[（(][` + numerals + `]{1,3}[）)]\s*[^，。；：、（）()]{4,24}(?:[（(][A-Za-z]+[）)])?$`)

// isGluedHeading tells whether a heading that ends a paragraph begins at a
// place, right behind a sentence.
func (b body) isGluedHeading(at, end int) bool {
	return end-at <= maxItemHeading && strings.ContainsRune("。；！", b.before(at)) && gluedHeading.MatchString(b.slice(Span{at, end}))
}

// isGluedNext tells whether a heading （二） with its lead begins at a place of a
// paragraph that begins with （一） and a lead, right behind a sentence.
func (b body) isGluedNext(at int, p Span) bool {
	if !strings.ContainsRune("（(", b.runes[at]) || b.before(at) != '。' {
		return false
	}
	first, n := b.leadMark(p)
	next, m := b.leadMark(Span{at, p.End})
	return n > 0 && m > 0 && first.kind == bracket && next.kind == bracket && next.number == first.number+1
}

// leadMark is the mark of a stretch, and how long the lead behind it is: 0 if
// its first sentence is none.
func (b body) leadMark(p Span) (mark, int) {
	m, ok := readMark(b.head(p, longestMark))
	p.Start = min(p.End, p.Start+len([]rune(b.head(p, longestMark)[:m.length])))
	n := b.sentenceEnd(Span{p.Start, min(p.End, p.Start+maxPlainLead+1)}) - p.Start
	if !ok || n < minPart || n > maxPlainLead || n == p.length() || b.runes[p.Start+n-1] != '。' {
		return mark{}, 0
	}
	return m, n
}

// isGlued tells whether a numeral stands between the end of a sentence and the 、 at a place.
func (b body) isGlued(from, at int) bool {
	start := b.numeralBefore(at)
	return start < at && start > from && strings.ContainsRune("。；！", b.before(start))
}

// before is the character before a place that is not the first, over a blank.
func (b body) before(at int) rune {
	if b.runes[at-1] == ' ' && at > 1 {
		at--
	}
	return b.runes[at-1]
}

// numeralBefore is the beginning of the Chinese numeral that ends at a place.
func (b body) numeralBefore(at int) int {
	start := at
	for start > 0 && at-start < 3 && strings.ContainsRune("一二三四五六七八九十", b.runes[start-1]) {
		start--
	}
	return start
}

// maxGap is how many numbers in a row a copy may have glued to other lines.
const maxGap = 3

// maxBeforeSecond is how many paragraphs before a number 2 its 1 is looked for.
const maxBeforeSecond = 6

// A gap is where numbers are missing: from the paragraph first up to the one
// that begins with the number behind them.
type gap struct {
	kind        markKind
	number      int // the first that is missing
	behind      int // the number behind the gap
	first, next int
}

// parted are the paragraphs, parted at the marks whose numbers their beginnings lack.
func (b body) parted(ps []Span, marks []mark) []Span {
	var cuts []int
	for _, x := range gaps(marks) {
		for n, from := x.number, x.first; n < x.behind; n++ {
			at, in := b.missing(mark{kind: x.kind, number: n}, ps[from:x.next])
			if at == 0 {
				break
			}
			cuts = append(cuts, at)
			from += in
		}
	}
	if len(cuts) == 0 {
		return ps
	}
	slices.Sort(cuts)
	var out []Span
	for _, p := range ps {
		for ; len(cuts) > 0 && cuts[0] < p.End; cuts = cuts[1:] {
			if cuts[0] > p.Start {
				out = append(out, b.trimBlank(Span{p.Start, cuts[0]}))
				p.Start = cuts[0]
			}
		}
		out = append(out, p)
	}
	return out
}

// gaps are the places at which the numbers that begin paragraphs lack some.
func gaps(marks []mark) []gap {
	var out []gap
	type seen struct{ number, at int }
	var last [closing + 1]seen  // the number before, and the place behind its paragraph
	above := [closing + 1]int{} // the place behind the last paragraph of each kind
	for i, m := range marks {
		switch {
		case m.kind == annex || m.kind == article:
			last = [closing + 1]seen{}
		case m.kind == box: // has numbers of its own, of the finer kinds
			clear(last[dot:])
		case m.kind < comma || m.kind > bracketDot || m.kind == fourth:
		case last[m.kind].number > 0 && m.number > last[m.kind].number+1 && m.number <= last[m.kind].number+1+maxGap:
			out = append(out, gap{m.kind, last[m.kind].number + 1, m.number, last[m.kind].at - 1, i})
		case m.number == 2 && last[m.kind].number != 1 && i > 0:
			from := max(0, i-maxBeforeSecond, slices.Max(above[part:m.kind])-1, last[m.kind].at-1)
			out = append(out, gap{m.kind, 1, 2, from, i})
		}
		last[m.kind] = seen{m.number, i + 1}
		above[m.kind] = i + 1
	}
	return out
}

// missing is the place inside one of some paragraphs at which a mark begins, and
// which of them it is in; the place is 0 if there is none, or more than one that
// no sentence's end sets off.
func (b body) missing(m mark, ps []Span) (at, in int) {
	for k, p := range ps {
		if first, _ := readMark(b.head(p, longestMark)); first.kind == annex {
			continue
		}
		for i := p.Start + 2; i+minPart < p.End; i++ {
			if !b.mayBegin(i, m.kind) {
				continue
			}
			found, ok := readMark(b.head(Span{i, p.End}, longestMark))
			switch {
			case !ok || found.kind != m.kind || found.number != m.number || !b.beginsWords(i, p.End):
			case strings.ContainsRune("。；！？;!?：:", b.before(i)):
				return i, k
			case at > 0:
				return 0, 0
			default:
				at, in = i, k
			}
		}
	}
	return at, in
}

// dotless is a number whose dot a copy lost, before words that it does not count.
var dotless = regexp.MustCompile(`^(\d{1,2})(?:[“《]|[^\d\s\pP\pS\w年月日号时分秒个名家项台亩吨元人次件米层万亿千百十多余届岁级倍度条座处所类种位])`)

// markDotless marks the paragraphs that begin with a number without its dot:
// the one between the numbers before and behind it.
func (b body) markDotless(ps []Span, marks []mark) {
	last, pending := 0, -1 // the number before, and the dotless paragraph that follows it
	for i, m := range marks {
		number, found := m.number, m.kind == dot
		if m.kind == unmarked {
			if d := dotless.FindStringSubmatch(b.head(ps[i], longestMark)); d != nil {
				number, found = ordinal(d[1]), true
			}
		}
		if !found {
			continue
		}
		if pending >= 0 && (number == last+2 || number == last+3) { // one may be glued to it
			n := strconv.Itoa(last + 1)
			marks[pending] = mark{kind: dot, number: last + 1, length: len(n)}
			last, pending = last+1, -1
		}
		switch {
		case m.kind == dot:
			last, pending = number, -1
		case number == last+1:
			pending = i
		case number == 1:
			last, pending = 0, i
		}
	}
}

// mayBegin tells whether a mark of a kind may begin at a place inside a
// paragraph: not behind what makes it a reference or a figure.
func (b body) mayBegin(i int, k markKind) bool {
	r, before := b.runes[i], b.runes[i-1]
	switch {
	case strings.ContainsRune("第、和与及至到在款条项图表附件栏（(〈.．·/", before), isNumeral(before):
		return false
	case k == comma:
		return isNumeral(r) && !unicode.IsDigit(r)
	case k >= dot && k < bracketDot:
		return unicode.IsDigit(r)
	}
	return strings.ContainsRune("（(〈", r)
}

// reference is what stands behind a number that refers to a clause: （二）项.
var reference = regexp.MustCompile(`^(?:项(?:[^目]|$)|款|目(?:[^标前的]|$)|条(?:[^件例]|$)|种(?:[^植子]|$)|类(?:[^型]|$)|至|和|是)`)

// beginsWords tells whether words stand behind the mark at a place, and not
// what refers to a clause.
func (b body) beginsWords(i, end int) bool {
	head := b.head(Span{i, end}, longestMark)
	m, _ := readMark(head)
	rest := []rune(head[m.length:])
	return len(rest) > 1 && (unicode.Is(unicode.Han, rest[0]) || strings.ContainsRune("“《\"", rest[0]) || unicode.IsUpper(rest[0])) &&
		!reference.MatchString(string(rest))
}

// isNumeral tells whether a character is a digit or a Chinese numeral.
func isNumeral(r rune) bool { return unicode.IsDigit(r) || strings.ContainsRune(numerals, r) }
