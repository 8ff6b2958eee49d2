package understand

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
)

// LiesIn tells whether the place lies in a region, by its full name.
func (p Place) LiesIn(region string) bool {
	return slices.ContainsFunc(p.May, func(r regions.Region) bool {
		return r.Full != region && strings.HasPrefix(r.Full, region)
	})
}

// prefecture matches what has a city of its own name within (大理白族自治州).
var prefecture = regexp.MustCompile(`(?:州|地区|盟)$`)

// SeatOf tells whether the place is the city of a prefecture's name in it, which
// people do not tell apart; the region by its full name.
func (p Place) SeatOf(region string) bool {
	return p.LiesIn(region) && prefecture.MatchString(region) && slices.ContainsFunc(
		Regions([]string{region}), func(r regions.Region) bool { return short(r) == p.Name })
}

// NamedIn tells whether a text names the place itself, not something that lies
// in it (湛江市赤坎区 is not 湛江市).
func (p Place) NamedIn(text string) bool {
	text = fold.Simplified(text)
	if len(p.May) == 0 {
		return strings.Contains(text, p.Found)
	}
	return len(p.mentions(text)) > 0
}

// Said is what a sentence says of the place itself, in simplified script: from its
// name on where a clause begins with that, or from what is done for it (支持湛江建设…);
// "" elsewhere. What is done along with it (与湛江对接),
// what of it another is to become (打造湛江城市客厅) and what bears its name
// (湛江大道) is of others.
func (p Place) Said(sentence string) string {
	sentence = fold.Simplified(sentence)
	if _, rest, found := strings.Cut(sentence, p.Found); len(p.May) == 0 && found {
		return p.Found + rest
	}
	runes := []rune(sentence)
	for _, m := range p.mentions(sentence) {
		before := begins.FindStringSubmatch(string(runes[:m.Start]))
		if before != nil && (suffix.MatchString(m.Name) || !bearsName(string(runes[m.End:]))) {
			return before[1] + string(runes[m.Start:])
		}
	}
	return ""
}

// mentions are where a text in simplified script names the place.
func (p Place) mentions(text string) []regions.Mention {
	if len(p.May) == 0 || !strings.Contains(text, p.Name) {
		return nil
	}
	return slices.DeleteFunc(regions.Named(text), func(m regions.Mention) bool { return !p.may(m.Regions) })
}

// may tells whether one of some regions may be the place.
func (p Place) may(all []regions.Region) bool {
	return slices.ContainsFunc(all, func(r regions.Region) bool {
		return slices.ContainsFunc(p.May, func(o regions.Region) bool { return o.Full == r.Full })
	})
}

// begins ends what stands in front of a place that something is said of.
var begins = regexp.MustCompile(`(?:^|[^\p{Han}A-Za-z0-9]|(支持|推动|助力|帮助|促进|指导|赋予|把|将|为|使|让|给|对|在))$`)

// bearsName tells whether what stands behind a short name makes it the name of a
// thing: 大道, 发电厂, but not 建设区域医疗中心, which is what the place does.
func bearsName(rest string) bool {
	m := aThing.FindString(rest)
	return m != "" && !aDeed.MatchString(m)
}

var (
	aThing = regexp.MustCompile(`^\p{Han}{0,8}?(?:大道|路|街|湾|港|厂|园|车城|中心|公司|集团|银行|大厦|馆|院|学校|大学|中学|站|桥|机场|日报)`)
	aDeed  = regexp.MustCompile(`建设|打造|建成|创建|推进|推动|加快|全力|坚持|努力|要|将|是|已|作为|提出|构[建筑]`)
)
