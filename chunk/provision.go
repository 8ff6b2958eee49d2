package chunk

import "strings"

// Some decisions, amendments and old regulations have neither chapters nor
// articles: paragraphs 一、, 二、, 三、 or （一）, （二）, （三） take their place, of which
// none needs words that head it.

const (
	maxBeforeFirst = 12 // paragraphs above the first provision
	maxProvision   = 45 // characters of what heads one
)

// areProvisions tells whether the paragraphs of a run are what a
// text rules one after another: nothing heads any part of the text.
func (g page) areProvisions(run []numbered) bool {
	if len(run) < minList || run[0].number != 1 || run[0].at > maxBeforeFirst || g.marks[run[0].at].kind > bracket || formed(run, clause)*2 >= len(run)-1 {
		return false
	}
	for i, e := range run {
		if e.number != i+1 {
			return false
		}
	}
	for i, o := range g.own[:run[len(run)-1].at] {
		if o.kind != unmarked && o.kind != closing || g.marks[i].kind != unmarked && g.marks[i].kind < g.marks[run[0].at].kind {
			return false
		}
	}
	return true
}

// provisionHeading is the number of the i-th paragraph and what it says to be
// amended, or its only sentence if that is short; else the number alone.
func (g page) provisionHeading(i int) Span {
	words := g.words(i)
	first := Span{words.Start, g.sentenceEnd(words)}
	for at := first.Start; at < min(first.End, first.Start+maxProvision); at++ {
		if s := (Span{first.Start, at}); strings.ContainsRune("：:", g.runes[at]) && g.balanced(s) {
			return g.trimmed(Span{g.afterHashes(g.ps[i]), at})
		}
	}
	if first.End == words.End && first.length() <= maxLead && g.balanced(first) {
		return g.trimmed(Span{g.afterHashes(g.ps[i]), first.End})
	}
	return g.trimBlank(Span{g.afterHashes(g.ps[i]), words.Start})
}
