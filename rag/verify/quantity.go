package verify

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A relation is what a text says of a figure besides its value.
type relation int

const (
	exactly relation = iota
	atLeast          // 不低于, 以上, 超
	atMost           // 不超过, 以下, 以内
	about            // 约, 左右
)

// fits tells whether a claim may say r of a figure of which its source says o.
// It may leave a bound out, and not make one up.
func (r relation) fits(o relation) bool { return r == o || r == exactly }

// A quantity is a figure with its unit, the magnitude multiplied in: 1.2万人 is
// 12000 人, 1.25公里 is 1250 米.
type quantity struct {
	value    float64
	unit     string
	relation relation
	times    []period // the years that it is bound to
	own      bool     // times stand in its own clause
}

// same tells whether two quantities have one value and one unit. A measure
// word that one of them leaves out is no difference.
func (q quantity) same(o quantity) bool {
	return sameValue(q.value, o.value) && q.alike(o)
}

// last is the last year that q is of, 0 where it names none.
func (q quantity) last() int {
	if len(q.times) == 0 {
		return 0
	}
	return q.times[len(q.times)-1].to
}

// first is the first year of the period that last ends.
func (q quantity) first() int {
	if len(q.times) == 0 {
		return 0
	}
	return q.times[len(q.times)-1].from
}

// alike tells whether two quantities are of one kind.
func (q quantity) alike(o quantity) bool {
	return q.unit == o.unit || counts(q.unit) && counts(o.unit) && (loose(q.unit) || loose(o.unit))
}

func sameValue(a, b float64) bool {
	return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b))
}

// counts tells units that only count things from those that measure.
func counts(unit string) bool { return unit == "" || strings.Contains(countWords, unit) }

// loose tells measure words that stand for any other.
func loose(unit string) bool { return unit == "" || unit == "个" }

// countWords are measure words; one of them behind a numeral makes it a figure.
const countWords = "个家所座项条种张名户件处级分次回批台辆套间层栋幢艘架支队组门类块片株棵头只匹尾册本部篇首场届站村镇起例份笔款道口井宗段号人位大"

// A unit measures; in its kind's base it is factor.
type unit struct {
	name, base string
	factor     float64
}

// units are those that measure, the longer names first.
var units = longestFirst([]unit{
	{"个百分点", "百分点", 1}, {"百分点", "百分点", 1}, {"%", "%", 1}, {"‰", "‰", 1},
	{"美元", "美元", 1}, {"港元", "港元", 1}, {"元", "元", 1}, {"人次", "人次", 1}, {"车次", "车次", 1},
	{"公里", "米", 1000}, {"千米", "米", 1000}, {"km", "米", 1000}, {"米", "米", 1}, {"毫米", "米", .001}, {"厘米", "米", .01}, {"海里", "海里", 1},
	{"平方公里", "平方米", 1e6}, {"平方千米", "平方米", 1e6}, {"公顷", "平方米", 1e4}, {"平方米", "平方米", 1}, {"亩", "亩", 1}, {"立方米", "立方米", 1},
	{"吨标准煤", "吨标准煤", 1}, {"吨", "吨", 1}, {"公斤", "公斤", 1}, {"千克", "公斤", 1}, {"kg", "公斤", 1}, {"斤", "公斤", .5}, {"标箱", "标箱", 1},
	{"千瓦时", "千瓦时", 1}, {"度", "度", 1}, {"千瓦", "千瓦", 1}, {"kw", "千瓦", 1}, {"mw", "千瓦", 1000}, {"gw", "千瓦", 1e6}, {"帧", "帧", 1},
	{"微克", "微克", 1}, {"毫克", "毫克", 1}, {"小时", "小时", 1}, {"分钟", "分钟", 1}, {"年", "年", 1}, {"个月", "个月", 1}, {"月", "月", 1}, {"日", "日", 1}, {"天", "天", 1}, {"周", "周", 1},
	{"岁", "岁", 1}, {"倍", "倍", 1}, {"℃", "℃", 1},
})

func longestFirst(all []unit) []unit {
	slices.SortStableFunc(all, func(a, b unit) int { return len(b.name) - len(a.name) })
	return all
}

// magnitudes that may stand between a number and its unit.
var magnitudes = []unit{{name: "万亿", factor: 1e12}, {name: "千万", factor: 1e7}, {name: "百万", factor: 1e6}, {name: "万", factor: 1e4}, {name: "亿", factor: 1e8}, {name: "千", factor: 1e3}, {name: "百", factor: 1e2}}

