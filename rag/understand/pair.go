package understand

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	// ofBoth matches where a question that sets two things side by side goes on to
	// what it asks of both: 甲条例和乙条例|分别从何时起施行.
	ofBoth = regexp.MustCompile(`分别|各(?:自|[是有为占达要叫在由归多几罚给补奖定]|(?:[^类级地区市县项种界方族国个位家处部单校省街镇村年月]\p{Han}{0,2}?)?(?:多少|几|什么|啥|哪|怎))|哪[个种类边]|谁|(?:有|的)?(?:什么|啥|何|哪些)?(?:不同|不一样|区别|差别|差异)|(?:相?差|多)(?:了)?(?:多少|几)|一样吗|相同吗`)
	// joins matches what stands between two things.
	joins = regexp.MustCompile(`和|与|跟|以及|及`)
	// What is asked of both, as it is asked of one.
	eachOf   = regexp.MustCompile(`分别|各自?|都|又`)
	differs  = regexp.MustCompile(`(?:有|的)?(?:什么|啥|何|哪些)?(?:不同|不一样|区别|差别|差异)[^,，]*$`)
	apartBy  = regexp.MustCompile(`相?差了?(?:多少|几)[^,，]*$`)
	whether  = regexp.MustCompile(`(?:一样|相同)(?:吗|不一样|不)[^,，]*$`)
	theMore  = regexp.MustCompile(`(?:哪[个种类边](?:的)?|谁(?:的)?)([^,，]*?)更?[高低多少大小长短快慢严重轻早晚](?:一?[些点])?(?:呢|[?？])*$`)
	moreOf   = regexp.MustCompile(`(?:哪[个种类边]|谁)[^,，]*?[高低多少大小长短快慢严重轻早晚](?:一?[些点])?[,，]|[,，](?:哪[个种类边]|谁)[^,，]*$|[,，]相?差[^,，]*$`)
	noThings = regexp.MustCompile(`哪|什么|多少|几|谁|怎么|如何`)
	// bothAsked matches what cannot be asked of one thing.
	bothAsked = regexp.MustCompile(`^(?:分别|各|相?差|一样|相同|(?:有|的)?(?:什么|啥|何|哪些)?(?:不同|不一样|区别|差别|差异))`)
	// attribute matches what is asked of a thing, at the end of its name.
	attribute = regexp.MustCompile(`(?:的|要求|条件|程序|责任|义务|待遇|日期|做法|职责|任务|额度|税率|费率|税额|每[年月项个]|产业|最[高低]|目标|规模|总?产值|总额|收入|产量|面积|数量|人数|投资|增速|比例|标准|期限|时限|时间|定位|分工|金额)+$`)
	// aPaper matches what ends as the names of documents do: it is of a place only where it says so.
	aPaper  = regexp.MustCompile(`(?:条例|办法|规定|法|纲要|规划|报告|意见|方案|通知|文件|细则|指南|规范)$`)
	aReport = regexp.MustCompile(`报告`)
)

// ofPair gives each of two things that the same is asked of the question without
// the other: of 培育项目和重点项目每项差多少钱 what each 项目 gets. Two times of one
// figure are none: these are told by each other.
func ofPair(text string, places []Place) []Side {
	s := strings.TrimRight(simplified(text), "?？。！! ")
	end := ofBoth.FindStringIndex(s)
	if end == nil || kindOf(s) != Comparison && !bothAsked.MatchString(s[end[0]:]) && !theMore.MatchString(s[end[0]:]) || strings.ContainsAny(s[:end[0]], "?？；;") {
		return nil
	}
	p, ok := twoOf(s[:end[0]], places)
	if !ok || onlyTime(p.one) != onlyTime(p.other) || p.times() && kindOf(ofOne(s[end[0]:])) == Number && !aReport.MatchString(p.rest) {
		return nil
	}
	wants := measuring(p.rest + ofOne(s[end[0]:]))
	sides := []Side{{Name: p.one, Text: p.frame + p.one + wants, Apart: true}, {Name: p.other, Text: p.frame + p.other + wants, Apart: true}}
	if theLevel.MatchString(p.other) {
		alone, found := turn{base: sides[0].Text}.otherLevel(p.other)
		if !found {
			return nil
		}
		sides[1].Text = alone
	}
	return sides
}

// measuring asks for a figure what is told in figures: of 保存时间是什么 how long.
func measuring(wants string) string {
	wants = lasting.ReplaceAllString(wants, "${1}是多长时间")
	return amounting.ReplaceAllString(wants, "${1}是多少")
}

var (
	lasting   = regexp.MustCompile(`(时间|期限|时限|年限|时长|周期)是什么$`)
	amounting = regexp.MustCompile(`(比例|占比|比重|人数|数量|金额|价格|面积|额度|标准|税率|费率|补贴|补助|奖金|工资|增速|增幅|规模|产量|产值)是什么$`)
)

// A paired question says the same of two things: what stands in front of both,
// and what behind them.
type paired struct{ frame, one, other, rest string }

// times tells whether both are times and nothing else.
func (p paired) times() bool {
	return onlyTime(p.one) && onlyTime(p.other)
}

