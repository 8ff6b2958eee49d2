package verify

import (
	"regexp"
	"strings"
)

// A status is whether a text says what was reached or what is to be.
type status int

const (
	unsaid status = iota
	ahead
	done
)

var (
	saysAhead = regexp.MustCompile(`力争|争取|确保|[^训将]将[^军]|^将|拟|预计|目标(?:是|为|值|：|:|定)|目标\d|(?:^|[^动年订行制])计划(?:到|在|于|新|建|完成|实现|投|安排|用|培|改|引|开|举|达)|要(?:达|实现|完成|建|新|控|培|做|推|抓)|有望|今后|^计划[^生单]`)
	saysDone  = regexp.MustCompile(`已(?:经|达|完|建|有|实|累|获|形|成|全|在|新|打|开|基|创|投|改|培|引|启|通|$)|^已|[^日]已[^经]|现有|现状|目前|截至|实际(?:完成|达)|完成了|实现了|建成了|新增了|达到了|取得了|过去|以来|荣获|获评|获批|成功|顺利|圆满|实际(?:\d|$)`)
)

// statusOf tells what the words of a text say.
func statusOf(text string) status {
	a, d := saysAhead.MatchString(text), saysDone.MatchString(text)
	switch {
	case a && !d:
		return ahead
	case d && !a:
		return done
	}
	return unsaid
}

// Words of framing that say that something is to be, and that it was.
var (
	aheadWords = []string{"目标", "计划", "规划", "力争", "争取", "预计", "将", "拟"}
	doneWords  = []string{"现有", "现状", "目前", "已", "实际"}
	nowOnly    = "现" // of 现有, where 有 stands in both
)

// turned tells whether a gap says one of them where its source says the other.
func turned(g gap) bool {
	claim, source := string(g.words), string(g.source)
	if source == nowOnly {
		source = "现有"
	}
	return holdsAny(claim, aheadWords) && !holdsAny(claim, doneWords) && holdsAny(source, doneWords) ||
		holdsAny(claim, doneWords) && !holdsAny(claim, aheadWords) && holdsAny(source, aheadWords)
}

// said is the status that the clause of a piece gives it. Where a clause goes
// from one year to another, its words are of the last.
func (c *claim) said(p piece) status {
	var b strings.Builder
	for i, o := range c.pieces {
		if o.clause != p.clause && !c.leadsTo(i, p.clause) {
			continue
		}
		if p.goesOnTo(o) {
			return unsaid
		}
		b.WriteString(string(o.words))
	}
	return statusOf(strings.ReplaceAll(b.String(), string(mark), "0"))
}

// leadsTo tells whether the i-th piece says nothing by itself but what the
// status of the clause behind it is: 2025年目标，….
func (c *claim) leadsTo(i, clause int) bool {
	p := c.pieces[i]
	return p.clause < clause && len(p.figures) == 0 && len(content(p.words)) == 0 && i+1 < len(c.pieces) && c.pieces[i+1].clause == clause
}

// goesOnTo tells whether o has a figure of a later year than p has.
func (p piece) goesOnTo(o piece) bool {
	if len(p.figures) == 0 || len(o.figures) == 0 || p.figures[0].last() == 0 {
		return false
	}
	return o.figures[0].last() > p.figures[0].last()
}
