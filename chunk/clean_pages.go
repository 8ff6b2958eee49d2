package chunk

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pageForms are the ways in which a line by itself tells a page's number, and
// how many pages there are. The last two may be anything else, too.
var pageForms = []*regexp.Regexp{
	regexp.MustCompile(`^[-—–－]+\s?(\d{1,3})\s?[-—–－]+$`),
	regexp.MustCompile(`^[·•]\s?(\d{1,3})\s?[·•]$`),
	regexp.MustCompile(`^第\s?(\d{1,3})\s?[页頁](?:\s?[,，/]?\s?共\s?(\d{1,3})\s?[页頁])?$`),
	regexp.MustCompile(`^(?i:page)\s?(\d{1,3})(?:\s?(?i:of|/)\s?(\d{1,3}))?$`),
	regexp.MustCompile(`^(\d{1,3})\s?/\s?(\d{1,3})$`),
	regexp.MustCompile(`^(\d{1,3})$`),
}

const (
	certainForms = 4   // of the forms, those that are nothing else
	minPages     = 3   // page numbers that rise by one, fewer may be anything
	minPageLine  = 15  // characters of a line that a page's end broke
	minPage      = 150 // characters between bare page numbers
	maxPageForm  = 24  // bytes
)

// A pageLine is a line that may tell a page's number.
type pageLine struct{ line, number int }

// dropPageNumbers takes out page numbers that rise by one through the text,
// and joins the sentences that they broke.
func (d *draft) dropPageNumbers() {
	found := make([][]pageLine, len(pageForms))
	totals := make([]string, len(pageForms))
	for i, l := range d.lines {
		form, number, total := readPageLine(l)
		if form < 0 || form >= certainForms && !d.isAmidProse(i) {
			continue
		}
		if n := len(found[form]); n > 0 && total != totals[form] {
			continue
		}
		found[form], totals[form] = append(found[form], pageLine{i, number}), total
	}
	drop := map[int]bool{}
	for _, p := range d.pageChain(wrapWidth(d.lines)) {
		drop[p.line] = true
	}
	for form, pages := range found {
		if isRising(pages, minPages) && (form < certainForms || d.areApart(pages)) || form == len(pageForms)-1 && d.areWrappedPages(pages) {
			for _, p := range pages {
				drop[p.line] = true
			}
		}
	}
	d.dropBetween("page_number", func(i int) bool { return drop[i] })
}

// readPageLine reads which form a line has that tells a page's number, -1 if none.
func readPageLine(l string) (form, number int, total string) {
	if len(l) == 0 || len(l) > maxPageForm {
		return -1, 0, ""
	}
	for form, re := range pageForms {
		if m := re.FindStringSubmatch(l); m != nil {
			number, _ = strconv.Atoi(m[1])
			if len(m) > 2 {
				total = m[2]
			}
			return form, number, total
		}
	}
	return -1, 0, ""
}

// isRising tells whether there are enough page numbers, and each is one more than the last.
func isRising(pages []pageLine, enough int) bool {
	for i := range pages {
		if i > 0 && pages[i].number != pages[i-1].number+1 {
			return false
		}
	}
	return len(pages) >= enough
}

// isAmidProse tells whether the i-th line stands between lines of prose: what
// stands beside a cell of a table, or opens an item, is short or numbered.
func (d *draft) isAmidProse(i int) bool {
	return i > 0 && i+1 < len(d.lines) && isProse(d.lines[i-1]) && (isProse(d.lines[i+1]) || isNumbered(d.lines[i+1]))
}

// isProse tells whether a line is long enough to be one of a paragraph, and no row of a table.
func isProse(l string) bool { return utf8.RuneCountInString(l) >= minPageLine && !isTableLine(l) }

// areApart tells whether between bare page numbers there is as much as stands
// on a page, and most of them break a sentence: an item's number breaks none.
func (d *draft) areApart(pages []pageLine) bool {
	broken := 0
	for i, p := range pages {
		if i > 0 && d.length(pages[i-1].line+1, p.line) < minPage {
			return false
		}
		if brokenByPage(d.lines[p.line-1], d.lines[p.line+1]) {
			broken++
		}
	}
	return broken > 0 && 2*broken >= len(pages)
}

// areWrappedPages tells whether as few as two bare numbers are pages' numbers,
// because the lines before them are full lines of a text broken at a fixed width.
func (d *draft) areWrappedPages(pages []pageLine) bool {
	width := wrapWidth(d.lines)
	return width > 0 && isRising(pages, 2) && d.areApart(pages) && slices.ContainsFunc(pages, func(p pageLine) bool {
		return isFullLine(d.lines[p.line-1], width)
	})
}

// isFullLine tells whether a line of a text that was broken at a width, 0 for none, is a full one.
func isFullLine(l string, width int) bool {
	n := columns(l)
	return width > 0 && n >= width-raggedRight && n <= width+raggedRight
}

// length is the characters of the lines from one up to another.
func (d *draft) length(from, to int) int {
	n := 0
	for _, l := range d.lines[from:to] {
		n += utf8.RuneCountInString(l)
	}
	return n
}

// dropBetween takes out lines that a page put into the text, and joins the
// sentences that they broke; full lines of a wrapped text are joined with all others.
func (d *draft) dropBetween(kind string, drop func(i int) bool) {
	rest := make([]string, 0, len(d.lines))
	for i, l := range d.lines {
		if !drop(i) {
			rest = append(rest, l)
		}
	}
	if len(rest) == len(d.lines) {
		return
	}
	kept := make([]string, 0, len(rest))
	dropped, width := false, wrapWidth(rest)
	for i, l := range d.lines {
		if drop(i) {
			d.note(kind, l)
			dropped = true
			continue
		}
		if n := len(kept); dropped && n > 0 && brokenByPage(kept[n-1], l) && !isFullLine(kept[n-1], width) && !headsPage(kept[n-1], l, width) {
			kept[n-1] = joinLines([]string{kept[n-1], l})
		} else {
			kept = append(kept, l)
		}
		dropped = false
	}
	d.lines = kept
}

// brokenByPage tells whether a sentence goes on from the last line of a page to the next.
func brokenByPage(before, after string) bool {
	form, _, _ := readPageLine(after)
	return isProse(before) && !isEnded(before) && !isNumbered(after) && !beginsAnnex(after) && form < 0 && !isTableLine(after)
}

// headsPage tells whether the last line of a page is a heading by itself, and
// the next page begins with its text: it has a number and one clause, is no
// full line of a text that was broken at a width, 0 for none, and what follows
// is longer than the rest of a heading.
func headsPage(before, after string, width int) bool {
	m, ok := readMark(before)
	n := utf8.RuneCountInString(before)
	if !ok || m.kind > bracketDot && m.kind != box && m.kind != annex || n > maxPlain || strings.ContainsAny(before, "，；：。") {
		return false
	}
	return width > 0 && n*4 <= width*3 || width == 0 && utf8.RuneCountInString(after) >= minUnderPlain
}
