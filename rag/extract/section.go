package extract

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"chuchu/chunk/fold"
	"chuchu/rag/bm25"
	"chuchu/rag/understand"
	"chuchu/rag/verify"
)

// A branch is a heading with the headings right below it, as far as passages
// stand under them.
type branch struct {
	document string
	path     []string
	items    []candidate // in the order of the text
	names    []string    // of the items
	plain    []string    // those without a number, bare
	leads    []string    // what stands between the heading and the first of them
}

// Limits of a list of headings.
const (
	fewItems   = 3   // headings that are a list where no number is asked for
	namedWhole = 0.8 // of a heading must stand in a question that names it
	namedHalf  = 0.4 // of one that holds the word for what is asked for
	nearTop    = 5   // passages in whose branches the list is looked for
	longItem   = 40  // characters of a heading that can be read in a list
	leastItem  = 3
)

// section answers a question for several things by the items of one section:
// headings below one that the question names, below a passage that speaks of so
// many of them, or that all hold the word asked for. It returns nil where the
// question asks for no such things or no section has as many as it says.
func section(q question, group []ranked) []choice {
	a := q.asks[0]
	if len(q.asks) > 1 || !a.list && a.count == 0 && !understand.AsksParts(a.text) {
		return nil
	}
	terms := a.terms()
	var best branch
	most := 0.0
	for _, b := range branchesOf(group) {
		if len(b.items) != a.count {
			b = b.numbered()
		}
		w := b.fits(a)
		if w > 0 && b.called(a) {
			w++ // what is called so before what only stands under such a heading
		}
		if w > most && b.quotes(terms) && (a.headings() || b.called(a) || b.headed(a) > 0 || b.toldAs(a)) {
			best, most = b, w
		}
	}
	if most == 0 {
		return nil
	}
	out := make([]choice, len(best.items))
	for i, c := range best.items {
		out[i] = choice{candidate: c}
	}
	return out
}

var (
	listNoun = regexp.MustCompile(`(?:哪些|哪几[个条项种大点类件步]?|哪?[一二两三四五六七八九十0-9]+[个条项种大点类件步]|包[含括]哪?几?[个条项]?)(\p{Han}{0,8})`)
	// framed are the things that sections of plans are made of; a question for
	// other things (设备, 园区) is answered by sentences.
	framed = regexp.MustCompile(`^(?:是|有|呢|吗|事|方面|主?要?原则|基本|主要|目标|具体|重点|任务|措施|举措|行动|工程|建议|要求|定位|内容|工作|做法|计划|专项|部分|聚焦|保障)|(?:原则|目标|任务|措施|举措|行动|工程|建议|要求|定位|工作|计划|方面)(?:是|有|呢|$)`)
)

// headings tells whether what an ask wants may be headings.
func (a ask) headings() bool {
	return a.framed() || slices.ContainsFunc(listNoun.FindAllStringSubmatch(a.text, -1), func(m []string) bool { return m[1] == "" })
}

// framed tells whether an ask wants what sections of plans are made of.
func (a ask) framed() bool {
	return len(understand.Read(a.text, time.Time{}).Sections) > 0 ||
		slices.ContainsFunc(listNoun.FindAllStringSubmatch(a.text, -1), func(m []string) bool { return m[1] != "" && framed.MatchString(m[1]) })
}

// toldBy tells whether the best sentence lists what an ask wants and says that it
// does, and is none of the items that a section gives: 在原材料、装备、消费品等行业建设 for
// 哪几个行业. Then they are not needed.
func (a ask) toldBy(all []candidate, items []choice) bool {
	found := ranking(a, all)
	if len(found) == 0 || found[0].passage.Fact != nil || found[0].points > 0 || found[0].read() < certain || a.count > 0 && found[0].partly(a) {
		return false
	}
	return found[0].called(found[0].listing(a), a.things) && !slices.ContainsFunc(items, func(c choice) bool {
		return c.index == found[0].index && c.start == found[0].start || heads(c.text, found[0].passage.Path)
	})
}

