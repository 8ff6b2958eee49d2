package chunk

import (
	"math"
	"regexp"
	"strings"
	"unicode"
)

const (
	// MaxChunk is the greatest length of a chunk's text, in code points.
	MaxChunk = 600
	// aim is the length that chunks are cut to where the text allows it;
	// docs/QUALITY.md has the measurements.
	aim = 350
)

// A unit is a sentence or a line, that no chunk cuts.
type unit struct {
	Span
	starts    bool // a paragraph
	item      bool // in an item of a list
	announces bool // says what follows: nothing is cut behind it
	belongs   bool // to what stands before it: nothing is cut in front of it
	open      bool // it does not end as a sentence does
	point     bool // begins a point of an enumeration, or turns to another topic
	refers    bool // to what stands before it, or concludes from it
	turns     bool // turns to the listeners, as what begins anew does
	halts     bool // ends with a semicolon: the next item goes on with its sentence
	kept      bool // goes on with a list that a chunk may hold whole
}

// units cuts a part of a paragraph into units.
func (b body) units(part Span, set manner) []unit {
	m, _ := readMark(b.head(part, longestMark))
	item := m.kind >= comma && m.kind <= item
	var out []unit
	sentences := b.sentences(part)
	for i, s := range sentences {
		if s.length() > 1 && b.runes[s.Start] == ' ' {
			s.Start++
		}
		first, alone := i == 0, len(sentences) == 1
		out = append(out, unit{
			Span: s, starts: first, item: item,
			announces: b.announces(s, first || i+1 < len(sentences)) || alone && b.headsNext(s, m, set) || b.lined && first && !alone && b.isDashed(s),
			belongs:   b.runes[s.Start] == '（' && s.End == part.End || first && (b.clarifies(s) || b.goesOn(s)) || b.isQuoted(part, s.Start),
			open:      !b.lined && !b.isEnded(s) && (set.wrapped || !set.unstopped),
			point:     b.beginsPoint(s) || b.opensTopic(s),
			refers:    b.refersBack(s),
			turns:     first && b.addresses(s),
			halts:     strings.ContainsRune("；;", b.runes[s.End-1]),
		})
	}
	return out
}

// isQuoted tells whether a place in a part of a paragraph is inside a quotation
// that opens and ends in it, and that a chunk may hold whole.
func (b body) isQuoted(part Span, at int) bool {
	for i := at - 1; i >= max(part.Start, at-aim); i-- {
		switch b.runes[i] {
		case '”', '」':
			return false
		case '“', '「':
			return b.quoteEnd(i, part.End) >= at
		}
	}
	return false
}

// quoteEnd is where a quotation ends that opens at a place, -1 where it does not
// within a chunk's aim or another opens first.
func (b body) quoteEnd(open, end int) int {
	for i := open + 1; i < min(end, open+aim); i++ {
		switch b.runes[i] {
		case '”', '」':
			return i
		case '“', '「':
			return -1
		}
	}
	return -1
}

// headsNext tells whether a paragraph of one sentence, with a mark or none,
// heads the next as headings do: it is but a number, a short sentence, says what
// things are told next, or is a short point behind a dash.
func (b body) headsNext(p Span, m mark, set manner) bool {
	return m.length == len(b.slice(p)) || b.isShortSentence(p) && !b.refersBack(p) && !b.clarifies(p) || p.length() <= maxLeadIn && b.leadsIn(p) || set.unstopped && b.isDashed(p)
}

// pointHead is how a sentence begins that begins a point of an enumeration.
var pointHead = regexp.MustCompile(`^(?:[一二三四五六七八九十]{1,2}[是要]|第[一二三四五六七八九十]{1,2}[，,、]|首先|其次|再次|最后，|此外，|另外，|同时，要)`)

// beginsPoint tells whether a sentence begins a point of an enumeration.
func (b body) beginsPoint(s Span) bool {
	return strings.ContainsRune("一二三四五六七八九十第首其再最此另同", b.runes[s.Start]) && pointHead.MatchString(b.head(s, longestMark))
}

// clarifying is how a paragraph begins that says what the one before means, or
// is a note to it.
var clarifying = regexp.MustCompile(`^(?:(?:主要(?:是|有|包括|表现|体现)|其中|例如|比如|譬如)[^，。；]{0,8}[：:，]|[〔［[]注\d*[〕］\]]|[注註]\d*[：:])`)

// clarifies tells whether a sentence that begins a paragraph completes the one before.
func (b body) clarifies(s Span) bool {
	return strings.ContainsRune("主其例比譬〔［[注註", b.runes[s.Start]) && clarifying.MatchString(b.head(s, longestMark))
}

// goesOn tells whether a sentence that begins a paragraph goes on with one that
// the paragraph before did not end.
func (b body) goesOn(s Span) bool {
	return s.Start > 1 && strings.ContainsRune("；;，、", b.runes[s.Start-2]) && b.refersBack(s)
}

const (
	maxInnerLead = 16
	maxCall      = 12
)

// announces tells whether a sentence says what follows it: it ends with a
// colon, calls on the listeners, or, where it may head the next in its
// paragraph, is short and plain as headings are.
func (b body) announces(s Span, heads bool) bool {
	last := b.runes[s.End-1]
	if last == '：' || last == ':' || last == '！' && s.length() <= maxCall {
		return true
	}
	if !heads || s.length() > maxInnerLead || s.length() < 4 || last != '。' || b.refersBack(s) {
		return false
	}
	for _, r := range b.runes[s.Start : s.End-1] {
		if unicode.IsDigit(r) || unicode.IsPunct(r) && !strings.ContainsRune("“”", r) {
			return false
		}
	}
	return true
}

