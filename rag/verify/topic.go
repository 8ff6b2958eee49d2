package verify

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// endings are characters that make a word of the same thing with the word in
// front of them: 养殖业 for 养殖.
const endings = "业性化度者型类式率量"

// ended tells whether all of a word but such an ending stands in text.
func ended(word, text string) bool {
	r, size := utf8.DecodeLastRuneInString(word)
	rest := strings.TrimSuffix(word, string(r))
	return size > 0 && strings.ContainsRune(endings, r) && length(rest) >= 2 && strings.Contains(text, rest)
}

// speaksOf tells whether a text spoke of a thing before the k-th piece of its i-th sentence, and
// of no other of the kind since: 市中心医院…，用5年时间建成….
func (t *Text) speaksOf(thing string, i, k int) bool {
	const kind = 2 // characters that name what the thing is one of
	runes := []rune(thing)
	if len(runes) <= kind {
		return false
	}
	suffix := string(runes[len(runes)-kind:])
	for j := i; j >= 0; j-- {
		words := t.sentences[j].words
		if j == i {
			words = ""
			for _, p := range t.sentences[i].pieces[:k] {
				words += string(p.words) + " "
			}
		}
		others := kindred(words, suffix)
		if strings.Contains(words, thing) {
			return others == strings.Count(words, thing)
		}
		if others > 0 {
			return false
		}
	}
	return false
}

// kindred is how often a text names a thing of a kind, as what stands in front
// of the kind tells: 对片区内 only speaks of the thing again.
func kindred(text, kind string) int {
	n := 0
	parts := strings.Split(text, kind)
	for _, before := range parts[:len(parts)-1] {
		if strings.ContainsAny(before[strings.LastIndexByte(before, ' ')+1:], "为是") {
			continue // 矿井为低瓦斯煤矿 says what the thing is
		}
		if r, size := utf8.DecodeLastRuneInString(before); size > 0 && !strings.ContainsRune("对该本此在各全把将 ", r) {
			n++
		}
	}
	return n
}

// Words that only lead to what a sentence says: 围绕这一目标，…; 该项目是…;
// 一句话概括，….
var (
	pointing = regexp.MustCompile(`(^|[,;:。])(?:围绕|为了?|为达到|为实现|针对|按照|根据|对此|在此基础上)?(?:这一|这个|该|此|上述)(?:目标|要求|定位|规定|部署|问题|方面)?[,:]`)
	naming   = regexp.MustCompile(`(^|[,;:。])(?:该|这项|这个|这一)(?:项目|活动|机制|平台|线路|工程|制度|体系|园区|做法|园|公司|企业|单位|医院|学校|中心|行业|产业|矿|县|市|区|省|镇|村|街道)(?:的?名称?)?(?:叫做|叫|名为|是|为)?`)
	opening  = regexp.MustCompile(`(^|[,;:。])(?:一句话概括|简单来说|具体来说|总的来看|总体来看|需要注意的是|也就是说|换句话说)[,:]`)
	aspect   = regexp.MustCompile(`(^|[,;:。])(?:在|对于|从)?(\p{Han}{2,6})方面[,]?([^,;:。]+)`)
)

// theseMany matches what points at things that were counted before: 这92个项目.
var theseMany = regexp.MustCompile(`(?:这|上述|该)([0-9]+)(个|家|项|座|所|处|条|类|种)(\p{Han}{2,4})`)

// pointedAt is a claim without such counts where one of its sources has the count.
func pointedAt(claim string, texts []*Text) string {
	return theseMany.ReplaceAllStringFunc(claim, func(these string) string {
		m := theseMany.FindStringSubmatch(these)
		for _, t := range texts {
			text := strings.ReplaceAll(t.whole, " ", "")
			if strings.Contains(text, m[3]+m[1]+m[2]) || strings.Contains(text, m[1]+m[2]+m[3]) {
				return m[3]
			}
		}
		return these
	})
}

// noun is how many characters what is done is longer than: 提高工作效率方面.
const noun = 4

// straight is a folded claim without words that only lead to what it says.
func straight(claim string) string {
	for _, lead := range []*regexp.Regexp{pointing, opening, naming} {
		claim = lead.ReplaceAllString(claim, "$1")
	}
	return aspect.ReplaceAllStringFunc(claim, func(clause string) string {
		m := aspect.FindStringSubmatch(clause)
		if length(m[2]) <= noun && strings.ContainsAny(m[3], m[2]) { // 船舶方面推广靠岸船舶…
			return m[1] + m[3]
		}
		return clause
	})
}