// listed is the word for what an ask wants several of, 注重 of 四个注重; "" where
// it has none.
func (a ask) listed() string { return understand.ItemWord(a.text) }

// called tells whether every item is called what the ask wants: 注重 of 四个注重.
func (b branch) called(a ask) bool {
	noun := a.listed()
	if len([]rune(noun)) == 1 && len(b.names) < fewItems {
		return false // a character is in two names by chance
	}
	return understand.AllCalled(b.names, noun)
}

// headed is how much of the heading above the items a question names, where that
// holds the word for what is asked for: 重点产品延链 of 重点发展哪些产品.
func (b branch) headed(a ask) float64 {
	noun := a.listed()
	if noun == "" || len(b.path) == 0 {
		return 0
	}
	heading := fold.Simplified(b.path[len(b.path)-1])
	if named := understand.Heads(heading, a.whole); named >= namedHalf && strings.Contains(heading, noun) {
		return named
	}
	return 0
}

// branchesOf are the branches in which the best passages stand, each once.
func branchesOf(group []ranked) []branch {
	var out []branch
	for _, r := range group[:min(nearTop, len(group))] {
		for depth := 0; depth <= len(r.Path); depth++ {
			path := r.Path[:depth]
			if !slices.ContainsFunc(out, func(b branch) bool { return b.document == r.Document.ID && slices.Equal(b.path, path) }) {
				out = append(out, newBranch(r, path, group))
			}
		}
		out = append(append(out, enumerated(r), nameFirsts(r)), serial(r)...)
	}
	return out
}

func newBranch(top ranked, path []string, group []ranked) branch {
	b := branch{document: top.Document.ID, path: path}
	for _, r := range inOrder(group) {
		if r.Document.ID != b.document || len(r.Path) < len(path) || !slices.Equal(r.Path[:len(path)], path) {
			continue
		}
		if len(r.Path) == len(path) {
			if b.leads = append(b.leads, r.Text); len(path) > 0 {
				for _, c := range runIns(r) {
					b.add(c)
					b.plain = append(b.plain, understand.Bare(c.text))
				}
			}
			continue
		}
		if heading := r.Path[len(path)]; !boxed.MatchString(heading) {
			c := item(r, heading)
			if len(b.items) == len(b.plain) && c.start > 0 { // the first of them
				b.leads = append(b.leads, string([]rune(r.Text)[:c.start]))
			}
			b.add(c)
			if understand.Bare(heading) == strings.TrimRight(strings.TrimSpace(fold.Simplified(heading)), "。:： ") {
				b.plain = append(b.plain, understand.Bare(heading))
			}
		}
	}
	return b
}

// numbered leaves out the headings without a number that stand among such with
// one: what follows the last point of a section is none of its points.
func (b branch) numbered() branch {
	if len(b.items)-len(b.plain) < fewItems {
		return b
	}
	for i := len(b.items) - 1; i >= 0; i-- {
		if slices.ContainsFunc(b.plain, func(p string) bool { return strings.HasPrefix(b.names[i], p) }) {
			b.items, b.names = slices.Delete(b.items, i, i+1), slices.Delete(b.names, i, i+1)
		}
	}
	return b
}

// boxed matches the heading of a table or a box, which is none of a section's points.
var boxed = regexp.MustCompile(`^(?:专栏|表|图|附)`)

func inOrder(group []ranked) []ranked {
	return slices.SortedStableFunc(slices.Values(group), func(a, b ranked) int { return cmp.Compare(a.Start, b.Start) })
}

// add takes items that are not in the branch yet.
func (b *branch) add(items ...candidate) {
	for _, c := range items {
		name := understand.Bare(c.text)
		if n := len([]rune(name)); n >= leastItem && n <= longItem && !slices.Contains(b.names, name) && !anArticle.MatchString(name) {
			b.items, b.names = append(b.items, c), append(b.names, name)
		}
	}
}