// amount reads the number that stands at the beginning of text with what
// belongs to it; rest is what follows.
func amount(text string) (q quantity, rest string, ok bool) {
	n := digitsLength(text)
	v, err := strconv.ParseFloat(text[:n], 64)
	if err != nil {
		return q, text, false
	}
	q.value, rest = v, q.takeMore(text[n:])
	if u, tail, ok := takeUnit(rest); ok { // 千瓦 before 千
		return q.in(u), tail, true
	}
	for _, m := range magnitudes {
		if tail, ok := strings.CutPrefix(rest, m.name); ok {
			q.value, rest = q.value*m.factor, q.takeMore(tail)
			break
		}
	}
	if u, tail, ok := takeUnit(rest); ok {
		return q.in(u), tail, true
	}
	return q, rest, true
}

// round reads a magnitude that stands for one of it: 超万亿元, 过亿元.
func round(text string) (q quantity, rest string, ok bool) {
	for _, m := range magnitudes {
		tail, found := strings.CutPrefix(text, m.name)
		if !found {
			continue
		}
		if u, rest, ok := takeUnit(tail); ok && u.base == "元" {
			return quantity{value: m.factor}.in(u), rest, true
		}
		if q, rest, ok := round(tail); ok { // 千亿元, 百万元
			q.value *= m.factor
			return q, rest, true
		}
	}
	return q, text, false
}

// takeMore takes 多 and 余 from the beginning of text.
func (q *quantity) takeMore(text string) string {
	for _, more := range []string{"多", "余"} {
		if tail, ok := strings.CutPrefix(text, more); ok {
			q.relation = atLeast
			return tail
		}
	}
	return text
}

// in is q in a unit's base.
func (q quantity) in(u unit) quantity {
	q.value, q.unit = q.value*u.factor, u.base
	return q
}

// takeUnit takes a unit from the beginning of text, with what it is per: 微克/立方米.
func takeUnit(text string) (u unit, rest string, ok bool) {
	u, rest, ok = plainUnit(text)
	if !ok {
		return u, rest, false
	}
	for _, per := range []string{"/", "每"} {
		tail, found := strings.CutPrefix(rest, per)
		if !found {
			continue
		}
		if below, tail, found := plainUnit(tail); found && below.base != u.base { // 3年每年 is no rate
			return unit{u.name, u.base + "/" + below.base, u.factor / below.factor}, tail, true
		}
	}
	return u, rest, true
}

func plainUnit(text string) (u unit, rest string, ok bool) {
	for _, u := range units {
		if tail, ok := strings.CutPrefix(text, u.name); ok {
			return u, tail, true
		}
	}
	if r, size := utf8.DecodeRuneInString(text); size > 0 && strings.ContainsRune(countWords, r) {
		return unit{text[:size], text[:size], 1}, text[size:], true
	}
	return unit{}, text, false
}

// digitsLength is the length of the number at the beginning of text, its
// decimal part included.
func digitsLength(text string) int {
	n := 0
	for n < len(text) && isDigit(text[n]) {
		n++
	}
	if n > 0 && n+1 < len(text) && text[n] == '.' && isDigit(text[n+1]) {
		for n++; n < len(text) && isDigit(text[n]); {
			n++
		}
	}
	return n
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// A bound is a word beside a figure that bounds it.
type bound struct {
	word string
	relation
}

// What is listed first wins: 不低于 before 低于.
var (
	boundsBefore = []bound{
		{"不得低于", atLeast}, {"不得少于", atLeast}, {"不得超过", atMost}, {"不得高于", atMost}, {"不得多于", atMost},
		{"不低于", atLeast}, {"不少于", atLeast}, {"不小于", atLeast}, {"不超过", atMost}, {"至少", atLeast}, {"最少", atLeast}, {"超过", atLeast}, {"突破", atLeast}, {"不超", atMost}, {"不高于", atMost}, {"不多于", atMost}, {"不大于", atMost}, {"大于", atLeast}, {"高于", atLeast}, {"多于", atLeast}, {"超", atLeast}, {"逾", atLeast}, {"过", atLeast},
		{"低于", atMost}, {"少于", atMost}, {"小于", atMost}, {"至多", atMost}, {"最多", atMost},
		{"大约为", about}, {"约为", about}, {"大约", about}, {"约", about}, {"接近", about}, {"近", about},
	}
	boundsBehind = []bound{
		{"及以上", atLeast}, {"以上", atLeast}, {"及以下", atMost}, {"以下", atMost}, {"以内", atMost}, {"之内", atMost}, {"左右", about},
		{"多", atLeast}, {"余", atLeast},
	}
)
