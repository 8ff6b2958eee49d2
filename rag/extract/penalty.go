package extract

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/rag/bm25"
	"chuchu/rag/understand"
	"chuchu/rag/verify"
)

var (
	// asksPenalty matches a question for what a deed is fined or punished with.
	asksPenalty = regexp.MustCompile(`罚(?:款|金)?(?:多少|几|好多|多重|[钱得到啥]|什么|吗|不罚|[?？]?$)|(?:怎么|怎样|如何|咋|要|会|被|挨|受)[\p{Han}]{0,4}?(?:处?罚)(?:[^权裁程决标信案机]|$)`)
	// aPenalty matches what a deed is punished with.
	aPenalty = regexp.MustCompile(`罚款|警告|没收|吊销|责令|拘留|处分|处罚|追究|取缔|拆除|关闭|停业`)
	// goesOnPunishing begins a sentence that goes on with the case of the one in front of it.
	goesOnPunishing = regexp.MustCompile(`^(?:逾期|拒不|情节|造成|构成|货值|没有违法|有违法|违法(?:所得|生产|经营)|对(?:个人|单位|直接|其)|其中|并?处|给予|属于|涉及|尚不)`)
	// anotherCase begins a sentence that names a case of its own.
	anotherCase = regexp.MustCompile(`^(?:第[^条项款]{1,6}[条项款]|违反)`)
	// ownCase begins a sentence that names the deed that it punishes.
	ownCase = regexp.MustCompile(`^[^，,：]{4,}的[，,]|^[^，,：]{2,}[，,][^，,：]{2,}的[，,]`)
	// punishment begins what follows the case in a sentence that punishes it.
	punishment = regexp.MustCompile(`[，,](?:由\p{Han}|责令|没收|予以|给予|依法|处|按照|可以)`)
)

// onlyArticle matches a case that says little of the deed but the article that
// forbids it: 违反第三十条规定的，处…, 违反第三十条规定，活动不符合要求的，由….
var onlyArticle = regexp.MustCompile(`违反(?:了)?(?:本[^，,第]{1,6})?(第[一二三四五六七八九十百零〇0-9]+条)(?:第([一二三四五六])款)?(?:的)?规定(?:的|[，,][^，,]{1,20}的)?[，,](?:由\p{Han}|责令|没收|予以|给予|依法|处|按照|可以|限期|对)`)

// ownDeed matches such a case that says something of the deed itself.
var ownDeed = regexp.MustCompile(`违反[^，,]*规定[，,][^，,]{1,20}的[，,]`)

// anArticleOf matches where an article begins, with its number.
var anArticleOf = regexp.MustCompile(`(?m)^[ 　]*(第[一二三四五六七八九十百零〇0-9]+条)[ 　]`)

// articlesOf are the articles that passages hold, by their numbers: what a fine is
// for may stand in the one that it names. Of two documents with articles none is
// known by its number.
func articlesOf(group []ranked) map[string]string {
	out := make(map[string]string)
	of := ""
	for _, r := range group {
		text := fold.Simplified(r.Text)
		found := anArticleOf.FindAllStringSubmatchIndex(text, -1)
		if len(found) > 0 && of != "" && of != r.Document.ID {
			return nil
		}
		for i, m := range found {
			end := len(text)
			if i+1 < len(found) {
				end = found[i+1][0]
			}
			of = r.Document.ID
			out[text[m[2]:m[3]]] = first(text[m[1]:end], mostPenal)
		}
	}
	return out
}

// paragraph is the paragraph of an article that is called by a number, the whole
// article where it has none such.
func paragraph(article, number string) string {
	all := strings.FieldsFunc(article, func(r rune) bool { return r == '\n' })
	if n := fold.Count(number); n > 0 && n <= len(all) {
		return all[n-1] + "\n"
	}
	return article
}

// mostPenal is how many characters a case has at most with what it is punished with.
const mostPenal = 420

// penalties are the cases of a passage with what each is punished with, from the
// sentence that names a case to the last that goes on about it. Of what it is says
// the case alone: two fines may stand in the same words.
func penalties(r ranked, above []string, articles map[string]string) []candidate {
	var out []candidate
	runes := []rune(r.Text)
	all := verify.Sentences(r.Text)
	text := func(i int) string { return fold.Simplified(string(runes[all[i].Start:all[i].End])) }
	for i := 0; i < len(all); {
		last := lastPenal(all, i, text)
		said := string(runes[all[i].Start:all[last].End])
		if c := newCandidate(r, all[i].Start, said, above); len([]rune(said)) > mostPenal {
			out = append(out, penalPoints(r, above, all[i:last+1])...)
		} else if punishes(said) && !strings.HasPrefix(said, "#") {
			c.cases = casesOf(text, i, last)
			if m := onlyArticle.FindStringSubmatch(text(i)); m != nil {
				c.means = paragraph(articles[m[1]], m[2]) + c.text
				c.cases[0] = bm25.Terms(c.means)
			}
			if c.terms = bm25.Distinct(slices.Concat(c.cases...)); ownDeed.MatchString(text(i)) {
				c.terms = bm25.Distinct(bm25.Terms(text(i)))
			}
			out = append(out, c)
		}
		i = last + 1
	}
	return out
}

