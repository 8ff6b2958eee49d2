package chunk

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A scan leaves between the pages what the eye takes for dirt: lines of dots,
// a page's number among dots, the stamp of the archive that it was made for.

var (
	stamp     = regexp.MustCompile(`(?i:academic journal electronic pub)`)
	speck     = regexp.MustCompile(`^[·•．.。，,、’'\s]+$`)
	dotNumber = regexp.MustCompile(`^[·•．.\s]*\d{1,3}(?: \d)?[·•．.。\s]*$`)
)

const (
	maxSpeck  = 10 // characters
	maxStamp  = 200
	minSpecks = 3 // specks and numbers among dots of a text that has such
)

// dropSpecks takes these lines out, and joins the sentences that they broke.
func (d *draft) dropSpecks() {
	specks := 0
	drop := make([]bool, len(d.lines))
	for i, l := range d.lines {
		drop[i] = isSpeck(l)
		if drop[i] {
			specks++
		}
	}
	d.dropBetween("page_number", func(i int) bool {
		return specks >= minSpecks && drop[i] || len(d.lines[i]) < maxStamp*len("字") && stamp.MatchString(d.lines[i])
	})
}

// isSpeck tells whether a line is but dots, or a number among dots: a bare
// number may be a cell of a table, and 1． an item's.
func isSpeck(l string) bool {
	n := utf8.RuneCountInString(l)
	if n == 0 || n > maxSpeck {
		return false
	}
	return speck.MatchString(l) || dotNumber.MatchString(l) && (strings.ContainsAny(l, "·•") || strings.HasPrefix(l, "．"))
}
