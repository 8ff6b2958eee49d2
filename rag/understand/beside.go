package understand

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// onlyCompares matches a follow-up that names nothing and sets what was asked
// before side by side: 哪个更严, 差多少, 这两个谁高.
var onlyCompares = regexp.MustCompile(`^(?:(?:[这那]?两[个者地年边种]|[它他]们|二者)(?:之间|里面?|中)?的?)?((?:哪一?[个边里年种]|谁)(?:的|更|比较|要)*\p{Han}{1,3}|相?差(?:距|别|额)?(?:是|有)?(?:多少|几\p{Han}{1,3}|多大)|(?:相比|比较|对比)(?:一下|呢|如何|怎么样)?|(?:有)?(?:什么|哪些|啥)(?:区别|不同|差别|不一样))(?:一?[些点])?[?？。 ]*$`)

// besides asks of the two things that were asked about last: 哪个更严 behind
// 盐田PM2.5目标是多少 and 赤坎呢.
func (t turn) besides() (string, bool) {
	m := onlyCompares.FindStringSubmatch(simplified(t.text))
	if m == nil || t.beside == "" || named.MatchString(m[1]) {
		return "", false
	}
	one, other := simplified(t.beside), simplified(t.base)
	before := Places(one, t.own)
	if len(before) == 1 && len(t.before) == 1 && before[0].Found != t.before[0].Found {
		return strings.Replace(untilAsked(other), t.before[0].Found, before[0].Found+"和"+t.before[0].Found, 1) + m[1], true
	}
	earlier, later := timeOf(one), timeOf(other)
	if earlier != "" && later != "" && earlier != later {
		return strings.Replace(untilAsked(other), later, earlier+"和"+later, 1) + m[1], true
	}
	return t.things(m[1])
}

// untilAsked is a question in front of the words that ask: 公厕改造 of 公厕改造多少座.
func untilAsked(s string) string {
	s = strings.TrimRight(s, "?？。！! ")
	if at := asksOn.FindStringIndex(s); at != nil {
		s = linking.ReplaceAllString(s[:at[0]], "")
	}
	return s
}

// named matches what asks who does it, which compares nothing.
var named = regexp.MustCompile(`^(?:哪个|谁)(?:负责|来|去|管|做|办|牵头|部门|单位|提|说|发|定)`)

// timeOf is the one year or plan that a question names, "" for none or several.
func timeOf(s string) string {
	if all := anyYear.FindAllString(s, -1); len(all) == 1 {
		return all[0]
	} else if len(all) > 1 {
		return ""
	}
	return anyPlan.FindString(s)
}

// things sets side by side what two questions ask about that say the same of
// document, place and time.
func (t turn) things(compared string) (string, bool) {
	last, ok := t.part()
	t.base = t.beside
	first, also := t.part()
	if !ok || !also || first.frame != last.frame || first.subject == last.subject || utf8.RuneCountInString(first.subject) < 2 || utf8.RuneCountInString(last.subject) < 2 {
		return "", false
	}
	return last.frame + first.subject + "和" + last.subject + last.late + compared, true
}
