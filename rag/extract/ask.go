package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
	"chuchu/rag"
	"chuchu/rag/bm25"
	"chuchu/rag/understand"
)

// An ask is one thing that a question wants to know.
type ask struct {
	kind
	whole   string             // the question, with its other parts
	subject string             // of several that are set side by side, the one that it is of
	others  []string           // the other ones
	sides   [2][]string        // of two things that the same is asked of, the pairs that only the one has; nil where there are not two
	text    string             // the part of the question
	own     []string           // the pairs of its part that do more than ask
	measure string             // of a count: 张 of 多少张养老床位
	noun    string             // what is counted: 养老床位
	count   int                // how many things are wanted, 0 where that is not said
	things  string             // the word for each of them, "" where it is not said
	coined  string             // of a meaning: the term that it is of, where that is not quoted
	name    string             // what it is asked of, where that has a name of its own
	deed    string             // what the office that is asked for does: 认定
	list    bool               // several things are wanted
	ahead   bool               // what is planned is wanted, not what was reached
	back    bool               // what was reached is wanted
	years   []int              // that it names
	report  int                // the year of the document that it names
	plan    []int              // the years of the five-year plans that it names
	stays   string             // the document that answers the question before
	moment  string             // of two times that are set side by side, the one that it is of
	before  int                // the year that the question before names, 0 where that is not one
	anew    []string           // the pairs of a follow-up that the question before has not
	topic   map[string]float64 // the weights of the pairs that say of what, not what
	weights map[string]float64
	total   float64
}

var (
	partEnd       = regexp.MustCompile(`[?？;；。!！]+|[,，、]`)
	asksWord      = regexp.MustCompile(`干[嘛吗什]|多[大快]|多少|几|什么|啥|哪|谁|怎么|如何|怎样|吗|是否|有没有|会不会|能不能|是不是|多[大长高宽久远]|何[时年]|名称|名字|分别`)
	counting      = regexp.MustCompile(`(?:多少|几)[万千百]?(` + measures + `)(\p{Han}{0,10})`)
	countedBefore = regexp.MustCompile(`([^\P{Han}里中的和与及、年]{2,6}?)(?:(?:一共|总共|现在|目前|已经|大概|大约|共)?有|(?:最[多少]|至[多少]|起码)(?:能|可以?|要|得)?[带找配设建招选派交报]?)(?:多少|几)`)
	noNoun        = regexp.MustCompile(`^(?:一共|总共|现在|目前|已经|大概|大约)|十[一二三四五]五|[末底初]$|期间$`)
	body          = regexp.MustCompile(`^体(?:户|工商户|经营)`) // 个体户 has no measure word
)

// partsOf cuts a question into the parts that ask, each with the parts in front
// of it that do not: 云海学校的校长是谁?招生电话多少 has two, and so has 一共多少家单位、
// 多少个体户, but 甲、乙、丙三个片区的定位有啥不一样 has one. What stands behind the
// last one belongs to it. There is at least one unless text is empty.
func partsOf(text string) []string {
	var parts []string
	start := 0
	for _, at := range partEnd.FindAllStringIndex(text, -1) {
		part := strings.TrimSpace(text[start:at[0]])
		if part == "" || !asksWord.MatchString(part) && !strings.ContainsAny(text[at[0]:at[1]], "?？") {
			continue
		}
		parts, start = append(parts, part), at[1]
	}
	rest := strings.TrimSpace(text[start:])
	switch {
	case rest == "":
	case asksWord.MatchString(rest) || asksToo.MatchString(rest) || len(parts) == 0:
		parts = append(parts, rest)
	default:
		parts[len(parts)-1] += "，" + rest
	}
	if len(parts) == 1 {
		if each := eachMeasure(parts[0]); each != nil {
			return each
		}
	}
	return parts
}

// askedOfEach matches what is asked of each of several, namesOfThem what stands between.
var (
	askedOfEach = regexp.MustCompile(`(?:分别|各自|各|都)(?:是|为|有|要|达到|达)*(?:多少|几)[?？]?$`)
	namesOfThem = regexp.MustCompile(`[、和与及]`)
)

// How many measures are asked for one by one: two may be told together, and of
// more than these nobody wants all.
const (
	fewMeasures  = 3
	mostMeasures = 6
)

