package understand

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// A follow-up that names another thing, and asks of it what was asked before:
// 粮食呢, 在路口发卡片的呢, 要是发债券呢.
var (
	aboutOther = regexp.MustCompile(`^([^,，?？。；;]{2,30}?)(?:呢|怎么样|如何)[?？]*$`)
	supposing  = regexp.MustCompile(`^(?:如果是?|要是|假如|若是|换成|换作|还有)`)
	// pointless matches what only points at the thing that a follow-up names.
	pointless = regexp.MustCompile(`^(?:这些|那些|这个|那个|[它其]们?的?)|(?:这些|那些|这类|那类|之类|那块|这块|那边|那个|这个|的话)的?$`)
)

// another is the thing that a follow-up names and nothing else; "" for any other.
func (t turn) another() string {
	m := aboutOther.FindStringSubmatch(t.text)
	if m == nil || asking.MatchString(strings.TrimSuffix(m[1], "的")) && asksOn.MatchString(m[1]) {
		return ""
	}
	if anyYear.MatchString(m[1]) || anyPlan.MatchString(m[1]) {
		return ""
	}
	return pointless.ReplaceAllString(supposing.ReplaceAllString(m[1], ""), "")
}

// What a question wants of the thing in front of it: the word that asks, with
// the verbs and the words of measure and time that lead up to it, to the end.
var (
	asksOn = regexp.MustCompile(`多少|几|多[大高长久快宽远深重](?:时间)?|什么(?:时[候间]|地方|样)?|啥(?:时候)?|何时|哪(?:[些几]|个(?:部门|单位|市|区|局|月)?)?|由?谁|怎么|怎样|如何|咋|(?:有[^,，]{1,4}|可以|行|能)吗|有没有|是否|能不能|可不可以`)
	leads  = regexp.MustCompile(`(?:平均|(?:要|能|可以?|年|应)(?:生?产|用|吃|收|卖|花)|由|要|能|应当?|得|会|可以|需要?|可|最[高低多少]|至[多少]|一?共|总共|大概|大约|约|每年|一年|计划|规划|打算|准备|力争|拟|目标值?|指标值?|完成值?|实际|主要|重点|定为?|给予?|罚款?|处[罚以]?|补[助贴]?|奖励?|资助|是|有|为|在|到|达到?|做到|超过?|控制在?|提高到?|下降到?|降低?到?|增长到?|增加到?|培育|建成|建设|建|打造|新建|新增|改造|修|安排了?|提了?出?|办|搞|招收?|引进|开工|叫|负责|牵头|又|才|都|分别|各自?|归|找|让|被|的|了|没有|没|花费?)+$`)
	// ofCount matches a number with its measure word and what is counted.
	ofCount = regexp.MustCompile(`(?:多少|几)(?:个|家|所|座|项|条|张|名|处|套|间|台|辆|栋|棵|户|场|种|件|次|回|天|年)?`)
	// measuredCount is such a number where its measure word says what is counted.
	measuredCount = regexp.MustCompile(`(?:多少|几)(?:人次|[个家所座项条张名处套间台辆栋棵户场种件次回]|$)`)
	ofTime        = regexp.MustCompile(`(?:多少|几)(?:个?月|个?小时|分钟|天|年|日|次|倍|百分点|元|钱|万|亿)|哪几`)
)

// wanted cuts a question in front of what it wants: 烤烟产量 and 控制在多少. ok is
// false where it asks with no word that tells.
func wanted(s string) (subject, wants string, ok bool) {
	s = strings.TrimRight(s, "?？。！! ")
	at := asksOn.FindStringIndex(s)
	if at == nil {
		return s, "", false
	}
	from := at[0]
	if l := leads.FindStringIndex(s[:from]); l != nil {
		from = l[0]
	}
	return s[:from], s[from:], true
}

// anew is what was wanted of one thing, as it is wanted of another: what was
// counted is not said again, for the other is counted in its own way.
func (p parted) anew(thing string) string {
	at := measuredCount.FindStringIndex(p.wants)
	switch {
	case at == nil || ofTime.MatchString(p.wants):
		return p.wants
	case isMeasure.MatchString(thing) && !isMeasure.MatchString(p.subject+p.late):
		return "是多少"
	}
	return p.wants[:at[0]] + "多少"
}

