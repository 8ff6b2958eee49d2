package chunk

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A markKind is a way of numbering headings.
type markKind int

// The ways of numbering, in the order in which they usually nest.
const (
	unmarked   markKind = iota
	part                // 第一部分, 第一篇, 第一编
	chapter             // 第一章
	section             // 第一节
	article             // 第一条
	comma               // 一、
	bracket             // （一）
	dot                 // 1. 1、
	second              // 1.2
	third               // 1.2.3
	fourth              // 1.2.3.4
	bracketDot          // （1） 1）
	circle              // ①
	nth                 // 第一，
	item                // 一是, 一要
	box                 // 专栏1
	annex               // 附件
	preface             // 前言
	label               // 关键词 with a keyword: a newspaper's
	plain               // a short line above a paragraph
	tag                 // 摘要, 解读: a newspaper's
	lead                // the first sentence of a paragraph
	closing             // no heading: a numbered paragraph that ends the section before it
)

// A mark is what a heading begins with.
type mark struct {
	kind   markKind
	number int // 0 if it has none
	length int // in bytes, with what parts it from the heading's words
}

const (
	numerals = `一二三四五六七八九十百零〇○`
	digit    = `[\d０-９]`
	dashes   = `－—-` // how scans read 一
)

var markRules = []struct {
	kind markKind
	re   *regexp.Regexp
}{
	{part, regexp.MustCompile(`^[【\[]?第\s*([` + numerals + `\d]{1,5})\s*(?:部\s*分|分?[篇编編])[】\]]?[\s、:：.．]*`)},
	{chapter, regexp.MustCompile(`^[【\[]?第\s*([` + numerals + `\d]{1,5})\s*章[】\]]?[\s、:：.．]*`)},
	{section, regexp.MustCompile(`^第\s*([` + numerals + `\d]{1,5})\s*[节節][\s、:：.．]*`)},
	{article, regexp.MustCompile(`^第\s*([` + numerals + `千\d]{1,8}|[` + numerals + `]{1,4}[` + dashes + `])\s*[条條](?:之[` + numerals + `])?[\s、:：.．]*`)},
	{comma, regexp.MustCompile(`^([` + numerals + `]{1,3}|[` + numerals + `]{0,2}[` + dashes + `])\s*[、．.][\s、]*`)},
	{bracket, regexp.MustCompile(`^[（(〈]\s*([` + numerals + `]{1,3}|[` + numerals + `]{0,2}[` + dashes + `])\s*[）)〉][\s、．.]*|^([` + numerals + `]{1,3})[）)][\s、．.]*`)},
	{fourth, regexp.MustCompile(`^\d{1,2}[.．]\d{1,2}[.．]\d{1,2}[.．](\d{1,2})(?:[.．]?\s+|\b)`)},
	{third, regexp.MustCompile(`^\d{1,2}[.．]\d{1,2}[.．](\d{1,2})(?:[.．]?\s+|\b)`)},
	{second, regexp.MustCompile(`^\d{1,2}[.．](\d{1,2})[.．]?\s+`)},
	{dot, regexp.MustCompile(`^(` + digit + `{1,3})\s*[、．.﹒·][\s、]*`)},
	{bracketDot, regexp.MustCompile(`^[（(〈]?\s*(` + digit + `{1,2})\s*[）)][\s、．.]*|^[（(]([lI])[）)][\s、．.]*`)},
	{circle, regexp.MustCompile(`^([①-⑳])[\s、．.]*`)},
	{nth, regexp.MustCompile(`^第([` + numerals + `]{1,2})[，,、]`)},
	{item, regexp.MustCompile(`^([` + numerals + `]{1,3})[是要]`)},
	{box, regexp.MustCompile(`^[【\[]?专栏\s*([` + numerals + `\d]{1,3})[】\]]?[\s、:：.．]*|^[【\[]?專欄\s*([` + numerals + `\d]{1,3})[】\]]?[\s、:：.．]*`)},
	{annex, regexp.MustCompile(`^(?:附\s*件|附\s*表|附\s*录|附錄)\s*([` + numerals + `\d]{0,2})(?:[-－]\d{1,2})?(?:[\s、:：.．]+|$)|^附\s*[:：]\s*()`)},
	{preface, regexp.MustCompile(`^(?:前\s*言|引\s*言|序\s*言|导\s*言|導\s*言|结\s*语|結\s*語|结束语|附\s*则|附\s*則|总\s*则|序|跋)$()`)},
	{label, regexp.MustCompile(`^(?:关键词|關鍵詞)[\s:：]+()`)},
	{tag, regexp.MustCompile(`^(?:摘要|解读|解讀|导读|導讀|背景|亮点|亮點|链接|名词解释|编者按|相关链接|记者观察|专家观点|数据|评论)\s*[:：]?$()`)},
}