// penalPoints are the points of a long list that each name a case and what that is
// punished with.
func penalPoints(r ranked, above []string, points []verify.Span) []candidate {
	var out []candidate
	for _, s := range points[1:] {
		said := string([]rune(r.Text)[s.Start:s.End])
		text := fold.Simplified(said)
		if !ownCase.MatchString(text) || !punishes(said) {
			continue
		}
		c := newCandidate(r, s.Start, said, above)
		c.cases = [][]string{bm25.Terms(punishment.Split(text, 2)[0])}
		out = append(out, c)
	}
	return out
}

// lastPenal is the last sentence of the case that the i-th one names: what goes on
// behind a semicolon, on with the punishment, or with the points that it announces.
func lastPenal(all []verify.Span, i int, text func(int) string) int {
	head, _, lists := strings.Cut(text(i), "：")
	listing := lists && aPenalty.MatchString(head)
	last := i
	for n := i + 1; n < len(all); n++ {
		point := pointMark.MatchString(text(n))
		further := !point && !anotherCase.MatchString(text(n)) && (goesOnPunishing.MatchString(text(n)) || strings.HasSuffix(text(n-1), "；") && !ownCase.MatchString(text(n)))
		if !further && !(listing && (point || goesOn(text(n-1)))) {
			break
		}
		last = n
	}
	return last
}

// punishes tells whether a text names a case and what it is punished with.
func punishes(text string) bool {
	text = fold.Simplified(text)
	return aPenalty.MatchString(text) && (punishment.MatchString(text) || strings.Contains(text, "违反"))
}

// casesOf are the terms of the cases that some sentences punish: of each point of a
// list with what announces it, else of the first sentence up to the punishment.
func casesOf(text func(int) string, first, last int) [][]string {
	before := func(s string) string {
		if at := punishment.FindStringIndex(s); at != nil {
			return s[:at[0]]
		}
		return s
	}
	head, point, lists := strings.Cut(text(first), "：")
	lead := before(head)
	if !lists {
		for n := first + 1; n <= last; n++ {
			lead += "。" + before(text(n)) // 货值金额一万元以上的
		}
		return [][]string{bm25.Terms(lead)}
	}
	var out [][]string
	if point != "" {
		out = append(out, bm25.Terms(lead+"。"+point))
	}
	for n := first + 1; n <= last; n++ {
		out = append(out, bm25.Terms(lead+"。"+text(n)))
	}
	return out
}

// penal tells whether an ask is for what a deed is punished with.
func (a ask) penal() bool { return asksPenalty.MatchString(a.whole) }

// punishesAsked tells whether a candidate can answer as far as punishment goes:
// where that is asked for, only a case with its punishment, and that of a deed
// that is called as in the question or that a Reader is sure of; elsewhere none.
func (c candidate) punishesAsked(a ask) bool {
	if !a.penal() || c.passage.Fact != nil {
		return c.cases == nil
	}
	if c.ofCase(a) {
		return c.cases == nil // that one case, not those beside it
	}
	if c.cases == nil || a.kind == money && !aSum.MatchString(fold.String(c.text)) && !aMultiple.MatchString(fold.String(c.text)) {
		return false
	}
	held := c.caseHeld(a)
	switch {
	case understand.Opposed(a.whole, c.text): // what a person pays, where an office is asked about
		return false
	case pointMark.MatchString(c.text) && c.about < amongCases && held < leastCase:
		return false
	case c.wasRead && c.read() < unlikely:
		return false
	case held >= leastCase || c.wasRead && c.about >= sameCase && c.read() >= fairly:
		return true
	}
	return c.read() >= likely && (held >= likelyCase || c.about >= likeCase) || c.read() >= certain && c.about >= surelyCase
}

// caseHeld is the share of the deed that is asked about which the case that has
// most of it holds.
func (c candidate) caseHeld(a ask) float64 {
	most := 0.0
	for _, terms := range c.cases {
		most = max(most, a.heldBy(terms, c.above))
	}
	return most
}

// Shares of a deed that its case must hold, and how close to it by meaning it must
// be; less where a Reader finds it likely, who finds that of all fines.
const (
	leastCase  = 0.4
	likelyCase = 0.1
	sameCase   = 0.65
	fairly     = 0.4 // how likely a Reader must find a case that close
	likeCase   = 0.6
	amongCases = 0.7 // of one of many that an article punishes
	surelyCase = 0.5 // where a Reader is certain
)

// penalWords match the words for punishment, which say nothing of the deed.
var penalWords = regexp.MustCompile(`行政处罚|处罚|罚款|罚金|罚`)
