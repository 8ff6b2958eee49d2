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

// periodOf reads in a title, and where that says a year without saying which
// in the document's date, what years a plan is made for; nil if it is not certain.
func periodOf(title, dated string) *Period {
	t := fold.String(title)
	if m := plannedYears.FindStringSubmatch(t); m != nil {
		from, to := ordinal(m[1]), ordinal(m[2])
		if from <= to && to-from <= 30 {
			return &Period{from, to}
		}
	}
	if m := fiveYearPlan.FindStringSubmatch(t); m != nil {
		return fiveYears(planNumber(m))
	}
	if m := singleYear.FindStringSubmatch(t); m != nil && isYearly(t) {
		return &Period{ordinal(m[1]), ordinal(m[1])}
	}
	if y, err := strconv.Atoi(dated[:min(len(dated), 4)]); err == nil && oneYearPlan.MatchString(t) && !strings.Contains(t, "三年") && !strings.Contains(t, "五年") {
		return &Period{y, y}
	}
	return nil
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

// fiveYears are the years of China's n-th five-year plan.
func fiveYears(n int) *Period {
	switch {
	case n == 1:
		return &Period{1953, 1957}
	case n == 2:
		return &Period{1958, 1962}
	case n >= 3 && n <= 20:
		return &Period{1951 + 5*n, 1955 + 5*n}
	}
	return nil
}
