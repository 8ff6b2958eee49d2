package chunk

import (
	"strings"
	"testing"
)

func TestColumns(t *testing.T) {
	for l, want := range map[string]int{"": 0, "甲乙": 2, "甲2035年": 4, "abc": 2, "“十四五”": 5} {
		if got := columns(l); got != want {
			t.Errorf("%q takes %d columns, want %d", l, got, want)
		}
	}
}

func TestEndsInTitle(t *testing.T) {
	for l, want := range map[string]bool{
		"记录流程。7.1.3 绿色出行":    true,
		"推动发展。第9章 建设运营模式":    true,
		"7.1.3 绿色出行":         false,
		"记录流程。7.1.3 出行，推动发展": false,
		"记录流程。7.5万人次":        false,
		"记录流程。":              false,
		"附件1 准入、召回管理与技术指南":   true,
		"附件1 召回管理与":          false,
		"":                   false,
	} {
		if got := endsInTitle(l); got != want {
			t.Errorf("%q: %v, want %v", l, got, want)
		}
	}
}

// Lines are as wide as they are set: figures make them longer, and the first
// line of a paragraph is set in.
func TestJoinWrappedByColumns(t *testing.T) {
	first := strings.Repeat("甲", 20) + "，乙乙乙"                                 // 24 columns, set in by two
	line := strings.Repeat("丙", 21) + "2035年，1"                               // 26 columns, 28 characters
	rest := strings.Repeat("丁", 22) + "，戊戊戊\n" + strings.Repeat("己", 9) + "。" // 26 columns, and the end
	paragraphs := strings.Repeat(first+"\n"+line+"\n"+rest+"\n", 10)
	d := draft{lines: strings.Split(strings.TrimSuffix(paragraphs, "\n"), "\n")}
	if d.joinWrapped(); len(d.lines) != 10 {
		t.Errorf("%d paragraphs, want 10:\n%s", len(d.lines), d.text())
	}
}
