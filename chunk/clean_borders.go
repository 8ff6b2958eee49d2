package chunk

import (
	"slices"
	"strings"
)

const formFeed = '\f'

// dropBorders takes out the form feeds between pages, with the page numbers
// before them, and joins the sentences that they broke.
func (d *draft) dropBorders() {
	if !slices.ContainsFunc(d.lines, func(l string) bool { return strings.IndexByte(l, formFeed) >= 0 }) {
		return
	}
	var out []string
	pages := pagesOf(d.lines)
	feet, width := haveFeet(pages), wrapWidth(d.lines)
	for i, lines := range pages {
		if n := len(lines); feet && n > 0 && isPageLine(lines[n-1]) {
			d.note("page_number", lines[n-1])
			lines = trimBlankLines(lines[:n-1])
		}
		if i > 0 {
			d.note("page_border", "")
		}
		if n := len(out); n > 0 && len(lines) > 0 && brokenByPage(out[n-1], lines[0]) && !isFullLine(out[n-1], width) {
			out[n-1] = joinLines([]string{out[n-1], lines[0]})
			lines = lines[1:]
		}
		out = append(out, lines...)
	}
	d.lines = out
}

// pagesOf are the lines of each page, without the blank ones at both ends and
// the blanks around the first and the last.
func pagesOf(lines []string) [][]string {
	var out [][]string
	for p := range strings.SplitSeq(strings.Join(lines, "\n"), string(formFeed)) {
		page := trimBlankLines(strings.Split(p, "\n"))
		if n := len(page); n > 0 {
			page[0] = strings.TrimLeft(page[0], " \r")
			page[n-1] = strings.TrimRight(page[n-1], " \r")
		}
		out = append(out, page)
	}
	return out
}

// haveFeet tells whether pages end with their numbers: each is as much above
// the last as there are pages between.
func haveFeet(pages [][]string) bool {
	n, first := 0, 0
	for i, lines := range pages {
		if len(lines) == 0 {
			continue
		}
		form, number, _ := readPageLine(strings.TrimSpace(lines[len(lines)-1]))
		if form < 0 {
			continue
		}
		if n == 0 {
			first = number - i
		}
		if number-i != first {
			return false
		}
		n++
	}
	return n > 1
}

// trimBlankLines are lines without the blank ones at both ends.
func trimBlankLines(lines []string) []string {
	for len(lines) > 0 && strings.TrimSpace(lines[0]) == "" {
		lines = lines[1:]
	}
	for n := len(lines); n > 0 && strings.TrimSpace(lines[n-1]) == ""; n = len(lines) {
		lines = lines[:n-1]
	}
	return lines
}
