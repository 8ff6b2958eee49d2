package extract

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag"
)

// A half is what one of two things is asked, and all that may answer it.
type half struct {
	ask
	question question
	sides    []string // what the two are called, and which of them it is
	side     int
	all      []candidate
	found    []scored // of its only ask, the best first
	least    float64  // what comes near the best of them is worth
}

// apart answers a question that sets two things side by side with what answers
// the question of each of them. ok is false where one of them has no answer, or
// both have the same.
func (w Writer) apart(ctx context.Context, q rag.Question, passages []rag.Passage) (lines []string, ok bool, err error) {
	if len(q.Apart) != 2 || len(q.Sides) != 2 || len(q.Places) > 1 {
		return nil, false, nil
	}
	var halves [2]half
	for i := range halves {
		if halves[i], err = w.half(ctx, q, i, passages); err != nil {
			return nil, false, err
		}
	}
	said, ok := bothOf(halves)
	if !ok {
		return nil, false, nil
	}
	p := page{simplified: q.Simplified(), asked: parse(q, passages).focus}
	for i, chosen := range said {
		p.add(chosen)
		if !halves[i].figures() {
			continue
		}
		if r, ok := readingOf(halves[i].ask, chosen[0], q.Sides[i]); ok {
			p.readings = append(p.readings, r)
		}
	}
	if r := p.readings; len(r) == 2 && r[0].cited != r[1].cited && alike(said[0][0], said[1][0]) < veryThing {
		p.asked = farApart.ReplaceAllString(p.asked, "") // they may be of two things
	}
	return p.text(nil), true, nil
}

// half reads what may answer the question of one of two things.
func (w Writer) half(ctx context.Context, q rag.Question, side int, passages []rag.Passage) (half, error) {
	one := q
	one.Text, one.Focus, one.Sides, one.Apart, one.Places, one.Own = q.Apart[side], q.Apart[side], nil, nil, nil, nil
	for i, name := range q.Places {
		if strings.Contains(one.Text, name) {
			one.Places, one.Own = append(one.Places, name), append(one.Own, q.Own[i])
		}
	}
	h := half{question: parse(one, passages), sides: q.Sides, side: side}
	if len(h.question.asks) == 0 {
		return h, nil
	}
	h.ask = h.question.asks[0]
	h.all = slices.DeleteFunc(candidates(bySide(one, passages)[0]), func(c candidate) bool { return c.ofSide(q.Sides, side) <= -ofOther })
	if err := w.compare(ctx, one, h.all); err != nil {
		return h, err
	}
	if err := w.read(ctx, one, 0, h.question.asks, h.all); err != nil {
		return h, err
	}
	h.found = ranking(h.ask, h.all)
	if len(h.found) > 0 {
		h.least = nearAnew * h.found[0].value()
	}
	for i, f := range h.found {
		h.found[i] = h.scored(f)
	}
	return h, nil
}

// bothOf are the answers of two halves: the two different sentences that are best
// together. ok is false where a half has none of its own.
func bothOf(halves [2]half) (said [2][]choice, ok bool) {
	most := 0.0
	var best [2]scored
	for _, a := range halves[0].few(halves[1]) {
		for _, b := range halves[1].few(halves[0]) {
			if w := a.value() + b.value() + besideShare*alongside(a.choice, b.choice); w > most && !(a.index == b.index && a.start == b.start && slices.Equal(a.core, b.core)) {
				most, best = w, [2]scored{a, b}
			}
		}
	}
	if most == 0 {
		return said, false
	}
	for i, h := range halves {
		said[i], _ = choose(h.question, h.all)
		if !slices.ContainsFunc(said[i], func(c choice) bool { return c.index == best[i].index && c.start == best[i].start }) ||
			slices.ContainsFunc(said[i], func(c choice) bool { return c.index == best[1-i].index && c.start == best[1-i].start }) {
			said[i] = []choice{best[i].choice}
		}
	}
	return said, true
}

// few are the best of a half, and what stands alongside the best of the other one:
// of two cases of one rule each is told in the words of the other.
func (h half) few(other half) []scored {
	out := slices.Clone(h.found[:min(pairFew, len(h.found))])
	if len(other.found) == 0 {
		return out
	}
	best := other.found[0].choice
	for _, c := range h.all {
		if c.index != best.index || c.start == best.start || c.ofSide(h.sides, h.side) <= 0 {
			continue
		}
		f := choice{candidate: c, core: c.answers(h.ask)}
		if len(f.core) > 0 && alike(f, best) >= sameThing {
			out = append(out, h.scored(scored{f, c.worth(h.ask), 0, c.preference(h.ask)}))
		}
	}
	return out
}

