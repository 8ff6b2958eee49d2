package extract

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/rag/understand"
)

// answers returns the clauses of a sentence that hold what is asked, bound to
// the thing that it is asked of; none where the sentence does not answer. A
// sentence answers a soft ask as a whole.
func (c candidate) answers(a ask) []int {
	if c.passage.Fact != nil && !c.rowOf(a) || c.duty && a.kind != actor || a.kind == actor && anOrder.MatchString(fold.Simplified(c.text)) || !c.ofPoints(a) || !c.ofBack(a) || !c.timely(a) || !c.qualified(a) || !c.tells(a) || !c.ofMoment(a) || !c.ofName(a) || !c.samePost(a) || a.placesAsked() && !c.namesPlaces() || !c.ofGoal(a) || !c.ofNow(a) {
		return nil
	}
	switch {
	case c.back != "" || c.cases != nil:
		return c.ends()
	case a.wantsQuarters() && !namesQuarters(c.text):
		return nil
	case a.kind == several:
		return c.enumerates(a)
	case a.kind == meaning && !c.quotes(a):
		return nil
	case a.kind == meaning && c.shortens(a):
		return c.introducing(a)
	case c.defines(a):
		return []int{0, len(c.clauses) - 1}
	case a.kind == meaning && c.spelledOut(a) != nil:
		return c.spelledOut(a)
	case a.kind == titled && names.MatchString(a.text):
		return c.named(a)
	case a.kind == truth && c.held(a) < truthHeld && c.close < nearTruth:
		return nil
	case a.kind == titled && c.called(c.listing(a), a.things):
		return c.clausesWith(a)
	case a.kind == titled && c.entitles(a):
		return c.clausesWith(a)
	case a.kind == titled && !shortQuoted.MatchString(c.text) && c.held(a) < titledHeld && c.about < nearTitled:
		return nil
	case a.kind == titled && !shortQuoted.MatchString(c.text) && indefinite.MatchString(fold.Simplified(c.text)):
		return nil
	case !a.hard():
		return c.clausesWith(a)
	}
	var out []int
	for i := range c.clauses {
		if (a.shown(fold.String(c.clause(i))) || c.doneBy(a, i)) && c.boundTo(a, i) && c.sameOf(a, i) {
			out = append(out, i)
		}
	}
	return c.nearest(a, out)
}

// doneBy tells whether the i-th clause says what is done and the sentence begins
// with the office that does it: 常务委员会依照宪法规定，决定战争状态的宣布.
func (c candidate) doneBy(a ask, i int) bool {
	return a.kind == actor && a.deed != "" && i > 0 && strings.Contains(fold.String(c.clause(i)), a.deed) && anOffice.MatchString(fold.String(c.clause(0)))
}

// willBe matches a sentence that says of itself that it is a plan.
var willBe = regexp.MustCompile(`计划新|力争|争取到|十四五”?期间`)

// names matches a question for the names of several known things.
var names = regexp.MustCompile(`[站路校店馆]名(?:都|是|叫|为|$)|名单`)

// indefinite matches what is spoken of without a name.
var indefinite = regexp.MustCompile(`一[个所家座条项](?:与|有|由|以|能|符合|集|具有|[\p{Han}]{0,12}的)`)

// aTitle matches a title with the word in front of it for what it is.
var aTitle = regexp.MustCompile(`(\p{Han}{2})《[^》]+》`)

// entitles tells whether a sentence gives the title of what the ask names: 网剧《…》.
func (c candidate) entitles(a ask) bool {
	return slices.ContainsFunc(aTitle.FindAllStringSubmatch(fold.Simplified(c.text), -1), func(m []string) bool {
		return a.weights[m[1]] > 0
	})
}

// named returns the clauses of a sentence on the topic that hold names.
func (c candidate) named(a ask) []int {
	var out []int
	for i := range c.clauses {
		if text := c.clause(i); items(text) > 1 || quoted.MatchString(text) {
			out = append(out, i)
		}
	}
	return out
}

