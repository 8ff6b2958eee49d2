package verify

import (
	"regexp"
	"slices"
	"strings"

	"chuchu/chunk/fold"
)

// A period is a stretch of years, both ends included: 2025年 is 2025 to 2025,
// “十四五” 2021 to 2025.
type period struct {
	from, to int
	until    bool // it is given as an end: 到2025年, “十四五”末
	early    bool // its beginning is meant: 2022年初
	base     bool // something is compared with it: 比2020年
	named    bool // a plan is named by it: “十四五”规划
}

// plan is the period of the n-th five-year plan.
func plan(n int) period {
	from, to := fold.FiveYears(n)
	return period{from: from, to: to}
}

// fits tells whether a claim may bind a figure to p where its source binds it
// to o. The end of a plan stands for the plan's period, and the other way.
func (p period) fits(o period) bool {
	if p.early && !o.early || p.until && o.early || p.base != o.base {
		return false
	}
	if p.from == o.from && p.to == o.to {
		return true
	}
	return p.to == o.to && (p.from == p.to && p.until && o.from < o.to || p.from < p.to && o.from == o.to && o.until)
}

func (p period) fitsAny(all []period) bool { return slices.ContainsFunc(all, p.fits) }

// trails are words behind a year that belong to it; those with until name its end.
var trails = []struct {
	word  string
	until bool
}{
	{"上半年", false}, {"下半年", false}, {"度", false}, {"规划期末", true}, {"规划期", false}, {"期末", true}, {"时期末", true}, {"时期", false}, {"期间", false},
	{"年底", true}, {"年末", true}, {"底", true}, {"末", true}, {"前", true}, {"间", false}, {"以来", false}, {"年初", false}, {"初", false},
}

// periodAt reads the period that text begins with, with the words behind it
// that belong to it; rest is what follows.
func periodAt(text string) (p period, rest string, ok bool) {
	switch {
	case text != "" && isDigit(text[0]):
		p, rest, ok = yearAt(text)
	case strings.HasPrefix(text, "十"):
		p, rest, ok = planAt(text)
	case strings.HasPrefix(text, "第"):
		p, rest, ok = ordinalPlanAt(text)
	}
	if !ok {
		return period{}, text, false
	}
	for _, t := range trails {
		if tail, found := strings.CutPrefix(rest, t.word); found {
			rest = tail
			p.early = t.word == "年初" || t.word == "初"
			if t.until {
				p = period{from: p.to, to: p.to, until: true}
				rest = strings.TrimPrefix(rest, "前") // 2025年底前
			}
			break
		}
	}
	p.named = p.from < p.to && !p.until && namesPlan.MatchString(rest)
	return p, rest, true
}

// namesPlan matches what follows the years that a plan is called by.
var namesPlan = regexp.MustCompile(`^(?:规划|计划|纲要)(?:纲要)?(?:中|里|内)?(?:[,:]|明确|提出|指出|显示|介绍|提到|写明|载明|回顾)`)

// yearAt reads 2025年, 2021-2025年, and a year that stands alone.
func yearAt(text string) (p period, rest string, ok bool) {
	y, ok := year(text)
	if !ok {
		return p, text, false
	}
	rest, named := strings.CutPrefix(text[4:], "年")
	for _, to := range []string{"-", "~", "至", "到"} {
		tail, found := strings.CutPrefix(rest, to)
		if end, good := year(tail); found && good && end > y {
			return period{from: y, to: end}, strings.TrimPrefix(tail[4:], "年"), true
		}
	}
	if !named && goesOn(rest) {
		return p, text, false
	}
	return period{from: y, to: y}, rest, true
}

// goesOn tells whether what follows four digits makes them a figure, not a year.
func goesOn(rest string) bool {
	if rest == "" {
		return false
	}
	if _, _, unit := takeUnit(rest); unit || isDigit(rest[0]) || rest[0] == '.' {
		return true
	}
	return slices.ContainsFunc([]string{"多", "余", "万", "亿", "千", "百"}, func(w string) bool { return strings.HasPrefix(rest, w) })
}

// year reads a year of four digits of this time.
func year(text string) (int, bool) {
	if len(text) < 4 || digitsLength(text) != 4 {
		return 0, false
	}
	y := int(text[0]-'0')*1000 + int(text[1]-'0')*100 + int(text[2]-'0')*10 + int(text[3]-'0')
	return y, y >= 1900 && y < 2100
}

// planAt reads 十四五.
func planAt(text string) (p period, rest string, ok bool) {
	tail := strings.TrimPrefix(text, "十")
	for n, numeral := range []string{"一", "二", "三", "四", "五", "六"} {
		if rest, found := strings.CutPrefix(tail, numeral+"五"); found {
			return plan(11 + n), rest, true
		}
	}
	return p, text, false
}

// ordinalPlanAt reads 第14个五年规划, as folding leaves it, and 第二个五年计划.
func ordinalPlanAt(text string) (p period, rest string, ok bool) {
	tail := strings.TrimPrefix(text, "第")
	for n, numeral := range []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"} {
		if rest, found := strings.CutPrefix(tail, numeral+"个五年"); found {
			return plan(n + 1), rest, true
		}
	}
	if len(tail) < 2 || digitsLength(tail) != 2 {
		return p, text, false
	}
	n := int(tail[0]-'0')*10 + int(tail[1]-'0')
	if rest, found := strings.CutPrefix(tail[2:], "个五年"); found {
		return plan(n), rest, true
	}
	return p, text, false
}
