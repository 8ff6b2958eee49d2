package verify

import (
	"regexp"
	"slices"
	"strings"
)

// wholly tells what is wrong with a sentence as a whole: words quoted that
// nobody wrote, another document, another place.
func (c *claim) wholly() string {
	for _, m := range quoted.FindAllStringSubmatch(c.raw, -1) {
		if !c.quotes(plain(m[1]), true) {
			return Quote
		}
	}
	for _, m := range titles.FindAllStringSubmatch(c.raw, -1) {
		if !c.quotes(strings.ReplaceAll(plain(m[1]), " ", ""), false) {
			return Entity
		}
	}
	for _, m := range reporters.FindAllStringSubmatch(c.text, -1) {
		if !c.quotes(m[1], true) {
			return Entity
		}
	}
	if c.elsewhere() {
		return Entity
	}
	return ""
}

var (
	titles    = regexp.MustCompile(`《([^《》]{2,60})》`)
	reporters = regexp.MustCompile(`据([^,;:。《》]{2,20}?)(?:报道|消息)`)
	quoted    = regexp.MustCompile(`[“「]([^“”「」]{6,80})[”」]`)
)

// quotes tells whether words stand in one of the texts, or name its document;
// a title may be told shortened, its words in their order.
func (c *claim) quotes(words string, exact bool) bool {
	words = bareOf(words)
	return slices.ContainsFunc(c.texts, func(t *Text) bool {
		for _, text := range []string{t.whole, t.names, t.heads} {
			if strings.Contains(bareOf(text), words) {
				return true
			}
		}
		return !exact && stands(words, bareOf(t.names))
	})
}

// bareOf is a text without blanks and marks.
func bareOf(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ,;:。!?、()[]《》'·-~\n", r) {
			return -1
		}
		return r
	}, text)
}

var partOfRegion = regexp.MustCompile(`.{2,}?(?:特别行政区|自治区|自治州|自治县|新区|街道|[省市区县州盟旗镇乡])`)

// elsewhere tells whether a sentence speaks of a place above the one that its
// source is of, where the source itself does not: 湛江市 for 湛江市赤坎区, 全市
// for 全区.
func (c *claim) elsewhere() bool {
	if len(c.texts) == 0 {
		return false
	}
	rest := c.text
	for _, t := range c.texts {
		for _, name := range t.about.Names {
			rest = strings.ReplaceAll(rest, plain(name), "")
		}
		rest = withoutRegion(rest, plain(t.about.Region))
	}
	return !slices.ContainsFunc(c.texts, func(t *Text) bool { return !t.above(rest) })
}

// withoutRegion is text without a region's name, with and without the places
// that it lies in.
func withoutRegion(text, region string) string {
	parts := partOfRegion.FindAllString(region, -1)
	last := len(parts) - 1
	for i := range parts {
		short := ""
		for _, part := range parts[i:max(i, last)] {
			short += shortOf(part)
		}
		for _, name := range []string{strings.Join(parts[i:], ""), short + parts[last], short + shortOf(parts[last])} {
			text = strings.ReplaceAll(text, name, "")
		}
	}
	return text
}

// shortOf is the name of a place without what kind of place it is: 湛江 of 湛江市.
func shortOf(name string) string {
	for _, kind := range []string{"特别行政区", "自治区", "自治州", "自治县", "新区", "街道", "省", "市", "区", "县", "州", "盟", "旗", "镇", "乡"} {
		if short := strings.TrimSuffix(name, kind); short != name && length(short) > 1 {
			return short
		}
	}
	return name
}

// above tells whether text names a place above a source's own, or another
// level, and the source does not.
func (t *Text) above(text string) bool {
	parts := partOfRegion.FindAllString(plain(t.about.Region), -1)
	for i, part := range parts {
		if i == len(parts)-1 {
			break
		}
		for _, name := range []string{part, shortOf(part)} {
			if with := followed(text, name); with != "" && !strings.Contains(bareOf(t.whole+t.heads), with) {
				return true
			}
		}
	}
	for _, level := range levels {
		if !strings.Contains(text, level) || ofLevel(parts, level) {
			continue
		}
		if said := t.whole + t.heads; !strings.Contains(said, level) || begins(text, level) && !strings.Contains(bareOf(said), followed(text, level)) {
			return true
		}
	}
	return false
}

// followed is a place's name in text with what follows it, "" where it does not stand there.
func followed(text, name string) string {
	_, rest, found := strings.Cut(bareOf(text), name)
	if !found {
		return ""
	}
	const enough = 2
	runes := []rune(rest)
	return name + string(runes[:min(enough, len(runes))])
}

// begins tells whether a clause of a folded text begins with a word, behind nothing
// but a year: it is what the clause speaks of.
func begins(text, word string) bool {
	before, _, _ := strings.Cut(text, word)
	found, _ := foldedPieces(before[strings.LastIndexAny(before, ",;:。")+1:])
	return !slices.ContainsFunc(found, func(p piece) bool { return len(content(p.words)) > 0 })
}

var levels = []string{"全国", "全省", "全市", "全区", "全县", "全街", "全镇", "全乡"}

// ofLevel tells whether 全区 may stand for the place: its name ends with 区.
func ofLevel(parts []string, level string) bool {
	return len(parts) > 0 && strings.Contains(parts[len(parts)-1], strings.TrimPrefix(level, "全"))
}

// times tells whether the sentence speaks of years that its sources do not.
func (c *claim) times() string {
	for _, p := range c.spoken {
		if !c.speaksOf(p) {
			return Time
		}
	}
	return ""
}

// speaksOf tells whether a sentence that supports a part of the claim is of a period.
func (c *claim) speaksOf(p period) bool {
	rested := false
	for _, r := range c.rests {
		if r.text < 0 {
			continue
		}
		rested = true
		t := c.texts[r.text]
		if p.base && p.fitsAny(t.sentences[r.sentence].bases) {
			return true
		}
		own := t.timesOf(r.sentence)
		ends := len(own) == 0 || slices.ContainsFunc(own, func(o period) bool { return o.to == p.to })
		if p.fitsAny(own) || ends && p.from < p.to && p.fitsAny(t.given) {
			return true
		}
	}
	return !rested && slices.ContainsFunc(c.texts, func(t *Text) bool { return t.known(p) })
}

// known tells whether a text speaks of a period anywhere, or is of it.
func (t *Text) known(p period) bool {
	return p.fitsAny(t.given) || slices.ContainsFunc(t.sentences, func(s sentence) bool { return p.fitsAny(s.times) })
}

// Unattributed tells whether a sentence says in the government's name what a
// source only proposes or reports: it names neither who proposes or reports it
// nor goes on (said) from one that did, or it speaks of a 目标 or 任务 where its
// source does not.
func Unattributed(claim string, t *Text, said bool) bool {
	if t.about.Issued {
		return false
	}
	if !said && !attributes.MatchString(claim) {
		return true
	}
	for _, w := range []string{"目标", "任务"} {
		if strings.Contains(plain(claim), w) && !strings.Contains(t.whole+t.heads, w) {
			return true
		}
	}
	return false
}

var attributes = regexp.MustCompile(`建议|建議|提议|提議|报道|報道|報導|据.{2,20}(?:介绍|消息|透露|解读)|據.{2,20}(?:介紹|消息|透露|解讀)`)
