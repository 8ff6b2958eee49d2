package chunk

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/chunk/regions"
)

// A site is a document's region and where that was read.
type site struct {
	regions.Region
	at Excerpt
}

// regionOf finds a document's region in its title, in who issued or signed it,
// in its first words or in the newspaper's name; the fuller one if one is part
// of the other. Where only 我省 or 全区 tells, it is the one that the text names most.
func (f front) regionOf(text string) site {
	context := sync.OnceValue(func() string { return fold.Simplified(text) })
	var best site
	for _, e := range f.sources() {
		p := leadingRegion(e, context)
		if p.Full != "" && (best.Full == "" || best.isNamesake() && p.Name == best.Name || best.isLoose() && regions.Contains(p.Region, best.Region)) {
			best = p
		}
	}
	if best.Full == "" {
		best.Region = regionOfPaper(f.reporter.value)
		best.at = f.reporter.Excerpt
	}
	if best.Full != "" || f.isState() {
		return best
	}
	if p := f.regionInTitle(context); p.Full != "" {
		return p
	}
	if happened.MatchString(f.lines[0].Quote) { // where a meeting was is not whose text it is
		return site{}
	}
	all := tallies(text)
	for _, o := range own {
		if p := mostNamed(all, o.level); p.Full != "" && o.words.MatchString(context()) {
			return p
		}
	}
	return onlyRegion(all)
}

// sources are where a document's region is looked for: its title, who issued and
// who signed it, and its first words unless they say to whom it goes.
func (f front) sources() []Excerpt {
	out := []Excerpt{f.titleExcerpt(), f.issuerExcerpt(), f.signed}
	if first := f.lines[0]; !addressed.MatchString(first.Quote) && !f.isState() {
		out = append(out, first)
	}
	return out
}

// isLoose tells a name that begins in full and ends short: 河南省开封 of
// 河南省开封城墙保护条例, which may be of the province.
func (p site) isLoose() bool {
	q := fold.Simplified(p.at.Quote)
	return q != "" && !strings.HasSuffix(q, p.Name) && strings.ContainsAny(q, "省市")
}

// isNamesake tells a name that several places share from a place.
func (p site) isNamesake() bool { return p.Parent == "" && p.Level != regions.Province }

// titleExcerpt is the title, whether it was read or given.
func (f front) titleExcerpt() Excerpt { return orGiven(f.title) }

func (f front) issuerExcerpt() Excerpt { return orGiven(f.issuer) }

// orGiven is where a field was read; its value, that stands nowhere, if it was not.
func orGiven(r field) Excerpt {
	if r.length() == 0 {
		return Excerpt{Quote: r.value}
	}
	return r.Excerpt
}

var paperEnd = regexp.MustCompile(`(?:日报|晚报|晨报|时报|商报|都市报|新闻网)$`)

// regionOfPaper is the city or the province that a newspaper is named after.
func regionOfPaper(name string) regions.Region {
	stem := paperEnd.ReplaceAllString(name, "")
	if stem == "" || stem == name {
		return regions.Region{}
	}
	for _, r := range regions.Called(stem) {
		if r.Level == regions.Province || r.Level == regions.City {
			return r
		}
	}
	return regions.Region{}
}

var beforeRegion = regexp.MustCompile(`^(?:[（(][^（）()]{1,10}[）)])?(?:中共|中国共产党)?(?:关于)?(?:加快|推进|印发|发布|公布|制定)?[《“"〈]?`)

// leadingRegion is the region that a title or an office begins with.
func leadingRegion(e Excerpt, context func() string) site {
	s := fold.Simplified(e.Quote)
	skipped := utf8.RuneCountInString(beforeRegion.FindString(s))
	for _, from := range []int{skipped, 0} {
		rest := string([]rune(s)[from:])
		m, ok := regions.At(rest)
		if !ok || m.Doubtful {
			continue
		}
		r, ok := settle(m.Regions, context)
		if !ok {
			continue
		}
		end := m.End
		if street, ok := unlistedStreet(r, string([]rune(rest)[end:])); ok {
			r, end = street, end+utf8.RuneCountInString(street.Name)
		}
		return site{r, e.part(from, from+end)}
	}
	return site{}
}

