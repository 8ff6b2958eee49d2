package chunk

import (
	"regexp"
	"strconv"
	"unicode/utf8"
)

// dashedNumber is a page number in the midst of a text: — 12 —.
var dashedNumber = regexp.MustCompile(`^[-—–－]+\s?(\d{1,3})\s?[-—–－]+$`)

const (
	minPages    = 3  // page numbers that rise by one, fewer may be anything
	minPageLine = 15 // characters of a line that a page's end broke
)

// dropPageNumbers takes out page numbers between dashes that rise by one
// through the text, and joins the sentences that they broke.
func (d *draft) dropPageNumbers() {
	if !d.hasPages() {
		return
	}
	kept := make([]string, 0, len(d.lines))
	for i := 0; i < len(d.lines); i++ {
		l := d.lines[i]
		if !dashedNumber.MatchString(l) {
			kept = append(kept, l)
			continue
		}
		d.note("page_number", l)
		if n := len(kept); n > 0 && i+1 < len(d.lines) && brokenByPage(kept[n-1], d.lines[i+1]) {
			kept[n-1] = joinLines([]string{kept[n-1], d.lines[i+1]})
			i++
		}
	}
	d.lines = kept
}

// hasPages tells whether page numbers rise by one through a text.
func (d *draft) hasPages() bool {
	risen, last := 0, -1
	for _, l := range d.lines {
		m := dashedNumber.FindStringSubmatch(l)
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(m[1])
		if last >= 0 && n != last+1 {
			return false
		}
		last = n
		risen++
	}
	return risen >= minPages
}

// brokenByPage tells whether a sentence goes on from the last line of a page to the next.
func brokenByPage(before, after string) bool {
	return utf8.RuneCountInString(before) >= minPageLine && !isEnded(before) &&
		!isNumbered(after) && !dashedNumber.MatchString(after) && !isTableLine(after)
}
