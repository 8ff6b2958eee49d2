package extract

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag"
	"chuchu/rag/bm25"
)

// What a question asks about a document itself, not about what it says.
var (
	papers       = `(?:规划|纲要|计划|方案|意见|办法|细则|条例|规定|通知|决定|报告|政策|文件|文章|报道|建议|提案)`
	asksIssued   = regexp.MustCompile(papers + `.{0,10}?(?:什么时[候间]|何时|哪一?年|哪一?天|哪一?个?月|几月)(?:份|号|几号)?(?:发布|印发|出台|公布|颁布|发|登|刊)|(?:发布|印发|出台|公布|颁布|成文|刊登|发文|落款)(?:的)?(?:时间|日期)|(?:发布|印发|出台|公布|颁布)(?:的)?(?:是)?(?:什么时[候间]|哪一?年|哪一?天)`)
	asksIssuer   = regexp.MustCompile(papers + `.{0,6}?(?:是|由)?(?:谁|哪个?(?:部门|单位|机关|级|里)|什么(?:部门|单位|机关))(?:发布|印发|出台|公布|发|下|编[制写的]|起草|制定|写的|提[出交]?的)|(?:规划|纲要|方案|建议|提案)(?:是)?(?:谁|哪个?(?:部门|单位))(?:编|提|写)(?:[?？]?$)|发文(?:机关|单位)|(?:发布|印发)(?:机关|单位|部门)`)
	asksReceived = regexp.MustCompile(`文号|发文字号`)
	asksPeriod   = regexp.MustCompile(`规划(?:期限?|期间)(?:是|为|[截终]止)?(?:[到至])?(?:哪|多少|几|从|什么)|(?:规划|纲要)(?:是)?(?:什么时[候间]|何时|哪一?年)(?:到期|截止|结束|失效|过期)|(?:规划|纲要)(?:还|现在)?(?:有效吗|(?:到期|过期|失效)[了没吗])`)
)

// A record is what is known of a document besides its text, as a sentence says it.
type record struct {
	asks *regexp.Regexp
	what string                    // as verify reads it, and a refusal calls it
	of   func(m chunk.Meta) string // "" where it is not known
}

var records = [...]record{
	{asksIssued, "发布时间", func(m chunk.Meta) string { return fold.Date(m.Published) }},
	{asksIssuer, "发布机关", func(m chunk.Meta) string { return m.Issuer }},
	{asksReceived, "文号", func(m chunk.Meta) string { return m.Number }},
	{asksPeriod, "规划期", func(m chunk.Meta) string {
		if m.Period == nil {
			return ""
		}
		return fmt.Sprintf("%d—%d年", m.Period.From, m.Period.To)
	}},
}

// ofRecord answers a question about a document itself, by what is known of it:
// 《甲规划》发布时间为2021年5月[1]。 ok is false where the question asks about
// something else, or it is not plain which document it means.
func ofRecord(q rag.Question, question question, passages []rag.Passage) (lines []string, ok bool) {
	if len(question.asks) != 1 || len(q.Places) > 1 {
		return nil, false
	}
	for _, r := range records {
		if !r.asks.MatchString(question.focus) {
			continue
		}
		i := documentMeant(q, question.asks[0], passages)
		switch {
		case i < 0 && !thisOne.MatchString(question.focus):
			return nil, false
		case i < 0: // nobody knows which one is meant
			return []string{"资料中未提及：" + r.what + "。"}, true
		}
		m := passages[i].Document
		if r.asks == asksIssued && asksSigned.MatchString(question.focus) {
			if lines := signed(q, m.ID, passages); lines != nil {
				return lines, true
			}
		}
		value := r.of(m)
		if value == "" {
			return []string{"资料中未提及：" + r.what + "。"}, true
		}
		i = saying(passages, i, value)
		said := "《" + strings.Trim(m.Title, "《》") + "》" + r.what + "为" + value
		if q.Simplified() {
			said = fold.Simplified(said)
		}
		return []string{marked(said, i+1)}, true
	}
	return nil, false
}

// A paper is issued on the day that its office signs, which may be long before
// a page shows it. aSignature matches the word of that, the office and the day.
var (
	asksSigned = regexp.MustCompile(`印发|下发|签发|成文|落款|发文`)
	aSignature = regexp.MustCompile(`(?m)^([^\n]*印发[^\n。]*)。?\n(?:([^\n。，,]{2,40})\n)?((?:[0-9]{4}|[二一][〇○零一二三四五六七八九]{3}) ?年 ?[0-9一二三四五六七八九十]{1,2} ?月 ?[0-9一二三四五六七八九十]{1,3} ?日)$`)
)

// signed are the sentences in which a document says that it is issued, and when:
// what stands above the office's name and the day. nil where it has none.
func signed(q rag.Question, document string, passages []rag.Passage) []string {
	for i, p := range passages {
		m := aSignature.FindStringSubmatch(p.Text)
		if p.Document.ID != document || m == nil {
			continue
		}
		if q.Simplified() {
			m[1], m[2] = fold.Simplified(m[1]), fold.Simplified(m[2])
		}
		return []string{marked(m[1], i+1), marked(strings.TrimSpace(m[2]+" "+m[3]), i+1)}
	}
	return nil
}

// thisOne matches what points at a document without naming it.
var thisOne = regexp.MustCompile(`(?:这|那|该|本|此)(?:个|份|项|篇|次|条|部)?` + papers)

// namedTitle is the share of a question's words that the title of the document
// it means holds at least, and how far that must be ahead of another's.
const (
	namedTitle = 0.35
	titleAhead = 0.1
)

// documentMeant is the first passage of the document that an ask names by its
// place or its title, -1 where it names none or several.
func documentMeant(q rag.Question, a ask, passages []rag.Passage) int {
	type share struct {
		at   int
		of   string
		held float64
	}
	var all []share
	for i, p := range passages {
		if slices.ContainsFunc(all, func(s share) bool { return s.of == p.Document.ID }) {
			continue
		}
		s := share{i, p.Document.ID, a.heldBy(bm25.Terms(p.Document.Title + "\n" + p.Document.Label))}
		if len(q.Own) == 1 {
			if p.Document.Region != q.Own[0] {
				continue
			}
			s.held++
		}
		if p.Document.Title != "" {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(x, y share) int {
		switch {
		case x.held > y.held:
			return -1
		case x.held < y.held:
			return 1
		}
		return 0
	})
	if len(all) == 0 || all[0].held < namedTitle || len(all) > 1 && all[0].held-all[1].held < titleAhead {
		return -1
	}
	return all[0].at
}

// saying is the passage of the same document as the i-th that holds a value,
// else the one that stands first in it.
func saying(passages []rag.Passage, i int, value string) int {
	best := i
	for j, p := range passages {
		switch {
		case p.Document.ID != passages[i].Document.ID:
		case strings.Contains(fold.Simplified(p.Text), fold.Simplified(value)):
			return j
		case p.Start < passages[best].Start:
			best = j
		}
	}
	return best
}
