package understand

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// heads are words that head sections of plans.
var heads = []string{
	"指导思想", "基本原则", "总体要求", "总体目标", "主要目标", "发展目标", "工作目标", "具体目标", "奋斗目标", "远景目标", "目标任务",
	"主要任务", "重点任务", "重点工作", "工作任务", "重点工程", "重大工程", "重点项目", "保障措施", "组织保障", "组织实施", "实施保障",
	"工作措施", "工作要求", "发展定位", "战略定位", "发展基础", "发展环境", "面临形势", "主要指标", "发展思路", "空间布局", "主要成就",
}

// sectionsOf returns those that stand in a question.
func sectionsOf(s string) []string {
	var out []string
	for _, h := range heads {
		if strings.Contains(s, h) {
			out = append(out, h)
		}
	}
	if len(out) == 0 && Things(s) == principles {
		out = append(out, principles)
	}
	return out
}

// principles head a section of their own whatever else it is called: who asks
// 坚持哪几条原则 wants those under 基本原则, 工作原则.
const principles = "原则"

// ordinal matches what numbers a heading.
var ordinal = regexp.MustCompile(`^(?:第[一二三四五六七八九十百零〇0-9]+[章节部分篇条]*|[（(]?[一二三四五六七八九十0-9]+(?:[)）][、.．]?|[、.．]|[ 　])|[一二三四五六七八九十]是|专栏[一二三四五六七八九十0-9]*|[①-⑳])[ 　]*`)

// Bare is a heading without its number, in simplified script.
func Bare(heading string) string {
	h := strings.TrimSpace(simplified(heading))
	for {
		rest := strings.TrimSpace(ordinal.ReplaceAllString(h, ""))
		if rest == h || rest == "" {
			return strings.TrimRight(h, "。:： ")
		}
		h = rest
	}
}

// Heads tells how much of a heading a question names, from 0 to 1: the share of
// its pairs of neighbouring characters that stand in the question. A heading
// that holds a section word of the question is named whole.
func Heads(heading, question string) float64 {
	bare := Bare(heading)
	q := simplified(question)
	for _, s := range sectionsOf(q) {
		if strings.Contains(bare, s) && len(bare) <= 3*len(s) {
			return 1
		}
	}
	runes := []rune(plain.ReplaceAllString(bare, ""))
	q = plain.ReplaceAllString(q, "")
	if len(runes) < 3 {
		return 0
	}
	held := 0
	for i := range len(runes) - 1 {
		if strings.Contains(q, string(runes[i:i+2])) {
			held++
		}
	}
	return float64(held) / float64(len(runes)-1)
}

// plain matches what is between words: blanks, marks and quotation marks.
var plain = regexp.MustCompile(`[\s\p{P}\p{S}]+`)

// wantsParts matches a question for the parts of a section: 基本原则是啥.
var wantsParts = regexp.MustCompile(`(?:原则|任务|措施|工作|工程|行动|保障|项目)(?:都|主要|具体|分别|各)?(?:是|有|为|包括|包含)?(?:什么|啥|哪些|哪几[个条项点])?(?:[，, ]*(?:请|麻烦)?(?:帮我?|给我)?(?:都)?(?:列|说|讲|写)(?:一?下|出来|举)?)?[?？。]?$`)

// AsksParts tells whether a question asks for what stands under a section word,
// whatever else it says of whose section that is.
func AsksParts(question string) bool {
	s := simplified(question)
	return len(sectionsOf(s)) > 0 && wantsParts.MatchString(s)
}

// OnlySection tells whether a question asks for nothing but what section words
// name: 基本原则是什么.
func OnlySection(question string) bool {
	s := simplified(question)
	for _, h := range sectionsOf(s) {
		s = strings.ReplaceAll(s, h, "")
	}
	return utf8.RuneCountInString(bare(planName.ReplaceAllString(s, ""))) < leastSubject
}