const longestMark = 16 // in code points, more than any

// readMark reads the mark at the beginning of a line.
func readMark(head string) (mark, bool) {
	if !mayBeMark(head) {
		return mark{}, false
	}
	for _, rule := range markRules {
		m := rule.re.FindStringSubmatchIndex(head)
		if m == nil {
			continue
		}
		k := mark{kind: rule.kind, length: m[1]}
		for g := 2; g+1 < len(m); g += 2 {
			if m[g] >= 0 {
				k.number = ordinal(head[m[g]:m[g+1]])
			}
		}
		if k.kind == dot && isDecimal(head, m[1]) || k.kind == item && isNoun(head[:m[1]], head[m[1]:]) || k.kind == comma && figure.MatchString(head) ||
			k.isItem() && doubled.MatchString(head) || k.kind == second && counted.MatchString(head[m[1]:]) {
			continue
		}
		return k, true
	}
	return mark{}, false
}

// figure is how figures are written that are no marks: 二、六○○, a comma before
// every three digits.
var figure = regexp.MustCompile(`^[` + numerals + `]+、[一二三四五六七八九〇○零０]{3}(?:[^` + numerals + `]|$)`)

// doubled is a dash that was read as two numerals: 一一是. Lists have no eleventh item.
var doubled = regexp.MustCompile(`^第?[一二三四五六七八九〇○零]{2}`)

// counted is what stands behind a figure, 1.5 亿用户, and behind no mark.
var counted = regexp.MustCompile(`^(?:亿|万[^众物]|[千百]万|倍|元|吨|公里|公顷|亩|平方|米|个百分|ZB|GW|[%％])`)

// mayBeMark spares most lines the regular expressions.
func mayBeMark(head string) bool {
	r, _ := utf8.DecodeRuneInString(head)
	return r >= '0' && r <= '9' || r >= '０' && r <= '９' || r >= '①' && r <= '⑳' ||
		strings.ContainsRune(`第（(〈【[专專附前引序导導结結总跋关關摘解背亮链名编相记数评`+dashes+numerals, r)
}

// isDecimal tells 3.5, 2021.05 and 27·8 from the marks 3. and 3·.
func isDecimal(head string, end int) bool {
	return (head[end-1] == '.' || strings.HasSuffix(head[:end], "·")) && end < len(head) && head[end] >= '0' && head[end] <= '9'
}

// isNoun tells 三要素 from the mark 三要.
func isNoun(head, rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return strings.HasSuffix(head, "要") && strings.ContainsRune("素点件求", r)
}

// isItem tells whether a mark counts what stands in a text: 一是, 第一，.
func (m mark) isItem() bool { return m.kind == item || m.kind == nth }

// isNumbered tells whether a line begins with a heading's mark.
func isNumbered(l string) bool {
	m, ok := readMark(l)
	return ok && (m.kind < annex || m.kind == preface)
}

// ordinal reads 十二, 12 or ⑫, 一二 as 12, and 十- as 十一.
func ordinal(s string) int {
	if n, err := strconv.Atoi(strings.Map(narrowDigit, s)); err == nil {
		return n
	}
	if s == "l" || s == "I" { // how scans read 1
		return 1
	}
	n, digit := 0, 0
	placed := utf8.RuneCountInString(s) == 2 && !strings.ContainsAny(s, "十百"+dashes)
	for _, r := range s {
		switch d := strings.IndexRune("零一二三四五六七八九", r) / 3; {
		case r >= '①' && r <= '⑳':
			return int(r-'①') + 1
		case r == '十':
			n, digit = n+max(digit, 1)*10, 0
		case r == '百':
			n, digit = n+max(digit, 1)*100, 0
		case r == '千':
			n, digit = n+max(digit, 1)*1000, 0
		case strings.ContainsRune(dashes, r):
			digit = 1
		case placed && n == 0:
			n = d * 10
		case d > 0 || r == '零':
			digit = d
		}
	}
	return n + digit
}

// narrowDigit turns a full-width digit into a plain one.
func narrowDigit(r rune) rune {
	if r >= '０' && r <= '９' {
		return r - '０' + '0'
	}
	return r
}
