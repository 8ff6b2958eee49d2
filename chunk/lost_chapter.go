package chunk

// Copies of laws lose the numbers of chapters: 法律责任 alone stands above its
// articles, and they must not pass for those of the chapter before.

const maxLostChapter = 24 // characters of a chapter's title

// openLostChapters opens chapters at the lines that stand right above a law's
// articles, or above a first section of them.
func (g page) openLostChapters(law articles) {
	if law.count < minArticles {
		return
	}
	for i := 1; i+1 < len(g.ps); i++ {
		next := g.own[i+1]
		if next.kind != article && (next.kind != section || next.number != 1) || g.own[i].kind != unmarked || !g.isTitleAt(i) {
			continue
		}
		switch {
		case g.own[i-1].kind == chapter && g.opens(i-1): // the first section of a chapter
			g.openLost(i, section)
		case g.isLostChapter(i):
			g.openLost(i, g.lostRank(i))
		case next.kind == article && g.own[i-1].kind == unmarked && g.isTitleAt(i-1) && g.isLostChapter(i-1): // both titles
			g.openLost(i-1, chapter)
			g.openLost(i, section)
		}
	}
}

// openLost opens a section of a rank at the i-th paragraph, its title.
func (g page) openLost(i int, rank markKind) {
	g.own[i] = opening{mark: mark{kind: rank}, at: g.ps[i].Start, heading: g.trimmed(Span{g.afterHashes(g.ps[i]), g.ps[i].End})}
}

// isTitleAt tells whether the i-th paragraph reads like a chapter's title without its number.
func (g page) isTitleAt(i int) bool {
	p := g.ps[i]
	return !g.items[i] && g.marks[i].kind == unmarked && p.length() >= 2 && p.length() <= maxLostChapter && !g.hasComma(p) && g.readsLikeHeading(Span{g.afterHashes(p), p.End})
}

// isLostChapter tells whether the i-th paragraph stands below what is finished,
// an article that was opened.
func (g page) isLostChapter(i int) bool {
	return i > 0 && !g.opens(i-1) && g.isEnded(g.ps[i-1]) && g.lastArticle(i) > 0
}

// maxBackToArticle is how many paragraphs an article has at most.
const maxBackToArticle = 60

// lastArticle is the number of the last article that was opened before the i-th paragraph, 0 if there is none.
func (g page) lastArticle(i int) int {
	for k := i - 1; k >= max(0, i-maxBackToArticle); k-- {
		if g.own[k].kind == article {
			return g.own[k].number
		}
	}
	return 0
}

// lostRank is the rank of a title without a number: a section's where the
// chapters before and behind it follow one another, else a chapter's.
func (g page) lostRank(i int) markKind {
	before, behind := 0, 0
	for k := i - 1; k >= 0 && before == 0; k-- {
		if g.own[k].kind == chapter {
			before = g.own[k].number
		}
	}
	for k := i + 1; k < len(g.ps) && behind == 0; k++ {
		if g.own[k].kind == chapter {
			behind = g.own[k].number
		}
	}
	if before > 0 && behind == before+1 {
		return section
	}
	return chapter
}
