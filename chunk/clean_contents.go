package chunk

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

var (
	contentsHead = regexp.MustCompile(`^(?:目\s*[录錄次]|(?i:contents))$`)
	leader       = regexp.MustCompile(`[\s.…·．。_\-—]*[（(\[]?(\d{1,3})[)）\]]?$`) // dots and page number at the end of an entry
)

const (
	minEntries     = 4
	minTitled      = 2 // entries below the word 目录
	maxEntry       = 70
	maxEntries     = 500
	contentsWithin = 200 // how far from the top a contents page may begin
)

// An entry is a line that may stand in a contents page.
type entry struct {
	key    string // without page number
	text   string // as it stands, of one on a line with others
	dotted bool   // its page stands behind dots
	page   int    // -1 if there is none
	marked bool   // numbered like a heading
}

// readEntry reads a line as an entry of a contents page, and tells whether it
// may be one: it is short, but for dots and page number, and no sentence.
func readEntry(l string) (entry, bool) {
	if len(l) > 8*maxEntry || strings.HasSuffix(l, "。") || strings.HasSuffix(l, "；") || isTableLine(l) {
		return entry{}, false
	}
	e := entry{page: -1, marked: isNumbered(l)}
	if m := leader.FindStringSubmatchIndex(l); m != nil && m[0] > 0 && !figureGoesOn(l[:m[0]], l[m[0]:m[2]]) {
		e.page, _ = strconv.Atoi(l[m[2]:m[3]])
		l = l[:m[0]]
	}
	e.key = key(l)
	return e, e.key != "" && utf8.RuneCountInString(l) <= maxEntry
}

// figureGoesOn tells whether the digits at a line's end are no page but the
// rest of a figure: of 30.02, of 2400, of ≥85.
func figureGoesOn(before, between string) bool {
	if between != "" && between != "." {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return r >= '0' && r <= '9' || strings.ContainsRune(",≥≤＞＜><≈", r)
}

// dropContents takes out a contents page: lines that all come again further
// down as headings, or that end in rising page numbers.
func (d *draft) dropContents() {
	places := sync.OnceValue(func() map[string]int { return headingPlaces(d.lines) })
	for i := 0; i < min(len(d.lines), contentsWithin); i++ {
		start := i
		if contentsHead.MatchString(d.lines[i]) {
			start++
		}
		es := contents(d.lines[start:], start > i)
		if risingPages(es) {
			es = withoutTail(es, func(e entry) bool { return e.page < 0 })
		} else if es = comeAgain(es, places, start, start > i); es == nil {
			continue
		}
		from, to := i, start+len(es)
		for from > 0 && pageNumber.MatchString(d.lines[from-1]) {
			from--
		}
		for to < len(d.lines) && pageNumber.MatchString(d.lines[to]) {
			to++
		}
		for _, l := range d.lines[from:to] {
			d.note("contents", l)
		}
		d.lines = append(d.lines[:from], d.lines[to:]...)
		return
	}
}

// contents are the entries at the beginning of lines that may be a contents
// page, nil if there are too few.
func contents(lines []string, titled bool) []entry {
	if len(lines) == 0 {
		return nil
	}
	first, ok := readEntry(lines[0])
	if !ok || !first.marked && first.page < 0 && !titled {
		return nil
	}
	if m, ok := readMark(lines[0]); ok && m.number > 1 && first.page < 0 && !titled {
		return nil // the rest of a list, of annexes
	}
	es := leadingEntries(lines)
	if len(es) < minEntries && !titled || len(es) < minTitled {
		return nil
	}
	return es
}

// withoutTail are the entries up to the last that belongs to a contents page.
func withoutTail(es []entry, foreign func(entry) bool) []entry {
	for len(es) > 0 && foreign(es[len(es)-1]) {
		es = es[:len(es)-1]
	}
	return es
}

// comeAgain are the entries, from line start on, if nearly all of them are
// headings further down; else nil.
func comeAgain(es []entry, places func() map[string]int, start int, titled bool) []entry {
	if len(es) == 0 {
		return nil
	}
	comesAgain := func(e entry) bool { return places()[e.key] >= start+len(es) }
	again := 0
	for _, e := range es {
		if comesAgain(e) {
			again++
		}
	}
	if again*10 < len(es)*8 && (!titled || again*2 < len(es)) {
		return nil
	}
	return withoutTail(es, func(e entry) bool { return !comesAgain(e) })
}

// leadingEntries are the entries up to the first line that is none, or that
// begins the list again: there the text itself begins.
func leadingEntries(lines []string) []entry {
	var es []entry
	seen := map[string]bool{}
	for _, l := range lines[:min(len(lines), maxEntries)] {
		e, ok := readEntry(l)
		if !ok || seen[e.key] {
			break
		}
		seen[e.key] = true
		es = append(es, e)
	}
	return withoutTail(es, func(e entry) bool { return !e.marked && e.page < 0 })
}

// risingPages tells whether most entries have page numbers, none lower than the one before.
func risingPages(es []entry) bool {
	numbered, last := 0, 0
	for _, e := range es {
		if e.page < 0 {
			continue
		}
		if e.page < last {
			return false
		}
		numbered++
		last = e.page
	}
	return numbered >= minTitled && numbered*10 >= len(es)*7 && last > es[0].page
}

// headingPlaces are the last lines at which headings stand, run-in ones
// included, by their keys.
func headingPlaces(lines []string) map[string]int {
	places := map[string]int{}
	for i, l := range lines {
		if lead := leadOfLine(l); lead != "" {
			places[key(lead)] = i
		}
		if utf8.RuneCountInString(l) <= maxEntry {
			places[key(l)] = i
		}
	}
	return places
}

// leadOfLine is the first sentence of a line, "" if it is long.
func leadOfLine(l string) string {
	i := strings.Index(l[:min(len(l), 4*maxEntry)], "。")
	if i < 0 || utf8.RuneCountInString(l[:i]) > maxEntry {
		return ""
	}
	return l[:i]
}
