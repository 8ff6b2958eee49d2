package chunk

import "slices"

// Where a printed page was copied line by line, its number stands on a line by
// itself, beside prose, headings and tables alike. One number proves nothing;
// all of them together rise page by page.

const (
	minMeanPage = 300 // characters that stand on a page on average
	uneven      = 4   // by how much a page may be longer or shorter than that
	minBroken   = 2   // numbers that break a sentence
	brokenShare = 4   // one number in so many does
	maxPageGap  = 3   // to the next number: pages that are but a picture lose theirs
)

// pageChain are the bare numbers of a text broken at a width that rise from
// page to page, mostly by one; nil if no such numbers break its sentences.
func (d *draft) pageChain(width int) []pageLine {
	all, breaks := d.bareNumbers(width)
	if width == 0 || len(all) < minPages {
		return nil
	}
	score, prev := make([]int, len(all)), make([]int, len(all))
	best := map[int]int{} // of the numbers so far, by number, the one with the best chain
	end := 0
	for j, p := range all {
		score[j], prev[j] = 1, -1
		for gap := 1; gap <= maxPageGap; gap++ {
			if i, ok := best[p.number-gap]; ok && score[i]+1 > score[j] {
				score[j], prev[j] = score[i]+1, i
			}
		}
		if breaks[j] {
			score[j] += 2
		}
		if i, ok := best[p.number]; !ok || score[j] >= score[i] {
			best[p.number] = j
		}
		if score[j] > score[end] {
			end = j
		}
	}
	var chain []pageLine
	broken := 0
	for j := end; j >= 0; j = prev[j] {
		chain = append(chain, all[j])
		if breaks[j] {
			broken++
		}
	}
	if len(chain) < minPages || broken < minBroken || broken*brokenShare < len(chain) {
		return nil
	}
	slices.Reverse(chain)
	return d.evenPages(chain)
}

// bareNumbers are the lines that are nothing but a number, and whether each
// stands between a full line and the rest of its sentence.
func (d *draft) bareNumbers(width int) (all []pageLine, breaks []bool) {
	for i, l := range d.lines {
		form, number, _ := readPageLine(l)
		if form != len(pageForms)-1 || i == 0 || i+1 == len(d.lines) {
			continue
		}
		all = append(all, pageLine{i, number})
		breaks = append(breaks, isFullLine(d.lines[i-1], width) && brokenByPage(d.lines[i-1], d.lines[i+1]))
	}
	return all, breaks
}

// evenPages are the numbers of a chain that stand about a page behind the one
// before, or before the next; the others may be cells of a table.
func (d *draft) evenPages(chain []pageLine) []pageLine {
	mean := d.length(chain[0].line, chain[len(chain)-1].line) / (len(chain) - 1)
	if mean < minMeanPage {
		return nil
	}
	var out []pageLine
	for i, p := range chain {
		other := chain[max(i-1, 0)]
		if i == 0 {
			other = chain[1]
		}
		n := d.length(min(p.line, other.line), max(p.line, other.line))
		if n*uneven >= mean && n <= mean*uneven {
			out = append(out, p)
		}
	}
	return out
}
