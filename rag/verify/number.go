package verify

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

// A figure with what makes it another figure: a decimal part, a percent sign,
// the magnitude or measure word that follows.
var figure = regexp.MustCompile(`[0-9]+(?:\.[0-9]+)?(?:%|个百分点|万亿|[万亿千百]?[\p{Han}])?`)

// Numbers returns the figures of a text, folded, each with the unit character
// that follows ("10.69亿元", "127%", "2025年", "9所").
func Numbers(text string) []string {
	return figure.FindAllString(fold.String(text), -1)
}

// MissingNumber returns the first figure of claim that does not stand in cited,
// "" when all do. A figure of the claim without unit is held by the same figure
// with any; "10" is not held by "110" or "10.69".
func MissingNumber(claim, cited string) string {
	there := fold.String(cited)
	for _, n := range Numbers(claim) {
		if !holdsNumber(there, n) && !holdsNumber(there, bare(n)) {
			return n
		}
		if !holdsNumber(there, n) && strings.ContainsAny(n, "%万亿点") {
			return n
		}
	}
	return ""
}

func bare(n string) string {
	return strings.TrimRightFunc(n, func(r rune) bool { return r != '.' && (r < '0' || r > '9') })
}

// holdsNumber tells whether n stands in text and is not part of a longer number.
func holdsNumber(text, n string) bool {
	for from := 0; ; {
		i := strings.Index(text[from:], n)
		if i < 0 {
			return false
		}
		i += from
		end := i + len(n)
		if !digitBefore(text, i) && !digitAfter(text, end, n) {
			return true
		}
		from = i + 1
	}
}

func digitBefore(text string, i int) bool {
	if i == 0 {
		return false
	}
	if isDigit(text[i-1]) {
		return true
	}
	return text[i-1] == '.' && i > 1 && isDigit(text[i-2])
}

func digitAfter(text string, end int, n string) bool {
	if end >= len(text) || !isDigit(n[len(n)-1]) {
		return false
	}
	if isDigit(text[end]) {
		return true
	}
	return text[end] == '.' && end+1 < len(text) && isDigit(text[end+1])
}
