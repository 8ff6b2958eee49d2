package eval

import (
	"strings"
	"testing"
)

func TestLayOut(t *testing.T) {
	got := layOut([][]string{{"", "n", "列"}, {"比较", "12", "."}, {"ab", "3", "1.000"}})
	want := "" +
		"       n     列\n" +
		"比较  12      .\n" +
		"ab     3  1.000\n"
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestColumns(t *testing.T) {
	for in, want := range map[string]int{"": 0, "ab": 2, "出处": 4, "，": 2, "Ａ": 2, "›": 1, "㎡": 2, "“": 1} {
		if got := columns(in); got != want {
			t.Errorf("%q has %d columns, want %d", in, got, want)
		}
	}
}

func TestMetricString(t *testing.T) {
	for want, m := range map[string]metric{
		"-":     portion("", Share{}),
		".000":  portion("", Share{0, 5}),
		".983":  portion("", Share{59, 60}),
		".999":  portion("", Share{9994, 10000}),
		"1.000": portion("", Share{5, 5}),
		"12":    cost("", 12.4, true),
		"-.002": mean("", -.002, true),
	} {
		if got := m.String(); got != want {
			t.Errorf("%+v is %q, want %q", m, got, want)
		}
	}
}

func TestWriteMisses(t *testing.T) {
	var b strings.Builder
	writeMisses(&b, []Result{{
		ID: "a-1", Kind: "table", Question: "多少家？", Answerable: true, Rank: 0,
		Evidence: []Piece{{Rank: 2, Text: "数量\n\n  25"}, {Text: "表头"}},
		Top:      []Piece{{1, "haibin", []string{"第二章", "一、"}, "文字\n更多"}},
		Missing:  []string{"32|三十二"}, Unfounded: []string{"33"},
		Answer: "33家。\n[9]", Sentences: Share{0, 1}, Quotes: Share{1, 3}, Dangling: 1,
	}, {
		ID: "a-2", Kind: "text", Question: "谁？", Refused: true, Reason: "no_evidence", Rank: 7, Missing: []string{"不必说"},
	}})
	want := `
2 to look at

a-1 table rank -: 多少家？
  evidence at 2: 数量 25
  evidence at -: 表头
  1 haibin 第二章 › 一、: 文字 更多
  missing: 32|三十二
  not in cited text: 33
  answered, 1 sentences without source, 2 quotes not exact, 1 markers without citation: 33家。 [9]

a-2 text rank 7: 谁？
  refused (no_evidence): 
`
	if got := b.String(); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestWriteTellsOfLongPassages(t *testing.T) {
	var b strings.Builder
	r := newReport([]Result{{Kind: "text", TooLong: 2}, {Kind: "text", TooLong: 1}})
	if err := r.Write(&b, false); err != nil || !strings.HasSuffix(b.String(), "\n3 passages have more than 600 characters\n") {
		t.Errorf("%v\n%s", err, b.String())
	}
}
