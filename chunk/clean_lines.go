package chunk

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// trimLines takes out blank lines and the blanks around lines, makes one blank
// or, where there was one, one tab of those inside, and breaks lines in which
// paragraphs are only set off by wide blanks.
func (d *draft) trimLines() {
	kept := make([]string, 0, len(d.lines))
	rows := inTables(d.lines)
	for i, l := range d.lines {
		if rows[i] {
			kept = append(kept, d.squeezeCells(l))
			continue
		}
		for _, part := range d.setOff(l) {
			switch t := Squeeze(part); {
			case t == "":
				d.note("blank_line", "")
			case t != part:
				d.note("blank", "")
				kept = append(kept, t)
			default:
				kept = append(kept, t)
			}
		}
	}
	d.lines = kept
}

var wideGap = regexp.MustCompile(`\x{3000}{2,}|[ \x{A0}]{4,}`)

const (
	shortHeading  = 40
	minAfterTitle = 16
)

// setOff parts a line into the paragraphs that wide blanks set off in it: a
// numbered heading, what follows one, and what follows the end of a sentence.
func (d *draft) setOff(l string) []string {
	if !strings.Contains(l, "    ") && !strings.Contains(l, "\u3000\u3000") && !strings.Contains(l, "\u00a0") {
		return []string{l}
	}
	gaps := wideGap.FindAllStringIndex(l, -1)
	if len(gaps) == 0 {
		return []string{l}
	}
	var out []string
	start := 0
	for _, g := range gaps {
		before, after := strings.TrimSpace(l[start:g[0]]), l[g[1]:]
		if before == "" {
			continue
		}
		m, ok := readMark(before)
		if isNumbered(after) || endsBeforeGap(before, after) || ok && isTitle(before, m) && utf8.RuneCountInString(after) >= minAfterTitle {
			out = append(out, l[start:g[0]])
			d.note("run_together", shorten(before, 20)+"/"+shorten(strings.TrimSpace(after), 15))
			start = g[1]
		}
	}
	return append(out, l[start:])
}

// isTitle tells whether a line that begins with a mark may be a title.
func isTitle(l string, m mark) bool {
	words := utf8.RuneCountInString(l[m.length:])
	return words <= shortHeading && (m.kind <= section && words > 0 || m.kind <= dot && words >= minPart && !isEnded(l) || m.kind == preface)
}

// endsBeforeGap tells whether what stands before a wide gap ends a sentence, or
// announces points behind dashes, and is no field of a form.
func endsBeforeGap(before, after string) bool {
	return isEnded(before) && (utf8.RuneCountInString(before) >= minAnnounced || strings.HasPrefix(after, "—"))
}

// minAnnounced is the least length of a sentence that a gap ends.
const minAnnounced = 12

// Squeeze is a line without the white space around it and with one blank for
// each run of it inside, a tab for one that holds a tab.
func Squeeze(l string) string {
	if !strings.ContainsFunc(l, unicode.IsSpace) {
		return l
	}
	var b strings.Builder
	gap := ""
	for _, r := range l {
		switch {
		case r == '\t':
			gap = "\t"
		case unicode.IsSpace(r):
			gap = cmp.Or(gap, " ")
		default:
			if b.Len() > 0 {
				b.WriteString(gap)
			}
			b.WriteRune(r)
			gap = ""
		}
	}
	return b.String()
}

const (
	minWrapped  = 20 // lines that tell whether a text is wrapped
	maxWidth    = 60
	minWidth    = 18
	raggedRight = 4 // characters by which a full line may be short
	raggedLeft  = 6 // the same, by which one may be long: in a box
)

