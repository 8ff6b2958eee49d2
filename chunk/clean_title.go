package chunk

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"chuchu/chunk/fold"
)

const (
	maxTitleLine  = 60
	maxTitle      = 120
	maxTitleLines = 4
)

var (
	// titleEnd is how a plan's or a paper's title ends, in simplified script.
	titleEnd = regexp.MustCompile(`(?:规划|纲要|计划|方案|意见|建议|通知|报告|办法|条例|决定|规定|细则|讲话|公报|规则|批复|公告|通告|总结|要点|提纲|章程|说明|解读|目标|决议|指南|指引|预案|清单|措施|政策|技术要求|管理规范|技术规范|导则|白皮书)(?:》|”)?(?:[（(][^（）()]{1,30}[)）])?[·*]?$`)

	// underTitle is what belongs to a title and stands on a line below it: its years, its standing.
	underTitle = regexp.MustCompile(`^[（(](?:(?:19|20)\d{2}\s*年?\s*[-—–－~～至]+\s*(?:19|20)\d{2}\s*年?|(?:19|20)\d{2}\s*年?版|试行|暂行|草案|修订|[\p{Han}]{2,6}稿)[）)]$`)

	officeEnd = regexp.MustCompile(`(?:人民政府|办事处|委员会|办公厅|办公室|管委会|局|厅|委|院|政协|人大|党组)$`)
	dateLine  = regexp.MustCompile(`^[（(]?(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})\s*年\s*(?:[\d一二三四五六七八九十]{1,3}\s*月)?\s*(?:[\d一二三四五六七八九十]{1,3}\s*日)?[）)]?$`)
)

// doubtful characters may be damage: what stands beside them may read
// otherwise once the text is mended.
const doubtful = "?？\uFFFD"

// isTitleLike tells whether a line may be a title or part of one.
func isTitleLike(l string) bool {
	n := utf8.RuneCountInString(l)
	return n >= 1 && n <= maxTitleLine && !strings.ContainsAny(l, "。；;!！"+doubtful) &&
		!strings.HasSuffix(l, ":") && !strings.HasSuffix(l, "：") && !dateLine.MatchString(l) && !isNumbered(l) && !isTableLine(l)
}

// endsTitle tells whether a line ends as titles do.
func endsTitle(l string) bool { return titleEnd.MatchString(fold.Simplified(l)) }

// frontEnd is the number of lines before the body: before the first long
// paragraph and the first numbered heading.
func frontEnd(lines []string) int {
	for i, l := range lines {
		if i >= headLines || utf8.RuneCountInString(l) >= isBodyFromLen || isNumbered(l) {
			return i
		}
	}
	return len(lines)
}

// joinTitle joins a title that was broken over lines and takes out its repetitions.
func (d *draft) joinTitle() {
	for i := 0; i < frontEnd(d.lines); i++ {
		if n := brokenTitle(d.lines[i:frontEnd(d.lines)]); n > 1 {
			d.note("broken_title", strings.Join(d.lines[i:i+n], "/"))
			d.lines[i] = joinLines(d.lines[i : i+n])
			d.lines = append(d.lines[:i+1], d.lines[i+n:]...)
		}
	}
	d.dropRepeatedTitle()
}

// brokenTitle is the number of lines at the beginning over which one title runs.
func brokenTitle(lines []string) int {
	total := 0
	for n, l := range lines[:min(len(lines), maxTitleLines)] {
		total += utf8.RuneCountInString(l)
		if !isTitleLike(l) || strings.ContainsAny(l, ":：/#") || fileNumber.MatchString(l) || total > maxTitle || n > 0 && officeEnd.MatchString(l) {
			return 0
		}
		if endsTitle(joinLines(lines[:n+1])) {
			if n+1 < len(lines) && underTitle.MatchString(lines[n+1]) {
				n++
			}
			return n + 1
		}
		if officeEnd.MatchString(l) && (n+1 == len(lines) || !strings.HasPrefix(fold.Simplified(lines[n+1]), "关于")) {
			return 0
		}
	}
	return 0
}

// joinLines joins the parts of a broken line; Latin words keep a blank between them.
func joinLines(lines []string) string {
	s := lines[0]
	for _, l := range lines[1:] {
		last, _ := utf8.DecodeLastRuneInString(s)
		first, _ := utf8.DecodeRuneInString(l)
		if last < 0x2E80 && first < 0x2E80 {
			s += " "
		}
		s += l
	}
	return s
}

// dropRepeatedTitle takes out lines of the front that repeat a title or the
// headline on the first line, or the beginning of one.
func (d *draft) dropRepeatedTitle() {
	end := frontEnd(d.lines)
	var seen []string
	kept := make([]string, 0, len(d.lines))
	for _, l := range d.lines[:end] {
		k := key(l)
		if isTitleLike(l) && !strings.ContainsAny(l, "，,") && repeats(seen, k) {
			d.note("repeated_title", l)
			continue
		}
		if len(kept) == 0 && isTitleLike(l) || isWholeTitle(l) && !strings.ContainsAny(l, doubtful) {
			seen = append(seen, k)
		}
		kept = append(kept, l)
	}
	d.lines = append(kept, d.lines[end:]...)
}

const minRepeated = 6

// repeats tells whether one of the lines seen begins with a key that is long enough to mean something.
func repeats(seen []string, k string) bool {
	if utf8.RuneCountInString(k) < minRepeated {
		return false
	}
	for _, s := range seen {
		if strings.HasPrefix(s, k) {
			return true
		}
	}
	return false
}

// key is a line's letters and digits, folded, for comparing headings.
func key(l string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, fold.String(l))
}
