package extract

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"chuchu/chunk"
	"chuchu/chunk/fold"
	"chuchu/rag/bm25"
)

var (
	// comparing matches a part of a question that wants to know which of two
	// figures is the greater, or how far apart they are.
	comparing = regexp.MustCompile(`(?:哪|谁)[^，,?？]{0,12}更[高低多大小严长短快慢少]|更[高低多大小严长短快慢少](?:$|[?？些一])|比[^，,?？]{1,12}[高低多少大小](?:吗|还是|不|几|了|$)|哪[个边里](?:区|市|街道)?(?:[高低大严长快慢]|[多少](?:$|[?？些一]))|差多少|[高低多少大小]吗`)
	way       = regexp.MustCompile(`[高低大严长短快慢]|多(?:几|吗|了|还|$)|少(?:几|吗|了|还|$)|更[多少]`)
	oneFigure = regexp.MustCompile(`([0-9]+(?:\.[0-9]+)?)[多余]?([万亿千百]*(?:%|个百分点|[\p{Han}/]{1,6})?)`)
	aMeasure  = regexp.MustCompile(`^[万亿千百]*(?:%|个百分点|微克/立方米|[个家所座项条张亩人名户元件处]|公里|平方米|吨)`)
	limited   = regexp.MustCompile(`以[内下]|不[超高]过?|控制在|低于|降`)
)

// A reading is a figure of an answer, as it is compared.
type reading struct {
	place string
	value float64
	text  string // of value, as it is written
	unit  string
	year  int
	cited int  // the passage, from 1
	cap   bool // what is stricter is less
	was   bool // it was reached, and is no goal
}

// readingOf is the figure of a choice that is of what is asked: the only one of
// the kind, else the one whose own words hold most of the topic. Where two hold
// as much nobody could say which is compared. A number that belongs to a name
// (PM2.5) or to a year is none; a range is not compared.
func readingOf(a ask, c choice, place string) (reading, bool) {
	if c.passage.Fact != nil {
		return cellOf(a, c, place)
	}
	r := reading{place: place, cited: c.index + 1, was: c.reached() && !c.setsGoal()}
	most, n := -1.0, 0
	for _, i := range c.core {
		clause, last := strings.ReplaceAll(fold.String(c.clause(i)), " ", ""), 0
		for _, m := range oneFigure.FindAllStringSubmatchIndex(clause, -1) {
			unit := clause[m[4]:m[5]]
			if aRange.MatchString(clause[m[1]:]) {
				return r, false
			}
			if !a.wants(clause[m[0]:m[1]]) || strings.HasPrefix(unit, "年") || m[0] > 0 && isLetter(clause[m[0]-1]) {
				continue
			}
			held := a.heldBy(bm25.Terms(clause[last:m[0]]))
			if last = m[1]; held == most {
				n++
			}
			if held > most {
				most, n = held, 1
				r.text, r.unit, r.cap = clause[m[2]:m[3]], measureIn(unit), limited.MatchString(clause)
			}
		}
	}
	if n != 1 {
		return r, false
	}
	r.value, _ = strconv.ParseFloat(r.text, 64)
	r.year = c.lastYear()
	return r, true
}

// cellOf is the figure of a row for the year that is asked about, else the last
// one, which is the goal.
func cellOf(a ask, c choice, place string) (out reading, ok bool) {
	for i, v := range c.passage.Fact.Values {
		if r, figure := cell(*c.passage.Fact, v); figure && year.MatchString(v.Year()) && (len(a.years) != 1 || a.years[0] == r.year) {
			r.place, r.cited, r.was = place, c.index+1, i < len(c.passage.Fact.Values)-1
			out, ok = r, true
		}
	}
	return out, ok
}

// cell is the figure of a row's cell, with the last year that its head names.
func cell(f chunk.Fact, v chunk.Value) (r reading, ok bool) {
	r = reading{text: fold.String(strings.TrimSpace(v.Value)), unit: f.Unit, year: lastYear(v.Year())}
	n, err := strconv.ParseFloat(r.text, 64)
	r.value = n
	return r, err == nil
}

// wants tells whether a folded figure is one of the kind.
func (a ask) wants(text string) bool {
	return a.kind == figure || a.shown(text)
}

// aRange matches what stands behind the lower end of a range: 6.5%－7%.
var aRange = regexp.MustCompile(`^[-－–—~～至]{1,2}[0-9]`)

