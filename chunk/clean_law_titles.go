package chunk

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// minBrokenTitle is how many characters a title has at least that was broken in
// two where it might end.
const minBrokenTitle = 12

// joinLawTitles joins the title of a law's chapter that was broken over two
// lines: what stands between it and the first article goes on with it.
func (d *draft) joinLawTitles() {
	kept := make([]string, 0, len(d.lines))
	for i, l := range d.lines {
		if n := len(kept); i > 0 && kept[n-1] == d.lines[i-1] && d.beginsArticles(i+1) && isTitlePiece(l) && d.isBrokenTitle(i-1) {
			kept[n-1] = joinLines([]string{kept[n-1], l})
			d.note("broken_line", l)
			continue
		}
		kept = append(kept, l)
	}
	d.lines = kept
}

// beginsArticles tells whether an article begins with the i-th line, or a first section of articles.
func (d *draft) beginsArticles(i int) bool {
	if i >= len(d.lines) || !strings.HasPrefix(d.lines[i], "第") && !strings.HasPrefix(d.lines[i], "#") {
		return false
	}
	m, ok := readMark(strings.TrimLeft(d.lines[i], "# "))
	return ok && (m.kind == article || m.kind == section && m.number == 1)
}

// wholeTitle is a title that goes on with none.
var wholeTitle = regexp.MustCompile(`^(?:一般|其他|特别)规定$|^[总附]\s?则$|^法律责任$`)

// isTitlePiece tells whether a line may be the rest of a title.
func isTitlePiece(l string) bool {
	_, ok := readMark(l)
	return !ok && utf8.RuneCountInString(l) <= maxLostChapter && isTitleText(l) && !wholeTitle.MatchString(l)
}

// isTitleText tells whether a line is of Chinese characters and 、 alone.
func isTitleText(l string) bool {
	return l != "" && strings.IndexFunc(l, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '、' }) < 0
}

// isBrokenTitle tells whether the title in the i-th line, with the number of a
// chapter or below a finished article, goes on in the next: it is long, or ends
// as no title does.
func (d *draft) isBrokenTitle(i int) bool {
	l := strings.TrimLeft(d.lines[i], "# ")
	m, ok := readMark(l)
	if ok && m.kind > section || !ok && (i == 0 || !strings.HasSuffix(d.lines[i-1], "。")) {
		return false
	}
	words := l[m.length:]
	end, _ := utf8.DecodeLastRuneInString(words)
	return isTitleText(words) && (utf8.RuneCountInString(words) >= minBrokenTitle || strings.ContainsRune("、的和与及", end))
}
