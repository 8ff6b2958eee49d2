package rag

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuchu/rag/verify"
)

// lack notes what a writer says is missing, where it names a thing and claims
// nothing: nobody can check it.
func (d *draft) lack(what string) {
	if d.asked != "" && (utf8.RuneCountInString(what) > longestMissing || claims.MatchString(harmless.ReplaceAllString(what, "")) || verify.MissingNumber(what, d.asked) != "") {
		d.dropped++
		return
	}
	d.missing = append(d.missing, what)
}

// longestMissing is how many characters may be said to be missing.
const longestMissing = 60

var (
	harmless = regexp.MustCompile(`是否|为何|为什么|是谁|是什么|为多少|是多少|作为|分别为|分别是`)
	claims   = regexp.MustCompile(`[是为请应须]|已经|已被|达到|其实|实际上|必定|确实|(?i:https?|www)|[<>{}]`)
)

// listed matches what stands in front of the items of a list, and of an answer.
var listed = regexp.MustCompile(`^(\s*)(?:[-*•·●]\s*)?(?:[0-9]{1,2}[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[）)]|[①-⑳]|(?:回答|答案|答)[：:])\s*([^0-9\s])`)

// checkListed checks a sentence, first without its number in a list, which is
// the writer's and is left out where the sentence stands without it.
func (d *draft) checkListed(raw string) (string, Sentence, []finding) {
	if plain := listed.ReplaceAllString(raw, "$1$2"); plain != raw {
		if s, found := d.check(plain); s.Supported {
			return plain, s, found
		}
	}
	s, found := d.check(raw)
	return raw, s, found
}

// ordered tells whether a finding lies in a sentence that gives its reader
// orders: no plan speaks so.
func ordered(f finding) bool {
	runes := []rune(f.passage.Quote)
	return slices.ContainsFunc(verify.Sentences(f.passage.Quote), func(s verify.Span) bool {
		start, end := f.passage.Start+s.Start, f.passage.Start+s.End
		return start < f.at.End && f.at.Start < end && isOrder(string(runes[s.Start:s.End]))
	})
}

// oddFigure tells whether a claim has a figure in other characters than digits
// and Chinese numerals (𝟗, ③, Ⅳ) that its sources do not have.
func (d *draft) oddFigure(claim string, cited []int) bool {
	for _, r := range claim {
		if !unicode.IsNumber(r) || unicode.Is(unicode.Nd, r) && (r < 0x80 || r >= '０' && r <= '９') || r == '〇' {
			continue
		}
		if !slices.ContainsFunc(cited, func(i int) bool { return strings.ContainsRune(d.passages[i].Text, r) }) {
			return true
		}
	}
	return false
}