// shown tells whether a folded clause holds a thing of the kind. A figure that
// the question itself names is no answer to it.
func (a ask) shown(clause string) bool {
	if a.figures() && a.kind != date {
		clause = a.withoutOther(a.withoutOwn(clause))
	}
	switch {
	case a.amounts() && a.kind != share && aFine.MatchString(clause) && !asksFine.MatchString(a.whole):
		return false
	case a.kind == share && growth.MatchString(a.text) && aPart.MatchString(clause) && !aPart.MatchString(a.text):
		return false
	case a.kind == money && aMultiple.MatchString(clause) && asksFine.MatchString(a.whole):
		return true
	case a.kind == duration && oftenAsked.MatchString(a.text):
		return everySo.MatchString(clause)
	case a.kind == person && strings.Contains(a.text, "联系人"):
		return contactMan.MatchString(clause)
	case a.kind == figure:
		return hasDigit(timeless(clause))
	case a.kind == counted:
		return counts[a.measure].MatchString(a.counted(clause)) || parted.MatchString(a.text) && items(clause) >= manyItems
	case a.kind == meaning && a.coined != "" && (strings.Contains(clause, "("+fold.String(a.coined)+")") || strings.HasPrefix(clause, fold.String(a.coined)+"是")):
		return true
	case a.kind == meaning && a.listedBefore(clause):
		return true
	case a.kind == actor && build.MatchString(a.text):
		return build.MatchString(clause)
	case a.kind == actor && a.deed != "" && strings.Contains(clause, a.deed) && anOffice.MatchString(clause):
		return true
	case a.kind == actor && strings.Contains(a.text, "谁") && byRole.MatchString(clause):
		return true
	case a.kind == actor && whoDoes.MatchString(a.text) && acts.MatchString(clause):
		return true
	case a.kind == money && rises.MatchString(a.text) && aShare.MatchString(clause):
		return true
	case a.kind == date && whenAtAll.MatchString(a.text) && byThen.MatchString(clause):
		return true
	case a.kind == date && exactDay.MatchString(a.text):
		return aDay.MatchString(clause)
	case a.kind == date && month.MatchString(a.text):
		return aMonth.MatchString(clause)
	}
	return a.shape().MatchString(clause)
}

// contactMan matches what a name of somebody to ask stands behind: 联 系 人.
var contactMan = regexp.MustCompile(`^联 ?系 ?人$`)

// listedBefore tells whether a folded clause lists what a term stands for right
// in front of it: 节能改造、供热改造“两改联动”.
func (a ask) listedBefore(clause string) bool {
	return slices.ContainsFunc(a.terms(), func(t string) bool {
		before, _, found := strings.Cut(clause, unquoted(t))
		return found && strings.Contains(before, "、") && !strings.HasSuffix(strings.TrimRight(before, `"“`), "、")
	})
}

// counts match, for each measure word, a figure that has it or one that stands
// for it.
var counts = countsOf(strings.Split(measures, "|"))

func countsOf(words []string) map[string]*regexp.Regexp {
	out := map[string]*regexp.Regexp{"": aCount}
	for _, m := range words {
		out[m] = regexp.MustCompile(someNumber + `[多余]?[万千百亿]*[多余]?` + like(m))
	}
	return out
}

// like matches the measure words that stand for one.
func like(measure string) string {
	switch measure {
	case "个":
		return "(?:" + measures + "|大[^型中小于约])"
	case "人", "名", "位":
		return `(?:[个人名位]|以|左右|[^\p{Han}%0-9.]|$)` // where people are counted the word may be left out, but for no other
	case "家", "所", "间", "处", "座", "户":
		return "[个家所间处座户]"
	case "件", "项", "宗", "起":
		return "[个件项宗起]"
	case "次", "回", "届":
		return "[次回届]"
	}
	return "(?:" + measure + "|个)"
}

