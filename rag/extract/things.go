package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/rag/verify"
)

// What a candidate gains as the list that is asked for.
const (
	itemShare   = 0.05 // for each of its things from the third on,
	mostItems   = 0.2  // at most so much
	thingsShare = 0.25 // that it calls what it lists as the question does
	numberShare = 0.15 // that it says that they are as many
	followShare = 0.1  // that it says that they follow: 下列情形
)

// lists is what a candidate gains as the list that an ask wants, 0 where several
// things are not asked for or it has none.
func (c candidate) lists(a ask) float64 {
	listing, series := c.listing(a), c.inClauses()
	if !a.list || c.points == 0 && len(listing) == 0 && series == nil {
		return 0
	}
	most := c.points
	if series != nil {
		most = max(most, series[1]-series[0])
	}
	for _, i := range listing {
		most = max(most, items(fold.String(unbracketed(c.clause(i)))))
	}
	sum := min(mostItems, itemShare*float64(most-2))
	if c.called(listing, a.things) {
		sum += thingsShare
	}
	if said := c.announcement(); a.things != "" && following.MatchString(said) && (strings.Contains(said, a.things) || a.things == "情况" && strings.Contains(said, "情形")) {
		sum += followShare
	}
	if c.numbered(a) {
		sum += numberShare
	}
	return sum
}

// announcement is the sentence that announces a list of points, "" where a
// candidate is none.
func (c candidate) announcement() string {
	if c.points == 0 {
		return ""
	}
	first := verify.Sentences(c.text)[0]
	return fold.Simplified(string([]rune(c.text)[first.Start:first.End]))
}

// following matches what announces that things follow.
var following = regexp.MustCompile(`下列|以下|如下`)

// anyThings match words for what is asked for that a list of points need not
// have where it has none of another kind: what must be handed in is no way to go.
var anyThings = [...]*regexp.Regexp{
	regexp.MustCompile(`要求|规定|规范|情形|情况|条件|内容|事项|措施|手段|义务|责任|职责|权利|行为|^事`),
	regexp.MustCompile(`材料|资料|手续|文件`),
	regexp.MustCompile(`流程|程序|步骤`),
}

// mayBeCalled tells whether points that a sentence announces may be what is asked
// for though it does not call them so.
func mayBeCalled(announced, things string) bool {
	of := func(text string) int {
		return slices.IndexFunc(anyThings[:], func(r *regexp.Regexp) bool { return r.MatchString(text) })
	}
	asked, said := of(things), -1
	if m := announcedAs.FindStringSubmatch(announced); m != nil {
		said = of(m[1])
	}
	return asked >= 0 && (said < 0 || said == asked)
}

// announcedAs matches what a sentence calls the points that it announces.
var announcedAs = regexp.MustCompile(`(?:下列|以下)(?:[一二三四五六七八九十]{1,2}[个项类种])?(?:基本|必要|相关|有关|具体)?的?(\p{Han}{2,4})`)

// called tells whether what lists things has the word for them where it says what
// they are: in what announces points, right in front of the list (方向包括…),
// behind it (…等方向), or at the end of most of them.
func (c candidate) called(listing []int, things string) bool {
	if c.points > 0 {
		said := c.announcement()
		return things != "" && (strings.Contains(said, things) || mayBeCalled(said, things))
	}
	for _, i := range listing {
		clause := fold.Simplified(c.clause(i))
		if i > 0 {
			clause = fold.Simplified(c.clause(i-1)) + "：" + clause
		}
		if saysWhich(clause, things) {
			return true
		}
	}
	return false
}

// saysWhich tells whether a text that lists things says that they are such.
func saysWhich(text, things string) bool {
	first, last := strings.Index(text, "、"), strings.LastIndex(text, "、")
	if things == "" {
		return first >= 0 && divides.MatchString(text[:first])
	}
	if first < 0 || alikeEnds(text, things) {
		return first >= 0
	}
	at := strings.Index(text, things)
	if at < 0 || utf8.RuneCountInString(things) < 2 {
		return false
	}
	return calledBehind(text[last:], things) || at < first && which.MatchString(text[at+len(things):first])
}

// farBehind is how many characters stand at most between a list and the word for
// what it lists.
const farBehind = 8

// calledBehind tells whether the end of a list, from its last mark on, has the
// word for what it lists: 、加工等三大领域. What stands further behind is said of it.
func calledBehind(end, things string) bool {
	if at := sumsUp.FindStringIndex(end); at != nil {
		end = end[at[1]:]
	}
	at := strings.Index(end, things)
	return at >= 0 && utf8.RuneCountInString(end[:at]) <= farBehind && !parting.MatchString(first(end[at+len(things):], 1))
}

// sumsUp matches what ends a list in front of the word for it.
var sumsUp = regexp.MustCompile(`等|[二两三四五六七八九十2-9](?:[大个条项种点类]|方面)`)

// alikeEnds tells whether most of the things that a text lists end in the last
// character of what they are called: 过渡区、保留区和缓冲区 are 功能区.
func alikeEnds(text, things string) bool {
	_, size := utf8.DecodeLastRuneInString(things)
	all := parting.Split(listEnd.ReplaceAllString(text, ""), -1)
	n := 0
	for _, t := range all {
		if strings.HasSuffix(t, things[len(things)-size:]) {
			n++
		}
	}
	return n >= manyItems && 3*n >= 2*len(all)
}