// anArticle matches the number of a law's article, which says nothing by itself.
var anArticle = regexp.MustCompile(`^第[一二三四五六七八九十百零〇0-9]+[条款项]$`)

// fits tells how well a branch is the list that is asked for, 0 where it is not.
func (b branch) fits(a ask) float64 {
	n := len(b.items)
	if a.count > 0 && n != a.count || n < fewItems && n != a.count || n < 2 {
		return 0
	}
	heading := ""
	if len(b.path) > 0 {
		heading = b.path[len(b.path)-1]
	}
	named := understand.Heads(heading, a.whole)
	if named < namedWhole {
		named = b.headed(a)
	}
	counted := 0.0
	if a.count > 0 {
		if counted = max(b.announced(a), weigh(a.weights, b.common())/a.total); b.first(a) {
			counted = max(counted, namedWhole)
		}
	}
	if b.saysHowMany(a) || n >= fewItems && b.called(a) {
		counted = max(counted, namedHalf)
	}
	if w := max(named, counted); w > 0.2 && !b.standsOut(a, named) {
		return w
	}
	return 0
}

// quotes tells whether what a question quotes stands above the items, in their
// document's name or in all of them, true where it quotes nothing.
func (b branch) quotes(terms []string) bool {
	parts := slices.Concat(b.leads, b.path, b.names[:min(1, len(b.names))])
	if len(b.items) > 0 {
		parts = append(parts, b.items[0].passage.Document.Title)
	}
	above := fold.String(strings.Join(parts, "\n"))
	return len(terms) == 0 || slices.ContainsFunc(terms, func(t string) bool { return strings.Contains(above, unquoted(t)) })
}

// first tells whether the items are the best passages, in whatever order, and
// have to do with the question: then they were found because they are the list.
func (b branch) first(a ask) bool {
	terms := bm25.Terms(strings.Join(b.path[max(0, len(b.path)-1):], ""))
	for _, c := range b.items {
		terms = append(terms, c.terms...)
	}
	return (b.called(a) || weigh(a.weights, bm25.Distinct(terms)) > 0.2*a.total) && b.inFront()
}

// inFront tells whether the items, and what introduces them, are the best
// passages, in whatever order.
func (b branch) inFront() bool {
	return !slices.ContainsFunc(b.items, func(c candidate) bool { return c.index > len(b.items) })
}

// announced tells how much of an ask stands in a passage between the heading
// and the items whose last sentence says how many there are.
func (b branch) announced(a ask) float64 {
	most := 0.0
	for _, lead := range b.leads {
		if lead = lastSentence(lead); saysNumber(lead, a.count) {
			most = max(most, weigh(a.weights, bm25.Distinct(bm25.Terms(lead)))/a.total)
		}
	}
	return most
}

// saysHowMany tells whether the items were found first, and what introduces them
// says that they are as many as are asked for; where no number is asked for it
// must besides speak of what is.
func (b branch) saysHowMany(a ask) bool {
	return b.inFront() && slices.ContainsFunc(b.leads, func(l string) bool {
		lead := lastSentence(l)
		if a.count > 0 {
			return saysNumber(lead, a.count)
		}
		return a.list && saysNumber(lead, len(b.items)) && weigh(a.weights, bm25.Distinct(bm25.Terms(lead))) >= leadHeld*a.total
	})
}

// leadHeld is how much of a question what introduces its list must hold.
const leadHeld = 0.4

// manyThings matches a number of things with the beginning of what they are called.
var manyThings = regexp.MustCompile(aNumberOf.String() + `\p{Han}{2}`)

// toldAs tells whether what introduces the items says how many of what they are
// as the question does: 三项功能.
func (b branch) toldAs(a ask) bool {
	return slices.ContainsFunc(b.leads, func(l string) bool {
		m := manyThings.FindString(lastSentence(fold.Simplified(l)))
		return m != "" && strings.Contains(a.text, m)
	})
}

