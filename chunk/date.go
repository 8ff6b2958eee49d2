package chunk

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"chuchu/chunk/fold"
)

// date writes year, month and day, given in digits, as 2021-09-29.
func date(y, m, d string) string {
	return fmt.Sprintf("%04d-%02d-%02d", ordinal(y), ordinal(m), ordinal(d))
}

// day is a date, its digits set apart or not.
const day = `(?:1 ?9|2 ?0) ?\d ?\d ?年(?: ?\d){1,2} ?月(?: ?\d){1,2} ?日`

var (
	atMeeting  = regexp.MustCompile(`^[—\-－\s]*[(（]?((?:19|20)\d{2}年\d{1,2}月\d{1,2}日)在.{4,60}(?:会议|大会|全会)上`)
	passed     = regexp.MustCompile(`^[\[(]?` + day + `.{2,80}(?:通过|公布|发布|批准|修正|修订|公布施行)`)
	dateWithin = regexp.MustCompile(`(` + day + `)`)
)

// readDate reads the date that a line at the top bears: of a plan the first,
// of a law the last by which it was passed or changed.
func (f *front) readDate(l Excerpt) {
	folded := fold.String(l.Quote)
	switch {
	case dateOf(l.Quote) != "":
		if f.dated.value == "" {
			f.dated = field{dateOf(l.Quote), l}
		}
	case atMeeting.MatchString(folded):
		if f.dated.value == "" {
			_, at := l.matchFolded(dateWithin)
			f.dated = field{dateOf(atMeeting.FindStringSubmatch(folded)[1]), at}
		}
	case passed.MatchString(folded):
		f.dated = lastDate(l)
	}
}

// lastDate is the last date in a line.
func lastDate(l Excerpt) field {
	rest, from := l, 0
	var out field
	for {
		m, at := rest.matchFolded(dateWithin)
		if m == nil || at.Quote == "" {
			return out
		}
		out = field{dateOf(strings.ReplaceAll(m[1], " ", "")), at}
		from = at.End - l.Start
		rest = l.part(from, l.length())
		if rest.length() == 0 {
			return out
		}
	}
}

var foldedDate = regexp.MustCompile(`^\[?\(?((?:19|20)\d{2})年(?:([\d一二三四五六七八九十]{1,2})月)?(?:([\d一二三四五六七八九十]{1,2})日)?\)?\]?$`)

// dateOf reads a line that is a date and nothing else, 二〇二一年八月 or
// 2021 年 05 月, as much of it as it gives; "" if it is none.
func dateOf(line string) string {
	m := foldedDate.FindStringSubmatch(fold.String(line))
	if m == nil {
		return ""
	}
	s := m[1]
	for _, part := range m[2:] {
		if part == "" {
			break
		}
		s += fmt.Sprintf("-%02d", ordinal(part))
	}
	return s
}

var (
	plannedYears = regexp.MustCompile(`((?:19|20)\d{2})年?(?:-|~|至|到)((?:19|20)\d{2})`)
	fiveYearPlan = regexp.MustCompile(`第(?:([一二三四五六七八九十])|(\d{1,2}))个五年|(?:^|[^\p{N}十])(十?[一二三四五六七八九十]五)(?:规划|计划|时期|期间|发展|"|$|末|国民)|"(十?[一二三四五六七八九十]五)"`)
	singleYear   = regexp.MustCompile(`((?:19|20)\d{2})年`)
	yearly       = regexp.MustCompile(`政府工作报告|计划草案|(?:要点|工作计划|工作安排|重点工作|任务分工)$`)
	oneYearPlan  = regexp.MustCompile(`年"?(?:重点)?(?:行动|工作|实施|活动|攻坚)?(?:计划|方案|要点|安排)$`)
)

// periodOf reads in the title, and where that says a year without saying which
// in the document's date, what years a plan is made for, and where; nil if it is
// not certain.
func (f front) periodOf(dated, kind string) (*Period, Excerpt) {
	e := f.titleExcerpt()
	if m, at := e.matchFolded(plannedYears); m != nil {
		from, to := ordinal(m[1]), ordinal(m[2])
		if from <= to && to-from <= 30 {
			return &Period{from, to}, at
		}
	}
	if kind == "法规" {
		return nil, Excerpt{}
	}
	if m, at := e.matchFolded(fiveYearPlan); m != nil {
		return fiveYears(planNumber(m)), at
	}
	t := fold.String(e.Quote)
	if m, at := e.matchFolded(singleYear); m != nil && isYearly(t) {
		return &Period{ordinal(m[1]), ordinal(m[1])}, at
	}
	ofYear := oneYearPlan.MatchString(t) && !strings.Contains(t, "三年") && !strings.Contains(t, "五年")
	if y, err := strconv.Atoi(dated[:min(len(dated), 4)]); err == nil && (ofYear || t == "政府工作报告") {
		return &Period{y, y}, f.dated.Excerpt
	}
	return nil, Excerpt{}
}

// isYearly tells titles of what is made for one year.
func isYearly(folded string) bool {
	return oneYearPlan.MatchString(folded) || yearly.MatchString(folded)
}

// planNumber is the number of a five-year plan: 14 of 第十四个五年 (folded to
// 第14个五年) and of 十四五.
func planNumber(m []string) int {
	for _, s := range m[1:] {
		if s != "" {
			return ordinal(strings.TrimSuffix(s, "五"))
		}
	}
	return 0
}

// fiveYears are the years of China's n-th five-year plan, nil for none.
func fiveYears(n int) *Period {
	from, to := fold.FiveYears(n)
	if from == 0 {
		return nil
	}
	return &Period{from, to}
}