// frame matches what a question says of document, place and time in front of its
// subject.
var (
	byDocument = regexp.MustCompile(`^[^,，]{2,30}?(?:报告|方案|规划|纲要|计划|条例|办法|通知|意见|要点|指南|规定|规范|试点|决定|细则|章程|建议|文件)(?:里面?|中|上|说|提到?|讲|定|对|要求|的)+[,，]?|^[^,，]{2,30}?(?:报告|方案|规划|纲要|计划|条例|办法|通知|意见|要点|指南|规定|规范|试点|决定|细则|章程|文件|[里中])[,，]`)
	byTime     = regexp.MustCompile(`(?:从|到|在|截至)?(?:(?:19|20)\d\d年?|十[一二三四五六七]五|今年|去年|明年|当年)(?:期间|时期|规划|计划)?[”"]?(?:底|末|初)?[前后内]?(?:全国|全省|全市|全区)?的?`)
)

// A parted question is what it says of document, place and time, of what it
// asks, and what it wants of that.
type parted struct {
	frame, subject string
	late           string // the time, where it stands behind the subject
	wants          string
}

// part parts the question before.
func (t turn) part() (parted, bool) {
	s := courtesy.ReplaceAllString(simplified(t.base), "")
	head, wants, ok := wanted(s)
	if !ok {
		return parted{}, false
	}
	from := len(byDocument.FindString(head))
	for _, p := range t.before {
		if i := strings.Index(head[from:], p.Found); i == 0 {
			from += len(p.Found)
			if m := placeEnd.FindStringSubmatch(head[from:]); m != nil {
				from += len(m[1])
			}
		}
	}
	if at := strings.LastIndexAny(head, ",，"); at >= from {
		_, n := utf8.DecodeRuneInString(head[at:])
		from = at + n
	}
	from += len(head[from:]) - len(strings.TrimLeft(head[from:], "的"))
	out := parted{frame: head[:from], subject: head[from:], wants: wants}
	if at := than.FindStringIndex(out.subject); at != nil {
		out.subject, out.wants = out.subject[:at[0]], out.subject[at[0]:]+wants
	}
	at := byTime.FindStringIndex(out.subject)
	switch {
	case at == nil:
	case at[0] == 0:
		out.frame, out.subject = out.frame+out.subject[:at[1]], out.subject[at[1]:]
	default:
		out.subject, out.late = out.subject[:at[0]], out.subject[at[0]:]
	}
	return out, true
}

var (
	// placeEnd is what a place is, behind its short name, and no part of another word.
	placeEnd = regexp.MustCompile(`^(街道|[省市县街镇乡区])(?:[^区域级内]|$)`)
	// than matches what a figure is held against: 比1964年.
	than = regexp.MustCompile(`比[^比，,]{2,8}$`)
)

// A measure is of anything: 产量, 总产值, 覆盖率.
var (
	measured  = regexp.MustCompile(`(?:[人户亩地]均的?)?[总纯]?(?:可支配)?(?:产量|产值|收入|面积|人口|人数|数量|总额|总量|投资|增速|增长率|比例|比重|占比|价格|出口额|进口额|规模|里程|覆盖率|普及率|准确率)$`)
	isMeasure = regexp.MustCompile(`[量额率值数度比]$|收入$|投资$|规模$|面积$|里程$|人口$|人次$|支出$|存款$|贷款$`)
	perEach   = regexp.MustCompile(`^(?:人均|户均|亩均|地均|日均|年均)$`)
	counts    = regexp.MustCompile(`(?:多少|几)(?:个|家|所|座|项|条|张|名|处|套|间|台|辆|栋|棵|场|种|公里|平方米|亩|户)?(\p{Han}{2,20})$`)
)

// asking asks of another thing what was asked before, within the same document,
// place and time. of says that it was named as what something is of (石油的呢).
func (t turn) asking(thing string, of bool) (string, bool) {
	p, ok := t.part()
	switch {
	case !ok || anyStatus.FindString(thing) == thing:
		return "", false
	case p.subject == "":
		return p.counting(thing, of)
	case perEach.MatchString(thing):
		return p.frame + thing + p.subject + p.late + p.wants, true
	}
	return p.frame + p.instead(thing, of) + strings.TrimPrefix(p.anew(thing), "的"), true
}

// against asks the earlier question against another time or thing: 比1980年呢.
func (t turn) against() (string, bool) {
	m := onlyThan.FindStringSubmatch(simplified(t.text))
	p, ok := t.part()
	if m == nil || !ok {
		return "", false
	}
	return p.frame + p.subject + p.late + m[1] + than.ReplaceAllString(p.wants, ""), true
}

