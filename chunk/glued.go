package chunk

import (
	"regexp"
	"slices"
	"strings"
)

// In a text that lost its full stops a heading may be glued to the sentence
// behind it: 第一节加强水利建设水利建设要全面规划. The heading ends where the
// sentence takes up its words, or with what only a sentence begins.

const (
	minGlued   = 4  // characters of a title
	maxGlued   = 26 // the same
	maxSubject = 10 // characters of the words that a sentence takes up, before 要
)

// sentenceHead is how a sentence begins that is glued to a title.
var sentenceHead = regexp.MustCompile(`^(?:积极|加快|进一步|充分|着力|大力|努力|继续|严格|坚持|坚决|根据|按照|通过|围绕|针对|抓住|抓紧|组织实施|建立|健全|完善|强化|加强|推进|推动|实施|实行|保持|支持|鼓励|引导|引进|确立|打破|巩固|拓宽|稳步|逐步|全面|深入|切实|重点|有序|依法|更好地|更加|增强|增加|加大|加速|深化|培育|落实|突出|扶持|开展|制定|创造|营造|构建|搞好|做好|抓好|(?:改革|发展|改善|改进)[和与并]|提高|扩大|把|将|要|在[^，]{2,16}[中上下内]，|在[^，]{2,20}(?:基础|同时|前提|过程)|以[^，]{2,12}为)`)

// joined is what stands before a word that belongs to the words in front of it.
const joined = "和与或及、的地以并在来不需主重必纲首"

// gluedTitle is the place at which the title ends that [start, end), the first
// line of a paragraph, begins with: end if the line is but a title, start if
// that cannot be told.
func (b body) gluedTitle(start, end int) int {
	stop := end
	if i := slices.IndexFunc(b.runes[start:end], func(r rune) bool { return strings.ContainsRune("，；：", r) }); i >= 0 {
		stop = start + i
	}
	for at := start + minGlued; at < min(stop, start+maxGlued); at++ {
		if strings.ContainsRune(joined, b.runes[at-1]) {
			continue
		}
		if b.takesUp(start, at, stop) || sentenceHead.MatchString(string(b.runes[at:min(end, at+maxGlued)])) {
			return at
		}
	}
	if stop == end && end-start <= maxGlued {
		return end
	}
	return start
}

// verdict is where a sentence says what its subject is or has to do.
var verdict = regexp.MustCompile(`^[^，]*(?:[^需重主必纲首]要[^求素点件]|[^总但凡]是|结构调整$|，要)`)

// takenUp is the place in a heading at which a sentence takes up its words, 0
// if there is none.
func (b body) takenUp(words Span) int {
	for at := words.Start + minGlued; at < min(words.End, words.Start+maxGlued); at++ {
		if b.takesUp(words.Start, at, words.End) {
			return at
		}
	}
	return 0
}

// takesUp tells whether a sentence begins at a place with words of the title
// before it, and says what is, or is to be done, about them.
func (b body) takesUp(start, at, stop int) bool {
	if at+2 >= stop || !strings.Contains(string(b.runes[start:at]), string(b.runes[at:at+2])) {
		return false
	}
	if strings.ContainsAny(string(b.runes[max(start, at-3):at]), "和与及、") {
		return false
	}
	return verdict.MatchString(string(b.runes[at+2 : min(stop, at+2+maxSubject)]))
}

// restated is the place at which a sentence begins with the very words of the
// title in front of it, behind what stands in brackets: 智能运维标准（甲）智能运维标准主要….
// It is 0 if there is none.
func (b body) restated(words Span) int {
	for at := words.Start + minGlued; at+minGlued < min(words.End, words.Start+maxGlued); at++ {
		title := b.runes[words.Start:at]
		if slices.Equal(b.runes[at:at+minGlued], title[:minGlued]) && !strings.ContainsRune(joined, b.runes[at-1]) && !strings.ContainsAny(string(title), "，；：:。《") && !obliged.MatchString(string(title)) && b.balanced(Span{words.Start, at}) {
			return at
		}
	}
	return 0
}
