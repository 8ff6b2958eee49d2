package extract

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/understand"
)

// aQuantity matches what is measured of a thing, with the thing in front of it:
// 粮食产量, 工业总产值.
var aQuantity = regexp.MustCompile(`(\p{Han}{1,8}?)(?:的|年|总|累计)*(产量|产值|增加值|吞吐量|发电量|货运量|装机|销售额|零售额)`)

// thingEnd matches words in front of a thing that are no part of its name.
var thingEnd = regexp.MustCompile(`^.*(?:年|全[国省市县区]|我[国省市县区]|的|和|与|及|了|是|要)`)

// ofOtherThing tells whether a sentence gives that quantity of other things than
// the one that an ask names: 钢产量 where 粮食产量 is asked for. A thing may be
// called otherwise where the question's words for it have others.
func (c candidate) ofOtherThing(a ask) bool {
	m := aQuantity.FindStringSubmatch(fold.String(a.text))
	if m == nil || c.passage.Fact != nil {
		return false
	}
	said := fold.String(strings.Join(append([]string{c.text}, c.passage.Path...), "\n"))
	thing := []rune(thingEnd.ReplaceAllString(m[1], ""))
	if len(thing) == 0 || !strings.Contains(said, m[2]) {
		return false
	}
	name := string(thing[max(0, len(thing)-2):])
	if strings.Contains(said, name) {
		return false
	}
	for _, w := range pairs(strings.ReplaceAll(fold.String(understand.Written(name)), name, " ")) {
		if strings.Contains(said, w) {
			return false
		}
	}
	return true
}

// bareQuantity matches a question that asks for a quantity by its name alone.
var bareQuantity = regexp.MustCompile(`(?:产量|产值|增加值|吞吐量|发电量|总额|收入|[^质效]率|人口)[?？]?$`)

// ofOther tells whether a sentence is of another of two kinds, or another thing,
// than the one whose figure is asked for.
func (c candidate) ofOther(a ask) bool {
	return a.amounts() && c.ofOtherThing(a) ||
		bareQuantity.MatchString(a.text) && (c.ofOtherThing(a) || understand.Opposed(a.whole, c.text) || c.figuresOfOthers(a))
}

// figuresOfOthers tells whether a sentence has figures, and none is of the topic:
// in a clause that has something of it or goes on with one that has.
func (c candidate) figuresOfOthers(a ask) bool {
	if c.passage.Fact != nil || len(a.topic) == 0 {
		return false
	}
	figures, held := false, false
	for i := range c.clauses {
		clause := fold.String(c.clause(i))
		if on := a.heldBy(pairs(clause)) >= figureHeld; on || !leans.MatchString(sinceWhen.ReplaceAllString(clause, "")) {
			held = on
		}
		if measured.MatchString(timeless(clause)) {
			if held {
				return false
			}
			figures = true
		}
	}
	return figures
}

// figureHeld is the share of a quantity's topic that the clause of its figure holds.
const figureHeld = 0.2

// otherFigure tells whether a clause gives shares alone where a sum, a size or a
// count is asked for, or none where growth is: 增长10% is no 收入多少.
func (a ask) otherFigure(clause string) bool {
	if a.kind == share {
		return growth.MatchString(a.text) && !aShare.MatchString(clause)
	}
	if a.kind != money && a.kind != size && a.kind != counted || rises.MatchString(a.text) {
		return false
	}
	return aShare.MatchString(clause) && !measured.MatchString(shareFigure.ReplaceAllString(timeless(clause), " "))
}

// growth matches a question for how much something grows.
var growth = regexp.MustCompile(`增[长速幅]|涨幅|下降|降低|提高了?多少`)

// shareFigure matches a figure that is a share.
var shareFigure = regexp.MustCompile(`[0-9.]+ ?(?:%|‰|个?百分点|倍|成)`)