var onlyThan = regexp.MustCompile(`^(比[^比，,]{2,10}?)的?呢?[?？]*$`)

// counting asks for the number of other things: 要建多少花园, 认定成示范的有多少.
func (p parted) counting(thing string, of bool) (string, bool) {
	at := counts.FindStringSubmatchIndex(p.wants)
	switch {
	case at == nil || ofTime.MatchString(p.wants[at[0]:]):
		return "", false
	case of:
		return p.frame + thing + "的" + p.wants[:at[2]], true
	case isMeasure.MatchString(thing):
		return p.frame + thing + "是多少", true
	}
	return p.frame + p.wants[:at[0]] + "多少" + thing, true
}

// instead is the subject with another thing in the place of what it is of, or
// another measure in the place of its own.
func (p parted) instead(thing string, of bool) string {
	time := byTime.FindString(p.late)
	behind := p.late[len(time):]
	measure := isMeasure.MatchString(thing)
	whose, what, has := strings.Cut(p.subject, "的")
	has = has && what != ""
	switch {
	case p.late != "" && (measure && !isMeasure.MatchString(p.subject) || behind != measured.FindString(behind)):
		return p.subject + time + thing
	case p.late != "":
		return thing + p.late
	case has && (measure || !of && lastRune(what) == lastRune(thing)):
		return whose + "的" + thing
	case has && (of || utf8.RuneCountInString(what) <= mostMeasure):
		return thing + "的" + what
	case has:
		return whose + "的" + thing
	case of && measured.FindString(p.subject) == "":
		return thing + "的" + attribute.FindString(p.subject)
	case measure && utf8.RuneCountInString(thing) == shortMeasure && utf8.RuneCountInString(measured.FindString(p.subject)) == shortMeasure:
		return strings.TrimSuffix(p.subject, measured.FindString(p.subject)) + thing
	case !measure && p.subject != measured.FindString(p.subject) && utf8.RuneCountInString(p.subject) <= longestSubject:
		return thing + measured.FindString(p.subject)
	}
	return thing
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// Characters that the name of what is asked of a thing has at most (联系人), and
// those of a thing together with its measure (原煤产量).
const (
	mostMeasure    = 4
	longestSubject = 14
	shortMeasure   = 2 // 收入, 支出
)

// alike asks the earlier question of another thing of the same name: the last
// words of both are the same (江南院区, 下埔院区).
func (t turn) alike(thing string) (string, bool) {
	s := courtesy.ReplaceAllString(simplified(t.base), "")
	if quoted.MatchString(thing) && quoted.MatchString(s) && quoted.FindString(thing) == thing {
		return quoted.ReplaceAllLiteralString(s, thing), true
	}
	n := utf8.RuneCountInString(thing)
	if n <= len([]rune("院区")) {
		return "", false
	}
	name := string([]rune(thing)[n-2:])
	end := strings.LastIndex(s, name)
	if end < 0 {
		return "", false
	}
	end += len(name)
	if rest, ok := strings.CutPrefix(thing, "副"); ok && rest == name {
		return s[:end-len(name)] + thing + s[end:], true
	}
	from := t.begins(s[:end])
	if m := utf8.RuneCountInString(s[from:end]); m > n+longerName && !(joined.MatchString(s[from:end]) && m <= 2*n+longerName) {
		from += len(string([]rune(s[from:end])[:m-n]))
	}
	return s[:from] + thing + s[end:], true
}

// quoted matches what stands in quotation marks.
var quoted = regexp.MustCompile(`[“"「][^“”"「」]{1,12}[”"」]`)

// longerName is how many characters a name may have more than the one that
// stands in its place.
const longerName = 3

// joined matches what stands between several things.
var joined = regexp.MustCompile(`[和与跟及、]`)

// begins is where the name at the end of a text begins at the earliest: behind
// document, place and time, 的, a mark and a number.
func (t turn) begins(text string) int {
	from := 0
	if p, ok := t.part(); ok && strings.HasPrefix(text, p.frame) {
		from = len(p.frame)
	}
	for _, end := range []*regexp.Regexp{byTime, ofCount, ends} {
		for _, at := range end.FindAllStringIndex(text, -1) {
			if at[1] < len(text) {
				from = max(from, at[1])
			}
		}
	}
	return from
}

// ends matches what a name does not go on behind.
var ends = regexp.MustCompile(`[的，,]|申请|申报|办理|设立|注册|取得|(?:计划|规划|方案|条例|办法|报告)[里中]?`)
