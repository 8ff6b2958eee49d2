package chunk

import (
	"regexp"
	"strconv"
	"strings"
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
	contentsWithin = 200 // how far from the top a contents page may begin
)

// An entry is a line that may stand in a contents page.
type entry struct {
	key    string // without page number
	page   int    // -1 if there is none
	marked bool   // numbered like a heading
}

func readEntry(l string) (entry, bool) {
	if utf8.RuneCountInString(l) > maxEntry || strings.HasSuffix(l, "。") || strings.HasSuffix(l, "；") {
		return entry{}, false
	}
	e := entry{key: key(l), page: -1, marked: isNumbered(l)}
	if m := leader.FindStringSubmatchIndex(l); m != nil && m[0] > 0 {
		e.key = key(l[:m[0]])
		e.page, _ = strconv.Atoi(l[m[2]:m[3]])
	}
	return e, e.key != ""
}

// dropContents takes out a contents page: lines that all come again further
// down as headings, or that end in rising page numbers.
func (d *draft) dropContents() {
	for i := 0; i < min(len(d.lines), contentsWithin); i++ {
		titled := contentsHead.MatchString(d.lines[i])
		start := i
		if titled {
			start++
		}
		n := contentsLength(d.lines[start:], titled)
		if n == 0 {
			continue
		}
		from, to := i, start+n
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

// contentsLength is the number of lines at the beginning that make up a contents page, 0 if none do.
func contentsLength(lines []string, titled bool) int {
	if len(lines) == 0 {
		return 0
	}
	if first, ok := readEntry(lines[0]); !ok || !first.marked && first.page < 0 && !titled {
		return 0
	}
	entries := leadingEntries(lines)
	if len(entries) < minEntries && !titled || len(entries) < minTitled {
		return 0
	}
	if risingPages(entries) {
		return len(entries)
	}
	later := headingKeys(lines[len(entries):])
	again := 0
	for _, e := range entries {
		if later[e.key] {
			again++
		}
	}
	if again*10 >= len(entries)*8 || titled && again*2 >= len(entries) {
		return len(entries)
	}
	return 0
}

// leadingEntries are the entries up to the first line that is none, or that
// begins the list again: there the text itself begins.
func leadingEntries(lines []string) []entry {
	var es []entry
	seen := map[string]bool{}
	for _, l := range lines {
		e, ok := readEntry(l)
		if !ok || seen[e.key] {
			break
		}
		seen[e.key] = true
		es = append(es, e)
	}
	for len(es) > 0 && !es[len(es)-1].marked && es[len(es)-1].page < 0 {
		es = es[:len(es)-1]
	}
	return es
}

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
	return numbered*10 >= len(es)*7 && last > es[0].page
}

// headingKeys are the keys of all lines that may be headings, run-in ones included.
func headingKeys(lines []string) map[string]bool {
	keys := map[string]bool{}
	for _, l := range lines {
		if utf8.RuneCountInString(l) <= maxEntry {
			keys[key(l)] = true
		}
		if lead, _, ok := strings.Cut(l, "。"); ok && utf8.RuneCountInString(lead) <= maxEntry {
			keys[key(lead)] = true
		}
	}
	return keys
}
