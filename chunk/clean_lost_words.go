package chunk

import "regexp"

// lostWordsForm is a phrase from which quoted words were lost when the text was
// copied: 坚持字当头、字当先 for 坚持“改”字当头、“闯”字当先, and titles and quotations
// of which only the marks are left. Nothing tells what stood there: they are
// marked, so that whoever cites them knows.
var lostWordsForm = regexp.MustCompile(`(?:坚持|堅持|突出|做到|写好|寫好|做好|抓住|(?:^|[，、；。：,;:\n]))字(?:当头|當頭|当先|當先|打头|打頭|为[先要本重]|為[先要本重])(?:[，、,]字(?:当头|當頭|当先|當先|打头|打頭|为[先要本重]|為[先要本重]))*|《\s?》|“\s?”`)

// lostWords are the stretches of a text that lost words.
func lostWords(text string) []Damage {
	var out []Damage
	runes, done := 0, 0
	for _, m := range lostWordsForm.FindAllStringIndex(text, -1) {
		raw := text[m[0]:m[1]]
		runes += len([]rune(text[done:m[0]]))
		n := len([]rune(raw))
		out = append(out, Damage{Span: Span{runes, runes + n}, Raw: raw})
		runes, done = runes+n, m[1]
	}
	return out
}
