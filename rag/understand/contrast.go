package understand

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// contrasts are words of which a follow-up names one in the place of another:
// a row stands for kinds of the same thing, its words for the same kind, the
// longest first.
var contrasts = [][][]string{
	{{"城镇居民", "城市居民", "城镇", "城市"}, {"农村居民", "农民", "农村", "乡村"}},
	{{"单位", "企业", "法人"}, {"个人", "自然人"}},
	{{"进口"}, {"出口"}}, {{"男性", "男"}, {"女性", "女"}}, {{"公办"}, {"民办"}}, {{"国有"}, {"民营", "私营"}},
	{{"新建"}, {"改建"}, {"扩建"}, {"改造"}}, {{"东部"}, {"中部"}, {"西部"}}, {{"上半年"}, {"下半年"}},
	{{"一级"}, {"二级"}, {"三级"}, {"四级"}}, {{"在职"}, {"退休"}}, {{"最低"}, {"最高"}}, {{"第一次", "首次", "初次"}, {"第二次", "再次"}},
	{{"工业"}, {"农业"}, {"服务业"}}, {{"特等奖"}, {"一等奖"}, {"二等奖"}, {"三等奖"}},
}

// contrast asks the earlier question of the other of two kinds: 农村的呢 after
// 城镇居民人均可支配收入是多少. What else a follow-up says was said before.
func (t turn) contrast() (string, bool) {
	if kind := kindOf(simplified(t.text)); kind != Open && kind != kindOf(simplified(t.base)) || plain.MatchString(strings.TrimRight(t.text, "?？。 ")) {
		return "", false // it asks for something else, or for more
	}
	s := simplified(t.base)
	said := conditional.ReplaceAllString(simplified(t.text), "")
	for _, row := range contrasts {
		for i, kind := range row {
			named := longestIn(said, kind)
			if named == "" || longestIn(s, kind) != "" || !t.saysAgain(strings.Replace(said, named, "", 1)) {
				continue
			}
			for j, other := range row {
				if was := longestIn(s, other); j != i && was != "" && strings.Count(s, was) == 1 {
					return strings.Replace(s, was, likewise(named, was), 1), true
				}
			}
		}
	}
	return "", false
}

// Opposed tells whether a text speaks of the other of two kinds than a question
// does: of 城镇居民 where 农村居民 are asked about.
func Opposed(question, text string) bool {
	q, s := simplified(question), simplified(text)
	for _, row := range contrasts {
		asked, other := false, false
		missing := true
		for _, kind := range row {
			in := longestIn(s, kind) != ""
			if longestIn(q, kind) != "" {
				asked, missing = true, missing && !in
				continue
			}
			other = other || in
		}
		if asked && missing && other {
			return true
		}
	}
	return false
}

// conditional matches what a follow-up says of what it names besides its name.
var conditional = regexp.MustCompile(`的话|那些|这些`)

// longestIn is the first of words that stands in a text, "" if none does.
func longestIn(text string, words []string) string {
	for _, w := range words {
		if strings.Contains(text, w) {
			return w
		}
	}
	return ""
}

// likewise is a kind as the question calls the other: 农村居民 beside 城镇居民.
func likewise(named, was string) string {
	if strings.HasSuffix(was, residents) && named != "农民" && !strings.HasSuffix(named, residents) {
		return named + residents
	}
	return named
}

const residents = "居民"

