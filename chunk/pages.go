package chunk

import (
	"slices"
	"unicode"
)

// A PageStart is where a page of the source begins in the clean text.
type PageStart struct {
	Page  int `json:"page"` // from 1
	Start int `json:"start"`
}

// Page is the page of the source on which a place of the clean text stands
// that lies in the chunk, 0 where the source has no pages.
func (c Chunk) Page(at int) int {
	page := 0
	for i, p := range c.Pages {
		if i == 0 || p.Start <= at {
			page = p.Page
		}
	}
	return page
}

// Paged returns the plan that was parsed from a text with the pages on which
// its parts stand. Starts are where each page begins in that text, in code points;
// without any the plan stays as it is. Cleaning moves and takes out: where a
// page begins in the clean text is found by its first words that are left.
func (p Plan) Paged(text string, starts []int) Plan {
	if len(starts) == 0 {
		return p
	}
	p.Pages = alignPages([]rune(text), starts, []rune(p.Text))
	p.Chunks = slices.Clone(p.Chunks)
	for i := range p.Chunks {
		c := &p.Chunks[i]
		c.Pages = nil
		for n, start := range p.Pages {
			next := len(text) + 1
			if n+1 < len(p.Pages) {
				next = p.Pages[n+1]
			}
			if start < c.End && next > c.Start {
				c.Pages = append(c.Pages, PageStart{n + 1, start})
			}
		}
	}
	return p
}

const (
	probeLength = 12  // characters by which a page is known
	probes      = 400 // places from which they are tried
	probeSlack  = 200 // characters by which a page may be longer than it came
)

// alignPages finds where pages begin in a clean text. A page of which nothing is
// left begins where the next one does.
func alignPages(text []rune, starts []int, clean []rune) []int {
	out := make([]int, len(starts))
	solid, places := solidOf(clean)
	from, before := 0, 0 // where the page before begins, how long it came
	for i, start := range starts {
		end := len(text)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		start = min(max(start, 0), len(text))
		page, _ := solidOf(text[start:min(max(start, end), len(text))])
		out[i] = -1
		if i == 0 {
			out[i], before = 0, len(page)
			continue
		}
		if at := findPage(solid, page, from, before); at >= 0 {
			out[i], from, before = places[at], at, 0
		}
		before += len(page)
	}
	next := len(clean)
	for i := len(out) - 1; i >= 0; i-- {
		if out[i] < 0 {
			out[i] = next
		}
		next = out[i]
	}
	return out
}

// solidOf is a text without white space, and the place of each character.
func solidOf(text []rune) (solid []rune, places []int) {
	for i, r := range text {
		if !unicode.IsSpace(r) {
			solid, places = append(solid, r), append(places, i)
		}
	}
	return solid, places
}

// findPage finds where a page begins in a text behind the page before, which
// begins at from and came with before characters; -1 if nothing is left of it.
// Of places with the same words it is the one nearest to where that page should end.
func findPage(solid, page []rune, from, before int) int {
	length := min(probeLength, len(page))
	to := min(len(solid), from+before+probeSlack)
	for o := 0; length > 0 && o <= min(len(page)-length, probes); o++ {
		best := -1
		for at := from; at+length <= to; at++ {
			if slices.Equal(solid[at:at+length], page[o:o+length]) && (best < 0 || distance(at-o, from+before) < distance(best-o, from+before)) {
				best = at
			}
		}
		if best < 0 {
			continue
		}
		for k := o; k > 0 && best > from && solid[best-1] == page[k-1]; k-- {
			best--
		}
		return best
	}
	return -1
}

// distance is how far two places lie apart.
func distance(a, b int) int { return max(a-b, b-a) }
