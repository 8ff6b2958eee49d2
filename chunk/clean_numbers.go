package chunk

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The number of a section, 1.3, may stand on a line of its own above the
// section's title, or at the end of the line before. It goes with its title
// where the text numbers its sections so and the numbers around it are there.

const (
	minSections     = 8  // numbered lines of a text that numbers its sections so
	maxSectionTitle = 24 // characters of a title below its number
)

var (
	// sectionNumber is a number with figures that begins a line, and words behind it.
	sectionNumber = regexp.MustCompile(`^(\d{1,2}(?:\.\d{1,2}){1,2})\s+\p{Han}`)
	// numberAtEnd is such a number that is all of a line, or ends one behind a sentence.
	numberAtEnd = regexp.MustCompile(`^(.*[。！；])?(\d{1,2}(?:\.\d{1,2}){1,2})$`)
)

// joinNumbers joins the numbers of sections with the titles below them.
func (d *draft) joinNumbers() {
	alone := d.numbersAlone()
	if len(alone) == 0 || !d.areSections(alone) {
		return
	}
	kept := make([]string, 0, len(d.lines))
	for i := 0; i < len(d.lines); i++ {
		n, ok := alone[i]
		if !ok || !n.section {
			kept = append(kept, d.lines[i])
			continue
		}
		d.note("broken_line", n.number)
		if n.before != "" {
			kept = append(kept, n.before)
		}
		i++
		kept = append(kept, n.number+" "+d.lines[i])
	}
	d.lines = kept
}

// A numberAlone is a number without words at the end of a line.
type numberAlone struct {
	before, number string // what stands before it on the line
	section        bool   // it is a section's
}

// numbersAlone are the numbers that a title may stand below, by their lines.
func (d *draft) numbersAlone() map[int]*numberAlone {
	out := map[int]*numberAlone{}
	for i, l := range d.lines[:max(0, len(d.lines)-1)] {
		if l == "" || !isDigit(l[len(l)-1]) || !isBelowNumber(d.lines[i+1]) {
			continue
		}
		if m := numberAtEnd.FindStringSubmatch(l); m != nil {
			out[i] = &numberAlone{before: m[1], number: m[2]}
		}
	}
	return out
}

// areSections marks the numbers that belong to sections: with a relative among
// those that begin lines, or among those marked. It tells whether there are any.
func (d *draft) areSections(alone map[int]*numberAlone) bool {
	known := map[string]bool{}
	for _, l := range d.lines {
		if l == "" || !isDigit(l[0]) {
			continue
		}
		if m := sectionNumber.FindStringSubmatch(l); m != nil {
			known[m[1]] = true
		}
	}
	if len(known) < minSections {
		return false
	}
	marked := 0
	for more := true; more; {
		more = false
		for _, n := range alone {
			if !n.section && hasRelative(known, n.number) {
				n.section, known[n.number], more = true, true, true
				marked++
			}
		}
	}
	return marked > 0
}

// isDigit tells whether a byte is a digit.
func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isBelowNumber tells whether a line may be the title of a section.
func isBelowNumber(l string) bool {
	r, _ := utf8.DecodeRuneInString(l)
	n := utf8.RuneCountInString(l)
	return unicode.Is(unicode.Han, r) && n >= 2 && n <= maxSectionTitle && !strings.ContainsAny(l, "，。；：|\t") && !isNumbered(l)
}

// hasRelative tells whether the section before or behind a number is known, or
// the first below it.
func hasRelative(known map[string]bool, number string) bool {
	at := strings.LastIndexByte(number, '.') + 1
	n, _ := strconv.Atoi(number[at:])
	return known[number+".1"] || known[number[:at]+strconv.Itoa(n-1)] || known[number[:at]+strconv.Itoa(n+1)]
}