// boundTo tells whether the i-th clause holds a word of what is counted, true
// where nothing is. How much of the topic a sentence holds decides nothing by
// itself: 本条例自2020年1月1日起施行 holds little of what asks for that day.
func (c candidate) boundTo(a ask, i int) bool {
	if a.noun == "" {
		return true
	}
	near := fold.String(c.clause(i))
	words := pairs(without(nil, a.noun))
	if len(words) == 0 {
		return strings.Contains(near, a.noun)
	}
	if c.countsHead(a, near) {
		return true
	}
	if a.countsOther(near) {
		return false
	}
	if _, size := utf8.DecodeLastRuneInString(a.noun); !strings.Contains(fold.String(c.text+c.heading()), fold.String(a.noun[len(a.noun)-size:])) {
		return false // no 编码 is counted where that character is not
	}
	all, sum := 0.0, 0.0
	for _, w := range words {
		weight := max(a.weights[w], leastWeight)
		all += weight
		if strings.Contains(near, w) {
			sum += weight
		}
	}
	return sum >= nounHeld*all
}

// Shares of what is asked about that a sentence must hold, and how close by
// meaning it must be where it uses other words.
const (
	topicHeld   = 0.3
	nounHeld    = 0.4 // share of a counted noun that its clause must hold
	leastWeight = 1   // of a pair of that noun that the question weighs less
	truthHeld   = 0.2 // whether something is so must be said of that very thing
	nearTruth   = 0.58
	titledHeld  = 0.35 // what has a name is named where it is spoken of
	nearTitled  = 0.6
)

// held is the share of an ask's topic that the sentence and its headings hold,
// 1 where the ask names none.
func (c candidate) held(a ask) float64 {
	return a.heldBy(c.terms, c.above)
}

// heldBy is the share of the ask's topic that lists of terms hold together.
func (a ask) heldBy(lists ...[]string) float64 {
	all, sum := 0.0, 0.0
	for _, t := range slices.Sorted(maps.Keys(a.topic)) {
		all += a.topic[t]
		if slices.ContainsFunc(lists, func(l []string) bool { return slices.Contains(l, t) }) {
			sum += a.topic[t]
		}
	}
	if all == 0 {
		return 1
	}
	return sum / all
}

// enumerates returns the clauses that speak of the topic and list as many
// things as are asked for. What the question itself quotes is none of them.
func (c candidate) enumerates(a ask) []int {
	if !c.quotes(a) {
		return nil
	}
	if c.points > 0 {
		return c.ends()
	}
	if all := c.eachCalled(a); all != nil {
		return all
	}
	if all := c.counts(a); all != nil {
		return all
	}
	var out []int
	for i := range c.clauses {
		clause := fold.String(c.clause(i))
		about := slices.ContainsFunc(slices.Sorted(maps.Keys(a.topic)), func(t string) bool { return strings.Contains(clause, t) })
		for _, q := range quoted.FindAllString(a.whole, -1) {
			clause = strings.ReplaceAll(clause, fold.String(q), "")
		}
		if len(a.terms()) > 0 && aMeaning.MatchString(clause) || items(clause) >= cmp.Or(a.count, manyItems) && (about || c.under(a) || len(a.topic) == 0) {
			out = append(out, i)
		}
	}
	return out
}

// eachCalled are the clauses that each are called what is asked for, where they
// are as many: 智能化水平，单元化水平，标准化水平 of 哪三个水平.
func (c candidate) eachCalled(a ask) []int {
	noun := a.listed()
	if noun == "" || a.count < manyItems {
		return nil
	}
	var out []int
	for i := range c.clauses {
		if strings.HasSuffix(fold.Simplified(c.clause(i)), noun) {
			out = append(out, i)
		}
	}
	if len(out) != a.count {
		return nil
	}
	return out
}

// quotes tells whether a sentence holds one of the terms that the ask quotes,
// true where it quotes none.
func (c candidate) quotes(a ask) bool {
	terms := a.terms()
	text := unspaced(c.text) + "\n" + unspaced(c.heading())
	return len(terms) == 0 || slices.ContainsFunc(terms, func(t string) bool { return strings.Contains(text, unspaced(unquoted(t))) })
}

// unspaced is a text folded, without blanks: “1＋2＋ N” is “1+2+N”.
func unspaced(s string) string { return strings.ReplaceAll(fold.String(s), " ", "") }

// unquoted is what stands between quotation marks, folded.
func unquoted(s string) string { return strings.Trim(fold.String(s), `"“”「」『』`) }

// terms are what an ask quotes, or the term that it asks the meaning of; the
// name of a five-year plan is none.
func (a ask) terms() []string {
	if a.coined != "" {
		return []string{a.coined}
	}
	return slices.DeleteFunc(quoted.FindAllString(a.text, -1), fiveYear.MatchString)
}