// eachMeasure are the questions that one for several measures asks: 公厕座数、污水处理率
// 和绿地面积分别是多少. nil for any other.
func eachMeasure(text string) []string {
	at := askedOfEach.FindStringIndex(text)
	if at == nil {
		return nil
	}
	all := namesOfThem.Split(strings.TrimRight(text[:at[0]], "的，,"), -1)
	if len(all) < fewMeasures || len(all) > mostMeasures {
		return nil
	}
	for i, name := range all {
		if bare := aim.ReplaceAllString(name, ""); !bareRate.MatchString(bare) && !bareMeasure.MatchString(bare) && bare == name {
			return nil
		}
		if all[i] = name + "是多少"; countOf.MatchString(name) {
			all[i] = countOf.ReplaceAllString(name, "多少$1")
		}
	}
	return all
}

// countOf matches what counts: 座数 of 公厕座数.
var countOf = regexp.MustCompile(`的?([座套个户张所家间])数$`)

// aim matches what makes a measure one that is aimed at.
var aim = regexp.MustCompile(`(?:的)?(?:目标|指标)值?$`)

// asksToo matches a part that asks the same of another thing: 复审通过的呢.
var asksToo = regexp.MustCompile(`^[^,，]{2,16}呢[?？]?$`)

// newAsk reads what a part of a question wants, by its words alone. What it
// weighs and which time it speaks of depends on the whole question: see weigh
// and setTime.
func newAsk(text string) ask {
	one := strings.ReplaceAll(text, "哪一", "哪") // of 哪一级 one is wanted
	a := ask{kind: kindOf(text), text: text, list: asksList.MatchString(one), years: yearsAsked(text), plan: yearsOfPlans(text), things: understand.Things(text)}
	if m := counting.FindStringSubmatch(text); m != nil && (a.kind == counted || a.kind == size || a.kind == figure) && !(m[1] == "个" && body.MatchString(m[2])) {
		a.measure, a.noun = m[1], trimNoun(m[2])
		if m[1] == "人" && strings.HasPrefix(a.noun, "口") {
			a.noun = m[1] + a.noun // 多少人口
		}
	}
	if m := countedBefore.FindStringSubmatch(text); m != nil && a.kind == counted && a.noun == "" && !noNoun.MatchString(m[1]) {
		a.noun = strings.TrimRight(m[1], "各共总都又")
	}
	if m := aDeed.FindStringSubmatch(text); m != nil && a.kind == actor {
		a.deed = cmp.Or(m[1:]...)
	}
	if m := asksCount.FindStringSubmatch(one); m != nil && m[1] != "一" {
		a.count = fold.Count(m[1])
	}
	if a.count == 0 {
		a.count = understand.Count(one)
	}
	a.list = a.list || a.count > 0 && !a.hard()
	if a.kind == statement && !goalWord.MatchString(text) && !howOrWhat.MatchString(text) {
		switch {
		case bareRate.MatchString(text):
			a.kind = share
		case bareMeasure.MatchString(text):
			a.kind = figure
		}
	}
	return a
}

// bareRate matches a question that asks for a rate by that word alone, bareMeasure
// one for another figure; who asks how it comes about wants none.
var (
	bareRate    = regexp.MustCompile(`(?:增速|增幅|涨幅|[^效频功概]率)[?？]?$`)
	howOrWhat   = regexp.MustCompile(`[怎咋哪啥何]|什么|提[高升]|降低`)
	bareMeasure = regexp.MustCompile(`(?:(?:常住|户籍|总|[省市区县镇乡道]|^)人口|总产值|增加值|生产总值|GDP|gdp|总额|总量|[投销零交贸易售资]额|产量|面积|[座套个户张所家人]数|数量)[?？]?$`)
)

// termed matches a question for what a term stands for, the term in front:
// 三线一网说的是什么, 一老一小是什么意思.
var termed = regexp.MustCompile(`([\p{Han}A-Za-z0-9+]{2,10}?)(?:具体|分别|都|到底|究竟)*(?:(?:指|说|讲|代表)(?:的)?(?:都|分别)?(?:是)?(?:什么|啥|哪)|(?:是)?(?:什么|啥)意思|的?含义|(?:是)?(?:怎么|如何)(?:定义|界定|理解)|的?定义)`)

// termedBefore matches the same with the term behind: 啥叫场景创新.
var termedBefore = regexp.MustCompile(`(?:^|[，,])(?:(?:什么|啥)(?:是|叫做?)|(?:什么|怎|啥)样的?[^,，]{0,8}?才?(?:算(?:得上|是)?|叫做?|称为|属于))([\p{Han}A-Za-z0-9+]{2,12})[?？]?$`)

