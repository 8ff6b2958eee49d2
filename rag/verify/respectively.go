package verify

import (
	"regexp"
	"strings"
)

// apart is 分别 with what stands before and behind it in its clause.
var apart = regexp.MustCompile(`([^,;:。!?\n()]*),?分别([^0-9,;:。!?\n()]{0,8})([0-9][^,;:。!?\n()]*)`)

var betweenItems = regexp.MustCompile(`[、和与及]`)

// respectively puts each item of a list beside the value that 分别 gives it:
// 甲、乙分别达3家和5家 becomes 甲达3家、乙达5家. What does not come out even stays.
func respectively(text string) string {
	if !strings.Contains(text, "分别") {
		return text
	}
	return apart.ReplaceAllStringFunc(text, func(clause string) string {
		m := apart.FindStringSubmatch(clause)
		items, values := betweenItems.Split(m[1], -1), betweenItems.Split(m[3], -1)
		if len(items) != len(values) {
			items = strings.Split(m[1], "、")
		}
		if len(items) != len(values) || len(items) < 2 {
			return clause
		}
		pairs := make([]string, len(items))
		last := len(items) - 1
		for i, item := range items {
			pairs[i] = item + shared(item, items[last]) + m[2] + values[i]
			if i < last {
				pairs[i] += behind(values[i], values[last])
			}
		}
		return strings.Join(pairs, "、")
	})
}

// shared is what a short item has in common with the last: 企业技术中心 of
// 省级、市级企业技术中心.
func shared(item, last string) string {
	short, long := []rune(item), []rune(last)
	const longest = 4
	if len(short) > longest || len(long) < len(short)+2 {
		return ""
	}
	return string(long[len(short):])
}

// behind is what follows the last value and is said of all: 奖励 of 50万元、20万元奖励.
func behind(value, last string) string {
	number := func(r rune) bool { return r >= '0' && r <= '9' || r == '.' }
	unit := strings.TrimLeftFunc(value, number)
	tail, found := strings.CutPrefix(strings.TrimLeftFunc(last, number), unit)
	if !found || unit == "" {
		return ""
	}
	return tail
}