// saysAgain tells whether what is left of a follow-up stands in the question
// before: 罚多少, 的增长多少.
func (t turn) saysAgain(rest string) bool {
	s := bare(t.base)
	for _, w := range strings.Fields(Content(rest)) {
		if w = bare(w); w != "" && !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// aRange matches a span of amounts: 十亿到五十亿, 500万元至2000万元之间.
var aRange = regexp.MustCompile(`(?:[0-9.]+|[一二两三四五六七八九十百千]+)[万亿千百]*(?:元|亩|人|吨|米|岁|年|平方米|公里)?(?:到|至|-|—|～|~)(?:[0-9.]+|[一二两三四五六七八九十百千]+)[万亿千百]*(?:元|亩|人|吨|米|岁|年|平方米|公里)?(?:之间)?`)

// condition is a follow-up that names a case, not a thing: 情况复杂的呢.
var condition = regexp.MustCompile(`^([\p{Han}0-9.、]{3,16})(?:的|的话)(?:呢|又?怎么(?:办|样|说|罚|算))?[?？]*$`)

// inCase asks the earlier question of another case: of the span of amounts in
// place of the one that it names, else with the case in front of it.
func (t turn) inCase() (string, bool) {
	s := simplified(t.base)
	m := condition.FindStringSubmatch(simplified(t.text))
	if m == nil || len(Places(t.text, t.own)) > 0 || level.MatchString(m[1]) {
		return "", false
	}
	if span := aRange.FindString(m[1]); span != "" {
		if at := aRange.FindStringIndex(s); at != nil {
			return s[:at[0]] + strings.TrimSuffix(span, "之间") + s[at[1]:], true
		}
	}
	if !aCase.MatchString(m[1]) {
		return "", false
	}
	return m[1] + "的，" + courtesy.ReplaceAllString(s, ""), true
}

// aCase matches the words that end the name of a case, or begin it.
var aCase = regexp.MustCompile(`情况|情节|情形|严重|较轻|轻微|复杂|特殊|紧急|逾期|拒不|未|不|没|超过|以上|以下|以内|造成|违反|符合|属于|有`)

// A figure is asked for behind the thing that it is of, or in front of it.
var (
	ofSubject = regexp.MustCompile(`(?:的)?(?:目标值?|指标值?|完成值|规划|计划|实际|总共|一共|大概|约|到|要|能|将|应|需|会|可以|达到|招收|招|是|有|为|共|增长|下降)*(?:多少|多高|多大)(?:个|人|元|万元|亿元|吨|亩)?[?？。 ]*$`)
	ofObject  = regexp.MustCompile(`(?:多少|几)(?:个|家|所|座|项|条|张|名|处|套|间|台|辆|栋|棵|公里|平方米|亩|户)?(\p{Han}{2,10})[?？。 ]*$`)
	measured  = regexp.MustCompile(`(?:产量|产值|收入|面积|人口|人数|数量|总额|总量|投资|增速|增长率|比例|比重|占比|价格|出口额|进口额|规模|里程|覆盖率|普及率)$`)
	timeEnd   = regexp.MustCompile(`^.*(?:\d年|年底|年末|期间|时期|[一二三四五]五|全国|全省|全市|全区|报告(?:里|中)?(?:说|提|讲)?到?|里面?|中|[，,])(?:[底末初内]|的|要|说|将)*`)
)

// ofOther asks for the figure of another thing: the measure of the one before is
// kept, as are time and place (1991年全国原煤产量是多少, 石油呢).
func (t turn) ofOther(thing string) (string, bool) {
	if inRow.MatchString(thing) {
		return "", false
	}
	s := simplified(t.base)
	if at := ofObject.FindStringSubmatchIndex(s); at != nil {
		return s[:at[0]] + "多少" + thing + s[at[3]:], true
	}
	at := ofSubject.FindStringIndex(s)
	if at == nil {
		return "", false
	}
	from := len(timeEnd.FindString(s[:at[0]]))
	for _, p := range t.before {
		if i := strings.LastIndex(s[:at[0]], p.Found); i >= 0 {
			from = max(from, i+len(p.Found))
		}
	}
	subject := s[from:at[0]]
	if n := utf8.RuneCountInString(subject); n < 2 || n > longestSubject {
		return "", false
	}
	measure := measured.FindString(subject)
	if measure == subject || measured.MatchString(thing) {
		measure = ""
	}
	return s[:from] + thing + measure + s[at[0]:], true
}

// longestSubject is how many characters the name of a thing has that another
// may stand in the place of.
const longestSubject = 14