// onlyTime tells whether a text names a time and nothing else.
func onlyTime(s string) bool {
	return bare(anyStatus.ReplaceAllString(byTime.ReplaceAllString(s, ""), "")) == ""
}

// twoOf are the two things that a text sets side by side. ok is false where it
// names no two, or more.
func twoOf(text string, places []Place) (p paired, ok bool) {
	clauses := strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == '，' })
	for i, c := range clauses {
		cut := joins.FindAllStringIndex(c, -1)
		if len(cut) != 1 || noThings.MatchString(c) {
			continue
		}
		p.one, p.other = c[:cut[0][0]], c[cut[0][1]:]
		from := i
		if strings.Contains(p.one, "、") {
			return p, false // of more than two
		}
		if p.one == "" && i > 0 {
			from, p.one = i-1, clauses[i-1]
		}
		for _, before := range clauses[:from] {
			p.frame += before + "，"
		}
		for _, behind := range clauses[i+1:] {
			p.rest += "，" + behind
		}
		p.align()
		p.framed(places)
		return p, utf8.RuneCountInString(p.one) >= 2 && utf8.RuneCountInString(p.other) >= 2
	}
	return p, false
}

// align cuts what is said of both from the other thing: 城里人和农村人|的收入,
// 小作坊和摊贩|的票据.
func (p *paired) align() {
	last, size := utf8.DecodeLastRuneInString(p.one)
	at, of := strings.IndexRune(p.other, last), strings.Index(p.other, "的")
	time := byTime.FindStringIndex(p.other)
	switch attributes := attribute.FindString(p.other); {
	case p.contrasted():
	case time != nil && time[0] > 0 && !byTime.MatchString(p.one):
		p.other, p.rest = p.other[:time[0]], p.other[time[0]:]+p.rest
	case at >= 0:
		p.other, p.rest = p.other[:at+size], p.other[at+size:]+p.rest
	case of > 0 && !strings.Contains(p.one, "的") && of+len("的") < len(p.other):
		p.other, p.rest = p.other[:of], p.other[of:]+p.rest
	case attributes != "" && len(attributes) < len(p.other) && !attribute.MatchString(p.one):
		n := len(p.other) - len(attributes)
		p.other, p.rest = p.other[:n], attributes+p.rest
	}
}

// contrasted cuts what is said of both behind the second of two kinds:
// 城里和农村|低保标准.
func (p *paired) contrasted() bool {
	for _, row := range contrasts {
		for i, kind := range row {
			for j, other := range row {
				was, named := longestIn(p.one, kind), longestIn(p.other, other)
				if i != j && was != "" && strings.HasSuffix(p.one, was) && named != "" && strings.HasPrefix(p.other, named) {
					p.other, p.rest = named, p.other[len(named):]+p.rest
					return true
				}
			}
		}
	}
	return false
}

// framed puts what only the first thing has of both in front: document, place and
// time, whose it is, the first words of a name that goes on alike.
func (p *paired) framed(places []Place) {
	take := func(n int) { p.frame, p.one = p.frame+p.one[:n], p.one[n:] }
	if at := byDocument.FindString(p.one); len(at) < len(p.one) && !byDocument.MatchString(p.other) {
		take(len(at))
	}
	for _, place := range places {
		if !aPaper.MatchString(p.other) && strings.HasPrefix(p.one, place.Found) && len(place.Found) < len(p.one) && !strings.Contains(p.other, place.Found) {
			take(len(place.Found))
		}
	}
	one, other := byTime.FindStringIndex(p.one), byTime.FindStringIndex(p.other)
	switch of := strings.Index(p.one, "的"); {
	case one != nil && one[0] == 0 && other == nil && one[1] < len(p.one):
		take(one[1])
	case one != nil && one[0] > 0 && one[1] == len(p.one) && other != nil && other[0] == 0:
		take(one[0])
	case of > 0 && of+len("的") < len(p.one) && !strings.Contains(p.other, "的"):
		take(of + len("的"))
	case sameEnd(p.one, p.other):
		if n := utf8.RuneCountInString(p.one) - utf8.RuneCountInString(p.other); n >= leastFrame && other == nil {
			take(len(string([]rune(p.one)[:n])))
		}
	}
}

// leastFrame is how many characters the first words of a name have at least.
const leastFrame = 3

// sameEnd tells whether the last two characters of two names are the same.
func sameEnd(one, other string) bool {
	a, b := []rune(one), []rune(other)
	return len(a) > 2 && len(b) > 2 && string(a[len(a)-2:]) == string(b[len(b)-2:])
}

// ofOne is what is asked of two things as it is asked of one of them.
func ofOne(wants string) string {
	wants = moreOf.ReplaceAllString(wants, "")
	if m := theMore.FindStringSubmatch(wants); m != nil {
		return m[1] + "是多少"
	}
	for _, w := range []struct {
		of    *regexp.Regexp
		alone string
	}{{differs, "是什么"}, {apartBy, "是多少"}, {whether, "是什么"}} {
		wants = w.of.ReplaceAllLiteralString(wants, w.alone)
	}
	return eachOf.ReplaceAllString(wants, "")
}
