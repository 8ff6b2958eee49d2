package chunk

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestLeadingNumber(t *testing.T) {
	for l, want := range map[string]int{"1": 1, "37 基础共性": 37, "120\t术语": 120, "2019年": 0, "2019 年": 0, "05 装备": 0, "1.总则": 0, "3、": 0, "甲1": 0, "": 0, "0": 0} {
		if got := leadingNumber(l); got != want {
			t.Errorf("%q: %d, want %d", l, got, want)
		}
	}
}

func TestEntryLines(t *testing.T) {
	for _, c := range []struct{ name, text, begin, goOn string }{
		{"numbers alone and before words", "序号分类\n1\n甲\n2 乙\n丙\n3 丁\n4 戊\n己\n", "1 2 3 4", "甲 丙"},
		{"a page's number between", "1 甲\n2 乙\n3 丙\n4 丁\n37\n5 戊\n6 己\n", "1 2 3 4 5 6", "37"},
		{"one that stands amid a line", "1 甲\n2 乙 3 丙\n4 丁\n5 戊\n", "1 2 4 5", ""},
		{"two tables", "1 甲\n2 乙\n3 丙\n4 丁\n1 戊\n2 己\n3 庚\n4 辛\n", "1 2 3 4 1 2 3 4", ""},
		{"too few", "1 甲\n乙\n2 丙\n3 丁\n", "", ""},
		{"too far apart", "1 甲\n2 乙\n" + strings.Repeat("丙\n", maxRowLine) + "3 丁\n4 戊\n", "", ""},
		{"prose between", "1 甲\n2 乙\n" + strings.Repeat("丙", MaxChunk) + "\n3 丁\n4 戊\n", "", ""},
		{"numbers of headings", "1.甲\n2.乙\n3.丙\n4.丁\n", "", ""},
	} {
		b := newBody(c.text)
		lines := b.entryLines()
		var begin, goOn []string
		for _, at := range slices.Sorted(maps.Keys(lines)) {
			head, _, _ := strings.Cut(b.slice(Span{at, min(at+4, len(b.runes))}), "\n")
			if lines[at] {
				goOn = append(goOn, head)
			} else {
				head, _, _ = strings.Cut(head, " ")
				begin = append(begin, head)
			}
		}
		if got := strings.Join(begin, " "); got != c.begin {
			t.Errorf("%s: entries begin %q, want %q", c.name, got, c.begin)
		}
		if got := strings.Join(goOn, " "); got != c.goOn {
			t.Errorf("%s: go on %q, want %q", c.name, got, c.goOn)
		}
	}
}

// Chunks end where an entry ends, though none of its lines does as a sentence.
func TestChunksOfEntries(t *testing.T) {
	var text strings.Builder
	text.WriteString("重点标准清单\n")
	numbers := []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13"}
	for _, n := range numbers[:12] {
		text.WriteString(n + " 基础共性 " + strings.Repeat("智能工厂安全控制", 4) + "\n第1部分：系统要求 国家标准\n已发布" + strings.Repeat("通用技术要求", 5) + "\n")
	}
	text.WriteString("13 其他\n") // the end of the last is not told
	chunks := Parse(text.String(), Meta{}).Chunks
	if len(chunks) < 2 {
		t.Fatalf("%d chunks", len(chunks))
	}
	for _, c := range chunks[1:] {
		if head, _, _ := strings.Cut(c.Text, " "); !slices.Contains(numbers, head) {
			t.Errorf("a chunk begins inside an entry: %q", c.Text)
		}
	}
}

// A line that begins the next row is not the rest of the one before, however wide the text is set.
func TestRowsAreNotJoined(t *testing.T) {
	var lines []string
	for _, n := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		lines = append(lines, n+" 基础共性、安全控制，石化智能制造能力成熟度评估、评价等", "实施指南，软件产品、系统集成、接口等工业软件标准、数据治理等", "工业大数据标准，平台架构、知识图谱、视觉检测等人工智能标准、")
	}
	for l := range strings.Lines(clean(strings.Join(lines, "\n")).Text) {
		if i := strings.IndexAny(l[1:], "23456789"); i >= 0 {
			t.Errorf("a row stands in another's line: %q", l)
		}
	}
}
