package chunk

import "strings"

// inlineItems are the sections that 一是…二是…三是… open inside a paragraph
// whose own section, if it has one, is o. Each item needs a lead sentence; a
// list of bare clauses opens nothing.
func (b body) inlineItems(p Span, o opening) []opening {
	starts := b.itemStarts(p)
	if len(starts) < 2 {
		return nil
	}
	var out []opening
	for i, s := range starts {
		if s == o.at && o.kind != unmarked {
			continue // the paragraph itself begins with 一是
		}
		end := p.End
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		it := opening{mark: mark{kind: item, number: i + 1}, at: s, end: p.End}
		if lead := b.sentenceEnd(Span{s, end}); lead < end && lead-s <= maxLead+2 {
			it.heading = b.trimmed(Span{s, lead})
		} else {
			it.mark, it.closes = mark{kind: closing}, item
		}
		out = append(out, it)
	}
	return out
}

// itemStarts are the places of 一是, 二是, 三是 … in a paragraph, in this order,
// each at the beginning of a sentence or a clause.
func (b body) itemStarts(p Span) []int {
	const numerals = "一二三四五六七八九十"
	next := []rune(numerals)
	var starts []int
	for i := p.Start; i+1 < p.End && len(starts) < len(next); i++ {
		if b.runes[i] == next[len(starts)] && b.runes[i+1] == '是' && (i == p.Start || strings.ContainsRune("。；;：:！？", b.runes[i-1])) {
			starts = append(starts, i)
		}
	}
	return starts
}
