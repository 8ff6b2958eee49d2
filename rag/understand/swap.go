package understand

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// What a follow-up may name anew. A plan is matched where its number is followed
// by what makes it one, or cannot be a count: 十四五, but 十五规划.
var (
	anyYear   = regexp.MustCompile(`(?:19|20)\d\d年?|大前年|前年|去年|上年|今年|本年|明年|后年`)
	anyPlan   = regexp.MustCompile(`[“"「]?(?:十[一二三四五六七]五[”"」]?(?:规划|计划)?(?:期间|时期|期末|末期|末|时)?|十五(?:规划|计划|期间|时期|末))`)
	anyStatus = regexp.MustCompile(`实际(?:完成|达到)?|完成(?:值|数|情况)?|现状值?|基数|(?:规划|计划|预期)?目标值?|指标值?|规划值|计划值`)
	// filling matches what is left of a follow-up that names nothing else.
	filling = regexp.MustCompile(`它们?|他们|其|年底|年末|底|末|到|又|定|数值|数字|数据|数|值|水平|控制|达到|要达|实现|完成|的话|同一?个?|指标|一样|变成|计划`)
)

// swap asks the earlier question again where a follow-up names nothing but
// another year, plan or status (它2025年目标呢, 去年实际完成多少), and perhaps
// another place. The thing asked about stays; only what is named changes.
func (t turn) swap(here []Place) (string, bool) {
	said := simplified(Without(t.text, here))
	year, plan, status := anyYear.FindString(said), anyPlan.FindString(said), anyStatus.FindString(said)
	if year == "" && plan == "" && (status == "" || !t.measured()) || len(Years(said)) > 1 {
		return "", false
	}
	for _, named := range []*regexp.Regexp{anyYear, anyPlan, anyStatus, its, filling} {
		said = named.ReplaceAllString(said, "")
	}
	if utf8.RuneCountInString(bare(said)) > 0 {
		return "", false
	}
	s := simplified(t.base)
	if len(here) > 0 {
		s = simplified(t.elsewhere(here))
	}
	return restated(inTime(s, year, plan), status), true
}

// measured tells whether the earlier question asks for a figure, of which there
// may be a goal as well as what is.
func (t turn) measured() bool {
	s := simplified(t.base)
	return kindOf(s) == Number || anyYear.MatchString(s) || anyStatus.MatchString(s)
}

// inTime is a question of another year or plan: named in the place of the one
// that it has, else in front. A year takes a plan's place, and a plan a year's.
func inTime(question, year, plan string) string {
	if year == "" && plan == "" {
		return question
	}
	named := year + plan
	if year != "" && !strings.HasSuffix(year, "年") {
		named = year + "年" + plan
	}
	for _, time := range []*regexp.Regexp{anyYear, anyPlan} {
		if at := time.FindStringIndex(question); at != nil {
			rest := anyPlan.ReplaceAllString(anyYear.ReplaceAllString(question[at[1]:], ""), "")
			return question[:at[0]] + named + strings.TrimPrefix(rest, "和")
		}
	}
	return named + question
}

// closing matches how a question for a figure ends.
var closing = regexp.MustCompile(`(?:控制在|达到|提高到|发展到|增加到|为|是|有|要|能|在)*(?:多少|几)(?:个|家|所|座|项|条|张|人|名|亿元|万元|元|亿|万|吨|公里|平方米|亩|户|次|件)?(?:了|呢|吗)?[?？。 ]*$`)

// restated asks for the goal of a figure where the question before asked what
// it is, or the other way round.
func restated(question, status string) string {
	if status == "" || strings.Contains(question, status) {
		return question
	}
	if anyStatus.MatchString(question) {
		return anyStatus.ReplaceAllLiteralString(question, status)
	}
	stem := closing.ReplaceAllString(question, "")
	if stem == question {
		return strings.TrimRight(question, "?？。 ") + "，" + status + "是多少？"
	}
	return strings.TrimSuffix(stem, "的") + "的" + status + "是多少？"
}

// inRow matches a part of a row of parts: 首期, 第三批.
var inRow = regexp.MustCompile(`(?:第?[一二三四五六七八九十]|首|末|前|后)(期|批|阶段|季度|步|级|产业|梯队)|第[一二三四五六七八九十]+(项|条|类|款|章|点|届|轮|名)`)

// A level of government that a thing is of, and a follow-up that names nothing
// but another: 省级的, 市县一级, 省局.
var (
	level    = regexp.MustCompile(`(?:国家|省|市县|市|区县|县|区|乡镇|街道|镇|村)一?级|(?:国家|省|市|县|区)(?:局|厅)`)
	theLevel = regexp.MustCompile(`^((?:国家|省|市县|市|区县|县|区|乡镇|街道|镇|村)(?:一?级|[局厅里])?)的?$`)
)

// otherLevel asks the earlier question of another level: 省级的呢.
func (t turn) otherLevel(thing string) (string, bool) {
	named := theLevel.FindStringSubmatch(thing)
	s := simplified(t.base)
	if named == nil {
		return "", false
	}
	for _, at := range level.FindAllStringIndex(s, -1) {
		was := s[at[0]:at[1]]
		office := strings.HasSuffix(was, "局") || strings.HasSuffix(was, "厅")
		if office == (strings.HasSuffix(thing, "局") || strings.HasSuffix(thing, "厅")) && was != named[1] {
			return s[:at[0]] + strings.Replace(named[1], "一级", "级", 1) + s[at[1]:], true
		}
	}
	return "", false
}

// nextInRow asks the earlier question of another part of the same row: 那第三期呢.
func (t turn) nextInRow(thing string) (string, bool) {
	named := inRow.FindStringSubmatch(thing)
	if named == nil || named[0] != thing {
		return "", false
	}
	s := simplified(t.base)
	for _, at := range inRow.FindAllStringIndex(s, -1) {
		if was := inRow.FindStringSubmatch(s[at[0]:at[1]]); was[1]+was[2] == named[1]+named[2] {
			return s[:at[0]] + thing + s[at[1]:], true
		}
	}
	return "", false
}
