package chunk

import "strings"

// minArticles is how many articles a text has at least that is a law.
const minArticles = 3

// articles are those of a text, and how many of them have names.
type articles struct{ count, named int }

// articles counts a text's articles.
func (g page) articles() articles {
	var law articles
	for i, m := range g.marks {
		if m.kind == article {
			law.count++
			if g.articleName(i) > 0 {
				law.named++
			}
		}
	}
	return law
}

// isArticle tells whether an article begins with the i-th paragraph, and no
// piece of a sentence that speaks of one.
func (g page) isArticle(i int, law articles) bool {
	words := g.words(i)
	switch {
	case words.length() > 0 && g.runes[words.Start] == '的': // 第三十一条的决定
		return false
	case law.count < minArticles && !g.isSetOff(i):
		return false
	case g.isBroken(i):
		return g.isSetOff(i) && g.isNextArticle(i)
	}
	return true
}

// maxArticleBack is how many paragraphs before an article the one before it is looked for.
const maxArticleBack = 40

// isNextArticle tells whether the article before the i-th paragraph has the
// number before it, or whether it is the first and there is none.
func (g page) isNextArticle(i int) bool {
	for k := i - 1; k >= max(0, i-maxArticleBack); k-- {
		if g.marks[k].kind == article {
			return g.marks[k].number+1 == g.marks[i].number
		}
	}
	return g.marks[i].number == 1
}

// endsAt tells whether a sentence ends before a place, or before the blank there.
func (b body) endsAt(at int) bool {
	if b.runes[at-1] == ' ' {
		at--
	}
	return at > 0 && strings.ContainsRune("。；：”）", b.runes[at-1])
}

// articleAt is the number of the article that begins a stretch, its number set
// off by a blank; 0 if none does.
func (b body) articleAt(s Span) int {
	if s.length() == 0 || b.runes[s.Start] != '第' {
		return 0
	}
	head := b.head(s, longestMark)
	if m, ok := readMark(head); ok && m.kind == article && m.length < len(head) && strings.HasSuffix(head[:m.length], " ") {
		return m.number
	}
	return 0
}

// isSetOff tells whether a blank parts a paragraph's number from its text.
func (g page) isSetOff(i int) bool {
	words := g.words(i)
	return words.length() > 0 && g.runes[words.Start-1] == ' '
}

const maxName = 14 // characters of an article's name

// articleName is the end of a short plain sentence with which an article begins
// and which names it, 0 if there is none. Where most articles do so, these are names.
func (g page) articleName(i int) int {
	words := g.words(i)
	end := g.sentenceEnd(words)
	s := Span{words.Start, end}
	if end == words.End || s.length() < minPart || s.length() > maxName+1 || g.runes[end-1] != '。' || strings.ContainsAny(g.slice(s), "，；：《本第") {
		return 0
	}
	return end
}

// articleHeading is an article's number and, if it has one, its name: in
// brackets, or a sentence where those of most articles are names.
func (g page) articleHeading(i int, law articles) Span {
	words := g.words(i)
	if at := g.articleName(i); at > 0 && law.named*5 >= law.count*3 {
		return g.trimmed(Span{g.afterHashes(g.ps[i]), at})
	}
	h := Span{g.afterHashes(g.ps[i]), words.Start}
	if words.length() > 0 && strings.ContainsRune("（(【", g.runes[words.Start]) {
		for at := words.Start; at < min(words.End, words.Start+maxPlainLead); at++ {
			if strings.ContainsRune("）)】", g.runes[at]) {
				h.End = at + 1
				break
			}
		}
	}
	return g.trimmed(h)
}
