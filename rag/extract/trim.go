package extract

import (
	"regexp"
	"strings"

	"chuchu/chunk/fold"
)

var (
	// leans matches a clause that cannot be read without the one in front of it.
	leans = regexp.MustCompile(`^(?:其|该|此|这|并|且|而|使|让|以(?:便|此)?|均|也|还|从而|进而|分别|共计?|总计|累计|达到?|占|超|约|为|是|增长|下降|提高|降低|增加|减少|同比|比|较|位居|第?[0-9一二三四五六七八九十]+期|全部|都|由|同时|不)`)
	// leads matches a clause that only says when or under what condition.
	leads = regexp.MustCompile(`(?:年|月|日|底|末|期间|时期|以来|前|后|起|上|下|中|时|的话|情况下|基础上)$`)
	// onlyWhen matches a clause that says by when and nothing else.
	onlyWhen = regexp.MustCompile(`^(?:争取|力争|计划|预计|到|至|在){0,2}[ 0-9〇一二三四五六七八九十年月日今明上半初末底下季度第]+(?:[底末初]|以?前|之前|起|内|左右|期间)?$`)
	// awaits matches a clause that says when or to whom something applies: of
	// 缴费年限累计达到二十年的 what applies stands in the clauses behind it.
	awaits = regexp.MustCompile(`的$|(?:时|时候|之日起|的话|以下|如下|情况下|情形下)$|^(?:[（(]?[0-9一二三四五六七八九十]+[)）.．、])?(?:对于?|凡|如果?|若|因).*的\p{Han}{2,6}$`)
	// byWhen matches a clause that says by when somebody has to do what the one
	// behind it tells: 应当在届满三十日前.
	byWhen = regexp.MustCompile(`[在于自].*(?:日|天|月|年|小时|分钟|届满|期满|期限|之时起)(?:之|以)?[前内]$`)
	// furthers matches a clause that goes on with the one in front of it.
	furthers = regexp.MustCompile(`^(?:或者?|以及)`)
	// speaker matches a clause that says who says it, which is not cut off when
	// it is next: what he says is not the document's own word.
	speaker = regexp.MustCompile(`(?:表示|介绍|指出|强调|提出|认为|说)$`)
)

// From how many characters on a sentence is cut, and one of which all may be the answer.
const (
	shortEnough = 40
	longEnough  = 110
)

// trimmed is the part of a sentence that answers, from clause to clause, an
// exact slice: the clauses that hold the answer and what lies between, with
// what they lean on, and the clause that gives the year.
func (c choice) trimmed() string {
	if c.duty || len(c.core) == 0 || len([]rune(c.text)) <= shortEnough {
		return c.text
	}
	from, to := c.core[0], c.core[len(c.core)-1]
	if c.soft {
		to = len(c.clauses) - 1
		if len([]rune(c.text)) <= longEnough {
			from = 0
		}
	}
	for to < len(c.clauses)-1 && c.open(to) {
		to++
	}
	for from > 0 && c.hangs(from) {
		from--
	}
	from = c.withYear(from, to)
	if from > 0 && speaker.MatchString(fold.Simplified(c.clause(0))) && len([]rune(c.clause(0))) < 20 && from == 1 {
		from = 0
	}
	return string([]rune(c.text)[c.clauses[from].Start:c.clauses[to].End])
}

// hangs tells whether the i-th clause cannot be read without the one in front of it.
func (c choice) hangs(i int) bool {
	before := fold.Simplified(c.clause(i - 1))
	return leans.MatchString(fold.Simplified(c.clause(i))) || leads.MatchString(before) || awaits.MatchString(before)
}

// open tells whether what the i-th clause says is told by the one behind it:
// what is to be by then, what applies in such a case, what else may be.
func (c choice) open(i int) bool {
	clause := fold.Simplified(c.clause(i))
	return onlyWhen.MatchString(clause) || byWhen.MatchString(clause) || awaits.MatchString(clause) || furthers.MatchString(fold.Simplified(c.clause(i+1)))
}

// withYear widens a slice to the clause in front of it that names a year, where
// it has a figure and no year of its own.
func (c choice) withYear(from, to int) int {
	var slice strings.Builder
	for i := from; i <= to; i++ {
		slice.WriteString(c.clause(i))
	}
	if len(yearsNamed(slice.String())) > 0 || !hasDigit(fold.String(slice.String())) {
		return from
	}
	for i := from - 1; i >= 0; i-- {
		if len(yearsOf(c.clause(i))) > 0 {
			return i
		}
	}
	return from
}

// farSubject is how many characters in front of an answer its subject is looked for.
const farSubject = 60

// withSubject adds to the clauses that answer the one in front of them that
// names what the ask is of, where they do not name it themselves: 都市工业园位于…旁
// in front of 建设面积3000亩.
func (c candidate) withSubject(a ask, core []int) []int {
	first := core[0]
	for i := first - 1; i >= 0 && c.clauses[first].Start-c.clauses[i].Start <= farSubject; i-- {
		before, own := fold.String(c.clause(i)), fold.String(c.clause(first))
		n := 0
		for t := range a.topic {
			if strings.Contains(before, t) && !strings.Contains(own, t) {
				n++
			} else if strings.Contains(own, t) {
				n--
			}
		}
		if n >= 2 {
			return append([]int{i}, core...)
		}
	}
	return core
}
