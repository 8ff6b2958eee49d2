package chunk

import (
	"regexp"
	"strings"
)

// lostZero is a year of this century whose 〇 was lost: 二三五年, where
// 二〇三五年 is meant. It needs something that only a year has beside it.
var lostZero = regexp.MustCompile(`(到|至|和|于|在|据|按照|展望|锚定|錨定|瞄准|^)(二)([一二三四五][一二三四五六七八九])(年(?:远景|遠景|基本|目标|目標|全面|建成|前|末|底|时|時)|年[，,、。；;]|年$)`)

// restoreYears puts lost 〇 back into years.
func (d *draft) restoreYears() {
	for i, l := range d.lines {
		if !mayLackZero(l) {
			continue
		}
		d.lines[i] = lostZero.ReplaceAllStringFunc(l, func(m string) string {
			d.note("lost_zero", m)
			return lostZero.ReplaceAllString(m, "$1$2〇$3$4")
		})
	}
}

// mayLackZero tells whether a line has 二, two more numerals and 年 in a row.
func mayLackZero(l string) bool {
	for i := strings.Index(l, "年"); i >= 0; {
		if i >= len("二三五") && l[i-len("二三五"):i-len("三五")] == "二" {
			return true
		}
		next := strings.Index(l[i+1:], "年")
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}
