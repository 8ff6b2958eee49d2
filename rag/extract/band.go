package extract

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

// A band is all amounts on one side of a figure: 货值一万元以上, 面积不足500平方米.
type band struct {
	value float64
	above bool
}

// bandsOf are matched in folded text: a figure with the words on either side.
var (
	bandsOf = regexp.MustCompile(`(不足|不到|不满|未满|低于|少于|未达到?|超过|高于|大于|多于)?(` + limit + `)(?:\p{Han}{0,3}?(以上|以下|以内))?`)
	below   = regexp.MustCompile(`不足|不到|不满|未满|低于|少于|未达|以下|以内`)
)

const limit = `(?:[0-9]+(?:\.[0-9]+)?|[一二两三四五六七八九])[一二三四五六七八九十百千万亿]*`

// bands are those that a folded text names.
func bands(text string) []band {
	var out []band
	for _, m := range bandsOf.FindAllStringSubmatch(text, -1) {
		if m[1]+m[3] != "" {
			out = append(out, band{valueOf(m[2]), !below.MatchString(m[1] + m[3])})
		}
	}
	return out
}

// valueOf reads an amount: 2000万, 五百, 一万五千.
func valueOf(text string) float64 {
	const numerals = "零一二三四五六七八九"
	sum, last := 0.0, 0.0
	end := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
	if end < 0 {
		end = len(text)
	}
	last, _ = strconv.ParseFloat(text[:end], 64)
	for _, r := range text[end:] {
		switch power := powers[r]; {
		case power >= powers['万']:
			sum, last = (sum+last)*power, 0
		case power > 0:
			sum, last = sum+last*power, 0
		case r == '两':
			last = 2
		default:
			last = float64(strings.IndexRune(numerals, r) / len("零"))
		}
	}
	return sum + last
}

var powers = map[rune]float64{'十': 10, '百': 1e2, '千': 1e3, '万': 1e4, '亿': 1e8}

// otherBand tells whether a sentence is of the amounts on the other side of a
// figure than the ask is, and not of those on the same.
func (c candidate) otherBand(a ask) bool {
	asked := bands(fold.String(a.whole))
	if len(asked) == 0 {
		return false
	}
	said := bands(fold.String(c.text))
	return slices.ContainsFunc(asked, func(b band) bool {
		return !slices.Contains(said, b) && slices.Contains(said, band{b.value, !b.above})
	})
}