// isShortSentence tells whether a paragraph is but a short sentence, as a
// heading that kept its full stop is.
func (b body) isShortSentence(p Span) bool {
	return p.length() <= maxPlainLead && b.runes[p.End-1] == '。'
}

// isDashed tells whether a paragraph is a short point behind a dash, as what
// heads the lines below it where sentences end without full stops.
func (b body) isDashed(p Span) bool {
	return p.length() <= maxPlainLead && b.hasDash(p.Start)
}

// pack joins units to chunks, in the way that costs least, where bonds tells of
// each how much it is bound to those before it. No chunk goes on where a speaker
// turns to the listeners.
func pack(units []unit, aim int, bonds []float64) []Span {
	keepLists(units)
	fits, topics := fitting(units), topicsOf(units)
	cost := make([]float64, len(units)+1) // of the best cuts of the units from i on
	next := make([]int, len(units)+1)     // where the first of these chunks ends
	for i := len(units) - 1; i >= 0; i-- {
		cost[i] = math.Inf(1)
		tail, last := 0., i // the last paragraph that begins in the chunk
		for j := i + 1; j <= len(units); j++ {
			length := units[j-1].End - units[i].Start
			if length > MaxChunk && j > i+1 {
				break
			}
			if units[j-1].starts {
				last = j - 1
			}
			if last > i && i > 0 && !units[i].starts {
				tail = mixed
			}
			c := chunkCost(length, aim) + tail + cutCost(units, j, fits) + topics[j-1] + cost[j]
			if j < len(units) {
				c += binding * bonds[j]
			}
			if j < len(units) && !units[j].starts && units[last].Start-units[i].Start > maxHeadless {
				c += mixed
			}
			if c < cost[i] {
				cost[i], next[i] = c, j
			}
			if j < len(units) && units[j].turns && !units[j-1].announces {
				break
			}
		}
	}
	var out []Span
	for i := 0; i < len(units); i = next[i] {
		out = append(out, Span{units[i].Start, units[next[i]-1].End})
	}
	return out
}

// keepLists marks the items of the lists that are one sentence, an item a line
// with a semicolon behind it, and no longer than chunks are cut to.
func keepLists(units []unit) {
	for from := 0; from < len(units); from++ {
		to := from
		for to+1 < len(units) && units[to].item && units[to].halts && units[to+1].item && units[to+1].starts {
			to++
		}
		if units[to].End-units[from].Start <= aim {
			for i := from + 1; i <= to; i++ {
				units[i].kept = true
			}
		}
		from = to
	}
}

// fitting tells of each unit whether its paragraph fits a chunk.
func fitting(units []unit) []bool {
	out := make([]bool, len(units))
	for from := 0; from < len(units); {
		to := from + 1
		for to < len(units) && !units[to].starts {
			to++
		}
		for i := from; i < to; i++ {
			out[i] = units[to-1].End-units[from].Start <= MaxChunk
		}
		from = to
	}
	return out
}

const (
	maxHeadless = 60 // characters of a sentence that a paragraph of its own gives as the topic of the next
	underIt     = 2  // by how much the next is longer at least
	headless    = 1  // cost of a cut between both
)

// topicsOf tells of each unit what it costs to cut behind it because it is a
// short paragraph of one sentence above a long one: its topic.
func topicsOf(units []unit) []float64 {
	out := make([]float64, len(units))
	for i, u := range units {
		if !u.starts || u.length() > maxHeadless || i+1 == len(units) || !units[i+1].starts {
			continue
		}
		end := i + 2
		for end < len(units) && !units[end].starts {
			end++
		}
		if units[end-1].End-units[i+1].Start >= underIt*maxHeadless {
			out[i] = headless
		}
	}
	return out
}

// What cuts cost, as squares of the share by which a chunk misses its aim.
const (
	anyChunk   = .1 // so that two chunks cost more than one as good
	binding    = .3 // between what is bound together twice as much as is usual
	between    = .3 // between the items of a list
	inList     = 1  // between those of a short one that is but one sentence
	atPoint    = .1 // within a paragraph, before a point of an enumeration or another topic
	inside     = .5 // within a paragraph
	insideItem = .6
	referred   = 1  // within a paragraph, before a sentence that refers to the one before, in addition
	looking    = .2 // before a paragraph that does
	opened     = .1 // is saved before a paragraph that opens a point or a topic
	insideFit  = 2  // within a paragraph that fits a chunk
	mixed      = 2  // for a chunk of a paragraph and a part of another
	insideLine = 2  // between the lines over which a sentence was broken
	parted     = 3  // behind what announces, or before what belongs to, the next unit
)

// chunkCost is what a chunk of a length costs: the further from what is aimed
// at, the more, and more again where it is but a scrap.
func chunkCost(length, aim int) float64 {
	off := float64(length-aim) / float64(aim)
	if length < aim/4 {
		off--
	}
	return off*off + anyChunk
}

// cutCost is what it costs to cut before the j-th unit.
func cutCost(units []unit, j int, fits []bool) float64 {
	if j == len(units) {
		return 0
	}
	switch u := units[j]; {
	case u.belongs || units[j-1].announces:
		return parted
	case units[j-1].open:
		return insideLine
	case !u.starts && fits[j]:
		return insideFit
	case u.kept:
		return inList
	case u.starts && u.item && units[j-1].item:
		return between
	case u.starts && u.refers:
		return looking
	case u.starts && u.point:
		return -opened
	case u.starts:
		return 0
	case u.refers:
		return inside + referred
	case u.point || units[j].announces:
		return atPoint
	case u.item:
		return insideItem
	}
	return inside
}