// joinWrapped joins the lines of a text that was broken at a fixed width, and
// lines broken before a mark that begins no line.
func (d *draft) joinWrapped() {
	width := wrapWidth(d.lines)
	kept := make([]string, 0, len(d.lines))
	last, linked := 0, false // width of the line that was joined last; whether it is a link
	var rows rowCount
	for i, l := range d.lines {
		isRow := rows.next(i, l)
		was := linked
		linked = i > 0 && i+1 < len(d.lines) && isLink(kept[len(kept)-1], l, d.lines[i+1])
		if i > 0 && isSubscript(kept[len(kept)-1], l) {
			kept[len(kept)-1] += l
			linked = len(l) <= len("2.5") // the sentence goes on below
			d.note("broken_line", l)
		} else if i > 0 && (was || linked || !isRow && continues(kept[len(kept)-1], l, width, last)) {
			kept[len(kept)-1] = joinLines([]string{kept[len(kept)-1], l})
			d.note("broken_line", l)
		} else {
			kept = append(kept, l)
		}
		last = columns(l)
	}
	d.lines = kept
}

// A formula, and its figures, which a page's copy set on a line of their own
// because they stand below the others.
var (
	formula   = regexp.MustCompile(`(?:PM|SO|CO|NO|NH|CH|O)$`)
	subscript = regexp.MustCompile(`^(?:2\.5|10|[2-5x])(?:$|[）)，,。；;]|\p{Han})`)
)

// isSubscript tells whether a line goes on amid a formula: PM, 2.5.
func isSubscript(before, l string) bool {
	return formula.MatchString(before) && subscript.MatchString(l)
}

const maxLink = 24 // characters of a link's words

// isLink tells whether a line is the words of a link amid a sentence, which a
// page's copy set on a line of their own: the line before breaks off, and the
// next begins as no sentence does.
func isLink(before, l, next string) bool {
	first, _ := utf8.DecodeRuneInString(next)
	return strings.ContainsRune("。，、；的和及等", first) && isProse(before) && !isEnded(before) && strings.ContainsAny(before, "，。") &&
		utf8.RuneCountInString(l) <= maxLink && !strings.ContainsAny(l, "，。；：！？\t|#") && !isNumbered(l) && !isNumbered(next)
}

// wrapWidth is the width at which a text was wrapped, 0 if it was not: a
// quarter of its lines are about as long, and most of these are prose that
// does not end with the line.
func wrapWidth(lines []string) int {
	var count [maxWidth + 1]int
	for _, l := range lines {
		if n := columns(l); n <= maxWidth {
			count[n]++
		}
	}
	width, full := 0, 0
	for w := minWidth; w <= maxWidth; w++ {
		n := 0
		for _, c := range count[w-raggedRight : w+1] {
			n += c
		}
		if n > full {
			width, full = w, n
		}
	}
	if len(lines) < minWrapped || full*4 < len(lines) {
		return 0
	}
	open := 0
	for _, l := range lines {
		if n := columns(l); n <= width && n >= width-raggedRight && !isEnded(l) && strings.ContainsAny(l, "，、；") {
			open++
		}
	}
	if open*2 < full {
		return 0
	}
	return width
}

// columns is how wide a line is set, in Chinese characters: figures and Latin
// letters take half of one.
func columns(l string) int {
	n := 0
	for _, r := range l {
		if r < 0x2000 {
			n++
		} else {
			n += 2
		}
	}
	return (n + 1) / 2
}

// isEnded tells whether a line ends as a sentence does.
func isEnded(l string) bool {
	end, _ := utf8.DecodeLastRuneInString(l)
	return strings.ContainsRune("。！？：；:;!?", end)
}

// continues tells whether line l goes on with the one before, whose last
// part, as long as it came, has the given length.
func continues(before, l string, width, length int) bool {
	first, _ := utf8.DecodeRuneInString(l)
	end, _ := utf8.DecodeLastRuneInString(before)
	broken := strings.ContainsRune("，。、；：！？）》”", first) || strings.ContainsRune("《（“", end)
	full := width > 0 && length >= width-raggedRight && length <= width+raggedLeft && !isEnded(before) && !endsInTitle(before)
	return (broken || full) && !isNumbered(l) && !strings.HasPrefix(l, "#") && !datedLine.MatchString(l) && !beginsAnnex(l) && !dateLine.MatchString(l) && !strings.ContainsAny(l, "\t|")
}

