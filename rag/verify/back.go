package verify

import (
	"regexp"
	"slices"
)

// A plan begins with what the years before it came to, mostly without naming
// them: its own years are not those of what it says was reached.

// looksBack tells whether a text tells what was done, as the headings above it
// say; or its words, where it speaks of no year to come.
func (t *Text) looksBack() bool {
	if aheadHead.MatchString(t.heads) {
		return false
	}
	_, times := foldedPieces(t.heads)
	return pastHead.MatchString(t.heads) || t.statusIn(times) == done ||
		tellsBack(t.whole) && !slices.ContainsFunc(t.sentences, func(s sentence) bool { return t.statusIn(s.times) == ahead })
}

// Words of texts that tell what was done, some of which tell of goals as well
// (显著提升, 不断增强), and of those that tell what is to be done; and headings of both.
var (
	pastHead  = regexp.MustCompile(`发展基础|回顾|成就|成效|发展现状|基础和|取得|工作总结`)
	aheadHead = regexp.MustCompile(`目标|远景|展望|任务|(?:^|\n)[^\p{Han}]*(?:巩固|提升|扩大)[^,\n]*(?:成效|成就)`)
	wasDone   = regexp.MustCompile(`圆满|收官|(?:全面|基本|全部|按时|顺利|均|超额|提前)完成|均[已达]|已[经达完建成]|(?:完成|实现|达到|取得|建成)了|建成(?:使用|启用|投用|投产|开放|开业)|上线运行|通车|通过[^,;。]{0,6}验收|获(?:评|批|得[^感]|[^,;。]{1,8}(?:肯定|表扬|表彰|称号))|荣获|被评为|从无到有|累计|成功[创引举]|顺利|初现|稳居|居全|高达|新颜|现有|截至|翻番|以来|年来|[0-9]年(?:达|实现|为|增|突破|全)|比上年`)
	isBetter  = regexp.MustCompile(`显著|明显|大幅|显现|凸显|不断[提扩增完优改]|持续[向增改优]|成效|率先|首[个家次批]`)
	toBeDone  = regexp.MustCompile(`力争|争取|到[0-9]{4}年|将[^军]|确保|计划(?:到|新|建|用|投)|进一步|推动|鼓励|支持|探索|坚持|着力|努力|引导|健全|落实|要|加大|强化|建立|打造|加快[推建发完构形打培实]|继续`)
)

// tellsBack tells whether a folded text tells what was done: with several words
// for that, and no fewer than for what is to be done.
func tellsBack(text string) bool {
	const several = 2
	n := different(wasDone, text)
	if isBetter.MatchString(text) {
		n++
	}
	return n >= several && n >= different(toBeDone, text)
}

// different is how many different words of text a pattern matches.
func different(words *regexp.Regexp, text string) int {
	return len(slices.Compact(slices.Sorted(slices.Values(words.FindAllString(text, -1)))))
}

// toCome tells whether years that a claim gives are those that a text plans for:
// 到2025年 of a plan for 2021 to 2025. A plan that it calls by its years
// (“十四五”规划指出) gives none.
func (t *Text) toCome(times []period) bool {
	given := 0
	for _, p := range times {
		switch {
		case p.named:
		case t.statusIn([]period{p}) != ahead:
			return false
		default:
			given++
		}
	}
	return given > 0
}

// outdates tells whether what the i-th sentence says was reached is given years to
// come that the sentence does not name.
func (t *Text) outdates(times []period, i int) bool {
	return t.toCome(times) && t.statusIn(t.sentences[i].times) != ahead
}

// foretells tells whether a piece without figures says of what a clause of a text
// says was reached that it is to be, or the other way.
func (c *claim) foretells(t *Text, s, clause int) bool {
	if c.says != unsaid && t.clashes(c.says, c.statusHere(t, s, clause), false) {
		return true
	}
	return t.statusOf(s, clause) == done && t.outdates(c.spoken, s)
}
