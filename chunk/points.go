package chunk

import (
	"regexp"
	"strings"
)

// Numbered paragraphs are sections with leads, or points: sentences that say
// what is asked, or what will be done, and that happen to be counted. A point's
// first sentence may be as short as a lead; what it says, and how its
// neighbours begin, tell which it is.

// maxShort is how many characters a lead of several clauses has at most that
// heads a section whatever stands beside it.
const maxShort = 25

// obliged is what makes a sentence a demand on somebody wherever it stands.
var obliged = regexp.MustCompile(`[^响对适反供效相感顺照呼回策]应[^用急对变答邀届酬激收税交付力援战召]|不得|不予|[^必务]须[^知]`)

// isWordy tells whether a lead is as long as a sentence, of several clauses.
func (g page) isWordy(s Span) bool {
	return s.length() > maxShort && strings.ContainsAny(g.slice(s), "，,")
}

// inBrackets tells whether a stretch is but a remark in brackets: who is responsible.
func (b body) inBrackets(s Span) bool {
	s = b.trimmed(s)
	return s.length() > 1 && strings.ContainsRune("（(", b.runes[s.Start]) && strings.ContainsRune("）)", b.runes[s.End-1]) &&
		!strings.ContainsAny(b.slice(Span{s.Start + 1, s.End - 1}), "（(。")
}

// leadsOf is the number of leads of a run: a wordy one is none where a fourth
// of the paragraphs have none.
func leadsOf(run []numbered) int {
	n, wordy, none := 0, 0, 0
	for _, e := range run {
		switch {
		case e.form == bare && !e.under:
			none++
		case e.form != runIn:
		case e.wordy:
			wordy++
		default:
			n++
		}
	}
	if none*4 < len(run) {
		n += wordy
	}
	return n
}

// announcesList tells whether a paragraph of some form is a sentence that a
// list goes on with: what stands under it is the rest of it.
func (g page) announcesList(i int, f form) bool {
	return f == bare && strings.ContainsRune("：:", g.runes[g.ps[i].End-1])
}

// goesOnBelow tells whether a paragraph of some form is a full line that goes on
// in the next, and all that stands under it is the rest of it.
func (g page) goesOnBelow(i int, f form) bool {
	return f == bare && g.isFull(g.ps[i]) && i+2 < len(g.ps) && g.marks[i+1].kind == unmarked && g.marks[i+2].kind == g.marks[i].kind
}

// openMissing opens the section whose number alone is missing in a run of leads:
// the only paragraph between its neighbours that has a lead too.
func (g page) openMissing(run []numbered) {
	if formed(run, runIn) < len(run) {
		return
	}
	for i, e := range run[1:] {
		if e.number != run[i].number+2 {
			continue
		}
		var found opening
		n := 0
		for k := run[i].at + 1; k < e.at; k++ {
			if !g.mayLead(k) {
				continue
			}
			if o := g.paragraphLead(g.ps[k]); o.kind == lead && o.number == 0 {
				found, found.end = o, k
				n++
			}
		}
		if n == 1 {
			g.own[found.end] = opening{mark: mark{kind: g.marks[e.at].kind, number: e.number - 1}, at: found.at, heading: found.heading}
		}
	}
}

// cutAtColons shortens the headings of a run that runs on behind colons, where
// others do: （三）资助规模：不超过4项 beside （四）资助强度：….
func (g page) cutAtColons(run []numbered) {
	led := 0
	for _, e := range run {
		if end := e.heading.End; end > 0 && end < len(g.runes) && strings.ContainsRune("：:", g.runes[end]) {
			led++
		}
	}
	if led == 0 || led*2 < len(run)-1 {
		return
	}
	for i, e := range run {
		if e.form == runIn {
			continue
		}
		words := g.words(e.at)
		if c := g.outerColon(words); c > 0 {
			run[i].heading = g.trimmed(Span{g.afterHashes(g.ps[e.at]), c})
		}
	}
}

// outerColon is the place of the colon that ends the first words of a stretch,
// outside brackets; 0 if there is none.
func (b body) outerColon(s Span) int {
	for at := s.Start + 2; at < min(s.End, s.Start+maxLead); at++ {
		switch r := b.runes[at]; {
		case strings.ContainsRune("：:", r) && b.balanced(Span{s.Start, at}):
			return at
		case strings.ContainsRune("。；！？\n", r):
			return 0
		}
	}
	return 0
}