// datedLine is how a line begins that tells what was done to a law on a day.
var datedLine = regexp.MustCompile(`^\d{4}年\d{1,2}月\d{1,2}日\s`)

// endsInTitle tells whether a line is an annex's and ends as its title does, or
// whether a chapter, or a section with figures, 7.1.3, begins behind its last
// sentence, with a title that has no sentence in it.
func endsInTitle(l string) bool {
	if strings.HasPrefix(l, "附") {
		m, ok := readMark(l)
		return ok && m.kind == annex && m.length < len(l) && !strings.ContainsAny(l, "，。；") && (annexEnd.MatchString(l) || endsTitle(l))
	}
	at := strings.LastIndex(l, "。") + len("。")
	if at == len(l) || at < len("。") || !isDigit(l[at]) && !strings.HasPrefix(l[at:], "第") {
		return false
	}
	m, ok := readMark(l[at:])
	return ok && (m.kind <= section || m.kind >= second && m.kind <= fourth) && utf8.RuneCountInString(l[at:]) <= maxSectionTitle && !strings.ContainsAny(l[at:], "，；：、")
}

// joinChapters joins the number of a chapter that stands on a line by itself
// with its title.
func (d *draft) joinChapters() {
	kept := make([]string, 0, len(d.lines))
	for i, l := range d.lines {
		if n := len(kept); i > 0 && n > 0 && kept[n-1] == d.lines[i-1] && (isBareChapter(kept[n-1]) && mayTitle(l) || isBareItem(kept[n-1]) && !isTableLine(l) || isBareNumber(kept[n-1]) && isItemText(l) || d.isBareSection(i-1) && mayTitle(l)) {
			kept[n-1] = joinNumber(kept[n-1], l)
			d.note("broken_line", l)
			continue
		}
		kept = append(kept, l)
	}
	d.lines = kept
}

// isBareChapter tells whether a line is but a chapter's number.
func isBareChapter(l string) bool {
	m, ok := readMark(l)
	return ok && m.kind <= section && m.length == len(l)
}

// isBareItem tells whether a line is but the mark 一是.
func isBareItem(l string) bool {
	m, ok := readMark(l)
	return ok && m.kind == item && m.length == len(l)
}

// isBareNumber tells whether a line is but the mark 一、 or 第一，.
func isBareNumber(l string) bool {
	m, ok := readMark(l)
	return ok && (m.kind == comma || m.kind == nth) && m.length == len(l)
}

// isItemText tells whether a line is a sentence, or begins with one, and has no
// number of its own.
func isItemText(l string) bool {
	return utf8.RuneCountInString(l) >= minProse && strings.ContainsAny(l, "，。；") && !isNumbered(l) && !isTableLine(l)
}

var bareSection = regexp.MustCompile(`^\d{1,2}\.\d{1,2}$`)

// isBareSection tells whether the i-th line is but a number 2.1 whose title
// stands on the next line, with 2.1.1 below.
func (d *draft) isBareSection(i int) bool {
	return i+2 < len(d.lines) && bareSection.MatchString(d.lines[i]) && strings.HasPrefix(d.lines[i+2], d.lines[i]+".1")
}

// joinNumber is a title with its number in front.
func joinNumber(number, title string) string {
	if isBareItem(number) || isBareNumber(number) {
		return number + title
	}
	return number + " " + title
}

const maxChapterTitle = 24

// mayTitle tells whether a line may be the title of a chapter.
func mayTitle(l string) bool {
	m, ok := readMark(l)
	return (!ok || m.kind == preface) && utf8.RuneCountInString(l) <= maxChapterTitle && !isEnded(l) && !isTableLine(l) && !strings.HasPrefix(l, "#")
}
