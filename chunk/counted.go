package chunk

import "regexp"

// Some plans count their sections by a word of their own: 应用一：形式审查, 任务2
// 数据治理. One such line proves nothing; several that count on do.

const minWorded = 3 // lines that a word counts

// worded is a line that begins with a word and its number.
var worded = regexp.MustCompile(`^(\p{Han}{2})\s?([一二三四五六七八九十]{1,3}|\d{1,2})\s?[：:\s]\s?(\p{Han}[^。；]*)$`)

// openWorded opens the lines that a word counts from one on.
func (g page) openWorded() {
	rows := map[string][]int{} // the lines of each word, whose numbers go on
	for i, p := range g.ps {
		if g.marks[i].kind != unmarked || g.own[i].kind != unmarked || g.items[i] || p.length() > maxPlain || p.length() < minPart || !isNumeral(g.runes[p.Start+2]) && g.runes[p.Start+2] != ' ' {
			continue
		}
		m := worded.FindStringSubmatch(g.slice(p))
		if m == nil || uncounted.MatchString(m[1]) || ordinal(m[2]) != len(rows[m[1]])+1 {
			continue
		}
		rows[m[1]] = append(rows[m[1]], i)
	}
	for _, at := range rows {
		if len(at) < minWorded || at[len(at)-1]-at[0] < len(at) {
			continue // nothing stands between them
		}
		for _, i := range at {
			g.own[i] = opening{mark: mark{kind: plain}, at: g.ps[i].Start, heading: g.trimmed(g.ps[i])}
		}
	}
}

// uncounted is a word whose number names no section.
var uncounted = regexp.MustCompile(`^(?:附[件表录图]|专栏|.[图表注]|电话|传真|邮编|编号|序号|年度|.[年月日号第])$`)
