package chunk

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A running head is a page's topmost line: the document's title or the
// chapter's, often with the page's number.

// headNumber is a page number behind a running head or before it.
var headNumber = regexp.MustCompile(`^(\d{1,3})[\s·•|—–-]+|[\s·•|—–-]+(\d{1,3})(?:\s?[·•|—–-])?$`)

const (
	minHeads    = 3  // times that a running head stands in a text
	maxRunning  = 45 // characters
	minHeadKey  = 4
	maxUneven   = 8 // by how much the longest way between heads may exceed the shortest
	minHeadMark = 2 // of the heads, those that break a sentence or tell their page
)

// A head is a line that may be a running head.
type head struct {
	line, page int // page is 0 if it tells none
	breaks     bool
}

// dropRunningHeads takes out titles and chapters' headings that come again and
// again between the halves of sentences, but for the first.
func (d *draft) dropRunningHeads() {
	found := map[string][]head{}
	var order []string
	often := d.recurring()
	for i, l := range d.lines {
		if often[bareHead(l)] < minHeads {
			continue
		}
		name, page, ok := readHead(l)
		if !ok {
			continue
		}
		k := key(name)
		if len(found[k]) == 0 {
			order = append(order, k)
		}
		found[k] = append(found[k], head{i, page, d.breaksSentence(i)})
	}
	drop := map[int]bool{}
	for _, k := range order {
		heads := found[k]
		if !d.areRunning(heads) || d.areHeadingsOfParts(heads) {
			continue
		}
		if heads[0].page == 0 { // the heading itself
			heads = heads[1:]
		}
		for _, h := range heads {
			drop[h.line] = true
		}
	}
	if len(drop) > 0 {
		d.dropBetween("running_head", func(i int) bool { return drop[i] })
	}
}

// areHeadingsOfParts tells whether the same numbered line comes again as the
// heading of another part: a line with another number of its rank stands
// between two of them, or one of a rank above that did not stand above the first.
func (d *draft) areHeadingsOfParts(heads []head) bool {
	m, ok := readMark(d.bareOf(heads[0]))
	if !ok || m.kind > bracketDot {
		return false
	}
	var above [bracketDot + 1]int // the numbers in use, by rank
	for i, l := range d.lines[:heads[len(heads)-1].line] {
		n, ok := readMark(l)
		if !ok || n.kind > m.kind || isEnded(l) || len(l) > len("字")*maxRunning {
			continue
		}
		if i > heads[0].line && n.number != above[n.kind] && (n.kind < m.kind || n.number != m.number) {
			return true
		}
		above[n.kind] = n.number
	}
	return false
}

// bareOf is a head's line without its page.
func (d *draft) bareOf(h head) string {
	name, _, _ := readHead(d.lines[h.line])
	return name
}

// recurring counts short lines, whatever page they tell; few come often enough to be looked at.
func (d *draft) recurring() map[string]int {
	out := map[string]int{}
	for _, l := range d.lines {
		if k := bareHead(l); k != "" {
			out[k]++
		}
	}
	return out
}

// bareHead is a short line without the figures and signs at both ends, "" for a long one.
func bareHead(l string) string {
	if len(l) > len("字")*maxRunning {
		return ""
	}
	return strings.TrimFunc(l, func(r rune) bool { return r < 'A' || r == '·' || r == '•' || r == '|' || r == '—' || r == '–' })
}

// readHead reads a line as a title or the heading of a part, chapter or section, and its page.
func readHead(l string) (name string, page int, ok bool) {
	if n := utf8.RuneCountInString(l); n < minHeadKey || n > maxRunning || isEnded(l) || isTableLine(l) {
		return "", 0, false
	}
	m, numbered := readMark(l)
	numbered = numbered && m.kind <= section
	if n := headNumber.FindStringSubmatchIndex(l); n != nil {
		for g := 2; g < len(n); g += 2 {
			if n[g] >= 0 {
				page, _ = strconv.Atoi(l[n[g]:n[g+1]])
			}
		}
		l = l[:n[0]] + l[n[1]:]
		if n[0] == 0 {
			m, numbered = readMark(l)
			numbered = numbered && m.kind <= section
		}
	}
	return l, page, utf8.RuneCountInString(key(l)) >= minHeadKey && (numbered || endsTitle(l))
}

// breaksSentence tells whether the i-th line, and a page's number beside it,
// stands between two halves of a sentence.
func (d *draft) breaksSentence(i int) bool {
	from, to := i-1, i+1
	if from >= 0 && isPageLine(d.lines[from]) {
		from--
	}
	if to < len(d.lines) && isPageLine(d.lines[to]) {
		to++
	}
	return from >= 0 && to < len(d.lines) && brokenByPage(d.lines[from], d.lines[to])
}

// isPageLine tells whether a line may tell a page's number.
func isPageLine(l string) bool {
	form, _, _ := readPageLine(l)
	return form >= 0
}

// areRunning tells whether the same line comes again as a running head does:
// pages apart, at even distance, in the midst of sentences or with its page.
func (d *draft) areRunning(heads []head) bool {
	if len(heads) < minHeads {
		return false
	}
	marked, page := 0, 0
	for _, h := range heads {
		if h.page > 0 && h.page <= page {
			return false
		}
		if h.page > 0 {
			page = h.page
		}
		if h.breaks || h.page > 0 {
			marked++
		}
	}
	if marked < minHeadMark {
		return false
	}
	shortest, longest := 0, 0
	for i := 2; i < len(heads); i++ { // before the second stands the front
		n := d.length(heads[i-1].line+1, heads[i].line)
		if shortest == 0 || n < shortest {
			shortest = n
		}
		longest = max(longest, n)
	}
	return shortest >= minPage && longest <= maxUneven*shortest
}