// settle picks one of the regions that share a name; what it cannot tell apart
// stays the name alone, if all are of one level.
func settle(rs []regions.Region, context func() string) (regions.Region, bool) {
	if r, ok := among(rs, context); ok {
		return r, true
	}
	if slices.ContainsFunc(rs, func(r regions.Region) bool { return r.Level != rs[0].Level || r.Name != rs[0].Name }) {
		return regions.Region{}, false
	}
	return regions.Region{Name: rs[0].Name, Full: rs[0].Name, Level: rs[0].Level}, true
}

// among tells regions of one name apart, and looks at the context only where there are several.
func among(rs []regions.Region, context func() string) (regions.Region, bool) {
	if len(rs) == 1 {
		return rs[0], true
	}
	return regions.Among(rs, context())
}

// streetName wants behind 镇 and 乡 what tells them from words like 城镇化.
var streetName = regexp.MustCompile(`^([\p{Han}]{2,5}?街道|[\p{Han}]{1,5}?[镇乡])(?:办事处|办|国民经济|人民政府|政府|党委|人大|第|“|十|\d|总体|$)|^([\p{Han}]{2,5}?街道)`)

// unlistedStreet is a street or town that the gazetteer does not know, right behind its county.
func unlistedStreet(r regions.Region, rest string) (regions.Region, bool) {
	if r.Level != regions.County && r.Level != regions.City {
		return r, false
	}
	m := streetName.FindStringSubmatch(rest)
	if m == nil {
		return r, false
	}
	name := m[1] + m[2]
	return regions.Region{Name: name, Full: r.Full + name, Level: regions.Street, Parent: r.Full}, true
}

// aboutOthers stands before a place that a title speaks of and is not of.
var aboutOthers = regexp.MustCompile(`(?:支持|对口|赴|学习|借鉴|推广|与|和|同意|批复|支援|援)[\p{Han}]{0,4}$`)

// regionInTitle is the only region that a title names, wherever it stands.
func (f front) regionInTitle(context func() string) site {
	e := f.titleExcerpt()
	var found site
	for _, m := range regions.Named(e.Quote) {
		before := cut(fold.Simplified(e.Quote), m.Start)
		r, ok := settle(m.Regions, context)
		if m.Doubtful || !ok || aboutOthers.MatchString(before) || found.Full != "" && !regions.Contains(r, found.Region) && !regions.Contains(found.Region, r) {
			return site{}
		}
		if found.Full == "" || regions.Contains(found.Region, r) {
			found = site{r, e.part(m.Start, m.End)}
		}
	}
	return found
}

// own are the words by which a text speaks of its region, by level; behind them
// the names of offices and of what they rule over, which tell where it does not
// say 我省 or 我市: a province's first, whose texts name the offices of its cities
// too.
var own = []struct {
	level string
	words *regexp.Regexp
}{
	{regions.County, regexp.MustCompile(`我[区县]|本[区县]行政区域|全[区县](?:上下|各|人民)|区委、区政府|县委、县政府`)},
	{regions.City, regexp.MustCompile(`我市|本市|市委、?市政府`)},
	{regions.Province, regexp.MustCompile(`我省|本省|省委、?省政府|我区实际|自治区党委`)},
	{regions.Province, regexp.MustCompile(`[^各、]全省|[^各、\p{Han}]省(?:` + offices + `)(?:厅|局|委)`)},
	{regions.City, regexp.MustCompile(`[^各、]全市|[^各、\p{Han}]市(?:` + offices + `)(?:局|委)`)},
}

// offices are what offices of provinces and cities are called after.
const offices = `科技|工业和信息化|财政|教育|发展改革|商务|卫生健康|民政|农业农村|交通运输|自然资源|生态环境|文化和旅游|人力资源社会保障|住房城乡建设|大数据|市场监管`

const (
	readForRegion = 20000 // characters of the text that are looked through
	leastNamed    = 2     // times that a place must be named to be a text's own
)

// A tally is how often a text names a region, first at a place.
type tally struct {
	site
	times int
	sure  bool // named in full or free at least once, and no part of other words: 创新和政策, 算法库
}

