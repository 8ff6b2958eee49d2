package paper

import (
	"cmp"
	"slices"
)

// A region is a part of a page that is read from its top to its bottom.
type region struct {
	edges
	lines []line
}

// edges are where the text of a region begins and ends on its page.
type edges struct {
	page        int
	left, right float64
	pitch       float64 // from line to line of a paragraph, 0 if that is not known
	paper       float64 // width of the page
}

const (
	minColumn   = 8    // lines of a column of prose
	maxCrossing = 0.25 // of the lines: those that cross the gap between columns
	fullLine    = 0.75 // of a column's width
)

// regionsOf cuts a page into its columns, if it has two of prose. What crosses
// both parts what stands above it from what stands below.
func regionsOf(s sheet) []region {
	at, ok := gutter(s.lines)
	if !ok {
		return []region{newRegion(s, s.lines)}
	}
	var out []region
	var left, right []line
	flush := func() {
		for _, ls := range [][]line{left, right} {
			if len(ls) > 0 {
				out = append(out, newRegion(s, ls))
			}
		}
		left, right = nil, nil
	}
	for _, l := range s.lines {
		switch {
		case l.r <= at:
			left = append(left, l)
		case l.x >= at:
			right = append(right, l)
		default:
			flush()
			out = append(out, newRegion(s, []line{l}))
		}
	}
	flush()
	return out
}

func newRegion(s sheet, lines []line) region {
	r := region{edges{page: s.page, paper: s.width}, lines}
	lefts, rights := make([]float64, len(lines)), make([]float64, len(lines))
	size := 0.0
	for i, l := range lines {
		lefts[i], rights[i] = l.x, -l.r
		size = max(size, l.size)
	}
	r.left, r.right = edge(lefts, size/2), -edge(rights, size)
	r.pitch = r.pitchOf()
	for i := range r.lines {
		r.lines[i].on = r.edges
	}
	return r
}

const minPitches = 5 // lines below each other that tell their pitch

// pitchOf is how far the lines of a paragraph stand from each other: between
// paragraphs it may be more, so that it is one of the smaller distances below
// full lines.
func (r region) pitchOf() float64 {
	var steps []float64
	for i := 1; i < len(r.lines); i++ {
		before, l := r.lines[i-1], r.lines[i]
		if step := l.middle() - before.middle(); step > l.size/2 && before.r-before.x >= fullLine*(r.right-r.left) {
			steps = append(steps, step)
		}
	}
	if len(steps) < minPitches {
		return 0
	}
	slices.Sort(steps)
	return steps[len(steps)/4]
}

// edge is where lines begin: the outermost place that two of them have, about.
func edge(places []float64, about float64) float64 {
	slices.Sort(places)
	for i := 1; i < len(places); i++ {
		if places[i]-places[i-1] <= about {
			return places[i-1]
		}
	}
	if len(places) == 0 {
		return 0
	}
	return places[0]
}

// gutter finds the place of the gap between two columns of prose: few lines
// cross it, and on both sides most lines are full.
func gutter(lines []line) (float64, bool) {
	if len(lines) < 2*minColumn {
		return 0, false
	}
	whole := newRegion(sheet{}, lines)
	width := whole.right - whole.left
	ends := []float64{}
	for _, l := range lines {
		if l.r > whole.left+0.3*width && l.r < whole.left+0.7*width {
			ends = append(ends, l.r+1)
		}
	}
	slices.Sort(ends)
	best, fewest := 0.0, len(lines)
	for _, at := range slices.Compact(ends) {
		if n := crossing(lines, at); n < fewest || n == fewest && at > best {
			best, fewest = at, n
		}
	}
	if best == 0 || float64(fewest) > maxCrossing*float64(len(lines)) {
		return 0, false
	}
	left := slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return l.r > best })
	right := slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return l.x < best })
	return best, isProse(left) && isProse(right)
}

func crossing(lines []line, at float64) int {
	n := 0
	for _, l := range lines {
		if l.x < at && l.r > at {
			n++
		}
	}
	return n
}

// isProse tells whether most lines of a column are as wide as it is.
func isProse(lines []line) bool {
	if len(lines) < minColumn {
		return false
	}
	r := newRegion(sheet{}, lines)
	full := 0
	for _, l := range lines {
		if l.r-l.x >= fullLine*(r.right-r.left) {
			full++
		}
	}
	return 2*full >= len(lines)
}

// rows are the lines of a region, those side by side together, from the left.
func (r region) rows() [][]line {
	var out [][]line
	for _, l := range r.lines {
		if n := len(out); n > 0 && l.middle()-out[n-1][0].middle() <= sameLine*max(l.size, out[n-1][0].size) {
			out[n-1] = append(out[n-1], l)
			continue
		}
		out = append(out, []line{l})
	}
	for _, row := range out {
		slices.SortStableFunc(row, func(a, b line) int { return cmp.Compare(a.x, b.x) })
	}
	return out
}