// lastSentence is the last sentence of a text, the text itself where it has none.
func lastSentence(text string) string {
	if all := verify.Sentences(text); len(all) > 0 {
		return string([]rune(text)[all[len(all)-1].Start:])
	}
	return text
}

// aNumberOf matches a number of things: 六大.
var aNumberOf = regexp.MustCompile(`[二两三四五六七八九十2-9](?:[大个条项种点类件步]|方面)`)

// saysNumber tells whether a text speaks of so many things.
func saysNumber(text string, n int) bool {
	return slices.ContainsFunc(aNumberOf.FindAllString(fold.Simplified(text), -1), func(m string) bool {
		return fold.Count(first(m, 1)) == n
	})
}

// common are the terms that all items hold, and those of the heading above them.
func (b branch) common() []string {
	out := slices.Clone(bm25.Distinct(bm25.Terms(strings.Join(b.path[max(0, len(b.path)-1):], ""))))
	for _, t := range b.items[0].terms {
		if !slices.ContainsFunc(b.items, func(c candidate) bool { return !slices.Contains(c.terms, t) }) {
			out = append(out, t)
		}
	}
	return bm25.Distinct(out)
}

// standsOut tells whether one item is much nearer the question than the others:
// then it is what is asked about, not the list. Where the question names the
// heading above them, one must be much nearer still.
func (b branch) standsOut(a ask, named float64) bool {
	if b.namesFew(a) {
		return true
	}
	limit := 0.1
	if named > 0 || b.saysHowMany(a) {
		limit = 0.3
	}
	shares := make([]float64, len(b.items))
	for i, c := range b.items {
		shares[i] = weigh(a.weights, c.terms) / a.total
	}
	slices.Sort(shares)
	return shares[len(shares)-1]-shares[len(shares)/2] > limit
}

// chapterNumber matches the number of a chapter or the like and the blank behind it.
var chapterNumber = regexp.MustCompile(`^第[一二三四五六七八九十百零〇0-9]+[章节篇][ 　]*`)

// leadSentences is how many sentences at most stand in front of a heading in the
// passage that it heads, and itself: what introduces the section.
const leadSentences = 4

// namesFew tells whether a question names some of the items, fewer than half of
// them: what 造纸行业 is to do is not the list of all 行业.
func (b branch) namesFew(a ask) bool {
	n := 0
	for _, name := range b.names {
		if len([]rune(name)) >= fewItems && strings.Contains(fold.Simplified(a.whole), strings.TrimRight(name, "。；;:：")) {
			n++
		}
	}
	return n > 0 && 2*n < len(b.names)
}

// item is a heading as a passage under it has it: one of the sentences that it
// begins with, else the heading itself without its number.
func item(r ranked, heading string) candidate {
	bare := strings.TrimRight(heading, "。:： ")
	runes, sentences := []rune(r.Text), verify.Sentences(r.Text)
	for _, s := range sentences[:min(leadSentences, len(sentences))] {
		text := string(runes[s.Start:s.End])
		if strings.TrimRight(text, "。:： ") == bare {
			number := chapterNumber.FindString(text)
			return newCandidate(r, s.Start+len([]rune(number)), strings.TrimPrefix(text, number), nil)
		}
	}
	return newCandidate(r, 0, understand.Bare(heading), nil)
}

// runIn matches the short sentence that a paragraph begins with.
var runIn = regexp.MustCompile(`(?m)^[ 　]*(\p{Han}{4,16}|\p{Han}{4}[，,]\p{Han}{4})。`)

// runIns are the paragraphs of a passage that begin with a short sentence each.
func runIns(r ranked) []candidate {
	found := runIn.FindAllStringSubmatchIndex(r.Text, -1)
	if len(found) < 2 && len(verify.Sentences(r.Text)) < 3 {
		return nil
	}
	out := make([]candidate, len(found))
	for i, m := range found {
		out[i] = newCandidate(r, len([]rune(r.Text[:m[2]])), r.Text[m[2]:m[3]], nil)
	}
	return out
}