// standsFree tells whether no word touches the name from the front.
func standsFree(text string, m regions.Mention) bool {
	before, _ := utf8.DecodeLastRuneInString(cut(text, m.Start))
	return !unicode.Is(unicode.Han, before)
}

// tallies counts the regions that a text names for certain, the most often named first.
func tallies(text string) []tally {
	e := whole(cut(text, readForRegion), 0)
	var out []tally
	for _, m := range regions.Named(e.Quote) {
		if m.Doubtful || len(m.Regions) != 1 {
			continue
		}
		i := slices.IndexFunc(out, func(t tally) bool { return t.Full == m.Regions[0].Full })
		if i < 0 {
			i = len(out)
			out = append(out, tally{site: site{m.Regions[0], e.part(m.Start, m.End)}})
		}
		out[i].times++
		out[i].sure = out[i].sure || m.Regions[0].Level != regions.County || strings.HasSuffix(m.Name, m.Regions[0].Name) || standsFree(e.Quote, m)
	}
	out = slices.DeleteFunc(out, func(t tally) bool { return !t.sure })
	slices.SortStableFunc(out, func(a, b tally) int { return b.times - a.times })
	return out
}

// mostNamed is the region of a level that is named at least twice as often as any other of it.
func mostNamed(all []tally, level string) site {
	var of []tally
	for _, t := range all {
		if t.Level == level {
			of = append(of, t)
		}
	}
	if len(of) == 0 || len(of) > 1 && of[0].times < 2*of[1].times {
		return site{}
	}
	return of[0].site
}

// onlyRegion is the region that is named most, more than once, if all others lie in it or hold it.
func onlyRegion(all []tally) site {
	if len(all) == 0 || all[0].times < leastNamed {
		return site{}
	}
	best := all[0].site
	for _, t := range all[1:] {
		if !regions.Contains(best.Region, t.Region) && !regions.Contains(t.Region, best.Region) {
			return site{}
		}
	}
	return best
}

// ofState matches the country's own offices and papers.
var ofState = regexp.MustCompile(`^(?:关于(?:印发)?[《]?)?(?:中共中央|中央|国务院|国家|全国|最高人民|中华人民共和国|中国(?:共产党|人民|气象局|银行|证券|地震局|民用)|第[一二三四五六七八九十]{1,3}届(?:中央|全国)|(?:外交|国防|教育|科学技术|科技|工业和信息化|公安|民政|司法|财政|人力资源(?:和)?社会保障|自然资源|生态环境|环境保护|住房(?:和)?城乡建设|交通运输|水利|农业农村|农业|商务|文化和旅游|文化|应急管理|铁道|卫生|信息产业|国土资源|建设)部|审计署|海关总署|市场监管总局|新华社)`)

// ofCongress matches what only the country's own reports begin with.
var ofCongress = regexp.MustCompile(`中国共产党第[\p{Han}]{1,3}次全国代表大会|第[\p{Han}]{1,3}届(?:全国人民代表大会|中央委员会)|代表国务院|国务院总理|^各?省、?(?:自治区|直辖市)`)

// isState tells whether the country's own offices speak.
func (f front) isState() bool {
	if ofState.MatchString(fold.Simplified(f.title.value)) || ofState.MatchString(fold.Simplified(f.issuer.value)) {
		return true
	}
	for _, l := range f.lines[:min(len(f.lines), 4)] {
		if ofCongress.MatchString(fold.Simplified(cut(l.Quote, 300))) {
			return true
		}
	}
	return f.title.value == "" && f.speaksOfState()
}

// speaksOfState tells whether a text speaks of the country and of no place in it.
func (f front) speaksOfState() bool {
	if len(ofCountry.FindAllStringIndex(f.text, leastNamed)) < leastNamed {
		return false
	}
	return !ofPlaces.MatchString(f.text)
}

var (
	ofCountry = regexp.MustCompile(`我国|全国|国家`)
	ofPlaces  = regexp.MustCompile(`[我全本各][省市区县州盟旗街镇乡][^、地级]|[省市区县街]委|本街道|省政府|市政府|区政府|县政府`)
)

// levelOf is the level of a document's region, or 国家 where the country's own offices speak.
func (f front) levelOf(r regions.Region) string {
	if r.Level == "" && f.isState() {
		return "国家"
	}
	return r.Level
}
