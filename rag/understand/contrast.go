package understand

import (
	"regexp"
	"strings"
)

// contrasts are words of which a follow-up names one in the place of another:
// a row stands for kinds of the same thing, its words for the same kind, the
// longest first.
var contrasts = [][][]string{
	{{"城镇居民", "城市居民", "城镇", "城市", "城里"}, {"农村居民", "农民", "农村", "乡村", "乡下"}},
	{{"单位", "企业", "法人"}, {"个人", "自然人", "自己交", "自己缴", "自己出"}},
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
	q, s := aHead.ReplaceAllString(simplified(question), ""), simplified(text)
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

// aHead matches persons who are counted, of whatever kind: 一个人罚多少.
var aHead = regexp.MustCompile(`[一二两三几多每]个人`)

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
var condition = regexp.MustCompile(`^([\p{Han}0-9.、]{3,24})(?:的|的话)(?:呢|又?(?:怎么(?:办|样|说|罚|算)|([罚处]多少钱?)))?[?？]*$`)

// inCase asks the earlier question of another case: in the place of the one that
// it names, else with the case in front of it. A deed of its own is no case.
func (t turn) inCase() (string, bool) {
	s := courtesy.ReplaceAllString(simplified(t.base), "")
	m := condition.FindStringSubmatch(simplified(t.text))
	if m == nil || len(Places(t.text, t.own)) > 0 || level.MatchString(m[1]) {
		return "", false
	}
	named := supposing.ReplaceAllString(m[1], "")
	if m[2] != "" && kindOf(s) != Number { // 罚多少 was not asked before
		return t.told() + "，" + t.text, true
	}
	for _, way := range []func(s, named string) (string, bool){otherSpan, otherwise, otherClause} {
		if alone, ok := way(s, named); ok {
			return alone, true
		}
	}
	if !aCase.MatchString(named) && !(strings.Contains(t.text, "的话") && negated.MatchString(named)) {
		return "", false
	}
	return named + "的，" + s, true
}

// otherSpan puts a span of amounts in the place of another.
func otherSpan(s, named string) (string, bool) {
	span, at := aRange.FindString(named), aRange.FindStringIndex(s)
	if span == "" || at == nil {
		return "", false
	}
	return s[:at[0]] + strings.TrimSuffix(span, "之间") + s[at[1]:], true
}

// otherwise puts a case in the place of its contrary: 不属于十大产业 of 属于十大产业.
func otherwise(s, named string) (string, bool) {
	for _, not := range []string{"不", "没有", "没", "未"} {
		if is, ok := strings.CutPrefix(named, not); ok && strings.Contains(s, is) {
			return strings.Replace(s, is, named, 1), true
		}
		if strings.Contains(s, not+named) {
			return strings.Replace(s, not+named, named, 1), true
		}
	}
	return "", false
}

// otherClause puts a case in the place of the last clause, where that is a case
// of the same: 货值一万以上 of 没有许可证，货值不到一万罚多少.
func otherClause(s, named string) (string, bool) {
	subject, wants, ok := wanted(s)
	at := strings.LastIndexAny(subject, "，,")
	if !ok || at < 0 {
		return "", false
	}
	clause := strings.TrimLeft(subject[at:], "，,")
	if runes := []rune(named); !strings.HasPrefix(clause, string(runes[:2])) {
		return "", false
	}
	return subject[:len(subject)-len(clause)] + named + "的" + wants, true
}

// negated matches what is not done.
var negated = regexp.MustCompile(`[不没未]`)

// aCase matches the words of a case of whatever was asked about.
var aCase = regexp.MustCompile(`情况|情节|情形|严重|较轻|轻微|复杂|特殊|紧急|逾期|拒不|屡|后果|再次|多次|[两二]次|以上|以下|以内|属于|符合|违反(?:本|前)|^(?:超过|不足|不到|未满|满|造成|有|违反).{0,8}$|^(?:不|未|没|拒).{1,5}$`)
