package paper

import (
	"regexp"
	"strconv"
	"strings"
)

const (
	margin   = 0.13 // of the height: where running heads and feet stand
	outerTop = 3    // lines at either end of a page that may be of them
	maxHead  = 60   // bytes of a head's text times three
)

// pageNumber is a line that is only a page's number.
var pageNumber = regexp.MustCompile(`^(?:[-—–－·•\s]*\d{1,4}[-—–－·•\s]*|第\s?\d{1,4}\s?[页頁](?:\s?[,，/]?\s?共\s?\d{1,4}\s?[页頁])?|\d{1,4}\s?/\s?\d{1,4}|(?i:page)\s?\d{1,4}(?:\s?(?:of|/)\s?\d{1,4})?|[ivxIVX]{1,5})$`)

// bareNumber is a page's number and nothing else; it may be a figure of the text.
var bareNumber = regexp.MustCompile(`^\d{1,4}$`)

// numbering counts by how much bare numbers at the ends of pages are above the
// page's place in the file: most are as much.
func numbering(sheets []sheet) map[int]int {
	out := map[int]int{}
	for _, s := range sheets {
		for i := range s.outer() {
			if t := strings.TrimSpace(s.lines[i].text); bareNumber.MatchString(t) {
				n, _ := strconv.Atoi(t)
				out[n-s.page]++
			}
		}
	}
	return out
}

// isNumber tells whether a line tells the page's number.
func (s sheet) isNumber(i, pages int, by map[int]int) bool {
	t := strings.TrimSpace(s.lines[i].text)
	if !bareNumber.MatchString(t) {
		return pageNumber.MatchString(t)
	}
	n, _ := strconv.Atoi(t)
	return by[n-s.page] > 1 || pages == 1 && n == 1 || pages == 2 && n == s.page
}

// dropFurniture takes running heads and feet out: lines at the ends of pages
// that come again but for their figures, and page numbers.
func dropFurniture(sheets []sheet) {
	again, by := map[string]int{}, numbering(sheets)
	for _, s := range sheets {
		seen := map[string]bool{}
		for i := range s.outer() {
			k := s.key(i)
			if !seen[k] {
				again[k]++
			}
			seen[k] = true
		}
	}
	for n := range sheets {
		s := &sheets[n]
		drop, outer := map[int]bool{}, s.outer()
		for i := range outer {
			t := strings.TrimSpace(s.lines[i].text)
			if !bareNumber.MatchString(t) && again[s.key(i)] > 1 && again[s.key(i)]*3 >= len(sheets) || s.isNumber(i, len(sheets), by) && s.alone(i, outer) {
				drop[i] = true
			}
		}
		kept := make([]line, 0, len(s.lines))
		for i, l := range s.lines {
			if !drop[i] {
				kept = append(kept, l)
			}
		}
		s.lines = kept
	}
}

// outer are the lines of a page that may be heads or feet: the first and the
// last few, as far as they stand in the margins and a gap or another line's
// place parts them from the text.
func (s sheet) outer() map[int]bool {
	out := map[int]bool{}
	for i, l := range s.lines {
		if (i < outerTop && l.b < s.height*margin || i >= len(s.lines)-outerTop && l.y > s.height*(1-margin)) && len(l.text) <= 3*maxHead {
			out[i] = true
		}
	}
	return out
}

// key is a line's text without blanks, its figures alike, and at which end it stands.
func (s sheet) key(i int) string {
	end := "head "
	if s.lines[i].y > s.height/2 {
		end = "foot "
	}
	return end + figures.ReplaceAllString(strings.Join(strings.Fields(s.lines[i].text), ""), "0")
}

var figures = regexp.MustCompile(`\d+`)

// alone tells whether nothing of the text stands beside a line.
func (s sheet) alone(i int, outer map[int]bool) bool {
	for k, o := range s.lines {
		if l := s.lines[i]; k != i && !outer[k] && o.middle() > l.y && o.middle() < l.b {
			return false
		}
	}
	return true
}
