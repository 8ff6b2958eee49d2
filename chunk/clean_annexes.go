package chunk

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	maxAnnexTitle = 40 // characters of an annex's title on a line
	maxAnnexLines = 3  // over which it runs
)

// gluedAnnex is the mark of an annex without a blank before its title, and no
// word that goes on with a sentence: 附件1典型场景清单.
var gluedAnnex = regexp.MustCompile(`^(附\s*件\s*\d{1,2})([^所中的和与至及或规内列、，。：:.．\d\s\-－][^\s]{3,})$`)

// joinAnnexes joins the mark of an annex that stands on a line by itself with
// the title below: 附件1, and 典型场景清单. At the top of a text the mark
// stands above the document's own title, and stays apart.
func (d *draft) joinAnnexes() {
	from := d.textFrom()
	kept := make([]string, 0, len(d.lines))
	for i := 0; i < len(d.lines); i++ {
		kept = append(kept, d.lines[i])
		if m := gluedAnnex.FindStringSubmatch(d.lines[i]); i >= from && m != nil && mayTitleAnnex(m[2]) && (annexEnd.MatchString(m[2]) || endsTitle(m[2])) {
			kept[len(kept)-1] = joinMark(m[1], m[2])
			d.note("blank", d.lines[i])
		}
		if i < from || !isBareAnnex(d.lines[i]) {
			continue
		}
		if n := annexTitle(d.lines[i+1:]); n > 0 {
			kept[len(kept)-1] = joinMark(d.lines[i], joinLines(d.lines[i+1:i+1+n]))
			d.note("broken_line", d.lines[i+1])
			i += n
		}
	}
	d.lines = kept
}

// textFrom is the first line that stands below a finished sentence, or below
// what else ends the front of a text.
func (d *draft) textFrom() int {
	from := frontEnd(d.lines)
	if i := slices.IndexFunc(d.lines[:from], func(l string) bool { return strings.HasSuffix(l, "。") }); i >= 0 {
		return i + 1
	}
	return from
}

// joinMark is a mark with a title behind it.
func joinMark(mark, title string) string {
	if isEnded(mark) { // 附件：
		return mark + title
	}
	return mark + " " + title
}

// isBareAnnex tells whether a line is but the mark of an annex.
func isBareAnnex(l string) bool {
	m, ok := readMark(l)
	return ok && m.kind == annex && m.length == len(l)
}

// annexEnd is how the title of an annex ends, besides those of documents.
var annexEnd = regexp.MustCompile(`(?:[表书單单录錄图圖案式]|范围|範圍|标准|標準|解释|說明|材料|要求|内容|规程|流程|办法)(?:[（(][^（）()]{1,12}[）)])?$`)

// annexTitle is the number of lines at the beginning that are an annex's title,
// 0 if there is none. It is one line, or runs on to the one that ends as a title does.
func annexTitle(lines []string) int {
	for n, l := range lines[:min(len(lines), maxAnnexLines)] {
		switch title := joinLines(lines[:n+1]); {
		case !mayTitleAnnex(l):
			return oneLine(lines[:n])
		case annexEnd.MatchString(title) || endsTitle(title):
			return n + 1
		}
	}
	return oneLine(lines)
}

// oneLine is 1 where the first line is an annex's title by itself, else 0.
func oneLine(lines []string) int {
	if len(lines) == 0 || officeEnd.MatchString(lines[0]) || strings.HasSuffix(lines[0], "、") {
		return 0
	}
	return 1
}

// mayTitleAnnex tells whether a line may be an annex's title, or part of it.
func mayTitleAnnex(l string) bool {
	n := utf8.RuneCountInString(l)
	m, marked := readMark(l)
	return (!marked || m.kind == tag) && n >= minPart-1 && n <= maxAnnexTitle && isTitleLike(l) && !strings.ContainsAny(l, "，,：:/#") && !isEnded(l) && !blankForm.MatchString(l) && !caption.MatchString(strings.TrimRight(l, "图圖"))
}

// beginsAnnex tells whether a line begins an annex, and goes on with no sentence.
func beginsAnnex(l string) bool {
	m, ok := readMark(l)
	return ok && m.kind == annex && (m.length == len(l) || m.number > 0 && utf8.RuneCountInString(l) <= maxAnnexTitle && !strings.ContainsAny(l, "，。、；）"))
}
