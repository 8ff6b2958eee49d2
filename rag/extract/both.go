package extract

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

var (
	// asksBoth matches where a question that sets two things side by side goes on
	// to what it asks of both: 英雄和模范|分别由谁授予, 甲和乙，|哪个罚得重.
	asksBoth = regexp.MustCompile(`分别|` + eachOf + `|哪[个种类边]|谁|(?:有|的)?(?:什么|啥|何|哪些)?(?:不同|不一样|区别|差别|差异)`)
	// joint matches what stands between two things.
	joint = regexp.MustCompile(`和|与|跟|以及|及|、`)
)

// eachOf matches what asks the same of each of several things: 各多少, 各上几节.
// What stands behind 各 may be things of their own kind (各类).
const eachOf = `各(?:自|[是有为占达要叫在由归多几罚]|(?:[^类级地区市县项种界方族国个位家处部单校省街镇村年月]\p{Han}{0,2}?)?(?:多少|几|什么|啥|哪|怎))`

// sidesOf are the pairs of characters by which the two things differ that a
// question asks the same of, as far as sentences hold them; nil where it does
// not set two things side by side.
func sidesOf(focus string, holding map[string]int) (sides [2][]string) {
	end := asksBoth.FindStringIndex(focus)
	if end == nil {
		return sides
	}
	before, behind, ok := joined(focus[:end[0]])
	if !ok {
		return sides
	}
	one, other := pairs(before), pairs(behind)
	only := func(own, others []string) []string {
		return slices.DeleteFunc(slices.Clone(own), func(t string) bool { return slices.Contains(others, t) || holding[t] == 0 })
	}
	if one, other = only(one, other), only(other, one); len(one) == 0 || len(other) == 0 {
		return sides
	}
	return [2][]string{one, other}
}

// joined are the two things that a text sets side by side, as far as they go
// alike: of 离散型和流程型制造 the words up to 型. ok is false where it names
// no two, or more.
func joined(text string) (before, behind string, ok bool) {
	segments := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' })
	for i, s := range segments {
		cut := joint.FindAllStringIndex(s, -1)
		if len(cut) != 1 {
			continue
		}
		if before, behind = s[:cut[0][0]], s[cut[0][1]:]; before == "" && i > 0 {
			before = segments[i-1]
		}
		last, size := utf8.DecodeLastRuneInString(before)
		if at := strings.IndexRune(behind, last); at >= 0 && size > 0 {
			behind = behind[:at+size]
		}
		return before, behind, before != "" && behind != ""
	}
	return "", "", false
}

// Shares of the words of a thing: what a sentence must hold of its own beyond
// those of the other thing, and what it holds of both where it speaks of both.
const (
	ownSide  = 0.2
	bothHeld = 0.6
)

// otherSide is the sentence on the other of two things that the same is asked
// of, where what is chosen speaks of one.
func (a ask) otherSide(chosen []choice, all []candidate) (choice, bool) {
	if a.sides[0] == nil || len(chosen) == 0 {
		return choice{}, false
	}
	said := make([]string, 0)
	for _, c := range chosen {
		said = append(append(said, c.terms...), c.above...)
	}
	told, missing := 0, 1
	if a.sideHeld(1, said) > a.sideHeld(0, said) {
		told, missing = 1, 0
	}
	if a.sideHeld(missing, said) >= bothHeld {
		return choice{}, false
	}
	b, most := a.withoutSide(told), 0.0
	var best choice
	for _, c := range all {
		f := choice{c, c.answers(b), !a.hard()}
		terms := slices.Concat(c.terms, c.above)
		own := a.sideHeld(missing, terms) - a.sideHeld(told, terms)
		if len(f.core) == 0 || own < ownSide || repeats(chosen, c) || !f.like(chosen[0]) {
			continue
		}
		if w := c.worth(b); w/2+c.about+own/2 >= known && w+own > most {
			best, most = f, w+own
		}
	}
	return best, most > 0
}

// sideHeld is the share of the weight of a side's words that terms hold.
func (a ask) sideHeld(side int, terms []string) float64 {
	own := slices.DeleteFunc(slices.Clone(a.sides[side]), func(t string) bool { return !slices.Contains(terms, t) })
	if all := weigh(a.weights, a.sides[side]); all > 0 {
		return weigh(a.weights, own) / all
	}
	return 0
}

// withoutSide is an ask for the other thing alone.
func (a ask) withoutSide(side int) ask {
	a.weights, a.topic = maps.Clone(a.weights), maps.Clone(a.topic)
	for _, t := range a.sides[side] {
		delete(a.weights, t)
		delete(a.topic, t)
	}
	a.total = 0
	for _, t := range slices.Sorted(maps.Keys(a.weights)) {
		a.total += a.weights[t]
	}
	a.sides = [2][]string{}
	return a
}

// like tells whether a choice says as much as another: a figure where that does.
func (c choice) like(o choice) bool { return !o.hasFigure() || c.hasFigure() }

// hasFigure tells whether what is left of a sentence has a figure that is no
// date and no number of an article.
func (c choice) hasFigure() bool {
	return hasDigit(yearless(notMeant.ReplaceAllString(fold.String(c.trimmed()), " ")))
}

// notMeant matches days and numbers of articles, in folded text.
var notMeant = regexp.MustCompile(`第[0-9]+[章节条款项]|[0-9]+月[0-9]+日`)