func isLetter(b byte) bool { return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' }

// measureIn cuts what stands behind a unit of measure.
func measureIn(unit string) string {
	return cmp.Or(aMeasure.FindString(unit), unit)
}

// lastYear is the year that a choice speaks of: its own, else the last of its
// document's period, else that of its publication.
func (c choice) lastYear() int {
	if y := lastYear(c.trimmed()); y != 0 {
		return y
	}
	if p := c.passage.Document.Period; p != nil {
		return p.To
	}
	y, _ := strconv.Atoi(c.passage.Document.Published[:min(4, len(c.passage.Document.Published))])
	return y
}

// year says of which year a figure is, and that it is a goal, where the sentence
// does not say so itself.
func (c choice) year() string {
	y := c.lastYear()
	if y == 0 || lastYear(c.trimmed()) != 0 || c.past || !hasDigit(c.trimmed()) || c.passage.Document.Standing == chunk.Reported {
		return ""
	}
	return strconv.Itoa(y) + "年目标，"
}

// verdict compares the figures of two places in the way that is asked: 盐田更严
// （22<29，计算得出；目标年份不同）. Of two upper limits the lower is stricter (严), else
// the higher. It is "" where there are not two figures of one unit.
func verdict(focus string, two []reading) string {
	asked := comparing.FindString(focus)
	word := strings.TrimPrefix(way.FindString(asked), "更")
	if word == "" || farApart.MatchString(asked) || len(two) != 2 || two[0].unit != two[1].unit {
		return ""
	}
	word = string([]rune(word)[:1])
	less := strings.Contains("低少小短慢", word) || word == "严" && two[0].cap && two[1].cap
	sign, better := "=", ""
	switch a, b := two[0], two[1]; {
	case a.value < b.value && less || a.value > b.value && !less:
		better = a.place
	case a.value != b.value:
		better = b.place
	}
	switch {
	case two[0].value < two[1].value:
		sign = "<"
	case two[0].value > two[1].value:
		sign = ">"
	}
	said := "两者相同"
	if better != "" {
		said = better + "更" + word
	}
	differ := ""
	switch {
	case two[0].was != two[1].was:
		differ = "；一为现状，一为目标"
	case two[0].was && two[0].year != two[1].year:
		differ = "；年份不同"
	case two[0].year != two[1].year:
		differ = "；目标年份不同"
	}
	return fmt.Sprintf("%s（%s%s%s，计算得出%s）[%d][%d]。", said, two[0].text, sign, two[1].text, differ, two[0].cited, two[1].cited)
}

// change says how a row's figure differs from that of the year it is compared
// with, or how many times that it is: 更高，多1.11亿元（11.8−10.69，计算得出）. It is ""
// where a cell is missing.
func change(f chunk.Fact, base int, focus string) string {
	var from, to reading
	for _, v := range f.Values {
		r, ok := cell(f, v)
		switch {
		case !ok || !year.MatchString(v.Year()):
		case r.year == base:
			from = r
		default:
			to = r
		}
	}
	if from.text == "" || to.text == "" {
		return ""
	}
	if asksTimes.MatchString(focus) {
		return ratio(from, to)
	}
	return cmp.Or(apart(from, to), fmt.Sprintf("两者相同（%s=%s，计算得出）", to.text, from.text))
}

// apart says how the later of two figures of one unit differs from the earlier
// one: 更高，多0.15万人（5−4.85，计算得出）. It is "" where they are the same.
func apart(from, to reading) string {
	said, high, low := "更高，多", to, from
	switch {
	case from.value == to.value:
		return ""
	case to.value < from.value:
		said, high, low = "更低，少", from, to
	}
	unit := strings.Replace(from.unit, "%", "个百分点", 1)
	return fmt.Sprintf("%s%s%s（%s−%s，计算得出）", said, high.less(low), unit, high.text, low.text)
}

// ratio says how many times the figure of one year a row's other one is:
// 2025年是2020年的1.79倍（3÷1.68，计算得出）. Which year is the base a question may say.
func ratio(from, to reading) string {
	if from.value == 0 || from.year == 0 || to.year == 0 {
		return ""
	}
	times := strconv.FormatFloat(to.value/from.value, 'f', 2, 64)
	return fmt.Sprintf("%d年是%d年的%s倍（%s÷%s，计算得出）", to.year, from.year, times, to.text, from.text)
}

// asksTimes matches a question for a ratio.
var asksTimes = regexp.MustCompile(`[几多]少?倍|倍数`)

// less writes a figure less a lower one with as many decimals as the finer of both has.
func (r reading) less(low reading) string {
	decimals := func(s string) int {
		if i := strings.IndexByte(s, '.'); i >= 0 {
			return len(s) - i - 1
		}
		return 0
	}
	n := max(decimals(r.text), decimals(low.text))
	p := math.Pow10(n)
	return strconv.FormatFloat(math.Round((r.value-low.value)*p)/p, 'f', n, 64)
}
