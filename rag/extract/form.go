package extract

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

// fits tells whether a candidate has the form of an answer, whoever takes it for
// one: what a document was made for answers nothing else, a time must be one, a
// fine is no award, and what happened is told by the word for it.
func (c candidate) fits(a ask) bool {
	said := fold.Simplified(c.text)
	switch {
	case c.passage.Fact != nil:
		return true
	case isPurpose(c.text) && !asksPurpose.MatchString(a.whole), c.otherBand(a),
		a.kind == date && !someTime.MatchString(fold.String(c.text)),
		aFirm.MatchString(a.text) && !aFirmSaid.MatchString(said),
		asksOne.MatchString(a.text) && indefinite.MatchString(said) && !shortQuoted.MatchString(c.text),
		a.kind == money && inAll.MatchString(a.text) && !ofEach.MatchString(a.text) && !asksCap.MatchString(a.text) && ofEach.MatchString(said),
		!c.punishesAsked(a), c.ofOther(a),
		a.soft() && whichOfMany.MatchString(a.text) && c.points == 0 && items(fold.String(unbracketed(c.text))) < manyItems,
		a.award() && aFine.MatchString(said) && !anAward.MatchString(said):
		return false
	}
	return c.happens(a)
}

// someTime matches words for a time, in folded text.
var someTime = regexp.MustCompile(`[0-9〇一二三四五六七八九十两]个?(?:年|月|周(?:[^岁]|$)|日|天|号|季度|时|点)|[年月季]度?[内底初末]|季度|半年|今年|明年|去年|当[天日年月]|之[日时]|之?[前后]|期[间内限满]|时[间限期]|日起|五年`)

// Who asks which firm wants one with a name; one of a kind (引进一所高校) is none
// that is asked for, and what each gets no sum of all.
var (
	aFirm     = regexp.MustCompile(`哪家?个?(?:公司|企业)(?:[^\p{Han}]|$|开发|研发|生产|制造|设计|投资|[运经]营|做|建|承|出品|中标|提供)`)
	aFirmSaid = regexp.MustCompile(`公司|集团|企业|厂|研究[院所]|中心|银行`)
	asksOne   = regexp.MustCompile(`是哪一?[所家个座条项][?？]?$`)
	inAll     = regexp.MustCompile(`(?:总共|一共|合计|总计|全部).*多少`)
	ofEach    = regexp.MustCompile(`最[高多]|每[家个人年项户]|单个`)
)

// whichOfMany matches a question for the names of things whose number it knows:
// what says that there are so many names none.
var whichOfMany = regexp.MustCompile(`(?:[0-9]{2,}|[3-9三四五六七八九十])(?:余|多)?[个家项条种类座所处张名].*(?:具体|分别|都)(?:是|有|叫|包括)?哪`)

// An award is what somebody is given.
var anAward = regexp.MustCompile(`奖|补[贴助]|津贴|资助`)

// award tells whether an ask is for how much somebody is given.
func (a ask) award() bool {
	return a.amounts() && awarded.MatchString(a.text) && !strings.ContainsAny(a.text, "罚赔")
}

var awarded = regexp.MustCompile(`奖[金励补]|补[贴助]|津贴|资助`)

// events are words for what happens once, as questions and documents call it.
var events = [...]struct{ asked, said *regexp.Regexp }{
	{regexp.MustCompile(`^(?:获批|批准|批复|获准|批下来)`), regexp.MustCompile(`[获审]批|批[准复]|获准|同意`)},
	{regexp.MustCompile(`^(?:[施实执]行|实施|生效)`), regexp.MustCompile(`[施执]行|实施|生效`)},
	{regexp.MustCompile(`^(?:成立|组建|挂牌|揭牌)`), regexp.MustCompile(`成立|组建|设立|[建创]立|挂牌|揭牌`)},
}

// whenHappened matches a question for when something happened, up to the word for that.
var whenHappened = regexp.MustCompile(`(?:哪一?年|哪一?[天日]|什么时候|啥时候|何时)(?:正式|开始|起|才|就|被|会|能)*(\p{Han}{2,3})`)

// happens tells whether a sentence has the word for what happened, or another for
// the same, where it is asked when something did.
func (c candidate) happens(a ask) bool {
	m := whenHappened.FindStringSubmatch(a.text)
	if m == nil || a.kind != date {
		return true
	}
	said := fold.Simplified(c.text)
	for _, e := range events {
		if e.asked.MatchString(m[1]) {
			return e.said.MatchString(said)
		}
	}
	return true
}
