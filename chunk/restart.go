package chunk

// A numbering that begins anew does not always begin a section beside the last:
// inside 三、 a list may count 一、二、三、 again before 四、 comes. And a heading
// may have lost its number, which the numbers around it tell.

// maxAhead is how many numbers of a kind are looked through for the one that a
// numbering goes on with.
const maxAhead = 60

// markInner marks the openings whose numbering began anew inside one of its
// kind that goes on behind them.
func markInner(os []opening) {
	for _, k := range []markKind{comma, bracket} {
		for _, stretch := range stretches(os, k) {
			markInnerOf(os, stretch)
		}
	}
	for i := range os {
		markUnderNth(os[i:min(len(os), i+maxAhead)])
	}
}

// markUnderNth marks a numbering that begins right under 第一、 where 第二、 goes on
// behind it, as one inside: of a wider kind, it would else stand beside.
func markUnderNth(os []opening) {
	if os[0].kind != nth || len(os) < 2 || os[1].number != 1 || os[1].kind < comma || os[1].kind > circle || os[0].end > 0 && os[0].end <= os[1].at {
		return
	}
	k := os[1].kind
	for t := 2; t < len(os); t++ {
		switch o := os[t]; {
		case o.kind == nth && o.number == os[0].number+1:
			for j := range os[:t] {
				os[j].inner = os[j].inner || os[j].kind == k
			}
			return
		case o.kind == nth || o.kind < k || o.kind == k && o.number == 1 || o.kind > item && o.kind != lead:
			return
		}
	}
}

// stretches are the places of the openings of a kind, in stretches that no wider heading parts.
func stretches(os []opening, k markKind) [][]int {
	var out [][]int
	var at []int
	for i, o := range os {
		switch {
		case o.kind == k:
			at = append(at, i)
		case o.kind != unmarked && o.kind < k || o.kind == annex || o.kind == box || o.kind == preface || o.kind == closing && o.closes == unmarked:
			out, at = append(out, at), nil
		}
	}
	return append(out, at)
}

// markInnerOf does so for one stretch, given the places of its openings.
func markInnerOf(os []opening, at []int) {
	for i := 1; i < len(at); i++ {
		if os[at[i]].number != 1 {
			continue
		}
		outer := os[at[i-1]].number
		for t := i + 1; t < min(len(at), i+maxAhead); t++ {
			if os[at[t]].number != outer+1 || os[at[t-1]].number == outer {
				continue
			}
			for _, j := range at[i:t] {
				os[j].inner = true
			}
			i = t
			break
		}
	}
}

// nameLost gives a heading without a number the one that is missing, where it
// stands alone between the number before and the number behind it.
func nameLost(os []opening) {
	for _, k := range []markKind{comma, bracket} {
		for _, at := range stretches(os, k) {
			for i := 1; i < len(at); i++ {
				nameBetween(os[at[i-1]:at[i]+1], k)
			}
		}
	}
}

// nameBetween gives the only heading between the first and the last its number
// where one is missing there.
func nameBetween(os []opening, k markKind) {
	first, last := os[0], os[len(os)-1]
	if lost := onlyPlain(os[1 : len(os)-1]); lost >= 0 && last.number == first.number+2 {
		os[1+lost].mark = mark{kind: k, number: last.number - 1}
	}
}

// onlyPlain is the place of the only heading without a number, -1 if there are none or more.
func onlyPlain(os []opening) int {
	at := -1
	for i, o := range os {
		switch {
		case o.kind != plain:
		case at >= 0:
			return -1
		default:
			at = i
		}
	}
	return at
}