var (
	parting = regexp.MustCompile(`[、和与及]`)
	listEnd = regexp.MustCompile(`等[^、]*$`) // what follows the last thing
)

// listBehind is the sentence behind one that speaks of the things that an ask
// wants and lists none, where it begins with a list: the names of 许多先进模范人物.
func (c choice) listBehind(a ask, all []candidate) (candidate, bool) {
	if !a.list || a.hard() || c.points > 0 || c.passage.Fact != nil || len(c.listing(a)) > 0 {
		return candidate{}, false
	}
	i := slices.IndexFunc(all, func(o candidate) bool {
		return o.index == c.index && o.points == 0 && !o.duty && o.passage.Fact == nil && o.start > c.start
	})
	if i < 0 || !beginsList.MatchString(all[i].text) || len(all[i].listing(a)) == 0 {
		return candidate{}, false
	}
	return all[i], true
}

// beginsList matches a sentence that begins with things side by side.
var beginsList = regexp.MustCompile(`^[\p{Han}A-Za-z0-9“”《》]{2,8}、[\p{Han}A-Za-z0-9“”《》]{2,8}、`)

// which matches the words between a kind of things and their list.
var which = regexp.MustCompile(`包括|包含|涵盖|涉及|[为是有即：:]|分成|如下`)

// divides matches a text that ends where the first part of a whole is named.
var divides = regexp.MustCompile(`(?:包括|包含|分为|分成|涵盖|覆盖)[^、，。]{0,16}$`)

// inBrackets matches what stands between brackets or title marks, whose marks
// part no things.
var inBrackets = regexp.MustCompile(`（[^）]*）|\([^)]*\)|《[^》]*》`)

// unbracketed is a text without what stands between brackets.
func unbracketed(text string) string { return inBrackets.ReplaceAllString(text, "") }

// listing are the clauses that list as many things as are asked for, several
// where no number is said.
func (c candidate) listing(a ask) []int {
	var out []int
	for i := range c.clauses {
		if items(fold.String(unbracketed(c.clause(i)))) >= cmp.Or(a.count, manyItems) {
			out = append(out, i)
		}
	}
	return out
}

// numbered tells whether a candidate says how many things there are, in the
// words for them: 七大领域, 7个方向.
func (c candidate) numbered(a ask) bool {
	things := a.things
	if things == "" {
		return false
	}
	for _, m := range manyOf.FindAllStringSubmatch(fold.Simplified(c.text), -1) {
		if strings.Contains(m[2], things) {
			return true
		}
	}
	return false
}

// partly tells whether what a candidate lists may go on: 甲、乙、丙等问题 are no three.
func (c candidate) partly(a ask) bool {
	return slices.ContainsFunc(c.listing(a), func(i int) bool { return goesOnAs.MatchString(c.clause(i)) })
}

// goesOnAs matches the end of a list of which not all is named.
var goesOnAs = regexp.MustCompile(`、[^、]*等[^、]*$`)

// inClauses are the clauses of a sentence that says how many things there are and
// goes on to just as many clauses, from the one that says so; nil where none does:
// 做好三项工作，包括修路，通水，植树.
func (c candidate) inClauses() []int {
	for i := range c.clauses {
		m := aNumberOf.FindString(fold.Simplified(c.clause(i)))
		if n := fold.Count(first(m, 1)); n >= manyItems && len(c.clauses)-i-1 == n {
			return []int{i, len(c.clauses) - 1}
		}
	}
	return nil
}

// counts are the clauses from the one that begins a list to the one that says
// how many things an ask wants there are, nil where none does: what stands
// between is listed, by whatever marks.
func (c candidate) counts(a ask) []int {
	if in := c.inClauses(); in != nil && in[1]-in[0] == a.count {
		return in
	}
	things, from := a.things, -1
	for i := range c.clauses {
		clause := fold.Simplified(c.clause(i))
		if from < 0 && items(clause) >= manyItems {
			from = i
		}
		for _, m := range manyOf.FindAllStringSubmatch(clause, -1) {
			if from >= 0 && things != "" && fold.Count(m[1]) == a.count && strings.Contains(m[2], things) {
				return []int{from, i}
			}
		}
	}
	return nil
}

// ends are the first and the last clause.
func (c candidate) ends() []int { return []int{0, len(c.clauses) - 1} }

// manyOf matches a number of things with what they are called.
var manyOf = regexp.MustCompile(`([二两三四五六七八九十0-9]+)(?:[个条项种大点类]|重点)+(\p{Han}{2,6})`)

var (
	asksPurpose = regexp.MustCompile(`目的|依据|根据|为了?什么|为啥|为何|为什么|干什么用|意义`)
	purpose     = regexp.MustCompile(`[，,](?:特|现|结合.{0,16})?(?:制定|制订|提出|编制)(?:本|以下|如下)[^，,。]{0,16}$`)
)

// isPurpose tells whether a sentence says what its document was made for, which
// has words of all that the document is about and answers no other question.
func isPurpose(text string) bool {
	return purpose.MatchString(strings.TrimRight(fold.Simplified(text), "。：: \n"))
}
