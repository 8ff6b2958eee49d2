package rag

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"chuchu/chunk"
	"chuchu/rag/understand"
)

// proposeLook is how many of the nearest passages a refusal's proposal may be of.
const proposeLook = 5

// proposal is a question that the library can answer, made from the nearest
// passage whose row or heading asks to be asked for: 赤坎区如何发展夜间经济？ Its
// place is the document's own and its words are the document's, so that it is
// covered and found by construction. It is "" where no passage gives one.
func proposal(q query, passages []Passage) string {
	for _, p := range passages[:min(len(passages), proposeLook)] {
		place := placeOf(p.Document)
		if place == "" || len(p.Damage) > 0 {
			continue
		}
		named, said := p.asked()
		if said != "" && understand.Heads(named, q.text) < namedEnough {
			return place + said
		}
	}
	return ""
}

// Asks returns a question that the passage answers, in its document's script: of
// the document's place, else of its title. It is "" where its row or heading makes
// none.
func (p Passage) Asks() string {
	about := placeOf(p.Document)
	if title := strings.Trim(p.Document.Title, "《》"); about == "" || p.Document.Kind == "法规" {
		about = "《" + title + "》"
		if n := utf8.RuneCountInString(title); n < shortestHeading || n > longestTitle {
			return ""
		}
	}
	if _, said := p.asked(); said != "" && len(p.Damage) == 0 {
		return about + said
	}
	return ""
}

// asked is what a passage's row or innermost heading is called, and what asks for it.
func (p Passage) asked() (named, said string) {
	if p.Fact != nil {
		return p.Fact.Name, askRow(*p.Fact)
	}
	return headingOf(p), askHeading(headingOf(p))
}

// placeOf is what questions call a document's region, "" where it has none.
func placeOf(m chunk.Meta) string {
	for _, r := range understand.Regions([]string{m.Region}) {
		return r.Name
	}
	return ""
}

// askRow asks for a row of a table of indicators in its last year.
func askRow(f chunk.Fact) string {
	name := understand.Bare(f.Name)
	if len(f.Values) == 0 || !askable(name) {
		return ""
	}
	year := f.Values[len(f.Values)-1].Period
	if !fourDigits.MatchString(year) {
		return ""
	}
	return year + "年" + name + "是多少？"
}

var fourDigits = regexp.MustCompile(`^\d{4}$`)

// headingOf is the innermost heading above a passage, without its number.
func headingOf(p Passage) string {
	if len(p.Path) == 0 {
		return ""
	}
	return strings.TrimPrefix(understand.Bare(p.Path[len(p.Path)-1]), "是")
}

// askHeading asks for what stands under a heading.
func askHeading(heading string) string {
	switch {
	case !askable(heading):
		return ""
	case doing.MatchString(heading) && !done.MatchString(heading):
		return "如何" + heading + "？"
	}
	return "的" + heading + "有哪些内容？"
}

// Headings that make a question: of some length, words alone.
const (
	shortestHeading = 4
	longestHeading  = 16
	longestTitle    = 25
)

func askable(words string) bool {
	n := utf8.RuneCountInString(words)
	return n >= shortestHeading && n <= longestHeading && onlyWords.MatchString(words) &&
		len(understand.Read(words, time.Time{}).Sections) == 0 && !understand.Idle(words) // every plan has 发展基础
}

var (
	done      = regexp.MustCompile(`(?:基础|环境|目标|思路|定位|要求|原则|思想|任务|措施|指标|格局|成效|态势|增强|凸显|显著|见效|工程|行动)$`)
	onlyWords = regexp.MustCompile(`^\p{Han}+$`)
	doing     = regexp.MustCompile(`^(?:坚持|健全|完善|推进|推动|加快|加强|提升|提高|打造|构建|建设|建立|优化|深化|发展|实施|强化|促进|落实|培育|壮大|繁荣|保障|增强|扩大|改善|创新|引进|营造|形成|保护|拓展|夯实|筑牢|做好|做大|做强|全面|大力|积极|着力|持续|深入|切实|稳步|有序|统筹|充分|铸造|编织|开展|注重|聚焦|鼓励|支持|引导|守护|激发)`)
)
