package understand

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/regions"
	"chuchu/rag/pinyin"
)

// opening is what a question begins with before it comes to its matter. nameLike
// is what looks like a place there; noPlace is what looks so and is a kind of
// place or a part of one (社区, 核心区, 特色小镇).
var (
	opening  = regexp.MustCompile(`^(?:请问|请教|想问|我想|想|知道|了解|一下|关于|听说|帮我|查|看看|在|到)+`)
	nameLike = regexp.MustCompile(`^(\p{Han}{2,4}?)(?:自治州|自治县|新区|街道|[市区县镇乡])`)
	noPlace  = regexp.MustCompile(`^[和与跟及同各全本该我这那]|(?:社|小|园|片|市|城|地|辖|街|景|校|院|港|矿|困山|远山|石山|半山|命山|老|灾|厂|库|湾|郊|农|林|牧|务|税|发|技术|范|验|能|业|游|活|住|护|贸|作|聚|行|特|心|县|水|海|沿海)区$|(?:特色|小|集|村|心|重点|强|古|乡|城)镇$|(?:县|超大|大|中|小|都|上|城)市$`)
)

// Stranger is the most specific place that a question begins with and that the
// gazetteer does not know, where it is none that documents are of or lie in:
// "古林街道" of 滨海新区古林街道…, "" else. Only the beginning is read, where a
// place can be told from other words; what counts things (有几个街道) is none.
func Stranger(text string, own []regions.Region) string {
	from, to := strange(simplified(text), own)
	return simplified(text)[from:to]
}

// strange is where a stranger stands in a simplified text, in bytes.
func strange(s string, own []regions.Region) (from, to int) {
	known := parts(own)
	trimmed := strings.TrimSpace(s)
	at := strings.Index(s, trimmed)
	at += len(opening.FindString(trimmed))
	for {
		rest := s[at:]
		if name := prefixOf(rest, known); name != "" {
			at += len(name)
			from, to = 0, 0
			continue
		}
		m := nameLike.FindStringSubmatch(rest)
		if m == nil || noPlace.MatchString(m[0]) || strings.ContainsAny(m[1], counting) || strings.HasPrefix(rest[len(m[0]):], "村") {
			return from, to
		}
		if slices.ContainsFunc(known, func(k string) bool { return strings.Contains(m[0], k) }) {
			return from, to // a place of ours in the middle: no name, but words around it
		}
		from, to = at, at+len(m[0])
		at = to
	}
}

// counting are characters of words that ask or count, which no name has.
const counting = "有几多少哪谁什么怎个每各是的被"

// parts are the names of regions and of what these lie in, with and without
// 区, 市 and the like, longest first.
func parts(own []regions.Region) []string {
	var out []string
	for _, r := range own {
		for _, p := range regions.Parts(r.Full) {
			out = append(out, p, suffix.ReplaceAllString(p, ""))
		}
	}
	out = slices.DeleteFunc(out, func(p string) bool { return utf8.RuneCountInString(p) < 2 })
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(len(b)-len(a), cmp.Compare(a, b)) })
	return slices.Compact(out)
}

// prefixOf is the first of names that a text begins with, "" for none.
func prefixOf(text string, names []string) string {
	if i := slices.IndexFunc(names, func(n string) bool { return strings.HasPrefix(text, n) }); i >= 0 {
		return names[i]
	}
	return ""
}

// soundsLike is the one of names that is read as a word is, character by
// character, and has a character of it in its place; "" where none is.
func soundsLike(word string, names []string) string {
	runes := []rune(word)
	for _, n := range names {
		other := []rune(n)
		if len(other) != len(runes) || n == word {
			continue
		}
		same, alike := 0, true
		for i, r := range runes {
			if r == other[i] {
				same++
				continue
			}
			alike = alike && slices.ContainsFunc(pinyin.Readings(string(r)), func(reading string) bool {
				return slices.Contains(pinyin.Readings(string(other[i])), reading)
			})
		}
		if alike && 2*same >= len(runes) {
			return n
		}
	}
	return ""
}