// letters matches an abbreviation in Latin letters.
var letters = regexp.MustCompile(`[A-Za-z][A-Za-z0-9+]+`)

// aLetter matches a question for what a letter or figure of a formula stands for: “1+N”里的N指什么.
var aLetter = regexp.MustCompile(`[里中内]?的[“"]?([A-Z0-9])[”"]?(?:具体|分别|都)*(?:指|代表|是)(?:的)?(?:是)?(?:什么|啥|哪)`)

// coinedIn is the term that a part of a question asks the meaning of, as far as
// the passages use it; "" where they do not, or it is quoted.
func coinedIn(text string, passages []rag.Passage) string {
	m := termed.FindStringSubmatch(text)
	if f := termedBefore.FindStringSubmatch(text); f != nil {
		m = f
	}
	if n := aLetter.FindStringSubmatch(text); n != nil && slices.ContainsFunc(passages, func(p rag.Passage) bool {
		return slices.ContainsFunc([]string{"“" + n[1] + "”是", "“" + n[1] + "”指", "“" + n[1] + "”代表"}, func(s string) bool { return strings.Contains(p.Text, s) })
	}) {
		return n[1]
	}
	if m == nil || quoted.MatchString(text) {
		return ""
	}
	term := strings.TrimLeft(m[1], "的里中讲说")
	owned := strings.Split(term, "的")
	for _, name := range []string{term, owned[len(owned)-1], letters.FindString(term)} { // 约束性指标 of 报告里说的约束性指标, CIM of CIM平台
		if name != "" && slices.ContainsFunc(passages, func(p rag.Passage) bool {
			return strings.Contains(fold.String(p.Text+strings.Join(p.Path, "\n")), fold.String(name))
		}) {
			return name
		}
	}
	return ""
}

var nounEnd = regexp.MustCompile(`(?:才|去|多少|几|给|让|做到|达到|比|各|的|地方|分别|各自|呢|吗|啊|嘛|哇|哦|呀|啦|咯|咧|噻|用上|用了|要|是|在|得|就|来|左右|以上|进行|实现|完成|[一-龥]?了)`)

// trimNoun cuts a noun where the sentence goes on.
func trimNoun(s string) string {
	if at := nounEnd.FindStringIndex(s); at != nil {
		s = s[:at[0]]
	}
	return strings.TrimSuffix(s, "上")
}

// pairs are the terms of a text that are more than one character.
func pairs(text string) []string {
	var out []string
	for _, t := range bm25.Distinct(bm25.Terms(text)) {
		if len([]rune(t)) > 1 {
			out = append(out, t)
		}
	}
	return out
}

var (
	aPost  = regexp.MustCompile(posts)
	byWire = regexp.MustCompile(`电话|手机|邮箱|网址|微信|热线|邮编`)
)

// plainNoun matches what can be named as it was asked for: no word that only joins others.
var plainNoun = regexp.MustCompile(`^[^的都也还就在到从把被给要会能有是和与及跟比多少几哪什么怎么提说]{2,8}$`)

// lacking is what a refusal calls the thing that is not there: 金额, 养老床位的数量, 校长姓名.
func (a ask) lacking() string {
	switch {
	case a.moment != "":
		when := a.when()
		a.moment = ""
		return when + "的" + a.lacking()
	case a.kind == counted && a.measure != "" && strings.Contains("层套场", a.measure):
		return a.measure + "数"
	case a.kind == counted && plainNoun.MatchString(a.noun):
		return a.noun + "的数量"
	case a.kind == person:
		return cmp.Or(aPost.FindString(a.text), "人员") + "姓名"
	case a.kind == contact:
		return cmp.Or(byWire.FindString(a.text), a.kind.called())
	}
	return a.kind.called()
}

// figureOf matches what a part asks a figure of: 人口 of 人口多少.
var figureOf = regexp.MustCompile(`(?:^|的)([^\P{Han}的]{2,8}?)(?:有|是|为)?多少[?？]?$`)

// figured is lacking beside what answers other parts of the question, among which
// a figure is told by what it is of.
func (a ask) figured() string {
	if m := figureOf.FindStringSubmatch(a.text); m != nil && a.kind == figure && a.moment == "" && plainNoun.MatchString(m[1]) && regions.Parts(m[1]) == nil {
		return m[1]
	}
	return a.lacking()
}
