package chunk

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// lostWordsForm is a phrase from which quoted words were lost when the text was
// copied: 坚持字当头、字当先 for 坚持“改”字当头、“闯”字当先, and titles and quotations
// of which only the marks are left. Nothing tells what stood there: they are
// marked, so that whoever cites them knows.
var lostWordsForm = regexp.MustCompile(`(?:坚持|堅持|突出|做到|写好|寫好|做好|抓住|(?:^|[，、；。：,;:\n]))字(?:当头|當頭|当先|當先|打头|打頭|为[先要本重]|為[先要本重])(?:[，、,]字(?:当头|當頭|当先|當先|打头|打頭|为[先要本重]|為[先要本重]))*|《\s?》|“\s?”`)

// lostWords are the stretches of a text that lost words.
func lostWords(text string) []Damage {
	var out []Damage
	start := 0
	for l := range strings.SplitSeq(text, "\n") {
		out = append(out, lostWordsOf(l, start)...)
		start += utf8.RuneCountInString(l) + 1
	}
	return out
}

// lostWordsOf are the stretches of a line that lost words; start is its place in the text.
func lostWordsOf(l string, start int) []Damage {
	if !mayLackWords(l) {
		return nil
	}
	var out []Damage
	for _, m := range lostWordsForm.FindAllStringIndex(l, -1) {
		raw := l[m[0]:m[1]]
		from := start + utf8.RuneCountInString(l[:m[0]])
		out = append(out, Damage{Span: Span{from, from + utf8.RuneCountInString(raw)}, Raw: raw})
	}
	return out
}

// mayLackWords spares most lines the regular expression.
func mayLackWords(l string) bool {
	for _, s := range []string{"字当", "字當", "字打", "字为", "字為", "《》", "“”"} {
		if strings.Contains(l, s) {
			return true
		}
	}
	return strings.ContainsAny(l, " \u3000\t") && (strings.Contains(l, "《 》") || strings.Contains(l, "“ ”"))
}
