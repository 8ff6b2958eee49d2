package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chuchu/chunk/fold"
	"chuchu/rag/verify"
)

// What the cells of a table come to that was flattened to a cell a line: a short
// one that names, and under it a longer one that lists what belongs there.
const (
	longestLabel  = 12
	shortestUnder = 12
	fewLabelled   = 2 // so many make a table
)

// labelled are the lines of a flattened table, each with the label above it, as
// one candidate: 关键技术⏎语音识别、机器翻译等. There are none in a text that is no such table.
func labelled(r ranked, above []string) []candidate {
	var out []candidate
	runes := []rune(r.Text)
	sentences := verify.Sentences(r.Text)
	text := func(i int) string { return string(runes[sentences[i].Start:sentences[i].End]) }
	for i := 0; i+1 < len(sentences); i++ {
		between := string(runes[sentences[i].End:sentences[i+1].Start])
		if isLabel(text(i)) && strings.Contains(between, "\n") && isUnder(text(i+1)) {
			out = append(out, newCandidate(r, sentences[i].Start, string(runes[sentences[i].Start:sentences[i+1].End]), above))
			i++
		}
	}
	if len(out) < fewLabelled {
		return nil
	}
	return out
}

// isLabel tells whether a line only names something.
func isLabel(line string) bool {
	return utf8.RuneCountInString(line) <= longestLabel && bareLine.MatchString(line)
}

// isUnder tells whether a line lists what belongs to a label.
func isUnder(line string) bool {
	return utf8.RuneCountInString(line) >= shortestUnder && strings.Contains(line, "、") && !strings.ContainsAny(line, "。；")
}

var bareLine = regexp.MustCompile(`^[\p{Han}A-Za-z+＋、]{2,}$`)

// isColumns tells whether a line is the head of a table, which says what its
// columns are and nothing of any row: 序号 名称 备注.
func isColumns(line string) bool {
	cells := strings.Fields(line)
	return len(cells) > 1 && !strings.ContainsAny(line, "，。；：,;:0123456789") && len(columns.FindAllString(line, -1)) > 0 && utf8.RuneCountInString(line) <= longestHead
}

// longestHead is how many characters the head of a table has at most.
const longestHead = 40

var columns = regexp.MustCompile(`序号|名称|编号|指标|备注|单位|类别|项目|标准号`)

// rowAsked matches a question for the row of a table that has a number.
var rowAsked = regexp.MustCompile(`序号(?:为|是)?第?([0-9]{1,3})`)

// ofNumber tells whether a candidate is the row of the number that is asked for.
func (c candidate) ofNumber(a ask) bool {
	m := rowAsked.FindStringSubmatch(fold.String(a.whole))
	if m == nil {
		return false
	}
	rest, found := strings.CutPrefix(fold.String(c.text), m[1])
	return found && rest != "" && !strings.ContainsAny(rest[:1], "0123456789.%")
}

// leastCell is how many characters a cell has that a question names by no chance.
const leastCell = 6

// ofCell tells whether a candidate is a row of cells on one line of which the
// question names one by its whole name: 12 某某评价指数 2020-T-469 制定中.
func (c candidate) ofCell(a ask) bool {
	cells := strings.Fields(c.text)
	if len(cells) < 2 || strings.ContainsAny(c.text, "。；，：") {
		return false
	}
	return slices.ContainsFunc(cells, func(cell string) bool {
		return utf8.RuneCountInString(cell) >= leastCell && bareLine.MatchString(cell) && strings.Contains(unspaced(a.whole), unspaced(cell))
	})
}