// scored is a choice with what it gains as one of this half: as much as it holds of
// its own words, and for its whole name where it comes near the best.
func (h half) scored(f scored) scored {
	near := f.value() >= h.least
	f.listed += sideShare * (f.ofSide(h.sides, h.side) + f.aboveSide(h.sides, h.side))
	if near && strings.Contains(fold.String(f.text+"\n"+f.heading()), fold.String(h.sides[h.side])) {
		f.listed += nameShare
	}
	return f
}

// alongside is how much two answers say the same of two things: as far as their
// clauses are alike, where both stand in one passage.
func alongside(a, b choice) float64 {
	if a.index != b.index {
		return 0
	}
	return alike(a, b)
}

// ofSide is by how much more a sentence, with its headings, holds of one thing's
// own words than of the other's, from -1 to 1.
func (c candidate) ofSide(sides []string, side int) float64 {
	return ownMore(sides, side, c.terms, c.above)
}

// aboveSide is the same of its headings and, as half as much, of its passage.
func (c candidate) aboveSide(sides []string, side int) float64 {
	return ownMore(sides, side, c.above) + ownMore(sides, side, c.around)/2
}

func ownMore(sides []string, side int, terms ...[]string) float64 {
	held := func(own, others []string) float64 {
		own = slices.DeleteFunc(slices.Clone(own), func(t string) bool { return slices.Contains(others, t) })
		there := slices.DeleteFunc(slices.Clone(own), func(t string) bool {
			return !slices.ContainsFunc(terms, func(l []string) bool { return slices.Contains(l, t) })
		})
		return float64(len(there)) / float64(max(len(own), 1))
	}
	own, others := pairs(sides[side]), pairs(sides[1-side])
	return held(own, others) - held(others, own)
}

// How much more of the other's words makes a sentence one of the other, what those
// of the own thing count, what its whole name, and what it counts that the other
// is told alongside.
const (
	ofOther     = 0.4
	sideShare   = 0.5
	nameShare   = 0.5
	besideShare = 0.6
)

// ofTimes tells whether what is set side by side are times: these are told by each
// other first of all.
func ofTimes(sides []string) bool {
	return len(sides) > 0 && !slices.ContainsFunc(sides, func(s string) bool { return !onlyTime.MatchString(s) })
}

// onlyTime matches a time and nothing else: 2025年的目标.
var onlyTime = regexp.MustCompile(`^(?:` + aMoment.String() + `|的|到|底|末)+$`)

// farApart matches a question for how far two figures are apart.
var farApart = regexp.MustCompile(`差(?:了)?(?:多少|几)`)

// apartBy says how far two figures are apart: 相差220万元（300−80，计算得出）. It is ""
// where that is not asked, or cannot be told.
func apartBy(focus string, two []reading) string {
	if !farApart.MatchString(focus) || len(two) != 2 {
		return ""
	}
	return farOff(two[0], two[1])
}

// farOff says how far two figures of one unit are apart, "" where they are not.
func farOff(high, low reading) string {
	if high.unit == "" || high.unit != low.unit || high.value == low.value {
		return ""
	}
	if high.value < low.value {
		high, low = low, high
	}
	unit, differ, also := strings.Replace(high.unit, "%", "个百分点", 1), "", ""
	if high.year != low.year && high.place != "" {
		differ = "；年份不同"
	}
	if high.cited != low.cited {
		also = fmt.Sprintf("[%d]", low.cited)
	}
	return fmt.Sprintf("相差%s%s（%s−%s，计算得出%s）[%d]%s。", high.less(low), unit, high.text, low.text, differ, high.cited, also)
}

// rowsApart says how far the figures of two rows are apart in the year that is asked.
func rowsApart(q question, chosen []choice) string {
	if !rowGap.MatchString(q.focus) || len(chosen) != 2 || len(q.asks[0].years) != 1 {
		return ""
	}
	var two []reading
	for _, c := range chosen {
		if c.passage.Fact == nil {
			return ""
		}
		for _, v := range c.passage.Fact.Values {
			if r, ok := cell(*c.passage.Fact, v); ok && r.year == q.asks[0].years[0] {
				r.cited = c.index + 1
				two = append(two, r)
			}
		}
	}
	if len(two) != 2 {
		return ""
	}
	return farOff(two[0], two[1])
}

// rowGap matches a question for how far two rows, or two times, are apart.
var rowGap = regexp.MustCompile(farApart.String() + `|比.{1,16}(?:[多少高低大小]|提高|增加|增长|降低|减少|下降)(?:了)?(?:多少|几)`)
