package extract

import "strings"

// told is the sentence behind one that is the heading of its passage, where that
// alone would answer a soft ask: a heading says what is to be done, the sentence
// behind it how.
func (a ask) told(found []choice, all []candidate) (choice, bool) {
	if len(found) != 1 || a.hard() || a.list || !found[0].isHead() {
		return choice{}, false
	}
	head := found[0]
	var next *candidate
	for i, c := range all {
		if c.index == head.index && c.start > head.start && c.points == 0 && c.cases == nil && !c.duty && (next == nil || c.start < next.start) {
			next = &all[i]
		}
	}
	if next == nil || len([]rune(head.text+next.text)) > maxLength {
		return choice{}, false
	}
	return choice{candidate: *next}, true
}

// isHead tells whether a sentence is the innermost heading above it.
func (c candidate) isHead() bool {
	return c.passage.Fact == nil && heads(strings.TrimSpace(c.text), c.passage.Path[max(0, len(c.passage.Path)-1):])
}
