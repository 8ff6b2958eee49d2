package chunk

import (
	"slices"
	"strings"
	"unicode"
)

// A draft is a text on its way to being clean: its lines, what was found out
// about the document in lines that are taken out, and the report.
type draft struct {
	lines    []string
	found    Meta
	imprints []Reading // where that was read
	report   []Cleaning
	// readings are the inserted pinyin that were taken out, each with the
	// character that it stood behind.
	readings map[string]rune
}

// clean takes out of a text what is not the plan's, and puts right what is
// certainly wrong. Cleaning a clean text changes nothing.
func clean(text string) Document {
	d := draft{lines: strings.Split(text, "\n"), report: []Cleaning{}}
	d.joinPages()
	d.dropLicence()
	d.dropUnseen()
	d.dropBorders()
	d.narrowFigures()
	d.untag()
	d.layTables()
	d.joinPieces()
	d.trimLines()
	d.applyRules()
	mended, damage := mend(d.text(), d.readings)
	if len(damage) > 0 { // what reads right now may be what a rule looks for
		d.lines = strings.Split(mended, "\n")
		d.applyRules()
		damage = relocate(damage, mended, d.text())
	}
	for _, x := range damage {
		kind := "damaged"
		if x.Repaired {
			kind = "repaired"
		}
		d.note(kind, x.Raw)
	}
	lost := lostWords(d.text())
	for _, x := range lost {
		d.note("lost_words", x.Raw)
	}
	damage = merge(damage, lost)
	return Document{Meta: d.found, Readings: d.imprints, Text: d.text(), Cleaning: d.report, Damage: damage}
}

// applyRules goes through the rules until they find nothing more.
func (d *draft) applyRules() {
	for range maxRounds {
		before := d.cases()
		for _, step := range []func(*draft){
			(*draft).dropPinyin,
			(*draft).dropFurniture,
			(*draft).restoreYears,
			(*draft).joinNumbers,
			(*draft).joinTitle,
			(*draft).dropContentsLine,
			(*draft).dropContents,
			(*draft).dropRunningHeads,
			(*draft).dropSpecks,
			(*draft).dropPageNumbers,
			(*draft).dropNoteMarks,
			(*draft).dropNoteSigns,
			(*draft).joinWrapped,
			(*draft).joinBoxes,
			(*draft).joinChapters,
			(*draft).joinLawTitles,
			(*draft).joinAnnexes,
		} {
			step(d)
		}
		if d.cases() == before {
			return
		}
	}
}

// maxRounds is how often the rules are gone through again when they changed
// something: what one takes out may lay bare what another finds.
const maxRounds = 8

// cases is the number of all cases in the report.
func (d *draft) cases() int {
	n := 0
	for _, c := range d.report {
		n += c.Count
	}
	return n
}

// text is the draft as it stands, a paragraph a line.
func (d *draft) text() string { return strings.Join(d.lines, "\n") }

const (
	maxExamples      = 5
	maxExampleLength = 40
)

// note adds one case to a rule's line in the report.
func (d *draft) note(kind, example string) {
	c := d.line(kind)
	c.Count++
	example = shorten(strings.TrimSpace(example), maxExampleLength)
	if len(c.Examples) < maxExamples && example != "" && !slices.Contains(c.Examples, example) {
		c.Examples = append(c.Examples, example)
	}
}

// line is a rule's line in the report, a new one if it has none yet.
func (d *draft) line(kind string) *Cleaning {
	for i := range d.report {
		if d.report[i].Kind == kind {
			return &d.report[i]
		}
	}
	d.report = append(d.report, Cleaning{Kind: kind, Examples: []string{}})
	return &d.report[len(d.report)-1]
}

// shorten is s, or its first n code points and an ellipsis.
func shorten(s string, n int) string {
	if rs := []rune(s); len(rs) > n {
		return string(rs[:n]) + "…"
	}
	return s
}

// dropUnseen takes out characters that nobody sees: zero-width ones, soft
// hyphens, controls.
func (d *draft) dropUnseen() {
	for i, l := range d.lines {
		if strings.IndexFunc(l, isUnseen) < 0 {
			continue
		}
		d.lines[i] = strings.Map(func(r rune) rune {
			if isUnseen(r) {
				d.note("unseen_character", "")
				return -1
			}
			return r
		}, l)
	}
}

// isUnseen tells zero-width characters, soft hyphens and controls from white space and what is seen.
func isUnseen(r rune) bool {
	return r != '\t' && (unicode.Is(unicode.Cf, r) || unicode.IsControl(r) && !unicode.IsSpace(r))
}