// under tells whether a sentence stands under a heading that holds a term that
// is asked about.
func (c candidate) under(a ask) bool {
	heading := fold.String(c.heading())
	if a.soft() && a.names(heading) {
		return true
	}
	return slices.ContainsFunc(a.terms(), func(t string) bool { return strings.Contains(unspaced(heading), unspaced(unquoted(t))) })
}

// asParts matches what tells the part that a thing has: 以指挥平台为核心.
var asParts = regexp.MustCompile(`以[^,。;]{2,}为\p{Han}`)

// soft tells whether an ask wants what is said under a heading, no figure.
func (a ask) soft() bool { return a.kind == statement && a.count == 0 }

// names tells whether an ask names a heading by its first words.
func (a ask) names(heading string) bool {
	bare, _, _ := strings.Cut(understand.Bare(heading), "。")
	n := len([]rune(bare))
	return n >= leastNamed && n <= mostNamed && strings.Contains(fold.String(a.whole), bare)
}

// How many characters a heading has that a question names by chance neither
// for its shortness nor its length.
const (
	leastNamed = 5
	mostNamed  = 16
)

// spelledOut are the clauses that list what the term that is asked about stands
// for: of a sentence under a heading that holds it those that list things, else
// the one that holds it with the lists right in front of it.
func (c candidate) spelledOut(a ask) []int {
	var lists []int
	for i := range c.clauses {
		text := fold.String(c.clause(i))
		n := len(lists)
		if items(text) >= manyItems || asParts.MatchString(text) && c.under(a) {
			lists = append(lists, i)
		}
		if n > 0 && lists[n-1] == i-1 && slices.ContainsFunc(a.terms(), func(t string) bool { return strings.Contains(text, unquoted(t)) }) {
			return append(lists[:n], i)
		}
	}
	if c.under(a) {
		return lists
	}
	return nil
}

// shortQuoted matches a quotation that may be a name.
var shortQuoted = regexp.MustCompile(`[“"「『][^”"」』，,。；;]{1,16}[”"」』]`)

var quoted = regexp.MustCompile(`[“"「『][^”"」』]+[”"」』]`)

// clausesWith are the clauses that hold words of the question, all where none does.
func (c candidate) clausesWith(a ask) []int {
	var out, all []int
	for i := range c.clauses {
		all = append(all, i)
		near := fold.String(c.clause(i))
		for t, w := range a.weights {
			if w > 0 && len([]rune(t)) > 1 && strings.Contains(near, t) {
				out = append(out, i)
				break
			}
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// timely tells whether what a sentence says is said of the years that are asked
// about: those it names, else those of its document, or the one that the text
// goes on about. A plan looks back on the one before it without saying so each
// time.
func (c candidate) timely(a ask) bool {
	own := c.ownYears()
	p := c.passage.Document.Period
	if a.report != 0 && p != nil && (a.report < p.From || p.To < a.report) {
		return false
	}
	within := func(y int) bool {
		if len(own) > 0 || c.since(y) {
			return slices.Contains(own, y) || c.since(y)
		}
		if p == nil && a.figures() && c.span.From != 0 && (y < c.span.From || y > c.span.To) {
			return false
		}
		if p == nil {
			return c.passage.Document.Published == "" || c.passage.Document.InForce(y) || strings.HasPrefix(c.passage.Document.Published, strconv.Itoa(y))
		}
		return p.From <= y && y <= p.To
	}
	carried := c.carriedYear()
	goesOn := func(y int) bool { return len(own) == 0 && y == carried }
	before := func(y int) bool { return len(own) == 0 && p != nil && y < p.From && y >= p.From-5 }
	reported := func(y int) bool { return len(own) == 0 && a.why() && p != nil && p.From == p.To && y == p.From-1 }
	return len(a.years)+len(a.plan) == 0 || slices.ContainsFunc(a.years, reported) || slices.ContainsFunc(a.years, within) || slices.ContainsFunc(a.years, goesOn) ||
		slices.ContainsFunc(a.plan, within) || slices.ContainsFunc(a.plan, before)
}
