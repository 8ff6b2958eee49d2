package extract

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

// named matches what a question calls by its own name: 云海学校, 港西新城九年一贯制学校.
// The name is what stands in front of the word for what it is.
var named = regexp.MustCompile(`([\p{Han}]{2,12}?)(学校|小学|中学|大学|学院|幼儿园|医院|院区|水厂|电厂|水库|大厦|大桥|隧道|公园|体育馆|图书馆|博物馆|文化馆|书院|油田|工业园|产业园|物流园|科技园|花园|银行|油库|码头)`)

// common matches words in front of such a word that are no name of one.
var common = regexp.MustCompile(`^.*?(?:的|了|在|把|给|对|让|由|从|和|与|跟|及|、|区|市|街道|哪[一二三四五六七八九十几些]?[所家个座]?|[0-9一二两三四五六七八九十多几]+[所家个座处]|多少[所家个座]?|新增|新建|建设|改造|打造|引进|推进|关于|请问|那[所家个座]|这[所家个座])`)

// generic are words that tell what kind of school or park, not which one.
var generic = regexp.MustCompile(`公办|民办|义务|教育|职业|技术|技工|高等|普通|特色|老旧|旧|高端|现代|中心|人民|中医|公立|各类|新型|示范|社区|口袋|文化|体育|创意|电商|工业|产业|农业|物流|科技|全区|全市|街|市政|综合|专科|高新|双创`)

// goesTo matches words in front of a hospital or a school that say who goes there
// or is taken there: 谁送去医院.
var goesTo = regexp.MustCompile(`[送去到进住往上回读转]$|谁`)

// nameOf is the name of the one thing that a question asks about, as far as it
// can be told from other words; "" where it names none.
func nameOf(places []string, text string) string {
	for _, p := range places {
		text = strings.ReplaceAll(text, p, "、")
	}
	m := named.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	name := m[1]
	for {
		rest := common.ReplaceAllString(name, "")
		if rest == name {
			break
		}
		name = rest
	}
	if name = generic.ReplaceAllString(name, ""); len([]rune(name)) < 2 || goesTo.MatchString(name) {
		return ""
	}
	return name
}

// ofName tells whether a candidate or what stands above it is of the thing that
// an ask calls by its name: half of the name's pairs of characters are there.
func (c candidate) ofName(a ask) bool {
	if a.name == "" {
		return true
	}
	about := c.surroundings()
	words, n := pairs(a.name), 0
	for _, w := range words {
		if strings.Contains(about, w) {
			n++
		}
	}
	return 2*n >= len(words)
}

// surroundings are the folded text of a candidate's passage, its document's title
// and the headings above it.
func (c candidate) surroundings() string {
	return fold.String(strings.Join(append([]string{c.passage.Text, c.passage.Document.Title}, c.passage.Path...), "\n"))
}

// aPostAsked matches the post whose holder is asked for: 区委副书记是谁.
var aPostAsked = regexp.MustCompile(`(副?)(` + posts + `)(?:是谁|是哪|叫|姓|的?名字|的?姓名)|谁是.{0,12}?(副?)(` + posts + `)`)

// samePost tells whether a sentence names the post whose holder is asked for: a
// deputy is not the one he stands in for, nor the other way round.
func (c candidate) samePost(a ask) bool {
	m := aPostAsked.FindStringSubmatch(a.text)
	if m == nil || a.kind != person {
		return true
	}
	deputy, post := m[1]+m[3] != "", m[2]+m[4]
	text := unspaced(c.text)
	if deputy {
		return strings.Contains(text, "副"+post)
	}
	return strings.Contains(strings.ReplaceAll(text, "副"+post, ""), post)
}
